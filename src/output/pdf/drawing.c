/* Notes which glyphs and pictures the pages need, has cairo draw each of them once, and reads the glyphs' codes back.
 */
#include "output/pdf/drawing.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"
#include "output/pdf/draw-image.h"
#include "output/pdf/marked-content.h"
#include "output/pdf/pdf-error.h"
#include "style/cairo-text.h"
#include "style/font-faults.h"

/* A specimen's page, and where its glyphs stand: close together, so that no page is too small for them. */
static const double specimen_width = 612, specimen_height = 792, specimen_step = 0.5, specimen_margin = 50;

enum { GLYPHS_A_LINE = 1000 };

static const char *
text_of(const StsLayout *layout, const StsFragment *fragment)
{
  return layout->text->str + fragment->glyphs.text;
}

/* ---- noting ---- */

static void
open_font(StsDrawing *drawing, guint32 index)
{
  StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, index);

  if (font->font)
    return;
  font->font = drawing->layout->fonts->pdata[index];
  font->glyphs = g_array_new(FALSE, TRUE, sizeof(StsCodedGlyph));
  font->size = sts_cairo_text_size(font->font);
  /* cairo 1.16 draws colour glyphs as pictures and loses their text. */
  font->coloured = sts_cairo_text_is_coloured(font->font);
}

static StsCodedGlyph *
note_glyph(StsDrawnFont *font, guint32 glyph)
{
  StsCodedGlyph *known = sts_drawn_font_lookup(font, glyph);

  if (known || glyph > 0xffff)
    return known;
  guint32 **page = &font->pages[glyph >> 8];
  if (!*page)
    *page = g_new0(guint32, 256);
  StsCodedGlyph entry = {.glyph = glyph};
  g_array_append_val(font->glyphs, entry);
  (*page)[glyph & 0xff] = font->glyphs->len;
  return &g_array_index(font->glyphs, StsCodedGlyph, font->glyphs->len - 1);
}

/* Clusters are in the order of the text, glyphs in that of the page. */
static void
note_glyphs(StsDrawing *drawing, const StsFragment *fragment)
{
  const StsLayout *layout = drawing->layout;
  StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, fragment->glyphs.font);
  const StsGlyph *glyphs = &g_array_index(layout->glyphs, StsGlyph, fragment->glyphs.first_glyph);
  const StsCluster *clusters = &g_array_index(layout->clusters, StsCluster, fragment->glyphs.first_cluster);
  const char *text = text_of(layout, fragment);
  guint32 done = 0, count = fragment->glyphs.glyph_count;

  for (guint32 i = 0; i < fragment->glyphs.cluster_count; text += clusters[i++].bytes)
    for (guint32 k = 0; k < clusters[i].glyphs && done < count; k++, done++) {
      StsCodedGlyph *glyph = note_glyph(font, glyphs[fragment->glyphs.rtl ? count - 1 - done : done].glyph);
      if (!glyph || glyph->text || clusters[i].glyphs != 1 || clusters[i].bytes == 0)
        continue;
      glyph->text = text;
      glyph->text_length = clusters[i].bytes;
    }
}

/* The same picture at the same size is drawn once. */
static void
note_picture(StsDrawing *drawing, const StsFragment *fragment)
{
  StsPicture picture = {.image = fragment->kind == STS_FRAGMENT_IMAGE ? fragment->image.image : NULL,
                        .fragment = fragment};
  g_autofree char *key = NULL;
  guint32 known = 0;

  if (fragment->kind == STS_FRAGMENT_IMAGE && !picture.image)
    return;
  if (picture.image) {
    key = g_strdup_printf("%p %d %d", (const void *)picture.image, (int)lround(fragment->width * 64),
                          (int)lround(fragment->height * 64));
    known = GPOINTER_TO_UINT(g_hash_table_lookup(drawing->same, key));
  }
  if (known == 0) {
    g_array_append_val(drawing->pictures, picture);
    known = drawing->pictures->len;
    if (key)
      g_hash_table_insert(drawing->same, g_steal_pointer(&key), GUINT_TO_POINTER(known));
  }
  g_hash_table_insert(drawing->picture_of, (gpointer)fragment, GUINT_TO_POINTER(known));
}

