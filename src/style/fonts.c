/* Opens the fonts of our own folders with a fontconfig of our own, and gives Pango a font map on it. */
#include "style/fonts.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <pango/pangoft2.h>
#include <string.h>

#include "base/text.h"
#include "style/cairo-text.h"
#include "style/font-names.h"
#include "style/font-threads.h"

struct StsFonts {
  StsArena *arena;
  FcConfig *config;
  PangoFontMap *map;
  GPtrArray *files;     /* of StsFontFile*, by path */
  GHashTable *families; /* family -> GPtrArray of StsFontFile* */
  GHashTable *asked;    /* families that are asked for -> those in which text is set then */
  GPtrArray *fallback;  /* families for what these have not, in order of preference */
  bool few;             /* not all files of the folders were opened */
};

/* What is looked for in the files: the one family to open, and families that must be there too. */
enum { CODE_FAMILIES = 2 };

typedef struct {
  const char *family;
  const char *code[CODE_FAMILIES];
  bool found[CODE_FAMILIES];
} Search;

/* Outlines only and no hinting: a page must not depend on a device. Nothing of the system's configuration is read. */
static const char rules[] = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
                            "<match target=\"pattern\"><edit name=\"hinting\" mode=\"assign\"><bool>false</bool></edit>"
                            "<edit name=\"autohint\" mode=\"assign\"><bool>false</bool></edit><edit name=\"hintstyle\" "
                            "mode=\"assign\"><const>hintnone</const></edit>"
                            "<edit name=\"antialias\" mode=\"assign\"><bool>true</bool></edit><edit "
                            "name=\"embeddedbitmap\" mode=\"assign\"><bool>false</bool></edit></match>"
                            "</fontconfig>";

static bool
is_font_name(const char *name)
{
  static const char *const suffixes[] = {".ttf", ".otf", ".ttc", ".otc"};
  g_autofree char *lower = g_ascii_strdown(name, -1);

  /* Other systems leave hidden files beside theirs that are named like them. */
  for (size_t i = 0; *name != '.' && i < G_N_ELEMENTS(suffixes); i++)
    if (g_str_has_suffix(lower, suffixes[i]))
      return true;
  return false;
}

/* The names in the folder, sorted, so that the order of preference does not depend on the file system. */
static GPtrArray *
read_folder(const char *folder, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
  GPtrArray *names = dir ? g_ptr_array_new_with_free_func(g_free) : NULL;

  for (const char *name; dir && (name = g_dir_read_name(dir));)
    g_ptr_array_add(names, g_strdup(name));
  if (names)
    g_ptr_array_sort(names, sts_text_compare);
  return names;
}

#define LICENCE_PREFIX "LICENSE-"

/* "LICENSE-NotoSans.txt" stands beside the fonts whose file name begins with "NotoSans"; the longest such name wins. */
static const char *
find_licence(StsFonts *fonts, const char *folder, const GPtrArray *names, const char *name)
{
  const char *best = NULL;
  size_t best_length = 0;

  for (guint i = 0; i < names->len; i++) {
    const char *candidate = names->pdata[i];
    const char *dot = strrchr(candidate, '.');
    if (!g_str_has_prefix(candidate, LICENCE_PREFIX) || !dot)
      continue;
    const char *stem = candidate + strlen(LICENCE_PREFIX);
    size_t length = (size_t)(dot - stem);
    if (length > best_length && strncmp(name, stem, length) == 0) {
      best = candidate;
      best_length = length;
    }
  }
  if (!best)
    return NULL;
  g_autofree char *path = g_build_filename(folder, best, NULL);
  return sts_arena_strdup(fonts->arena, path);
}

static void
remember_file(StsFonts *fonts, const char *folder, const GPtrArray *names, const char *name, const FcPattern *pattern)
{
  StsFontFile *file = STS_ARENA_NEW(fonts->arena, StsFontFile);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  FcChar8 *family = NULL;
  int weight = FC_WEIGHT_REGULAR, slant = FC_SLANT_ROMAN;

  FcPatternGetString(pattern, FC_FAMILY, 0, &family);
  FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
  FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
  file->path = sts_arena_strdup(fonts->arena, path);
  file->name = sts_arena_strdup(fonts->arena, name);
  file->family = sts_arena_intern(fonts->arena, family ? (const char *)family : "");
  file->bold = weight >= FC_WEIGHT_DEMIBOLD;
  file->italic = slant != FC_SLANT_ROMAN;
  file->licence = find_licence(fonts, folder, names, name);
  g_ptr_array_add(fonts->files, file);

  GPtrArray *of_family = g_hash_table_lookup(fonts->families, file->family);
  if (!of_family) {
    of_family = g_ptr_array_new();
    g_hash_table_insert(fonts->families, (gpointer)file->family, of_family);
  }
  g_ptr_array_add(of_family, file);
}

