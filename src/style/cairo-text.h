/* Text that cairo draws: one thread at a time.
 *
 * cairo keeps the glyphs of all fonts of the process in one cache. A thread that throws glyphs out of it locks the
 * fonts of other threads, in the other order than these do: with more than some 16,000 glyphs, two threads that draw
 * text wait for each other for ever. Nor does cairo 1.16 lock what it opens and closes font files with. So all calls
 * that draw or measure text, or make or free what has fonts in it, stand between begin and end: fonts, font maps, and
 * the end of a PDF, which embeds fonts. Pages are laid out without cairo, and pictures without text need no such care.
 */
#ifndef STS_STYLE_CAIRO_TEXT_H
#define STS_STYLE_CAIRO_TEXT_H

#include <cairo.h>
#include <pango/pango.h>
#include <stdbool.h>

#include "style/theme.h"

/* Waits until no other thread is at it. Not recursive. */
void sts_cairo_text_begin(void);
void sts_cairo_text_end(void);

/* Whether cairo draws these two fonts with one face, which must have the glyphs of both (see plain-outlines.h). */
bool sts_cairo_text_share_face(PangoFont *font, PangoFont *other);
/* Returns what cairo draws these glyphs of the font with; free with cairo_scaled_font_destroy(). `like`, which may be
 * NULL, is what it draws a font with that shares the face. */
cairo_scaled_font_t *sts_cairo_text_open_font(PangoFont *font, cairo_scaled_font_t *like, const guint32 *glyphs,
                                              size_t count);
/* The font's size in points. Needs no begin. */
double sts_cairo_text_size(PangoFont *font);
/* Whether the font's glyphs may be pictures in colours. Needs no begin. */
bool sts_cairo_text_is_coloured(PangoFont *font);

/* Lends a font map for pangocairo on the fonts of the other, which keeps it. */
PangoFontMap *sts_cairo_text_get_map(PangoFontMap *map);
/* Frees it, if there is one, when Pango's threads have let go of it (font-threads.h); for whoever frees the other.
 * Needs no begin. */
void sts_cairo_text_close_map(PangoFontMap *map);
/* Text of that map that asks for no family, or for none that there is, takes the theme's fonts for text, as librsvg's
 * does. */
void sts_cairo_text_set_theme(PangoFontMap *map, const StsTheme *theme);
/* Opens all fonts of that map, and keeps their files open: whoever draws text with it and does not say which font it
 * could not open, as librsvg does not, finds all open. Takes some 3 ms for twenty files. Returns NULL with `error`
 * where one cannot be opened; give back with sts_cairo_text_let_go(), when the drawing is finished. */
typedef GPtrArray StsHeldFonts;
StsHeldFonts *sts_cairo_text_hold(PangoFontMap *map, GError **error);
void sts_cairo_text_let_go(StsHeldFonts *fonts);
/* Whether cairo and Pango could open the font, which is of that map. Returns false with `error`. */
bool sts_cairo_text_check_font(PangoFont *font, GError **error);
/* Returns a new context on that map, set up as sts_fonts_new_context() does; free with g_object_unref(). */
PangoContext *sts_cairo_text_new_context(PangoFontMap *map);

#endif