static bool
is_coloured(const StsDrawing *drawing, const StsFragment *fragment)
{
  return g_array_index(drawing->fonts, StsDrawnFont, fragment->glyphs.font).coloured;
}

/* The text that the fragment stands for where its content does not say it: the words for a task's box, the characters
 * of a picture. Free with g_free(). */
static char *
actual_text(const StsDrawing *drawing, StsStructure *structure, const StsFragment *fragment)
{
  const StsNode *node = fragment->node;

  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    return NULL;
  if (fragment->role == STS_ROLE_LABEL && node->kind == STS_NODE_ITEM && node->item.task != STS_TASK_NONE)
    return g_strdup(sts_terms_get(sts_publication_terms(drawing->layout->publication, node),
                                  node->item.task == STS_TASK_DONE ? "task-done" : "task-open"));
  char *raised = sts_structure_raised_text(structure, fragment);
  if (raised || !is_coloured(drawing, fragment))
    return raised;
  return g_strndup(text_of(drawing->layout, fragment), fragment->glyphs.text_length);
}

static bool
note_fragment(StsDrawing *drawing, StsStructure *structure, guint32 index, GError **error)
{
  const StsFragment *fragment = &g_array_index(drawing->layout->fragments, StsFragment, index);

  if (fragment->kind == STS_FRAGMENT_GLYPHS)
    open_font(drawing, fragment->glyphs.font);
  g_autofree char *actual = actual_text(drawing, structure, fragment);
  if (!sts_structure_take(structure, index, actual, error))
    return false;
  if (fragment->kind == STS_FRAGMENT_IMAGE || (fragment->kind == STS_FRAGMENT_GLYPHS && is_coloured(drawing, fragment)))
    note_picture(drawing, fragment);
  else if (fragment->kind == STS_FRAGMENT_GLYPHS)
    note_glyphs(drawing, fragment);
  return sts_structure_drawn(structure, fragment, error);
}

static bool
note_pages(StsDrawing *drawing, StsStructure *structure, GError **error)
{
  const GArray *pages = drawing->layout->pages;

  for (guint i = 0; i < pages->len; i++) {
    const StsPage *page = &g_array_index(pages, StsPage, i);
    if (!sts_watch_tell(drawing->watch, 0.1 + 0.2 * i / pages->len)) {
      sts_watch_set_error(error);
      return false;
    }
    sts_structure_begin_page(structure);
    for (guint32 k = 0; k < page->fragment_count; k++)
      if (!note_fragment(drawing, structure, page->first_fragment + k, error))
        return false;
  }
  sts_structure_begin_page(structure);
  return sts_structure_check_complete(structure, error);
}

static bool
check_fonts(const StsLayout *layout, GError **error)
{
  for (guint i = 0; i < layout->fonts->len; i++)
    if (!sts_font_fault_check(layout->fonts->pdata[i], error))
      return false;
  return true;
}

StsDrawing *
sts_drawing_new(StsStructure *structure, StsWatch *watch, GError **error)
{
  g_autoptr(StsDrawing) drawing = g_new0(StsDrawing, 1);

  drawing->structure = structure;
  drawing->watch = watch;
  drawing->layout = structure->layout;
  drawing->ligatures = sts_ligatures_new();
  drawing->fonts = g_array_new(FALSE, TRUE, sizeof(StsDrawnFont));
  g_array_set_size(drawing->fonts, drawing->layout->fonts->len);
  drawing->faces = g_array_new(FALSE, TRUE, sizeof(StsDrawnFace));
  drawing->pictures = g_array_new(FALSE, TRUE, sizeof(StsPicture));
  drawing->picture_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  drawing->same = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return check_fonts(drawing->layout, error) && note_pages(drawing, structure, error) ? g_steal_pointer(&drawing)
                                                                                      : NULL;
}

static void
clear_font(StsDrawnFont *font)
{
  if (!font->font)
    return;
  g_array_unref(font->glyphs);
  for (size_t i = 0; i < G_N_ELEMENTS(font->pages); i++)
    g_free(font->pages[i]);
}

