/* Walks the blocks of a part of the publication and sets each into the flow. */
#include <math.h>
#include <string.h>

#include "layout/internal.h"

/* However deep blocks nest, so many ems of the line are left. */
static const double measure_left_ems = 8;
/* A line of fewer has some 40 letters. */
static const double narrow_ems = 20;

const char *
sts_block_language(const StsSetter *setter, const StsNode *node)
{
  return sts_node_language(node, setter->publication->language);
}

void
sts_block_indent(const StsSetter *setter, StsPlaceOfBlocks *place, double indent)
{
  double least = measure_left_ems * setter->theme->text[STS_TEXT_BODY].size;
  double room = place->right - place->left - least;

  indent = CLAMP(indent, 0, MAX(room, 0));
  if (place->rtl)
    place->right -= indent;
  else
    place->left += indent;
}

StsColumn
sts_block_column(const StsPlaceOfBlocks *place)
{
  return (StsColumn){.left = place->left, .right = place->right, .side = STS_SIDE_START, .role = STS_ROLE_CONTENT};
}

void
sts_block_add_lines(StsSetter *setter, guint32 content, StsKeep inside)
{
  StsFlow *flow = setter->flow;
  guint count = setter->lines->len;
  guint orphans = (guint)setter->theme->orphans, widows = (guint)setter->theme->widows;

  for (guint i = 0; i < count; i++) {
    const StsLine *line = &g_array_index(setter->lines, StsLine, i);
    StsKeep keep = i == 0 ? STS_KEEP_FREE : inside;
    if (i > 0 && (i < orphans || count - i < widows))
      keep = MAX(keep, STS_KEEP_LINES);
    StsRow *row = sts_flow_begin_row(flow, line->height, line->baseline, keep);
    row->snap = i == 0;
    guint32 first = i == 0 ? content : line->content;
    if (i == 0)
      sts_flow_shift(flow->content, content, line->content, 0, line->baseline);
    /* Appending goes on only after the last line, so the row's share is set here, not by the arrays' lengths. */
    sts_flow_end_row(flow, first, line->artifact, line->link, line->leaf, line->leaf_offset);
    row->content_count = line->content_end - first;
    row->artifact_count = line->artifact_end - line->artifact;
    row->link_count = line->link_end - line->link;
  }
}

static bool
is_address_entry(const StsNode *block)
{
  const StsNode *item = block->parent;

  return item && item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_NUMBERED;
}

void
sts_block_add_text(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *block, StsTextKind kind)
{
  const StsFace *face = sts_setter_face(setter, kind);
  StsColumn column = sts_block_column(place);
  guint32 content = setter->flow->content->len;
  StsKeep inside = block->kind == STS_NODE_HEADING || block->kind == STS_NODE_TERM ? STS_KEEP_HEADING : STS_KEEP_FREE;
  StsInline in;

  sts_inline_init(&in, face, face->style->size, sts_block_language(setter, block));
  in.narrow = column.right - column.left < narrow_ems * in.size;
  sts_inline_gather(&in, setter, block);
  column.hang = place->hang;
  /* An address is read from left to right whatever stands around it. */
  if (is_address_entry(block))
    in.base_rtl = false;
  sts_list_place_labels(setter);
  if (block->kind == STS_NODE_HEADING)
    sts_lines_set_balanced(setter, &in, &column);
  else
    sts_lines_set(setter, &in, &column);
  sts_block_add_lines(setter, content, inside);
  if (setter->lines->len == 0 && setter->flow->content->len > content) {
    StsRow *row = sts_flow_begin_row(setter->flow, face->style->leading, face->baseline, STS_KEEP_FREE);
    row->snap = true;
    sts_flow_shift(setter->flow->content, content, setter->flow->content->len, 0, face->baseline);
    sts_flow_end_row(setter->flow, content, setter->flow->artifacts->len, setter->flow->links->len, NULL, 0);
  }
  sts_inline_clear(&in);
}

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

/* A tab goes to the next column of four; the spaces stand for it in the text. */
static void
append_code(StsInline *in, const StsNode *block)
{
  const char *text = block->code.text ? block->code.text : "";
  guint32 column = 0;
  StsSpan span = {.node = block, .flags = STS_SPAN_CODE};

  g_array_append_val(in->spans, span);
  for (const char *p = text; *p; p++) {
    if (*p != '\t') {
      g_string_append_c(in->text, *p);
      column = *p == '\n' ? 0 : column + ((*p & 0xc0) != 0x80);
      continue;
    }
    do {
      g_string_append_c(in->text, ' ');
      column++;
    } while (column % 4 != 0);
    span.start = (guint32)in->text->len;
    span.offset = (guint32)(p + 1 - text);
    g_array_append_val(in->spans, span);
  }
}

static void
open_frame(StsSetter *setter, StsPlaceOfBlocks *place, double bar, bool shaded, StsColor color)
{
  StsFrame frame = {
      .first_row = setter->flow->rows->len,
      .left = (float)place->left,
      .right = (float)place->right,
      .bar = (float)bar,
      .rtl = place->rtl,
      .shaded = shaded,
      .color = color,
      .shade = setter->theme->shade,
  };

  place->frame = (gint32)setter->flow->frames->len;
  g_array_append_val(setter->flow->frames, frame);
}

