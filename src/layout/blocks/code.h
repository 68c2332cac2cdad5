/* Code blocks. */
#ifndef STS_LAYOUT_BLOCKS_CODE_H
#define STS_LAYOUT_BLOCKS_CODE_H

#include "layout/blocks/area.h"

void sts_code_set(StsFlow *flow, const StsBlockArea *outer, const StsNode *block);

#endif
