/* Nodes: kinds, grammar, links between nodes. */
#include "document/node.h"

#include <string.h>

typedef struct {
  const char *name;
  bool is_inline, container, holds_inlines;
} KindFacts;

static const KindFacts KINDS[STS_NODE_KINDS] = {
    [STS_NODE_PUBLICATION] = {"publication", false, true, false},
    [STS_NODE_COVER] = {"cover", false, true, false},
    [STS_NODE_CONTENTS] = {"contents", false, true, false},
    [STS_NODE_CONTENTS_ENTRY] = {"contents-entry", false, true, false},
    [STS_NODE_SECTION] = {"section", false, true, false},
    [STS_NODE_PART] = {"part", false, true, false},
    [STS_NODE_LIST] = {"list", false, true, false},
    [STS_NODE_ITEM] = {"item", false, true, false},
    [STS_NODE_QUOTE] = {"quote", false, true, false},
    [STS_NODE_CALLOUT] = {"callout", false, true, false},
    [STS_NODE_TABLE] = {"table", false, true, false},
    [STS_NODE_ROW] = {"row", false, true, false},
    [STS_NODE_FIGURE] = {"figure", false, true, false},
    [STS_NODE_DEFINITION_LIST] = {"definition-list", false, true, false},
    [STS_NODE_DEFINITION] = {"definition", false, true, false},
    [STS_NODE_NOTE] = {"note", false, true, false},
    [STS_NODE_HEADING] = {"heading", false, true, true},
    [STS_NODE_PARAGRAPH] = {"paragraph", false, true, true},
    [STS_NODE_CELL] = {"cell", false, true, true},
    [STS_NODE_CAPTION] = {"caption", false, true, true},
    [STS_NODE_TERM] = {"term", false, true, true},
    [STS_NODE_CODE_BLOCK] = {"code-block", false, false, false},
    [STS_NODE_RULE] = {"rule", false, false, false},
    [STS_NODE_EMPHASIS] = {"emphasis", true, true, false},
    [STS_NODE_STRONG] = {"strong", true, true, false},
    [STS_NODE_SUPERSCRIPT] = {"superscript", true, true, false},
    [STS_NODE_SUBSCRIPT] = {"subscript", true, true, false},
    [STS_NODE_LINK] = {"link", true, true, false},
    [STS_NODE_SPAN] = {"span", true, true, false},
    [STS_NODE_TEXT] = {"text", true, false, false},
    [STS_NODE_CODE] = {"code", true, false, false},
    [STS_NODE_IMAGE] = {"image", true, false, false},
    [STS_NODE_LINE_BREAK] = {"line-break", true, false, false},
    [STS_NODE_NOTE_REFERENCE] = {"note-reference", true, false, false},
    [STS_NODE_LINK_NUMBER] = {"link-number", true, false, false},
    [STS_NODE_DATE] = {"date", true, false, false},
};

/* Blocks that may stand wherever flowing text stands. */
static bool
is_flow(StsNodeKind kind)
{
  return kind == STS_NODE_PARAGRAPH || kind == STS_NODE_HEADING || kind == STS_NODE_LIST || kind == STS_NODE_QUOTE ||
         kind == STS_NODE_CALLOUT || kind == STS_NODE_TABLE || kind == STS_NODE_FIGURE || kind == STS_NODE_CODE_BLOCK ||
         kind == STS_NODE_RULE || kind == STS_NODE_DEFINITION_LIST;
}

bool
sts_node_can_contain(StsNodeKind parent, StsNodeKind child)
{
  switch (parent) {
  case STS_NODE_PUBLICATION:
    return child == STS_NODE_COVER || child == STS_NODE_CONTENTS || child == STS_NODE_SECTION;
  case STS_NODE_COVER:
    return is_flow(child) || child == STS_NODE_PART;
  case STS_NODE_ITEM:
  case STS_NODE_QUOTE:
  case STS_NODE_CALLOUT:
  case STS_NODE_DEFINITION:
  case STS_NODE_NOTE:
    return is_flow(child);
  case STS_NODE_CONTENTS:
    return child == STS_NODE_HEADING || child == STS_NODE_CONTENTS_ENTRY;
  case STS_NODE_CONTENTS_ENTRY:
    return child == STS_NODE_PARAGRAPH || child == STS_NODE_CONTENTS_ENTRY;
  case STS_NODE_SECTION:
    return is_flow(child) || child == STS_NODE_PART;
  case STS_NODE_PART:
    return is_flow(child) || child == STS_NODE_NOTE;
  case STS_NODE_LIST:
    return child == STS_NODE_ITEM;
  case STS_NODE_TABLE:
    return child == STS_NODE_ROW || child == STS_NODE_CAPTION;
  case STS_NODE_ROW:
    return child == STS_NODE_CELL;
  case STS_NODE_FIGURE:
    return child == STS_NODE_CAPTION;
  case STS_NODE_DEFINITION_LIST:
    return child == STS_NODE_TERM || child == STS_NODE_DEFINITION;
  case STS_NODE_HEADING:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_SPAN:
    return KINDS[child].is_inline;
  case STS_NODE_LINK:
    return KINDS[child].is_inline && child != STS_NODE_LINK;
  case STS_NODE_CODE_BLOCK:
  case STS_NODE_RULE:
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
  case STS_NODE_LINE_BREAK:
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
  case STS_NODE_DATE:
    return false;
  }
  return false;
}

