/* What can be told of an image file without drawing it. For this room only. */
#ifndef STS_READ_IMAGES_IMAGE_FILE_H
#define STS_READ_IMAGES_IMAGE_FILE_H

#include "document/image.h"

typedef struct {
  int width, height; /* pixels */
  double dpi;        /* 0: not given */
  bool cmyk;
  int orientation;  /* JPEG: how the picture is stored, 2 to 8, as TIFF 6.0 counts; 0: upright, or not given */
  char *characters; /* SVG: the characters of its text, each once, but for white space; free with g_free(). NULL: it has
                       no text */
} StsImageFacts;

/* Each returns what is wrong with the file, as the end of the sentence "the image cannot be used: ...", or NULL and the
 * facts. The strings are static, but for SVG, whose fault may be written to `buffer`. */
const char *sts_image_check_png(const guint8 *bytes, size_t size, StsImageFacts *facts);
const char *sts_image_check_jpeg(const guint8 *bytes, size_t size, StsImageFacts *facts);
/* An SVG is sound when it is well-formed XML without a document type, scripts, or references to anything outside
 * itself. */
const char *sts_image_check_svg(const char *text, size_t length, StsImageFacts *facts, char *buffer,
                                size_t buffer_size);

/* image-uses.c: what is told of the elements of an SVG while they are read, to count what the “use” elements show. Free
 * with sts_image_uses_free(). */
typedef struct StsImageUses StsImageUses;
StsImageUses *sts_image_uses_new(void);
void sts_image_uses_free(StsImageUses *uses);
/* An element begins, with its id, and that of what it shows again if it is a “use”; either may be NULL. */
void sts_image_uses_begin(StsImageUses *uses, const char *id, const char *used);
void sts_image_uses_end(StsImageUses *uses);
/* Whether more is shown than is ever drawn. Once, after all elements have ended. */
bool sts_image_uses_are_too_many(StsImageUses *uses);

#endif
