/* Tables as XHTML, fit to be shown as lists where they are wider than the screen. */
#include "output/xhtml/table.h"

#include "document/plain-text.h"
#include "output/xhtml/table-width.h"

static void
open_group(StsXhtmlWriter *writer, const char *name)
{
  /* A table that may be shown as a list says what its parts are: browsers forget it where `display` changes. */
  sts_xml_open(writer->xml, name);
  if (writer->stacked)
    sts_xml_attribute(writer->xml, "role", "rowgroup");
  sts_xml_line(writer->xml);
}

/* The caption stands before the table and names it from there. Within it, the explicit role of the table would allow
 * for rows alone (ARIA 1.2, "table"), and no link or note in the caption could be found. */
static void
open_table(StsXhtmlWriter *writer, const StsNode *node, const char *caption)
{
  sts_xhtml_open(writer, "table", node);
  writer->stacked = !sts_xhtml_is_plain(writer);
  if (writer->stacked) {
    sts_xml_attribute_format(writer->xml, "class", "stack-%d", sts_xhtml_table_widths[sts_xhtml_table_step(node)]);
    sts_xml_attribute(writer->xml, "role", "table");
    if (caption != NULL)
      sts_xml_attribute(writer->xml, "aria-labelledby", caption);
  }
  sts_xml_line(writer->xml);
}

static void
write_table(StsXhtmlWriter *writer, const StsNode *node)
{
  if (!sts_xhtml_is_plain(writer)) {
    /* The box is what the width is measured of. It must not scroll: paged readers cannot break what scrolls, and would
     * cut a long table off at the end of the page. */
    sts_xml_open(writer->xml, "div");
    sts_xml_attribute(writer->xml, "class", "table");
    sts_xml_line(writer->xml);
  }
  if (node->first_child == NULL || node->first_child->kind != STS_NODE_CAPTION)
    open_table(writer, node, NULL);
}

static void
write_caption(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xhtml_open(writer, "p", node);
  if (sts_xhtml_is_plain(writer))
    return;
  sts_xml_attribute(writer->xml, "class", "caption");
  if (node->id == NULL) {
    writer->caption = sts_xhtml_new_id(writer, "caption");
    sts_xml_attribute(writer->xml, "id", writer->caption);
  }
}

static void
close_caption(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xml_close_line(writer->xml);
  g_autofree char *id = node->id != NULL ? sts_xhtml_id(writer, node) : g_strdup(writer->caption);
  open_table(writer, node->parent, id);
  g_clear_pointer(&writer->caption, g_free);
}

static void
write_row(StsXhtmlWriter *writer, const StsNode *node)
{
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
    sts_xml_attribute(writer->xml, "role", "row");
  sts_xml_line(writer->xml);
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
write_cell(StsXhtmlWriter *writer, const StsNode *node)
{
  static const char *const classes[] = {
      [STS_ALIGN_DEFAULT] = NULL,
      [STS_ALIGN_LEFT] = "left",
      [STS_ALIGN_CENTER] = "center",
      [STS_ALIGN_RIGHT] = "right",
  };
  static const struct {
    const char *element, *scope, *role;
  } forms[] = {
      [STS_SCOPE_NONE] = {"td", NULL, "cell"},
      [STS_SCOPE_COLUMN] = {"th", "col", "columnheader"},
      [STS_SCOPE_ROW] = {"th", "row", "rowheader"},
  };
  const StsScope scope = node->cell.scope;
  sts_xhtml_open(writer, sts_xhtml_is_plain(writer) && node->cell.header ? "th" : forms[scope].element, node);
  if (!sts_xhtml_is_plain(writer) && scope != STS_SCOPE_NONE)
    sts_xml_attribute(writer->xml, "scope", forms[scope].scope);
  if (classes[node->cell.align] != NULL)
    sts_xml_attribute(writer->xml, "class", classes[node->cell.align]);
  if (writer->stacked)
    sts_xml_attribute(writer->xml, "role", forms[scope].role);
  if (writer->stacked && !node->cell.header) {
    const StsNode *header = find_header(node);
    g_autofree char *label = header != NULL ? sts_node_title_text(header) : NULL;
    if (label != NULL && *label != '\0')
      sts_xml_attribute(writer->xml, "data-label", label);
  }
}

void
sts_xhtml_table(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_TABLE)
    write_table(writer, node);
  else if (node->kind == STS_NODE_CAPTION)
    write_caption(writer, node);
  else if (node->kind == STS_NODE_ROW)
    write_row(writer, node);
  else
    write_cell(writer, node);
}

void
sts_xhtml_close_table(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_CAPTION) {
    close_caption(writer, node);
    return;
  }
  if (node->kind == STS_NODE_TABLE && writer->in_body) {
    sts_xml_close_line(writer->xml);
    writer->in_body = false;
  }
  sts_xml_close_line(writer->xml);
  if (node->kind == STS_NODE_TABLE ? !sts_xhtml_is_plain(writer)
                                   : node->row.header && (node->next == NULL || !node->next->row.header))
    sts_xml_close_line(writer->xml);
}
