/* Pieces of XHTML that need no tree. */
#include "output/xhtml/pieces.h"

#include <math.h>
#include <string.h>

#include "base/address.h"
#include "base/language-tag.h"

char *
sts_xhtml_encode_address(const char *address, bool plain)
{
  static const char safe[] = "!#$%&'()*+,-./:;=?@_~";
  g_autofree char *ascii = plain ? g_strdup(address) : sts_address_to_ascii_host(address);
  GString *encoded = g_string_sized_new(strlen(ascii) + 16);
  bool fragment = false;
  size_t host = 0, length = 0;
  if (plain || !sts_address_find_host(ascii, &host, &length) || ascii[host] != '[')
    length = 0;
  for (const char *c = ascii; *c != '\0'; c++) {
    bool keep = g_ascii_isalnum(*c) || strchr(safe, *c) != NULL;
    /* The brackets of an IPv6 host. */
    if (length > 0 && (c == ascii + host || c == ascii + host + length - 1))
      keep = true;
    /* The specification leaves these as they are written; in a URL they are faults. */
    if (!plain && *c == '%' && !(g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2])))
      keep = false;
    if (!plain && *c == '#') {
      if (fragment)
        keep = false;
      fragment = true;
    }
    if (keep)
      g_string_append_c(encoded, *c);
    else
      g_string_append_printf(encoded, "%%%02X", (unsigned char)*c);
  }
  return g_string_free(encoded, FALSE);
}

void
sts_xhtml_append_language(StsXmlWriter *xml, const char *language, const char *around, bool always_dir)
{
  sts_xml_attribute(xml, "lang", language);
  sts_xml_attribute(xml, "xml:lang", language);
  if (always_dir || sts_language_is_rtl(language) != sts_language_is_rtl(around))
    sts_xhtml_append_direction(xml, language);
}

void
sts_xhtml_append_direction(StsXmlWriter *xml, const char *language)
{
  sts_xml_attribute(xml, "dir", sts_language_is_rtl(language) ? "rtl" : "ltr");
}

void
sts_xhtml_append_meta(StsXmlWriter *xml, const char *name, const char *content)
{
  if (!content)
    return;
  sts_xml_open(xml, "meta");
  sts_xml_attribute(xml, "name", name);
  sts_xml_attribute(xml, "content", content);
  sts_xml_close_empty(xml);
  sts_xml_line(xml);
}

void
sts_xhtml_append_page_break(StsXmlWriter *xml, const char *id, const char *label, bool block)
{
  sts_xml_open(xml, block ? "div" : "span");
  sts_xml_attribute(xml, "epub:type", "pagebreak");
  sts_xml_attribute(xml, "role", "doc-pagebreak");
  sts_xml_attribute(xml, "id", id);
  sts_xml_attribute(xml, "aria-label", label);
  sts_xml_close(xml);
  if (block)
    sts_xml_line(xml);
}

void
sts_xhtml_append_size(StsXmlWriter *xml, int width, int height, int widest)
{
  if (width <= widest)
    return;
  sts_xml_attribute_format(xml, "width", "%d", widest);
  if (height > 0)
    sts_xml_attribute_format(xml, "height", "%d", MAX((int)lround((double)height * widest / width), 1));
}
