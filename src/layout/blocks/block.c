/* Walks the blocks of a part of the publication and sets each into the flow. */
#include "layout/internal.h"

/* ---- kinds of blocks ---- */

static bool
inside_part(const StsNode *node)
{
  const StsNode *part = sts_node_ancestor(node, STS_NODE_PART);

  return part && part->part.kind != STS_PART_BYLINE;
}

static StsTextKind
heading_kind(const StsNode *heading)
{
  if (heading->parent && heading->parent->kind == STS_NODE_COVER)
    return heading->heading.level == 1 ? STS_TEXT_COVER_TITLE : STS_TEXT_HEADING_2;
  if (inside_part(heading))
    return heading->parent->kind == STS_NODE_PART && heading->heading.level <= 2 ? STS_TEXT_CLOSING_HEADING
                                                                                 : STS_TEXT_HEADING_5;
  return (StsTextKind)(STS_TEXT_TITLE + CLAMP(heading->heading.level, 1, 6) - 1);
}

static void
add_heading(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *heading)
{
  StsTextKind kind = heading_kind(heading);
  const StsTextStyle *style = &setter->theme->text[kind];

  sts_list_flush_labels(setter, true);
  if (kind == STS_TEXT_COVER_TITLE)
    sts_cover_begin(setter);
  g_ptr_array_add(setter->flow->pending_anchors, (gpointer)heading);
  sts_flow_end_keep(setter->flow, setter->theme->heading_keep_lines);
  sts_flow_space(setter->flow, style->space_before);
  sts_block_add_text(setter, place, heading, kind);
  sts_flow_space(setter->flow, style->space_after);
  setter->flow->keep_rows = MAX(setter->theme->heading_keep_lines, 1);
}

/* Whether the paragraph introduces what follows it, so that it may not stand at the foot of a page alone. */
static bool
introduces(const StsNode *paragraph)
{
  const StsNode *last = paragraph->last_child;

  if (!paragraph->next || paragraph->next->kind == STS_NODE_PARAGRAPH || paragraph->next->kind == STS_NODE_HEADING)
    return false;
  while (last && last->last_child)
    last = last->last_child;
  return last && last->kind == STS_NODE_TEXT && g_str_has_suffix(last->text.text, ":");
}

static double
space_inside(const StsSetter *setter, const StsPlaceOfBlocks *place)
{
  return place->tight ? setter->theme->grid : setter->theme->text[place->text].space_after;
}

static void
add_paragraph(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *paragraph, GHashTable *labels)
{
  const StsNode *parent = paragraph->parent;

  if (parent && parent->kind == STS_NODE_CONTENTS_ENTRY) {
    const char *label = labels ? g_hash_table_lookup(labels, parent->contents_entry.target) : NULL;
    sts_contents_set_entry(setter, place, paragraph, label ? label : "");
    return;
  }
  sts_flow_space(setter->flow, setter->theme->text[place->text].space_before);
  sts_block_add_text(setter, place, paragraph, place->text);
  sts_flow_space(setter->flow, space_inside(setter, place));
  if (introduces(paragraph))
    setter->flow->next_keep = STS_KEEP_LABEL;
}

static void
add_term(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *term)
{
  sts_block_add_text(setter, place, term, STS_TEXT_CALLOUT_LABEL);
  setter->flow->keep_rows = MAX(setter->flow->keep_rows, 1);
}

static void
add_rule(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *rule)
{
  StsFlow *flow = setter->flow;
  const StsTheme *theme = setter->theme;
  double height = 2 * theme->grid;
  guint32 content = flow->content->len, artifacts = flow->artifacts->len, links = flow->links->len;

  sts_list_flush_labels(setter, false);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  StsRow *row = sts_flow_begin_row(flow, height, 0, STS_KEEP_FREE);
  row->snap = true;
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, place->left, height / 2, place->right - place->left,
                                     theme->table_rule, theme->rule);
  box.node = rule;
  g_array_append_val(flow->artifacts, box);
  sts_flow_end_row(flow, content, artifacts, links, rule, 0);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
}

/* ---- the walk ---- */

static StsTextKind
part_text(StsPartKind kind)
{
  return kind == STS_PART_BYLINE ? STS_TEXT_BYLINE : STS_TEXT_CLOSING;
}

static void
enter_part(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *part)
{
  place->text = part_text(part->part.kind);
  if (part->part.kind != STS_PART_LAST_REVISED)
    return;
  /* The date does not stand on a page alone. */
  sts_flow_end_keep(setter->flow, setter->theme->heading_keep_lines);
  setter->flow->next_keep = STS_KEEP_LABEL;
  sts_flow_space(setter->flow, setter->theme->text[STS_TEXT_CLOSING_HEADING].space_before);
}

static void
exit_part(StsSetter *setter, const StsNode *part)
{
  if (part->part.kind == STS_PART_BYLINE)
    sts_flow_space(setter->flow, 2 * setter->theme->text[STS_TEXT_BODY].space_after);
}

