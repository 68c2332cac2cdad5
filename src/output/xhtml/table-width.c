/* Measures tables by their words. */
#include "output/xhtml/table-width.h"

#include "document/plain-text.h"

const int sts_xhtml_table_widths[STS_XHTML_TABLE_WIDTHS] = {14, 18, 22, 28, 34, 42, 52, 64, 80};

static size_t
longest_word(const char *text)
{
  size_t longest = 0, length = 0;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
    length = *c == ' ' || *c == '-' ? 0 : length + 1;
    longest = MAX(longest, length);
  }
  return longest;
}

/* In parts of the letters' size: a letter of a column's longest word, which is often bold, and the space between
 * columns. */
static const double letter = 0.56, gap = 1.0;

/* Columns this many are hard to read on a telephone, however short their words. */
enum { MANY_COLUMNS = 4, MANY_COLUMNS_WIDTH = 34 };

unsigned
sts_xhtml_table_step(const StsNode *table)
{
  const int columns = MAX(table->table.columns, 1);
  g_autofree size_t *longest = g_new0(size_t, columns);
  for (const StsNode *row = table->first_child; row != NULL; row = row->next) {
    if (row->kind != STS_NODE_ROW)
      continue;
    for (const StsNode *cell = row->first_child; cell != NULL; cell = cell->next) {
      g_autofree char *text = sts_node_inline_text(cell);
      size_t *column = &longest[CLAMP(cell->cell.column, 0, columns - 1)];
      *column = MAX(*column, longest_word(text));
    }
  }
  double width = 0;
  for (int i = 0; i < columns; i++)
    width += letter * (double)longest[i] + gap;
  if (columns >= MANY_COLUMNS)
    width = MAX(width, MANY_COLUMNS_WIDTH);
  unsigned step = 0;
  while (step + 1 < STS_XHTML_TABLE_WIDTHS && sts_xhtml_table_widths[step] < width)
    step++;
  return step;
}
