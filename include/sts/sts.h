/* libsts: patient-education text to accessible PDF and EPUB.
 *
 *     g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *     g_autoptr(StsLibrary) library = sts_library_load("content", diagnostics, &error);
 *     g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
 *     const char *ids[] = {"stage-ii-iii", NULL};
 *     sts_library_check_sections(library, ids, NULL, diagnostics);
 *     if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == 0)
 *       sts_exporter_write(exporter, library, ids, false, "stage-ii-iii.pdf", NULL, diagnostics, &error);
 *
 * Invariants: opaque types; no global state; a loaded library and an exporter are const, so that several threads may
 * export at once, each with diagnostics of its own. All text is UTF-8. Content faults are diagnostics; failures of the
 * system are a GError.
 */
#ifndef STS_STS_H
#define STS_STS_H

#include <glib.h>

#include <sts/check.h>
#include <sts/data.h>
#include <sts/diagnostic.h>
#include <sts/export.h>
#include <sts/import.h>
#include <sts/library.h>
#include <sts/verify.h>

G_BEGIN_DECLS

/* Returns the version, e.g. "0.1.0". */
const char *sts_version(void);

G_END_DECLS

#endif
