/* Whole XHTML files: the shell, the documents of the spine, and the cover. */
#ifndef STS_OUTPUT_EPUB_XHTML_DOCUMENT_H
#define STS_OUTPUT_EPUB_XHTML_DOCUMENT_H

#include "base/xml/xml-write.h"
#include "output/epub/plan.h"

/* Appends everything before the content of <body>; `name` is the file's, which decides the way to the style sheet;
 * `class` of the body may be NULL. Returns the writer for what follows; end with sts_epub_close_document(). */
StsXmlWriter sts_epub_open_document(GString *out, const StsEpubPlan *plan, const char *name, const char *title,
                                    const char *language, const char *class);
void sts_epub_close_document(StsXmlWriter *xml);

/* Appends a document of the plan, whole; the contents are navigation.c's. */
void sts_epub_append_document(GString *out, const StsEpubPlan *plan, const StsEpubDocument *document);
/* Appends what stands in a document's body, with its page breaks. */
void sts_epub_append_body(StsXmlWriter *xml, const StsEpubPlan *plan, const StsEpubDocument *document);
/* Appends the page that shows the cover's picture. */
void sts_epub_append_cover_page(GString *out, const StsEpubPlan *plan, const char *image_name);

#endif