void
sts_drawing_free(StsDrawing *drawing)
{
  if (!drawing)
    return;
  for (guint i = 0; i < drawing->fonts->len; i++)
    clear_font(&g_array_index(drawing->fonts, StsDrawnFont, i));
  for (guint i = 0; i < drawing->faces->len; i++)
    g_array_unref(g_array_index(drawing->faces, StsDrawnFace, i).widths);
  sts_ligatures_free(drawing->ligatures);
  g_array_unref(drawing->fonts);
  g_array_unref(drawing->faces);
  g_array_unref(drawing->pictures);
  g_hash_table_unref(drawing->picture_of);
  g_hash_table_unref(drawing->same);
  g_free(drawing);
}

/* ---- drawing ---- */

static cairo_glyph_t
specimen_glyph(const StsDrawnFont *font, guint index)
{
  guint32 glyph = g_array_index(font->glyphs, StsCodedGlyph, index).glyph;
  guint line = index / GLYPHS_A_LINE;

  return (cairo_glyph_t){glyph, specimen_margin + index % GLYPHS_A_LINE * specimen_step,
                         specimen_margin + font->size * (1 + line)};
}

/* What cairo is to write into the ToUnicode map. */
static void
append_character(StsDrawing *drawing, GString *out, const StsCodedGlyph *glyph)
{
  if (g_utf8_next_char(glyph->text) >= glyph->text + glyph->text_length)
    g_string_append_len(out, glyph->text, glyph->text_length);
  else
    g_string_append_unichar(out, sts_ligatures_key(drawing->ligatures, glyph->text, glyph->text_length));
}

static guint32
find_point(const StsDrawnFont *font)
{
  hb_codepoint_t glyph = 0;

  hb_font_get_nominal_glyph(pango_font_get_hb_font(font->font), '.', &glyph);
  return glyph;
}

static void
append_glyphs(GArray *out, const StsDrawnFont *font)
{
  guint32 point = find_point(font);

  for (guint i = 0; i < font->glyphs->len; i++)
    g_array_append_val(out, g_array_index(font->glyphs, StsCodedGlyph, i).glyph);
  g_array_append_val(out, point);
}

/* Opens the font for cairo, with the glyphs of all fonts that share its face. */
static void
open_for_cairo(const StsDrawing *drawing, StsDrawnFont *font)
{
  g_autoptr(GArray) glyphs = g_array_new(FALSE, FALSE, sizeof(guint32));
  cairo_scaled_font_t *like = NULL;

  append_glyphs(glyphs, font);
  for (guint i = 0; i < drawing->fonts->len && !like; i++) {
    const StsDrawnFont *other = &g_array_index(drawing->fonts, StsDrawnFont, i);
    if (other == font || !other->font || !sts_cairo_text_share_face(font->font, other->font))
      continue;
    like = other->cairo;
    append_glyphs(glyphs, other);
  }
  font->cairo = sts_cairo_text_open_font(font->font, like, (const guint32 *)(void *)glyphs->data, glyphs->len);
}

static void
set_font(const StsDrawing *drawing, cairo_t *cr, StsDrawnFont *font)
{
  if (!font->cairo)
    open_for_cairo(drawing, font);
  cairo_set_scaled_font(cr, font->cairo);
}

/* Glyphs in the order of `font->glyphs`; neighbours with a text of their own in one call, those without one in another.
 * cairo drops a call that leaves no ink: a blank goes with its neighbour, and a blank alone with a point, whose code is
 * not read. */
