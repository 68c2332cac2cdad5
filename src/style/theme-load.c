/* Loads a style and the styles it extends. */
#include "style/theme-load.h"

#include <errno.h>
#include <string.h>

#include "base/file-read.h"
#include "base/nearest.h"
#include "base/text.h"
#include "document/rules.h"
#include "style/theme-check.h"
#include "style/theme-read.h"

/* A chain longer than this is a mistake. */
enum { CHAIN_MAX = 16 };

static bool
is_style_name(const char *name)
{
  return *name && *name != '.' && *name != '-' &&
         strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(name);
}

static int
compare_texts(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Returns the names of the styles in the folder, sorted. */
static GPtrArray *
list_styles(const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *file;

  while (dir && (file = g_dir_read_name(dir))) {
    if (!g_str_has_suffix(file, ".yaml"))
      continue;
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".yaml"));
    if (is_style_name(name))
      g_ptr_array_add(names, g_steal_pointer(&name));
  }
  g_ptr_array_sort(names, compare_texts);
  g_ptr_array_add(names, NULL);
  return names;
}

/* Returns "there is no style ..., there are ..."; free with g_free(). */
static char *
say_missing(const char *folder, const char *name)
{
  g_autoptr(GPtrArray) names = list_styles(folder);
  const char *const *list = (const char *const *)names->pdata;
  g_autofree char *joined = g_strjoinv(", ", (char **)names->pdata);
  const char *nearest = sts_text_nearest(name, list);

  if (!is_style_name(name))
    return g_strdup_printf(
        "“%s” is not the name of a style; give the name alone, without folder and “.yaml” (there are: %s)", name,
        joined);
  if (!list[0])
    return g_strdup_printf("there is no style “%s”: the folder %s holds no styles", name, folder);
  if (nearest)
    return g_strdup_printf("there is no style “%s”; did you mean “%s”? (there are: %s)", name, nearest, joined);
  return g_strdup_printf("there is no style “%s”; there are: %s", name, joined);
}

/* ---- the chain of `extends` ---- */

/* Where faults of styles that are no YAML, or no text, are reported. */
static StsYamlRules
yaml_rules(void)
{
  return (StsYamlRules){.syntax = sts_rule_name(STS_RULE_THEME_YAML), .control = sts_rule_name(STS_RULE_THEME_YAML)};
}

static bool
is_in_chain(const GPtrArray *chain, const char *path)
{
  for (guint i = 0; i < chain->len; i++)
    if (strcmp(((const StsYaml *)g_ptr_array_index(chain, i))->position.file, path) == 0)
      return true;
  return false;
}

/* Loads the file that `extends` names; returns NULL after a diagnostic. */
static const StsYaml *
load_parent(StsArena *arena, const char *folder, const StsYaml *extends, const GPtrArray *chain,
            StsDiagnostics *diagnostics)
{
  const char *name = extends->text;
  g_autofree char *file = g_strconcat(name ? name : "", ".yaml", NULL);
  g_autofree char *path = g_build_filename(folder, file, NULL);
  const StsYamlRules rules = yaml_rules();
  g_autoptr(GError) error = NULL;
  const StsYaml *root = NULL;

  if (!name) {
    sts_error(diagnostics, extends->position, STS_RULE_THEME_TYPE,
              "“extends” must be the name of a style, such as handout");
    return NULL;
  }
  if (!is_style_name(name) || sts_file_find(path) == ENOENT) {
    g_autofree char *text = say_missing(folder, name);
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS, "%s", text);
    return NULL;
  }
  if (is_in_chain(chain, path)) {
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS,
              "the styles extend each other in a circle: “%s” already leads here; take one “extends” out", name);
    return NULL;
  }
  if (chain->len >= CHAIN_MAX) {
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS,
              "more than %d styles extend each other; put some of them together", CHAIN_MAX);
    return NULL;
  }
  if (!sts_yaml_load(arena, path, &rules, &root, diagnostics, &error))
    sts_error(diagnostics, extends->position, STS_RULE_SYSTEM_FAULT, "the style “%s” cannot be read: %s", name,
              error->message);
  return root;
}

/* Returns the files (StsYaml*) from the style itself to the root of its chain, as far as they are sound; NULL with
 * `error` when the style's own cannot be read. */
static GPtrArray *
load_chain(StsArena *arena, const char *folder, const char *path, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new();
  const StsYamlRules rules = yaml_rules();
  const StsYaml *root;

  if (!sts_yaml_load(arena, path, &rules, &root, diagnostics, error))
    return NULL;
  while (root) {
    const StsYaml *extends = sts_yaml_lookup(root, "extends");
    g_ptr_array_add(chain, (gpointer)root);
    root = extends ? load_parent(arena, folder, extends, chain, diagnostics) : NULL;
  }
  return g_steal_pointer(&chain);
}

static StsTheme *
new_theme(const char *name)
{
  StsArena *arena = sts_arena_new();
  StsTheme *theme = STS_ARENA_NEW(arena, StsTheme);

  theme->arena = arena;
  theme->name = sts_arena_strdup(arena, name);
  return theme;
}

StsTheme *
sts_theme_load(const char *styles_folder, const char *name, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *file = g_strconcat(name, ".yaml", NULL);
  g_autofree char *path = g_build_filename(styles_folder, file, NULL);
  size_t faults = sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR);

  if (!is_style_name(name) || sts_file_find(path) == ENOENT) {
    g_autofree char *text = say_missing(styles_folder, name);
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, text);
    return NULL;
  }
  g_autoptr(StsTheme) theme = new_theme(name);
  g_autoptr(GPtrArray) chain = load_chain(theme->arena, styles_folder, path, diagnostics, error);
  if (!chain)
    return NULL;
  StsThemeReading reading = {.theme = theme, .diagnostics = diagnostics};
  for (guint i = chain->len; i-- > 0;)
    sts_theme_read(&reading, g_ptr_array_index(chain, i));
  /* What a broken file left out would only be reported again as missing. */
  if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == faults) {
    sts_theme_complete(&reading);
    sts_theme_check(&reading, path);
  }
  if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > faults) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the style “%s” has faults", name);
    return NULL;
  }
  return g_steal_pointer(&theme);
}
