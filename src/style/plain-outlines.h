/* Fonts whose outlines cairo can be trusted to embed. For the files of this room only.
 *
 * Outlines in CFF call subroutines, which they share. Cutting a font down, cairo 1.16 leaves out some that a glyph
 * calls ("如" of Noto Sans CJK): the glyph is in the file, and nothing of it is shown. HarfBuzz writes outlines that
 * call none.
 */
#ifndef STS_STYLE_PLAIN_OUTLINES_H
#define STS_STYLE_PLAIN_OUTLINES_H

#include <cairo.h>
#include <glib.h>
#include <hb.h>
#include <stdbool.h>

bool sts_plain_outlines_are_needed(hb_face_t *face);

/* Returns a face with the glyphs, each under its number, without subroutines; free with cairo_font_face_destroy(). NULL
 * where the font cannot be cut down. */
cairo_font_face_t *sts_plain_outlines_open(hb_face_t *face, const guint32 *glyphs, size_t count);

#endif
