/* Writes a table with bars: each cell at its column, spanned ones once, their other places empty. */
#include "import/html/table.h"

#include <string.h>

enum { COLUMNS_MAX = 200, PLACES_MAX = 200000 };

typedef struct {
  const GumboNode *node;
  StsHtmlLine *line;
  unsigned columns, rows; /* that it spans */
} Cell;

typedef struct {
  const GumboNode *node;
  GArray *cells;   /* Cell */
  GPtrArray *grid; /* of Cell*: what stands in each column; NULL: nothing */
} Row;

struct StsHtmlTable {
  GArray *rows; /* Row */
};

void
sts_html_line_free(StsHtmlLine *line)
{
  if (!line)
    return;
  g_string_free(line->line, TRUE);
  g_array_unref(line->origins);
  g_free(line);
}

static void
clear_row(gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < row->cells->len; i++)
    sts_html_line_free(g_array_index(row->cells, Cell, i).line);
  g_array_unref(row->cells);
  g_ptr_array_unref(row->grid);
}

StsHtmlTable *
sts_html_table_new(void)
{
  StsHtmlTable *table = g_new0(StsHtmlTable, 1);

  table->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  g_array_set_clear_func(table->rows, clear_row);
  return table;
}

void
sts_html_table_free(StsHtmlTable *table)
{
  if (!table)
    return;
  g_array_unref(table->rows);
  g_free(table);
}

void
sts_html_table_add_row(StsHtmlTable *table, const GumboNode *node)
{
  Row row = {node, g_array_new(FALSE, FALSE, sizeof(Cell)), g_ptr_array_new()};

  g_array_append_val(table->rows, row);
}

/* How many places a cell spans, as far as a table can sensibly go. */
static unsigned
read_span(const GumboNode *node, const char *name)
{
  const char *value = sts_html_attribute(node, name);
  guint64 span = value ? g_ascii_strtoull(value, NULL, 10) : 1;

  return (unsigned)CLAMP(span, 1, COLUMNS_MAX);
}

void
sts_html_table_add_cell(StsHtmlTable *table, const GumboNode *node, StsHtmlLine *line)
{
  Cell cell = {node, line, read_span(node, "colspan"), read_span(node, "rowspan")};

  if (table->rows->len == 0)
    sts_html_table_add_row(table, node);
  g_array_append_val(g_array_index(table->rows, Row, table->rows->len - 1).cells, cell);
}

/* ---- the grid ---- */

static void
put(Row *row, guint column, Cell *cell)
{
  if (row->grid->len <= column)
    g_ptr_array_set_size(row->grid, (int)column + 1);
  row->grid->pdata[column] = cell;
}

static bool
is_taken(const Row *row, guint column)
{
  return column < row->grid->len && row->grid->pdata[column];
}

/* Finds the columns; `spanned` stands where a cell reaches, but does not begin. Returns how many there are. */
static guint
find_columns(const StsHtmlTable *table, Cell *spanned)
{
  guint columns = 0;
  size_t places = 0;

  for (guint r = 0; r < table->rows->len; r++) {
    Row *row = &g_array_index(table->rows, Row, r);
    guint column = 0;
    for (guint i = 0; i < row->cells->len; i++) {
      Cell *cell = &g_array_index(row->cells, Cell, i);
      while (is_taken(row, column))
        column++;
      for (guint down = 0; down < cell->rows && r + down < table->rows->len; down++)
        for (guint right = 0; right < cell->columns; right++) {
          Row *under = &g_array_index(table->rows, Row, r + down);
          bool first = down == 0 && right == 0;
          if (first || (places++ < PLACES_MAX && column + right < COLUMNS_MAX && !is_taken(under, column + right)))
            put(under, column + right, first ? cell : spanned);
        }
      column++;
    }
    columns = MAX(columns, row->grid->len);
  }
  return columns;
}

/* ---- what it looks like ---- */

/* Whether the row holds nothing but heads, but for an empty corner. */
static bool
is_head(const Row *row)
{
  bool heads = false;

  if (sts_html_is(row->node->parent, GUMBO_TAG_THEAD))
    return true;
  for (guint i = 0; i < row->cells->len; i++) {
    const Cell *cell = &g_array_index(row->cells, Cell, i);
    bool head = sts_html_is(cell->node, GUMBO_TAG_TH);
    if (!head && (i > 0 || cell->line->line->len > 0))
      return false;
    heads = heads || head;
  }
  return heads;
}

/* Whether the text of a cell is bold from its first letter to its last. */
static bool
is_bold(const GString *text)
{
  return text->len > 4 && g_str_has_prefix(text->str, "**") &&
         strstr(text->str + 2, "**") == text->str + text->len - 2 && text->str[2] != '*';
}

/* Whether a row that is not marked as one looks like the row of heads: the first, with nothing but bold cells. */
static bool
looks_like_head(const StsHtmlTable *table, guint columns)
{
  const Row *row = &g_array_index(table->rows, Row, 0);

  for (guint i = 0; i < row->cells->len; i++) {
    const Cell *cell = &g_array_index(row->cells, Cell, i);
    if (cell->columns > 1 || cell->rows > 1 || sts_html_is_row_head(cell->node) || !is_bold(cell->line->line))
      return false;
  }
  return row->cells->len == columns && columns > 1 && table->rows->len > 1;
}