/* Moves the start side in by the indent. Where deep nesting has left no room for it, the bar of the frame would cross
 * the text, and there is none. */
static void
indent_frame(StsSetter *setter, StsPlaceOfBlocks *place, double indent)
{
  StsFrame *frame = &g_array_index(setter->flow->frames, StsFrame, place->frame);
  double before = place->rtl ? place->right : place->left;

  sts_block_indent(setter, place, indent);
  if (fabs((place->rtl ? place->right : place->left) - before) < 2 * frame->bar)
    frame->bar = 0;
}

static void
close_frame(StsSetter *setter, const StsPlaceOfBlocks *place)
{
  if (place->frame >= 0)
    g_array_index(setter->flow->frames, StsFrame, place->frame).end_row = setter->flow->rows->len;
}

static void
add_code_block(StsSetter *setter, const StsPlaceOfBlocks *outer, const StsNode *block)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CODE);
  StsPlaceOfBlocks place = *outer;
  double padding = setter->theme->callout_padding / 2;
  StsInline in;

  if (!block->code.text || !*block->code.text)
    return;
  sts_list_flush_labels(setter, true);
  sts_inline_init(&in, face, face->style->size, "en");
  append_code(&in, block);
  sts_flow_space(setter->flow, face->style->space_before);
  open_frame(setter, &place, 0, true, setter->theme->rule);
  sts_flow_pad(setter->flow, padding, false);
  StsColumn column = {.left = place.left + padding,
                      .right = place.right - padding,
                      .hang = face->style->size,
                      .role = STS_ROLE_CONTENT};
  guint32 content = setter->flow->content->len;
  sts_lines_set(setter, &in, &column);
  sts_block_add_lines(setter, content, STS_KEEP_FREE);
  sts_flow_pad(setter->flow, padding, true);
  close_frame(setter, &place);
  sts_flow_space(setter->flow, face->style->space_after);
  sts_inline_clear(&in);
}

static void
enter_callout(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *callout)
{
  const StsTheme *theme = setter->theme;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CALLOUT_LABEL);
  StsFlow *flow = setter->flow;

  sts_list_flush_labels(setter, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  open_frame(setter, place, theme->callout_bar, true, theme->callout[callout->callout.kind]);
  sts_flow_pad(flow, theme->callout_padding, false);
  flow->keep_level = MAX(flow->keep_level, STS_KEEP_GROUP);
  indent_frame(setter, place, theme->callout_bar + theme->callout_padding);
  if (place->rtl)
    place->left += MIN(theme->callout_padding, (place->right - place->left) / 4);
  else
    place->right -= MIN(theme->callout_padding, (place->right - place->left) / 4);
  if (!callout->callout.label)
    return;
  StsInline in;
  StsColumn column = sts_block_column(place);
  column.role = STS_ROLE_LABEL;
  column.color = &theme->callout[callout->callout.kind];
  sts_inline_init(&in, face, face->style->size, sts_block_language(setter, callout));
  sts_inline_append(&in, callout->callout.label, callout, NULL);
  guint32 content = flow->content->len;
  sts_lines_set(setter, &in, &column);
  sts_block_add_lines(setter, content, STS_KEEP_HEADING);
  sts_inline_clear(&in);
  sts_flow_space(flow, face->style->space_after);
  flow->keep_rows = MAX(flow->keep_rows, 2);
}

/* A callout that is taller than a page may be split after all. */
static void
exit_callout(StsSetter *setter, const StsPlaceOfBlocks *place, guint8 outer_level)
{
  StsFlow *flow = setter->flow;

  sts_list_flush_labels(setter, false);
  flow->keep_level = outer_level;
  sts_flow_pad(flow, setter->theme->callout_padding, true);
  close_frame(setter, place);
  if (sts_flow_height(flow, place->first_row, flow->rows->len) > setter->height)
    for (guint32 i = place->first_row; i < flow->rows->len; i++) {
      StsRow *row = &g_array_index(flow->rows, StsRow, i);
      if (row->keep == STS_KEEP_GROUP)
        row->keep = STS_KEEP_FREE;
    }
  sts_flow_space(flow, setter->theme->text[STS_TEXT_BODY].space_after + setter->theme->grid);
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
    open_frame(setter, place, setter->theme->quote_bar, false, setter->theme->rule);
    indent_frame(setter, place, setter->theme->quote_indent);
    return true;
  case STS_NODE_CALLOUT:
    enter_callout(setter, place, node);
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
    add_code_block(setter, place, node);
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
    close_frame(setter, place);
    sts_flow_space(setter->flow, setter->theme->text[STS_TEXT_BODY].space_after);
    break;
  case STS_NODE_CALLOUT: {
    bool nested = outer->node && sts_node_ancestor(outer->node, STS_NODE_CALLOUT);
    exit_callout(setter, place, nested ? STS_KEEP_GROUP : STS_KEEP_FREE);
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
  bool rtl = sts_language_is_rtl(sts_block_language(setter, root));

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
