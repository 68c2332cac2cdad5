/* Inline nodes as XHTML. */
#ifndef STS_OUTPUT_XHTML_INLINE_H
#define STS_OUTPUT_XHTML_INLINE_H

#include "output/xhtml/writer.h"

/* Opens an inline that holds inlines, or appends one that holds none. */
void sts_xhtml_inline(StsXhtmlWriter *writer, const StsNode *node);
/* Whether an inline that holds inlines has an element, which must be closed. */
bool sts_xhtml_has_element(const StsNode *node);
/* Appends the <img> of an IMAGE node. */
void sts_xhtml_image(StsXhtmlWriter *writer, const StsNode *image);
/* Appends the label of an ITEM or NOTE: its number, which leads back to the text, or its check box. */
void sts_xhtml_label(StsXhtmlWriter *writer, const StsNode *node);

#endif
