/* The cover. */
#ifndef STS_LAYOUT_BLOCKS_COVER_H
#define STS_LAYOUT_BLOCKS_COVER_H

#include "layout/blocks/flow.h"

/* The ornament above the title. */
void sts_cover_begin(StsFlow *flow);

#endif
