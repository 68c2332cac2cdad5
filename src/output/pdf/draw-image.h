/* Pictures as cairo draws them into a PDF. */
#ifndef STS_OUTPUT_PDF_DRAW_IMAGE_H
#define STS_OUTPUT_PDF_DRAW_IMAGE_H

#include <cairo.h>
#include <pango/pango.h>

#include "document/image.h"

/* Paints an image into the box (points): vectors stay vectors, JPEG data pass through, others are decoded, reduced to
 * 600 dpi and flattened on white. `fonts` is the map for the text of an SVG; NULL: it has none. */
bool sts_pdf_draw_image(cairo_t *cr, const StsImage *image, const double box[4], PangoFontMap *fonts, GError **error);

#endif
