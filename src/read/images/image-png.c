/* Looks through PNG files (ISO/IEC 15948): whole, of a size that can be drawn, and what size. */
#include "read/images/image-png.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

typedef struct {
  const guint8 *next;
  size_t left, allowed; /* bytes, and how many of them may be read from here on */
  const char *fault;
  bool in_pixels;
} Source;

static _Noreturn void
fail(png_structp png, const char *fault)
{
  Source *source = png_get_error_ptr(png);

  source->fault = fault;
  png_longjmp(png, 1);
}

static void
read_bytes(png_structp png, png_bytep to, size_t length)
{
  Source *source = png_get_io_ptr(png);

  if (length > source->left)
    fail(png, "it is cut off");
  if (length > source->allowed)
    fail(png, "its pixels are damaged");
  memcpy(to, source->next, length);
  source->next += length;
  source->left -= length;
  source->allowed -= length;
}

static void
take_error(png_structp png, png_const_charp message)
{
  const Source *source = png_get_error_ptr(png);

  if (strstr(message, "CRC error"))
    fail(png, "a checksum in it is wrong");
  if (strstr(message, "issing IHDR"))
    fail(png, "it does not begin with a header");
  if (strstr(message, "issing PLTE"))
    fail(png, "it has no palette");
  fail(png, source->in_pixels ? "its pixels are damaged" : "its header is damaged");
}

/* More pixels than there are to be do no harm. */
static void
take_warning(png_structp png, png_const_charp message)
{
  const Source *source = png_get_error_ptr(png);

  if (source->in_pixels && !strstr(message, "Too much image data") && !strstr(message, "Extra compressed data"))
    fail(png, "its pixels are damaged");
}

/* Only chunks that say something of size or pixels are looked into; others need have the right checksum. */
static void
set_up(png_structp png, Source *source)
{
  png_set_read_fn(png, source, read_bytes);
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, (png_const_bytep) "pHYs", 1);
}

static void
read_header(png_structp png, png_infop info, StsImageFacts *facts)
{
  png_uint_32 across = 0, down = 0;
  int unit = PNG_RESOLUTION_UNKNOWN;

  png_read_info(png, info);
  facts->width = (int)png_get_image_width(png, info);
  facts->height = (int)png_get_image_height(png, info);
  png_get_pHYs(png, info, &across, &down, &unit);
  if (unit == PNG_RESOLUTION_METER)
    facts->dpi = across * 0.0254;
  const char *fault = sts_image_check_size(facts);
  if (fault)
    fail(png, fault);
}

/* What follows the last line's pixels is unpacked with it, however much it is: so little may follow. */
static void
read_pixels(png_structp png, png_infop info, Source *source, int height)
{
  int passes = png_set_interlace_handling(png);

  source->in_pixels = true;
  png_read_update_info(png, info);
  for (int pass = 1; pass <= passes; pass++)
    for (int row = 1; row <= height; row++) {
      if (pass == passes && row == height)
        source->allowed = 2 * png_get_rowbytes(png, info) + 65536;
      png_read_row(png, NULL, NULL);
    }
  source->allowed = source->left;
  png_read_end(png, NULL);
}

/* libpng leaves by longjmp where something is wrong; what changes by then is the caller's. */
static void
read_png(png_structp png, png_infop info, Source *source, StsImageFacts *facts)
{
  if (setjmp(png_jmpbuf(png)))
    return;
  set_up(png, source);
  read_header(png, info, facts);
  read_pixels(png, info, source, facts->height);
}

const char *
sts_image_check_png(const guint8 *bytes, size_t size, StsImageFacts *facts)
{
  Source source = {.next = bytes, .left = size, .allowed = size};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, take_error, take_warning);
  png_infop info = png ? png_create_info_struct(png) : NULL;

  g_assert(info);
  read_png(png, info, &source, facts);
  png_destroy_read_struct(&png, &info, NULL);
  return source.fault;
}
