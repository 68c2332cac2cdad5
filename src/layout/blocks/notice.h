/* What a reader must know of a text before reading it. */
#ifndef STS_LAYOUT_BLOCKS_NOTICE_H
#define STS_LAYOUT_BLOCKS_NOTICE_H

#include "layout/blocks/area.h"

/* Sets a PARAGRAPH that is a notice into a box of its own, no wider than its words. */
void sts_notice_set(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph);

#endif
