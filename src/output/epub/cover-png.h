/* The cover's picture as a PNG. */
#ifndef STS_OUTPUT_EPUB_COVER_PNG_H
#define STS_OUTPUT_EPUB_COVER_PNG_H

#include <cairo.h>
#include <glib.h>

#include "style/theme.h"

/* A band of the picture from `top` up to `bottom` (pixels), which holds nothing but two colors and what lies between
 * them. */
typedef struct {
  int top, bottom;
  StsColor ground, ink;
} StsCoverBand;

/* Returns the picture as a PNG with a palette, a third of the size of one in full color: the edges of letters have 64
 * steps. The bands are in order and cover the surface (RGB24), of which there are at most four. Returns NULL if libpng
 * fails; free with g_bytes_unref(). */
GBytes *sts_epub_encode_cover(cairo_surface_t *surface, const StsCoverBand *bands, int count);

#endif
