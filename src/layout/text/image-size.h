/* The size at which an image is printed. */
#ifndef STS_LAYOUT_TEXT_IMAGE_SIZE_H
#define STS_LAYOUT_TEXT_IMAGE_SIZE_H

#include "layout/text/setter.h"

/* The size of the image in the width and height, all in points. `large`: a drawing fills them, however small it is. */
void sts_image_size(const StsTheme *theme, const StsImage *image, double width_max, double height_max, bool large,
                    double *width, double *height);
/* The size of an image inside a line. */
void sts_image_size_in_line(const StsSetter *setter, const StsImage *image, double *width, double *height);

#endif
