/* A table too wide for the page, as a list: its header once, then a block a row with a line "Header: value" a cell. The headers that are repeated are artifacts. */
#include "layout/internal.h"

static const StsNode *
header_row(const StsNode *table)
{
  for (const StsNode *row = table->first_child; row; row = row->next)
    if (row->kind == STS_NODE_ROW)
      return row->row.header ? row : NULL;
  return NULL;
}

static const StsNode *
header_of(const StsNode *header, const StsNode *cell)
{
  for (const StsNode *node = header ? header->first_child : NULL; node; node = node->next)
    if (node->cell.column == cell->cell.column)
      return node;
  return NULL;
}

/* Sets the inlines of the cell as rows. `label` is the header cell whose text, as an artifact, stands above. */
static void
add_cell(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *cell, const StsNode *label, bool first)
{
  const StsFace *face = &setter->faces[cell->cell.header ? STS_TEXT_TABLE_HEADER : STS_TEXT_TABLE];
  StsFlow *flow = setter->flow;
  guint32 content = flow->content->len;
  StsColumn column = sts_block_column(place);
  StsInline in;
  double indent = 0;

  if (label) {
    const StsFace *label_face = &setter->faces[STS_TEXT_TABLE_HEADER];
    StsColumn label_column = {.left = 0, .right = -1, .role = STS_ROLE_ARTIFACT_LAYOUT};
    sts_inline_init(&in, label_face, label_face->style->size, sts_block_language(setter, label));
    sts_inline_gather(&in, setter, label);
    sts_inline_append(&in, ":", NULL, NULL);
    guint32 anchors = flow->pending_anchors->len, links = flow->links->len, artifacts = flow->artifacts->len;
    sts_lines_set(setter, &in, &label_column);
    g_ptr_array_set_size(flow->pending_anchors, (int)anchors);
    g_array_set_size(flow->links, links);
    g_array_set_size(flow->artifacts, artifacts);
    double width = setter->lines->len > 0 ? g_array_index(setter->lines, StsLine, 0).width : 0;
    sts_inline_clear(&in);
    double room = column.right - column.left;
    indent = width + face->style->size * 0.4;
    if (indent > room / 2) {
      /* A long header has its own line. */
      for (guint32 i = content; i < flow->content->len; i++)
        g_array_index(flow->content, StsFragment, i).node = NULL;
      sts_flow_shift(flow->content, content, flow->content->len, place->rtl ? place->right - width : place->left, 0);
      StsRow *row = sts_flow_begin_row(flow, label_face->style->leading, label_face->baseline, first ? STS_KEEP_FREE : STS_KEEP_GROUP);
      row->snap = first;
      sts_flow_end_row(flow, content, flow->artifacts->len, flow->links->len, NULL, 0);
      flow->keep_rows = MAX(flow->keep_rows, 1);
      content = flow->content->len;
      first = false;
      indent = 0;
    } else {
      for (guint32 i = content; i < flow->content->len; i++)
        g_array_index(flow->content, StsFragment, i).node = NULL;
      sts_flow_shift(flow->content, content, flow->content->len, place->rtl ? place->right - width : place->left, -label_face->baseline);
    }
  }
  if (place->rtl)
    column.right -= indent;
  else
    column.left += indent;
  sts_inline_init(&in, face, face->style->size, sts_block_language(setter, cell));
  sts_inline_gather(&in, setter, cell);
  guint32 rows = flow->rows->len;
  sts_lines_set(setter, &in, &column);
  sts_inline_clear(&in);
  if (setter->lines->len == 0 && flow->content->len > content) {
    sts_flow_shift(flow->content, content, flow->content->len, 0, face->baseline);
    sts_flow_begin_row(flow, face->style->leading, face->baseline, STS_KEEP_FREE);
    sts_flow_end_row(flow, content, flow->artifacts->len, flow->links->len, NULL, 0);
  } else
    sts_block_add_lines(setter, content, STS_KEEP_GROUP);
  if (!first && flow->rows->len > rows) {
    StsRow *row = &g_array_index(flow->rows, StsRow, rows);
    row->snap = false;
    row->keep = (guint8)MAX(row->keep, STS_KEEP_GROUP);
  }
}

static void
add_rule(StsSetter *setter, const StsPlaceOfBlocks *place, bool strong)
{
  StsFlow *flow = setter->flow;
  const StsTheme *theme = setter->theme;
  guint32 content = flow->content->len, artifacts = flow->artifacts->len, links = flow->links->len;
  double thickness = strong ? theme->table_header_rule : theme->table_rule;

  sts_flow_begin_row(flow, 2 * theme->grid, 0, STS_KEEP_HEADING);
  StsFragment rule = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, place->left, theme->grid, place->right - place->left, thickness, strong ? theme->ink : theme->rule);
  g_array_append_val(flow->artifacts, rule);
  sts_flow_end_row(flow, content, artifacts, links, NULL, 0);
}

void
sts_table_set_as_list(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *table)
{
  const StsNode *header = header_row(table);

  for (const StsNode *row = table->first_child; row; row = row->next) {
    if (row->kind != STS_NODE_ROW)
      continue;
    bool first = true;
    guint32 first_row = setter->flow->rows->len;
    for (const StsNode *cell = row->first_child; cell; cell = cell->next) {
      add_cell(setter, place, cell, row == header ? NULL : header_of(header, cell), first);
      first = false;
    }
    /* A row of the table taller than a page may be split between its lines. */
    if (sts_flow_height(setter->flow, first_row, setter->flow->rows->len) > setter->height)
      for (guint32 i = first_row; i < setter->flow->rows->len; i++) {
        StsRow *entry = &g_array_index(setter->flow->rows, StsRow, i);
        if (entry->keep == STS_KEEP_GROUP)
          entry->keep = STS_KEEP_FREE;
      }
    add_rule(setter, place, row == header);
    if (row == header)
      setter->flow->keep_rows = MAX(setter->flow->keep_rows, 1);
  }
}
