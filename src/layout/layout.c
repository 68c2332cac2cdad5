/* Makes the typesetter ready, lays a publication out, and frees what it made. */
#include <math.h>
#include <pango/pangofc-font.h>

#include "layout/internal.h"

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
static void
prepare_face(StsSetter *setter, StsFace *face, const StsTextStyle *style)
{
  hb_font_extents_t extents;

  face->style = style;
  face->description = sts_fonts_describe(setter->theme, style);
  PangoFont *font = pango_context_load_font(setter->context, face->description);
  hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
  face->ascent = extents.ascender / (double)PANGO_SCALE;
  face->descent = -extents.descender / (double)PANGO_SCALE;
  face->baseline = (style->leading - face->ascent - face->descent) / 2 + face->ascent;
  g_object_unref(font);
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
    .missing = g_hash_table_new(g_direct_hash, g_direct_equal),
    .hyphenation = sts_hyphenation_new(),
    .width = theme->page_width - theme->margin_inner - theme->margin_outer,
    .height = theme->page_height - theme->margin_top - theme->margin_bottom,
    .lines = g_array_new(FALSE, FALSE, sizeof(StsLine)),
  };
  setter->measure = theme->measure > 0 ? MIN(theme->measure, setter->width) : setter->width;
  setter->pango = pango_layout_new(setter->context);
  pango_layout_set_wrap(setter->pango, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(setter->pango, FALSE);
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    prepare_face(setter, &setter->faces[i], &theme->text[i]);
}

static void
setter_clear(StsSetter *setter)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    pango_font_description_free(setter->faces[i].description);
  g_object_unref(setter->pango);
  g_object_unref(setter->context);
  g_hash_table_destroy(setter->font_indices);
  g_array_unref(setter->font_facts);
  g_hash_table_destroy(setter->missing);
  sts_hyphenation_free(setter->hyphenation);
  g_array_unref(setter->lines);
}

StsLayout *
sts_layout_new(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts, StsDiagnostics *diagnostics, GError **error)
{
  StsLayout *layout = layout_alloc(publication, theme);
  StsSetter setter;

  (void)error;
  setter_init(&setter, layout, fonts, diagnostics);
  sts_pages_make(&setter);
  setter_clear(&setter);
  return layout;
}