/* Returns what fontconfig reads in the file, or NULL. Adding files one by one, not the folder, keeps it from looking
 * for a cache to write. */
static const FcPattern *
read_file(StsFonts *fonts, const char *path)
{
  const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
  int before = set ? set->nfont : 0;
  bool added = FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path);

  set = FcConfigGetFonts(fonts->config, FcSetApplication);
  return added && set && set->nfont > before ? set->fonts[before] : NULL;
}

/* A file that cannot be read might be the one that another handout is set in. Fontconfig does not say whether the
 * system refused it or whether it is damaged: where it can be opened, the system has to refuse it twice. */
static bool
add_file(StsFonts *fonts, const char *folder, const GPtrArray *names, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  const FcPattern *pattern = read_file(fonts, path);

  if (!pattern) {
    g_autoptr(StsFontNames) opened = sts_font_names_open(path, error);
    if (!opened)
      return false;
    pattern = read_file(fonts, path);
  }
  if (!pattern) {
    g_set_error(
        error, G_IO_ERROR, G_IO_ERROR_FAILED,
        "the font file “%s” cannot be read: it is no font, or is damaged; put a whole one there, or take it out of "
        "the folder",
        path);
    return false;
  }
  remember_file(fonts, folder, names, name, pattern);
  return true;
}

/* A family of code is only noted: whether it can be read is told when it is opened. */
static bool
is_wanted(Search *search, const StsFontNames *names)
{
  if (!search)
    return true;
  for (int i = 0; i < CODE_FAMILIES; i++)
    search->found[i] = search->found[i] || !search->code[i] || sts_font_names_may_have(names, search->code[i], true);
  return sts_font_names_may_have(names, search->family, false);
}

static bool
look_at_file(StsFonts *fonts, const char *folder, const GPtrArray *names, const char *name, Search *search,
             GError **error)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) fault = NULL;
  g_autoptr(StsFontNames) look = sts_font_names_open(path, &fault);

  if (g_error_matches(fault, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE))
    return true;
  if (!look) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  return sts_font_names_are_colored(look) || !is_wanted(search, look) || add_file(fonts, folder, names, name, error);
}

static bool
add_folder(StsFonts *fonts, const char *folder, Search *search, GError **error)
{
  g_autoptr(GPtrArray) names = read_folder(folder, error);

  if (!names)
    return false;
  for (guint i = 0; i < names->len; i++)
    if (is_font_name(names->pdata[i]) && !look_at_file(fonts, folder, names, names->pdata[i], search, error))
      return false;
  return true;
}

char **
sts_fonts_list_colored(const char *folder)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
  g_autoptr(GPtrArray) names = read_folder(folder, NULL);

  for (guint i = 0; names && i < names->len; i++) {
    g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
    g_autoptr(StsFontNames) look = is_font_name(names->pdata[i]) ? sts_font_names_open(path, NULL) : NULL;
    if (look && sts_font_names_are_colored(look))
      g_strv_builder_add(paths, path);
  }
  return g_strv_builder_end(paths);
}

char **
sts_fonts_list(const char *folder)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new();
  g_autoptr(GPtrArray) names = read_folder(folder, NULL);

  for (guint i = 0; names && i < names->len; i++) {
    g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);
    if (is_font_name(names->pdata[i]) || g_str_has_prefix(names->pdata[i], LICENCE_PREFIX))
      g_strv_builder_add(paths, path);
  }
  return g_strv_builder_end(paths);
}

static bool
has_family(StsFonts *fonts, const char *family)
{
  return !family || g_hash_table_contains(fonts->families, family);
}

static bool
check_families(StsFonts *fonts, const StsTheme *theme, const char *const *folders, GError **error)
{
  const char *missing = has_family(fonts, theme->mono_family) ? NULL : theme->mono_family;

  for (int i = 0; i < STS_TEXT_KINDS && !missing; i++)
    if (!has_family(fonts, theme->text[i].family))
      missing = theme->text[i].family;
  if (!missing)
    return true;
  g_autofree char *where = g_strjoinv(", ", (char **)folders);
  g_set_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
              "the style \"%s\" needs the font family \"%s\", which is not in %s", theme->name ? theme->name : "",
              missing, *where ? where : "any folder");
  return false;
}

static void
ask_for(StsFonts *fonts, const char *asked, const char *family)
{
  g_hash_table_insert(fonts->asked, (gpointer)sts_arena_intern(fonts->arena, asked),
                      (gpointer)sts_arena_intern(fonts->arena, family));
}

