/* rooms: base document style layout output */
/* Tests of pictures for PDF: flattening, reducing, inks, and files that are not whole. */
#include <stdio.h>

#include <jpeglib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "base/svg/svg.h"
#include "output/pdf/decode-image.h"
#include "output/pdf/draw-image.h"
#include "output/pdf/ligatures.h"
#include "output/pdf/pdf-error.h"

static void
append_png(png_structp png, png_bytep data, size_t length)
{
  g_byte_array_append(png_get_io_ptr(png), data, (guint)length);
}

static void
flush_png(png_structp png)
{
  (void)png;
}

/* Returns a PNG whose every row is `row`. */
static StsImage
make_png(int width, int height, int color, int interlace, const guint8 *row)
{
  GByteArray *bytes = g_byte_array_new();
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);

  png_set_write_fn(png, bytes, append_png, flush_png);
  png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, color, interlace, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (int passes = png_set_interlace_handling(png); passes > 0; passes--)
    for (int y = 0; y < height; y++)
      png_write_row(png, row);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return (StsImage){.path = "test.png",
                    .name = "test.png",
                    .format = STS_IMAGE_PNG,
                    .width = width,
                    .height = height,
                    .dpi = 96,
                    .shown = g_byte_array_free_to_bytes(bytes)};
}

static StsImage
make_cmyk(const guint8 *inks)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long length = 0;
  guint8 row[16 * 4];

  for (int x = 0; x < 16; x++)
    memcpy(row + 4 * x, inks, 4);
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &data, &length);
  jpeg.image_width = jpeg.image_height = 16;
  jpeg.input_components = 4;
  jpeg.in_color_space = JCS_CMYK;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 100, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  for (int y = 0; y < 16; y++) {
    JSAMPROW rows = row;
    jpeg_write_scanlines(&jpeg, &rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  StsImage image = {.path = "test.jpg",
                    .name = "test.jpg",
                    .format = STS_IMAGE_JPEG,
                    .width = 16,
                    .height = 16,
                    .dpi = 96,
                    .cmyk = true,
                    .shown = g_bytes_new(data, length)};
  free(data);
  return image;
}

static guint32
pixel(cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
  guint32 value;

  memcpy(&value, data + 4 * x, sizeof value);
  return value & 0xffffff;
}

static cairo_surface_t *
decode(StsImage *image, int width, int height)
{
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = sts_pdf_decode_image(image, width, height, &error);

  g_assert_no_error(error);
  g_bytes_unref(image->shown);
  return surface;
}

static void
test_flatten(void)
{
  static const guint8 ROW[] = {0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 51};
  StsImage image = make_png(3, 1, PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE, ROW);
  cairo_surface_t *surface = decode(&image, 100, 100);

  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 3);
  g_assert_cmphex(pixel(surface, 0, 0), ==, 0x000000);
  g_assert_cmphex(pixel(surface, 1, 0), ==, 0xffffff);
  g_assert_cmphex(pixel(surface, 2, 0), ==, 0xffcccc);
  cairo_surface_destroy(surface);
}

static void
test_one_pixel(void)
{
  static const guint8 ROW[] = {0x80};
  StsImage image = make_png(1, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, ROW);
  cairo_surface_t *surface = decode(&image, 1, 1);

  g_assert_cmphex(pixel(surface, 0, 0), ==, 0x808080);
  cairo_surface_destroy(surface);
}

static void
test_reduce(void)
{
  static const guint8 ROW[] = {0, 200, 100, 100};
  StsImage image = make_png(4, 6, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, ROW);
  cairo_surface_t *surface = decode(&image, 2, 3);

  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 2);
  g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 3);
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 2; x++)
      g_assert_cmphex(pixel(surface, x, y), ==, 0x646464);
  cairo_surface_destroy(surface);
}

/* The whole of it never is in memory. */
static void
test_large(void)
{
  g_autofree guint8 *row = g_malloc(20000);

  memset(row, 0x40, 20000);
  StsImage image = make_png(20000, 3000, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, row);
  cairo_surface_t *surface = decode(&image, 300, 45);
  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 300);
  g_assert_cmphex(pixel(surface, 299, 44), ==, 0x404040);
  cairo_surface_destroy(surface);
}

static void
test_interlaced(void)
{
  static const guint8 ROW[] = {10, 20, 30, 40, 50, 60};
  StsImage image = make_png(2, 9, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_ADAM7, ROW);
  cairo_surface_t *surface = decode(&image, 100, 100);

  for (int y = 0; y < 9; y++) {
    g_assert_cmphex(pixel(surface, 0, y), ==, 0x0a141e);
    g_assert_cmphex(pixel(surface, 1, y), ==, 0x28323c);
  }
  cairo_surface_destroy(surface);
}

static void
assert_refused(StsImage *image)
{
  gsize length = g_bytes_get_size(image->shown);

  for (gsize cut = 0; cut < length; cut += MAX(length / 20, 1)) {
    g_autoptr(GError) error = NULL;
    StsImage part = *image;
    part.shown = g_bytes_new_from_bytes(image->shown, 0, cut);
    cairo_surface_t *surface = sts_pdf_decode_image(&part, 100, 100, &error);
    /* A JPEG that ends early is filled up by its decoder; the reader of libraries refuses it before. */
    if (image->format == STS_IMAGE_PNG && cut + 12 < length) {
      g_assert_null(surface);
      g_assert_error(error, STS_PDF_ERROR, STS_PDF_ERROR_IMAGE);
    }
    if (surface)
      cairo_surface_destroy(surface);
    g_bytes_unref(part.shown);
  }
  g_bytes_unref(image->shown);
}

