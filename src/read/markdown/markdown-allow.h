/* Comments that allow in a block what a rule of patient safety tells: `<!-- allow dose-notation: why -->`. One that
 * stands by itself is for the block after it (after the last one, for that), one within a block for that block.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_ALLOW_H
#define STS_READ_MARKDOWN_MARKDOWN_ALLOW_H

#include "read/markdown/markdown-source.h"

/* Takes what the comment, which begins with "<!--", allows in the block; another comment is passed over. */
void sts_markdown_allow_in(StsMarkdownSource *source, const char *comment, StsPosition position, StsNode *block);
/* Takes what the comments allow in the next block that `parent` gets. */
void sts_markdown_allow_next(StsMarkdownSource *source, const char *comments, StsPosition position, StsNode *parent);
/* Gives the next blocks what was allowed, once all are there. */
void sts_markdown_settle_allowances(StsMarkdownSource *source);

#endif
