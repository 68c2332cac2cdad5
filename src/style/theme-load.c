/* Loads a style and the styles it extends. */
#include "style/theme-load.h"

#include <errno.h>
#include <string.h>

#include "base/file-read.h"
#include "base/names.h"
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

/* Adds the names of the styles in the folder. */
static void
add_styles(const char *folder, GHashTable *names)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *file;

  while (dir && (file = g_dir_read_name(dir))) {
    if (!g_str_has_suffix(file, ".yaml"))
      continue;
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".yaml"));
    if (is_style_name(name))
      g_hash_table_add(names, g_steal_pointer(&name));
  }
}

/* Returns the names of the styles in the folders, sorted. */
static GPtrArray *
list_styles(const char *const *folders)
{
  g_autoptr(GHashTable) set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer name;

  for (; *folders; folders++)
    add_styles(*folders, set);
  g_hash_table_iter_init(&iter, set);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, sts_text_compare);
  g_ptr_array_add(names, NULL);
  return names;
}

/* Returns "there is no style ..., there are ..."; free with g_free(). */
static char *
say_missing(const char *const *folders, const char *name)
{
  g_autoptr(GPtrArray) names = list_styles(folders);
  const char *const *list = (const char *const *)names->pdata;
  g_autofree char *joined = g_strjoinv(", ", (char **)names->pdata);
  const char *nearest = sts_text_nearest(name, list);

  if (!is_style_name(name))
    return g_strdup_printf("“%s” is not the name of a style; there are: %s", name, joined);
  if (!list[0]) {
    g_autofree char *places = g_strjoinv(", ", (char **)folders);
    return g_strdup_printf("there is no style “%s”: the folder %s holds no styles", name, places);
  }
  if (nearest)
    return g_strdup_printf("there is no style “%s”; did you mean “%s”? (there are: %s)", name, nearest, joined);
  return g_strdup_printf("there is no style “%s”; there are: %s", name, joined);
}

/* ---- where styles are ---- */

/* The file of a style, and the folders in which what it extends is looked for, its own first. */
typedef struct {
  char *path;
  const char *const *folders; /* lent */
} Place;

static void
clear_place(Place *place)
{
  g_free(place->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, clear_place)

/* Finds the first file of that name. A file that cannot be looked at is there: reading it tells why not. */
static bool
find_name(const char *const *folders, const char *name, Place *place)
{
  g_autofree char *file = g_strconcat(name, ".yaml", NULL);

  for (; is_style_name(name) && *folders; folders++) {
    g_autofree char *path = g_build_filename(*folders, file, NULL);
    if (sts_file_is_missing(sts_file_find(path)))
      continue;
    *place = (Place){g_steal_pointer(&path), folders};
    return true;
  }
  return false;
}

static bool
find_style(const char *const *folders, const char *style, Place *place, GError **error)
{
  g_autofree char *text = NULL;

  if (!sts_text_is_style_path(style)) {
    if (find_name(folders, style, place))
      return true;
    text = say_missing(folders, style);
  } else if (!sts_file_is_missing(sts_file_find(style))) {
    *place = (Place){g_strdup(style), folders};
    return true;
  }
  if (text)
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, text);
  else
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no file “%s” with a style", style);
  return false;
}

char *
sts_theme_find(const char *const *folders, const char *style, GError **error)
{
  Place place;

  return find_style(folders, style, &place, error) ? place.path : NULL;
}

/* Says so where the file was found in the library by a link that leads out of it. */
static bool
lies_outside(const char *library, const char *path, StsPosition position, StsDiagnostics *diagnostics)
{
  if (!library || !sts_file_leads_out(library, path))
    return false;
  g_autofree char *name = g_path_get_basename(path);
  sts_error(diagnostics, position, STS_RULE_STYLE_OUTSIDE,
            "“styles/%s” does not lie in the library's folder; put it there, or name it with --style", name);
  return true;
}

/* ---- the chain of `extends` ---- */

/* Loads a file; returns NULL after a diagnostic. What is no file of a style, or none that a person wrote, is told like
 * what is wrong in one. */
static const StsYaml *
load_file(StsArena *arena, const char *path, StsPosition position, StsDiagnostics *diagnostics)
{
  const StsYamlRules rules = {.syntax = sts_rule_name(STS_RULE_THEME_YAML),
                              .control = sts_rule_name(STS_RULE_THEME_YAML)};
  g_autoptr(GError) fault = NULL;
  const StsYaml *root = NULL;

  if (!sts_yaml_load(arena, path, &rules, &root, diagnostics, &fault)) {
    bool unfit = g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL) ||
                 g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    sts_error(diagnostics, position, unfit ? STS_RULE_THEME_YAML : STS_RULE_SYSTEM_FAULT, "%s", fault->message);
  }
  return root;
}

static bool
is_in_chain(const GPtrArray *chain, const char *path)
{
  for (guint i = 0; i < chain->len; i++)
    if (strcmp(((const StsYaml *)g_ptr_array_index(chain, i))->position.file, path) == 0)
      return true;
  return false;
}

