/* Tables as XHTML, fit to be shown as lists where they are wider than the screen. */
#include "output/epub/xhtml-table.h"

#include "document/plain-text.h"
#include "output/epub/xhtml-table-width.h"

static void
open_group(StsXhtmlWriter *writer, const char *name)
{
  /* A table that may be shown as a list says what its parts are: browsers forget it where `display` changes. */
  sts_xml_open(writer->xml, name);
  if (writer->stacked)
    sts_xml_attribute(writer->xml, "role", "rowgroup");
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
  sts_xhtml_open(writer, "table", node);
  writer->stacked = !sts_xhtml_is_plain(writer);
  if (writer->stacked) {
    sts_xml_attribute_format(writer->xml, "class", "stack-%d", sts_xhtml_table_widths[sts_xhtml_table_step(node)]);
    sts_xml_attribute(writer->xml, "role", "table");
  }
  sts_xml_line(writer->xml);
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
  const char *element = node->cell.header ? "th" : "td";
  sts_xhtml_open(writer, element, node);
  if (!sts_xhtml_is_plain(writer) && node->cell.header)
    sts_xml_attribute(writer->xml, "scope", "col");
  if (classes[node->cell.align] != NULL)
    sts_xml_attribute(writer->xml, "class", classes[node->cell.align]);
  if (writer->stacked)
    sts_xml_attribute(writer->xml, "role", node->cell.header ? "columnheader" : "cell");
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
  else if (node->kind == STS_NODE_ROW)
    write_row(writer, node);
  else
    write_cell(writer, node);
}

void
sts_xhtml_close_table(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_TABLE && writer->in_body) {
    sts_xml_close_line(writer->xml);
    writer->in_body = false;
  }
  sts_xml_close_line(writer->xml);
  if (node->kind == STS_NODE_TABLE ? !sts_xhtml_is_plain(writer)
                                   : node->row.header && (node->next == NULL || !node->next->row.header))
    sts_xml_close_line(writer->xml);
}