/* Sets what a node puts before its children; returns whether its children are to be walked. */
static bool
enter(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *node, GHashTable *labels)
{
  switch (node->kind) {
  case STS_NODE_PUBLICATION:
  case STS_NODE_CONTENTS:
  case STS_NODE_SECTION:
    return true;
  case STS_NODE_COVER:
    place->text = STS_TEXT_BODY;
    return true;
  case STS_NODE_CONTENTS_ENTRY:
    if (node->parent->kind == STS_NODE_CONTENTS_ENTRY)
      sts_block_indent(setter, place, setter->theme->list_indent);
    place->text = STS_TEXT_CONTENTS;
    return true;
  case STS_NODE_PART:
    enter_part(setter, place, node);
    return true;
  case STS_NODE_LIST:
    sts_list_enter(setter, place, node);
    return true;
  case STS_NODE_ITEM:
  case STS_NODE_NOTE:
    sts_list_enter_item(setter, place, node);
    return true;
  case STS_NODE_QUOTE:
    sts_flow_space(setter->flow, setter->theme->text[STS_TEXT_BODY].space_after);
    sts_frame_open(setter, place, setter->theme->quote_bar, false, setter->theme->rule);
    sts_frame_indent(setter, place, setter->theme->quote_indent);
    return true;
  case STS_NODE_CALLOUT:
    sts_callout_enter(setter, place, node);
    return true;
  case STS_NODE_DEFINITION_LIST:
    place->tight = true;
    return true;
  case STS_NODE_DEFINITION:
    sts_block_indent(setter, place, setter->theme->definition_indent);
    return true;
  case STS_NODE_TABLE:
    sts_table_set(setter, place, node);
    return false;
  case STS_NODE_FIGURE:
    sts_figure_set(setter, place, node);
    return false;
  case STS_NODE_HEADING:
    add_heading(setter, place, node);
    return false;
  case STS_NODE_PARAGRAPH:
    add_paragraph(setter, place, node, labels);
    return false;
  case STS_NODE_TERM:
    add_term(setter, place, node);
    return false;
  case STS_NODE_CODE_BLOCK:
    sts_code_set(setter, place, node);
    return false;
  case STS_NODE_RULE:
    add_rule(setter, place, node);
    return false;
  case STS_NODE_ROW:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
  case STS_NODE_LINE_BREAK:
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
  case STS_NODE_DATE:
    break; /* set with the block around them */
  }
  return false;
}

static void
leave(StsSetter *setter, const StsPlaceOfBlocks *place, const StsPlaceOfBlocks *outer, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_PART:
    exit_part(setter, node);
    break;
  case STS_NODE_LIST:
  case STS_NODE_DEFINITION_LIST:
    sts_flow_space(setter->flow, space_inside(setter, outer));
    break;
  case STS_NODE_ITEM:
  case STS_NODE_NOTE:
    sts_list_leave_item(setter, place, node);
    sts_flow_space(setter->flow, space_inside(setter, place));
    break;
  case STS_NODE_QUOTE:
    sts_list_flush_labels(setter, false);
    sts_frame_close(setter, place);
    sts_flow_space(setter->flow, setter->theme->text[STS_TEXT_BODY].space_after);
    break;
  case STS_NODE_CALLOUT: {
    bool nested = outer->node && sts_node_ancestor(outer->node, STS_NODE_CALLOUT);
    sts_callout_leave(setter, place, nested ? STS_KEEP_GROUP : STS_KEEP_FREE);
    break;
  }
  case STS_NODE_DEFINITION:
    sts_flow_space(setter->flow, setter->theme->text[STS_TEXT_BODY].space_after);
    break;
  case STS_NODE_PUBLICATION:
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_CONTENTS_ENTRY:
  case STS_NODE_SECTION:
  case STS_NODE_TABLE:
  case STS_NODE_ROW:
  case STS_NODE_FIGURE:
  case STS_NODE_HEADING:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_CODE_BLOCK:
  case STS_NODE_RULE:
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
  case STS_NODE_LINE_BREAK:
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
  case STS_NODE_DATE:
    break;
  }
}

static StsPlaceOfBlocks
first_place(const StsSetter *setter, const StsNode *root)
{
  bool rtl = sts_language_is_rtl(sts_setter_language(setter, root));

  return (StsPlaceOfBlocks){
      .node = root,
      .left = rtl ? setter->width - setter->measure : 0,
      .right = rtl ? setter->width : setter->measure,
      .text = STS_TEXT_BODY,
      .rtl = rtl,
      .frame = -1,
  };
}

static bool
has_place(const StsNode *node)
{
  return node->id || node->kind == STS_NODE_SECTION || node->kind == STS_NODE_PART;
}

void
sts_block_set(StsSetter *setter, const StsNode *root, GHashTable *labels)
{
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(StsPlaceOfBlocks));
  StsPlaceOfBlocks base = first_place(setter, root);
  StsNodeIter iter;

  g_array_append_val(stack, base);
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    StsPlaceOfBlocks outer = g_array_index(stack, StsPlaceOfBlocks, stack->len - 1);
    if (event == STS_EVENT_EXIT) {
      const StsPlaceOfBlocks *before = &g_array_index(stack, StsPlaceOfBlocks, MAX(stack->len, 2) - 2);
      leave(setter, &outer, before, iter.node);
      g_array_set_size(stack, stack->len - 1);
      continue;
    }
    StsPlaceOfBlocks place = outer;
    place.node = iter.node;
    place.frame = -1;
    if (!sts_node_holds_inlines(iter.node->kind))
      place.hang = 0;
    place.first_row = setter->flow->rows->len;
    if (iter.node->lang)
      place.rtl = sts_language_is_rtl(iter.node->lang);
    if (has_place(iter.node) && iter.node->kind != STS_NODE_HEADING)
      g_ptr_array_add(setter->flow->pending_anchors, (gpointer)iter.node);
    bool inner = enter(setter, &place, iter.node, labels);
    if (sts_node_is_container(iter.node->kind)) {
      g_array_append_val(stack, place);
      if (!inner)
        sts_node_iter_skip(&iter);
    }
  }
  sts_list_flush_labels(setter, false);
}
