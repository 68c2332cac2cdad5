/* XML by events with namespaces resolved, on GLib's parser, which reads well-formed UTF-8 and no document types.
 *
 * Invariant: elements nest at most STS_XML_DEPTH_MAX deep; a deeper document is an error.
 */
#ifndef STS_BASE_XML_XML_READ_H
#define STS_BASE_XML_XML_READ_H

#include <glib.h>
#include <stdbool.h>

enum { STS_XML_DEPTH_MAX = 1024 };

/* An element as it begins; lent for the call. */
typedef struct StsXmlElement StsXmlElement;

/* NULL members are skipped. `uri` is "" without a namespace. */
typedef struct {
  void (*start)(gpointer data, const char *uri, const char *name, const StsXmlElement *element);
  void (*end)(gpointer data);
  void (*text)(gpointer data, const char *text, size_t length);
} StsXmlHandler;

/* Parses a whole document. Returns false with `error` (G_MARKUP_ERROR) at the first fault. */
bool sts_xml_parse(const char *text, size_t length, const StsXmlHandler *handler, gpointer data, GError **error);

/* Lends the attribute's value, or NULL. `uri` is "" for one without a prefix. */
const char *sts_xml_get_attribute(const StsXmlElement *element, const char *uri, const char *name);

/* Calls `take` with each attribute of that namespace. */
void sts_xml_each_attribute(const StsXmlElement *element, const char *uri,
                            void (*take)(gpointer data, const char *name, const char *value), gpointer data);

#endif
