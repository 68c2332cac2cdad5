/* XML as it is written, element by element.
 *
 * Invariants
 * - Elements close in the reverse of the order in which they opened, so that what is written is well-formed.
 * - A start tag takes attributes until something follows it: text, a line feed, another element or its own end.
 * - Names are lent until their element closes, and written as they are. Text and values are escaped; characters that
 *   XML 1.0 forbids must have been refused before, and become U+FFFD.
 */
#ifndef STS_BASE_XML_XML_WRITE_H
#define STS_BASE_XML_XML_WRITE_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  STS_XML_TIGHT,   /* nothing but what is asked for; an empty element is "<a/>" */
  STS_XML_HTML,    /* the same; an empty element is "<br />", which parsers of HTML understand as well */
  STS_XML_INDENTED /* as tight; every element begins a line, two spaces deeper than its parent */
} StsXmlForm;

typedef struct {
  GString *out;
  StsXmlForm form;
  GPtrArray *open; /* names of the elements that are open */
  bool in_tag;     /* the start tag of the last of them is */
  bool had_child;  /* an element was closed last, in the last of them; of use only where lines are indented */
} StsXmlWriter;

/* Begins to append to `out`, which is lent. End with sts_xml_finish(). */
StsXmlWriter sts_xml_begin(GString *out, StsXmlForm form);
/* Ends; no element may be open. */
void sts_xml_finish(StsXmlWriter *xml);

/* Appends the XML declaration, which names UTF-8, and a line feed. */
void sts_xml_declare(StsXmlWriter *xml);

void sts_xml_open(StsXmlWriter *xml, const char *name);
void sts_xml_attribute(StsXmlWriter *xml, const char *name, const char *value);
void sts_xml_attribute_format(StsXmlWriter *xml, const char *name, const char *format, ...) G_GNUC_PRINTF(3, 4);
void sts_xml_text(StsXmlWriter *xml, const char *text);
/* Ends the line; for those who lay out lines by themselves. */
void sts_xml_line(StsXmlWriter *xml);
/* Closes the last element that is open. */
void sts_xml_close(StsXmlWriter *xml);
/* The same of one that has nothing in it: "<a/>". */
void sts_xml_close_empty(StsXmlWriter *xml);

/* The same, with the line's end after it. */
void sts_xml_open_line(StsXmlWriter *xml, const char *name);
void sts_xml_close_line(StsXmlWriter *xml);

/* Appends a whole element with nothing but text in it. */
void sts_xml_element(StsXmlWriter *xml, const char *name, const char *text);

#endif
