/* rooms: base document read */
/* Tests of the pictures that a section shows: whole, of kinds that every format can hold, and from the library alone.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "document/rules.h"
#include "read-fixture.h"

/* ---- images ---- */

static void
append_32(GByteArray *out, guint32 value)
{
  const guint8 bytes[] = {(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value};

  g_byte_array_append(out, bytes, sizeof bytes);
}

static void
append_chunk(GByteArray *out, const char *type, const guint8 *data, guint32 size)
{
  append_32(out, size);
  guint begin = out->len;
  g_byte_array_append(out, (const guint8 *)type, 4);
  g_byte_array_append(out, data, size);
  append_32(out, (guint32)crc32(crc32(0, NULL, 0), out->data + begin, out->len - begin));
}

/* A grey PNG whose header claims `height` lines of 2 pixels and which holds `lines`, the first written by that filter.
 */
static GByteArray *
make_png(guint8 height, guint lines, guint8 type, guint8 filter)
{
  static const guint8 SIGNATURE[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  const guint8 header[] = {0, 0, 0, 2, 0, 0, 0, height, 8, type, 0, 0, 0},
               density[] = {0, 0, 0x1D, 0x87, 0, 0, 0x1D, 0x87, 1};
  g_autofree guint8 *pixels = g_malloc0(3u * lines);
  uLongf size = compressBound(3u * lines);
  g_autofree guint8 *packed = g_malloc(size);
  GByteArray *out = g_byte_array_new();

  pixels[0] = filter;
  g_assert_cmpint(compress(packed, &size, pixels, 3u * lines), ==, Z_OK);
  g_byte_array_append(out, SIGNATURE, sizeof SIGNATURE);
  append_chunk(out, "IHDR", header, sizeof header);
  append_chunk(out, "pHYs", density, sizeof density);
  append_chunk(out, "IDAT", packed, (guint32)size);
  append_chunk(out, "IEND", (const guint8 *)"", 0);
  return out;
}

/* Loads a section that shows the file; returns the rule of the fault, or NULL. */
static const char *
load_image(Fixture *fixture, const char *name, const void *bytes, size_t size)
{
  g_autofree char *section = g_strdup_printf("# A\n\n![x](<%s>)\n", name);

  g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
  fixture->diagnostics = sts_diagnostics_new();
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md", section);
  if (bytes)
    write_bytes(fixture, name, bytes, size);
  load(fixture);
  if (sts_diagnostics_size(fixture->diagnostics) == 0)
    return NULL;
  const StsDiagnostic *one = sts_diagnostics_get(fixture->diagnostics, 0);
  for (guint i = 1; i < sts_diagnostics_size(fixture->diagnostics); i++)
    g_assert_cmpstr(sts_diagnostics_get(fixture->diagnostics, i)->rule, ==, one->rule);
  g_assert_cmpint(one->position.line, ==, 3);
  g_assert_cmpint(one->position.column, ==, 1);
  return one->rule;
}

static const StsImage *
loaded_image(const Fixture *fixture)
{
  const StsNode *figure = first_section(fixture)->body->first_child;

  g_assert_cmpint(figure->kind, ==, STS_NODE_FIGURE);
  return figure->figure.image->image.image;
}

static void
test_png(Fixture *fixture, gconstpointer unused)
{
  enum { BILLION = 1000 * 1000 * 1000 };
  g_autoptr(GByteArray) png = make_png(3, 3, 0, 0), few = make_png(3, 2, 0, 0), type = make_png(3, 3, 5, 0),
                        palette = make_png(3, 3, 3, 0), tall = make_png(3, 3, 0, 0), filter = make_png(3, 3, 0, 9),
                        endless = make_png(3, BILLION / 3 / 8, 0, 0);

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x y.png", png->data, png->len), ==, NULL);
  const StsImage *image = loaded_image(fixture);
  g_assert_cmpint(image->format, ==, STS_IMAGE_PNG);
  g_assert_cmpint(image->width, ==, 2);
  g_assert_cmpint(image->height, ==, 3);
  g_assert_cmpfloat_with_epsilon(image->dpi, 192, 0.5);
  g_assert_cmpstr(image->name, ==, "x y.png");
  g_assert_cmpstr(load_image(fixture, "x.jpg", png->data, png->len), ==, "image-type");
  g_assert_cmpstr(load_image(fixture, "x.png", few->data, few->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", type->data, type->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", palette->data, palette->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", filter->data, filter->len), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", endless->data, endless->len), ==, "image-broken");
  /* A wrong checksum, and every way to cut the file off. */
  tall->data[19] ^= 1;
  g_assert_cmpstr(load_image(fixture, "x.png", tall->data, tall->len), ==, "image-broken");
  for (guint length = 8; length < png->len; length++)
    g_assert_cmpstr(load_image(fixture, "x.png", png->data, length), ==, "image-broken");
  g_assert_cmpstr(load_image(fixture, "x.png", "no image", 8), ==, "image-broken");
}

static void
test_jpeg(Fixture *fixture, gconstpointer unused)
{
  static const guint8 JPEG[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,    16,   'J',  'F',  'I',  'F', 0,    1,    1,    1,    0,
                                150,  0,    150,  0,    0,    0xFF, 0xC0, 0,    20,   8,   0,    3,    0,    2,    4,
                                1,    0x11, 0,    2,    0x11, 0,    3,    0x11, 0,    4,   0x11, 0,    0xFF, 0xDA, 0,
                                8,    1,    1,    0,    0,    63,   0,    0x12, 0xFF, 0,   0x34, 0xFF, 0xD9};
  guint8 changed[sizeof JPEG];

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x.jpeg", JPEG, sizeof JPEG), ==, NULL);
  const StsImage *image = loaded_image(fixture);
  g_assert_cmpint(image->format, ==, STS_IMAGE_JPEG);
  g_assert_cmpint(image->width, ==, 2);
  g_assert_cmpint(image->height, ==, 3);
  g_assert_true(image->cmyk);
  g_assert_cmpfloat(image->dpi, ==, 150);
  for (size_t length = 3; length < sizeof JPEG; length++)
    g_assert_cmpstr(load_image(fixture, "x.jpg", JPEG, length), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[21] = 0xC9; /* arithmetic coding */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[22] = 0xFF; /* the frame's header is said to be longer than it is */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
  memcpy(changed, JPEG, sizeof JPEG);
  changed[47] = 9; /* the scan is of a color that the frame has not */
  g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
}

/* What no reader of PDF knows is told with what it is, so that an editor knows how to save it. */
static void
test_jpeg_kinds(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    size_t place;
    guint8 value;
    const char *words;
  } KINDS[] = {
      {24, 12, "more than 8 bits a colour"},
      {21, 0xC3, "of a kind of JPEG that readers do not know"}, /* lossless */
      {21, 0xE5, "holds no picture"},
      {28, 0, "its width or height is 0"},
      {27, 0xFF, "more than 65,500 pixels wide or high"},
  };
  const guint8 jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0,    16, 'J', 'F', 'I', 'F',  0,    1,    1,    1,    0,    150, 0,
                         150,  0,    0,    0xFF, 0xC0, 0,  11,  8,   0,   3,    0,    0xFF, 1,    1,    0x11, 0,   0xFF,
                         0xDA, 0,    8,    1,    1,    0,  0,   63,  0,   0x12, 0xFF, 0,    0x34, 0xFF, 0xD9};
  guint8 changed[sizeof jpeg];

  (void)unused;
  g_assert_cmpstr(load_image(fixture, "x.jpg", jpeg, sizeof jpeg), ==, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
    memcpy(changed, jpeg, sizeof jpeg);
    changed[KINDS[i].place] = KINDS[i].value;
    g_assert_cmpstr(load_image(fixture, "x.jpg", changed, sizeof changed), ==, "image-broken");
    const char *text = sts_diagnostics_get(fixture->diagnostics, 0)->text;
    g_test_message("%s", text);
    g_assert_nonnull(strstr(text, KINDS[i].words));
  }
}

/* A small grey JPEG whose first segment, of Exif if it begins so, holds the TIFF file. */
static GByteArray *
make_exif(const guint8 *tiff, guint size, const char *beginning)
{
  static const guint8 REST[] = {0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 2,  1, 1,    0x11, 0,
                                0xFF, 0xDA, 0, 8,  1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0xD9};
  GByteArray *out = g_byte_array_new();
  guint length = 2 + 6 + size;
  const guint8 head[] = {0xFF, 0xD8, 0xFF, 0xE1, (guint8)(length >> 8), (guint8)length};

  g_byte_array_append(out, head, sizeof head);
  g_byte_array_append(out, (const guint8 *)beginning, 6);
  if (size > 0)
    g_byte_array_append(out, tiff, size);
  return g_byte_array_append(out, REST, sizeof REST);
}

static const char *
load_exif(Fixture *fixture, const guint8 *tiff, guint size, const char *beginning)
{
  g_autoptr(GByteArray) jpeg = make_exif(tiff, size, beginning);

  return load_image(fixture, "x.jpg", jpeg->data, jpeg->len);
}

/* A photo of a phone: browsers turn it, a PDF does not. */
static void
test_jpeg_orientation(Fixture *fixture, gconstpointer unused)
{
  static const guint8 BIG[] = {'M', 'M', 0, '*', 0,    0, 0, 8, 0, 2, 1, 0, 0, 3, 0, 0, 0, 1, 0,
                               9,   0,   0, 1,   0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
  static const guint8 LITTLE[] = {'I', 'I', '*', 0, 10, 0, 0, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
  enum { BIG_VALUE = 31, LITTLE_VALUE = 20 };
  guint8 big[sizeof BIG], little[sizeof LITTLE];

  (void)unused;
  memcpy(big, BIG, sizeof BIG);
  memcpy(little, LITTLE, sizeof LITTLE);
  for (guint8 value = 0; value < 11; value++) {
    const char *rule = value >= 2 && value <= 8 ? "image-orientation" : NULL;
    big[BIG_VALUE] = little[LITTLE_VALUE] = value;
    g_assert_cmpstr(load_exif(fixture, big, sizeof big, "Exif\0"), ==, rule);
    g_assert_cmpstr(load_exif(fixture, little, sizeof little, "Exif\0"), ==, rule);
  }
  g_assert_cmpstr(load_exif(fixture, BIG, sizeof BIG, "XMPXMP"), ==, NULL);
  /* Cut off anywhere before the value, it says nothing. */
  for (guint size = 0; size < sizeof LITTLE; size++)
    g_assert_cmpstr(load_exif(fixture, LITTLE, size, "Exif\0"), ==, NULL);
  memcpy(little, LITTLE, sizeof LITTLE);
  for (int i = 4; i < 8; i++)
    little[i] = 0xFF;
  g_assert_cmpstr(load_exif(fixture, little, sizeof little, "Exif\0"), ==, NULL);
}

static const struct {
  const char *svg, *rule;
  int width, height;
} DRAWINGS[] = {
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30.5 20\"><defs><g id=\"g\"/></defs><use href=\"#g\" "
     "fill=\"url(#g)\"/></svg>",
     NULL, 31, 20},
    {"<?xml version=\"1.0\" encoding=\"UTF-8\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1in\" "
     "height=\"2.54cm\"><title>a url in "
     "words</title></svg>",
     NULL, 96, 96},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><image "
     "href=\"data:image/"
     "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==\"/></"
     "svg>",
     NULL, 2, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><image href=\"data:image/png;base64,AAAA\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image href=\"x.png\"/></svg>", "image-broken", 0,
     0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image "
     "xlink:href=\"http://example.org/x.png\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><image href=\"data:image/svg+xml,x\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g fill=\"URL( 'http://example.org')\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g style=\"fill: "
     "u\\72l(http://example.org)\"/></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>@import 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 "
     "1\"><style><![CDATA[g{fill:url(x.svg#a)}]]></style></svg>",
     "image-broken", 0, 0},
    /* Nothing stands between the parts of a sheet for a browser. */
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>@im<!-- -->port 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style><g/>@import 'x.css';</style></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><style>g{fill:red}<!-- --></style></svg>", NULL, 1,
     1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" xml:base=\"http://example.org\"/>", "image-broken",
     0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><a><set attributeName=\"xlink:href\" "
     "to=\"http://example.org\"/></a></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><script>x</script></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" onload=\"x\"/>", "image-broken", 0, 0},
    {"<?xml-stylesheet href=\"x.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", "image-broken",
     0, 0},
    {"<?xml version=\"1.0\" encoding=\"latin1\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
     "image-broken", 0, 0},
    {"<!DOCTYPE svg [<!ENTITY x \"y\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
     "image-broken", 0, 0},
    {"<html><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/></html>", "image-broken", 0, 0},
    {"<s:svg xmlns:s=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><s:g id=\"a\"/><s:g "
     "id=\"\u00e9-1.2\"/></s:svg>",
     NULL, 2, 1},
    {"<svg viewBox=\"0 0 1 1\"/>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><!-- \xE6 --></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><text><![CDATA[\xE6]]></text></svg>",
     "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a\"/><g id=\"a\"/><use "
     "href=\"#a\"/></svg>",
     "image-broken", 0, 0},
    /* What nothing asks for is not written, whatever it is. */
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a\"/><g id=\"a\"/></svg>", NULL, 1, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"1\"/></svg>", NULL, 1, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a b\"/><use href=\"#a b\"/></svg>", NULL, 1,
     1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><x:g/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g x:y=\"z\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g xmlns:x=\"urn:x\"/><x:g/></svg>", "image-broken",
     0, 0},
    {"\uFEFF<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>", NULL, 1, 1},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g y=\"z\" y=\"z\"/></svg>", "image-broken", 0, 0},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg><svg xmlns=\"http://www.w3.org/2000/svg\" "
     "viewBox=\"0 0 1 1\"></svg>",
     "image-broken", 0, 0},
};

