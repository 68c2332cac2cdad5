/* Walks cmark's inlines, with notes, spans and the few elements of HTML that may stand in text. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_INLINES_H
#define STS_READ_MARKDOWN_MARKDOWN_INLINES_H

#include "read/markdown/markdown-frames.h"

/* Handles an event of an inline node; returns false if the node's children are to be passed over. */
bool sts_markdown_convert_inline(StsMarkdownConverter *converter, cmark_node *node, bool entering);
/* Closes the spans and elements that were left open where their text ends, with a diagnostic each. */
void sts_markdown_close_open_marks(StsMarkdownConverter *converter);
/* Returns an IMAGE node of a cmark image. */
StsNode *sts_markdown_new_image(StsMarkdownConverter *converter, cmark_node *node);
/* Whether the node, which may be NULL, is a text that begins as a definition does: ": ". */
bool sts_markdown_begins_definition(cmark_node *node);

#endif
