/* The widths of columns that give the fewest lines: from a first division, ever smaller parts of what is free go from
 * one column to another where that saves lines. */
#include "layout/blocks/table-columns.h"

#include "layout/text/measure.h"

/* So many tries at most; a table of more cells keeps its first division. */
enum { TRIES_MAX = 96, CELLS_MAX = 4096 };

typedef struct {
  const StsTableText *text;
  guint *lines; /* of each row's cells: row by row */
} Search;

static guint *
lines_at(const Search *search, guint row, int column)
{
  return &search->lines[row * (guint)search->text->columns + (guint)column];
}

/* Counts the lines that the cells of the column take in the width. */
static void
set_column(const Search *search, int column, double width)
{
  const StsTableText *text = search->text;

  for (guint i = 0; i < text->cells->len; i++) {
    const StsCellText *cell = &g_array_index(text->cells, StsCellText, i);
    if (cell->column == column)
      *lines_at(search, cell->row, column) = sts_chunks_count_lines(text->chunks, cell->first_chunk, cell->end_chunk,
                                                                    (width - text->padding) / text->scale);
  }
}

/* The lines of all rows; of divisions with as many, that is better whose tall cells are less tall. */
static guint64
count_all(const Search *search)
{
  guint64 sum = 0, squares = 0;

  for (guint row = 0; row < search->text->rows; row++) {
    guint tallest = 0;
    for (int column = 0; column < search->text->columns; column++) {
      guint lines = *lines_at(search, row, column);
      tallest = MAX(tallest, lines);
      squares += (guint64)lines * lines;
    }
    sum += tallest;
  }
  return (sum << 32) + MIN(squares, G_MAXUINT32);
}

/* Moves `step` from one column to the other, and back where that saves nothing; returns whether it does. */
static bool
try_move(const Search *search, double *widths, int from, int to, double step, guint64 *best)
{
  widths[from] -= step;
  widths[to] += step;
  set_column(search, from, widths[from]);
  set_column(search, to, widths[to]);
  guint64 now = count_all(search);
  if (now < *best) {
    *best = now;
    return true;
  }
  widths[from] += step;
  widths[to] -= step;
  set_column(search, from, widths[from]);
  set_column(search, to, widths[to]);
  return false;
}

void
sts_table_columns_balance(const StsTableText *text, const double *least, double *widths)
{
  g_autofree guint *lines = g_new0(guint, (gsize)text->rows * (gsize)text->columns);
  Search search = {.text = text, .lines = lines};
  double free_width = 0;
  int tries = 0;

  if (text->cells->len > CELLS_MAX)
    return;
  for (int i = 0; i < text->columns; i++) {
    free_width += widths[i] - least[i];
    set_column(&search, i, widths[i]);
  }
  guint64 best = count_all(&search);
  for (double part = 2; part <= 32; part *= 2)
    for (int from = 0; from < text->columns; from++)
      for (int to = 0; to < text->columns; to++) {
        double step = free_width / part;
        while (from != to && widths[from] - step >= least[from] && tries < TRIES_MAX) {
          tries++;
          if (!try_move(&search, widths, from, to, step, &best))
            break;
        }
      }
}
