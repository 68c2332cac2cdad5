/* Reading: what comes from a user, by the words of the library, of the user and of the program. */
#include "api/data.h"
#include "api/defaults.h"
#include "api/forms.h"
#include "base/language-tag.h"
#include "document/terms-file.h"
#include "import/import.h"
#include "read/read.h"
#include "sts/error.h"
#include "sts/library.h"

/* Where styles are looked for is kept with the library, so that all that prints it agrees. */
StsLibrary *
sts_library_load_with(const char *path, const char *const *ids, const StsLoadOptions *options,
                      StsDiagnostics *diagnostics, GError **error)
{
  gint64 began = g_get_real_time();

  if (options && options->language && !sts_language_is_valid(options->language)) {
    g_autofree char *fault = sts_language_describe_invalid(options->language);
    g_set_error_literal(error, STS_ERROR, STS_ERROR_BAD_OPTION, fault);
    return NULL;
  }
  g_auto(GStrv) folders = sts_data_list_styles(NULL, path, error);
  StsTermsSet *words = folders ? sts_terms_load_from((const char *const *)folders, path, diagnostics, error) : NULL;

  if (!words)
    return NULL;
  StsLibrary *library = sts_read_with(path, ids, options, words, diagnostics, error);
  if (!library)
    return NULL;
  library->styles = g_steal_pointer(&folders);
  library->read_at = began;
  sts_check_defaults(library, diagnostics);
  if (options && options->without_clinic)
    library->clinic_file = NULL;
  sts_read_clinic(library, options ? options->clinic : NULL, diagnostics);
  if (!options || !options->list_languages)
    sts_forms_find(library, path);
  return library;
}

StsLibrary *
sts_library_load(const char *path, StsDiagnostics *diagnostics, GError **error)
{
  return sts_library_load_with(path, NULL, NULL, diagnostics, error);
}

StsLibrary *
sts_library_load_sections(const char *path, const char *const *ids, StsDiagnostics *diagnostics, GError **error)
{
  return sts_library_load_with(path, ids, NULL, diagnostics, error);
}

StsImport *
sts_import_read(const char *path, const StsImportSettings *settings, StsDiagnostics *diagnostics, GError **error)
{
  g_auto(GStrv) folders = sts_data_list_styles(NULL, NULL, error);
  StsTermsSet *words = folders ? sts_terms_load_from((const char *const *)folders, NULL, diagnostics, error) : NULL;

  return words ? sts_import_read_file(path, words, settings, diagnostics, error) : NULL;
}
