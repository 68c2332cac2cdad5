#ifndef STS_LAYOUT_BLOCKS_MASTHEAD_H
#define STS_LAYOUT_BLOCKS_MASTHEAD_H

#include "layout/blocks/area.h"

/* Sets the PART of kind MASTHEAD as one row. */
void sts_masthead_set(StsFlow *flow, const StsBlockArea *area, const StsNode *part);
/* The color of what is the clinic's own in the PART: its accent, else the style's. */
StsColor sts_masthead_accent(const StsTheme *theme, const StsNode *part);

#endif
