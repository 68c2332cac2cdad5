/* A table too wide for the page, as a list: a block a row with a line "Header: value" a cell, the first of them bold.
 * The first block shows the headers themselves; those that are repeated are artifacts. */
#include "layout/blocks/table-list.h"

#include "layout/blocks/paragraph.h"
#include "layout/text/gather.h"

static const StsNode *
header_row(const StsNode *table)
{
  for (const StsNode *row = table->first_child; row; row = row->next)
    if (row->kind == STS_NODE_ROW)
      return row->row.header ? row : NULL;
  return NULL;
}

static const StsNode *
next_row(const StsNode *row)
{
  do
    row = row->next;
  while (row && row->kind != STS_NODE_ROW);
  return row;
}

static const StsNode *
header_of(const StsNode *header, const StsNode *cell)
{
  for (const StsNode *node = header ? header->first_child : NULL; node; node = node->next)
    if (node->cell.column == cell->cell.column)
      return node->first_child ? node : NULL;
  return NULL;
}

/* What the text of a header has put beside its glyphs belongs to the header itself, not to its repetitions; the colon
 * is no text of either. */
static void
set_label(StsGalley *galley, const StsInline *in, const StsColumn *column, bool own)
{
  StsFill before = sts_galley_fill(galley);

  sts_lines_set(galley, in, column);
  for (guint32 i = before.content; i < galley->content->len; i++) {
    StsFragment *fragment = &g_array_index(galley->content, StsFragment, i);
    fragment->node = own ? fragment->node : NULL;
    if (!fragment->node)
      fragment->role = STS_ROLE_ARTIFACT_LAYOUT;
  }
  if (own)
    return;
  g_ptr_array_set_size(galley->pending_anchors, (int)before.anchors);
  g_array_set_size(galley->links, before.links);
  g_array_set_size(galley->artifacts, before.artifacts);
  for (guint i = 0; i < galley->lines->len; i++) {
    StsLine *line = &g_array_index(galley->lines, StsLine, i);
    line->artifact = line->artifact_end = before.artifacts;
    line->link = line->link_end = before.links;
  }
}

/* The row goes on with what is above it in its own row of the table. */
static void
go_on(StsFlow *flow, guint32 index)
{
  StsRow *row = &g_array_index(flow->rows, StsRow, index);

  row->snap = false;
  row->keep = (guint8)MAX(row->keep, STS_KEEP_GROUP);
}

/* Sets the header's text, its own or repeated, before the cell's if it leaves half of the line, and returns the cell's
 * indent; a longer one has lines of its own, and the indent is 0. */
static double
add_label(StsFlow *flow, const StsBlockArea *area, const StsNode *label, bool first, bool own)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_TABLE_HEADER);
  StsColumn column = sts_area_column(area), unbroken = {.left = 0, .right = -1, .role = STS_ROLE_CONTENT};
  StsGalley *galley = &flow->galley;
  StsFill before = sts_galley_fill(galley);
  guint32 rows = flow->rows->len;
  StsInline in;

  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, label));
  sts_inline_gather(&in, setter, label);
  sts_inline_append(&in, ":", NULL, NULL);
  set_label(galley, &in, &unbroken, own);
  double width = galley->lines->len > 0 ? g_array_index(galley->lines, StsLine, 0).width : 0,
         indent = width + face->style->size * 0.4;
  if (galley->lines->len == 1 && indent <= (column.right - column.left) / 2) {
    double x = area->rtl ? area->right - width : area->left;
    sts_fragments_shift(galley->content, before.content, galley->content->len, x, -face->baseline);
    sts_fragments_shift(galley->artifacts, before.artifacts, galley->artifacts->len, x, 0);
    sts_links_shift(galley->links, before.links, galley->links->len, x, 0);
  } else {
    indent = 0;
    sts_galley_cut_back(galley, &before);
    set_label(galley, &in, &column, own);
    /* Pages begin with what is read there, which is the cell. */
    for (guint i = 0; i < galley->lines->len; i++)
      g_array_index(galley->lines, StsLine, i).leaf = NULL;
    sts_paragraph_add_lines(flow, &before, STS_KEEP_GROUP);
    if (!first && flow->rows->len > rows)
      go_on(flow, rows);
    flow->keep_rows = MAX(flow->keep_rows, 1);
  }
  sts_inline_clear(&in);
  return indent;
}

