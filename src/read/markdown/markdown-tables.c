/* Pipe tables, as GitHub Flavored Markdown has them: rows are split before cmark sees their cells. */
#include "read/markdown/markdown-tables.h"

#include <string.h>

#include "document/rules.h"
#include "read/markdown/markdown-marks.h"

/* No page has room for more columns; and cells that a row lacks take memory, and no room in the source. */
enum { COLUMNS_MAX = 1000, MISSING_MAX = 5000000 };

typedef struct {
  char *text;    /* trimmed, its \| undone */
  size_t offset; /* of its first byte in the line */
} Cell;

static void
clear_cell(gpointer cell)
{
  g_free(((Cell *)cell)->text);
}

/* The row without the white space and the bars around it: begins at *begin, ends before *end. */
static void
trim_row(const char *line, size_t *begin, size_t *end)
{
  *begin = strspn(line, " \t");
  *end = strlen(line);
  while (*end > *begin && strchr(" \t", line[*end - 1]))
    (*end)--;
  if (*begin < *end && line[*begin] == '|')
    (*begin)++;
  if (*end > *begin && line[*end - 1] == '|' && !(*end - 1 > *begin && line[*end - 2] == '\\'))
    (*end)--;
}

/* The text with "\|" as "|": a bar in a cell is always escaped, in code too. A mark that is not seen takes the place of
 * the backslash, so that columns stay true, but not between the bar and what may begin or end emphasis, since
 * CommonMark looks at what stands beside that. */
static char *
cell_text(const char *begin, const char *end)
{
  static const char DELIMITERS[] = "*_";
  GString *text = g_string_sized_new((gsize)(end - begin));

  for (const char *p = begin; p < end; p++) {
    if (!(*p == '\\' && p + 1 < end && p[1] == '|')) {
      g_string_append_c(text, *p);
      continue;
    }
    bool before = p > begin && !strchr(DELIMITERS, p[-1]), after = p + 2 < end && !strchr(DELIMITERS, p[2]);
    if (before)
      g_string_append_c(text, STS_MARK_GUARD);
    g_string_append_c(text, '|');
    if (!before && after)
      g_string_append_c(text, STS_MARK_GUARD);
    p++;
  }
  return g_string_free(text, FALSE);
}

/* Free with g_array_unref(), which frees the cells' texts. */
static GArray *
split_row(const char *line)
{
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  size_t begin, end;

  g_array_set_clear_func(cells, clear_cell);
  trim_row(line, &begin, &end);
  for (size_t at = begin; at <= end;) {
    size_t stop = at;
    while (stop < end && line[stop] != '|')
      stop += line[stop] == '\\' && stop + 1 < end && line[stop + 1] == '|' ? 2 : 1;
    size_t from = at, to = stop;
    while (from < to && strchr(" \t", line[from]))
      from++;
    while (to > from && strchr(" \t", line[to - 1]))
      to--;
    Cell cell = {cell_text(line + from, line + to), from};
    g_array_append_val(cells, cell);
    at = stop + 1;
  }
  return cells;
}

static bool
parse_delimiter(const char *text, StsAlign *align)
{
  bool left = *text == ':';
  const char *dashes = text + left;
  size_t count = strspn(dashes, "-");
  bool right = dashes[count] == ':';

  *align = left && right ? STS_ALIGN_CENTER : left ? STS_ALIGN_LEFT : right ? STS_ALIGN_RIGHT : STS_ALIGN_DEFAULT;
  return count > 0 && dashes[count + right] == '\0';
}

/* Whether the line is a delimiter row ("| --- | :-: |"): its alignments, of StsAlign; else NULL. */
static GArray *
parse_delimiters(const char *line)
{
  if (!strchr(line, '|') || strspn(line, " \t|:-") != strlen(line))
    return NULL;
  g_autoptr(GArray) cells = split_row(line);
  g_autoptr(GArray) align = g_array_new(FALSE, FALSE, sizeof(StsAlign));

  for (guint i = 0; i < cells->len; i++) {
    StsAlign one;
    if (!parse_delimiter(g_array_index(cells, Cell, i).text, &one))
      return NULL;
    g_array_append_val(align, one);
  }
  return g_steal_pointer(&align);
}

