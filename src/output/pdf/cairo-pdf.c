/* Reads cairo's PDF with libqpdf: the codes of fonts; and copies its objects, fonts mended and pictures made forms. */
#include "output/pdf/cairo-pdf.h"

#include <stdlib.h>
#include <string.h>

#include "base/pdf/pdf-write.h"
#include "output/pdf/pdf-error.h"
#include "output/pdf/specimen-codes.h"
#include "output/pdf/transparency.h"

/* The first warning that matters. cairo 1.16 names a picture that stands twice on a page twice in the page's resources,
 * which is harmless: the copy has it once. */
static qpdf_error
next_warning(qpdf_data qpdf)
{
  while (qpdf_more_warnings(qpdf)) {
    qpdf_error warning = qpdf_next_warning(qpdf);
    if (!strstr(qpdf_get_error_message_detail(qpdf, warning), "duplicated key"))
      return warning;
  }
  return NULL;
}

bool
sts_qpdf_check(qpdf_data qpdf, const char *doing, GError **error)
{
  qpdf_error fault = qpdf_has_error(qpdf) ? qpdf_get_error(qpdf) : next_warning(qpdf);

  if (!fault)
    return true;
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_QPDF, "%s: %s", doing, qpdf_get_error_full_text(qpdf, fault));
  return false;
}

static guint32
reference_in(StsCairoPdf *pdf, qpdf_oh dictionary, const char *key)
{
  qpdf_oh value = qpdf_oh_get_key(pdf->qpdf, dictionary, key);
  int id = qpdf_oh_get_object_id(pdf->qpdf, value);

  qpdf_oh_release(pdf->qpdf, value);
  return (guint32)id;
}

static void
find_pages(StsCairoPdf *pdf)
{
  int count = qpdf_get_num_pages(pdf->qpdf);

  for (int i = 0; i < count; i++) {
    qpdf_oh page = qpdf_get_page_n(pdf->qpdf, (size_t)i);
    guint32 id = (guint32)qpdf_oh_get_object_id(pdf->qpdf, page), content = reference_in(pdf, page, "/Contents");
    g_array_append_val(pdf->page_ids, id);
    g_array_append_val(pdf->content_ids, content);
    qpdf_oh_release(pdf->qpdf, page);
  }
}

StsCairoPdf *
sts_cairo_pdf_open(GByteArray *bytes, GError **error)
{
  g_autoptr(StsCairoPdf) pdf = g_new0(StsCairoPdf, 1);

  pdf->bytes = bytes;
  pdf->page_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  pdf->content_ids = g_array_new(FALSE, FALSE, sizeof(guint32));
  pdf->qpdf = qpdf_init();
  qpdf_silence_errors(pdf->qpdf);
  qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
  qpdf_read_memory(pdf->qpdf, "cairo's pages", (const char *)bytes->data, bytes->len, NULL);
  if (!sts_qpdf_check(pdf->qpdf, "reading what cairo drew", error))
    return NULL;
  qpdf_oh trailer = qpdf_get_trailer(pdf->qpdf), size = qpdf_oh_get_key(pdf->qpdf, trailer, "/Size");
  pdf->object_count = (guint32)qpdf_oh_get_int_value_as_int(pdf->qpdf, size);
  qpdf_oh_release(pdf->qpdf, size);
  qpdf_oh_release(pdf->qpdf, trailer);
  find_pages(pdf);
  return sts_qpdf_check(pdf->qpdf, "reading what cairo drew", error) ? g_steal_pointer(&pdf) : NULL;
}

void
sts_cairo_pdf_free(StsCairoPdf *pdf)
{
  if (!pdf)
    return;
  if (pdf->qpdf)
    qpdf_cleanup(&pdf->qpdf);
  g_array_unref(pdf->page_ids);
  g_array_unref(pdf->content_ids);
  g_byte_array_unref(pdf->bytes);
  g_free(pdf);
}

/* ---- fonts ---- */

static void
set_width(GArray *widths, guint code, double width)
{
  const float unknown = 0;

  while (widths->len <= code && code <= 0xffff)
    g_array_append_val(widths, unknown);
  if (code <= 0xffff)
    g_array_index(widths, float, code) = (float)width;
}

