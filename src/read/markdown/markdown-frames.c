/* The tree while it grows: the nodes that are open, and the text that is not yet a node. */
#include "read/markdown/markdown-frames.h"

#include <cmark.h>
#include <string.h>

#include "document/rules.h"
#include "read/markdown/link-number.h"
#include "read/markdown/markdown-places.h"

StsPosition
sts_markdown_node_place(const StsMarkdownConverter *converter, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type(node);
  bool is_inline = type >= CMARK_NODE_FIRST_INLINE;

  /* cmark gives breaks no place. */
  if ((type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) && cmark_node_previous(node))
    node = cmark_node_previous(node);
  while (node && cmark_node_get_start_line(node) == 0) {
    node = cmark_node_parent(node);
    is_inline = false;
  }
  if (!node)
    return sts_markdown_place(converter->source, 1, 1);
  size_t offset;
  if (is_inline && sts_markdown_inline_offset(node, &offset))
    return sts_markdown_offset_place(converter->source, offset);
  return sts_markdown_place(converter->source, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
}

const char *
sts_markdown_node_source(const StsMarkdownConverter *converter, cmark_node *node)
{
  const StsMarkdownSource *source = converter->source;
  int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
  size_t offset;

  if (sts_markdown_inline_offset(node, &offset))
    return source->text->str + offset;
  return sts_markdown_source_byte(source, line, column) == '\0'
             ? NULL
             : source->text->str + g_array_index(source->lines, StsMarkdownLine, line - 1).offset + column - 1;
}

StsMarkdownFrame *
sts_markdown_top(StsMarkdownConverter *converter)
{
  return &g_array_index(converter->frames, StsMarkdownFrame, converter->frames->len - 1);
}

StsNode *
sts_markdown_push(StsMarkdownConverter *converter, StsNodeKind kind, StsPosition position, const cmark_node *owner)
{
  sts_markdown_flush(converter);
  StsMarkdownFrame frame = {sts_node_new(converter->source->arena, kind, position), owner};
  g_array_append_val(converter->frames, frame);
  return frame.node;
}

void
sts_markdown_push_entry(StsMarkdownConverter *converter, bool definition, StsPosition position,
                        const cmark_node *paragraph)
{
  sts_markdown_push(converter, definition ? STS_NODE_DEFINITION : STS_NODE_TERM, position, paragraph);
  if (definition)
    sts_markdown_push(converter, STS_NODE_PARAGRAPH, position, paragraph);
}

/* Nodes that say nothing when they are empty; a heading, an item or a quote is kept as it was written. */
static bool
may_vanish(StsNodeKind kind)
{
  return kind == STS_NODE_PARAGRAPH || kind == STS_NODE_TERM || kind == STS_NODE_CAPTION || kind == STS_NODE_EMPHASIS ||
         kind == STS_NODE_STRONG || kind == STS_NODE_SUPERSCRIPT || kind == STS_NODE_SUBSCRIPT || kind == STS_NODE_SPAN;
}

static void
take_link_numbers(StsNode *parent)
{
  for (StsNode *child = parent->first_child; child; child = child->next)
    if (child->kind == STS_NODE_LINK && child->link.kind == STS_LINK_HOLLOW)
      sts_link_take_number(child);
}

void
sts_markdown_complete(StsMarkdownConverter *converter, StsNode *node)
{
  GString *pending = converter->pending;

  while (sts_node_holds_inlines(node->kind) && pending->len > 0 && pending->str[pending->len - 1] == ' ')
    g_string_truncate(pending, pending->len - 1);
  sts_markdown_flush(converter);
  take_link_numbers(node);
}

void
sts_markdown_pop(StsMarkdownConverter *converter)
{
  StsArena *arena = converter->source->arena;
  StsNode *node = sts_markdown_top(converter)->node;

  sts_markdown_complete(converter, node);
  g_array_set_size(converter->frames, converter->frames->len - 1);
  StsNode *parent = sts_markdown_top(converter)->node;
  if (!node->first_child && may_vanish(node->kind))
    return;
  if (node->kind == STS_NODE_NOTE)
    g_ptr_array_add(converter->source->notes, node);
  else if (node->kind == STS_NODE_CAPTION && parent->last_child && parent->last_child->kind == STS_NODE_TABLE)
    sts_node_prepend(parent->last_child, node);
  else if (node->kind == STS_NODE_DEFINITION_LIST && parent->last_child &&
           parent->last_child->kind == STS_NODE_DEFINITION_LIST)
    sts_node_move_children(parent->last_child, node);
  else
    sts_node_append(arena, parent, node);
}

bool
sts_markdown_is_too_deep(StsMarkdownConverter *converter, StsPosition position)
{
  if (converter->depth + (int)converter->frames->len <= STS_NODE_DEPTH_MAX)
    return false;
  if (!converter->source->too_deep)
    sts_error(converter->source->diagnostics, position, STS_RULE_NESTING_DEPTH,
              "this is nested more than %d levels deep; what follows within it was not read", STS_NODE_DEPTH_MAX);
  converter->source->too_deep = true;
  return true;
}

void
sts_markdown_take_beginning(StsMarkdownConverter *converter, cmark_node *text, int length)
{
  g_autofree char *rest = g_strdup(cmark_node_get_literal(text) + length);

  cmark_node_set_literal(text, rest);
  converter->shortened = text;
  converter->taken = length;
}

static int
node_depth(const StsNode *node)
{
  int depth = 0;

  while ((node = node->parent))
    depth++;
  return depth;
}

void
sts_markdown_converter_begin(StsMarkdownConverter *converter, StsMarkdownSource *source)
{
  *converter = (StsMarkdownConverter){
      .source = source,
      .frames = g_array_new(FALSE, FALSE, sizeof(StsMarkdownFrame)),
      .pending = g_string_new(NULL),
      .pending_places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace)),
  };
}

void
sts_markdown_set_parent(StsMarkdownConverter *converter, StsNode *parent)
{
  StsMarkdownFrame frame = {parent, NULL};

  g_array_set_size(converter->frames, 0);
  g_array_append_val(converter->frames, frame);
  converter->depth = node_depth(parent);
}

void
sts_markdown_converter_end(StsMarkdownConverter *converter)
{
  g_array_unref(converter->frames);
  g_string_free(converter->pending, TRUE);
  g_array_unref(converter->pending_places);
}

void
sts_markdown_flush(StsMarkdownConverter *converter)
{
  if (converter->pending->len == 0)
    return;
  StsNode *text = sts_node_new_text(converter->source->arena, converter->pending->str, converter->pending_position);
  sts_node_set_text_places(converter->source->arena, text, (const StsTextPlace *)converter->pending_places->data,
                           converter->pending_places->len);
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node, text);
  g_string_truncate(converter->pending, 0);
  g_array_set_size(converter->pending_places, 0);
}
