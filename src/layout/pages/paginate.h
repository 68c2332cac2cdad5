/* Cuts a flow into sheets, each the rows of a page. */
#ifndef STS_LAYOUT_PAGES_PAGINATE_H
#define STS_LAYOUT_PAGES_PAGINATE_H

#include "layout/blocks/flow.h"

typedef struct {
  guint32 first_row, end_row;
  gint32 head_table; /* the table whose head is repeated at its top; -1: none */
} StsSheet;

/* Returns the sheets (of StsSheet) of the height, in points, and sets row->y; tops of blocks go to the grid. Linear in
 * the number of rows. Free with g_array_unref(). */
GArray *sts_flow_paginate(StsFlow *flow, double height, double grid);

#endif
