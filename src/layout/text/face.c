/* What a font says of itself. */
#include <hb.h>

#include "layout/internal.h"

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
