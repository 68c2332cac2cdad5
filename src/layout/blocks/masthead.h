#ifndef STS_LAYOUT_BLOCKS_MASTHEAD_H
#define STS_LAYOUT_BLOCKS_MASTHEAD_H

#include "layout/blocks/area.h"

/* Sets the PART of kind MASTHEAD as one row. */
void sts_masthead_set(StsFlow *flow, const StsBlockArea *area, const StsNode *part);

#endif
