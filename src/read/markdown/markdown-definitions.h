/* Lists of definitions, as PHP Markdown Extra and pandoc read them. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_DEFINITIONS_H
#define STS_READ_MARKDOWN_MARKDOWN_DEFINITIONS_H

#include "read/markdown/markdown-frames.h"

/* Converts a paragraph of definitions one of which begins with a list (": - a"), which is no text of a paragraph;
 * returns false for any other. */
bool sts_markdown_convert_lists_of_definitions(StsMarkdownConverter *converter, cmark_node *paragraph,
                                               StsPosition position);
/* Begins a list of definitions where the paragraph, whose inlines are to come, is one; returns false for any other. */
bool sts_markdown_begin_definitions(StsMarkdownConverter *converter, cmark_node *paragraph, StsPosition position);
/* What is indented below a definition belongs to it, with all its blocks; returns false if the block of code is one. */
bool sts_markdown_continue_definition(StsMarkdownConverter *converter, cmark_node *node);

#endif