static void
test_svg(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(DRAWINGS); i++) {
    g_test_message("%s", DRAWINGS[i].svg);
    g_assert_cmpstr(load_image(fixture, "x.svg", DRAWINGS[i].svg, strlen(DRAWINGS[i].svg)), ==, DRAWINGS[i].rule);
    if (DRAWINGS[i].rule)
      continue;
    g_assert_cmpint(loaded_image(fixture)->width, ==, DRAWINGS[i].width);
    g_assert_cmpint(loaded_image(fixture)->height, ==, DRAWINGS[i].height);
  }
}

/* A drawing of so many levels, each of which shows the one below it twice. */
static char *
make_levels(int levels)
{
  GString *out = g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                              "viewBox=\"0 0 1 1\"><defs><g id=\"a0\">");

  g_string_append(out, "<rect/><rect/></g>");
  for (int i = 1; i <= levels; i++)
    g_string_append_printf(out, "<g id=\"a%d\"><use href=\"#a%d\"/><g><use xlink:href=\" #a%d\"/></g></g>", i, i - 1,
                           i - 1);
  g_string_append_printf(
      out, "<g id=\"b\"><use href=\"#b\"/></g></defs><use href=\"#a%d\"/><use href=\"#none\"/></svg>", levels);
  return g_string_free(out, FALSE);
}

