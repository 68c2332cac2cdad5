/* Lists and notes: what they put before and after their blocks. */
#ifndef STS_LAYOUT_BLOCKS_LIST_H
#define STS_LAYOUT_BLOCKS_LIST_H

#include "layout/blocks/area.h"

/* Enters a list: sets the indent and the place of its labels. */
void sts_list_enter(StsFlow *flow, StsBlockArea *area, const StsNode *list);
/* Enters an ITEM or NOTE: its label waits. */
void sts_list_enter_item(StsFlow *flow, StsBlockArea *area, const StsNode *item);
/* Leaves it: its label is set, and where it is the list's first or last and short, it keeps with the next or the one
 * before. */
void sts_list_leave_item(StsFlow *flow, const StsBlockArea *area, const StsNode *item);
/* Sets the waiting labels with their baseline at 0. */
void sts_list_place_labels(StsFlow *flow);
/* Gives labels that still wait a row of their own. */
void sts_list_flush_labels(StsFlow *flow, bool keep_with_next);

#endif
