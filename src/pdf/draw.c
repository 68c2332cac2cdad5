/* Pages to cairo's PDF: glyphs with their text, boxes, pictures, and a marker before each mark. */
#include "pdf/draw.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

typedef struct {
  cairo_t *cr;
  StsStructure *structure;
  const StsLayout *layout;
  StsLigatures *ligatures;
  GPtrArray *fonts; /* cairo_scaled_font_t*, as layout->fonts; NULL until used */
  GArray *coloured; /* guint8: 0 unknown, 1 no, 2 yes */
  GArray *glyphs;   /* cairo_glyph_t */
  GArray *clusters; /* cairo_text_cluster_t */
  GString *text;
} Drawing;

static cairo_status_t
append_output(void *output, const unsigned char *data, unsigned length)
{
  g_byte_array_append(output, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_scaled_font_t *
get_font(Drawing *drawing, guint32 index)
{
  cairo_scaled_font_t *font = drawing->fonts->pdata[index];

  if (!font) {
    font = cairo_scaled_font_reference(pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(drawing->layout->fonts->pdata[index])));
    drawing->fonts->pdata[index] = font;
  }
  return font;
}

static guint32
lookup_glyph(cairo_scaled_font_t *font, gunichar character)
{
  FT_Face face = cairo_ft_scaled_font_lock_face(font);
  guint32 glyph = face ? FT_Get_Char_Index(face, character) : 0;

  if (face)
    cairo_ft_scaled_font_unlock_face(font);
  return glyph;
}

/* cairo 1.16 draws colour glyphs as pictures and loses their text. */
static bool
is_coloured(Drawing *drawing, guint32 index)
{
  guint8 *known = &g_array_index(drawing->coloured, guint8, index);

  if (*known == 0) {
    cairo_scaled_font_t *font = get_font(drawing, index);
    FT_Face face = cairo_ft_scaled_font_lock_face(font);
    *known = face && FT_HAS_COLOR(face) ? 2 : 1;
    if (face)
      cairo_ft_scaled_font_unlock_face(font);
  }
  return *known == 2;
}

static void
set_color(cairo_t *cr, StsColor color)
{
  cairo_set_source_rgb(cr, color.red, color.green, color.blue);
}

static void
draw_marker(cairo_t *cr, guint32 number)
{
  cairo_save(cr);
  cairo_identity_matrix(cr);
  cairo_rectangle(cr, (number & 0xffff) / 256., (number >> 16) / 256., 1 / 256., 1 / 256.);
  cairo_fill(cr);
  cairo_restore(cr);
}

/* The color of the fragment is set first: the marker then costs no change of color. */
static bool
begin_mark(Drawing *drawing, const StsFragment *fragment, const char *actual, GError **error)
{
  GError *fault = NULL;
  guint32 number;

  set_color(drawing->cr, fragment->color);
  if (sts_structure_mark(drawing->structure, fragment, actual, &number, &fault))
    draw_marker(drawing->cr, number);
  if (!fault)
    return true;
  g_propagate_error(error, fault);
  return false;
}

static const char *
text_of(const Drawing *drawing, const StsFragment *fragment)
{
  return drawing->layout->text->str + fragment->glyphs.text;
}

static bool
is_blank(const Drawing *drawing, const StsFragment *fragment)
{
  const char *text = text_of(drawing, fragment);

  if (fragment->kind != STS_FRAGMENT_GLYPHS || fragment->role != STS_ROLE_CONTENT)
    return false;
  for (guint32 i = 0; i < fragment->glyphs.text_length; i++)
    if (text[i] != ' ')
      return false;
  return true;
}

static void
append_glyphs(Drawing *drawing, const StsFragment *fragment)
{
  const StsGlyph *glyphs = &g_array_index(drawing->layout->glyphs, StsGlyph, fragment->glyphs.first_glyph);
  guint base = drawing->glyphs->len;

  g_array_set_size(drawing->glyphs, base + fragment->glyphs.glyph_count);
  cairo_glyph_t *out = &g_array_index(drawing->glyphs, cairo_glyph_t, base);
  for (guint32 i = 0; i < fragment->glyphs.glyph_count; i++)
    out[i] = (cairo_glyph_t){glyphs[i].glyph, fragment->x + glyphs[i].x, fragment->y + glyphs[i].y};
}

static void
append_clusters(Drawing *drawing, const StsFragment *fragment)
{
  const StsCluster *clusters = &g_array_index(drawing->layout->clusters, StsCluster, fragment->glyphs.first_cluster);
  const char *text = text_of(drawing, fragment);

  for (guint32 i = 0; i < fragment->glyphs.cluster_count; i++) {
    cairo_text_cluster_t cluster = {.num_glyphs = clusters[i].glyphs};
    size_t start = drawing->text->len;
    bool one_character = clusters[i].bytes == 0 || g_utf8_next_char(text) >= text + clusters[i].bytes;
    if (clusters[i].glyphs == 1 && !one_character)
      g_string_append_unichar(drawing->text, sts_ligatures_key(drawing->ligatures, text, clusters[i].bytes));
    else
      g_string_append_len(drawing->text, text, clusters[i].bytes);
    text += clusters[i].bytes;
    cluster.num_bytes = (int)(drawing->text->len - start);
    if (cluster.num_bytes || cluster.num_glyphs)
      g_array_append_val(drawing->clusters, cluster);
  }
}

/* cairo drops a run that leaves no ink, so a blank run is drawn with the run before it, in that run's font. Glyphs run backward where the text is
 * right to left. */
static void
append_blank(Drawing *drawing, const StsFragment *blank, const StsFragment *run)
{
  const StsGlyph *glyphs = &g_array_index(drawing->layout->glyphs, StsGlyph, blank->glyphs.first_glyph);
  guint32 space = lookup_glyph(get_font(drawing, run->glyphs.font), ' ');
  cairo_text_cluster_t cluster = {.num_bytes = 1, .num_glyphs = 1};

  for (guint32 i = 0; i < blank->glyphs.glyph_count && i < blank->glyphs.text_length; i++) {
    cairo_glyph_t glyph = {space, blank->x + glyphs[i].x, blank->y + glyphs[i].y};
    if (run->glyphs.rtl)
      g_array_prepend_val(drawing->glyphs, glyph);
    else
      g_array_append_val(drawing->glyphs, glyph);
    g_string_append_c(drawing->text, ' ');
    g_array_append_val(drawing->clusters, cluster);
  }
}

/* Draws the fragment and the blank runs after it; sets *used to their count. */
static bool
draw_glyphs(Drawing *drawing, const StsFragment *fragment, guint32 left, guint32 *used, GError **error)
{
  bool coloured = is_coloured(drawing, fragment->glyphs.font);
  g_autofree char *actual = coloured ? g_strndup(text_of(drawing, fragment), fragment->glyphs.text_length) : NULL;

  if (!begin_mark(drawing, fragment, actual, error))
    return false;
  g_array_set_size(drawing->glyphs, 0);
  g_array_set_size(drawing->clusters, 0);
  g_string_truncate(drawing->text, 0);
  append_glyphs(drawing, fragment);
  append_clusters(drawing, fragment);
  for (*used = 1; !coloured && fragment->role == STS_ROLE_CONTENT && *used < left && is_blank(drawing, &fragment[*used]); (*used)++)
    append_blank(drawing, &fragment[*used], fragment);
  cairo_set_scaled_font(drawing->cr, get_font(drawing, fragment->glyphs.font));
  cairo_show_text_glyphs(drawing->cr, drawing->text->str, (int)drawing->text->len, (cairo_glyph_t *)(void *)drawing->glyphs->data,
                         (int)drawing->glyphs->len, (cairo_text_cluster_t *)(void *)drawing->clusters->data, (int)drawing->clusters->len,
                         fragment->glyphs.rtl ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
  return true;
}

static bool
draw_check_box(Drawing *drawing, const StsFragment *fragment, GError **error)
{
  cairo_t *cr = drawing->cr;
  double line = fragment->width / 12, x = fragment->x, y = fragment->y, w = fragment->width, h = fragment->height;

  if (!begin_mark(drawing, fragment, fragment->check_box.text, error))
    return false;
  cairo_set_line_width(cr, line);
  cairo_rectangle(cr, x + line / 2, y + line / 2, w - line, h - line);
  if (fragment->check_box.checked) {
    cairo_move_to(cr, x + w * .22, y + h * .52);
    cairo_line_to(cr, x + w * .42, y + h * .74);
    cairo_line_to(cr, x + w * .8, y + h * .26);
  }
  cairo_stroke(cr);
  return true;
}

static bool
draw_picture(Drawing *drawing, const StsFragment *fragment, GError **error)
{
  PangoFontMap *map = drawing->layout->fonts->len > 0 ? pango_font_get_font_map(drawing->layout->fonts->pdata[0]) : NULL;
  const double box[4] = {fragment->x, fragment->y, fragment->width, fragment->height};

  return begin_mark(drawing, fragment, NULL, error) && sts_pdf_draw_image(drawing->cr, fragment->image.image, box, map, error);
}

static bool
draw_fragment(Drawing *drawing, const StsFragment *fragment, guint32 left, guint32 *used, GError **error)
{
  *used = 1;
  switch (fragment->kind) {
  case STS_FRAGMENT_GLYPHS:
    return draw_glyphs(drawing, fragment, left, used, error);
  case STS_FRAGMENT_BOX:
    if (!begin_mark(drawing, fragment, NULL, error))
      return false;
    cairo_rectangle(drawing->cr, fragment->x, fragment->y, fragment->width, fragment->height);
    cairo_fill(drawing->cr);
    return true;
  case STS_FRAGMENT_IMAGE:
    return draw_picture(drawing, fragment, error);
  case STS_FRAGMENT_CHECK_BOX:
    return draw_check_box(drawing, fragment, error);
  }
  g_assert_not_reached();
}

static bool
draw_page(Drawing *drawing, const StsPage *page, GError **error)
{
  const StsFragment *fragments = &g_array_index(drawing->layout->fragments, StsFragment, page->first_fragment);
  guint32 used;

  sts_structure_begin_page(drawing->structure);
  for (guint32 i = 0; i < page->fragment_count; i += used) {
    if (!draw_fragment(drawing, &fragments[i], page->fragment_count - i, &used, error))
      return false;
    for (guint32 k = 0; k < used; k++)
      if (!sts_structure_drawn(drawing->structure, &fragments[i + k], error))
        return false;
  }
  cairo_show_page(drawing->cr);
  return true;
}

static bool
draw_pages(Drawing *drawing, cairo_surface_t *surface, GError **error)
{
  const GArray *pages = drawing->layout->pages;

  for (guint i = 0; i < pages->len; i++) {
    const StsPage *page = &g_array_index(pages, StsPage, i);
    cairo_pdf_surface_set_size(surface, page->width, page->height);
    if (!draw_page(drawing, page, error))
      return false;
    if (cairo_status(drawing->cr)) {
      g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "drawing page %u: %s", i + 1, cairo_status_to_string(cairo_status(drawing->cr)));
      return false;
    }
  }
  return true;
}

static void
release_font(void *font)
{
  if (font)
    cairo_scaled_font_destroy(font);
}

static void
init_drawing(Drawing *drawing, StsStructure *structure, StsLigatures *ligatures, cairo_surface_t *surface)
{
  guint fonts = structure->layout->fonts->len;

  *drawing = (Drawing){.cr = cairo_create(surface), .structure = structure, .layout = structure->layout, .ligatures = ligatures};
  drawing->fonts = g_ptr_array_new_with_free_func(release_font);
  g_ptr_array_set_size(drawing->fonts, (int)fonts);
  drawing->coloured = g_array_new(FALSE, TRUE, sizeof(guint8));
  g_array_set_size(drawing->coloured, fonts);
  drawing->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
  drawing->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
  drawing->text = g_string_new(NULL);
}

static void
clear_drawing(Drawing *drawing)
{
  cairo_destroy(drawing->cr);
  g_ptr_array_unref(drawing->fonts);
  g_array_unref(drawing->coloured);
  g_array_unref(drawing->glyphs);
  g_array_unref(drawing->clusters);
  g_string_free(drawing->text, TRUE);
}

GByteArray *
sts_pdf_draw(StsStructure *structure, StsLigatures *ligatures, GError **error)
{
  g_autoptr(GByteArray) output = g_byte_array_new();
  const StsPage *first = &g_array_index(structure->layout->pages, StsPage, 0);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append_output, output, first->width, first->height);
  Drawing drawing;

  init_drawing(&drawing, structure, ligatures, surface);
  bool drawn = draw_pages(&drawing, surface, error);
  guint32 end = structure->marks->len;
  g_array_append_val(structure->page_marks, end);
  clear_drawing(&drawing);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (drawn && status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "drawing: %s", cairo_status_to_string(status));
    return NULL;
  }
  return drawn ? g_steal_pointer(&output) : NULL;
}
