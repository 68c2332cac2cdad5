/* HTML that stands by itself, and the comments that an import left for an editor: `<!-- import: ... -->`. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_HTML_H
#define STS_READ_MARKDOWN_MARKDOWN_HTML_H

#include "read/markdown/markdown-source.h"

typedef struct cmark_node cmark_node;

/* Reports a block of HTML, unless it is nothing but comments; and those comments that an import left for an editor. */
void sts_markdown_check_html(const StsMarkdownSource *source, cmark_node *node, StsPosition position);
/* Whether the HTML, which is refused, is but the end of elements whose beginnings were refused before it: one message
 * is enough. Notes what else begins and ends in it. */
bool sts_markdown_ends_refused_html(const StsMarkdownSource *source, const char *html);
/* Reports the comment, which begins with "<!--", if an import left it. */
void sts_markdown_report_marker(const StsMarkdownSource *source, const char *comment, StsPosition position);

#endif
