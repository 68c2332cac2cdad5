/* Faces and fonts: a style made ready, and what its font says of itself. */
#include "layout/text/face.h"

#include <hb.h>

#include "style/fonts.h"

int
sts_font_space(PangoFont *font, guint32 *glyph)
{
  hb_font_t *hb = pango_font_get_hb_font(font);
  hb_codepoint_t space = 0;

  hb_font_get_nominal_glyph(hb, ' ', &space);
  if (glyph)
    *glyph = space;
  return hb_font_get_glyph_h_advance(hb, space);
}

/* The baseline stands so that the font's ascent and descent are in the middle of the leading. */
void
sts_face_init(StsFace *face, const StsTheme *theme, StsTextKind kind, PangoContext *context)
{
  const StsTextStyle *style = &theme->text[kind];
  hb_font_extents_t extents;

  face->style = style;
  face->description = sts_fonts_describe(theme, style);
  PangoFont *font = pango_context_load_font(context, face->description);
  hb_font_get_h_extents(pango_font_get_hb_font(font), &extents);
  face->ascent = extents.ascender / (double)PANGO_SCALE;
  face->descent = -extents.descender / (double)PANGO_SCALE;
  face->baseline = (style->leading - face->ascent - face->descent) / 2 + face->ascent;
  g_object_unref(font);
}

void
sts_face_clear(StsFace *face)
{
  g_clear_pointer(&face->description, pango_font_description_free);
}
