/* Looks through SVG files. */
#ifndef STS_READ_IMAGES_IMAGE_SVG_H
#define STS_READ_IMAGES_IMAGE_SVG_H

#include <stddef.h>

#include "read/images/image-facts.h"

/* Returns what is wrong with the file, as the end of the sentence "the image cannot be used: ...", static or written to
 * `buffer`, or NULL and the facts. An SVG is sound when it is well-formed XML without a document type, scripts, or
 * references to anything outside itself. */
const char *sts_image_check_svg(const char *text, size_t length, StsImageFacts *facts, char *buffer,
                                size_t buffer_size);

#endif
