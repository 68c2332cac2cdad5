/* Gives pictures a white ground of their own. */
#ifndef STS_OUTPUT_XHTML_GROUND_H
#define STS_OUTPUT_XHTML_GROUND_H

#include "document/image.h"

/* Returns the picture as it goes into the book: what is transparent in it stands on white, since black labels would
 * vanish on a page that the reader has made black, whatever our style sheet says. A drawing that begins with a ground,
 * a picture without transparency, an animated one, and one of too many pixels to be held at once are as they were. Free
 * with g_bytes_unref(). */
GBytes *sts_xhtml_ground_picture(const StsImage *image);

#endif
