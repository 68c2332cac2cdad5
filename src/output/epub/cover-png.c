/* Writes the cover as a PNG with a palette. */
#include "output/epub/cover-png.h"

#include <math.h>
#include <png.h>

enum { STEPS = 64, BANDS_MAX = 4 };

static unsigned char
byte_of(double channel)
{
  return (unsigned char)lround(CLAMP(channel, 0, 1) * 255);
}

static void
fill_palette(unsigned char *palette, const StsCoverBand *band)
{
  for (int i = 0; i < STEPS; i++) {
    const double part = (double)i / (STEPS - 1);
    *palette++ = byte_of(band->ground.red + part * (band->ink.red - band->ground.red));
    *palette++ = byte_of(band->ground.green + part * (band->ink.green - band->ground.green));
    *palette++ = byte_of(band->ground.blue + part * (band->ink.blue - band->ground.blue));
  }
}

/* The step of the palette for each value of the green channel, in which ground and ink differ well. */
static void
fill_steps(unsigned char steps[256], const StsCoverBand *band)
{
  const int ground = byte_of(band->ground.green), ink = byte_of(band->ink.green);
  for (int value = 0; value < 256; value++) {
    const double part = ink != ground ? (double)(value - ground) / (ink - ground) : 0;
    steps[value] = (unsigned char)lround(CLAMP(part, 0, 1) * (STEPS - 1));
  }
}

GBytes *
sts_epub_encode_cover(cairo_surface_t *surface, const StsCoverBand *bands, int count)
{
  g_assert(count <= BANDS_MAX);
  cairo_surface_flush(surface);
  const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  const unsigned char *data = cairo_image_surface_get_data(surface);
  g_autofree unsigned char *indices = g_malloc0((gsize)width * (gsize)height);
  unsigned char palette[BANDS_MAX * STEPS * 3], steps[256];

  for (int i = 0; i < count; i++) {
    fill_palette(palette + i * STEPS * 3, &bands[i]);
    fill_steps(steps, &bands[i]);
    for (int y = bands[i].top; y < bands[i].bottom; y++) {
      /* RGB24: a number of 32 bits in the order of the machine's bytes. */
      const guint32 *row = (const guint32 *)(const void *)(data + (gsize)y * (gsize)stride);
      for (int x = 0; x < width; x++)
        indices[(gsize)y * (gsize)width + (gsize)x] = (unsigned char)(i * STEPS + steps[row[x] >> 8 & 0xFF]);
    }
  }
  png_image image = {
      .version = PNG_IMAGE_VERSION,
      .width = (png_uint_32)width,
      .height = (png_uint_32)height,
      .format = PNG_FORMAT_RGB_COLORMAP,
      .colormap_entries = (png_uint_32)(count * STEPS),
  };
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  g_autofree void *file = g_malloc(size);
  if (!png_image_write_to_memory(&image, file, &size, 0, indices, width, palette))
    return NULL;
  return g_bytes_new(file, size);
}
