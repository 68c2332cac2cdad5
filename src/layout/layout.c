/* Makes the typesetter ready, lays a publication out, and frees what it made. */
#include <math.h>
#include <pango/pangofc-font.h>

#include "document/rules.h"
#include "layout/internal.h"
#include "layout/text/plain.h"

static StsLayout *
layout_alloc(const StsPublication *publication, const StsTheme *theme)
{
  StsLayout *layout = g_new0(StsLayout, 1);

  layout->publication = publication;
  layout->theme = theme;
  layout->pages = g_array_new(FALSE, FALSE, sizeof(StsPage));
  layout->fragments = g_array_new(FALSE, FALSE, sizeof(StsFragment));
  layout->glyphs = g_array_new(FALSE, FALSE, sizeof(StsGlyph));
  layout->clusters = g_array_new(FALSE, FALSE, sizeof(StsCluster));
  layout->text = g_string_new(NULL);
  layout->links = g_array_new(FALSE, FALSE, sizeof(StsLinkArea));
  layout->fonts = g_ptr_array_new_with_free_func(g_object_unref);
  layout->places = g_hash_table_new(g_direct_hash, g_direct_equal);
  layout->breaks = g_array_new(FALSE, FALSE, sizeof(StsPageBreak));
  layout->arena = sts_arena_new();
  return layout;
}

void
sts_layout_free(StsLayout *layout)
{
  if (!layout)
    return;
  g_array_unref(layout->pages);
  g_array_unref(layout->fragments);
  g_array_unref(layout->glyphs);
  g_array_unref(layout->clusters);
  g_string_free(layout->text, TRUE);
  g_array_unref(layout->links);
  g_ptr_array_unref(layout->fonts);
  g_hash_table_destroy(layout->places);
  g_array_unref(layout->breaks);
  sts_arena_free(layout->arena);
  g_free(layout);
}

const StsPlace *
sts_layout_lookup(const StsLayout *layout, const StsNode *node)
{
  return g_hash_table_lookup(layout->places, node);
}

/* The baseline stands so that the font's ascent and descent are in the middle of the leading. */
const StsFace *
sts_setter_face(StsSetter *setter, StsTextKind kind)
{
  StsFace *face = &setter->faces[kind];
  const StsTextStyle *style = &setter->theme->text[kind];
  hb_font_extents_t extents;

  if (face->style)
    return face;
  face->style = style;
  face->description = sts_fonts_describe(setter->theme, style);
  PangoFont *font = pango_context_load_font(setter->context, face->description);
  hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
  face->ascent = extents.ascender / (double)PANGO_SCALE;
  face->descent = -extents.descender / (double)PANGO_SCALE;
  face->baseline = (style->leading - face->ascent - face->descent) / 2 + face->ascent;
  g_object_unref(font);
  return face;
}

static void
free_string(gpointer string)
{
  g_string_free(string, TRUE);
}

/* ---- characters without a glyph ---- */

/* Whether a glyph is needed for the character alone: what is not seen needs none, and a mark is told by the letters of
 * its script. */
static bool
needs_glyph(gunichar character)
{
  switch (g_unichar_type(character)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
    return false;
  default:
    return !pango_is_zero_width(character);
  }
}

/* Whether the fonts have the character, or all that it is composed of. */
static bool
has_glyphs(const StsFonts *fonts, gunichar character)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (sts_fonts_cover(fonts, character))
    return true;
  gsize count = g_unichar_fully_decompose(character, FALSE, parts, G_N_ELEMENTS(parts));
  if (count < 2)
    return false;
  for (gsize i = 0; i < count; i++)
    if (!sts_fonts_cover(fonts, parts[i]))
      return false;
  return true;
}

static void
note_missing_of_image(StsSetter *setter, const StsNode *node)
{
  g_autoptr(GString) found = g_string_new(NULL);

  for (const char *p = node->image.image->characters; *p; p = g_utf8_next_char(p)) {
    gunichar character = g_utf8_get_char(p);
    if (needs_glyph(character) && !has_glyphs(setter->fonts, character))
      g_string_append_unichar(found, character);
  }
  if (found->len > 0)
    g_hash_table_insert(setter->missing, (gpointer)node, g_steal_pointer(&found));
}

/* The text in pictures is drawn with the same fonts, but by librsvg, which says nothing of what it has no glyph for. A
 * picture is told where it stands first. Where nothing is drawn, no picture needs a font: a reading system has fonts of
 * its own for those of an EPUB. */
static void
note_missing_of_images(StsSetter *setter)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  const StsNode *root = setter->publication->root;

  for (const StsNode *node = setter->breaks_only ? NULL : root; node; node = sts_node_next(root, node, false)) {
    const StsNode *shown = sts_node_shown_image(node);
    const StsImage *image = shown ? shown->image.image : NULL;
    if (image && image->characters && g_hash_table_add(seen, (gpointer)image))
      note_missing_of_image(setter, shown);
  }
}

