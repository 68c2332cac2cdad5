/* Counts what the “use” elements of an SVG show. */
#ifndef STS_READ_IMAGES_IMAGE_USES_H
#define STS_READ_IMAGES_IMAGE_USES_H

#include <glib.h>
#include <stdbool.h>

/* What is told of the elements while they are read. Free with sts_image_uses_free(). */
typedef struct StsImageUses StsImageUses;
StsImageUses *sts_image_uses_new(void);
void sts_image_uses_free(StsImageUses *uses);
/* An element begins, with its id, and that of what it shows again if it is a “use”; either may be NULL. */
void sts_image_uses_begin(StsImageUses *uses, const char *id, const char *used);
void sts_image_uses_end(StsImageUses *uses);
/* Whether more is shown than is ever drawn. Once, after all elements have ended. */
bool sts_image_uses_are_too_many(StsImageUses *uses);

#endif
