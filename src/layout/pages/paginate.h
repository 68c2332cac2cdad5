/* Cuts a flow into sheets, each the rows of a page.
 *
 * Invariants
 * - Only the places of breaks and the spaces between rows are chosen here; rows stay as they were set.
 * - A page ends where that costs least: white space, and what its end would part (StsKeep), against one another and
 *   against a page more. Of equal ends the later is taken.
 */
#ifndef STS_LAYOUT_PAGES_PAGINATE_H
#define STS_LAYOUT_PAGES_PAGINATE_H

#include "layout/blocks/flow.h"

typedef struct {
  guint32 first_row, end_row;
  gint32 head_table; /* the table whose head is repeated at its top; -1: none */
} StsSheet;

/* What pages have room for, in points. */
typedef struct {
  double height;
  double reach;      /* by which they may be taller where that saves a page */
  double grid;       /* to which tops of blocks go */
  double spaces_min; /* what may be left of spaces where that saves a page, from 0 to 1 */
} StsPageRoom;

/* Returns the sheets (of StsSheet) and sets row->y. Where the last of several would be less than a third full, spaces
 * become smaller, and then pages taller, if that saves it; else, where it would be less than a quarter full, rows are
 * carried over to it. Linear in the number of rows. Free with g_array_unref(). */
GArray *sts_flow_paginate(StsFlow *flow, const StsPageRoom *room);
/* How much of the height the last sheet fills, from 0 to 1. */
double sts_sheets_last_fill(const StsFlow *flow, const GArray *sheets, double height);

/* A last page filled less than this is short. */
#define STS_SHEET_SHORT 0.25

#endif
