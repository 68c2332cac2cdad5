/* Callouts: what they put before and after their blocks. */
#ifndef STS_LAYOUT_BLOCKS_CALLOUT_H
#define STS_LAYOUT_BLOCKS_CALLOUT_H

#include "layout/blocks/area.h"

void sts_callout_enter(StsFlow *flow, StsBlockArea *area, const StsNode *callout);
/* `outer_level` is the level of keeping of what is around the callout. */
void sts_callout_leave(StsFlow *flow, const StsBlockArea *area, guint8 outer_level);

#endif
