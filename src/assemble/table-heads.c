/* Finds which cells of a table are heads: those of the header row, and a first column that names the rows. */
#include "assemble/table-heads.h"

#include "base/text.h"
#include "document/plain-text.h"

static bool
is_row(const StsNode *node)
{
  return node->kind == STS_NODE_ROW;
}

/* Whether all that the cell says is strong, but for numbers of links and notes. */
static bool
is_strong(const StsNode *cell)
{
  for (const StsNode *node = cell->first_child; node; node = sts_node_next(cell, node, node->kind == STS_NODE_STRONG))
    if ((node->kind == STS_NODE_TEXT && !sts_text_is_blank(node->text.text)) || node->kind == STS_NODE_CODE ||
        node->kind == STS_NODE_IMAGE)
      return false;
  return true;
}

/* Whether the first column names the rows. A cell without text goes on with the one above it. */
static bool
names_rows(const StsNode *table)
{
  bool corner = false, named = false, strong = true;

  for (const StsNode *row = table->first_child; row; row = row->next) {
    const StsNode *cell = is_row(row) ? row->first_child : NULL;
    if (!cell)
      continue;
    bool empty = sts_node_says_nothing(cell);
    if (row->row.header) {
      corner = empty;
    } else if (!empty) {
      named = true;
      strong = strong && is_strong(cell);
    }
  }
  return table->table.columns > 1 && named && (corner || strong);
}

void
sts_assembly_find_heads(StsNode *table)
{
  bool rows = names_rows(table);

  for (StsNode *row = table->first_child; row; row = row->next)
    for (StsNode *cell = is_row(row) ? row->first_child : NULL; cell; cell = cell->next)
      if ((row->row.header || (rows && cell == row->first_child)) && !sts_node_says_nothing(cell))
        cell->cell.scope = row->row.header ? STS_SCOPE_COLUMN : STS_SCOPE_ROW;
}
