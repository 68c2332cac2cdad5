/* Pipe tables in the lines of a paragraph. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_TABLES_H
#define STS_READ_MARKDOWN_MARKDOWN_TABLES_H

#include "read/markdown/markdown-lines.h"

/* Index of the line with the delimiters of a table's head, or 0 if the lines (of StsMarkdownRawLine) hold no table. */
guint sts_markdown_find_table(const GArray *lines);
/* Builds the table whose delimiters stand at `delimiters`; cells become fragments. Returns a TABLE without parent. */
StsNode *sts_markdown_build_table(StsMarkdownSource *source, const GArray *lines, guint delimiters);

#endif
