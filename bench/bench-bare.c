/* The yardstick: the same text laid out and painted with cairo and Pango alone, with no structure, no tags and no conformance.
 *
 * Usage: bench-bare FONTS TEXT PDF; TEXT holds a paragraph a line. It opens the fonts as the product does, so that both pay for the same.
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdio.h>
#include <string.h>

static const double WIDTH = 612, HEIGHT = 792, MARGIN = 72, LEADING = 17;

static PangoFontMap *
open_fonts(const char *folder)
{
  g_autofree char *xml = g_strdup_printf("<?xml version=\"1.0\"?><fontconfig><dir>%s</dir></fontconfig>", folder);
  FcConfig *config = FcConfigCreate();
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);

  FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml, FcTrue);
  FcConfigBuildFonts(config);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
  FcConfigDestroy(config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

static void
show_paragraph(cairo_t *cr, PangoLayout *layout, const char *text, double *y)
{
  pango_layout_set_text(layout, text, -1);
  PangoLayoutIter *iter = pango_layout_get_iter(layout);
  do {
    if (*y + LEADING > HEIGHT - MARGIN) {
      cairo_show_page(cr);
      *y = MARGIN;
    }
    *y += LEADING;
    cairo_move_to(cr, MARGIN, *y);
    pango_cairo_show_layout_line(cr, pango_layout_iter_get_line_readonly(iter));
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
  *y += LEADING / 2;
}

int
main(int argc, char **argv)
{
  g_autofree char *text = NULL;

  if (argc != 4 || !g_file_get_contents(argv[2], &text, NULL, NULL)) {
    fprintf(stderr, "usage: bench-bare FONTS TEXT PDF\n");
    return 2;
  }
  PangoFontMap *map = open_fonts(argv[1]);
  PangoContext *context = pango_font_map_create_context(map);
  pango_context_set_round_glyph_positions(context, FALSE);
  PangoLayout *layout = pango_layout_new(context);
  PangoFontDescription *font = pango_font_description_from_string("Atkinson Hyperlegible Next 12");
  cairo_surface_t *surface = cairo_pdf_surface_create(argv[3], WIDTH, HEIGHT);
  cairo_t *cr = cairo_create(surface);
  double y = MARGIN;

  pango_layout_set_font_description(layout, font);
  pango_layout_set_width(layout, (int)((WIDTH - 2 * MARGIN) * PANGO_SCALE));
  for (char *line = text, *end; (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    show_paragraph(cr, layout, line, &y);
  }
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  int failed = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  pango_font_description_free(font);
  g_object_unref(layout);
  g_object_unref(context);
  g_object_unref(map);
  return failed;
}
