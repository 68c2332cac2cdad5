/* Tables. */
#ifndef STS_LAYOUT_BLOCKS_TABLE_H
#define STS_LAYOUT_BLOCKS_TABLE_H

#include "layout/blocks/area.h"

/* Sets the table; its head is noted in flow->tables, so that pages/table-head.c can repeat it. */
void sts_table_set(StsFlow *flow, const StsBlockArea *area, const StsNode *table);

#endif
