/* Draws the cover as the PDF's is: a bar and the title in the theme's accent, then publisher, date and, in a box, the
 * status of the text. */
#include "output/epub/cover-picture.h"

#include <cairo.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/language-tag.h"
#include "base/svg/svg.h"
#include "base/xml/xml-write.h"
#include "document/plain-text.h"
#include "output/epub/cover-png.h"
#include "output/epub/epub-error.h"
#include "style/cairo-text.h"

/* Pixels. Stores and readers want a ratio of about 1 to 1.6. */
enum {
  BAR_TOP = 240,
  BAR_WIDTH = 144,
  BAR_HEIGHT = 14,
  TITLE_TOP = 300,
  TITLE_HEIGHT = 560,
  MARGIN = 72,
  TITLE_SIZE = 96,
  TITLE_SIZE_MIN = 24,
  TITLE_STEP = 4,
  SMALL_SIZE = 34,
  SMALL_GAP = 24,
  BORDER = 4,
  PADDING = 16
};

static const StsColor dark = {.red = 0.1, .green = 0.1, .blue = 0.1};

/* The theme's accent, darkened until it has a contrast of 7:1 on white, and nearly so on the ground (WCAG 2.2, 1.4.6).
 */
static StsColor
title_color(const StsTheme *theme)
{
  StsColor color = theme->accent;
  while (sts_color_luminance(color) > 0.1) {
    color.red *= 0.95;
    color.green *= 0.95;
    color.blue *= 0.95;
  }
  return color;
}

static bool
is_rtl(const StsEpubPlan *plan)
{
  return sts_language_is_rtl(plan->publication->language);
}

/* Whether the text is read in another direction than the book: it begins where all lines do. */
static bool
is_turned(const StsEpubPlan *plan, const char *text)
{
  return sts_plain_text_begins_rtl(text) != is_rtl(plan);
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
  /* To Pango, left is where the text itself begins. */
  pango_layout_set_alignment(layout, is_turned(plan, text) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
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
    if (width <= STS_COVER_WIDTH - 2 * MARGIN && height <= TITLE_HEIGHT)
      return true;
  }
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  return check_fonts(layout, error);
}

static void
show(cairo_t *cr, PangoLayout *layout, double x, double y)
{
  cairo_move_to(cr, x, y);
  pango_cairo_show_layout(cr, layout);
}

/* A tint of the accent, so that the cover has edges on a white page. */
static StsColor
ground_color(const StsEpubPlan *plan)
{
  const StsColor accent = title_color(plan->theme);

  return (StsColor){
      .red = 0.92 + 0.08 * accent.red, .green = 0.92 + 0.08 * accent.green, .blue = 0.92 + 0.08 * accent.blue};
}

/* What stands below the title: the paragraphs of the cover; of a section, those below its title. */
static const StsNode *
first_line(const StsEpubPlan *plan)
{
  const StsNode *root = plan->publication->root, *node = root->first_child;

  if (node->kind == STS_NODE_SECTION)
    for (node = node->first_child; node && (node->kind != STS_NODE_PART || sts_node_is_clinics(node));)
      node = node->next;
  node = node ? node->first_child : NULL;
  while (node && node->kind != STS_NODE_PARAGRAPH)
    node = node->next;
  return node;
}

/* The line's text, with its date in one piece; free with g_free(). */
static char *
line_text(const StsNode *line)
{
  g_autofree char *text = sts_node_title_text(line);

  for (const StsNode *node = line->first_child; node; node = node->next) {
    const char *place = node->kind == STS_NODE_DATE ? strstr(text, node->date.text) : NULL;
    if (!place)
      continue;
    g_auto(GStrv) words = g_strsplit(node->date.text, " ", -1);
    g_autofree char *before = g_strndup(text, (size_t)(place - text)), *date = g_strjoinv("\xc2\xa0", words);
    return g_strconcat(before, date, place + strlen(node->date.text), NULL);
  }
  return g_steal_pointer(&text);
}

static void
set_color(cairo_t *cr, StsColor color)
{
  cairo_set_source_rgb(cr, color.red, color.green, color.blue);
}

/* A line below the title; a notice in a box. Returns where the next begins; 0 with `error` where a font fails. */
static double
draw_line(cairo_t *cr, const StsEpubPlan *plan, PangoContext *context, const char *text, bool notice, double y,
          GError **error)
{
  g_autoptr(PangoLayout) layout = new_layout(plan, context, text, notice);
  int width, height;

  if (!check_fonts(layout, error))
    return 0;
  if (notice)
    pango_layout_set_width(layout, (STS_COVER_WIDTH - 2 * (MARGIN + PADDING)) * PANGO_SCALE);
  PangoRectangle box;
  pango_layout_get_pixel_extents(layout, NULL, &box);
  width = box.width;
  height = box.height;
  if (!notice) {
    show(cr, layout, MARGIN, y);
    return y + height + SMALL_GAP;
  }
  double left = MARGIN + box.x, room = 2 * PADDING;
  cairo_set_line_width(cr, BORDER);
  cairo_rectangle(cr, left + BORDER / 2.0, y + BORDER / 2.0, width + room - BORDER, height + room - BORDER);
  cairo_stroke(cr);
  show(cr, layout, MARGIN + PADDING, y + PADDING);
  return y + height + room + SMALL_GAP;
}

