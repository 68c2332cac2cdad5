/* Tables: column widths from what the cells need (table-columns.c), rows that stay whole, a head to repeat
 * (pages/table-head.c does). A table too wide for the page is set smaller, and as a list when even that does not help
 * (table-list.c). */
#include "layout/blocks/table.h"

#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"
#include "layout/blocks/table-columns.h"
#include "layout/blocks/table-list.h"
#include "layout/text/gather.h"
#include "layout/text/measure.h"

/* A cell set in one column: its lines stand one after another in `lines`. */
typedef struct {
  const StsNode *node;
  guint32 first_line, end_line;
  guint32 first_chunk, end_chunk; /* in `chunks` */
  guint row;
  double natural, least; /* of its text, without padding */
} Cell;

typedef struct {
  StsFlow *flow;
  StsSetter *setter; /* the flow's */
  const StsTheme *theme;
  const StsBlockArea *area;
  const StsNode *table;
  int columns;
  guint rows;  /* its children */
  double size; /* of the text; the header's is in proportion */
  double available;
  double *widths; /* of columns, padding included */
  double *lefts;
  GArray *cells;  /* of Cell, row by row */
  GArray *lines;  /* of StsLine */
  GArray *chunks; /* of StsChunk: of all cells */
  StsFill before; /* the galley before the table */
  guint32 first_row;
} Table;

static int
column_of(const Table *table, const Cell *cell)
{
  return CLAMP(cell->node->cell.column, 0, table->columns - 1);
}

static const StsFace *
face_of(const Table *table, const StsNode *cell)
{
  return sts_setter_face(table->setter, cell->cell.header ? STS_TEXT_TABLE_HEADER : STS_TEXT_TABLE);
}

static double
cell_size(const Table *table, const StsNode *cell)
{
  const StsTextStyle *style = face_of(table, cell)->style;

  return style->size * table->size / table->theme->text[STS_TEXT_TABLE].size;
}

static double
leading_of(const Table *table)
{
  const StsTextStyle *style = &table->theme->text[STS_TEXT_TABLE];

  return style->leading * table->size / style->size;
}

static StsSide
side_of(const StsNode *cell, bool rtl)
{
  switch (cell->cell.align) {
  case STS_ALIGN_CENTER:
    return STS_SIDE_CENTER;
  case STS_ALIGN_RIGHT:
    return rtl ? STS_SIDE_START : STS_SIDE_END;
  case STS_ALIGN_LEFT:
    return rtl ? STS_SIDE_END : STS_SIDE_START;
  case STS_ALIGN_DEFAULT:
    return STS_SIDE_START;
  }
  g_assert_not_reached();
}

/* Sets the cell's text: on one line to measure it (width < 0), or in its column. */
static void
set_cell(Table *table, Cell *cell, double width)
{
  StsSetter *setter = table->setter;
  StsGalley *galley = &table->flow->galley;
  StsColumn column = {
      .left = 0, .right = width, .side = side_of(cell->node, table->area->rtl), .role = STS_ROLE_CONTENT};
  StsInline in;

  sts_inline_init(&in, face_of(table, cell->node), cell_size(table, cell->node),
                  sts_setter_language(setter, cell->node));
  in.narrow = true;
  sts_inline_gather(&in, setter, cell->node);
  if (width < 0) {
    cell->first_chunk = table->chunks->len;
    sts_lines_measure(galley, &in, &column, &cell->natural, &cell->least, table->chunks);
    cell->end_chunk = table->chunks->len;
  } else
    sts_lines_set(galley, &in, &column);
  sts_inline_clear(&in);
  cell->first_line = table->lines->len;
  if (galley->lines->len > 0)
    g_array_append_vals(table->lines, galley->lines->data, galley->lines->len);
  cell->end_line = table->lines->len;
}

static void
forget_lines(Table *table)
{
  g_array_set_size(table->lines, 0);
  sts_galley_cut_back(&table->flow->galley, &table->before);
}

static void
measure(Table *table)
{
  for (const StsNode *row = table->table->first_child; row; row = row->next, table->rows++)
    for (const StsNode *node = row->kind == STS_NODE_ROW ? row->first_child : NULL; node; node = node->next) {
      Cell cell = {.node = node, .row = table->rows};
      set_cell(table, &cell, -1);
      g_array_append_val(table->cells, cell);
    }
}

