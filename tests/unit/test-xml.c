/* rooms: base */
/* Tests of XML as it is written and read. */
#include <string.h>

#include "base/xml/xml-read.h"
#include "base/xml/xml-write.h"

/* ---- writing ---- */

static void
test_escapes(void)
{
  g_autoptr(GString) out = g_string_new(NULL);
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_TIGHT);

  sts_xml_open(&xml, "a");
  sts_xml_attribute(&xml, "b", "x\ty\n<\"'&\">\r\x01");
  sts_xml_text(&xml, "a<b & \"c\"> 'd'\t\n\x01");
  sts_xml_close(&xml);
  sts_xml_finish(&xml);
  g_assert_cmpstr(out->str, ==,
                  "<a b=\"x&#9;y&#10;&lt;&quot;'&amp;&quot;&gt;&#13;\uFFFD\">"
                  "a&lt;b &amp; &quot;c&quot;&gt; 'd'\t\n\uFFFD</a>");
}

static void
write_sample(GString *out, StsXmlForm form)
{
  StsXmlWriter xml = sts_xml_begin(out, form);

  sts_xml_open(&xml, "list");
  sts_xml_attribute_format(&xml, "count", "%d&", 3);
  sts_xml_open(&xml, "item");
  sts_xml_close(&xml);
  sts_xml_open(&xml, "item");
  sts_xml_attribute(&xml, "id", "two");
  sts_xml_close_empty(&xml);
  sts_xml_open(&xml, "list");
  sts_xml_element(&xml, "item", "three");
  sts_xml_close(&xml);
  sts_xml_close(&xml);
  sts_xml_finish(&xml);
}

static void
test_forms(void)
{
  static const struct {
    StsXmlForm form;
    const char *wanted;
  } CASES[] = {
      {STS_XML_TIGHT, "<list count=\"3&amp;\"><item></item><item id=\"two\"/><list><item>three</item></list></list>"},
      {STS_XML_HTML, "<list count=\"3&amp;\"><item></item><item id=\"two\" /><list><item>three</item></list></list>"},
      {STS_XML_INDENTED, "<list count=\"3&amp;\">\n  <item></item>\n  <item id=\"two\"/>\n"
                         "  <list>\n    <item>three</item>\n  </list>\n</list>\n"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    write_sample(out, CASES[i].form);
    g_assert_cmpstr(out->str, ==, CASES[i].wanted);
  }
}

/* ---- reading ---- */

static void
note_start(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error)
{
  const char *plain = sts_xml_get_attribute(element, "", "k"),
             *prefixed = sts_xml_get_attribute(element, "urn:two", "k");

  if (strcmp(name, "bad") == 0)
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "bad");

  g_string_append_printf(data, "(%s %s %s %s)", uri, name, plain ? plain : "-", prefixed ? prefixed : "-");
}

static void
note_end(gpointer data, G_GNUC_UNUSED GError **error)
{
  g_string_append_c(data, '.');
}

static void
note_text(gpointer data, const char *text, size_t length, G_GNUC_UNUSED GError **error)
{
  g_string_append_len(data, text, (gssize)length);
}

static void
note_other(gpointer data, const char *markup, size_t length, G_GNUC_UNUSED GError **error)
{
  g_string_append_printf(data, "[%.*s]", (int)length, markup);
}

/* Returns what was met; NULL where the text is at fault. */
static char *
read_back(const char *text)
{
  static const StsXmlHandler HANDLER = {note_start, note_end, note_text, note_other};
  g_autoptr(GString) met = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  if (!sts_xml_parse(text, strlen(text), &HANDLER, met, &error)) {
    g_assert_error(error, G_MARKUP_ERROR, error->code);
    return NULL;
  }
  return g_string_free(g_steal_pointer(&met), FALSE);
}

/* A prefix holds within its element, an inner one hides an outer one, and the default is not for attributes. */
static void
test_namespaces(void)
{
  static const char TEXT[] = "\uFEFF<r xmlns='urn:one' xmlns:p='urn:two' k='1' p:k='2'>a&lt;<![CDATA[<b>]]>"
                             "<p:i xmlns:p='urn:three' p:k='3'/><p:i p:k='4'><i xmlns=''/></p:i></r>";
  g_autofree char *met = read_back(TEXT);

  g_assert_cmpstr(met, ==, "(urn:one r 1 2)a<<b>(urn:three i - -).(urn:two i - 4)( i - -)...");
}

static void
test_other_markup(void)
{
  g_autofree char *met = read_back("<?xml version='1.0'?><!DOCTYPE a><a>b<!--c--><?d?></a>");

  g_assert_cmpstr(met, ==, "[<?xml version='1.0'?>][<!DOCTYPE a>]( a - -)b[<!--c-->][<?d?>].");
}

static void
test_depth(void)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (int i = 0; i < STS_XML_DEPTH_MAX; i++)
    g_string_append(text, "<a>");
  for (int i = 0; i < STS_XML_DEPTH_MAX; i++)
    g_string_append(text, "</a>");
  g_autofree char *met = read_back(text->str);
  g_assert_nonnull(met);
  g_string_prepend(text, "<a>");
  g_string_append(text, "</a>");
  g_assert_null(read_back(text->str));
}

static void
test_faults(void)
{
  static const char *const TEXTS[] = {"",
                                      "<a>",
                                      "<a></b>",
                                      "<a>&unknown;</a>",
                                      "<a b=c/>",
                                      "x",
                                      "<a>\xff</a>",
                                      "<bad/>",
                                      "<p:a/>",
                                      "<a p:b='c'/>",
                                      "<a><b xmlns:p='urn:one'/><p:c/></a>",
                                      "<a xmlns:p='urn:one'><p:b:c/></a>",
                                      "<a b='c' b='c'/>",
                                      "<a/><b/>",
                                      "<a/>b",
                                      "<?xml version='1.0'?><!-- a -->"};

  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++)
    g_assert_null(read_back(TEXTS[i]));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/xml/escapes", test_escapes);
  g_test_add_func("/xml/forms", test_forms);
  g_test_add_func("/xml/namespaces", test_namespaces);
  g_test_add_func("/xml/other-markup", test_other_markup);
  g_test_add_func("/xml/depth", test_depth);
  g_test_add_func("/xml/faults", test_faults);
  return g_test_run();
}