/* Sets the widths of the codes from `code` on; returns how many there are. */
static guint
read_widths(StsCairoPdf *pdf, qpdf_oh array, guint code, GArray *widths)
{
  int count = qpdf_oh_get_array_n_items(pdf->qpdf, array);

  for (int i = 0; i < count; i++) {
    qpdf_oh item = qpdf_oh_get_array_item(pdf->qpdf, array, i);
    set_width(widths, code + (guint)i, qpdf_oh_get_numeric_value(pdf->qpdf, item));
    qpdf_oh_release(pdf->qpdf, item);
  }
  return (guint)MAX(count, 0);
}

/* "W" of a composite font: a code and an array of the widths from there on (ISO 32000-1, 9.7.4.3). cairo writes no
 * ranges. */
static void
read_composite_widths(StsCairoPdf *pdf, qpdf_oh font, GArray *widths)
{
  qpdf_data qpdf = pdf->qpdf;
  qpdf_oh descendants = qpdf_oh_get_key(qpdf, font, "/DescendantFonts"),
          descendant = qpdf_oh_get_array_item(qpdf, descendants, 0);
  qpdf_oh array = qpdf_oh_get_key(qpdf, descendant, "/W");
  int count = qpdf_oh_get_array_n_items(qpdf, array);
  guint code = 0;

  for (int i = 0; i < count; i++) {
    qpdf_oh item = qpdf_oh_get_array_item(qpdf, array, i);
    if (qpdf_oh_is_array(qpdf, item))
      code += read_widths(pdf, item, code, widths);
    else
      code = (guint)qpdf_oh_get_int_value_as_int(qpdf, item);
    qpdf_oh_release(qpdf, item);
  }
  qpdf_oh_release(qpdf, array);
  qpdf_oh_release(qpdf, descendant);
  qpdf_oh_release(qpdf, descendants);
}

static bool
has_name(qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh value = qpdf_oh_get_key(qpdf, dictionary, key);
  bool is = qpdf_oh_is_name_and_equals(qpdf, value, name);

  qpdf_oh_release(qpdf, value);
  return is;
}

/* Returns the index of the face that is the object. */
static guint32
note_face(StsCairoPdf *pdf, StsDrawing *drawing, qpdf_oh font)
{
  guint32 id = (guint32)qpdf_oh_get_object_id(pdf->qpdf, font);

  for (guint i = 0; i < drawing->faces->len; i++)
    if (g_array_index(drawing->faces, StsDrawnFace, i).id == id)
      return i;
  StsDrawnFace face = {.id = id,
                       .composite = has_name(pdf->qpdf, font, "/Subtype", "/Type0"),
                       .widths = g_array_new(FALSE, TRUE, sizeof(float))};
  if (face.composite)
    read_composite_widths(pdf, font, face.widths);
  else {
    qpdf_oh first = qpdf_oh_get_key(pdf->qpdf, font, "/FirstChar"),
            widths = qpdf_oh_get_key(pdf->qpdf, font, "/Widths");
    read_widths(pdf, widths, (guint)qpdf_oh_get_int_value_as_int(pdf->qpdf, first), face.widths);
    qpdf_oh_release(pdf->qpdf, first);
    qpdf_oh_release(pdf->qpdf, widths);
  }
  g_array_append_val(drawing->faces, face);
  return drawing->faces->len - 1;
}

/* The fonts of the page: name without its slash -> face + 1. Free with g_hash_table_unref(). */
static GHashTable *
note_faces(StsCairoPdf *pdf, StsDrawing *drawing, guint32 page)
{
  qpdf_data qpdf = pdf->qpdf;
  GHashTable *faces = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  qpdf_oh object = qpdf_get_object_by_id(qpdf, (int)g_array_index(pdf->page_ids, guint32, page), 0);
  qpdf_oh resources = qpdf_oh_get_key(qpdf, object, "/Resources"), fonts = qpdf_oh_get_key(qpdf, resources, "/Font");

  if (qpdf_oh_is_dictionary(qpdf, fonts))
    for (qpdf_oh_begin_dict_key_iter(qpdf, fonts); qpdf_oh_dict_more_keys(qpdf);) {
      const char *key = qpdf_oh_dict_next_key(qpdf);
      qpdf_oh font = qpdf_oh_get_key(qpdf, fonts, key);
      g_hash_table_insert(faces, g_strdup(key + 1), GUINT_TO_POINTER(note_face(pdf, drawing, font) + 1));
      qpdf_oh_release(qpdf, font);
    }
  qpdf_oh_release(qpdf, fonts);
  qpdf_oh_release(qpdf, resources);
  qpdf_oh_release(qpdf, object);
  return faces;
}

