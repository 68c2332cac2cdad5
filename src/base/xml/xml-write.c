/* Writes XML with a stack of the elements that are open. */
#include "base/xml/xml-write.h"

#include <stdarg.h>

/* Text, or a value between double quotes, in which white space other than a space would become one. */
static void
append_escaped(GString *out, const char *text, bool attribute)
{
  const char *plain = text;

  for (const char *p = text;; p++) {
    const char *replacement = NULL;
    while ((guchar)*p > '>' || (*p >= '\'' && *p <= ';') || *p == ' ')
      p++;
    switch (*p) {
    case '&':
      replacement = "&amp;";
      break;
    case '<':
      replacement = "&lt;";
      break;
    case '>':
      replacement = "&gt;";
      break;
    case '"':
      replacement = "&quot;";
      break;
    case '\t':
      replacement = attribute ? "&#9;" : NULL;
      break;
    case '\n':
      replacement = attribute ? "&#10;" : NULL;
      break;
    case '\r':
      replacement = attribute ? "&#13;" : NULL;
      break;
    default:
      if ((unsigned char)*p < 0x20 && *p != '\0')
        replacement = "\xEF\xBF\xBD";
      break;
    }
    if (replacement || *p == '\0') {
      g_string_append_len(out, plain, p - plain);
      if (*p == '\0')
        return;
      g_string_append(out, replacement);
      plain = p + 1;
    }
  }
}

static void
end_tag(StsXmlWriter *xml)
{
  if (xml->in_tag)
    g_string_append_c(xml->out, '>');
  xml->in_tag = false;
}

static void
indent(StsXmlWriter *xml)
{
  for (guint i = 0; i < xml->open->len; i++)
    g_string_append(xml->out, "  ");
}

/* Takes the name of the last open element off the stack. */
static const char *
pop(StsXmlWriter *xml)
{
  g_assert(xml->open->len > 0);
  return g_ptr_array_steal_index(xml->open, xml->open->len - 1);
}

static void
after_element(StsXmlWriter *xml)
{
  if (xml->form == STS_XML_INDENTED)
    g_string_append_c(xml->out, '\n');
  xml->in_tag = false;
  xml->had_child = true;
}

StsXmlWriter
sts_xml_begin(GString *out, StsXmlForm form)
{
  return (StsXmlWriter){.out = out, .form = form, .open = g_ptr_array_new()};
}

void
sts_xml_finish(StsXmlWriter *xml)
{
  g_assert(xml->open->len == 0);
  g_ptr_array_unref(xml->open);
}

void
sts_xml_declare(StsXmlWriter *xml)
{
  g_string_append(xml->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

void
sts_xml_open(StsXmlWriter *xml, const char *name)
{
  if (xml->form == STS_XML_INDENTED) {
    if (xml->in_tag)
      sts_xml_line(xml);
    indent(xml);
  }
  end_tag(xml);
  g_string_append_c(xml->out, '<');
  g_string_append(xml->out, name);
  g_ptr_array_add(xml->open, (gpointer)name);
  xml->in_tag = true;
  xml->had_child = false;
}

void
sts_xml_attribute(StsXmlWriter *xml, const char *name, const char *value)
{
  g_assert(xml->in_tag);
  g_string_append_c(xml->out, ' ');
  g_string_append(xml->out, name);
  g_string_append(xml->out, "=\"");
  append_escaped(xml->out, value, true);
  g_string_append_c(xml->out, '"');
}

void
sts_xml_attribute_format(StsXmlWriter *xml, const char *name, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *value = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  sts_xml_attribute(xml, name, value);
}

void
sts_xml_text(StsXmlWriter *xml, const char *text)
{
  end_tag(xml);
  append_escaped(xml->out, text, false);
  xml->had_child = false;
}

void
sts_xml_line(StsXmlWriter *xml)
{
  end_tag(xml);
  g_string_append_c(xml->out, '\n');
}

void
sts_xml_close(StsXmlWriter *xml)
{
  const char *name = pop(xml);

  end_tag(xml);
  if (xml->form == STS_XML_INDENTED && xml->had_child)
    indent(xml);
  g_string_append(xml->out, "</");
  g_string_append(xml->out, name);
  g_string_append_c(xml->out, '>');
  after_element(xml);
}

void
sts_xml_close_empty(StsXmlWriter *xml)
{
  g_assert(xml->in_tag);
  pop(xml);
  g_string_append(xml->out, xml->form == STS_XML_HTML ? " />" : "/>");
  after_element(xml);
}

void
sts_xml_open_line(StsXmlWriter *xml, const char *name)
{
  sts_xml_open(xml, name);
  sts_xml_line(xml);
}

void
sts_xml_close_line(StsXmlWriter *xml)
{
  sts_xml_close(xml);
  sts_xml_line(xml);
}

void
sts_xml_element(StsXmlWriter *xml, const char *name, const char *text)
{
  sts_xml_open(xml, name);
  sts_xml_text(xml, text);
  sts_xml_close(xml);
}
