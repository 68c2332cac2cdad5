/* The content of pages: sequences, text with the codes of its fonts, boxes, pictures. */
#include "output/pdf/write-content.h"

#include <math.h>
#include <string.h>

#include "base/pdf/pdf-read.h"
#include "base/pdf/pdf-write.h"

typedef struct {
  StsStructure *structure;
  const StsDrawing *drawing;
  const StsLayout *layout;
  const StsPage *page;
  GString *out;
  GString *strings; /* what the strings in `out` say, whatever form they are written in, and the digests of the pictures
                       among them */
  guint32 next_sequence, end_sequence;
  gint32 next_mcid;
  const StsPdfSequence *open; /* NULL: none */
  bool in_text;
  guint face; /* set by Tf; G_MAXUINT: none */
  double size;
  StsColor color; /* of fills */
  bool colored;   /* whether `color` was set */
  /* What the page uses: flags by index, in drawing->faces and drawing->pictures. */
  GByteArray *faces, *pictures;
  GHashTable *resources; /* dictionary -> object number */
} Content;

/* A line of glyphs being shown: the pen is where the viewer stands, in thousandths of the size from the line's origin.
 */
typedef struct {
  const StsDrawnFont *font;
  double x, y;
  double pen;
  bool open;   /* a TJ array */
  bool string; /* a string in it */
  bool composite;
} Line;

/* ---- sequences ---- */

static const char *
artifact_properties(StsFragmentRole role)
{
  switch (role) {
  case STS_ROLE_ARTIFACT_FOOTER:
    return "/Artifact << /Type /Pagination /Subtype /Footer /Attached [ /Bottom ] >> BDC\n";
  case STS_ROLE_ARTIFACT_LAYOUT:
  case STS_ROLE_CONTENT:
  case STS_ROLE_LABEL:
  case STS_ROLE_PAGE_NUMBER:
    return "/Artifact << /Type /Layout >> BDC\n";
  }
  g_assert_not_reached();
}

static void
end_text(Content *content)
{
  if (content->in_text)
    g_string_append(content->out, "ET\n");
  content->in_text = false;
}

static void
end_sequence(Content *content)
{
  end_text(content);
  if (content->open)
    g_string_append(content->out, content->open->actual ? "EMC\nEMC\n" : "EMC\n");
  content->open = NULL;
}

static void
append_actual(Content *content, const char *text, gssize length)
{
  GString *out = content->out;

  g_string_append(out, "/Span << /ActualText ");
  gsize start = out->len;
  g_string_append(out, "<FEFF");
  sts_pdf_append_utf16_hex(out, text, length);
  g_string_append_c(out, '>');
  sts_pdf_decode_string(content->strings, (StsPdfSlice){out->str + start, out->str + out->len});
  g_string_append(out, " >> BDC\n");
}

static void
begin_sequence(Content *content, StsPdfSequence *sequence)
{
  end_sequence(content);
  content->open = sequence;
  if (sequence->slot == STS_NONE) {
    g_string_append(content->out, artifact_properties((StsFragmentRole)sequence->role));
    return;
  }
  const StsElement *element = sts_element(content->structure, sts_slot(content->structure, sequence->slot)->element);
  sequence->mcid = content->next_mcid++;
  g_string_append_c(content->out, '/');
  g_string_append(content->out, sts_tag_name((StsTag)element->tag));
  g_string_append(content->out, " << /MCID");
  sts_pdf_append_number(content->out, sequence->mcid, 0);
  g_string_append(content->out, " >> BDC\n");
  if (sequence->actual)
    append_actual(content, sequence->actual, -1);
}

/* ---- graphics ---- */

static double
up(const Content *content, double y)
{
  return content->page->height - y;
}

static void
append_values(Content *content, const double *values, size_t count, const char *operator)
{
  sts_pdf_append_numbers(content->out, values, count);
  g_string_append_c(content->out, ' ');
  g_string_append(content->out, operator);
  g_string_append_c(content->out, '\n');
}