/* Returns the content of cairo's page; free with free(). */
static unsigned char *
read_content(StsCairoPdf *pdf, guint32 page, size_t *length)
{
  qpdf_oh stream = qpdf_get_object_by_id(pdf->qpdf, (int)g_array_index(pdf->content_ids, guint32, page), 0);
  unsigned char *data = NULL;
  QPDF_BOOL filtered;

  *length = 0;
  qpdf_oh_get_stream_data(pdf->qpdf, stream, qpdf_dl_generalized, &filtered, &data, length);
  qpdf_oh_release(pdf->qpdf, stream);
  return data;
}

static bool
read_specimen(StsCairoPdf *pdf, StsDrawing *drawing, StsDrawnFont *font, GError **error)
{
  g_autoptr(GHashTable) faces = note_faces(pdf, drawing, font->specimen);
  size_t length;
  unsigned char *data = read_content(pdf, font->specimen, &length);

  bool good = sts_qpdf_check(pdf->qpdf, "reading what cairo drew", error) &&
              sts_drawing_read_specimen(drawing, font, faces, (const char *)data, length, error);
  free(data);
  return good;
}

static void
read_picture(StsCairoPdf *pdf, StsPicture *picture)
{
  size_t length;
  unsigned char *data = read_content(pdf, picture->page, &length);
  g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, data, length);

  qpdf_oh page = qpdf_get_object_by_id(pdf->qpdf, (int)g_array_index(pdf->page_ids, guint32, picture->page), 0);
  qpdf_oh resources = qpdf_oh_get_key(pdf->qpdf, page, "/Resources");

  picture->id = g_array_index(pdf->content_ids, guint32, picture->page);
  picture->transparent = sts_pdf_is_transparent(pdf->qpdf, resources);
  g_strlcpy(picture->digest, digest, sizeof picture->digest);
  qpdf_oh_release(pdf->qpdf, resources);
  qpdf_oh_release(pdf->qpdf, page);
  free(data);
}

/* cairo keeps one subset for all sizes of a font, where a glyph stands for the text that was drawn first; and knows its
 * width. */
static void
settle_glyphs(StsDrawing *drawing)
{
  g_autoptr(GHashTable) first = g_hash_table_new(g_direct_hash, g_direct_equal);

  for (guint i = 0; i < drawing->fonts->len; i++) {
    const StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, i);
    for (guint k = 0; font->font && k < font->glyphs->len; k++) {
      StsCodedGlyph *glyph = &g_array_index(font->glyphs, StsCodedGlyph, k);
      const GArray *widths = g_array_index(drawing->faces, StsDrawnFace, glyph->face).widths;
      gpointer key = GUINT_TO_POINTER((guint)glyph->face << 16 | glyph->code);
      const StsCodedGlyph *known = g_hash_table_lookup(first, key);
      glyph->width = glyph->code < widths->len ? g_array_index(widths, float, glyph->code) : 0;
      if (!known)
        g_hash_table_insert(first, key, glyph);
      else {
        glyph->text = known->text;
        glyph->text_length = known->text_length;
      }
    }
  }
}

bool
sts_cairo_pdf_read_fonts(StsCairoPdf *pdf, StsDrawing *drawing, GError **error)
{
  for (guint i = 0; i < drawing->fonts->len; i++) {
    StsDrawnFont *font = &g_array_index(drawing->fonts, StsDrawnFont, i);
    if (font->font && font->specimen != STS_NONE && !read_specimen(pdf, drawing, font, error))
      return false;
  }
  settle_glyphs(drawing);
  for (guint i = 0; i < drawing->pictures->len; i++)
    read_picture(pdf, &g_array_index(drawing->pictures, StsPicture, i));
  return sts_qpdf_check(pdf->qpdf, "reading the fonts that cairo drew", error);
}

/* ---- copies ---- */

/* What becomes of an object of cairo's. */
typedef enum { FATE_COPY, FATE_SKIP, FATE_TO_UNICODE } Fate;

typedef struct {
  StsCairoPdf *pdf;
  const StsDrawing *drawing;
  StsPdfWriter *writer;
  guint8 *fates; /* Fate, by object number */
  GString *text;
} Copy;

static void
set_key(qpdf_data qpdf, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
  qpdf_oh_replace_key(qpdf, dictionary, key, value);
  qpdf_oh_release(qpdf, value);
}

