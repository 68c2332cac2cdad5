/* Reading: what comes from a user, by the words that the program was installed with. */
#include "api/data.h"
#include "document/terms-file.h"
#include "import/import.h"
#include "read/read.h"
#include "sts/library.h"

static StsTermsSet *
load_words(StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *folder = sts_data_choose_folder(NULL, "styles", error);

  return folder ? sts_terms_load(folder, diagnostics, error) : NULL;
}

StsLibrary *
sts_library_load_with(const char *path, const char *const *ids, const StsLoadOptions *options,
                      StsDiagnostics *diagnostics, GError **error)
{
  StsTermsSet *words = load_words(diagnostics, error);

  if (!words)
    return NULL;
  StsLibrary *library =
      ids ? sts_read_sections(path, ids, words, diagnostics, error) : sts_read_library(path, words, diagnostics, error);
  if (library)
    sts_read_clinic(library, options ? options->clinic : NULL, diagnostics);
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
  StsTermsSet *words = load_words(diagnostics, error);

  return words ? sts_import_read_file(path, words, settings, diagnostics, error) : NULL;
}
