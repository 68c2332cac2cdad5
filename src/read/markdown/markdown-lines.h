/* The lines of a paragraph as they stand in the source, for what CommonMark does not read there: tables, definitions.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_LINES_H
#define STS_READ_MARKDOWN_MARKDOWN_LINES_H

#include "read/markdown/markdown-frames.h"

/* A line of a paragraph without the marks of the quotes it stands in and without indentation. */
typedef struct {
  char *text;
  StsPosition position;
} StsMarkdownRawLine;

/* Returns the lines (of StsMarkdownRawLine); free with sts_markdown_raw_lines_free(). */
GArray *sts_markdown_raw_lines_new(StsMarkdownConverter *converter, cmark_node *paragraph);
void sts_markdown_raw_lines_free(GArray *lines);

#endif
