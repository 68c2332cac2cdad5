/* libsts: patient-education text to accessible files.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       const char *ids[] = {"stage-ii-iii", NULL};
 *       StsOutput outputs[] = {{.format = "pdf", .path = "stage-ii-iii.pdf"}, {.format = "epub", .path = "it.epub"}};
 *       StsExport what = {.ids = ids, .outputs = outputs, .output_count = 2};
 *       StsExportOptions options = {.paper = "a4"};
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(StsLibrary) library = sts_library_load("content", diagnostics, &error);
 *       g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
 *       bool done = false;
 *
 *       if (library && exporter && sts_library_check_sections(library, ids, NULL, diagnostics, &error))
 *         done = sts_exporter_export(exporter, library, &what, diagnostics, &error);
 *       for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
 *         g_autofree char *line = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
 *         puts(line);
 *       }
 *       if (error)
 *         puts(error->message);
 *       return done ? 0 : 1;
 *     }
 *
 * Invariants: opaque types; no global state; a loaded library and an exporter are const, so that several threads may
 * export at once, each with diagnostics of its own. All text is UTF-8. Content faults are diagnostics; failures of the
 * system are a GError.
 */
#ifndef STS_STS_H
#define STS_STS_H

#include <glib.h>

#include <sts/answers.h>
#include <sts/check.h>
#include <sts/data.h>
#include <sts/diagnostic.h>
#include <sts/error.h>
#include <sts/export.h>
#include <sts/format.h>
#include <sts/import.h>
#include <sts/inputs.h>
#include <sts/library.h>
#include <sts/repair.h>
#include <sts/verify.h>

G_BEGIN_DECLS

/* Returns the version, e.g. "0.1.0". */
const char *sts_version(void);

G_END_DECLS

#endif
