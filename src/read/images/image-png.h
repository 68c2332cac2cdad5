/* Looks through PNG files. */
#ifndef STS_READ_IMAGES_IMAGE_PNG_H
#define STS_READ_IMAGES_IMAGE_PNG_H

#include <glib.h>

#include "read/images/image-facts.h"

/* Returns what is wrong with the file, as the end of the sentence "the image cannot be used: ...", a static string, or
 * NULL and the facts. */
const char *sts_image_check_png(const guint8 *bytes, size_t size, StsImageFacts *facts);

#endif