/* Finds what the style at `place` extends, and takes `place` there. Returns false after a diagnostic. */
static bool
find_parent(Place *place, const StsYaml *extends, const GPtrArray *chain, const char *library,
            StsDiagnostics *diagnostics)
{
  const char *name = extends->text;
  g_autofree char *base = g_path_get_basename(place->path), *file = g_strconcat(name ? name : "", ".yaml", NULL);
  bool own_name = strcmp(base, file) == 0;
  Place parent;

  if (!name) {
    sts_error(diagnostics, extends->position, STS_RULE_THEME_TYPE,
              "“extends” must be the name of a style, such as handout");
    return false;
  }
  if (!find_name(place->folders + own_name, name, &parent)) {
    g_autofree char *text = own_name
                                ? g_strdup_printf("the style “%s” extends itself, and no other has this name", name)
                                : say_missing(place->folders, name);
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS, "%s", text);
    return false;
  }
  clear_place(place);
  *place = parent;
  if (lies_outside(library, place->path, extends->position, diagnostics))
    return false;
  if (is_in_chain(chain, place->path))
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS,
              "the styles extend each other in a circle: “%s” already leads here; take one “extends” out", name);
  else if (chain->len >= CHAIN_MAX)
    sts_error(diagnostics, extends->position, STS_RULE_THEME_EXTENDS,
              "more than %d styles extend each other; put some of them together", CHAIN_MAX);
  else
    return true;
  return false;
}

/* Returns the files (StsYaml*) from the style itself to the root of its chain, as far as they are sound. */
static GPtrArray *
load_chain(StsArena *arena, Place *place, const char *library, StsDiagnostics *diagnostics)
{
  GPtrArray *chain = g_ptr_array_new();
  StsPosition position = {place->path, 0, 0};

  for (const StsYaml *root; (root = load_file(arena, place->path, position, diagnostics));) {
    const StsYaml *extends = sts_yaml_lookup(root, "extends");
    g_ptr_array_add(chain, (gpointer)root);
    if (!extends || !find_parent(place, extends, chain, library, diagnostics))
      break;
    position = extends->position;
  }
  return chain;
}

static const char *const *
list_files(StsArena *arena, const GPtrArray *chain)
{
  const char **files = sts_arena_alloc(arena, (chain->len + 1) * sizeof *files);

  for (guint i = 0; i < chain->len; i++)
    files[i] = ((const StsYaml *)g_ptr_array_index(chain, i))->position.file;
  files[chain->len] = NULL;
  return files;
}

static StsTheme *
new_theme(const char *path)
{
  StsArena *arena = sts_arena_new();
  StsTheme *theme = STS_ARENA_NEW(arena, StsTheme);
  g_autofree char *name = g_path_get_basename(path);

  if (g_str_has_suffix(name, ".yaml"))
    name[strlen(name) - strlen(".yaml")] = '\0';
  /* The name gets into files; that of a file may be any bytes. */
  g_autofree char *valid = g_utf8_make_valid(name, -1);
  g_autofree char *slug = is_style_name(name) ? g_strdup(name) : sts_text_slug(valid);
  theme->arena = arena;
  theme->name = sts_arena_strdup(arena, slug);
  return theme;
}

static StsTheme *
refuse_faulty(const char *name, GError **error)
{
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the style “%s” has faults", name);
  return NULL;
}

/* Reads the style at the place. */
static StsTheme *
load_theme(Place *place, const char *library, StsDiagnostics *diagnostics, GError **error)
{
  size_t faults = sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR);
  g_autoptr(StsTheme) theme = new_theme(place->path);
  g_autofree char *path = g_strdup(place->path);
  g_autoptr(GPtrArray) chain = load_chain(theme->arena, place, library, diagnostics);
  StsThemeReading reading = {.theme = theme, .diagnostics = diagnostics};

  theme->files = list_files(theme->arena, chain);
  for (guint i = chain->len; i-- > 0;)
    sts_theme_read(&reading, g_ptr_array_index(chain, i));
  sts_theme_complete(&reading);
  sts_theme_check(&reading, path, sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == faults);
  if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) > faults)
    return refuse_faulty(theme->name, error);
  return g_steal_pointer(&theme);
}

/* Returns the folders, with that one before them, which none of them is then; free with g_ptr_array_unref(). */
static GPtrArray *
put_first(char *folder, const char *const *folders)
{
  GPtrArray *all = g_ptr_array_new();
  g_autofree char *whole = g_canonicalize_filename(folder, NULL);

  g_ptr_array_add(all, folder);
  for (; *folders; folders++) {
    g_autofree char *other = g_canonicalize_filename(*folders, NULL);
    if (strcmp(other, whole) != 0)
      g_ptr_array_add(all, (gpointer)*folders);
  }
  g_ptr_array_add(all, NULL);
  return all;
}

StsTheme *
sts_theme_load_from(const char *const *folders, const char *library, const char *style, StsDiagnostics *diagnostics,
                    GError **error)
{
  g_auto(Place) place = {NULL, NULL};
  g_autofree char *folder = g_path_get_dirname(style);
  g_autoptr(GPtrArray) all = put_first(folder, folders);

  if (!find_style(folders, style, &place, error))
    return NULL;
  if (sts_text_is_style_path(style))
    place.folders = (const char *const *)all->pdata;
  else if (lies_outside(library, place.path, (StsPosition){place.path, 0, 0}, diagnostics))
    return refuse_faulty(style, error);
  return load_theme(&place, library, diagnostics, error);
}

StsTheme *
sts_theme_load(const char *styles_folder, const char *name, StsDiagnostics *diagnostics, GError **error)
{
  const char *const folders[] = {styles_folder, NULL};

  return sts_theme_load_from(folders, NULL, name, diagnostics, error);
}