static void
test_svg_uses(Fixture *fixture, gconstpointer unused)
{
  g_autoptr(GString) many =
      g_string_new("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"dot\"><rect/></g>");

  (void)unused;
  for (int levels = 0; levels <= 200; levels += 10) {
    g_autofree char *svg = make_levels(levels);
    g_test_message("%d levels", levels);
    g_assert_cmpstr(load_image(fixture, "x.svg", svg, strlen(svg)), ==, levels < 20 ? NULL : "image-broken");
  }
  /* What shows itself by way of another may show anything. */
  static const char CIRCLE[] =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g id=\"a\"><g id=\"b\"><use "
      "href=\"#a\"/></g></g><use href=\"#b\"/></svg>";
  g_assert_cmpstr(load_image(fixture, "x.svg", CIRCLE, strlen(CIRCLE)), ==, "image-broken");
  /* A map may well show one sign ten thousand times. */
  for (int i = 0; i < 10000; i++)
    g_string_append(many, "<use href=\"#dot\"/>");
  g_string_append(many, "</svg>");
  g_assert_cmpstr(load_image(fixture, "x.svg", many->str, many->len), ==, NULL);
}

/* A title that stands in the text is no part of the body. */
static void
test_image_in_title(Fixture *fixture, gconstpointer unused)
{
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";

  (void)unused;
  write_text(fixture, "library.yaml", LIBRARY);
  write_text(fixture, "a.md", "# A ![drop](drop.svg)\n\nText.\n");
  load(fixture);
  assert_faults(fixture, "a.md:1:5 image-missing\n");
  write_text(fixture, "drop.svg", SVG);
  load(fixture);
  g_assert_nonnull(first_section(fixture)->title_heading->last_child->image.image);
}

