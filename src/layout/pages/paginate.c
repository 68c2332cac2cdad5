/* Cuts a flow into sheets: each is filled, then cut back to the last break that leaves nothing torn. */
#include "layout/pages/paginate.h"

#include <math.h>

#include "layout/pages/table-head.h"

static const double tolerance = 0.05;

static StsRow *
row_at(const StsFlow *flow, guint32 index)
{
  return &g_array_index(flow->rows, StsRow, index);
}

static double
snap(double y, double grid)
{
  return grid > 0 ? ceil(y / grid - 1e-3) * grid : y;
}

/* Places the rows from `first` as far as they fit; returns the first that does not. At least one is placed. */
static guint32
fill(StsFlow *flow, const StsSheet *sheet, double height, double grid)
{
  double y = 0;
  guint32 i = sheet->first_row;

  if (sheet->head_table >= 0)
    y = sts_table_head_height(flow, sheet->head_table);
  /* A row that goes on from the page before keeps off the head above it. */
  if (sheet->head_table >= 0 && row_at(flow, i)->band > 0 && row_at(flow, i - 1)->band == row_at(flow, i)->band)
    y += 2 * grid;
  for (; i < flow->rows->len; i++) {
    StsRow *row = row_at(flow, i);
    double top = i == sheet->first_row ? y : y + row->space;
    if (row->snap)
      top = snap(top, grid);
    if (i > sheet->first_row && top + row->height > height + tolerance)
      break;
    row->y = (float)top;
    y = top + row->height;
  }
  return i;
}

/* The last break up to `end` that is as good as any after `first`. */
static guint32
best_break(const StsFlow *flow, guint32 first, guint32 end)
{
  for (int level = STS_KEEP_FREE; level <= STS_KEEP_HEADING; level++)
    for (guint32 i = end; i > first; i--)
      if (row_at(flow, i)->keep <= level)
        return i;
  return end;
}

GArray *
sts_flow_paginate(StsFlow *flow, double height, double grid)
{
  GArray *sheets = g_array_new(FALSE, FALSE, sizeof(StsSheet));

  for (guint32 first = 0; first < flow->rows->len;) {
    StsSheet sheet = {.first_row = first, .head_table = sts_table_head_above(flow, first)};
    guint32 end = fill(flow, &sheet, height, grid);
    if (end < flow->rows->len)
      end = best_break(flow, first, end);
    sheet.end_row = end;
    g_array_append_val(sheets, sheet);
    first = end;
  }
  return sheets;
}
