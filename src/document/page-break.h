/* Where the pages of the printed handout begin, so that other outputs can name the same pages. */
#ifndef STS_DOCUMENT_PAGE_BREAK_H
#define STS_DOCUMENT_PAGE_BREAK_H

#include "document/node.h"

/* The page begins before byte `offset` of the text of `node` (a TEXT, or another leaf with offset 0: an image's FIGURE,
 * RULE, CODE_BLOCK by byte). The first page of the publication begins at its first leaf. */
typedef struct {
  const StsNode *node;
  size_t offset;
  const char *label; /* "12" */
} StsPageBreak;

/* The number that a page's label is, or 0. */
int sts_page_label_number(const char *label);

#endif
