/* Pictures of pixels, unpacked. */
#ifndef STS_OUTPUT_PDF_DECODE_IMAGE_H
#define STS_OUTPUT_PDF_DECODE_IMAGE_H

#include <cairo.h>

#include "document/image.h"

/* Decodes a PNG, or a JPEG of four components, into an opaque surface of at most max_width by max_height pixels; NULL
 * with `error`. */
cairo_surface_t *sts_pdf_decode_image(const StsImage *image, int max_width, int max_height, GError **error);

#endif
