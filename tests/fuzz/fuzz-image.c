/* Any bytes as an image file: each of the three checks must end, and what passes must have a size. What is written of
 * an SVG is written the same again. */
#include <string.h>

#include "base/svg/svg.h"
#include "read/images/image-jpeg.h"
#include "read/images/image-png.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  StsImageFacts png = {0}, jpeg = {0};
  g_autoptr(StsSvg) svg = sts_svg_read((const char *)data, size, NULL);

  if (!sts_image_check_png(data, size, &png))
    g_assert(png.width > 0 && png.height > 0);
  if (size >= 2 && !sts_image_check_jpeg(data, size, &jpeg))
    g_assert(jpeg.width > 0 && jpeg.height > 0);
  if (svg->faults->len == 0) {
    gsize length;
    const char *written = g_bytes_get_data(svg->written, &length);
    g_autoptr(StsSvg) again = sts_svg_read(written, length, NULL);
    g_assert(svg->width > 0 && svg->height > 0);
    g_assert(again->faults->len == 0 && g_bytes_equal(again->written, svg->written));
  }
  g_assert(!svg->characters || g_utf8_validate(svg->characters, -1, NULL));
  return 0;
}