static void
draw_specimen(StsDrawing *drawing, cairo_t *cr, StsDrawnFont *font)
{
  g_autoptr(GArray) glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
  g_autoptr(GArray) clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
  g_autoptr(GString) text = g_string_new(NULL);
  bool inked = false;

  set_font(drawing, cr, font);
  for (guint i = 0; i < font->glyphs->len; i++) {
    const StsCodedGlyph *entry = &g_array_index(font->glyphs, StsCodedGlyph, i);
    cairo_glyph_t glyph = specimen_glyph(font, i);
    gsize before = text->len;
    if (!entry->text)
      continue;
    append_character(drawing, text, entry);
    cairo_text_cluster_t cluster = {.num_bytes = (int)(text->len - before), .num_glyphs = 1};
    g_array_append_val(glyphs, glyph);
    g_array_append_val(clusters, cluster);
    inked = inked || !sts_coded_glyph_is_blank(entry);
  }
  if (!inked && glyphs->len > 0) {
    cairo_glyph_t point = {find_point(font), specimen_margin, 2 * specimen_margin};
    cairo_text_cluster_t cluster = {.num_bytes = 1, .num_glyphs = 1};
    g_array_append_val(glyphs, point);
    g_array_append_val(clusters, cluster);
    g_string_append_c(text, '.');
  }
  cairo_show_text_glyphs(cr, text->str, (int)text->len, (cairo_glyph_t *)(void *)glyphs->data, (int)glyphs->len,
                         (cairo_text_cluster_t *)(void *)clusters->data, (int)clusters->len, 0);
  g_array_set_size(glyphs, 0);
  for (guint i = 0; i < font->glyphs->len; i++) {
    cairo_glyph_t glyph = specimen_glyph(font, i);
    if (!g_array_index(font->glyphs, StsCodedGlyph, i).text)
      g_array_append_val(glyphs, glyph);
  }
  if (glyphs->len > 0)
    cairo_show_glyphs(cr, (cairo_glyph_t *)(void *)glyphs->data, (int)glyphs->len);
}

static void
draw_coloured(const StsDrawing *drawing, cairo_t *cr, const StsFragment *fragment)
{
  const StsGlyph *glyphs = &g_array_index(drawing->layout->glyphs, StsGlyph, fragment->glyphs.first_glyph);
  StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, fragment->glyphs.font);
  g_autoptr(GArray) out = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));

  for (guint32 i = 0; i < fragment->glyphs.glyph_count; i++) {
    cairo_glyph_t glyph = {glyphs[i].glyph, glyphs[i].x, 2 * font->size + glyphs[i].y};
    g_array_append_val(out, glyph);
  }
  set_font(drawing, cr, font);
  cairo_show_glyphs(cr, (cairo_glyph_t *)(void *)out->data, (int)out->len);
}

static bool
may_have_text(const StsPicture *picture)
{
  return !picture->image || picture->image->format == STS_IMAGE_SVG;
}

static PangoFontMap *
map_of(const StsDrawing *drawing)
{
  const GPtrArray *fonts = drawing->layout->fonts;

  return fonts->len > 0 ? pango_font_get_font_map(fonts->pdata[0]) : NULL;
}

/* Text in an SVG takes our fonts. */
static bool
draw_svg(const StsDrawing *drawing, cairo_t *cr, const StsImage *image, const double box[4], GError **error)
{
  PangoFontMap *map = map_of(drawing) ? sts_cairo_text_get_map(map_of(drawing)) : NULL;

  return sts_pdf_draw_image(cr, image, box, map, error);
}

static bool
draw_picture(const StsDrawing *drawing, cairo_t *cr, const StsPicture *picture, GError **error)
{
  const double box[4] = {0, 0, picture->fragment->width, picture->fragment->height};
  bool drawn = true;

  if (may_have_text(picture))
    sts_cairo_text_begin();
  if (!picture->image)
    draw_coloured(drawing, cr, picture->fragment);
  else if (may_have_text(picture))
    drawn = draw_svg(drawing, cr, picture->image, box, error);
  else
    drawn = sts_pdf_draw_image(cr, picture->image, box, NULL, error);
  cairo_show_page(cr);
  if (may_have_text(picture))
    sts_cairo_text_end();
  return drawn;
}

/* What libraries find in a picture only when they draw it, such as more parts than librsvg will go through, is the
 * picture's fault. Returns whether it was told. */
static bool
report_picture(const StsPicture *picture, StsDiagnostics *diagnostics, const GError *fault)
{
  const StsNode *node = picture->fragment->node;

  if (!diagnostics || !node || node->kind != STS_NODE_IMAGE ||
      !g_error_matches(fault, STS_PDF_ERROR, STS_PDF_ERROR_IMAGE))
    return false;
  g_autofree char *reason = sts_text_normalize_space(fault->message);
  sts_error(diagnostics, node->position, STS_RULE_IMAGE_BROKEN, "the image “%s” cannot be drawn: %s",
            node->image.source, reason);
  return true;
}

