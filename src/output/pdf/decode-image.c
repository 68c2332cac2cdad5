/* Decodes PNG, and JPEG of four components, row by row into an opaque surface no larger than needed. */
#include "output/pdf/decode-image.h"

#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "output/pdf/pdf-error.h"

/* An interlaced PNG cannot be read row by row. */
enum { PIXELS_AT_ONCE_MAX = 64 * 1024 * 1024 };

/* Takes rows of RGB and reduces them by averaging whole boxes of pixels. */
typedef struct {
  int width, height;         /* of the source */
  int out_width, out_height; /* of the surface; no larger */
  int row;                   /* next source row */
  int out_row;
  guint rows;    /* collected for out_row */
  guint32 *sums; /* three a column of the output */
  guint32 *counts;
  cairo_surface_t *surface;
} Reducer;

static bool
reducer_init(Reducer *reducer, int width, int height, int max_width, int max_height)
{
  int out_width = CLAMP(width, 1, MAX(max_width, 1)), out_height = CLAMP(height, 1, MAX(max_height, 1));

  *reducer = (Reducer){.width = width, .height = height, .out_width = out_width, .out_height = out_height};
  reducer->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, out_width, out_height);
  if (cairo_surface_status(reducer->surface) != CAIRO_STATUS_SUCCESS)
    return false;
  reducer->sums = g_new0(guint32, (gsize)out_width * 3);
  reducer->counts = g_new0(guint32, (gsize)out_width);
  return true;
}

static void
reducer_flush(Reducer *reducer)
{
  int stride = cairo_image_surface_get_stride(reducer->surface);
  guint32 *out =
      (guint32 *)(void *)(cairo_image_surface_get_data(reducer->surface) + (gsize)reducer->out_row * (gsize)stride);

  for (int x = 0; x < reducer->out_width; x++) {
    guint32 n = MAX(reducer->counts[x], 1), *sum = reducer->sums + (gsize)x * 3;
    out[x] = (sum[0] + n / 2) / n << 16 | (sum[1] + n / 2) / n << 8 | (sum[2] + n / 2) / n;
  }
  memset(reducer->sums, 0, (gsize)reducer->out_width * 3 * sizeof *reducer->sums);
  memset(reducer->counts, 0, (gsize)reducer->out_width * sizeof *reducer->counts);
  reducer->rows = 0;
}

static void
reducer_add(Reducer *reducer, const guint8 *rgb)
{
  for (int x = 0; x < reducer->width; x++) {
    gsize to = (gsize)((gint64)x * reducer->out_width / reducer->width);
    for (int k = 0; k < 3; k++)
      reducer->sums[to * 3 + (gsize)k] += rgb[(gsize)x * 3 + (gsize)k];
    reducer->counts[to]++;
  }
  reducer->rows++;
  reducer->row++;
  int next = (int)((gint64)reducer->row * reducer->out_height / reducer->height);
  if (next > reducer->out_row || reducer->row == reducer->height) {
    reducer_flush(reducer);
    reducer->out_row = next;
  }
}

static cairo_surface_t *
reducer_finish(Reducer *reducer, bool good)
{
  g_free(reducer->sums);
  g_free(reducer->counts);
  if (good) {
    cairo_surface_mark_dirty(reducer->surface);
    return reducer->surface;
  }
  if (reducer->surface)
    cairo_surface_destroy(reducer->surface);
  return NULL;
}

typedef struct {
  const guint8 *data;
  gsize left;
} Source;

static void
read_png_bytes(png_structp png, png_bytep to, size_t length)
{
  Source *source = png_get_io_ptr(png);

  if (length > source->left)
    png_error(png, "the data end too early");
  memcpy(to, source->data, length);
  source->data += length;
  source->left -= length;
}

static void
flatten(const guint8 *rgba, guint8 *rgb, int width)
{
  for (int x = 0; x < width; x++, rgba += 4, rgb += 3)
    for (int k = 0; k < 3; k++)
      rgb[k] = (guint8)((rgba[k] * rgba[3] + 255 * (255 - rgba[3]) + 127) / 255);
}

static void
set_png_transforms(png_structp png, png_infop info)
{
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  png_read_update_info(png, info);
}

typedef struct {
  Reducer reducer;
  Source source;
  guint8 *rows, *rgb;
  char message[120];
  int max_width, max_height;
} PngWork;

static void
keep_png_message(png_structp png, png_const_charp message)
{
  PngWork *work = png_get_error_ptr(png);

  g_strlcpy(work->message, message, sizeof work->message);
  png_longjmp(png, 1);
}

static void
ignore_png_warning(png_structp png, png_const_charp message)
{
  (void)png;
  (void)message;
}

