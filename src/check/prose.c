/* Puts running text together and finds its places again. */
#include "check/prose.h"
#include "base/search.h"

#include <stddef.h>
#include <string.h>

typedef struct {
  size_t offset;
  const StsNode *node;
} Piece;

void
sts_prose_init(StsProse *prose)
{
  *prose = (StsProse){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(Piece))};
}

void
sts_prose_clear(StsProse *prose)
{
  g_string_free(prose->text, TRUE);
  g_array_unref(prose->pieces);
}

void
sts_prose_reset(StsProse *prose)
{
  g_string_truncate(prose->text, 0);
  g_array_set_size(prose->pieces, 0);
}

void
sts_prose_append(StsProse *prose, const char *text, const StsNode *node)
{
  Piece piece = {prose->text->len, node};

  g_array_append_val(prose->pieces, piece);
  g_string_append(prose->text, text);
}

void
sts_prose_follow_line(GString *lines, size_t offset, int line, int *last)
{
  if (*last > 0 && line > *last && offset > 0 && lines->str[offset - 1] == ' ')
    lines->str[offset - 1] = '\n';
  *last = MAX(*last, line);
}

void
sts_prose_append_lines(StsProse *prose, const StsNode *node, GString *lines, int *line)
{
  size_t begin = lines->len, first = strspn(node->text.text, " ");

  sts_prose_append(prose, node->text.text, node);
  g_string_append(lines, node->text.text);
  if (node->text.text[first])
    sts_prose_follow_line(lines, begin + first, sts_node_text_place(node, first).line, line);
  for (size_t i = 0; i < node->text.place_count; i++)
    sts_prose_follow_line(lines, begin + node->text.places[i].offset, node->text.places[i].position.line, line);
}

StsPosition
sts_prose_place(const StsProse *prose, size_t offset)
{
  if (prose->pieces->len == 0)
    return (StsPosition){0};
  guint at = sts_search_offset(prose->pieces, offsetof(Piece, offset), offset);
  const Piece *piece = &g_array_index(prose->pieces, Piece, at);
  return piece->node->kind == STS_NODE_TEXT ? sts_node_text_place(piece->node, offset - piece->offset)
                                            : piece->node->position;
}