static void
append_color(Content *content, StsColor color, const char *operator)
{
  const double values[3] = {color.red, color.green, color.blue};

  for (int i = 0; i < 3; i++)
    sts_pdf_append_number(content->out, values[i], 4);
  g_string_append_printf(content->out, " %s\n", operator);
}

static void
set_color(Content *content, StsColor color)
{
  if (content->colored && content->color.red == color.red && content->color.green == color.green &&
      content->color.blue == color.blue)
    return;
  append_color(content, color, "rg");
  content->color = color;
  content->colored = true;
}

static void
write_box(Content *content, const StsFragment *fragment)
{
  const double values[4] = {fragment->x, up(content, fragment->y + fragment->height), fragment->width,
                            fragment->height};

  end_text(content);
  set_color(content, fragment->color);
  append_values(content, values, 4, "re f");
}

/* A closed outline; by itself, since what is in the sign lies over it. */
static void
write_sign(Content *content, const StsFragment *fragment)
{
  static const double TRIANGLE[][2] = {{.5, .02}, {1, .95}, {0, .95}};
  static const double OCTAGON[][2] = {{.29, 0}, {.71, 0}, {1, .29}, {1, .71}, {.71, 1}, {.29, 1}, {0, .71}, {0, .29}};
  bool triangle = fragment->sign.sign == STS_SIGN_TRIANGLE;
  const double(*points)[2] = triangle ? TRIANGLE : OCTAGON;
  size_t count = triangle ? G_N_ELEMENTS(TRIANGLE) : G_N_ELEMENTS(OCTAGON);

  end_text(content);
  set_color(content, fragment->color);
  for (size_t i = 0; i < count; i++) {
    const double point[2] = {fragment->x + fragment->width * points[i][0],
                             up(content, fragment->y + fragment->height * points[i][1])};
    append_values(content, point, 2, i == 0 ? "m" : "l");
  }
  g_string_append(content->out, "f\n");
}

/* A dash of no length with round ends is a point. */
static void
write_leader(Content *content, const StsFragment *fragment)
{
  double radius = fragment->height / 2, y = up(content, fragment->y + radius), step = fragment->leader.step;
  const double ends[2][2] = {{fragment->x + radius, y}, {fragment->x + fragment->width - radius, y}};
  const double dash[2] = {0, step}, width = fragment->height;

  end_text(content);
  g_string_append(content->out, "q");
  append_color(content, fragment->color, "RG");
  append_values(content, &width, 1, "w 1 J");
  g_string_append(content->out, "[");
  append_values(content, dash, 2, "] 0 d");
  append_values(content, ends[0], 2, "m");
  append_values(content, ends[1], 2, "l S Q");
}

static void
write_picture(Content *content, const StsFragment *fragment)
{
  guint32 index = GPOINTER_TO_UINT(g_hash_table_lookup(content->drawing->picture_of, fragment));

  if (index == 0)
    return;
  const StsPicture *picture = &g_array_index(content->drawing->pictures, StsPicture, index - 1);
  double bottom = fragment->y + fragment->height;
  if (!picture->image)
    bottom = fragment->y + g_array_index(content->drawing->fonts, StsDrawnFont, fragment->glyphs.font).size;
  const double matrix[6] = {1, 0, 0, 1, fragment->x, up(content, bottom)};
  end_text(content);
  g_string_append(content->out, "q");
  append_values(content, matrix, 6, "cm");
  g_string_append_printf(content->out, "/P%u Do Q\n", index);
  content->pictures->data[index - 1] = 1;
  g_string_append(content->strings, picture->digest);
}

/* ---- text ---- */

static void
end_string(Content *content, Line *line)
{
  if (line->string)
    g_string_append_c(content->out, line->composite ? '>' : ')');
  line->string = false;
}

static void
end_line(Content *content, Line *line)
{
  end_string(content, line);
  if (line->open)
    g_string_append(content->out, "]TJ\n");
  line->open = false;
}