/* From widths between the least and the natural ones to those that give the fewest lines. */
static void
balance(Table *table, double scale, const double *least)
{
  g_autoptr(GArray) cells = g_array_sized_new(FALSE, FALSE, sizeof(StsCellText), table->cells->len);
  StsTableText text = {.chunks = table->chunks,
                       .cells = cells,
                       .rows = table->rows,
                       .columns = table->columns,
                       .scale = scale,
                       .padding = 2 * table->theme->table_padding_x};

  for (guint i = 0; i < table->cells->len; i++) {
    const Cell *cell = &g_array_index(table->cells, Cell, i);
    StsCellText entry = {.row = cell->row,
                         .column = column_of(table, cell),
                         .first_chunk = cell->first_chunk,
                         .end_chunk = cell->end_chunk};
    g_array_append_val(cells, entry);
  }
  sts_table_columns_balance(&text, least, table->widths);
}

/* Divides the available width; `scale` is that of the text against the size measured. Returns false if the columns do
 * not fit. */
static bool
divide(Table *table, double scale)
{
  double padding = 2 * table->theme->table_padding_x;
  g_autofree double *least = g_new0(double, (gsize)table->columns), *natural = g_new0(double, (gsize)table->columns);
  double least_sum = 0, natural_sum = 0;

  for (guint i = 0; i < table->cells->len; i++) {
    const Cell *cell = &g_array_index(table->cells, Cell, i);
    int column = column_of(table, cell);
    /* Half a point makes up for what rounding to Pango's units takes away. */
    least[column] = MAX(least[column], cell->least * scale + padding + 0.5);
    natural[column] = MAX(natural[column], cell->natural * scale + padding + 0.5);
  }
  for (int i = 0; i < table->columns; i++) {
    least[i] = MAX(least[i], padding + table->size);
    natural[i] = MAX(natural[i], least[i]);
    least_sum += least[i];
    natural_sum += natural[i];
  }
  if (least_sum > table->available)
    return false;
  for (int i = 0; i < table->columns; i++)
    if (natural_sum <= table->available)
      table->widths[i] = natural[i];
    else
      table->widths[i] =
          least[i] + (table->available - least_sum) * (natural[i] - least[i]) / MAX(natural_sum - least_sum, 1e-6);
  if (natural_sum > table->available)
    balance(table, scale, least);
  return true;
}

/* Finds the size and the widths; false where the table must become a list. */
static bool
fit(Table *table)
{
  const StsTheme *theme = table->theme;
  double full = theme->text[STS_TEXT_TABLE].size, least = MIN(theme->table_size_min, full);

  for (double size = full; size >= least - 1e-6; size -= 0.5) {
    table->size = size;
    if (divide(table, size / full))
      return true;
  }
  return false;
}

/* Whether each cell stands on one line in its column as it was measured. */
static bool
measured_fits(const Table *table)
{
  double padding = 2 * table->theme->table_padding_x;

  if (table->size < table->theme->text[STS_TEXT_TABLE].size)
    return false;
  for (guint i = 0; i < table->cells->len; i++) {
    const Cell *cell = &g_array_index(table->cells, Cell, i);
    if (cell->natural > table->widths[column_of(table, cell)] - padding)
      return false;
  }
  return true;
}

static void
place_columns(Table *table)
{
  double x = table->area->rtl ? table->area->right : table->area->left;

  for (int i = 0; i < table->columns; i++)
    if (table->area->rtl)
      table->lefts[i] = x -= table->widths[i];
    else {
      table->lefts[i] = x;
      x += table->widths[i];
    }
}

static void
set_cells(Table *table)
{
  double padding = 2 * table->theme->table_padding_x;

  forget_lines(table);
  for (guint i = 0; i < table->cells->len; i++) {
    Cell *cell = &g_array_index(table->cells, Cell, i);
    set_cell(table, cell, table->widths[column_of(table, cell)] - padding);
  }
}