/* Pango asks for "emoji" where characters are one, as a digit in a keycap is: all of it is to come from one font. */
static void
note_families(StsFonts *fonts, const StsTheme *theme)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    ask_for(fonts, theme->text[i].family, theme->text[i].family);
  ask_for(fonts, "emoji", "Noto Emoji");
  for (const char *const *family = theme->fallback; family && *family; family++)
    g_ptr_array_add(fonts->fallback, (gpointer)sts_arena_intern(fonts->arena, *family));
}

/* PangoFT2 has a request for a font pass the rules of the process's configuration, which may be the system's, and not
 * ours. What those did with the families is undone; the rest becomes what ours say. */
static void
apply_rules(FcPattern *pattern, gpointer data)
{
  const StsFonts *fonts = data;
  const char *asked = NULL;
  FcChar8 *family;

  for (int i = 0; !asked && FcPatternGetString(pattern, FC_FAMILY, i, &family) == FcResultMatch; i++)
    asked = g_hash_table_lookup(fonts->asked, family);
  if (asked) {
    FcPatternDel(pattern, FC_FAMILY);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)asked);
  }
  for (guint i = 0; asked && i < fonts->fallback->len; i++)
    FcPatternAddString(pattern, FC_FAMILY, fonts->fallback->pdata[i]);
  FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
}

/* cairo could do what this map does, but not in several threads: see cairo-text.h. */
static void
open_map(StsFonts *fonts, const StsTheme *theme)
{
  note_families(fonts, theme);
  fonts->map = pango_ft2_font_map_new();
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), fonts->config);
  pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(fonts->map), apply_rules, fonts, NULL);
  pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(fonts->map), 72, 72);
}

/* Opens the files of the family that is searched for; all, if `search` is NULL. */
static StsFonts *
open_files(const char *const *folders, Search *search, GError **error)
{
  g_autoptr(StsFonts) fonts = g_new0(StsFonts, 1);

  fonts->arena = sts_arena_new();
  fonts->files = g_ptr_array_new();
  fonts->families = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  fonts->asked = g_hash_table_new(g_str_hash, g_str_equal);
  fonts->fallback = g_ptr_array_new();
  fonts->config = FcConfigCreate();
  fonts->few = search != NULL;
  if (!fonts->config || !FcConfigParseAndLoadFromMemory(fonts->config, (const FcChar8 *)rules, FcTrue) ||
      !FcConfigBuildFonts(fonts->config)) {
    g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED, "fontconfig could not be set up");
    return NULL;
  }
  for (const char *const *folder = folders; *folder; folder++)
    if (!add_folder(fonts, *folder, search, error))
      return NULL;
  return g_steal_pointer(&fonts);
}

StsFonts *
sts_fonts_open(const char *const *folders, const StsTheme *theme, GError **error)
{
  g_autoptr(StsFonts) fonts = open_files(folders, NULL, error);

  if (!fonts || !check_families(fonts, theme, folders, error))
    return NULL;
  open_map(fonts, theme);
  return g_steal_pointer(&fonts);
}

/* ---- the text's family alone ---- */

/* Lends the family in which the theme sets all text but code; NULL where there are several. */
static const char *
text_family(const StsTheme *theme)
{
  const char *family = theme->text[STS_TEXT_BODY].family;

  for (int i = 0; i < STS_TEXT_KINDS && family; i++)
    if (i != STS_TEXT_CODE && g_strcmp0(theme->text[i].family, family) != 0)
      family = NULL;
  return family;
}

/* To fontconfig, few things weigh more than the family: whether outlines vary, have colors, or are outlines at all. A
 * font that is plain in these is preferred to all of other families. */
static bool
are_plain(const StsFonts *fonts)
{
  const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);

  for (int i = 0; set && i < set->nfont; i++) {
    FcBool scalable = FcFalse, variable = FcFalse, colored = FcFalse;
    FcPatternGetBool(set->fonts[i], FC_SCALABLE, 0, &scalable);
    FcPatternGetBool(set->fonts[i], FC_VARIABLE, 0, &variable);
    FcPatternGetBool(set->fonts[i], FC_COLOR, 0, &colored);
    if (!scalable || variable == FcTrue || colored)
      return false;
  }
  return true;
}

StsFonts *
sts_fonts_open_text(const char *const *folders, const StsTheme *theme, GError **error)
{
  Search search = {.family = text_family(theme), .code = {theme->mono_family, theme->text[STS_TEXT_CODE].family}};
  g_autoptr(StsFonts) fonts = search.family ? open_files(folders, &search, NULL) : NULL;

  if (!fonts || !has_family(fonts, search.family) || !search.found[0] || !search.found[1] || !are_plain(fonts))
    return sts_fonts_open(folders, theme, error);
  open_map(fonts, theme);
  return g_steal_pointer(&fonts);
}

