/* Tables as XHTML: in a box that scrolls, and fit to be shown as lists on narrow screens. */
#include <string.h>

#include "document/plain-text.h"
#include "epub/xhtml-writer.h"

/* A table becomes a list where the screen is narrow when it has at least so many columns, or the longest words of its columns together at least so many characters: a telephone
 * shows some 35 in a line. Smaller ones do so only where the letters are very large. */
enum { STACK_COLUMNS = 4, STACK_CHARACTERS = 30 };

static void
end(StsXhtmlWriter *writer, const char *name)
{
  g_string_append_printf(writer->out, "</%s>\n", name);
}

static bool
plain(const StsXhtmlWriter *writer)
{
  return writer->options->plain;
}

static size_t
longest_word(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " -", -1);
  glong longest = 0;
  for (char **word = words; *word != NULL; word++)
    longest = MAX(longest, g_utf8_strlen(*word, -1));
  return (size_t)longest;
}

static bool
is_wide(const StsNode *table)
{
  if (table->table.columns >= STACK_COLUMNS)
    return true;
  size_t longest[STACK_COLUMNS] = {0}, sum = 0;
  for (const StsNode *row = table->first_child; row != NULL; row = row->next) {
    if (row->kind != STS_NODE_ROW)
      continue;
    for (const StsNode *cell = row->first_child; cell != NULL; cell = cell->next) {
      g_autofree char *text = sts_node_inline_text(cell);
      const int column = CLAMP(cell->cell.column, 0, STACK_COLUMNS - 1);
      longest[column] = MAX(longest[column], longest_word(text));
    }
  }
  for (int i = 0; i < STACK_COLUMNS; i++)
    sum += longest[i];
  return sum >= STACK_CHARACTERS;
}

static void
open_group(StsXhtmlWriter *writer, const char *name)
{
  /* A table that may be shown as a list says what its parts are: browsers forget it where `display` changes. */
  g_string_append_printf(writer->out, writer->stacked ? "<%s role=\"rowgroup\">\n" : "<%s>\n", name);
}

static void
write_table(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event)
{
  if (event == STS_EVENT_EXIT) {
    if (writer->in_body)
      end(writer, "tbody");
    writer->in_body = false;
    end(writer, "table");
    if (!plain(writer))
      end(writer, "div");
    return;
  }
  if (!plain(writer)) {
    /* The box scrolls sideways; tabindex lets the keyboard reach it, so it needs a name. */
    g_string_append(writer->out, "<div class=\"table\" role=\"group\" tabindex=\"0\"");
    const StsNode *caption = node->first_child != NULL && node->first_child->kind == STS_NODE_CAPTION ? node->first_child : NULL;
    if (caption != NULL) {
      g_autofree char *text = sts_node_title_text(caption);
      sts_xhtml_attribute(writer, "aria-label", text);
    } else {
      sts_xhtml_attribute(writer, "aria-label", sts_terms_get(sts_xhtml_terms(writer, node), "table"));
    }
    g_string_append(writer->out, ">\n");
  }
  sts_xhtml_open(writer, "table", node);
  writer->stacked = !plain(writer);
  if (writer->stacked) {
    sts_xhtml_attribute(writer, "class", is_wide(node) ? "stack wide" : "stack");
    sts_xhtml_attribute(writer, "role", "table");
  }
  g_string_append(writer->out, ">\n");
}

static void
write_row(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event)
{
  if (event == STS_EVENT_EXIT) {
    end(writer, "tr");
    if (node->row.header && (node->next == NULL || !node->next->row.header))
      end(writer, "thead");
    return;
  }
  const StsNode *first = node->parent->first_child;
  if (first->kind == STS_NODE_CAPTION)
    first = first->next;
  if (node->row.header && node == first)
    open_group(writer, "thead");
  if (!node->row.header && !writer->in_body) {
    open_group(writer, "tbody");
    writer->in_body = true;
  }
  sts_xhtml_open(writer, "tr", node);
  if (writer->stacked)
    sts_xhtml_attribute(writer, "role", "row");
  g_string_append(writer->out, ">\n");
}

/* The header of the cell's column; NULL if there is none. */
static const StsNode *
find_header(const StsNode *cell)
{
  const StsNode *row = cell->parent->parent->first_child;
  while (row != NULL && (row->kind != STS_NODE_ROW || !row->row.header))
    row = row->next;
  if (row == NULL)
    return NULL;
  const StsNode *header = row->first_child;
  while (header != NULL && header->cell.column != cell->cell.column)
    header = header->next;
  return header;
}

static void
write_cell(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event)
{
  static const char *const classes[] = {
    [STS_ALIGN_DEFAULT] = NULL,
    [STS_ALIGN_LEFT] = "left",
    [STS_ALIGN_CENTER] = "center",
    [STS_ALIGN_RIGHT] = "right",
  };
  const char *element = node->cell.header ? "th" : "td";
  if (event == STS_EVENT_EXIT) {
    end(writer, element);
    return;
  }
  sts_xhtml_open(writer, element, node);
  if (!plain(writer) && node->cell.header)
    sts_xhtml_attribute(writer, "scope", "col");
  if (classes[node->cell.align] != NULL)
    sts_xhtml_attribute(writer, "class", classes[node->cell.align]);
  if (writer->stacked)
    sts_xhtml_attribute(writer, "role", node->cell.header ? "columnheader" : "cell");
  if (writer->stacked && !node->cell.header) {
    const StsNode *header = find_header(node);
    g_autofree char *label = header != NULL ? sts_node_title_text(header) : NULL;
    if (label != NULL && *label != '\0')
      sts_xhtml_attribute(writer, "data-label", label);
  }
  g_string_append_c(writer->out, '>');
}

void
sts_xhtml_table(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event)
{
  if (node->kind == STS_NODE_TABLE)
    write_table(writer, node, event);
  else if (node->kind == STS_NODE_ROW)
    write_row(writer, node, event);
  else
    write_cell(writer, node, event);
}
