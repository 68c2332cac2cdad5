/* The head of a table, repeated on each page on which the table goes on. */
#ifndef STS_LAYOUT_PAGES_TABLE_HEAD_H
#define STS_LAYOUT_PAGES_TABLE_HEAD_H

#include "layout/blocks/flow.h"

/* Returns the table, in flow->tables, whose head is to be repeated above the row if it begins a page; -1: none. */
gint32 sts_table_head_above(const StsFlow *flow, guint32 row);
/* Returns the height that the head takes. */
double sts_table_head_height(const StsFlow *flow, gint32 table);
/* Appends the head to the layout's fragments, as an artifact: its text was said on the page where it stands first. */
void sts_table_head_repeat(StsLayout *layout, const StsFlow *flow, gint32 table, double left, double top);

#endif
