/* Puts a white rectangle beneath an SVG, and paints a transparent PNG onto white. */
#include "output/xhtml/ground.h"

#include <png.h>
#include <string.h>

#include "base/svg/svg.h"
#include "base/xml/xml-read.h"

enum { PIXELS_MAX = 16 * 1024 * 1024 };

/* ---- drawings ---- */

typedef struct {
  int depth;
  char *view;      /* of the root: see get_view() */
  bool met, found; /* the first thing that is drawn; and it is a ground */
} Search;

static bool
is_unseen(const char *name)
{
  static const char *const NAMES[] = {"title", "desc", "defs", "style", NULL};

  return g_strv_contains(NAMES, name);
}

/* Whether the attribute is the number or, for a size, all of the picture. */
static bool
has_length(const StsXmlElement *element, const char *name, const char *wanted)
{
  const char *value = sts_xml_get_attribute(element, "", name);

  return strcmp(value ? value : "0", wanted) == 0 || g_strcmp0(value, "100%") == 0;
}

/* A rectangle of the size of the picture, filled with a colour that is written as one, and with nothing else said of
 * it. */
static bool
is_ground(const StsXmlElement *element, const char *name, const char *view)
{
  static const char *const KNOWN[] = {"x", "y", "width", "height", "fill", NULL};
  const char *fill = sts_xml_get_attribute(element, "", "fill");
  g_auto(GStrv) box = g_strsplit_set(view ? view : "0 0 100% 100%", " ,", -1);
  StsXmlAttribute attribute;

  if (strcmp(name, "rect") != 0 || !fill || (*fill != '#' && strcmp(fill, "white") != 0) || g_strv_length(box) != 4)
    return false;
  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++)
    if (!g_strv_contains(KNOWN, attribute.name))
      return false;
  return has_length(element, "x", box[0]) && has_length(element, "y", box[1]) && has_length(element, "width", box[2]) &&
         has_length(element, "height", box[3]);
}

/* Returns the corner and the size of the picture in its own units; NULL where they are not known. */
static char *
get_view(const StsXmlElement *root)
{
  const char *view = sts_xml_get_attribute(root, "", "viewBox");
  const char *width = sts_xml_get_attribute(root, "", "width"), *height = sts_xml_get_attribute(root, "", "height");
  bool known = width && height && strspn(width, ".0123456789") == strlen(width) &&
               strspn(height, ".0123456789") == strlen(height);

  return !view && known ? g_strdup_printf("0 0 %s %s", width, height) : g_strdup(view);
}

static void
start_element(gpointer data, G_GNUC_UNUSED const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  Search *search = data;

  if (search->depth == 0)
    search->view = get_view(element);
  else if (search->depth == 1 && !search->met && !is_unseen(name)) {
    search->met = true;
    search->found = is_ground(element, name, search->view);
  }
  search->depth++;
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  ((Search *)data)->depth--;
}

/* The end of the root's start tag. */
static size_t
find_inside(const char *text, size_t length)
{
  char quote = 0;

  for (size_t i = 0; i < length; i++)
    if (quote)
      quote = text[i] == quote ? 0 : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (text[i] == '>')
      return text[i - 1] == '/' ? length : i + 1;
  return length;
}

/* The style of the rectangle is its own: rules and properties of the drawing do not reach it. */
static GBytes *
ground_drawing(const StsImage *image)
{
  static const StsXmlHandler HANDLER = {.start = start_element, .end = end_element};
  gsize length;
  const char *text = g_bytes_get_data(image->shown, &length);
  Search search = {.depth = 0};
  bool read = sts_xml_parse(text, length, &HANDLER, &search, NULL);
  g_autofree char *view = search.view;
  g_auto(GStrv) box = g_strsplit_set(view ? view : "0 0 100% 100%", " ,", -1);
  size_t inside = find_inside(text, length);

  if (!read || search.found || inside == length || g_strv_length(box) != 4)
    return g_bytes_ref(image->shown);
  g_autoptr(GString) out = g_string_new_len(text, (gssize)inside);
  g_string_append_printf(out,
                         "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" "
                         "style=\"fill:#ffffff;fill-opacity:1;stroke:none;opacity:1\"/>",
                         box[0], box[1], box[2], box[3]);
  g_string_append_len(out, text + inside, (gssize)(length - inside));
  g_autoptr(StsSvg) svg = sts_svg_read(out->str, out->len, NULL);
  return g_bytes_ref(svg->faults->len == 0 ? svg->written : image->shown);
}

/* ---- pixels ---- */

static GBytes *
ground_pixels(const StsImage *image)
{
  static const png_color WHITE = {255, 255, 255};
  gsize length;
  const guint8 *data = g_bytes_get_data(image->shown, &length);
  png_image png = {.version = PNG_IMAGE_VERSION};

  if ((gint64)image->width * image->height > PIXELS_MAX || memmem(data, length, "acTL", 4) ||
      !png_image_begin_read_from_memory(&png, data, length))
    return g_bytes_ref(image->shown);
  if (!(png.format & PNG_FORMAT_FLAG_ALPHA)) {
    png_image_free(&png);
    return g_bytes_ref(image->shown);
  }
  png.format = png.format & PNG_FORMAT_FLAG_COLOR ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  g_autofree guint8 *pixels = g_malloc(PNG_IMAGE_SIZE(png));
  if (!png_image_finish_read(&png, &WHITE, pixels, 0, NULL))
    return g_bytes_ref(image->shown);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
  guint8 *file = g_malloc(size);
  if (png_image_write_to_memory(&png, file, &size, 0, pixels, 0, NULL))
    return g_bytes_new_take(g_realloc(file, size), size);
  g_free(file);
  return g_bytes_ref(image->shown);
}

GBytes *
sts_xhtml_ground_picture(const StsImage *image)
{
  switch (image->format) {
  case STS_IMAGE_SVG:
    return ground_drawing(image);
  case STS_IMAGE_PNG:
    return ground_pixels(image);
  case STS_IMAGE_JPEG:
    return g_bytes_ref(image->shown);
  }
  g_assert_not_reached();
}