static int
bar_left(const StsEpubPlan *plan)
{
  return is_rtl(plan) ? STS_COVER_WIDTH - MARGIN - BAR_WIDTH : MARGIN;
}

static bool
draw(cairo_t *cr, const StsEpubPlan *plan, PangoContext *context, StsCoverBand bands[2], GError **error)
{
  const StsColor ground = ground_color(plan), accent = title_color(plan->theme);
  g_autoptr(PangoLayout) title = new_layout(plan, context, plan->publication->title, true);
  int width, height;

  if (!fit_title(title, error))
    return false;
  pango_layout_get_pixel_size(title, &width, &height);
  int end = MIN(TITLE_TOP + height + SMALL_GAP, STS_COVER_HEIGHT - MARGIN);
  bands[0] = (StsCoverBand){.bottom = end, .ground = ground, .ink = accent};
  bands[1] = (StsCoverBand){.top = end, .bottom = STS_COVER_HEIGHT, .ground = ground, .ink = dark};
  set_color(cr, ground);
  cairo_paint(cr);
  set_color(cr, accent);
  cairo_rectangle(cr, bar_left(plan), BAR_TOP, BAR_WIDTH, BAR_HEIGHT);
  cairo_fill(cr);
  show(cr, title, MARGIN, TITLE_TOP);

  set_color(cr, dark);
  double y = end + SMALL_GAP;
  if (!plan->publication->book && plan->publication->publisher)
    y = draw_line(cr, plan, context, plan->publication->publisher, false, y, error);
  for (const StsNode *line = first_line(plan); y > 0 && line; line = line->next) {
    if (line->kind != STS_NODE_PARAGRAPH)
      continue;
    g_autofree char *text = line_text(line);
    y = draw_line(cr, plan, context, text, line->paragraph.notice, y, error);
  }
  return y > 0;
}

static bool
fail(const char *reason, GError **error)
{
  g_set_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_FONT, "cannot draw the cover: %s", reason);
  return false;
}

static bool
draw_on(cairo_surface_t *surface, const StsEpubPlan *plan, StsFonts *fonts, StsCoverBand bands[2], GError **error)
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
append_rectangle(StsXmlWriter *xml, int x, int y, int width, int height, StsColor fill)
{
  char hex[STS_COLOR_HEX_SIZE];

  sts_color_write_hex(fill, hex);
  sts_xml_open(xml, "rect");
  sts_xml_attribute_format(xml, "x", "%d", x);
  sts_xml_attribute_format(xml, "y", "%d", y);
  sts_xml_attribute_format(xml, "width", "%d", width);
  sts_xml_attribute_format(xml, "height", "%d", height);
  sts_xml_attribute(xml, "fill", hex);
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
}

static void
append_svg_text(StsXmlWriter *xml, const StsEpubPlan *plan, int y, int size, const char *fill, const char *text)
{
  sts_xml_open(xml, "text");
  sts_xml_attribute_format(xml, "x", "%d", is_rtl(plan) ? STS_COVER_WIDTH - MARGIN : MARGIN);
  if (is_turned(plan, text))
    sts_xml_attribute(xml, "text-anchor", "end");
  if (is_turned(plan, text) != is_rtl(plan))
    sts_xml_attribute(xml, "direction", "rtl");
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
  const StsColor accent = title_color(plan->theme);
  char hex[STS_COLOR_HEX_SIZE];
  int y = TITLE_TOP + size;
  sts_color_write_hex(accent, hex);
  append_rectangle(&xml, 0, 0, STS_COVER_WIDTH, STS_COVER_HEIGHT, ground_color(plan));
  append_rectangle(&xml, bar_left(plan), BAR_TOP, BAR_WIDTH, BAR_HEIGHT, accent);
  for (guint i = 0; i < lines->len; i++, y += leading)
    append_svg_text(&xml, plan, y, size, hex, lines->pdata[i]);
  if (!plan->publication->book && plan->publication->publisher) {
    append_svg_text(&xml, plan, y, SMALL_SIZE, "#1a1a1a", plan->publication->publisher);
    y += SMALL_SIZE + SMALL_GAP;
  }
  for (const StsNode *line = first_line(plan); line; line = line->next) {
    g_autofree char *text = line_text(line);
    g_autoptr(GPtrArray) broken = break_title(text, 36);
    for (guint i = 0; line->kind == STS_NODE_PARAGRAPH && i < broken->len; i++, y += SMALL_SIZE + SMALL_GAP / 2)
      append_svg_text(&xml, plan, y, SMALL_SIZE, "#1a1a1a", broken->pdata[i]);
    y += SMALL_GAP / 2;
  }
  sts_xml_close_line(&xml);
  sts_xml_finish(&xml);
  g_autoptr(StsSvg) read = sts_svg_read(svg->str, svg->len, NULL);
  g_string_free(svg, TRUE);
  return g_steal_pointer(&read->written);
}
