/* Reads a page, or a piece of one: the record first, then the text. */
#include <string.h>

#include "base/xml/xml-read.h"
#include "document/provenance.h"
#include "output/html/html.h"
#include "output/html/read-linked-data.h"
#include "output/html/record.h"
#include "output/html/written.h"
#include "output/xhtml/read-text.h"

/* How far from the beginning a page says what it is. */
enum { BEGINNING = 1024, RECORD_BY = 64 << 10 };

/* ---- the record and the pictures ---- */

typedef struct {
  StsReading *reading;
  bool known;    /* the record is of a version that we know */
  GString *text; /* of the element that is read: the title, or what search engines read; NULL: of another */
  bool in_body;
  guint pictures;
  GString *title, *data;
} Head;

static const char *
attribute(const StsXmlElement *element, const char *name)
{
  return sts_xml_get_attribute(element, "", name);
}

static void
read_meta(Head *head, const StsXmlElement *element)
{
  static const char *const CORE[][2] = {
      {"author", "creator"}, {"dcterms.publisher", "publisher"}, {"dcterms.identifier", "identifier"}};
  const char *name = attribute(element, "name"), *content = attribute(element, "content");

  if (!name || !content)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(CORE); i++)
    if (strcmp(name, CORE[i][0]) == 0)
      sts_reading_set(head->reading, CORE[i][1], content);
  if (strcmp(name, STS_HTML_META STS_HTML_RECORD) == 0)
    head->known = sts_reading_knows_record(head->reading, content);
  else if (head->known && g_str_has_prefix(name, STS_HTML_META))
    sts_reading_set(head->reading, name + strlen(STS_HTML_META), content);
}

static void
read_section(Head *head, const StsXmlElement *element)
{
  StsXmlAttribute one;
  guint section = sts_reading_add_section(head->reading);

  for (guint i = 0; sts_xml_nth_attribute(element, i, &one); i++) {
    g_autofree char *property = *one.uri ? NULL : sts_html_property_of(one.name);
    if (property)
      sts_reading_set_section(head->reading, section, property, one.value);
  }
}

static void
read_fragment(Head *head, const StsXmlElement *element)
{
  const char *version = attribute(element, STS_HTML_ATTRIBUTE STS_HTML_RECORD), *language = attribute(element, "lang");
  StsXmlAttribute one;

  head->known = version && sts_reading_knows_record(head->reading, version);
  if (language)
    sts_reading_set(head->reading, "language", language);
  for (guint i = 0; head->known && sts_xml_nth_attribute(element, i, &one); i++) {
    g_autofree char *property = *one.uri ? NULL : sts_html_property_of(one.name);
    if (property)
      sts_reading_set(head->reading, property, one.value);
  }
}

static void
check_picture(Head *head, const char *address)
{
  static const char BEFORE[] = "data:image/svg+xml;base64,";
  gsize size = 0;

  head->pictures++;
  if (!g_str_has_prefix(address, BEFORE))
    return;
  g_autofree char *name = g_strdup_printf("%u", head->pictures);
  g_autofree char *drawing = (char *)g_base64_decode(address + strlen(BEFORE), &size);
  sts_written_check_drawing(head->reading, name, drawing, size, false);
}

static void
start_element(gpointer data, G_GNUC_UNUSED const char *uri, const char *name, const StsXmlElement *element,
              G_GNUC_UNUSED GError **error)
{
  static const char *const OF_HEAD[] = {"meta", "script", "style", "title", NULL};
  Head *head = data;
  bool of_head = g_strv_contains(OF_HEAD, name);

  head->text = head->in_body                 ? NULL
               : strcmp(name, "title") == 0  ? head->title
               : strcmp(name, "script") == 0 ? head->data
                                             : NULL;
  head->in_body = head->in_body || strcmp(name, "body") == 0;
  if (of_head && head->in_body)
    sts_reading_add_fault(head->reading, "it has, on line %d, <%s> in its text, where sts-export writes none",
                          sts_xml_get_line(element), name);
  else if (strcmp(name, "meta") == 0)
    read_meta(head, element);
  else if (strcmp(name, "html") == 0 && attribute(element, "lang"))
    sts_reading_set(head->reading, "language", attribute(element, "lang"));
  else if (head->known && strcmp(name, "article") == 0)
    sts_reading_add_fault(head->reading, "it has, on line %d, <article> in its text, where sts-export writes none",
                          sts_xml_get_line(element));
  else if (strcmp(name, "article") == 0)
    read_fragment(head, element);
  else if (head->known && strcmp(name, "section") == 0 && attribute(element, STS_HTML_ATTRIBUTE "element"))
    read_section(head, element);
  else if (strcmp(name, "img") == 0 && attribute(element, "src"))
    check_picture(head, attribute(element, "src"));
  else if (strcmp(name, "source") == 0 && attribute(element, "srcset"))
    check_picture(head, attribute(element, "srcset"));
}

