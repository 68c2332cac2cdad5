/* A table too wide for the page, as a list: its header once, then a block a row with a line "Header: value" a cell. The
 * headers that are repeated are artifacts. */
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
      return node->first_child ? node : NULL;
  return NULL;
}

/* What the text of a header has put beside its glyphs belongs to the header itself, not to its repetitions. */
static void
set_label(StsSetter *setter, const StsInline *in, const StsColumn *column)
{
  StsFlow *flow = setter->flow;
  guint32 content = flow->content->len, anchors = flow->pending_anchors->len, links = flow->links->len,
          artifacts = flow->artifacts->len;

  sts_lines_set(setter, in, column);
  g_ptr_array_set_size(flow->pending_anchors, (int)anchors);
  g_array_set_size(flow->links, links);
  g_array_set_size(flow->artifacts, artifacts);
  for (guint i = 0; i < setter->lines->len; i++) {
    StsLine *line = &g_array_index(setter->lines, StsLine, i);
    line->artifact = line->artifact_end = artifacts;
    line->link = line->link_end = links;
  }
  for (guint32 i = content; i < flow->content->len; i++)
    g_array_index(flow->content, StsFragment, i).node = NULL;
}

/* Sets the header's text, as an artifact, before the cell's if it leaves half of the line, and returns the cell's
 * indent; a longer one has lines of its own, and the indent is 0. */
static double
add_label(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *label, bool first)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_TABLE_HEADER);
  StsFlow *flow = setter->flow;
  StsColumn column = sts_block_column(place), unbroken = {.left = 0, .right = -1, .role = STS_ROLE_ARTIFACT_LAYOUT};
  guint32 content = flow->content->len, rows = flow->rows->len;
  StsInline in;

  column.role = STS_ROLE_ARTIFACT_LAYOUT;
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, label));
  sts_inline_gather(&in, setter, label);
  sts_inline_append(&in, ":", NULL, NULL);
  set_label(setter, &in, &unbroken);
  double width = setter->lines->len > 0 ? g_array_index(setter->lines, StsLine, 0).width : 0,
         indent = width + face->style->size * 0.4;
  if (setter->lines->len == 1 && indent <= (column.right - column.left) / 2)
    sts_flow_shift(flow->content, content, flow->content->len, place->rtl ? place->right - width : place->left,
                   -face->baseline);
  else {
    indent = 0;
    g_array_set_size(flow->content, content);
    set_label(setter, &in, &column);
    sts_block_add_lines(setter, content, STS_KEEP_GROUP);
    if (!first && flow->rows->len > rows) {
      g_array_index(flow->rows, StsRow, rows).snap = false;
      g_array_index(flow->rows, StsRow, rows).keep =
          (guint8)MAX(g_array_index(flow->rows, StsRow, rows).keep, STS_KEEP_GROUP);
    }
    flow->keep_rows = MAX(flow->keep_rows, 1);
  }
  sts_inline_clear(&in);
  return indent;
}

/* Sets the inlines of the cell as rows. `label` is the header cell whose text, as an artifact, stands before them;
 * NULL: none. */
static void
add_cell(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *cell, const StsNode *label, bool first)
{
  const StsFace *face = sts_setter_face(setter, cell->cell.header ? STS_TEXT_TABLE_HEADER : STS_TEXT_TABLE);
  StsFlow *flow = setter->flow;
  guint32 content = flow->content->len;
  StsColumn column = sts_block_column(place);
  StsInline in;

  if (label) {
    double indent = add_label(setter, place, label, first);
    if (indent == 0) {
      content = flow->content->len;
      first = false;
    }
    column.right -= place->rtl ? indent : 0;
    column.left += place->rtl ? 0 : indent;
  }
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, cell));
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
  StsFragment rule = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, place->left, theme->grid, place->right - place->left,
                                      thickness, strong ? theme->ink : theme->rule);
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
