/* XML by events with namespaces resolved, on GLib's parser, which reads well-formed UTF-8 and resolves no entities but
 * XML's own. What GLib lets pass though it is no XML is a fault here: names whose prefix is not declared, an attribute
 * that is given twice, a second element beside the first or none at all, and text outside of it.
 *
 * Invariant: elements nest at most STS_XML_DEPTH_MAX deep; a deeper document is an error.
 */
#ifndef STS_BASE_XML_XML_READ_H
#define STS_BASE_XML_XML_READ_H

#include <glib.h>
#include <stdbool.h>

enum { STS_XML_DEPTH_MAX = 1024 };

/* The namespace of xml:lang, xml:id, xml:base; and that of declarations of namespaces, which are attributes too. */
#define STS_XML_URI "http://www.w3.org/XML/1998/namespace"
#define STS_XML_XMLNS_URI "http://www.w3.org/2000/xmlns/"

/* An element as it begins; lent for the call. */
typedef struct StsXmlElement StsXmlElement;

/* `uri` is "" without a namespace; all is lent from the element. */
typedef struct {
  const char *uri, *name, *value;
} StsXmlAttribute;

/* What is called as the document is read; NULL members are skipped. `text` may come in pieces, `other` is a whole
 * comment, processing instruction or document type. Each may set `error` (G_MARKUP_ERROR_INVALID_CONTENT): the document
 * is at fault, and no more is read. */
typedef struct {
  void (*start)(gpointer data, const char *uri, const char *name, const StsXmlElement *element, GError **error);
  void (*end)(gpointer data, GError **error);
  void (*text)(gpointer data, const char *text, size_t length, GError **error);
  void (*other)(gpointer data, const char *markup, size_t length, GError **error);
} StsXmlHandler;

/* Parses a whole document. Returns false with `error` (G_MARKUP_ERROR) at the first fault. */
bool sts_xml_parse(const char *text, size_t length, const StsXmlHandler *handler, gpointer data, GError **error);

/* Lends the attribute's value, or NULL. `uri` is "" for one without a prefix. */
const char *sts_xml_get_attribute(const StsXmlElement *element, const char *uri, const char *name);

/* The line on which the element's start tag ends, from 1. */
int sts_xml_get_line(const StsXmlElement *element);

/* Where the element's start tag begins, from 1; columns count bytes. Takes time with the length of the document. */
void sts_xml_get_place(const StsXmlElement *element, int *line, int *column);

/* Finds the attribute by its place, from 0; returns false where there are no more. */
bool sts_xml_nth_attribute(const StsXmlElement *element, guint index, StsXmlAttribute *attribute);

#endif