/* The viewer's pen goes to the point, which is the line's origin from now on. */
static void
move_to(Content *content, Line *line, double x, double y)
{
  end_line(content, line);
  g_string_append(content->out, " 1 0 0 1");
  sts_pdf_append_number(content->out, x, 3);
  sts_pdf_append_number(content->out, up(content, y), 3);
  g_string_append(content->out, " Tm\n");
  line->x = x;
  line->y = y;
  line->pen = 0;
}

static void
set_face(Content *content, Line *line, guint face)
{
  if (content->face == face && content->size == line->font->size)
    return;
  end_line(content, line);
  g_string_append_printf(content->out, "/F%u", face);
  sts_pdf_append_number(content->out, line->font->size, 3);
  g_string_append(content->out, " Tf\n");
  content->face = face;
  content->size = line->font->size;
  content->faces->data[face] = 1;
}

static void
append_code(Content *content, guint code, bool composite)
{
  if (composite) {
    g_string_append_c(content->strings, (char)(code >> 8));
    sts_pdf_append_unit(content->out, (guint16)code);
  } else {
    sts_pdf_append_byte(content->out, (guint8)code);
  }
  g_string_append_c(content->strings, (char)code);
}

/* Shows a glyph at its place on the page. A thousandth of the size is as near as text can be set; the pen keeps what is
 * left over. */
static void
show_glyph(Content *content, Line *line, const StsCodedGlyph *glyph, double x, double y)
{
  const StsDrawnFace *face = &g_array_index(content->drawing->faces, StsDrawnFace, glyph->face);

  set_face(content, line, glyph->face);
  if (fabs(y - line->y) > 0.005)
    move_to(content, line, x, y);
  double off = line->pen - (x - line->x) * 1000 / line->font->size;
  if (!line->open) {
    g_string_append_c(content->out, '[');
    line->open = true;
    line->composite = face->composite;
  }
  if (fabs(off) >= 1) {
    double moved = round(off);
    end_string(content, line);
    sts_pdf_append_number(content->out, moved, 0);
    line->pen -= moved;
  }
  if (!line->string)
    g_string_append_c(content->out, face->composite ? '<' : '(');
  line->string = true;
  append_code(content, glyph->code, face->composite);
  line->pen += glyph->width;
}

static bool
says(const StsCodedGlyph *glyph, const char *text, guint length)
{
  return glyph && glyph->text && glyph->text_length == length && memcmp(glyph->text, text, length) == 0;
}

/* Where glyphs do not say by themselves what the cluster's text is, an ActualText does. */
static void
show_cluster(Content *content, Line *line, const StsFragment *fragment, const StsGlyph *first,
             const StsCluster *cluster, const char *text)
{
  const StsCodedGlyph *glyph = cluster->glyphs == 1 ? sts_drawn_font_lookup(line->font, first->glyph) : NULL;
  bool told = content->open->actual || (cluster->glyphs == 1 && says(glyph, text, cluster->bytes));

  if (!told) {
    end_line(content, line);
    append_actual(content, text, cluster->bytes);
  }
  for (guint i = 0; i < cluster->glyphs; i++) {
    glyph = sts_drawn_font_lookup(line->font, first[i].glyph);
    if (glyph)
      show_glyph(content, line, glyph, fragment->x + first[i].x, fragment->y + first[i].y);
  }
  if (!told) {
    end_line(content, line);
    g_string_append(content->out, "EMC\n");
  }
}

