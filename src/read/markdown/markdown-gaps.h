/* Comments that say where what an editor tells of a gap in the source is printed: `<!-- gap: side-effects -->`, on a
 * line of its own. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_GAPS_H
#define STS_READ_MARKDOWN_MARKDOWN_GAPS_H

#include "read/markdown/markdown-source.h"

/* A place where the source names a gap: <!-- gap: side-effects -->. */
typedef struct {
  const char *id; /* as written */
  StsNode *node;  /* an empty CALLOUT in the tree */
} StsMarkdownGap;

/* Places an empty callout in `parent` for each gap that these comments, a block of their own, name. Where the text has
 * no room for gaps, they are told. */
void sts_markdown_place_gaps(StsMarkdownSource *source, const char *comments, StsPosition position, StsNode *parent);
/* Reports the comment, which begins with "<!--" within a line, if it names a gap. */
void sts_markdown_refuse_gap(const StsMarkdownSource *source, const char *comment, StsPosition position);

#endif