static const StsMarkdownRawLine *
raw_line(const GArray *lines, guint index)
{
  return &g_array_index(lines, StsMarkdownRawLine, index);
}

guint
sts_markdown_find_table(const GArray *lines)
{
  for (guint i = 1; i < lines->len; i++) {
    if (!strchr(raw_line(lines, i - 1)->text, '|'))
      continue;
    g_autoptr(GArray) align = parse_delimiters(raw_line(lines, i)->text);
    if (align)
      return i;
  }
  return 0;
}

static void
add_cell(StsMarkdownSource *source, StsNode *row, const StsNode *table, guint column, const Cell *cell,
         StsPosition position)
{
  StsNode *node = sts_node_new(source->arena, STS_NODE_CELL, position);

  if (cell)
    node->position.column += (int)cell->offset;
  node->cell.header = row->row.header;
  node->cell.align = table->table.align[column];
  node->cell.column = (int)column;
  sts_node_append(source->arena, row, node);
  if (cell && *cell->text)
    sts_markdown_add_fragment(source, node, g_strdup(cell->text), node->position);
}

static void
add_row(StsMarkdownSource *source, StsNode *table, const StsMarkdownRawLine *line, bool header)
{
  g_autoptr(GArray) cells = split_row(line->text);
  StsNode *row = sts_node_new(source->arena, STS_NODE_ROW, line->position);
  guint columns = (guint)table->table.columns;

  source->missing_cells += columns - MIN(cells->len, columns);
  row->row.header = header;
  for (guint i = 0; i < columns; i++)
    add_cell(source, row, table, i, i < cells->len ? &g_array_index(cells, Cell, i) : NULL, line->position);
  if (cells->len > columns) {
    StsPosition position = line->position;
    position.column += (int)g_array_index(cells, Cell, columns).offset;
    sts_error(source->diagnostics, position, STS_RULE_TABLE_COLUMNS,
              "this row has %u cells, but the table has %u %s; a bar within a cell is written \\|", cells->len, columns,
              columns == 1 ? "column" : "columns");
  }
  sts_node_append(source->arena, table, row);
}

StsNode *
sts_markdown_build_table(StsMarkdownSource *source, const GArray *lines, guint delimiters)
{
  const StsMarkdownRawLine *head = raw_line(lines, delimiters - 1), *under = raw_line(lines, delimiters);
  StsNode *table = sts_node_new(source->arena, STS_NODE_TABLE, head->position);
  g_autoptr(GArray) align = parse_delimiters(under->text);
  g_autoptr(GArray) cells = split_row(head->text);
  guint columns = MAX(align->len, cells->len);

  if (align->len != cells->len)
    sts_error(source->diagnostics, under->position, STS_RULE_TABLE_COLUMNS,
              "the line under the table's head has %u %s, the head has %u; give both the same number", align->len,
              align->len == 1 ? "column" : "columns", cells->len);
  StsAlign *copy = sts_arena_alloc(source->arena, columns * sizeof *copy);
  memcpy(copy, align->data, align->len * sizeof *copy);
  table->table.columns = (int)columns;
  table->table.align = copy;
  add_row(source, table, head, true);
  if (columns > COLUMNS_MAX)
    sts_error(source->diagnostics, head->position, STS_RULE_TABLE_WIDE,
              "this table has %u columns, and no page has room for more than %d; make several of it. Its rows were not "
              "read",
              columns, COLUMNS_MAX);
  for (guint i = delimiters + 1; i < lines->len && columns <= COLUMNS_MAX && source->missing_cells <= MISSING_MAX;
       i++) {
    add_row(source, table, raw_line(lines, i), false);
    if (source->missing_cells > MISSING_MAX)
      sts_error(source->diagnostics, raw_line(lines, i)->position, STS_RULE_TABLE_WIDE,
                "the rows so far lack more than %d cells; no further row of a table was read", MISSING_MAX);
  }
  return table;
}