/* A cell that was set on one line, unaligned, goes to its side. */
static double
side_shift(const Table *table, const Cell *cell, bool measured)
{
  double room, width;

  if (!measured || cell->end_line == cell->first_line)
    return 0;
  room = table->widths[column_of(table, cell)] - 2 * table->theme->table_padding_x;
  width = g_array_index(table->lines, StsLine, cell->first_line).width;
  switch (side_of(cell->node, table->area->rtl)) {
  case STS_SIDE_CENTER:
    return (room - width) / 2;
  case STS_SIDE_END:
    return table->area->rtl ? 0 : room - width;
  case STS_SIDE_START:
    return table->area->rtl ? room - width : 0;
  }
  g_assert_not_reached();
}

static void
add_box(Table *table, double y, double height, StsColor color)
{
  double left = table->lefts[0], right = table->lefts[0] + table->widths[0];

  for (int i = 1; i < table->columns; i++) {
    left = MIN(left, table->lefts[i]);
    right = MAX(right, table->lefts[i] + table->widths[i]);
  }
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, left, y, right - left, height, color);
  g_array_append_val(table->flow->galley.artifacts, box);
}

static double
cell_left(const Table *table, const Cell *cell, bool measured)
{
  return table->lefts[column_of(table, cell)] + table->theme->table_padding_x + side_shift(table, cell, measured);
}

/* Moves the cell's lines `first` to `end` below one another into the cell, and appends copies of their fragments to the
 * flow's arrays: those of a row then stand together even where rows are split. Returns their height. */
static double
move_lines(Table *table, const Cell *cell, guint first, guint end, double x, bool copy)
{
  StsFlow *flow = table->flow;
  double top = first == 0 ? table->theme->table_padding_y : 0, y = top;

  for (guint k = cell->first_line + first; k < cell->end_line && k < cell->first_line + end; k++) {
    const StsLine *line = &g_array_index(table->lines, StsLine, k);
    sts_fragments_shift(flow->galley.content, line->content, line->content_end, x, y);
    sts_fragments_shift(flow->galley.artifacts, line->artifact, line->artifact_end, x, y);
    sts_links_shift(flow->galley.links, line->link, line->link_end, x, y);
    y += line->height;
    for (guint32 i = line->content; copy && i < line->content_end; i++) {
      StsFragment fragment = g_array_index(flow->galley.content, StsFragment, i);
      g_array_append_val(flow->galley.content, fragment);
    }
    for (guint32 i = line->link; copy && i < line->link_end; i++) {
      StsLinkArea area = g_array_index(flow->galley.links, StsLinkArea, i);
      g_array_append_val(flow->galley.links, area);
    }
  }
  return y - top;
}

/* Underlines were set with the text; they go over the head's shade. */
static void
copy_underlines(Table *table, const Cell *cell, guint first, guint end)
{
  GArray *artifacts = table->flow->galley.artifacts;

  for (guint k = cell->first_line + first; k < cell->end_line && k < cell->first_line + end; k++) {
    const StsLine *line = &g_array_index(table->lines, StsLine, k);
    for (guint32 i = line->artifact; i < line->artifact_end; i++) {
      StsFragment underline = g_array_index(artifacts, StsFragment, i);
      g_array_append_val(artifacts, underline);
    }
  }
}

/* What one row of the flow shows: all lines of the table's row, or a band of it. */
typedef struct {
  guint first, end; /* lines, counted in each cell */
  bool whole, last;
  bool header;
  guint32 number; /* of the row's bands; 0 for a whole row */
  StsKeep keep;
} Band;

/* The fragments of a whole row stand together already. */
static void
find_range(const Table *table, const Cell *cells, guint count, StsLine *range)
{
  bool any = false;

  for (guint i = 0; i < count; i++)
    for (guint k = cells[i].first_line; k < cells[i].end_line; k++) {
      const StsLine *line = &g_array_index(table->lines, StsLine, k);
      if (!any) {
        *range = *line;
        any = true;
      }
      range->content_end = line->content_end;
      range->link_end = line->link_end;
    }
}

static void
find_leaf(const Table *table, const Cell *cells, guint count, const Band *band, StsLine *range)
{
  range->leaf = NULL;
  for (guint i = 0; i < count && !range->leaf; i++)
    if (cells[i].first_line + band->first < cells[i].end_line) {
      const StsLine *line = &g_array_index(table->lines, StsLine, cells[i].first_line + band->first);
      range->leaf = line->leaf;
      range->leaf_offset = line->leaf_offset;
    }
}