static bool
draw_pictures(StsDrawing *drawing, cairo_surface_t *surface, cairo_t *cr, guint32 page, StsDiagnostics *diagnostics,
              GError **error)
{
  bool drawn = true;

  for (guint i = 0; i < drawing->pictures->len && cairo_status(cr) == CAIRO_STATUS_SUCCESS; i++) {
    StsPicture *picture = &g_array_index(drawing->pictures, StsPicture, i);
    const StsFragment *fragment = picture->fragment;
    double height =
        picture->image ? fragment->height : 3 * g_array_index(drawing->fonts, StsDrawnFont, fragment->glyphs.font).size;
    g_autoptr(GError) fault = NULL;
    if (!sts_watch_tell(drawing->watch, 0.3 + 0.1 * i / drawing->pictures->len)) {
      sts_watch_set_error(error);
      return false;
    }
    picture->page = page++;
    cairo_pdf_surface_set_size(surface, fragment->width, height);
    if (!draw_picture(drawing, cr, picture, &fault)) {
      drawn = false;
      if (!report_picture(picture, diagnostics, fault)) {
        g_propagate_error(error, g_steal_pointer(&fault));
        break;
      }
    }
  }
  return drawn;
}

/* Returns the number of pages. */
static guint32
draw_specimens(StsDrawing *drawing, cairo_t *cr)
{
  guint32 page = 0;

  for (guint i = 0; i < drawing->fonts->len; i++) {
    StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, i);
    font->specimen = STS_NONE;
    if (!font->font || font->glyphs->len == 0)
      continue;
    font->specimen = page++;
    draw_specimen(drawing, cr, font);
    cairo_show_page(cr);
  }
  return page;
}

/* To cairo, a font's file that it cannot open is want of memory. */
static void
set_error(const StsDrawing *drawing, cairo_status_t status, GError **error)
{
  for (guint i = 0; i < drawing->fonts->len; i++) {
    const StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, i);
    if (font->cairo && cairo_scaled_font_status(font->cairo) != CAIRO_STATUS_SUCCESS) {
      sts_font_fault_set_font(font->font, error);
      return;
    }
  }
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "drawing: %s", cairo_status_to_string(status));
}

/* librsvg says nothing of a font that it cannot open. Returns false with `error` where that would be. */
static bool
hold_picture_fonts(const StsDrawing *drawing, StsHeldFonts **held, GError **error)
{
  bool wanted = false;

  for (guint i = 0; i < drawing->pictures->len && !wanted; i++) {
    const StsImage *image = g_array_index(drawing->pictures, StsPicture, i).image;
    wanted = image && image->characters && map_of(drawing);
  }
  if (wanted) {
    sts_cairo_text_set_theme(map_of(drawing), drawing->layout->theme);
    *held = sts_cairo_text_hold(map_of(drawing), error);
  }
  return *held || !wanted;
}

static void
close_fonts(StsDrawing *drawing)
{
  for (guint i = 0; i < drawing->fonts->len; i++)
    g_clear_pointer(&g_array_index(drawing->fonts, StsDrawnFont, i).cairo, cairo_scaled_font_destroy);
}

static cairo_status_t
append_output(void *output, const unsigned char *data, unsigned length)
{
  g_byte_array_append(output, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GByteArray *
sts_drawing_paint(StsDrawing *drawing, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GByteArray) output = g_byte_array_new();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(append_output, output, specimen_width, specimen_height);
  cairo_t *cr = cairo_create(surface);
  StsHeldFonts *held = NULL;

  sts_cairo_text_begin();
  guint32 pages = draw_specimens(drawing, cr);
  bool drawn = hold_picture_fonts(drawing, &held, error);
  sts_cairo_text_end();
  drawn = drawn && draw_pictures(drawing, surface, cr, pages, diagnostics, error) &&
          (!held || sts_font_fault_check_all(map_of(drawing), error));
  cairo_status_t status = cairo_status(cr);
  sts_cairo_text_begin();
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (drawn && status != CAIRO_STATUS_SUCCESS) {
    set_error(drawing, status, error);
    drawn = false;
  }
  close_fonts(drawing);
  sts_cairo_text_let_go(held);
  sts_cairo_text_end();
  return drawn ? g_steal_pointer(&output) : NULL;
}
