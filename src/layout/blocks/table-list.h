/* Tables too wide for the page. */
#ifndef STS_LAYOUT_BLOCKS_TABLE_LIST_H
#define STS_LAYOUT_BLOCKS_TABLE_LIST_H

#include "layout/blocks/area.h"

/* Sets the table as a list, a block a row. */
void sts_table_set_as_list(StsFlow *flow, const StsBlockArea *area, const StsNode *table);

#endif
