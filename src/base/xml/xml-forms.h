/* Which elements, attributes and values a kind of document has: a table by which one who reads it tells what no writer
 * of ours writes.
 *
 * A row names an element, with the prefix that the table of namespaces gives its namespace, and its attributes, parted
 * by semicolons: "id=*;class=note|tip". A value is one of those parted by bars; one that ends in a star stands for all
 * that begin so. "@link" stands for an address that a reader may follow (http, https, mailto, tel, or within the
 * book), "@file" for one within the book, "@picture" for one that holds a picture itself, "@number" for digits.
 */
#ifndef STS_BASE_XML_XML_FORMS_H
#define STS_BASE_XML_XML_FORMS_H

#include "base/xml/xml-read.h"

typedef struct {
  const char *prefix, *uri;
} StsXmlNamespace;

typedef struct {
  const char *name;
  const char *attributes;
} StsXmlRow;

/* Tables end with a row of NULL. */
typedef struct {
  const StsXmlNamespace *namespaces;
  const StsXmlRow *forms;
  const StsXmlRow *more; /* those that `forms` does not name; NULL: none */
} StsXmlForms;

/* Returns what of the element no document of the kind has: "the element <script>", "the attribute onload"; NULL: it is
 * as the table says. Free with g_free(). */
char *sts_xml_forms_find_foreign(const StsXmlForms *forms, const char *uri, const char *name,
                                 const StsXmlElement *element);

#endif