/* Names the characters, so many at most, each with its code. */
static char *
name_characters(const char *characters)
{
  enum { NAMED_MAX = 8 };
  g_autoptr(GString) out = g_string_new(NULL);
  int count = 0;

  for (const char *p = characters; *p; p = g_utf8_next_char(p), count++)
    if (count < NAMED_MAX)
      g_string_append_printf(out, "%sU+%04X “%.*s”", count > 0 ? ", " : "", g_utf8_get_char(p),
                             (int)(g_utf8_next_char(p) - p), p);
  if (count > NAMED_MAX)
    g_string_append_printf(out, " and %d more", count - NAMED_MAX);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static int
compare_positions(gconstpointer a, gconstpointer b)
{
  const StsNode *one = *(const StsNode *const *)a, *other = *(const StsNode *const *)b;
  int files = g_strcmp0(one->position.file, other->position.file);

  if (files != 0)
    return files;
  if (one->position.line != other->position.line)
    return one->position.line < other->position.line ? -1 : 1;
  return (one->position.column > other->position.column) - (one->position.column < other->position.column);
}

static void
report_missing(StsSetter *setter)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  GHashTableIter iter;
  gpointer node, characters;

  g_hash_table_iter_init(&iter, setter->missing);
  while (g_hash_table_iter_next(&iter, &node, &characters))
    if (node)
      g_ptr_array_add(nodes, node);
  g_ptr_array_sort(nodes, compare_positions);
  for (guint i = 0; i < nodes->len; i++) {
    const StsNode *lacking = nodes->pdata[i];
    const GString *found = g_hash_table_lookup(setter->missing, lacking);
    g_autofree char *names = name_characters(found->str);
    if (lacking->kind == STS_NODE_IMAGE)
      sts_error(
          setter->diagnostics, lacking->position, STS_RULE_MISSING_GLYPH,
          "in the text of the image “%s”, no font has %s; add a font folder that does, or turn the text into outlines",
          lacking->image.source, names);
    else
      sts_error(setter->diagnostics, lacking->position, STS_RULE_MISSING_GLYPH,
                "no font has %s; add a font folder that does, or write it otherwise", names);
  }
}

static void
setter_init(StsSetter *setter, StsLayout *layout, StsFonts *fonts, StsDiagnostics *diagnostics)
{
  const StsTheme *theme = layout->theme;

  *setter = (StsSetter){
      .layout = layout,
      .publication = layout->publication,
      .theme = theme,
      .fonts = fonts,
      .diagnostics = diagnostics,
      .context = sts_fonts_new_context(fonts),
      .font_indices = g_hash_table_new(g_direct_hash, g_direct_equal),
      .font_facts = g_array_new(FALSE, FALSE, sizeof(StsFontFacts)),
      .missing = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_string),
      .hyphenation = sts_hyphenation_new(),
      .width = theme->page_width - theme->margin_inner - theme->margin_outer,
      .height = theme->page_height - theme->margin_top - theme->margin_bottom,
      .lines = g_array_new(FALSE, FALSE, sizeof(StsLine)),
  };
  setter->measure = theme->measure > 0 ? MIN(theme->measure, setter->width) : setter->width;
  setter->pango = pango_layout_new(setter->context);
  pango_layout_set_wrap(setter->pango, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(setter->pango, FALSE);
  setter->plain = sts_plain_new(setter);
}

static void
setter_clear(StsSetter *setter)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    g_clear_pointer(&setter->faces[i].description, pango_font_description_free);
  sts_plain_free(setter->plain);
  g_object_unref(setter->pango);
  g_object_unref(setter->context);
  g_hash_table_destroy(setter->font_indices);
  g_array_unref(setter->font_facts);
  g_hash_table_destroy(setter->missing);
  sts_hyphenation_free(setter->hyphenation);
  g_array_unref(setter->lines);
}

typedef enum { DRAWN, BREAKS_ONLY, BY_PANGO } Way;

static StsLayout *
lay_out(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, Way way, StsDiagnostics *diagnostics)
{
  StsLayout *layout = layout_alloc(publication, theme);
  StsSetter setter;

  setter_init(&setter, layout, fonts, diagnostics);
  setter.breaks_only = way == BREAKS_ONLY;
  setter.pango_only = way == BY_PANGO;
  sts_pages_make(&setter);
  note_missing_of_images(&setter);
  layout->lacks_glyphs = g_hash_table_size(setter.missing) > 0;
  report_missing(&setter);
  setter_clear(&setter);
  return layout;
}

StsLayout *
sts_layout_new(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, StsDiagnostics *diagnostics,
               GError **error)
{
  (void)error;
  return lay_out(publication, theme, fonts, DRAWN, diagnostics);
}

StsLayout *
sts_layout_new_breaks(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts,
                      StsDiagnostics *diagnostics, GError **error)
{
  (void)error;
  return lay_out(publication, theme, fonts, BREAKS_ONLY, diagnostics);
}

StsLayout *
sts_layout_new_by_pango(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts,
                        StsDiagnostics *diagnostics)
{
  return lay_out(publication, theme, fonts, BY_PANGO, diagnostics);
}
