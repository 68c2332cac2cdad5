/* Bounds what is decoded. */
#include "read/images/image-facts.h"

#include <stddef.h>
#include <stdint.h>

/* More pixels than any print needs. */
static const int64_t PIXELS_MAX = 100 * 1000 * 1000;
/* A line is decoded at once. */
static const int SIDE_MAX = 1000 * 1000;

const char *
sts_image_check_size(const StsImageFacts *facts)
{
  if (facts->width <= 0 || facts->height <= 0)
    return "its width or height is 0";
  if ((int64_t)facts->width * facts->height > PIXELS_MAX)
    return "it has more than 100 million pixels; scale it down";
  if (facts->width > SIDE_MAX || facts->height > SIDE_MAX)
    return "it is more than a million pixels wide or high; scale it down";
  return NULL;
}
