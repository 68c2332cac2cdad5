/* rooms: base document style output */
/* Tests of the white ground that pictures get in an EPUB. */
#include "output/xhtml/ground.h"

#include <png.h>
#include <string.h>

#include "base/svg/svg.h"

#define HEAD "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define GROUND "style=\"fill:#ffffff;fill-opacity:1;stroke:none;opacity:1\"/>"

static char *
grounded(const char *drawing)
{
  g_autoptr(StsSvg) svg = sts_svg_read(drawing, strlen(drawing), NULL);
  g_assert_cmpuint(svg->faults->len, ==, 0);
  StsImage image = {.format = STS_IMAGE_SVG, .shown = svg->written};
  g_autoptr(GBytes) bytes = sts_xhtml_ground_picture(&image);
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  /* Whoever reads the file back asks for what is written so. */
  g_autoptr(StsSvg) again = sts_svg_read(text, length, NULL);
  g_assert_true(g_bytes_equal(again->written, bytes));
  return g_strndup(text, length);
}

static void
test_drawings(void)
{
  static const struct {
    const char *head, *body, *ground;
  } cases[] = {
      {" viewBox=\"0 0 10 20\" width=\"10\" height=\"20\">", "<text x=\"1\" y=\"9\">Arm</text></svg>",
       "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" " GROUND},
      {" viewBox=\"-5 -5 10 20\">", "<title>Arm</title><path d=\"M1 1 H3\"/></svg>",
       "<rect x=\"-5\" y=\"-5\" width=\"10\" height=\"20\" " GROUND},
      {" width=\"10\" height=\"20\">", "<path d=\"M1 1 H3\"/></svg>",
       "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" " GROUND},
      {" width=\"5cm\" height=\"5cm\">", "<path d=\"M1 1 H3\"/></svg>",
       "<rect x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" " GROUND},
      /* These begin with a ground. */
      {" viewBox=\"0 0 10 20\">", "<title>Arm</title><rect width=\"10\" height=\"20\" fill=\"#eee\"/></svg>", ""},
      {" viewBox=\"0 0 10 20\">", "<rect width=\"100%\" height=\"100%\" fill=\"white\"/></svg>", ""},
      /* Not all of the picture; seen through; not the first. */
      {" viewBox=\"0 0 10 20\">", "<rect width=\"10\" height=\"19\" fill=\"#eee\"/></svg>",
       "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" " GROUND},
      {" viewBox=\"0 0 10 20\">", "<rect width=\"10\" height=\"20\" fill=\"#eee\" opacity=\"0.5\"/></svg>",
       "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" " GROUND},
      {" viewBox=\"0 0 10 20\">", "<g/><rect width=\"10\" height=\"20\" fill=\"none\"/></svg>",
       "<rect x=\"0\" y=\"0\" width=\"10\" height=\"20\" " GROUND},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *drawing = g_strconcat(HEAD, cases[i].head, cases[i].body, NULL);
    g_autofree char *wanted = g_strconcat(HEAD, cases[i].head, cases[i].ground, cases[i].body, "\n", NULL);
    g_autofree char *found = grounded(drawing);
    g_assert_cmpstr(found, ==, wanted);
  }
}

/* Two pixels side by side as a PNG of the format. */
static GBytes *
encode(guint32 format, const guint8 *pixels)
{
  png_image png = {.version = PNG_IMAGE_VERSION, .width = 2, .height = 1, .format = format};
  png_alloc_size_t size = 4096;
  guint8 *file = g_malloc(size);
  g_assert_true(png_image_write_to_memory(&png, file, &size, 0, pixels, 0, NULL) != 0);
  return g_bytes_new_take(file, size);
}

static void
assert_pixels(guint32 format, const guint8 *pixels, bool same, const guint8 wanted[6])
{
  g_autoptr(GBytes) bytes = encode(format, pixels);
  StsImage image = {.format = STS_IMAGE_PNG, .shown = bytes, .width = 2, .height = 1};
  g_autoptr(GBytes) result = sts_xhtml_ground_picture(&image);
  png_image png = {.version = PNG_IMAGE_VERSION};
  guint8 found[8];

  g_assert_cmpint(g_bytes_equal(result, bytes), ==, same);
  g_assert_true(png_image_begin_read_from_memory(&png, g_bytes_get_data(result, NULL), g_bytes_get_size(result)) != 0);
  g_assert_cmpuint(png.format & PNG_FORMAT_FLAG_ALPHA, ==, 0);
  png.format = PNG_FORMAT_RGB;
  g_assert_true(png_image_finish_read(&png, NULL, found, 0, NULL) != 0);
  g_assert_cmpmem(found, 6, wanted, 6);
}

static void
test_pixels(void)
{
  const guint8 wanted[] = {200, 10, 20, 255, 255, 255}, gray[] = {90, 90, 90, 255, 255, 255};

  assert_pixels(PNG_FORMAT_RGBA, (const guint8[]){200, 10, 20, 255, 0, 0, 0, 0}, false, wanted);
  assert_pixels(PNG_FORMAT_GA, (const guint8[]){90, 255, 0, 0}, false, gray);
  assert_pixels(PNG_FORMAT_RGB, (const guint8[]){200, 10, 20, 255, 255, 255}, true, wanted);
}

/* An animated picture would stand still. */
static void
test_animated(void)
{
  g_autoptr(GBytes) still = encode(PNG_FORMAT_RGBA, (const guint8[]){200, 10, 20, 255, 0, 0, 0, 0});
  gsize size;
  const guint8 *data = g_bytes_get_data(still, &size);
  g_autoptr(GByteArray) moving = g_byte_array_new();
  /* A chunk without data after the header's (PNG, 11.2.2). */
  static const guint8 CHUNK[] = {0, 0, 0, 0, 'a', 'c', 'T', 'L', 0x19, 0xc3, 0x42, 0x5b};

  g_byte_array_append(moving, data, 33);
  g_byte_array_append(moving, CHUNK, sizeof CHUNK);
  g_byte_array_append(moving, data + 33, (guint)(size - 33));
  g_autoptr(GBytes) bytes = g_bytes_new(moving->data, moving->len);
  StsImage image = {.format = STS_IMAGE_PNG, .shown = bytes, .width = 2, .height = 1};
  g_autoptr(GBytes) result = sts_xhtml_ground_picture(&image);
  g_assert_true(g_bytes_equal(result, bytes));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ground/drawings", test_drawings);
  g_test_add_func("/ground/pixels", test_pixels);
  g_test_add_func("/ground/animated", test_animated);
  return g_test_run();
}