/* Clusters are in the order of the text; so is what is written, wherever on the line it stands. */
static void
write_glyphs(Content *content, const StsFragment *fragment)
{
  const StsGlyph *glyphs = &g_array_index(content->layout->glyphs, StsGlyph, fragment->glyphs.first_glyph);
  const StsCluster *clusters = &g_array_index(content->layout->clusters, StsCluster, fragment->glyphs.first_cluster);
  const char *text = content->layout->text->str + fragment->glyphs.text;
  Line line = {.font = &g_array_index(content->drawing->fonts, StsDrawnFont, fragment->glyphs.font)};
  guint32 done = 0, count = fragment->glyphs.glyph_count;

  set_color(content, fragment->color);
  if (!content->in_text)
    g_string_append(content->out, "BT\n");
  content->in_text = true;
  const StsGlyph *start = count > 0 ? &glyphs[fragment->glyphs.rtl ? count - MIN(clusters[0].glyphs, count) : 0] : NULL;
  if (start)
    move_to(content, &line, fragment->x + start->x, fragment->y + start->y);
  for (guint32 i = 0; i < fragment->glyphs.cluster_count && done + clusters[i].glyphs <= count; i++) {
    const StsGlyph *first = &glyphs[fragment->glyphs.rtl ? count - done - clusters[i].glyphs : done];
    if (clusters[i].glyphs > 0)
      show_cluster(content, &line, fragment, first, &clusters[i], text);
    text += clusters[i].bytes;
    done += clusters[i].glyphs;
  }
  end_line(content, &line);
}

/* ---- pages ---- */

static void
write_fragment(Content *content, const StsFragment *fragment)
{
  switch (fragment->kind) {
  case STS_FRAGMENT_GLYPHS:
    if (g_array_index(content->drawing->fonts, StsDrawnFont, fragment->glyphs.font).coloured)
      write_picture(content, fragment);
    else
      write_glyphs(content, fragment);
    return;
  case STS_FRAGMENT_BOX:
    write_box(content, fragment);
    return;
  case STS_FRAGMENT_LEADER:
    write_leader(content, fragment);
    return;
  case STS_FRAGMENT_IMAGE:
    write_picture(content, fragment);
    return;
  case STS_FRAGMENT_SIGN:
    write_sign(content, fragment);
    return;
  }
  g_assert_not_reached();
}

static void
set_unused(GByteArray *flags)
{
  if (flags->len > 0)
    memset(flags->data, 0, flags->len);
}

static void
write_content(Content *content, guint32 number)
{
  const StsPage *page = content->page = &g_array_index(content->layout->pages, StsPage, number);

  g_string_truncate(content->out, 0);
  g_string_truncate(content->strings, 0);
  content->next_sequence = g_array_index(content->structure->page_sequences, guint32, number);
  content->end_sequence = g_array_index(content->structure->page_sequences, guint32, number + 1);
  content->next_mcid = 0;
  content->face = G_MAXUINT;
  content->colored = false;
  set_unused(content->faces);
  set_unused(content->pictures);
  for (guint32 i = page->first_fragment; i < page->first_fragment + page->fragment_count; i++) {
    if (content->next_sequence < content->end_sequence &&
        sts_pdf_sequence(content->structure, content->next_sequence)->fragment == i)
      begin_sequence(content, sts_pdf_sequence(content->structure, content->next_sequence++));
    write_fragment(content, &g_array_index(content->layout->fragments, StsFragment, i));
  }
  end_sequence(content);
  g_assert(content->next_sequence == content->end_sequence);
  g_checksum_update(content->structure->strings, (const guchar *)content->strings->str, (gssize)content->strings->len);
}

static void
append_annotations(const StsStructure *structure, guint32 page, guint32 *next, GString *out)
{
  const GArray *annotations = structure->annotations;
  guint32 start = *next;

  for (; *next < annotations->len; (*next)++) {
    const StsAnnotation *annotation = &g_array_index(annotations, StsAnnotation, *next);
    if (annotation->page != page)
      break;
    g_string_append(out, *next == start ? " /Annots [ " : " ");
    sts_pdf_append_reference(out, annotation->id);
  }
  if (*next > start)
    g_string_append(out, " ]");
}

/* The dictionary of what the page uses; pages that use the same have one object. Pictures are forms with resources of
 * their own. */
