/* How wide the columns of a table are where not all of its text stands on one line. */
#ifndef STS_LAYOUT_BLOCKS_TABLE_COLUMNS_H
#define STS_LAYOUT_BLOCKS_TABLE_COLUMNS_H

#include <glib.h>

/* The text of one cell. */
typedef struct {
  guint row;
  int column;
  guint32 first_chunk, end_chunk;
} StsCellText;

typedef struct {
  const GArray *chunks; /* of StsChunk: of all cells */
  const GArray *cells;  /* of StsCellText */
  guint rows;
  int columns;
  double scale;   /* of the text against the size measured */
  double padding; /* of a cell, both sides */
} StsTableText;

/* Moves width between columns, whose sum and whose least widths stay, as long as the rows take fewer lines in all. The
 * tries are bounded; each looks at the text of two columns. */
void sts_table_columns_balance(const StsTableText *text, const double *least, double *widths);

#endif