static const char *
alignment_of(const GumboNode *cell)
{
  static const struct {
    const char *value, *style, *sign;
  } KINDS[] = {{"left", "text-align:left", ":---"},
               {"right", "text-align:right", "---:"},
               {"center", "text-align:center", ":---:"}};
  const char *align = sts_html_attribute(cell, "align");

  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if ((align && g_ascii_strcasecmp(align, KINDS[i].value) == 0) || sts_html_has_style(cell, KINDS[i].style))
      return KINDS[i].sign;
  return "---";
}

/* What the first cell in the body that stands in the column alone says; without one, that of the head. */
static const char *
column_alignment(const StsHtmlTable *table, const Cell *spanned, guint column)
{
  const char *sign = "---";

  for (guint r = 0; r < table->rows->len && r < 3; r++) {
    const Row *row = &g_array_index(table->rows, Row, r);
    const Cell *cell = column < row->grid->len ? row->grid->pdata[column] : NULL;
    if (!cell || cell == spanned || cell->columns > 1)
      continue;
    sign = alignment_of(cell->node);
    if (r > 0)
      break;
  }
  return sign;
}

static void
write_row(const Row *row, const Cell *spanned, guint columns, bool bold, StsHtmlBlocks *blocks,
          StsHtmlTablePlace *place, gpointer data)
{
  size_t cut = bold ? 2 : 0;
  GString *out = sts_html_blocks_text(blocks);

  g_string_append_c(out, '|');
  for (guint i = 0; i < columns; i++) {
    const Cell *cell = row && i < row->grid->len ? row->grid->pdata[i] : NULL;
    g_string_append_c(out, ' ');
    if (cell && cell != spanned) {
      place(data, out->len - cut, cell->line);
      g_string_append_len(out, cell->line->line->str + cut, (gssize)(cell->line->line->len - 2 * cut));
    }
    g_string_append(out, " |");
  }
}

static void
add_fault(GArray *faults, const GumboNode *node, const char *text)
{
  StsHtmlTableFault fault = {node, text};

  g_array_append_val(faults, fault);
}

/* Tells where only some cells of the first column are heads, unless an empty one above them says that all are. */
static void
find_rows_without_head(const StsHtmlTable *table, bool head, GArray *faults)
{
  const GumboNode *other = NULL;
  guint named = 0;

  for (guint r = head; r < table->rows->len; r++) {
    const Row *row = &g_array_index(table->rows, Row, r);
    const Cell *cell = row->grid->len > 0 ? row->grid->pdata[0] : NULL;
    if (!cell || !cell->node || cell->line->line->len == 0)
      continue;
    if (sts_html_is_row_head(cell->node))
      named++;
    else if (!is_bold(cell->line->line) && !other)
      other = cell->node;
  }
  const Row *first = &g_array_index(table->rows, Row, 0);
  bool corner = !head || (first->cells->len > 0 && g_array_index(first->cells, Cell, 0).line->line->len == 0);
  if (named > 0 && other && !corner)
    add_fault(faults, other,
              "some cells of the first column name their rows, and this one does not: put all of them between two "
              "asterisks each, or their rows have no names");
}

static void
find_faults(const StsHtmlTable *table, bool head, bool bold, GArray *faults)
{
  bool named = false;

  if (bold)
    add_fault(faults, g_array_index(table->rows, Row, 0).node,
              "the first row, which is all in bold, is written as the row of heads");
  else if (!head)
    add_fault(faults, g_array_index(table->rows, Row, 0).node,
              "the table has no row of heads; write one: the first row here is empty");
  find_rows_without_head(table, head, faults);
  for (guint r = 0; r < table->rows->len; r++) {
    const Row *row = &g_array_index(table->rows, Row, r);
    if (r > 0 && is_head(row))
      add_fault(faults, row->node, "a table has one row of heads here; this one is written as any other");
    for (guint i = 0; i < row->cells->len; i++) {
      const Cell *cell = &g_array_index(row->cells, Cell, i);
      if (cell->columns > 1 || cell->rows > 1)
        add_fault(faults, cell->node,
                  "the cell spans several; its text stands in the first of them, and the others are empty: write in "
                  "each what holds there");
      else if (!named && !is_head(row) && sts_html_is(cell->node, GUMBO_TAG_TH) && i > 0)
        add_fault(faults, cell->node, "a head within the table is written as any other cell"), named = true;
    }
  }
}

GArray *
sts_html_table_write(const StsHtmlTable *table, StsHtmlBlocks *blocks, StsHtmlTablePlace *place, gpointer data)
{
  GArray *faults = g_array_new(FALSE, FALSE, sizeof(StsHtmlTableFault));
  Cell spanned = {0};
  guint columns = find_columns(table, &spanned);

  if (columns == 0)
    return faults;
  const Row *first = &g_array_index(table->rows, Row, 0);
  bool bold = !is_head(first) && looks_like_head(table, columns), head = bold || is_head(first);
  find_faults(table, head, bold, faults);
  sts_html_blocks_begin(blocks, false);
  write_row(head ? first : NULL, &spanned, columns, bold, blocks, place, data);
  sts_html_blocks_next_line(blocks);
  g_string_append_c(sts_html_blocks_text(blocks), '|');
  for (guint i = 0; i < columns; i++)
    g_string_append_printf(sts_html_blocks_text(blocks), " %s |", column_alignment(table, &spanned, i));
  for (guint r = head; r < table->rows->len; r++) {
    const Row *row = &g_array_index(table->rows, Row, r);
    if (row->grid->len == 0)
      continue;
    sts_html_blocks_next_line(blocks);
    write_row(row, &spanned, row->grid->len, false, blocks, place, data);
  }
  return faults;
}
