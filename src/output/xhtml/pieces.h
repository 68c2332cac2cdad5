/* What all XHTML of a book is made with, whether it comes from the tree or not. */
#ifndef STS_OUTPUT_XHTML_PIECES_H
#define STS_OUTPUT_XHTML_PIECES_H

#include "base/xml/xml-write.h"

/* Returns an address for an href or src: what a URL must not hold is percent-encoded. Free with g_free(). */
char *sts_xhtml_encode_address(const char *address, bool plain);

/* Appends ` lang="" xml:lang=""`, and ` dir=""` where `always_dir` or the direction differs from that of `around`
 * (NULL: left to right). */
void sts_xhtml_append_language(StsXmlWriter *xml, const char *language, const char *around, bool always_dir);
/* Appends ` dir=""`: that of the language. */
void sts_xhtml_append_direction(StsXmlWriter *xml, const char *language);

/* Appends a line `<meta name="" content=""/>`; none where there is no content (NULL). */
void sts_xhtml_append_meta(StsXmlWriter *xml, const char *name, const char *content);

/* Appends the marker of a page break: a <div> where blocks stand, else a <span>. */
void sts_xhtml_append_page_break(StsXmlWriter *xml, const char *id, const char *label, bool block);

/* Appends the size of a picture that is wider than `widest` pixels, made smaller so that it is not: our style shows
 * each in its own size, or as wide as there is room; this is for readers that drop the style. `height`: 0 leaves it
 * open. */
void sts_xhtml_append_size(StsXmlWriter *xml, int width, int height, int widest);

#endif
