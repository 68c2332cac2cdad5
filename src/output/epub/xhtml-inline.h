/* Inline nodes as XHTML. */
#ifndef STS_OUTPUT_EPUB_XHTML_INLINE_H
#define STS_OUTPUT_EPUB_XHTML_INLINE_H

#include "output/epub/xhtml-writer.h"

/* Appends one event of an inline node. */
void sts_xhtml_inline(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event);
/* Appends the <img> of an IMAGE node. */
void sts_xhtml_image(StsXhtmlWriter *writer, const StsNode *image);
/* Appends the label of an ITEM or NOTE: its number, which leads back to the text, or its check box. */
void sts_xhtml_label(StsXhtmlWriter *writer, const StsNode *node);

#endif