static void
note_fate(Copy *copy, guint32 id)
{
  qpdf_data qpdf = copy->pdf->qpdf;
  qpdf_oh object = qpdf_get_object_by_id(qpdf, (int)id, 0);
  bool stream = qpdf_oh_is_stream(qpdf, object);

  if (qpdf_oh_is_dictionary(qpdf, object)) {
    if (has_name(qpdf, object, "/Type", "/Catalog") || has_name(qpdf, object, "/Type", "/Pages") ||
        has_name(qpdf, object, "/Type", "/Page"))
      copy->fates[id] = FATE_SKIP;
    guint32 unicode = qpdf_oh_has_key(qpdf, object, "/ToUnicode") ? reference_in(copy->pdf, object, "/ToUnicode") : 0;
    if (unicode && unicode < copy->pdf->object_count)
      copy->fates[unicode] = FATE_TO_UNICODE;
  } else if (stream) {
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, object);
    /* Containers of the file's outer form, which is made anew. */
    if (has_name(qpdf, dictionary, "/Type", "/ObjStm") || has_name(qpdf, dictionary, "/Type", "/XRef"))
      copy->fates[id] = FATE_SKIP;
    qpdf_oh_release(qpdf, dictionary);
  } else if (!qpdf_oh_is_array(qpdf, object)) {
    /* Numbers that are lengths of streams, and free numbers. */
    copy->fates[id] = FATE_SKIP;
  }
  qpdf_oh_release(qpdf, object);
}

/* The resources of a specimen, where they are an object of their own. */
static void
skip_resources(Copy *copy, guint32 page)
{
  if (page >= copy->pdf->page_ids->len)
    return;
  qpdf_oh object = qpdf_get_object_by_id(copy->pdf->qpdf, (int)g_array_index(copy->pdf->page_ids, guint32, page), 0);
  guint32 id = reference_in(copy->pdf, object, "/Resources");
  if (id > 0 && id < copy->pdf->object_count)
    copy->fates[id] = FATE_SKIP;
  qpdf_oh_release(copy->pdf->qpdf, object);
}

static void
note_fates(Copy *copy)
{
  StsCairoPdf *pdf = copy->pdf;
  qpdf_oh trailer = qpdf_get_trailer(pdf->qpdf);
  guint32 info = reference_in(pdf, trailer, "/Info");

  qpdf_oh_release(pdf->qpdf, trailer);
  for (guint32 id = 1; id < pdf->object_count; id++)
    note_fate(copy, id);
  if (info < pdf->object_count)
    copy->fates[info] = FATE_SKIP;
  copy->fates[0] = FATE_SKIP;
  for (guint i = 0; i < pdf->page_ids->len; i++)
    copy->fates[g_array_index(pdf->content_ids, guint32, i)] = FATE_SKIP;
  for (guint i = 0; i < copy->drawing->fonts->len; i++)
    skip_resources(copy, g_array_index(copy->drawing->fonts, StsDrawnFont, i).specimen);
}

/* ISO 14289-1, 7.21.3.2 and ISO 19005-2, 6.2.8: what cairo 1.16 leaves out, or says too much. */
static void
mend_dictionary(qpdf_data qpdf, qpdf_oh dictionary)
{
  if (has_name(qpdf, dictionary, "/Subtype", "/CIDFontType2") && !qpdf_oh_has_key(qpdf, dictionary, "/CIDToGIDMap"))
    set_key(qpdf, dictionary, "/CIDToGIDMap", qpdf_oh_new_name(qpdf, "/Identity"));
  if (qpdf_oh_has_key(qpdf, dictionary, "/Interpolate"))
    set_key(qpdf, dictionary, "/Interpolate", qpdf_oh_new_bool(qpdf, QPDF_FALSE));
}

static void
strip_brackets(GString *text)
{
  g_assert(g_str_has_prefix(text->str, "<<") && g_str_has_suffix(text->str, ">>"));
  g_string_truncate(text, text->len - 2);
  g_string_erase(text, 0, 2);
}