const char *
sts_node_kind_name(StsNodeKind kind)
{
  return KINDS[kind].name;
}

const char *
sts_part_kind_name(StsPartKind kind)
{
  switch (kind) {
  case STS_PART_REVIEWERS:
    return "reviewers";
  case STS_PART_BYLINE:
    return "byline";
  case STS_PART_NOTES:
    return "notes";
  case STS_PART_HYPERLINKS:
    return "hyperlinks";
  case STS_PART_REFERENCES:
    return "references";
  case STS_PART_DISCLAIMER:
    return "disclaimer";
  case STS_PART_SOURCE:
    return "source";
  case STS_PART_REVIEW:
    return "review";
  case STS_PART_LAST_REVISED:
    return "last-revised";
  case STS_PART_MASTHEAD:
    return "masthead";
  case STS_PART_CLINIC:
    return "clinic";
  }
  g_assert_not_reached();
}

bool
sts_part_is_of_title(StsPartKind kind)
{
  return kind == STS_PART_REVIEWERS || kind == STS_PART_BYLINE;
}

bool
sts_part_is_of_review(StsPartKind kind)
{
  return kind == STS_PART_REVIEWERS || kind == STS_PART_REVIEW;
}

bool
sts_node_is_clinics(const StsNode *node)
{
  return node && node->kind == STS_NODE_PART && node->part.kind > STS_PART_LAST_REVISED;
}

const char *
sts_callout_kind_name(StsCalloutKind kind)
{
  switch (kind) {
  case STS_CALLOUT_NOTE:
    return "note";
  case STS_CALLOUT_TIP:
    return "tip";
  case STS_CALLOUT_IMPORTANT:
    return "important";
  case STS_CALLOUT_WARNING:
    return "warning";
  case STS_CALLOUT_CAUTION:
    return "caution";
  case STS_CALLOUT_EDITOR:
    return "editors-note";
  }
  g_assert_not_reached();
}

bool
sts_node_is_inline(StsNodeKind kind)
{
  return KINDS[kind].is_inline;
}

bool
sts_node_is_container(StsNodeKind kind)
{
  return KINDS[kind].container;
}

bool
sts_node_holds_inlines(StsNodeKind kind)
{
  return KINDS[kind].holds_inlines;
}

StsNode *
sts_node_new(StsArena *arena, StsNodeKind kind, StsPosition position)
{
  StsNode *node = STS_ARENA_NEW(arena, StsNode);

  node->kind = kind;
  node->position = position;
  return node;
}

StsNode *
sts_node_new_text(StsArena *arena, const char *text, StsPosition position)
{
  StsNode *node = sts_node_new(arena, STS_NODE_TEXT, position);

  g_assert(text && *text);
  node->text.text = sts_arena_strdup(arena, text);
  return node;
}

void
sts_node_set_text_places(StsArena *arena, StsNode *node, const StsTextPlace *places, size_t count)
{
  StsTextPlace *copy = count > 0 ? sts_arena_alloc(arena, count * sizeof *copy) : NULL;

  for (size_t i = 0; i < count; i++)
    copy[i] = places[i];
  node->text.places = copy;
  node->text.place_count = count;
}

StsPosition
sts_node_text_place(const StsNode *node, size_t offset)
{
  StsPosition position = node->position;
  size_t begin = 0, low = 0, high = node->text.place_count;

  /* The last that begins no later. */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (node->text.places[middle].offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }
  if (low > 0) {
    position = node->text.places[low - 1].position;
    begin = node->text.places[low - 1].offset;
  }
  if (position.column > 0)
    position.column += (int)(offset - begin);
  return position;
}

/* Adds the text, and the places, of a node that follows. */
static void
join(StsArena *arena, StsNode *before, const StsNode *after)
{
  g_autofree char *joined = g_strconcat(before->text.text, after->text.text, NULL);
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace));
  StsTextPlace place = {strlen(before->text.text), after->position, false};

  if (before->text.place_count > 0)
    g_array_append_vals(places, before->text.places, (guint)before->text.place_count);
  g_array_append_val(places, place);
  for (size_t i = 0; i < after->text.place_count; i++) {
    StsTextPlace shifted = after->text.places[i];
    shifted.offset += place.offset;
    g_array_append_val(places, shifted);
  }
  before->text.text = sts_arena_strdup(arena, joined);
  sts_node_set_text_places(arena, before, (const StsTextPlace *)places->data, places->len);
}

