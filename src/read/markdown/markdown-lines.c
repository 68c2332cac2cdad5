/* The lines of a paragraph as they stand in the source. */
#include "read/markdown/markdown-lines.h"

#include <cmark.h>
#include <string.h>

GArray *
sts_markdown_raw_lines_new(StsMarkdownConverter *converter, cmark_node *paragraph)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(StsMarkdownRawLine));
  int first = cmark_node_get_start_line(paragraph), last = cmark_node_get_end_line(paragraph), quotes = 0;

  for (cmark_node *above = cmark_node_parent(paragraph); above; above = cmark_node_parent(above))
    quotes += cmark_node_get_type(above) == CMARK_NODE_BLOCK_QUOTE;
  for (int i = first + (paragraph == converter->callout); i <= last && (guint)i <= converter->source->lines->len; i++) {
    g_autofree char *line = sts_markdown_source_line(converter->source, i);
    size_t at = i == first ? MIN((size_t)cmark_node_get_start_column(paragraph) - 1, strlen(line)) : 0;
    for (int k = 0; k < quotes && i > first; k++) {
      size_t mark = at + strspn(line + at, " \t");
      if (line[mark] != '>')
        break;
      at = mark + 1;
    }
    at += strspn(line + at, " \t");
    StsMarkdownRawLine raw = {g_strdup(line + at), sts_markdown_place(converter->source, i, (int)at + 1)};
    g_array_append_val(lines, raw);
  }
  return lines;
}

void
sts_markdown_raw_lines_free(GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    g_free(g_array_index(lines, StsMarkdownRawLine, i).text);
  g_array_unref(lines);
}
