/* Sets text as rows. */
#ifndef STS_LAYOUT_BLOCKS_PARAGRAPH_H
#define STS_LAYOUT_BLOCKS_PARAGRAPH_H

#include "layout/blocks/area.h"

/* Sets the inlines of the block: a paragraph, a heading, a caption, a term. */
void sts_paragraph_set(StsFlow *flow, const StsBlockArea *area, const StsNode *block, StsTextKind kind);
/* Adds the galley's lines as rows, with control of widows and orphans; what was set since `before` and is not the
 * lines' are labels, to be set on the first baseline. */
void sts_paragraph_add_lines(StsFlow *flow, const StsFill *before, StsKeep inside);

#endif
