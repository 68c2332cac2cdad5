/* The size at which an image is printed. */
#include "layout/text/image-size.h"

#include <math.h>

/* A figure wider than so much of the line fills it, and always one that is to be large; in a line of text, nothing
 * needs to be filled. */
static const double widen_from = 0.55, widen_always = 0, widen_never = INFINITY;

static void
find_size(const StsTheme *theme, const StsImage *image, double width_max, double height_max, double from, double *width,
          double *height)
{
  double pixels = MAX(image->width, 1), ratio = MAX(image->height, 1) / pixels;
  double natural;

  if (image->format == STS_IMAGE_SVG) {
    natural = pixels * 72 / 96;
    if (natural >= from * width_max)
      natural = width_max;
  } else {
    double finest = pixels * 72 / (theme->image_dpi_min > 0 ? theme->image_dpi_min : 150);
    natural = finest >= widen_from * width_max ? finest : MIN(finest, pixels * 72 / (image->dpi > 0 ? image->dpi : 96));
  }
  *width = MIN(natural, width_max);
  *height = *width * ratio;
  if (*height > height_max) {
    *width *= height_max / *height;
    *height = height_max;
  }
  /* Not even an image of one pixel by twenty thousand has a side of nothing. */
  *width = MAX(*width, 0.25);
  *height = MAX(*height, 0.25);
}

void
sts_image_size(const StsTheme *theme, const StsImage *image, double width_max, double height_max, bool large,
               double *width, double *height)
{
  find_size(theme, image, width_max, height_max, large ? widen_always : widen_from, width, height);
}

void
sts_image_size_in_line(const StsSetter *setter, const StsImage *image, double *width, double *height)
{
  find_size(setter->theme, image, setter->measure / 2, setter->height / 4, widen_never, width, height);
}