bool
sts_fonts_are_all(const StsFonts *fonts)
{
  return !fonts->few;
}

/* The first character that is an emoji unasked, and the mark that makes one of a digit: to Pango, these ask for a
 * family of their own. */
enum { EMOJI_FIRST = 0x231a, KEYCAP = 0x20e3 };

static bool
cover_text(const StsFonts *fonts, const char *text)
{
  for (const char *p = text; p && *p; p = g_utf8_next_char(p)) {
    gunichar character = (unsigned char)*p < 0x80 ? 0 : g_utf8_get_char(p);
    if (character >= EMOJI_FIRST || character == KEYCAP || (character && !sts_fonts_cover(fonts, character)))
      return false;
  }
  return true;
}

/* Text in an SVG may name any family. */
static bool
suffice_for_image(const StsNode *image)
{
  for (const StsImage *shown = image ? image->image.image : NULL; shown; shown = shown->large)
    if (shown->format == STS_IMAGE_SVG)
      return false;
  return true;
}

/* The boxes of tasks and the squares of lists are signs. */
static bool
is_marked_by_sign(const StsNode *node)
{
  if (node->kind != STS_NODE_LIST)
    return false;
  return node->list.kind == STS_LIST_TASK ||
         (node->list.kind == STS_LIST_BULLET && sts_list_bullet(node) == STS_BULLET_SQUARE);
}

static bool
suffice_for_node(const StsFonts *fonts, const StsNode *node)
{
  if (is_marked_by_sign(node))
    return false;
  if (node->kind == STS_NODE_CODE || node->kind == STS_NODE_CODE_BLOCK)
    return false;
  if (node->kind == STS_NODE_FIGURE)
    return suffice_for_image(node->figure.image);
  if (node->kind == STS_NODE_IMAGE)
    return suffice_for_image(node);
  if (node->kind == STS_NODE_DATE)
    return cover_text(fonts, node->date.text);
  if (node->kind == STS_NODE_CALLOUT)
    return cover_text(fonts, node->callout.label);
  return node->kind != STS_NODE_TEXT || cover_text(fonts, node->text.text);
}

bool
sts_fonts_suffice(const StsFonts *fonts, const StsNode *root)
{
  bool suffice = true;

  for (const StsNode *node = root; node && suffice && fonts->few; node = sts_node_next(root, node, false))
    suffice = suffice_for_node(fonts, node);
  return suffice;
}

void
sts_fonts_shun_system(void)
{
  FcConfig *empty = FcConfigCreate();

  if (!empty)
    return;
  FcConfigSetCurrent(empty);
  FcConfigDestroy(empty);
}

void
sts_fonts_free(StsFonts *fonts)
{
  if (!fonts)
    return;
  /* Pango's map takes a reference to its configuration and does not give it back when it goes. */
  if (fonts->map) {
    sts_cairo_text_close_map(fonts->map);
    sts_font_threads_wait(fonts->map);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map), NULL);
  }
  g_clear_object(&fonts->map);
  g_clear_pointer(&fonts->config, FcConfigDestroy);
  g_hash_table_destroy(fonts->families);
  g_hash_table_destroy(fonts->asked);
  g_ptr_array_unref(fonts->fallback);
  g_ptr_array_unref(fonts->files);
  sts_arena_free(fonts->arena);
  g_free(fonts);
}

PangoFontMap *
sts_fonts_get_map(StsFonts *fonts)
{
  return fonts->map;
}

PangoContext *
sts_fonts_new_context(StsFonts *fonts)
{
  PangoContext *context = pango_font_map_create_context(fonts->map);

  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("en"));
  return context;
}

PangoFontDescription *
sts_fonts_describe(const StsTheme *theme, const StsTextStyle *style)
{
  PangoFontDescription *description = pango_font_description_new();
  g_autoptr(GString) families = g_string_new(style->family);

  for (const char *const *family = theme->fallback; family && *family; family++)
    g_string_append_printf(families, ",%s", *family);
  pango_font_description_set_family(description, families->str);
  pango_font_description_set_absolute_size(description, style->size * PANGO_SCALE);
  pango_font_description_set_weight(description, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(description, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return description;
}

GPtrArray *
sts_fonts_get_files(StsFonts *fonts, const char *family)
{
  return family ? g_hash_table_lookup(fonts->families, family) : fonts->files;
}

bool
sts_fonts_cover(const StsFonts *fonts, gunichar character)
{
  const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);

  for (int i = 0; set && i < set->nfont; i++) {
    FcCharSet *characters = NULL;
    if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &characters) == FcResultMatch &&
        FcCharSetHasChar(characters, character))
      return true;
  }
  return false;
}