/* The row also shows what was set before its line: the label's underlines and links. */
static void
take_label(StsFlow *flow, guint32 index, const StsFill *before)
{
  StsRow *row = &g_array_index(flow->rows, StsRow, index);

  row->artifact_count += row->artifact - before->artifacts;
  row->artifact = before->artifacts;
  row->link_count += row->link - before->links;
  row->link = before->links;
}

/* Sets the inlines of the cell as rows. `label` is the header cell whose text, its own or repeated, stands before them;
 * NULL: none. */
static void
add_cell(StsFlow *flow, const StsBlockArea *area, const StsNode *cell, const StsNode *label, bool own)
{
  bool first = cell == cell->parent->first_child, bold = first && !cell->cell.header;
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, cell->cell.header ? STS_TEXT_TABLE_HEADER : STS_TEXT_TABLE);
  StsFill before = sts_galley_fill(&flow->galley);
  StsColumn column = sts_area_column(area);
  StsInline in;

  if (label) {
    double indent = add_label(flow, area, label, first, own);
    if (indent == 0) {
      before = sts_galley_fill(&flow->galley);
      first = false;
    }
    sts_area_narrow(area, &column, STS_SIDE_START, indent);
  }
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, cell));
  sts_inline_gather(&in, setter, cell);
  if (bold)
    sts_inline_embolden(&in);
  guint32 rows = flow->rows->len;
  sts_lines_set(&flow->galley, &in, &column);
  sts_inline_clear(&in);
  if (flow->galley.lines->len == 0 && flow->galley.content->len > before.content)
    sts_flow_add_line(flow, face, &before);
  else
    sts_paragraph_add_lines(flow, &before, STS_KEEP_GROUP);
  if (flow->rows->len == rows)
    return;
  take_label(flow, rows, &before);
  if (!first)
    go_on(flow, rows);
}

static void
add_rule(StsFlow *flow, const StsBlockArea *area)
{
  const StsTheme *theme = flow->setter->theme;
  StsFill before = sts_galley_fill(&flow->galley);

  sts_flow_begin_row(flow, 2 * theme->grid, STS_KEEP_HEADING);
  StsFragment rule = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, area->left, theme->grid, area->right - area->left,
                                      theme->table_rule, theme->rule);
  g_array_append_val(flow->galley.artifacts, rule);
  sts_flow_end_row(flow, &before, NULL, 0);
}

/* The lines of the first block, in which each header stands before its cell, though all are read before the cells. */
static void
bind_rows(StsFlow *flow, guint32 first_row, const StsNode *header)
{
  const StsNode *leaf = header;

  while (leaf && leaf->kind != STS_NODE_TEXT)
    leaf = sts_node_next(header, leaf, false);
  if (leaf && flow->rows->len > first_row) {
    g_array_index(flow->rows, StsRow, first_row).leaf = leaf;
    g_array_index(flow->rows, StsRow, first_row).leaf_offset = 0;
  }
  for (guint32 i = first_row; i < flow->rows->len; i++)
    g_array_index(flow->rows, StsRow, i).band = first_row + 1;
}

void
sts_table_set_as_list(StsFlow *flow, const StsBlockArea *area, const StsNode *table)
{
  const StsNode *header = header_row(table);
  bool headers_shown = !header;

  for (const StsNode *row = table->first_child; row; row = row->next) {
    /* A head without rows is all that there is. */
    if (row->kind != STS_NODE_ROW || (row == header && next_row(row)))
      continue;
    guint32 first_row = flow->rows->len;
    for (const StsNode *cell = row->first_child; cell; cell = cell->next)
      add_cell(flow, area, cell, row == header ? NULL : header_of(header, cell), !headers_shown);
    if (!headers_shown)
      bind_rows(flow, first_row, header);
    headers_shown = true;
    /* A row of the table taller than a page may be split between its lines. */
    sts_flow_release(flow, first_row);
    add_rule(flow, area);
  }
}
