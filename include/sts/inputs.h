/* What an export is made of: for those who make a file anew only where something has changed.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       const char *ids[] = {"surgery", NULL};
 *       StsOutput outputs[] = {{.format = "pdf", .path = "surgery.pdf"}};
 *       StsExport what = {.ids = ids, .outputs = outputs, .output_count = 1};
 *       StsExportOptions options = {.style = "large-print"};
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(StsLibrary) library = sts_library_load("content", diagnostics, &error);
 *       g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
 *
 *       if (!library || !exporter)
 *         return 1;
 *       g_autoptr(StsInputs) inputs = sts_inputs_new(exporter, library);
 *       g_auto(GStrv) files = sts_inputs_list(inputs, ids, &error);
 *       g_autofree char *key = sts_inputs_key(inputs, &what, &error);
 *       if (!files || error)
 *         return 1;
 *       for (char **file = files; *file; file++)
 *         puts(*file);
 *       puts(key ? key : "a file is being written");
 *       return 0;
 *     }
 *
 * Invariants: the library and the exporter, which are lent, are not changed, and outlive the inputs. For one thread at
 * a time.
 */
#ifndef STS_INPUTS_H
#define STS_INPUTS_H

#include <sts/export.h>

G_BEGIN_DECLS

typedef struct StsInputs StsInputs;

/* Free with sts_inputs_free(). The exporter should have been made with the library (StsExportOptions.library). */
StsInputs *sts_inputs_new(const StsExporter *exporter, const StsLibrary *library);
void sts_inputs_free(StsInputs *inputs);

/* Returns the files that a publication of the sections (NULL-terminated ids) is made of, each once, as they were named
 * when they were read: the sections and what they show, those that they link to, library.yaml, the clinic's file, the
 * files of the style, of words and of fonts. Files of the program are among them, and the program is not. Returns NULL
 * with `error` (STS_ERROR_UNKNOWN_SECTION) where the library lacks one. Free with g_strfreev(). */
char **sts_inputs_list(StsInputs *inputs, const char *const *ids, GError **error);

/* Returns a text of 64 letters and digits that is the same only where the export would give the same bytes: it is made
 * of the content of all inputs, of the options and of the version of the program. Of the outputs their formats count,
 * and not where they go. Returns NULL without `error` where it cannot be told, since an input cannot be read, or was
 * written after the library was read, or so shortly before that a clock does not tell: then the file is to be made.
 * Returns NULL with `error` as sts_inputs_list() does. Free with g_free(). */
char *sts_inputs_key(StsInputs *inputs, const StsExport *what, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsInputs, sts_inputs_free)

G_END_DECLS

#endif