static void
copy_stream(Copy *copy, guint32 id, qpdf_oh stream)
{
  qpdf_data qpdf = copy->pdf->qpdf;
  qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, stream);
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;
  bool unicode = copy->fates[id] == FATE_TO_UNICODE;

  mend_dictionary(qpdf, dictionary);
  qpdf_oh_get_stream_data(qpdf, stream, unicode ? qpdf_dl_generalized : qpdf_dl_none, &filtered, &data, &length);
  if (unicode) {
    g_string_truncate(copy->text, 0);
    sts_ligatures_restore(copy->drawing->ligatures, copy->text, (const char *)data, length);
    sts_pdf_writer_add_deflated(copy->writer, id, "", copy->text->str, copy->text->len);
  } else {
    qpdf_oh_remove_key(qpdf, dictionary, "/Length");
    g_string_assign(copy->text, qpdf_oh_unparse_resolved(qpdf, dictionary));
    strip_brackets(copy->text);
    sts_pdf_writer_add_stream(copy->writer, id, copy->text->str, data, length);
  }
  free(data);
  qpdf_oh_release(qpdf, dictionary);
}

static void
copy_object(Copy *copy, guint32 id)
{
  qpdf_data qpdf = copy->pdf->qpdf;
  qpdf_oh object = qpdf_get_object_by_id(qpdf, (int)id, 0);

  if (qpdf_oh_is_stream(qpdf, object)) {
    copy_stream(copy, id, object);
  } else {
    if (qpdf_oh_is_dictionary(qpdf, object))
      mend_dictionary(qpdf, object);
    const char *text = qpdf_oh_unparse_resolved(qpdf, object);
    sts_pdf_writer_add(copy->writer, id, text, strlen(text));
  }
  qpdf_oh_release(qpdf, object);
}

static void
append_entry(Copy *copy, qpdf_oh page, const char *key)
{
  if (!qpdf_oh_has_key(copy->pdf->qpdf, page, key))
    return;
  qpdf_oh value = qpdf_oh_get_key(copy->pdf->qpdf, page, key);
  g_string_append_printf(copy->text, " %s %s", key, qpdf_oh_unparse(copy->pdf->qpdf, value));
  qpdf_oh_release(copy->pdf->qpdf, value);
}

/* The page on which cairo drew the picture, as a form (ISO 32000-1, 8.10). cairo makes each page a transparency group;
 * a form is one only if it has to: printers' software draws pages with groups as bitmaps. */
static void
write_form(Copy *copy, const StsPicture *picture)
{
  qpdf_data qpdf = copy->pdf->qpdf;
  qpdf_oh page = qpdf_get_object_by_id(qpdf, (int)g_array_index(copy->pdf->page_ids, guint32, picture->page), 0);
  qpdf_oh stream = qpdf_get_object_by_id(qpdf, (int)picture->id, 0), dictionary = qpdf_oh_get_dict(qpdf, stream);
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;

  qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_none, &filtered, &data, &length);
  g_string_assign(copy->text, "/Type /XObject /Subtype /Form");
  append_entry(copy, dictionary, "/Filter");
  append_entry(copy, dictionary, "/DecodeParms");
  append_entry(copy, page, "/Resources");
  if (picture->transparent)
    append_entry(copy, page, "/Group");
  qpdf_oh box = qpdf_oh_get_key(qpdf, page, "/MediaBox");
  g_string_append_printf(copy->text, " /BBox %s", qpdf_oh_unparse_resolved(qpdf, box));
  sts_pdf_writer_add_stream(copy->writer, picture->id, copy->text->str, data, length);
  free(data);
  qpdf_oh_release(qpdf, box);
  qpdf_oh_release(qpdf, dictionary);
  qpdf_oh_release(qpdf, stream);
  qpdf_oh_release(qpdf, page);
}

bool
sts_cairo_pdf_write_objects(StsCairoPdf *pdf, const StsDrawing *drawing, StsPdfWriter *writer, GError **error)
{
  Copy copy = {.pdf = pdf, .drawing = drawing, .writer = writer};

  copy.fates = g_new0(guint8, pdf->object_count);
  copy.text = g_string_new(NULL);
  note_fates(&copy);
  for (guint32 id = 1; id < pdf->object_count; id++)
    if (copy.fates[id] == FATE_COPY || copy.fates[id] == FATE_TO_UNICODE)
      copy_object(&copy, id);
  for (guint i = 0; i < drawing->pictures->len; i++)
    write_form(&copy, &g_array_index(drawing->pictures, StsPicture, i));
  g_string_free(copy.text, TRUE);
  g_free(copy.fates);
  return sts_qpdf_check(pdf->qpdf, "copying what cairo drew", error);
}