/* Everything between here and the end may leave by longjmp; what it allocates is in `work`. */
static bool
read_png(png_structp png, png_infop info, PngWork *work)
{
  if (setjmp(png_jmpbuf(png)))
    return false;
  png_set_read_fn(png, &work->source, read_png_bytes);
  png_read_info(png, info);
  gsize width = png_get_image_width(png, info), height = png_get_image_height(png, info);
  bool interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
  int passes = png_set_interlace_handling(png);
  set_png_transforms(png, info);
  if (interlaced && width * height > PIXELS_AT_ONCE_MAX)
    png_error(png, "an interlaced PNG of this size cannot be read; save it without interlacing");
  if (!reducer_init(&work->reducer, (int)width, (int)height, work->max_width, work->max_height))
    png_error(png, "not enough memory");
  work->rows = g_malloc(width * 4 * (interlaced ? height : 1));
  work->rgb = g_malloc(width * 3);
  for (int pass = 0; interlaced && pass < passes; pass++)
    for (gsize y = 0; y < height; y++)
      png_read_row(png, work->rows + y * width * 4, NULL);
  for (gsize y = 0; y < height; y++) {
    guint8 *row = work->rows + (interlaced ? y * width * 4 : 0);
    if (!interlaced)
      png_read_row(png, row, NULL);
    flatten(row, work->rgb, (int)width);
    reducer_add(&work->reducer, work->rgb);
  }
  return true;
}

static cairo_surface_t *
decode_png(const StsImage *image, int max_width, int max_height, GError **error)
{
  PngWork work = {.max_width = max_width, .max_height = max_height};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &work, keep_png_message, ignore_png_warning);
  png_infop info = png_create_info_struct(png);

  work.source.data = g_bytes_get_data(image->shown, &work.source.left);
  bool good = read_png(png, info, &work);
  png_destroy_read_struct(&png, &info, NULL);
  g_free(work.rows);
  g_free(work.rgb);
  if (!good)
    g_set_error_literal(error, STS_PDF_ERROR, STS_PDF_ERROR_IMAGE, work.message);
  return reducer_finish(&work.reducer, good);
}

typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf leave;
  char message[JMSG_LENGTH_MAX];
  Reducer reducer;
  guint8 *row, *rgb;
} JpegWork;

static void
keep_jpeg_message(j_common_ptr jpeg)
{
  JpegWork *work = (JpegWork *)(void *)jpeg->err;

  jpeg->err->format_message(jpeg, work->message);
  longjmp(work->leave, 1);
}

static void
ignore_jpeg_message(j_common_ptr jpeg)
{
  (void)jpeg;
}

/* Inks to light, as no profile says more. Adobe's programs store the inks inverted and say so by a marker. */
static void
convert_inks(const guint8 *cmyk, guint8 *rgb, int width, bool inverted)
{
  for (int x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    int black = inverted ? cmyk[3] : 255 - cmyk[3];
    for (int k = 0; k < 3; k++)
      rgb[k] = (guint8)(((inverted ? cmyk[k] : 255 - cmyk[k]) * black + 127) / 255);
  }
}

static bool
read_jpeg(struct jpeg_decompress_struct *jpeg, JpegWork *work, const StsImage *image, int max_width, int max_height)
{
  gsize length;
  const guint8 *data = g_bytes_get_data(image->shown, &length);

  if (setjmp(work->leave))
    return false;
  jpeg_create_decompress(jpeg);
  jpeg_mem_src(jpeg, (unsigned char *)data, (unsigned long)length);
  jpeg_read_header(jpeg, TRUE);
  bool inks = jpeg->num_components == 4;
  jpeg->out_color_space = inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(jpeg);
  int width = (int)jpeg->output_width;
  if (!reducer_init(&work->reducer, width, (int)jpeg->output_height, max_width, max_height)) {
    g_strlcpy(work->message, "not enough memory", sizeof work->message);
    return false;
  }
  work->row = g_malloc((gsize)width * 4);
  work->rgb = g_malloc((gsize)width * 3);
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = work->row;
    jpeg_read_scanlines(jpeg, &row, 1);
    if (inks)
      convert_inks(work->row, work->rgb, width, jpeg->saw_Adobe_marker);
    reducer_add(&work->reducer, inks ? work->rgb : work->row);
  }
  jpeg_finish_decompress(jpeg);
  return true;
}

static cairo_surface_t *
decode_jpeg(const StsImage *image, int max_width, int max_height, GError **error)
{
  struct jpeg_decompress_struct jpeg = {0};
  JpegWork *work = g_new0(JpegWork, 1);

  jpeg.err = jpeg_std_error(&work->manager);
  work->manager.error_exit = keep_jpeg_message;
  work->manager.output_message = ignore_jpeg_message;
  bool good = read_jpeg(&jpeg, work, image, max_width, max_height);
  jpeg_destroy_decompress(&jpeg);
  g_free(work->row);
  g_free(work->rgb);
  if (!good)
    g_set_error_literal(error, STS_PDF_ERROR, STS_PDF_ERROR_IMAGE, work->message);
  cairo_surface_t *surface = reducer_finish(&work->reducer, good);
  g_free(work);
  return surface;
}

cairo_surface_t *
sts_pdf_decode_image(const StsImage *image, int max_width, int max_height, GError **error)
{
  switch (image->format) {
  case STS_IMAGE_PNG:
    return decode_png(image, max_width, max_height, error);
  case STS_IMAGE_JPEG:
    return decode_jpeg(image, max_width, max_height, error);
  case STS_IMAGE_SVG:
    break;
  }
  g_assert_not_reached();
}
