/* The typesetter: made ready for a publication, with its faces and fonts. */
#include "layout/text/setter.h"

#include "layout/text/plain.h"

const StsFace *
sts_setter_face(StsSetter *setter, StsTextKind kind)
{
  StsFace *face = &setter->faces[kind];

  if (!face->style)
    sts_face_init(face, setter->theme, kind, setter->context);
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
      .hyphenation = sts_hyphenation_new(),
      .width = theme->page_width - theme->margin_inner - theme->margin_outer,
      .height = theme->page_height - theme->margin_top - theme->margin_bottom,
  };
  setter->measure = theme->measure > 0 ? MIN(theme->measure, setter->width) : setter->width;
  setter->pango = pango_layout_new(setter->context);
  pango_layout_set_wrap(setter->pango, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(setter->pango, FALSE);
  setter->plain = sts_plain_new(setter->context);
}

void
sts_setter_clear(StsSetter *setter)
{
  for (int i = 0; i < STS_TEXT_KINDS; i++)
    sts_face_clear(&setter->faces[i]);
  sts_plain_free(setter->plain);
  g_object_unref(setter->pango);
  g_object_unref(setter->context);
  g_hash_table_destroy(setter->font_indices);
  g_array_unref(setter->font_facts);
  sts_hyphenation_free(setter->hyphenation);
}
