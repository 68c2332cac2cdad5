/* The contents list. */
#ifndef STS_LAYOUT_BLOCKS_CONTENTS_H
#define STS_LAYOUT_BLOCKS_CONTENTS_H

#include "layout/blocks/area.h"

/* Sets a PARAGRAPH of a CONTENTS_ENTRY with leader and page label. */
void sts_contents_set_entry(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph, const char *label);

#endif
