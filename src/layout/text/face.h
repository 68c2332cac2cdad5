/* A kind of text, made ready for Pango, and what a font says of itself. */
#ifndef STS_LAYOUT_TEXT_FACE_H
#define STS_LAYOUT_TEXT_FACE_H

#include <pango/pango.h>

#include "style/theme.h"

/* A text style made ready for Pango. */
typedef struct {
  const StsTextStyle *style;
  PangoFontDescription *description;
  double ascent, descent; /* of the font at the style's size */
  double baseline;        /* from a line's top to its baseline */
} StsFace;

/* Makes the face of the style ready; the context is one on the fonts. Clear with sts_face_clear(). */
void sts_face_init(StsFace *face, const StsTheme *theme, StsTextKind kind, PangoContext *context);
void sts_face_clear(StsFace *face);

/* Returns the advance of a space in the font, in Pango's units, and its glyph; `glyph` may be NULL. */
int sts_font_space(PangoFont *font, guint32 *glyph);

#endif