static void
test_image_places(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *link = g_build_filename(fixture->folder, "link.svg", NULL);

  (void)unused;
  g_assert_cmpint(symlink("/etc/passwd", link), ==, 0);
  g_assert_cmpstr(load_image(fixture, "link.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "missing.svg", NULL, 0), ==, "image-missing");
  g_assert_cmpstr(load_image(fixture, "../x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "/etc/passwd", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "%2e%2e/x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "http://example.org/x.svg", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "data:image/png;base64,AAAA", NULL, 0), ==, "image-outside");
  g_assert_cmpstr(load_image(fixture, "", NULL, 0), ==, "image-missing");
  /* A way that comes back into the library is no way out of it. */
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><rect/></svg>";
  g_assert_cmpstr(load_image(fixture, "figures/x.svg", SVG, strlen(SVG)), ==, NULL);
  g_assert_cmpstr(load_image(fixture, "figures/../figures/x.svg", NULL, 0), ==, NULL);
  g_assert_cmpstr(loaded_image(fixture)->name, ==, "figures/x.svg");
  g_assert_cmpstr(load_image(fixture, "figures", NULL, 0), ==, "image-broken");
}

/* Makes a file of zeros that takes no room. */
static void
write_hole(const Fixture *fixture, const char *name, off_t size)
{
  g_autofree char *path = g_build_filename(fixture->folder, name, NULL);

  write_text(fixture, name, "");
  g_assert_cmpint(truncate(path, size), ==, 0);
}

/* A folder whose name begins with that of the library's is another. */
static void
test_image_in_neighbour(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_strconcat(fixture->folder, "-2", NULL);
  g_autofree char *image = g_build_filename(other, "x.svg", NULL);
  g_autofree char *link = g_build_filename(fixture->folder, "link.svg", NULL);

  (void)unused;
  g_assert_cmpint(g_mkdir(other, 0755), ==, 0);
  g_assert_true(g_file_set_contents(image, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", -1, NULL));
  g_assert_cmpint(symlink(image, link), ==, 0);
  g_assert_cmpstr(load_image(fixture, "link.svg", NULL, 0), ==, "image-outside");
  folder_remove(other);
}

static void
test_large(Fixture *fixture, gconstpointer unused)
{
  enum { MEGABYTE = 1024 * 1024 };

  (void)unused;
  write_hole(fixture, "large.png", 32 * MEGABYTE + 1);
  g_assert_cmpstr(load_image(fixture, "large.png", NULL, 0), ==, "image-broken");
  g_assert_nonnull(strstr(sts_diagnostics_get(fixture->diagnostics, 0)->text, "larger than 32 MB"));
  g_clear_pointer(&fixture->diagnostics, sts_diagnostics_free);
  fixture->diagnostics = sts_diagnostics_new();
  write_hole(fixture, "a.md", 64 * MEGABYTE + 1);
  load(fixture);
  assert_faults(fixture, "a.md:1:1 file-unreadable\n");
  g_assert_nonnull(strstr(sts_diagnostics_get(fixture->diagnostics, 0)->text, "larger than 64 MB"));
  g_assert_cmpuint(fixture->library->sections->len, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(path, function) g_test_add(path, Fixture, NULL, set_up, function, tear_down)
  ADD("/read/images/in-neighbour", test_image_in_neighbour);
  ADD("/read/images/png", test_png);
  ADD("/read/images/jpeg", test_jpeg);
  ADD("/read/images/jpeg-kinds", test_jpeg_kinds);
  ADD("/read/images/jpeg-orientation", test_jpeg_orientation);
  ADD("/read/images/svg", test_svg);
  ADD("/read/images/svg-uses", test_svg_uses);
  ADD("/read/images/places", test_image_places);
  ADD("/read/images/in-title", test_image_in_title);
  ADD("/read/large", test_large);
  return g_test_run();
}
