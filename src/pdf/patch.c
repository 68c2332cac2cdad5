/* Reads cairo's PDF with libqpdf and copies its objects: contents rewritten, fonts, pictures and pages mended. */
#include "pdf/patch.h"

#include <stdlib.h>
#include <string.h>

#include "pdf/rewrite.h"
#include "pdf/syntax.h"

/* The first warning that matters. cairo 1.16 names a picture that stands twice on a page twice in the page's resources, which is harmless: the copy
 * has it once. */
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
  qpdf_oh root = qpdf_get_root(pdf->qpdf);
  pdf->pages_id = reference_in(pdf, root, "/Pages");
  qpdf_oh_release(pdf->qpdf, root);
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

static bool
write_content(StsCairoPdf *pdf, StsStructure *structure, const StsLigatures *ligatures, guint32 page, GString *out, StsPdfWriter *writer,
              GError **error)
{
  guint32 id = g_array_index(pdf->content_ids, guint32, page);
  qpdf_oh stream = qpdf_get_object_by_id(pdf->qpdf, (int)id, 0);
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL filtered;

  qpdf_oh_get_stream_data(pdf->qpdf, stream, qpdf_dl_generalized, &filtered, &data, &length);
  qpdf_oh_release(pdf->qpdf, stream);
  g_string_truncate(out, 0);
  bool good = sts_qpdf_check(pdf->qpdf, "reading a page that cairo drew", error) &&
              sts_pdf_rewrite(structure, ligatures, page, (const char *)data, length, out, error);
  free(data);
  if (good)
    sts_pdf_writer_add_deflated(writer, id, "", out->str, out->len);
  return good;
}

bool
sts_cairo_pdf_write_contents(StsCairoPdf *pdf, StsStructure *structure, const StsLigatures *ligatures, StsPdfWriter *writer, GError **error)
{
  g_autoptr(GString) out = g_string_new(NULL);

  if (pdf->page_ids->len != structure->layout->pages->len) {
    g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO, "cairo drew %u of %u pages", pdf->page_ids->len, structure->layout->pages->len);
    return false;
  }
  for (guint32 page = 0; page < pdf->page_ids->len; page++)
    if (!write_content(pdf, structure, ligatures, page, out, writer, error))
      return false;
  return true;
}

/* What becomes of an object of cairo's. */
typedef enum { FATE_COPY, FATE_SKIP, FATE_PAGE, FATE_TO_UNICODE } Fate;

typedef struct {
  StsCairoPdf *pdf;
  const StsStructure *structure;
  const StsLigatures *ligatures;
  StsPdfWriter *writer;
  guint8 *fates; /* Fate, by object number */
  GString *text;
} Copy;

static bool
has_name(qpdf_data qpdf, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh value = qpdf_oh_get_key(qpdf, dictionary, key);
  bool is = qpdf_oh_is_name_and_equals(qpdf, value, name);

  qpdf_oh_release(qpdf, value);
  return is;
}

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
    if (has_name(qpdf, object, "/Type", "/Catalog"))
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
  for (guint i = 0; i < pdf->page_ids->len; i++) {
    copy->fates[g_array_index(pdf->page_ids, guint32, i)] = FATE_PAGE;
    copy->fates[g_array_index(pdf->content_ids, guint32, i)] = FATE_SKIP;
  }
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
    sts_ligatures_restore(copy->ligatures, copy->text, (const char *)data, length);
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
append_annotations(Copy *copy, guint32 page, guint32 *next)
{
  const GArray *annotations = copy->structure->annotations;
  guint32 start = *next;

  for (; *next < annotations->len; (*next)++) {
    const StsAnnotation *annotation = &g_array_index(annotations, StsAnnotation, *next);
    if (annotation->page != page)
      break;
    g_string_append(copy->text, *next == start ? "/Annots [ " : " ");
    sts_pdf_append_reference(copy->text, annotation->id);
  }
  if (*next > start)
    g_string_append(copy->text, " ] ");
}

/* Tab order by structure (ISO 14289-1, 7.18.3), the key into the parent tree, annotations. */
static void
copy_pages(Copy *copy)
{
  qpdf_data qpdf = copy->pdf->qpdf;
  guint32 annotation = 0;

  for (guint32 page = 0; page < copy->pdf->page_ids->len; page++) {
    guint32 id = g_array_index(copy->pdf->page_ids, guint32, page);
    qpdf_oh object = qpdf_get_object_by_id(qpdf, (int)id, 0);
    g_string_assign(copy->text, qpdf_oh_unparse_resolved(qpdf, object));
    g_assert(g_str_has_suffix(copy->text->str, ">>"));
    g_string_truncate(copy->text, copy->text->len - 2);
    append_annotations(copy, page, &annotation);
    g_string_append_printf(copy->text, "/Tabs /S /StructParents %u >>", page);
    sts_pdf_writer_add(copy->writer, id, copy->text->str, copy->text->len);
    qpdf_oh_release(qpdf, object);
  }
}

bool
sts_cairo_pdf_write_objects(StsCairoPdf *pdf, const StsStructure *structure, const StsLigatures *ligatures, StsPdfWriter *writer, GError **error)
{
  Copy copy = {.pdf = pdf, .structure = structure, .ligatures = ligatures, .writer = writer};

  copy.fates = g_new0(guint8, pdf->object_count);
  copy.text = g_string_new(NULL);
  note_fates(&copy);
  for (guint32 id = 1; id < pdf->object_count; id++)
    if (copy.fates[id] == FATE_COPY || copy.fates[id] == FATE_TO_UNICODE)
      copy_object(&copy, id);
  copy_pages(&copy);
  g_string_free(copy.text, TRUE);
  g_free(copy.fates);
  return sts_qpdf_check(pdf->qpdf, "copying what cairo drew", error);
}