static void
end_element(gpointer data, G_GNUC_UNUSED GError **error)
{
  Head *head = data;

  if (head->text == head->title)
    sts_reading_set(head->reading, "title", head->title->str);
  head->text = NULL;
}

static void
take_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  Head *head = data;

  if (head->text)
    g_string_append_len(head->text, text, (gssize)length);
}

/* ---- the file ---- */

/* Computes the fingerprint of all bytes but itself. */
static void
take_fingerprint(StsReading *reading, const char *bytes, size_t size)
{
  const char *mark = sts_html_recognise_fragment(bytes, size) < 0 ? STS_HTML_BEFORE_FINGERPRINT
                                                                  : STS_HTML_BEFORE_FINGERPRINT_OF_FRAGMENT;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  const char *place = memmem(bytes, size, mark, strlen(mark));
  size_t before = place ? (size_t)(place - bytes) + strlen(mark) : size;
  const char *quote = memchr(bytes + before, '"', size - before);

  g_checksum_update(sum, (const guchar *)bytes, (gssize)before);
  if (quote)
    g_checksum_update(sum, (const guchar *)quote, (gssize)(size - (size_t)(quote - bytes)));
  reading->file = sts_arena_strdup(reading->arena, g_checksum_get_string(sum));
}

/* Returns the document: a piece of a page is put into one, on the same lines. Free with g_string_free(). */
static GString *
make_document(const char *bytes, size_t size)
{
  GString *document = g_string_new(NULL);
  bool fragment = sts_html_recognise_fragment(bytes, size) >= 0;

  if (fragment)
    g_string_append(document, "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>");
  g_string_append_len(document, bytes, (gssize)size);
  if (fragment)
    g_string_append(document, "</body></html>");
  return document;
}

static bool
parse_head(Head *head, const GString *document, bool own, GError **error)
{
  static const StsXmlHandler HANDLER = {.start = start_element, .end = end_element, .text = take_text};
  g_autoptr(GError) fault = NULL;
  bool good = sts_xml_parse(document->str, document->len, &HANDLER, head, &fault);

  /* Any other page is mostly no XML either. */
  if (!good && !own)
    g_set_error_literal(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_FOREIGN,
                        "it is a web page that sts-export did not write");
  else if (!good)
    g_set_error(error, STS_VERIFY_ERROR, STS_VERIFY_ERROR_DAMAGED, "it is damaged: it is not well-formed (%s)",
                fault->message);
  return good;
}

ssize_t
sts_html_recognise(const char *bytes, size_t size)
{
  static const char *const MARKS[] = {"<!doctype html", "<html"};
  g_autofree char *beginning = g_ascii_strdown(bytes, (gssize)MIN(size, BEGINNING));

  for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
    const char *mark = memmem(beginning, MIN(size, BEGINNING), MARKS[i], strlen(MARKS[i]));
    if (mark)
      return mark - beginning;
  }
  return -1;
}

ssize_t
sts_html_recognise_fragment(const char *bytes, size_t size)
{
  static const char MARK[] = STS_HTML_FRAGMENT;

  return size >= strlen(MARK) && memcmp(bytes, MARK, strlen(MARK)) == 0 ? 0 : -1;
}

bool
sts_html_is_own(const char *bytes, size_t size)
{
  static const char *const RECORDS[] = {"\"" STS_HTML_META STS_HTML_RECORD "\" content=\"" STS_RECORD_URI_STEM,
                                        " " STS_HTML_ATTRIBUTE STS_HTML_RECORD "=\"" STS_RECORD_URI_STEM};
  const char *record = RECORDS[sts_html_recognise_fragment(bytes, size) < 0 ? 0 : 1];

  return memmem(bytes, MIN(size, RECORD_BY), record, strlen(record));
}

StsReading *
sts_html_read(const char *bytes, size_t size, GError **error)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  g_autoptr(GString) title = g_string_new(NULL), data = g_string_new(NULL);
  g_autoptr(GString) document = make_document(bytes, size);
  Head head = {.reading = reading, .title = title, .data = data};
  const StsWrittenCheck check = sts_html_written_check(reading);

  if (!parse_head(&head, document, sts_html_is_own(bytes, size), error) || !sts_reading_settle(reading, error) ||
      !sts_xhtml_text_read(document, &check, error))
    return NULL;
  sts_html_check_linked_data(reading, data->str);
  take_fingerprint(reading, bytes, size);
  sts_reading_finish(reading);
  return g_steal_pointer(&reading);
}
