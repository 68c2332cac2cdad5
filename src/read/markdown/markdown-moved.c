/* Moves places from the lines of a text to the lines of its file. */
#include "read/markdown/markdown-moved.h"

#include <string.h>

StsPosition
sts_markdown_move(const StsMarkdownMove *move, StsPosition position)
{
  return position.line > 0 ? move->place(move->data, position) : position;
}

/* One piece of a text may become several. */
static void
move_text(StsArena *arena, StsNode *node, const StsMarkdownMove *move)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace));
  StsPosition next = {NULL, 0, 0}, first = sts_markdown_move(move, node->position);
  size_t length = strlen(node->text.text), i = 0;

  for (size_t at = 0; at < length; at++, next.column++) {
    while (i < node->text.place_count && node->text.places[i].offset < at)
      i++;
    bool escaped = i < node->text.place_count && node->text.places[i].offset == at && node->text.places[i].escaped;
    StsTextPlace place = {at, sts_markdown_move(move, sts_node_text_place(node, at)), escaped};
    if (escaped || (at > 0 && (place.position.line != next.line || place.position.column != next.column)))
      g_array_append_val(places, place);
    next = place.position;
  }
  sts_node_set_text_places(arena, node, (const StsTextPlace *)places->data, places->len);
  node->position = first;
}

void
sts_markdown_move_tree(StsArena *arena, StsNode *root, const StsMarkdownMove *move)
{
  for (const StsNode *next = root; next; next = sts_node_next(root, next, false)) {
    StsNode *node = (StsNode *)next;
    for (const StsAllowance *allowance = node->allowances; allowance; allowance = allowance->next)
      ((StsAllowance *)allowance)->position = sts_markdown_move(move, allowance->position);
    if (node->kind == STS_NODE_FIGURE && node->figure.image)
      node->figure.image->position = sts_markdown_move(move, node->figure.image->position);
    if (node->kind == STS_NODE_TEXT)
      move_text(arena, node, move);
    else
      node->position = sts_markdown_move(move, node->position);
  }
}

void
sts_markdown_move_faults(StsDiagnostics *to, const StsDiagnostics *from, const StsMarkdownMove *move)
{
  for (size_t i = 0; i < sts_diagnostics_size(from); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(from, i);
    sts_diagnostics_add(to, fault->severity, sts_markdown_move(move, fault->position), fault->rule, "%s", fault->text);
  }
}
