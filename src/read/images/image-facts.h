/* What can be told of an image file without drawing it. */
#ifndef STS_READ_IMAGES_IMAGE_FACTS_H
#define STS_READ_IMAGES_IMAGE_FACTS_H

#include <stdbool.h>

typedef struct {
  int width, height; /* pixels */
  double dpi;        /* 0: not given */
  bool cmyk;
  int orientation;   /* JPEG: how the picture is stored, 2 to 8, as TIFF 6.0 counts; 0: upright, or not given */
  double text_least; /* SVG: the least size of its text, CSS pixels; 0: it has none */
  char *characters; /* SVG: the characters of its text, each once, but for white space; free with g_free(). NULL: it has
                       no text */
  char *lines;      /* SVG: all its texts, a line each; the same */
} StsImageFacts;

/* Returns what is wrong with the size, a static string as sts_image_check_png() returns it, or NULL. Bounds the memory
 * that decoding takes. */
const char *sts_image_check_size(const StsImageFacts *facts);

#endif
