/* Draws the cover: the title on a panel of the theme's accent, the publisher below. */
#include "output/epub/cover-picture.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/svg/svg.h"
#include "base/xml/xml-write.h"
#include "output/epub/cover-png.h"
#include "output/epub/epub-error.h"
#include "style/cairo-text.h"

/* Pixels. Stores and readers want a ratio of about 1 to 1.6. */
enum { PANEL_HEIGHT = 900, MARGIN = 72, TITLE_SIZE = 96, TITLE_SIZE_MIN = 24, TITLE_STEP = 4, SMALL_SIZE = 34 };

/* The theme's accent, darkened until white text on it has a contrast of 7:1 (WCAG 2.2, 1.4.6). */
static StsColor
panel_color(const StsTheme *theme)
{
  StsColor color = theme->accent;
  while (sts_color_luminance(color) > 0.1) {
    color.red *= 0.95;
    color.green *= 0.95;
    color.blue *= 0.95;
  }
  return color;
}

static PangoLayout *
new_layout(const StsEpubPlan *plan, PangoContext *context, const char *text, bool bold)
{
  PangoLayout *layout = pango_layout_new(context);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_language_new(pango_language_from_string(plan->publication->language)));
  pango_layout_set_attributes(layout, attributes);
  StsTextStyle style = plan->theme->text[bold ? STS_TEXT_COVER_TITLE : STS_TEXT_BODY];
  style.bold = bold;
  PangoFontDescription *description = sts_fonts_describe(plan->theme, &style);
  pango_font_description_set_absolute_size(description, SMALL_SIZE * PANGO_SCALE);
  pango_layout_set_font_description(layout, description);
  pango_font_description_free(description);
  pango_layout_set_width(layout, (STS_COVER_WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
  pango_layout_set_text(layout, text, -1);
  return layout;
}

static void
set_size(PangoLayout *layout, int size)
{
  PangoFontDescription *description = pango_font_description_copy(pango_layout_get_font_description(layout));
  pango_font_description_set_absolute_size(description, (double)size * PANGO_SCALE);
  pango_layout_set_font_description(layout, description);
  pango_font_description_free(description);
}

/* Pango measures and draws boxes where it cannot open a font. */
static bool
check_fonts(PangoLayout *layout, GError **error)
{
  PangoLayoutIter *iter = pango_layout_get_iter(layout);
  bool good = true;
  do {
    const PangoLayoutRun *run = pango_layout_iter_get_run_readonly(iter);
    good = run == NULL || sts_cairo_text_check_font(run->item->analysis.font, error);
  } while (good && pango_layout_iter_next_run(iter));
  pango_layout_iter_free(iter);
  return good;
}

/* The largest size at which the title keeps its words whole and its lines on the panel. */
static bool
fit_title(PangoLayout *layout, GError **error)
{
  for (int size = TITLE_SIZE; size >= TITLE_SIZE_MIN; size -= TITLE_STEP) {
    int width, height;
    set_size(layout, size);
    pango_layout_get_pixel_size(layout, &width, &height);
    if (!check_fonts(layout, error))
      return false;
    if (width <= STS_COVER_WIDTH - 2 * MARGIN && height <= PANEL_HEIGHT - 2 * MARGIN)
      return true;
  }
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  return check_fonts(layout, error);
}

static void
show(cairo_t *cr, PangoLayout *layout, double y)
{
  cairo_move_to(cr, MARGIN, y);
  pango_cairo_show_layout(cr, layout);
}

/* The panel with the title on it, and below it a tint of the panel, so that the cover has edges on a white page. */
static void
make_bands(StsCoverBand bands[2], const StsEpubPlan *plan)
{
  const StsColor panel = panel_color(plan->theme);
  const StsColor tint = {
      .red = 0.88 + 0.12 * panel.red, .green = 0.88 + 0.12 * panel.green, .blue = 0.88 + 0.12 * panel.blue};
  bands[0] = (StsCoverBand){.bottom = PANEL_HEIGHT, .ground = panel, .ink = {.red = 1, .green = 1, .blue = 1}};
  bands[1] = (StsCoverBand){
      .top = PANEL_HEIGHT, .bottom = STS_COVER_HEIGHT, .ground = tint, .ink = {.red = 0.1, .green = 0.1, .blue = 0.1}};
}

static void
set_color(cairo_t *cr, StsColor color)
{
  cairo_set_source_rgb(cr, color.red, color.green, color.blue);
}

static bool
draw(cairo_t *cr, const StsEpubPlan *plan, PangoContext *context, const StsCoverBand bands[2], GError **error)
{
  for (int i = 0; i < 2; i++) {
    set_color(cr, bands[i].ground);
    cairo_rectangle(cr, 0, bands[i].top, STS_COVER_WIDTH, bands[i].bottom - bands[i].top);
    cairo_fill(cr);
  }

  g_autoptr(PangoLayout) title = new_layout(plan, context, plan->publication->title, true);
  if (!fit_title(title, error))
    return false;
  int width, height;
  pango_layout_get_pixel_size(title, &width, &height);
  set_color(cr, bands[0].ink);
  show(cr, title, PANEL_HEIGHT - MARGIN - height);

  if (plan->publication->publisher != NULL) {
    g_autoptr(PangoLayout) publisher = new_layout(plan, context, plan->publication->publisher, false);
    if (!check_fonts(publisher, error))
      return false;
    set_color(cr, bands[1].ink);
    show(cr, publisher, PANEL_HEIGHT + MARGIN);
  }
  return true;
}

static bool
fail(const char *reason, GError **error)
{
  g_set_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_FONT, "cannot draw the cover: %s", reason);
  return false;
}