static bool
can_join(const StsNode *before, const StsNode *after)
{
  return before && before->kind == STS_NODE_TEXT && after->kind == STS_NODE_TEXT && !before->lang && !after->lang;
}

void
sts_node_append(StsArena *arena, StsNode *parent, StsNode *child)
{
  g_assert(!child->parent && !child->next);
  g_assert(sts_node_can_contain(parent->kind, child->kind));
  if (can_join(parent->last_child, child)) {
    join(arena, parent->last_child, child);
    return;
  }
  child->parent = parent;
  if (parent->last_child)
    parent->last_child->next = child;
  else
    parent->first_child = child;
  parent->last_child = child;
}

void
sts_node_insert_after(StsNode *sibling, StsNode *node)
{
  g_assert(sibling->parent && !node->parent);
  g_assert(sts_node_can_contain(sibling->parent->kind, node->kind));
  node->parent = sibling->parent;
  node->next = sibling->next;
  sibling->next = node;
  if (sibling->parent->last_child == sibling)
    sibling->parent->last_child = node;
}

void
sts_node_prepend(StsNode *parent, StsNode *node)
{
  g_assert(!node->parent);
  g_assert(sts_node_can_contain(parent->kind, node->kind));
  node->parent = parent;
  node->next = parent->first_child;
  parent->first_child = node;
  if (!parent->last_child)
    parent->last_child = node;
}

void
sts_node_unlink(StsNode *node)
{
  StsNode *parent = node->parent, *before = NULL;

  if (!parent)
    return;
  for (StsNode *child = parent->first_child; child != node; child = child->next)
    before = child;
  if (before)
    before->next = node->next;
  else
    parent->first_child = node->next;
  if (parent->last_child == node)
    parent->last_child = before;
  node->parent = NULL;
  node->next = NULL;
}

void
sts_node_move_children(StsNode *to, StsNode *from)
{
  if (!from->first_child)
    return;
  for (StsNode *child = from->first_child; child; child = child->next) {
    g_assert(sts_node_can_contain(to->kind, child->kind));
    child->parent = to;
  }
  if (to->last_child)
    to->last_child->next = from->first_child;
  else
    to->first_child = from->first_child;
  to->last_child = from->last_child;
  from->first_child = from->last_child = NULL;
}

void
sts_node_iter_init(StsNodeIter *iter, const StsNode *root)
{
  *iter = (StsNodeIter){.root = root};
}

StsNodeEvent
sts_node_iter_next(StsNodeIter *iter)
{
  const StsNode *node = iter->node;

  if (!node) {
    iter->node = iter->event == STS_EVENT_DONE ? iter->root : NULL;
    return iter->event = iter->node ? STS_EVENT_ENTER : STS_EVENT_DONE;
  }
  if (iter->event == STS_EVENT_ENTER && KINDS[node->kind].container) {
    bool skip = iter->skip;
    iter->skip = false;
    if (skip || !node->first_child)
      return iter->event = STS_EVENT_EXIT;
    iter->node = node->first_child;
    return iter->event = STS_EVENT_ENTER;
  }
  if (node == iter->root) {
    /* Stay done: the event tells a finished walk from one not begun. */
    iter->root = NULL;
    iter->node = NULL;
    return iter->event = STS_EVENT_DONE;
  }
  if (node->next) {
    iter->node = node->next;
    return iter->event = STS_EVENT_ENTER;
  }
  iter->node = node->parent;
  return iter->event = STS_EVENT_EXIT;
}

void
sts_node_iter_skip(StsNodeIter *iter)
{
  g_assert(iter->event == STS_EVENT_ENTER && KINDS[iter->node->kind].container);
  iter->skip = true;
}

StsBullet
sts_list_bullet(const StsNode *list)
{
  int depth = 0;

  for (const StsNode *around = list->parent; around; around = around->parent)
    depth += around->kind == STS_NODE_LIST && around->list.kind != STS_LIST_PLAIN;
  return (StsBullet)(depth % STS_BULLETS);
}

bool
sts_list_is_left_to_count(const StsNode *list)
{
  for (const StsNode *item = list->first_child; item; item = item->next)
    if (item->item.written != list->first_child->item.written)
      return false;
  return true;
}

StsNode *
sts_node_next(const StsNode *root, const StsNode *node, bool over)
{
  if (!over && node->first_child)
    return node->first_child;
  for (; node != root; node = node->parent)
    if (node->next)
      return node->next;
  return NULL;
}

const StsNode *
sts_node_first_leaf(const StsNode *node)
{
  while (node && node->first_child)
    node = node->first_child;
  return node;
}

const char *
sts_node_language(const StsNode *node, const char *fallback)
{
  for (; node; node = node->parent)
    if (node->lang)
      return node->lang;
  return fallback;
}

const StsNode *
sts_node_ancestor(const StsNode *node, StsNodeKind kind)
{
  while (node && node->kind != kind)
    node = node->parent;
  return node;
}
