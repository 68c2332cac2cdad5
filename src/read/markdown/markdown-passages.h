/* Where a text shows a passage that others show as well: ![[when-to-call]], alone in a paragraph. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_PASSAGES_H
#define STS_READ_MARKDOWN_MARKDOWN_PASSAGES_H

#include "read/markdown/markdown-source.h"

/* A place where the source shows a passage. */
typedef struct {
  const char *name; /* as written */
  StsNode *node;    /* the PARAGRAPH in the tree, which says "![[when-to-call]]" */
} StsMarkdownPassage;

/* Whether the line, which is a whole paragraph of a source that has room for passages, names one; if so, places it in
 * `parent`. A name is made of letters, digits, hyphens, low lines and slashes; what is only like one (a path with "..",
 * a name with ".md") is placed, too, so that it can be told. */
bool sts_markdown_place_passage(StsMarkdownSource *source, const char *line, StsPosition position, StsNode *parent);

#endif
