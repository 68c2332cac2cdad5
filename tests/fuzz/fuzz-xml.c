/* Any bytes as XML: elements must nest, names must be in namespaces that are declared, and what is written of a
 * document must say what it said. */
#include <string.h>

#include "base/text.h"
#include "base/xml/xml-read.h"
#include "base/xml/xml-write.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

typedef struct {
  GString *said; /* events, with names in their namespaces */
  StsXmlWriter *xml;
  int depth;
  bool in_text; /* text may come in pieces */
} Document;

static void
begin_event(Document *document, const char *kind, const char *uri, const char *name)
{
  g_string_append_printf(document->said, "\n%s {%s}%s ", kind, uri, name);
  document->in_text = false;
}

static void
start(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  Document *document = data;
  StsXmlAttribute attribute;
  int line, column;

  (void)error;
  g_assert(++document->depth <= STS_XML_DEPTH_MAX);
  begin_event(document, "start", uri, name);
  sts_xml_get_place(element, &line, &column);
  g_assert(line >= 1 && column >= 1 && line <= sts_xml_get_line(element));
  if (document->xml) {
    sts_xml_open(document->xml, g_intern_string(name));
    sts_xml_attribute(document->xml, "xmlns", uri);
  }
  for (guint i = 0; sts_xml_nth_attribute(element, i, &attribute); i++) {
    g_assert(g_utf8_validate(attribute.value, -1, NULL));
    g_assert_cmpstr(sts_xml_get_attribute(element, attribute.uri, attribute.name), ==, attribute.value);
    if (*attribute.uri)
      continue;
    g_string_append_printf(document->said, "%s=[%s] ", attribute.name, attribute.value);
    if (document->xml)
      sts_xml_attribute(document->xml, g_intern_string(attribute.name), attribute.value);
  }
}

static void
end(gpointer data, GError **error)
{
  Document *document = data;

  (void)error;
  g_assert(--document->depth >= 0);
  begin_event(document, "end", "", "");
  if (document->xml)
    sts_xml_close(document->xml);
}

static void
add_text(gpointer data, const char *text, size_t length, GError **error)
{
  Document *document = data;
  g_autofree char *piece = g_strndup(text, length);

  (void)error;
  g_assert(document->depth > 0 || strspn(piece, " \t\r\n") == length);
  if (document->depth == 0 || length == 0)
    return;
  if (!document->in_text)
    g_string_append(document->said, "\ntext ");
  document->in_text = true;
  g_string_append(document->said, piece);
  if (document->xml)
    sts_xml_text(document->xml, piece);
}

/* Returns what the document says; NULL where it is at fault. */
static char *
read_document(const char *text, size_t length, StsXmlWriter *xml)
{
  static const StsXmlHandler HANDLER = {.start = start, .end = end, .text = add_text};
  Document document = {.said = g_string_new(NULL), .xml = xml};
  g_autoptr(GError) error = NULL;
  bool parsed = sts_xml_parse(text, length, &HANDLER, &document, &error);

  g_assert(parsed ? document.depth == 0 : error && g_utf8_validate(error->message, -1, NULL));
  /* A writer wants its elements closed. */
  for (; xml && document.depth > 0; document.depth--)
    sts_xml_close(xml);
  return g_string_free(document.said, !parsed);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  g_autoptr(GString) out = g_string_new(NULL);
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_TIGHT);
  g_autofree char *said = read_document((const char *)data, size, &xml);

  sts_xml_finish(&xml);
  if (!said)
    return 0;
  g_autofree char *again = read_document(out->str, out->len, NULL);
  g_assert_cmpstr(again, ==, said);
  return 0;
}
