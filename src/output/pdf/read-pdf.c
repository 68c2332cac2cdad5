/* Reads a PDF: metadata, then pages, then tags. */
#include <string.h>

#include "base/xml/xml-read.h"
#include "document/provenance.h"
#include "output/pdf/pdf.h"
#include "output/pdf/read-structure.h"
#include "output/pdf/written.h"

/* ---- XMP (ISO 16684-1): properties as elements or as attributes ---- */

typedef struct {
  StsReading *reading;
  GString *text;  /* of the property being read */
  char *property; /* its name; NULL: none */
  guint depth, property_depth;
  guint sections_depth; /* 0: outside of sts:sections */
  guint item_depth;     /* 0: outside of an entry there */
  guint section;
} Xmp;

static const char DC[] = "http://purl.org/dc/elements/1.1/", RDF[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

static void
set_property(Xmp *xmp, const char *name, const char *value)
{
  if (xmp->item_depth > 0)
    sts_reading_set_section(xmp->reading, xmp->section, name, value);
  else if (!sts_reading_knows_core(name))
    sts_reading_set(xmp->reading, name, value);
}

static void
start_element(gpointer data, const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  Xmp *xmp = data;
  StsXmlAttribute attribute;
  bool ours = sts_reading_knows_record(xmp->reading, uri), core = strcmp(uri, DC) == 0 && sts_reading_knows_core(name);

  xmp->depth++;
  if (xmp->property)
    return;
  if (ours && strcmp(name, "sections") == 0 && xmp->sections_depth == 0) {
    xmp->sections_depth = xmp->depth;
  } else if (xmp->sections_depth > 0 && xmp->item_depth == 0 && strcmp(uri, RDF) == 0 && strcmp(name, "li") == 0) {
    xmp->item_depth = xmp->depth;
    xmp->section = sts_reading_add_section(xmp->reading);
  } else if (ours || (core && xmp->sections_depth == 0)) {
    xmp->property = g_strdup(name);
    xmp->property_depth = xmp->depth;
    g_string_truncate(xmp->text, 0);
    return;
  }
  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++)
    if (sts_reading_knows_record(xmp->reading, attribute.uri))
      set_property(xmp, attribute.name, attribute.value);
}

static void
end_property(Xmp *xmp)
{
  g_autofree char *value = g_strdup(xmp->text->str);

  g_strstrip(value);
  if (xmp->item_depth > 0)
    sts_reading_set_section(xmp->reading, xmp->section, xmp->property, value);
  else
    sts_reading_set(xmp->reading, xmp->property, value);
  g_clear_pointer(&xmp->property, g_free);
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  Xmp *xmp = data;

  if (xmp->property && xmp->depth == xmp->property_depth)
    end_property(xmp);
  if (xmp->depth == xmp->item_depth)
    xmp->item_depth = 0;
  if (xmp->depth == xmp->sections_depth)
    xmp->sections_depth = 0;
  xmp->depth--;
}

static void
take_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  Xmp *xmp = data;

  if (xmp->property)
    g_string_append_len(xmp->text, text, (gssize)length);
}

static bool
read_xmp(StsReading *reading, const GString *packet, GError **error)
{
  static const StsXmlHandler HANDLER = {.start = start_element, .end = end_element, .text = take_text};
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) fault = NULL;
  Xmp xmp = {.reading = reading, .text = text};

  bool good = packet->len == 0 || sts_xml_parse(packet->str, packet->len, &HANDLER, &xmp, &fault);
  g_free(xmp.property);
  if (!good) {
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "its metadata are damaged (%s)", fault->message);
    return false;
  }
  return sts_reading_settle(reading, error);
}

static bool
read_metadata(StsPdfFile *file, StsReading *reading, GError **error)
{
  g_autoptr(GString) packet = g_string_new(NULL);
  qpdf_oh catalog = qpdf_get_root(file->qpdf);
  int id = qpdf_oh_get_object_id(file->qpdf, catalog);

  qpdf_oh_release(file->qpdf, catalog);
  g_autofree char *text = sts_pdf_file_get_object(file, id, 0);
  StsPdfSlice reference = sts_pdf_get_key(sts_pdf_slice(text, strlen(text)), "/Metadata");
  return sts_pdf_file_append_stream(file, reference, packet, error) && read_xmp(reading, packet, error);
}

/* The head may stand after some rubbish (ISO 32000-1, annex H, 3.4.1). */
enum { HEAD_WITHIN = 1024 };

ssize_t
sts_pdf_recognise(const char *bytes, size_t size)
{
  const char *head = memmem(bytes, MIN(size, HEAD_WITHIN), "%PDF-", 5);

  return head ? head - bytes : -1;
}

bool
sts_pdf_is_own(const char *bytes, size_t size)
{
  return memmem(bytes, size, STS_RECORD_URI_STEM, strlen(STS_RECORD_URI_STEM));
}

/* Readers skip what stands before the head and after the end. */
static void
check_ends(const char *bytes, size_t size, StsReading *reading)
{
  while (size > 0 && g_ascii_isspace(bytes[size - 1]))
    size--;
  if (sts_pdf_recognise(bytes, size) != 0 || size < 5 || memcmp(bytes + size - 5, "%%EOF", 5) != 0)
    sts_reading_add_fault(reading, "there is something before its head or after its end");
}

StsReading *
sts_pdf_read(const char *bytes, size_t size, GError **error)
{
  g_autoptr(StsPdfFile) file = sts_pdf_file_open(bytes, size, error);
  if (!file)
    return NULL;
  g_autoptr(StsReading) reading = sts_reading_new();
  if (!read_metadata(file, reading, error))
    return NULL;
  g_autoptr(StsPdfContent) content = sts_pdf_content_read(file, reading, error);
  if (!content || !sts_pdf_structure_read(file, content, reading, error))
    return NULL;
  if (!sts_pdf_check_written(file, reading, error))
    return NULL;
  check_ends(bytes, size, reading);
  sts_reading_finish(reading);
  return g_steal_pointer(&reading);
}