static bool
draw_on(cairo_surface_t *surface, const StsEpubPlan *plan, StsFonts *fonts, const StsCoverBand bands[2], GError **error)
{
  sts_cairo_text_begin();
  cairo_t *cr = cairo_create(surface);
  PangoContext *context = sts_cairo_text_new_context(sts_fonts_get_map(fonts));
  const bool drawn = draw(cr, plan, context, bands, error);
  g_object_unref(context);

  const cairo_status_t status = cairo_status(cr);
  cairo_destroy(cr);
  sts_cairo_text_end();
  return drawn && (status == CAIRO_STATUS_SUCCESS || fail(cairo_status_to_string(status), error));
}

GBytes *
sts_epub_draw_cover(const StsEpubPlan *plan, StsFonts *fonts, GError **error)
{
  StsCoverBand bands[2];
  make_bands(bands, plan);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, STS_COVER_WIDTH, STS_COVER_HEIGHT);
  const bool drawn = draw_on(surface, plan, fonts, bands, error);
  GBytes *picture = drawn ? sts_epub_encode_cover(surface, bands, 2) : NULL;
  cairo_surface_destroy(surface);
  if (drawn && picture == NULL)
    fail("libpng failed", error);
  return picture;
}

/* ---- without fonts ---- */

/* Breaks the title into lines of about `limit` characters, at spaces. */
static GPtrArray *
break_title(const char *title, glong limit)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) words = g_strsplit(title, " ", -1);
  g_autoptr(GString) line = g_string_new(NULL);
  for (char **word = words; *word != NULL; word++) {
    if (line->len > 0 && g_utf8_strlen(line->str, -1) + 1 + g_utf8_strlen(*word, -1) > limit) {
      g_ptr_array_add(lines, g_strdup(line->str));
      g_string_truncate(line, 0);
    }
    if (line->len > 0)
      g_string_append_c(line, ' ');
    g_string_append(line, *word);
  }
  g_ptr_array_add(lines, g_strdup(line->str));
  return lines;
}

static void
append_rectangle(StsXmlWriter *xml, int height, StsColor fill)
{
  char hex[STS_COLOR_HEX_SIZE];

  sts_color_write_hex(fill, hex);
  sts_xml_open(xml, "rect");
  sts_xml_attribute_format(xml, "width", "%d", STS_COVER_WIDTH);
  sts_xml_attribute_format(xml, "height", "%d", height);
  sts_xml_attribute(xml, "fill", hex);
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
}

static void
append_svg_text(StsXmlWriter *xml, int y, int size, const char *fill, const char *text)
{
  sts_xml_open(xml, "text");
  sts_xml_attribute_format(xml, "x", "%d", MARGIN);
  sts_xml_attribute_format(xml, "y", "%d", y);
  sts_xml_attribute_format(xml, "font-size", "%d", size);
  sts_xml_attribute(xml, "font-family", "sans-serif");
  sts_xml_attribute(xml, "fill", fill);
  sts_xml_text(xml, text);
  sts_xml_close_line(xml);
}

GBytes *
sts_epub_write_cover_svg(const StsEpubPlan *plan)
{
  g_autoptr(GPtrArray) lines = break_title(plan->publication->title, 16);
  const int size = lines->len > 8 ? 40 : 72, leading = size * 5 / 4;
  GString *svg = g_string_new(NULL);
  StsXmlWriter xml = sts_xml_begin(svg, STS_XML_TIGHT);
  sts_xml_declare(&xml);
  sts_xml_open(&xml, "svg");
  sts_xml_attribute(&xml, "xmlns", "http://www.w3.org/2000/svg");
  sts_xml_attribute_format(&xml, "viewBox", "0 0 %d %d", STS_COVER_WIDTH, STS_COVER_HEIGHT);
  sts_xml_attribute_format(&xml, "width", "%d", STS_COVER_WIDTH);
  sts_xml_attribute_format(&xml, "height", "%d", STS_COVER_HEIGHT);
  sts_xml_line(&xml);
  sts_xml_element(&xml, "title", plan->publication->title);
  sts_xml_line(&xml);
  append_rectangle(&xml, STS_COVER_HEIGHT, (StsColor){.red = 1, .green = 1, .blue = 1});
  append_rectangle(&xml, PANEL_HEIGHT, panel_color(plan->theme));
  for (guint i = 0; i < lines->len; i++)
    append_svg_text(&xml, PANEL_HEIGHT - MARGIN - (int)(lines->len - 1 - i) * leading, size, "#ffffff",
                    lines->pdata[i]);
  if (plan->publication->publisher != NULL)
    append_svg_text(&xml, PANEL_HEIGHT + MARGIN + SMALL_SIZE, SMALL_SIZE, "#1a1a1a", plan->publication->publisher);
  sts_xml_close_line(&xml);
  sts_xml_finish(&xml);
  g_autoptr(StsSvg) read = sts_svg_read(svg->str, svg->len, NULL);
  g_string_free(svg, TRUE);
  return g_steal_pointer(&read->written);
}
