/* Where the inlines of a block of several lines begin.
 *
 * cmark counts the columns of inlines from the last line that it noticed to begin: not those that begin within the
 * destination or title of a link, nor after a backslash; and it forgets the white space before a line.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_PLACES_H
#define STS_READ_MARKDOWN_MARKDOWN_PLACES_H

#include "read/markdown/markdown-source.h"

typedef struct cmark_node cmark_node;

/* Finds the places of all inlines of a paragraph or heading, before any of them is changed. */
void sts_markdown_place_inlines(const StsMarkdownSource *source, cmark_node *block);

/* Sets *offset to that of the inline's first byte in source->text; returns false where it was not found so. */
bool sts_markdown_inline_offset(cmark_node *node, size_t *offset);

#endif
