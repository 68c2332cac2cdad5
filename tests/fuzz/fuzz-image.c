/* Any bytes as an image file: each of the three checks must end, and what passes must have a size. */
#include "read/images/image-jpeg.h"
#include "read/images/image-png.h"
#include "read/images/image-svg.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  StsImageFacts png = {0}, jpeg = {0}, svg = {0};
  char buffer[512];

  if (!sts_image_check_png(data, size, &png))
    g_assert(png.width > 0 && png.height > 0);
  if (size >= 2 && !sts_image_check_jpeg(data, size, &jpeg))
    g_assert(jpeg.width > 0 && jpeg.height > 0);
  if (!sts_image_check_svg((const char *)data, size, &svg, buffer, sizeof buffer))
    g_assert(svg.width > 0 && svg.height > 0);
  g_assert(!svg.characters || g_utf8_validate(svg.characters, -1, NULL));
  g_free(svg.characters);
  return 0;
}