static void
add_band(Table *table, const Cell *cells, guint count, const Band *band, bool measured)
{
  StsFlow *flow = table->flow;
  const StsTheme *theme = table->theme;
  double tallest = leading_of(table);
  StsLine range = {.content = flow->galley.content->len, .link = flow->galley.links->len};

  for (guint i = 0; i < count; i++) {
    double moved =
        move_lines(table, &cells[i], band->first, band->end, cell_left(table, &cells[i], measured), !band->whole);
    tallest = MAX(tallest, moved);
  }
  range.content_end = flow->galley.content->len;
  range.link_end = flow->galley.links->len;
  if (band->whole)
    find_range(table, cells, count, &range);
  find_leaf(table, cells, count, band, &range);
  double height = tallest + theme->table_padding_y * ((band->first == 0) + band->last),
         thickness = band->header ? theme->table_header_rule : theme->table_rule;
  sts_flow_begin_row(flow, height, band->keep);
  range.artifact = flow->galley.artifacts->len;
  if (band->header)
    add_box(table, 0, height, theme->shade);
  for (guint i = 0; i < count; i++)
    copy_underlines(table, &cells[i], band->first, band->end);
  if (band->last)
    add_box(table, height - thickness, thickness, band->header ? theme->ink : theme->rule);
  range.artifact_end = flow->galley.artifacts->len;
  sts_flow_end_row_with(flow, &range);
  StsRow *row = &g_array_index(flow->rows, StsRow, flow->rows->len - 1);
  row->table = (gint32)flow->tables->len;
  row->band = band->number;
}

/* The height of what may not be parted from the next row: a heading, a caption, the table's head. */
static double
height_kept_above(const StsFlow *flow, double grid)
{
  guint32 first = flow->rows->len;
  double snaps = 0;

  if (flow->keep_rows == 0)
    return 0;
  while (first > 0) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, --first);
    snaps += row->snap ? grid : 0;
    if (row->keep < STS_KEEP_LABEL)
      break;
  }
  return sts_flow_height(flow, first, flow->rows->len) + snaps;
}

/* Adds the row; one taller than a page, or than what a page has left below what it is kept with, is cut between its
 * lines. */
static void
add_row(Table *table, const Cell *cells, guint count, bool header, double head_height, bool measured)
{
  guint lines = 1;
  StsKeep keep = table->flow->rows->len > table->first_row ? STS_KEEP_ROW : STS_KEEP_FREE;
  double above = header ? 0 : height_kept_above(table->flow, table->theme->grid);
  double room = table->setter->height - MAX(head_height, above) - 2 * table->theme->table_padding_y, height = 0;

  for (guint i = 0; i < count; i++) {
    double cell_height = 0;
    lines = MAX(lines, cells[i].end_line - cells[i].first_line);
    for (guint k = cells[i].first_line; k < cells[i].end_line; k++)
      cell_height += g_array_index(table->lines, StsLine, k).height;
    height = MAX(height, cell_height);
  }
  if (height <= room) {
    Band whole = {.end = lines, .whole = true, .last = true, .header = header, .keep = keep};
    add_band(table, cells, count, &whole, measured);
    return;
  }
  guint32 number = table->flow->rows->len + 1;
  for (guint first = 0; first < lines; first++) {
    bool torn = first > 0 && (first < (guint)table->theme->orphans || lines - first < (guint)table->theme->widows);
    Band band = {.first = first,
                 .end = first + 1,
                 .last = first + 1 == lines,
                 .header = header,
                 .number = number,
                 .keep = torn ? STS_KEEP_LINES : keep};
    add_band(table, cells, count, &band, measured);
  }
}

static guint
cells_in(const StsNode *row)
{
  guint count = 0;

  for (const StsNode *cell = row->first_child; cell; cell = cell->next)
    count++;
  return count;
}

/* One row of the body, the first or the last, does not stand alone on its page. */
static void
keep_rows_together(StsFlow *flow, guint32 first)
{
  guint32 end = flow->rows->len;

  if (end < first + 2)
    return;
  StsRow *one = &g_array_index(flow->rows, StsRow, first), *last = &g_array_index(flow->rows, StsRow, end - 1);
  if (one->band == 0)
    one[1].keep = (guint8)MAX(one[1].keep, STS_KEEP_LABEL);
  if (last->band == 0)
    last->keep = (guint8)MAX(last->keep, STS_KEEP_LABEL);
}

