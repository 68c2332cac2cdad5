/* What kind of link an address makes. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_LINKS_H
#define STS_READ_MARKDOWN_MARKDOWN_LINKS_H

#include "read/markdown/markdown-source.h"

/* Sets kind and destination, and reports what is malformed. */
void sts_markdown_classify_link(StsMarkdownSource *source, StsNode *link, const char *destination);

#endif
