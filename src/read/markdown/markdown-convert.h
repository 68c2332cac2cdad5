/* From the source to the tree, by way of cmark's. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_CONVERT_H
#define STS_READ_MARKDOWN_MARKDOWN_CONVERT_H

#include "read/markdown/markdown-source.h"

/* Parses source->text with cmark and appends the blocks to `parent`; notes go to source->notes. */
void sts_markdown_convert(StsMarkdownSource *source, StsNode *parent);
/* Parses the fragments collected, with the definitions of links in source->text. */
void sts_markdown_convert_fragments(StsMarkdownSource *source);

#endif
