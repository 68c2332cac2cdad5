/* Addresses that stand apart from their links: "[label]: https://example.org". */
#ifndef STS_READ_MARKDOWN_MARKDOWN_ADDRESSES_H
#define STS_READ_MARKDOWN_MARKDOWN_ADDRESSES_H

#include "read/markdown/markdown-source.h"

typedef struct cmark_node cmark_node;

/* Reports those that no link names, and those whose label has one already: cmark drops both without a word. `document`
 * is what cmark made of source->text. */
void sts_markdown_check_addresses(const StsMarkdownSource *source, cmark_node *document);

#endif