static void
add_rows(Table *table, bool measured)
{
  StsFlow *flow = table->flow;
  StsFlowTable entry = {.first_row = table->first_row = flow->rows->len};
  guint index = 0;
  bool in_head = true;
  double head_height = 0;

  entry.head_end = entry.first_row;
  for (const StsNode *row = table->table->first_child; row; row = row->next) {
    if (row->kind != STS_NODE_ROW)
      continue;
    guint count = cells_in(row);
    bool header = row->row.header && in_head;
    if (in_head && !header && flow->rows->len > entry.first_row) {
      entry.head_end = flow->rows->len;
      head_height = sts_flow_height(flow, entry.first_row, entry.head_end);
      /* A head that would fill the page is not repeated. */
      entry.head_height = head_height < table->setter->height / 3 ? (float)head_height : 0;
      flow->keep_rows = MAX(flow->keep_rows, 1);
    }
    in_head = header;
    if (header)
      flow->keep_rows = MAX(flow->keep_rows, flow->rows->len > entry.first_row ? 1 : 0);
    add_row(table, &g_array_index(table->cells, Cell, index), count, header, entry.head_height, measured);
    index += count;
  }
  if (flow->rows->len == entry.first_row)
    return;
  keep_rows_together(flow, entry.head_end);
  g_array_index(flow->rows, StsRow, entry.first_row).snap = true;
  g_array_append_val(flow->tables, entry);
}

static void
add_caption(StsFlow *flow, const StsBlockArea *area, const StsNode *table)
{
  for (const StsNode *child = table->first_child; child; child = child->next)
    if (child->kind == STS_NODE_CAPTION) {
      sts_paragraph_set(flow, area, child, STS_TEXT_CAPTION);
      sts_flow_space(flow, flow->setter->theme->text[STS_TEXT_CAPTION].space_before);
      flow->keep_rows = MAX(flow->keep_rows, 1);
    }
}

static void
table_init(Table *table, StsFlow *flow, const StsBlockArea *area, const StsNode *node)
{
  StsSetter *setter = flow->setter;
  *table = (Table){
      .flow = flow,
      .setter = setter,
      .theme = setter->theme,
      .area = area,
      .table = node,
      .columns = MAX(node->table.columns, 1),
      .size = setter->theme->text[STS_TEXT_TABLE].size,
      .available = area->rtl ? area->right : setter->width - area->left,
      .cells = g_array_new(FALSE, FALSE, sizeof(Cell)),
      .lines = g_array_new(FALSE, FALSE, sizeof(StsLine)),
      .chunks = g_array_new(FALSE, FALSE, sizeof(StsChunk)),
      .before = sts_galley_fill(&flow->galley),
  };
  /* Inside a frame or a list the table stays inside; elsewhere it may use the whole text area, wider than the measure.
   */
  if (sts_node_ancestor(node, STS_NODE_CALLOUT))
    table->available = area->right - area->left;
  table->widths = g_new0(double, (gsize)table->columns);
  table->lefts = g_new0(double, (gsize)table->columns);
}

static void
table_clear(Table *table)
{
  g_array_unref(table->cells);
  g_array_unref(table->lines);
  g_array_unref(table->chunks);
  g_free(table->widths);
  g_free(table->lefts);
}

void
sts_table_set(StsFlow *flow, const StsBlockArea *area, const StsNode *node)
{
  const StsTextStyle *style = &flow->setter->theme->text[STS_TEXT_TABLE];
  Table table;

  sts_list_flush_labels(flow, true);
  sts_flow_space(flow, style->space_before);
  add_caption(flow, area, node);
  table_init(&table, flow, area, node);
  measure(&table);
  if (fit(&table)) {
    bool measured = measured_fits(&table);
    place_columns(&table);
    if (!measured)
      set_cells(&table);
    add_rows(&table, measured);
  } else {
    forget_lines(&table);
    sts_table_set_as_list(flow, area, node);
  }
  table_clear(&table);
  sts_flow_space(flow, style->space_after);
}
