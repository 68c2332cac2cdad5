/* The yardstick: the same text in the same fonts, laid out and painted with cairo and Pango alone, with no structure,
 * no tags and no conformance; no links, no pictures, no rules, and no care for where a page breaks.
 *
 * Usage: bench-bare FONTS TEXT PDF [alone]; TEXT is as bench-text prints it. It opens the fonts as programs do that use
 * Pango, beside those of the system; "alone", it shuns these, as the product does.
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const double WIDTH = 612, HEIGHT = 792, MARGIN = 72, MEASURE = 420;

enum { KINDS_MAX = 26, FOOTER = 17 };

typedef struct {
  cairo_t *cr;
  PangoLayout *layout;
  PangoFontDescription *fonts[KINDS_MAX];
  double leading[KINDS_MAX];
  const char *foot;
  int page;
  double y;
} Page;

static PangoFontMap *
open_fonts(const char *folder)
{
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);

  FcConfigAppFontAddDir(NULL, (const FcChar8 *)folder);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

static PangoFontMap *
open_fonts_alone(const char *folder)
{
  g_autofree char *xml = g_strdup_printf("<?xml version=\"1.0\"?><fontconfig><dir>%s</dir></fontconfig>", folder);
  FcConfig *config = FcConfigCreate(), *none = FcConfigCreate();

  /* Without this Pango reads the system's fonts, too. */
  FcConfigSetCurrent(none);
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml, FcTrue);
  FcConfigBuildFonts(config);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
  FcConfigDestroy(config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

static void
read_fonts(Page *page, char *line)
{
  int kind = 0;

  for (char *leading = strtok(line, "\t"), *font; leading && (font = strtok(NULL, "\t")) && kind < KINDS_MAX;
       leading = strtok(NULL, "\t"), kind++) {
    page->leading[kind] = g_ascii_strtod(leading, NULL);
    page->fonts[kind] = pango_font_description_from_string(font);
  }
}

static PangoAttribute *
new_attribute(const Page *page, int kind, char stretch)
{
  int size = pango_font_description_get_size(page->fonts[kind]);

  if (stretch == 1)
    return pango_attr_weight_new(PANGO_WEIGHT_BOLD);
  if (stretch == 3)
    return pango_attr_size_new_absolute(size * 7 / 10);
  return pango_attr_family_new("Noto Sans Mono");
}

/* Takes the stretches out of the text. */
static PangoAttrList *
take_stretches(const Page *page, int kind, char *text)
{
  PangoAttrList *list = pango_attr_list_new();
  guint starts[8] = {0};
  char *to = text;

  for (const char *from = text; *from; from++) {
    if (*from < 1 || *from > 6) {
      *to++ = *from;
      continue;
    }
    if (*from % 2 == 1) {
      starts[(int)*from] = (guint)(to - text);
      continue;
    }
    PangoAttribute *attribute = new_attribute(page, kind, (char)(*from - 1));
    attribute->start_index = starts[*from - 1];
    attribute->end_index = (guint)(to - text);
    pango_attr_list_insert(list, attribute);
  }
  *to = '\0';
  return list;
}

static void
end_page(Page *page)
{
  g_autofree char *foot = g_strdup_printf("%s Page %d", page->foot ? page->foot : "", ++page->page);

  pango_layout_set_font_description(page->layout, page->fonts[FOOTER]);
  pango_layout_set_attributes(page->layout, NULL);
  pango_layout_set_text(page->layout, foot, -1);
  cairo_move_to(page->cr, MARGIN, HEIGHT - MARGIN / 2);
  pango_cairo_show_layout_line(page->cr, pango_layout_get_line_readonly(page->layout, 0));
  cairo_show_page(page->cr);
  page->y = MARGIN;
}

static void
show_paragraph(Page *page, int kind, char *text)
{
  PangoAttrList *attributes = take_stretches(page, kind, text);
  double leading = page->leading[kind];

  pango_layout_set_font_description(page->layout, page->fonts[kind]);
  pango_layout_set_text(page->layout, text, -1);
  pango_layout_set_attributes(page->layout, attributes);
  pango_attr_list_unref(attributes);
  GSList *lines = pango_layout_get_lines_readonly(page->layout), *kept = NULL;
  for (GSList *line = lines; line; line = line->next)
    kept = g_slist_prepend(kept, pango_layout_line_ref(line->data));
  kept = g_slist_reverse(kept);
  for (GSList *line = kept; line; line = line->next) {
    if (page->y + leading > HEIGHT - MARGIN)
      end_page(page);
    page->y += leading;
    cairo_move_to(page->cr, MARGIN, page->y);
    pango_cairo_show_layout_line(page->cr, line->data);
    pango_layout_line_unref(line->data);
  }
  g_slist_free(kept);
  page->y += leading / 2;
}

int
main(int argc, char **argv)
{
  g_autofree char *text = NULL;
  Page page = {.y = MARGIN};

  bool alone = argc == 5 && strcmp(argv[4], "alone") == 0;

  if (argc != (alone ? 5 : 4) || !g_file_get_contents(argv[2], &text, NULL, NULL)) {
    fprintf(stderr, "usage: bench-bare FONTS TEXT PDF [alone]\n");
    return 2;
  }
  PangoFontMap *map = alone ? open_fonts_alone(argv[1]) : open_fonts(argv[1]);
  PangoContext *context = pango_font_map_create_context(map);
  cairo_surface_t *surface = cairo_pdf_surface_create(argv[3], WIDTH, HEIGHT);
  bool first = true;

  pango_context_set_round_glyph_positions(context, FALSE);
  page.layout = pango_layout_new(context);
  page.cr = cairo_create(surface);
  pango_layout_set_width(page.layout, (int)(MEASURE * PANGO_SCALE));
  for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    if (first)
      read_fonts(&page, line);
    else if (*line - 'A' == FOOTER)
      page.foot = line + 1;
    else if (line[0] && line[1])
      show_paragraph(&page, CLAMP(*line - 'A', 0, FOOTER), line + 1);
    first = false;
  }
  end_page(&page);
  cairo_destroy(page.cr);
  cairo_surface_finish(surface);
  int failed = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  for (int i = 0; i < KINDS_MAX; i++)
    if (page.fonts[i])
      pango_font_description_free(page.fonts[i]);
  g_object_unref(page.layout);
  g_object_unref(context);
  g_object_unref(map);
  return failed;
}
