/* Reading: what comes from a user, by the words of the library, of the user and of the program. */
#include <string.h>

#include "api/data.h"
#include "api/defaults.h"
#include "api/forms.h"
#include "base/language-tag.h"
#include "document/rules.h"
#include "document/terms-file.h"
#include "import/import.h"
#include "read/read.h"
#include "sts/error.h"
#include "sts/library.h"

/* ---- faults of words ---- */

/* Whether both tags begin with the same language: "es" has the words for "es-MX", and "zh-Hans" those for "zh-CN". */
static bool
is_same_language(const char *tag, const char *other)
{
  size_t length = strcspn(tag, "-");

  return other && strcspn(other, "-") == length && g_ascii_strncasecmp(tag, other, length) == 0;
}

/* Whether the words are printed: English ones stand in for all others. */
static bool
are_asked_for(const StsLibrary *library, const char *tag)
{
  bool asked = is_same_language(tag, "en") || is_same_language(tag, library->language);

  for (guint i = 0; i < library->sections->len && !asked; i++)
    asked = is_same_language(tag, ((const StsSection *)library->sections->pdata[i])->language);
  return asked;
}

/* Appends what is wrong in files of words. Where no text is in the language, whose words are not used then, that is one
 * warning for each file. */
static void
append_word_faults(const StsLibrary *library, const StsDiagnostics *faults, StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);

  for (size_t i = 0; i < sts_diagnostics_size(faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(faults, i);
    const char *file = fault->position.file;
    g_autofree char *tag = file ? g_path_get_basename(file) : NULL;
    size_t count = file ? sts_diagnostics_count_in_file(faults, file, STS_SEVERITY_ERROR) : 0;
    if (tag && g_str_has_suffix(tag, ".yaml"))
      tag[strlen(tag) - strlen(".yaml")] = '\0';
    bool outside = strcmp(fault->rule, sts_rule_name(STS_RULE_STYLE_OUTSIDE)) == 0;
    if (fault->severity != STS_SEVERITY_ERROR || outside || !tag || !*tag || are_asked_for(library, tag))
      sts_diagnostics_add(diagnostics, fault->severity, fault->position, fault->rule, "%s", fault->text);
    else if (g_hash_table_add(told, (gpointer)file))
      sts_diagnostics_add(diagnostics, STS_SEVERITY_WARNING, fault->position, fault->rule,
                          "the words in “%s” have %zu %s and are not used, since no text here is in that language; the "
                          "first: %s",
                          tag, count, count == 1 ? "fault" : "faults", fault->text);
  }
}

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
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  StsTermsSet *words = folders ? sts_terms_load_from((const char *const *)folders, path, faults, error) : NULL;
  StsLibrary *library = words ? sts_read_with(path, ids, options, words, diagnostics, error) : NULL;

  if (!library) {
    sts_diagnostics_append(diagnostics, faults);
    return NULL;
  }
  append_word_faults(library, faults, diagnostics);
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
