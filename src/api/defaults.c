/* Checks the defaults of a library: alone knows the styles, papers, formats and words that there are. */
#include "api/defaults.h"

#include <string.h>

#include "base/nearest.h"
#include "output/output.h"
#include "style/theme-load.h"

/* `names` are those that there are. */
static bool
tell_unknown(const StsDefault *value, const char *kind, const char *const *names, StsDiagnostics *diagnostics)
{
  const char *nearest = sts_text_nearest(value->text, names);
  g_autofree char *all = g_strjoinv(", ", (char **)names);

  if (nearest)
    sts_error(diagnostics, value->position, STS_RULE_DEFAULT_UNKNOWN, "there is no %s “%s”; did you mean “%s”?", kind,
              value->text, nearest);
  else
    sts_error(diagnostics, value->position, STS_RULE_DEFAULT_UNKNOWN, "there is no %s “%s”; there are: %s", kind,
              value->text, all);
  return false;
}

static bool
check_style(const StsLibrary *library, const StsDefault *value, StsDiagnostics *diagnostics)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = sts_theme_find((const char *const *)library->styles, value->text, &error);

  if (!path)
    sts_error(diagnostics, value->position, STS_RULE_DEFAULT_UNKNOWN, "%s", error->message);
  return path;
}

static bool
check_paper(const StsLibrary *library, const StsDefault *value, StsDiagnostics *diagnostics)
{
  (void)library;
  return g_strv_contains(sts_theme_papers(), value->text) ||
         tell_unknown(value, "paper", sts_theme_papers(), diagnostics);
}

static bool
check_format(const StsLibrary *library, const StsDefault *value, StsDiagnostics *diagnostics)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  (void)library;
  if (sts_format_lookup(value->text))
    return true;
  for (size_t i = 0; i < sts_format_count(); i++)
    g_ptr_array_add(names, (gpointer)sts_format_get(i)->name);
  g_ptr_array_add(names, NULL);
  return tell_unknown(value, "format", (const char *const *)names->pdata, diagnostics);
}

static bool
check_language(const StsLibrary *library, const StsDefault *value, StsDiagnostics *diagnostics)
{
  bool known = sts_terms_set_has(library->words, value->text);

  if (!known)
    sts_error(diagnostics, value->position, STS_RULE_DEFAULT_UNKNOWN,
              "there are no words in the language “%s” for what the program adds; a file styles/terms/%s.yaml in the "
              "library would hold them",
              value->text, value->text);
  return known;
}

void
sts_check_defaults(StsLibrary *library, StsDiagnostics *diagnostics)
{
  static const struct {
    const char *key;
    bool (*check)(const StsLibrary *library, const StsDefault *value, StsDiagnostics *diagnostics);
  } CHECKS[] = {
      {"style", check_style}, {"paper", check_paper}, {"formats", check_format}, {"language", check_language}};

  for (guint i = library->defaults->len; i-- > 0;) {
    const StsDefault *value = &g_array_index(library->defaults, StsDefault, i);
    bool sound = true;
    for (size_t k = 0; k < G_N_ELEMENTS(CHECKS); k++)
      if (strcmp(value->key, CHECKS[k].key) == 0)
        sound = CHECKS[k].check(library, value, diagnostics);
    if (!sound)
      g_array_remove_index(library->defaults, i);
  }
}
