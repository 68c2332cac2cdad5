/* Figures. */
#ifndef STS_LAYOUT_BLOCKS_FIGURE_H
#define STS_LAYOUT_BLOCKS_FIGURE_H

#include "layout/blocks/area.h"

void sts_figure_set(StsFlow *flow, const StsBlockArea *area, const StsNode *figure);

#endif
