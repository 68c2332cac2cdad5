/* The head of a table, repeated on each page on which the table goes on. */
#include "layout/pages/table-head.h"

gint32
sts_table_head_above(const StsFlow *flow, guint32 index)
{
  gint32 table = g_array_index(flow->rows, StsRow, index).table;

  if (table < 0)
    return -1;
  const StsFlowTable *entry = &g_array_index(flow->tables, StsFlowTable, table);
  return entry->head_height > 0 && index >= entry->head_end ? table : -1;
}

double
sts_table_head_height(const StsFlow *flow, gint32 table)
{
  return g_array_index(flow->tables, StsFlowTable, table).head_height;
}

void
sts_table_head_repeat(StsLayout *layout, const StsFlow *flow, gint32 table, double left, double top)
{
  const StsFlowTable *entry = &g_array_index(flow->tables, StsFlowTable, table);

  /* Shades and rules lie under all text. */
  for (int content = 0; content <= 1; content++) {
    double y = top;
    for (guint32 i = entry->first_row; i < entry->head_end; i++) {
      const StsRow *row = &g_array_index(flow->rows, StsRow, i);
      guint32 before = layout->fragments->len;
      y += i > entry->first_row ? row->space : 0;
      if (content)
        sts_fragments_copy(layout->fragments, flow->galley.content, row->content, row->content_count, left, y);
      else
        sts_fragments_copy(layout->fragments, flow->galley.artifacts, row->artifact, row->artifact_count, left, y);
      for (guint32 k = before; k < layout->fragments->len; k++) {
        StsFragment *fragment = &g_array_index(layout->fragments, StsFragment, k);
        fragment->role = STS_ROLE_ARTIFACT_LAYOUT;
        fragment->node = NULL;
      }
      y += row->height;
    }
  }
}
