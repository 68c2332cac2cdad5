/* The blocks of a chapter, whatever their kinds. */
#ifndef STS_LAYOUT_BLOCKS_BLOCK_H
#define STS_LAYOUT_BLOCKS_BLOCK_H

#include "layout/blocks/flow.h"

/* Sets everything below `root` (COVER, CONTENTS or SECTION) into the flow. `labels` gives the page labels of the
 * targets of contents entries (StsNode* -> char*). */
void sts_block_set(StsFlow *flow, const StsNode *root, GHashTable *labels);

#endif