static void
test_truncated(void)
{
  static const guint8 ROW[] = {1, 2, 3, 4, 5, 6, 7, 8};
  static const guint8 INKS[] = {1, 2, 3, 4};
  StsImage png = make_png(8, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, ROW);
  StsImage jpeg = make_cmyk(INKS);

  assert_refused(&png);
  assert_refused(&jpeg);
}

/* libjpeg marks inks with Adobe's marker, so they are inverted: 255 is no ink. */
static void
test_inks(void)
{
  static const struct {
    guint8 inks[4];
    guint32 rgb;
  } CASES[] = {{{255, 255, 255, 255}, 0xffffff},
               {{255, 255, 255, 0}, 0x000000},
               {{0, 255, 255, 255}, 0x00ffff},
               {{255, 0, 0, 255}, 0xff0000}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    StsImage image = make_cmyk(CASES[i].inks);
    cairo_surface_t *surface = decode(&image, 100, 100);
    guint32 rgb = pixel(surface, 8, 8);
    for (int shift = 0; shift < 24; shift += 8)
      g_assert_cmpint(ABS((int)(rgb >> shift & 0xff) - (int)(CASES[i].rgb >> shift & 0xff)), <=, 3);
    cairo_surface_destroy(surface);
  }
}

static void
test_ligatures(void)
{
  g_autoptr(StsLigatures) ligatures = sts_ligatures_new();
  g_autoptr(GString) out = g_string_new(NULL);

  g_assert_cmphex(sts_ligatures_key(ligatures, "e\xcc\x81", 3), ==, 0xe9);
  g_assert_cmphex(sts_ligatures_key(ligatures, "ffi", 3), ==, 0xf0000);
  g_assert_cmphex(sts_ligatures_key(ligatures, "fl", 2), ==, 0xf0001);
  g_assert_cmphex(sts_ligatures_key(ligatures, "ffi", 3), ==, 0xf0000);
  g_assert_true(sts_ligatures_restore(ligatures, out, "<01> <db80dc01>", 15));
  g_assert_cmpstr(out->str, ==, "<01> <0066006C>");
  g_string_truncate(out, 0);
  g_assert_false(sts_ligatures_restore(ligatures, out, "<db80dc02> db8", 14));
  g_assert_cmpstr(out->str, ==, "<db80dc02> db8");
}

/* ---- SVG written anew ---- */

static cairo_surface_t *
draw_svg(GBytes *bytes, int width, int height)
{
  const double box[4] = {0, 0, width, height};
  StsImage image = {.format = STS_IMAGE_SVG, .width = width, .height = height, .shown = bytes};
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create(surface);
  g_autoptr(GError) error = NULL;

  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  g_assert_true(sts_pdf_draw_image(cr, &image, box, NULL, &error));
  g_assert_no_error(error);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return surface;
}

/* What is written of the drawings that tools make looks the same, to the pixel. */
static void
test_svg_looks_the_same(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "tests", "fixtures", "svg", NULL);
  GDir *files = g_dir_open(folder, 0, NULL);
  guint count = 0;

  g_assert_nonnull(files);
  for (const char *name; (name = g_dir_read_name(files));) {
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    gsize length;
    if (!g_str_has_suffix(name, ".svg"))
      continue;
    g_test_message("%s", name);
    g_assert_true(g_file_get_contents(path, &text, &length, NULL));
    g_autoptr(GBytes) bytes = g_bytes_new(text, length);
    g_autoptr(StsSvg) svg = sts_svg_read(text, length, NULL);
    cairo_surface_t *before = draw_svg(bytes, svg->width, svg->height),
                    *after = draw_svg(svg->written, svg->width, svg->height),
                    *empty = cairo_image_surface_create(CAIRO_FORMAT_RGB24, svg->width, svg->height);
    gsize size = (gsize)cairo_image_surface_get_stride(before) * (gsize)svg->height;
    g_assert_cmpmem(cairo_image_surface_get_data(before), size, cairo_image_surface_get_data(after), size);
    g_assert_true(memcmp(cairo_image_surface_get_data(before), cairo_image_surface_get_data(empty), size) != 0);
    cairo_surface_destroy(before);
    cairo_surface_destroy(after);
    cairo_surface_destroy(empty);
    count++;
  }
  g_dir_close(files);
  g_assert_cmpuint(count, >=, 10);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pdf-image/flatten", test_flatten);
  g_test_add_func("/pdf-image/one-pixel", test_one_pixel);
  g_test_add_func("/pdf-image/reduce", test_reduce);
  g_test_add_func("/pdf-image/large", test_large);
  g_test_add_func("/pdf-image/interlaced", test_interlaced);
  g_test_add_func("/pdf-image/truncated", test_truncated);
  g_test_add_func("/pdf-image/inks", test_inks);
  g_test_add_func("/pdf-image/svg-looks-the-same", test_svg_looks_the_same);
  g_test_add_func("/pdf-image/ligatures", test_ligatures);
  return g_test_run();
}
