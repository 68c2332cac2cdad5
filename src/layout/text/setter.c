/* The typesetter: made ready for a publication, with its faces and fonts. */
#include <math.h>
#include <pango/pangofc-font.h>

#include "layout/internal.h"
#include "layout/text/plain.h"

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

guint32
sts_setter_font(StsSetter *setter, PangoFont *font)
{
  if (font == setter->last_font)
    return setter->last_font_index;
  guint32 index = GPOINTER_TO_UINT(g_hash_table_lookup(setter->font_indices, font));
  if (index == 0) {
    StsFontFacts facts;
    facts.space_advance = sts_font_space(font, &facts.space) / (double)PANGO_SCALE;
    g_ptr_array_add(setter->layout->fonts, g_object_ref(font));
    g_array_append_val(setter->font_facts, facts);
    index = setter->layout->fonts->len;
    g_hash_table_insert(setter->font_indices, font, GUINT_TO_POINTER(index));
  }
  setter->last_font = font;
  setter->last_font_index = index - 1;
  return index - 1;
}

const char *
sts_setter_language(const StsSetter *setter, const StsNode *node)
{
  return sts_node_language(node, setter->publication->language);
}

static void
free_string(gpointer string)
{
  g_string_free(string, TRUE);
}

void
sts_setter_init(StsSetter *setter, StsLayout *layout, StsFonts *fonts)
{
  const StsTheme *theme = layout->theme;

  *setter = (StsSetter){
      .layout = layout,
      .publication = layout->publication,
      .theme = theme,
      .fonts = fonts,
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

void
sts_setter_clear(StsSetter *setter)
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