static guint32
write_resources(Content *content, StsPdfWriter *writer)
{
  const StsDrawing *drawing = content->drawing;
  g_autoptr(GString) out = g_string_new("<<");
  const char *before = " /Font <<";

  for (guint i = 0; i < drawing->faces->len; i++)
    if (content->faces->data[i]) {
      g_string_append_printf(out, "%s /F%u %u 0 R", before, i, g_array_index(drawing->faces, StsDrawnFace, i).id);
      before = "";
    }
  g_string_append(out, *before ? "" : " >>");
  before = " /XObject <<";
  for (guint i = 0; i < drawing->pictures->len; i++)
    if (content->pictures->data[i]) {
      g_string_append_printf(out, "%s /P%u %u 0 R", before, i + 1, g_array_index(drawing->pictures, StsPicture, i).id);
      before = "";
    }
  g_string_append(out, *before ? " >>" : " >> >>");
  guint32 id = GPOINTER_TO_UINT(g_hash_table_lookup(content->resources, out->str));
  if (id == 0) {
    id = sts_pdf_writer_reserve(writer, 1);
    sts_pdf_writer_add(writer, id, out->str, out->len);
    g_hash_table_insert(content->resources, g_strdup(out->str), GUINT_TO_POINTER(id));
  }
  return id;
}

static bool
has_transparency(const Content *content)
{
  const GArray *pictures = content->drawing->pictures;

  for (guint i = 0; i < pictures->len; i++)
    if (content->pictures->data[i] && g_array_index(pictures, StsPicture, i).transparent)
      return true;
  return false;
}

/* Tab order by structure (ISO 14289-1, 7.18.3), the key into the parent tree, annotations. */
static void
write_page(const Content *content, guint32 number, const guint32 ids[3], guint32 *annotation, GString *out)
{
  const double box[2] = {content->page->width, content->page->height};

  g_string_printf(out, "<< /Type /Page /Parent %u 0 R /MediaBox [ 0 0", ids[0]);
  sts_pdf_append_numbers(out, box, 2);
  g_string_append_printf(out, " ] /Resources %u 0 R /Contents %u 0 R", ids[1], ids[2]);
  append_annotations(content->structure, number, annotation, out);
  /* Only where it is needed: printers' software draws such a page as a bitmap. */
  if (has_transparency(content))
    g_string_append(out, " /Group << /Type /Group /S /Transparency /I true /CS /DeviceRGB >>");
  g_string_append_printf(out, " /Tabs /S /StructParents %u >>", number);
}

static GByteArray *
new_flags(const GArray *of)
{
  GByteArray *flags = g_byte_array_new();

  g_byte_array_set_size(flags, of->len);
  return flags;
}

bool
sts_pdf_write_pages(StsStructure *structure, const StsDrawing *drawing, guint32 pages, guint32 first_page,
                    StsPdfWriter *writer)
{
  g_autoptr(GString) out = g_string_new(NULL);
  g_autoptr(GString) strings = g_string_new(NULL);
  g_autoptr(GString) kids = g_string_new("<< /Type /Pages /Kids [");
  g_autoptr(GByteArray) faces = new_flags(drawing->faces);
  g_autoptr(GByteArray) pictures = new_flags(drawing->pictures);
  g_autoptr(GHashTable) resources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Content content = {.structure = structure,
                     .drawing = drawing,
                     .layout = structure->layout,
                     .out = out,
                     .strings = strings,
                     .faces = faces,
                     .pictures = pictures,
                     .resources = resources};
  guint32 count = structure->layout->pages->len, first_content = sts_pdf_writer_reserve(writer, count), annotation = 0;

  for (guint32 i = 0; i < count; i++) {
    if (!sts_watch_tell(drawing->watch, 0.4 + 0.45 * i / count))
      return false;
    write_content(&content, i);
    sts_pdf_writer_add_deflated(writer, first_content + i, "", out->str, out->len);
    guint32 ids[3] = {pages, write_resources(&content, writer), first_content + i};
    write_page(&content, i, ids, &annotation, out);
    sts_pdf_writer_add(writer, first_page + i, out->str, out->len);
    g_string_append_printf(kids, " %u 0 R", first_page + i);
  }
  g_string_append_printf(kids, " ] /Count %u >>", count);
  sts_pdf_writer_add(writer, pages, kids->str, kids->len);
  return true;
}
