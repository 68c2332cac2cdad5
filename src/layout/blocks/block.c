/* Walks the blocks of a chapter and has each set into the flow.
 *
 * Where things are: flow.c has the rows and what keeps them together, paragraph.c text with its widows and orphans,
 * list.c markers and numbers, table.c and table-columns.c columns and rows, table-list.c tables too wide for the page,
 * frame.c bars and shades, callout.c, notice.c, code.c, figure.c, contents.c, cover.c, masthead.c and clinic.c what
 * they are called; headings and rules are here. Pages are cut in pages/paginate.c, and pages/table-head.c repeats the
 * head of a table. */
#include "layout/blocks/block.h"

#include <string.h>

#include "base/language-tag.h"
#include "document/plain-text.h"
#include "layout/blocks/callout.h"
#include "layout/blocks/clinic.h"
#include "layout/blocks/code.h"
#include "layout/blocks/contents.h"
#include "layout/blocks/cover.h"
#include "layout/blocks/figure.h"
#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"
#include "layout/blocks/masthead.h"
#include "layout/blocks/notice.h"
#include "layout/blocks/paragraph.h"
#include "layout/blocks/table.h"

/* A disclaimer of so many lines is short. */
enum { SHORT_DISCLAIMER = 8 };

/* ---- kinds of blocks ---- */

static bool
inside_part(const StsNode *node)
{
  const StsNode *part = sts_node_ancestor(node, STS_NODE_PART);

  return part && !sts_part_is_of_title(part->part.kind);
}

static StsTextKind
heading_kind(const StsNode *heading)
{
  if (heading->parent && heading->parent->kind == STS_NODE_COVER)
    return heading->heading.level == 1 ? STS_TEXT_COVER_TITLE : STS_TEXT_HEADING_2;
  if (heading->parent && inside_part(heading))
    return heading->parent->kind == STS_NODE_PART && heading->heading.level <= 2 ? STS_TEXT_CLOSING_HEADING
                                                                                 : STS_TEXT_HEADING_5;
  return (StsTextKind)(STS_TEXT_TITLE + CLAMP(heading->heading.level, 1, 6) - 1);
}

static void
add_heading(StsFlow *flow, const StsBlockArea *area, const StsNode *heading)
{
  const StsTheme *theme = flow->setter->theme;
  StsTextKind kind = heading_kind(heading);
  const StsTextStyle *style = &theme->text[kind];

  sts_list_flush_labels(flow, true);
  if (kind == STS_TEXT_COVER_TITLE)
    sts_cover_begin(flow);
  g_ptr_array_add(flow->galley.pending_anchors, (gpointer)heading);
  sts_flow_end_keep(flow, theme->heading_keep_lines);
  sts_flow_space(flow, style->space_before);
  sts_paragraph_set(flow, area, heading, kind);
  sts_flow_space(flow, style->space_after);
  flow->keep_rows = MAX(theme->heading_keep_lines, 1);
}

/* Whether all of its text is bold, as that of a heading; marks of links and notes do not count. */
static bool
is_bold(const StsNode *paragraph)
{
  for (const StsNode *child = paragraph->first_child; child; child = child->next) {
    bool blank = child->kind == STS_NODE_TEXT && strspn(child->text.text, " ") == strlen(child->text.text);
    if (child->kind != STS_NODE_STRONG && child->kind != STS_NODE_NOTE_REFERENCE &&
        child->kind != STS_NODE_LINK_NUMBER && !blank)
      return false;
  }
  return paragraph->first_child;
}

/* Whether the paragraph introduces what follows it, so that it may not stand at the foot of a page alone. */
static bool
introduces(const StsNode *paragraph)
{
  const StsNode *last = paragraph->last_child;

  if (!paragraph->next || paragraph->next->kind == STS_NODE_PARAGRAPH || paragraph->next->kind == STS_NODE_HEADING)
    return false;
  if (is_bold(paragraph))
    return true;
  while (last && last->last_child)
    last = last->last_child;
  return last && last->kind == STS_NODE_TEXT && g_str_has_suffix(last->text.text, ":");
}

static double
space_inside(const StsFlow *flow, const StsBlockArea *area)
{
  const StsTheme *theme = flow->setter->theme;

  return area->tight ? theme->grid : theme->text[area->text].space_after;
}

static void
add_paragraph(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph, GHashTable *labels)
{
  const StsNode *parent = paragraph->parent;

  if (parent && parent->kind == STS_NODE_CONTENTS_ENTRY) {
    const char *label = labels ? g_hash_table_lookup(labels, parent->contents_entry.target) : NULL;
    sts_contents_set_entry(flow, area, paragraph, label ? label : "");
    return;
  }
  sts_flow_space(flow, flow->setter->theme->text[area->text].space_before);
  if (paragraph->paragraph.notice)
    sts_notice_set(flow, area, paragraph);
  else
    sts_paragraph_set(flow, area, paragraph, area->text);
  sts_flow_space(flow, space_inside(flow, area));
  if (introduces(paragraph))
    flow->next_keep = STS_KEEP_LABEL;
}

static void
add_term(StsFlow *flow, const StsBlockArea *area, const StsNode *term)
{
  sts_paragraph_set(flow, area, term, STS_TEXT_CALLOUT_LABEL);
  flow->keep_rows = MAX(flow->keep_rows, 1);
}

static void
add_rule(StsFlow *flow, const StsBlockArea *area, const StsNode *rule)
{
  const StsTheme *theme = flow->setter->theme;
  double height = 2 * theme->grid;

  sts_list_flush_labels(flow, false);
  StsFill before = sts_galley_fill(&flow->galley);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  StsRow *row = sts_flow_begin_row(flow, height, STS_KEEP_FREE);
  row->snap = true;
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, area->left, height / 2, area->right - area->left,
                                     theme->table_rule, theme->rule);
  box.node = rule;
  g_array_append_val(flow->galley.artifacts, box);
  sts_flow_end_row(flow, &before, rule, 0);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
}

/* ---- the walk ---- */

static StsTextKind
part_text(StsPartKind kind)
{
  return sts_part_is_of_title(kind) ? STS_TEXT_BYLINE : STS_TEXT_CLOSING;
}

static void
enter_part(StsFlow *flow, StsBlockArea *area, const StsNode *part)
{
  const StsTheme *theme = flow->setter->theme;
  area->text = part_text(part->part.kind);
  if (part->part.kind != STS_PART_LAST_REVISED && part->part.kind != STS_PART_SOURCE &&
      part->part.kind != STS_PART_REVIEW)
    return;
  /* Neither the source nor the date stands on a page alone. */
  sts_flow_end_keep(flow, theme->heading_keep_lines);
  flow->next_keep = STS_KEEP_LABEL;
  sts_flow_space(flow, theme->text[STS_TEXT_CLOSING_HEADING].space_before);
}

/* A short disclaimer is not split; a longer one may be. */
static void
keep_disclaimer(StsFlow *flow, const StsNode *part, guint32 first_row)
{
  guint32 first = part->first_child && part->first_child->kind == STS_NODE_HEADING ? first_row + 1 : first_row;

  if (flow->rows->len > first + SHORT_DISCLAIMER)
    return;
  for (guint32 i = first_row + 1; i < flow->rows->len; i++) {
    StsRow *row = &g_array_index(flow->rows, StsRow, i);
    row->keep = (guint8)MAX(row->keep, STS_KEEP_GROUP);
  }
}

static void
exit_part(StsFlow *flow, const StsBlockArea *area, const StsNode *part)
{
  if (part->part.kind == STS_PART_BYLINE)
    sts_flow_space(flow, 2 * flow->setter->theme->text[STS_TEXT_BODY].space_after);
  if (part->part.kind == STS_PART_CLINIC)
    sts_clinic_leave(flow, area);
  if (part->part.kind == STS_PART_DISCLAIMER)
    keep_disclaimer(flow, part, area->first_row);
}

/* Whether the block stands in the box with the clinic's part. */
static bool
is_of_clinic(const StsNode *block)
{
  return block->parent->kind == STS_NODE_PART && block->parent->part.kind == STS_PART_CLINIC;
}

/* Sets what a node puts before its children; returns whether its children are to be walked. */
static bool
enter(StsFlow *flow, StsBlockArea *area, const StsNode *node, GHashTable *labels)
{
  const StsTheme *theme = flow->setter->theme;
  switch (node->kind) {
  case STS_NODE_PUBLICATION:
  case STS_NODE_CONTENTS:
  case STS_NODE_SECTION:
    return true;
  case STS_NODE_COVER:
    area->text = STS_TEXT_BODY;
    return true;
  case STS_NODE_CONTENTS_ENTRY:
    if (sts_layout_omits(flow->setter->layout, node))
      return false;
    if (node->parent->kind == STS_NODE_CONTENTS_ENTRY)
      sts_area_indent(area, theme, theme->list_indent);
    area->text = STS_TEXT_CONTENTS;
    return true;
  case STS_NODE_PART:
    if (node->part.kind == STS_PART_MASTHEAD) {
      sts_masthead_set(flow, area, node);
      return false;
    }
    enter_part(flow, area, node);
    if (node->part.kind == STS_PART_CLINIC)
      sts_clinic_enter(flow, area);
    return true;
  case STS_NODE_LIST:
    sts_list_enter(flow, area, node);
    return true;
  case STS_NODE_ITEM:
  case STS_NODE_NOTE:
    sts_list_enter_item(flow, area, node);
    return true;
  case STS_NODE_QUOTE:
    sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
    sts_frame_open(flow, area, theme->quote_bar, false, theme->rule);
    sts_frame_indent(flow, area, theme->quote_indent);
    return true;
  case STS_NODE_CALLOUT:
    sts_callout_enter(flow, area, node);
    return true;
  case STS_NODE_DEFINITION_LIST:
    area->tight = true;
    return true;
  case STS_NODE_DEFINITION:
    sts_area_indent(area, theme, theme->definition_indent);
    return true;
  case STS_NODE_TABLE:
    sts_table_set(flow, area, node);
    return false;
  case STS_NODE_FIGURE:
    if (node->figure.paper)
      sts_clinic_set_code(flow, area, node);
    else
      sts_figure_set(flow, area, node);
    return false;
  case STS_NODE_HEADING:
    if (is_of_clinic(node))
      sts_clinic_enter_block(flow, area, node);
    add_heading(flow, area, node);
    return false;
  case STS_NODE_PARAGRAPH:
    if (is_of_clinic(node) && sts_clinic_is_beside_code(node))
      return false;
    if (is_of_clinic(node))
      sts_clinic_enter_block(flow, area, node);
    add_paragraph(flow, area, node, labels);
    return false;
  case STS_NODE_TERM:
    add_term(flow, area, node);
    return false;
  case STS_NODE_CODE_BLOCK:
    sts_code_set(flow, area, node);
    return false;
  case STS_NODE_RULE:
    if (is_of_clinic(node))
      sts_clinic_set_line(flow, area, node);
    else
      add_rule(flow, area, node);
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

/* Sets what a node puts after its children, if anything. */
static void
leave(StsFlow *flow, const StsBlockArea *area, const StsBlockArea *outer, const StsNode *node)
{
  double space = flow->setter->theme->text[STS_TEXT_BODY].space_after;

  if (node->kind == STS_NODE_PART)
    exit_part(flow, area, node);
  if (node->kind == STS_NODE_LIST || node->kind == STS_NODE_DEFINITION_LIST)
    sts_flow_space(flow, space_inside(flow, outer));
  if (node->kind == STS_NODE_ITEM || node->kind == STS_NODE_NOTE) {
    sts_list_leave_item(flow, area, node);
    sts_flow_space(flow, space_inside(flow, area));
  }
  if (node->kind == STS_NODE_QUOTE) {
    sts_list_flush_labels(flow, false);
    sts_frame_close(flow, area);
    sts_flow_space(flow, space);
  }
  if (node->kind == STS_NODE_CALLOUT) {
    bool nested = outer->node && sts_node_ancestor(outer->node, STS_NODE_CALLOUT);
    sts_callout_leave(flow, area, nested ? STS_KEEP_GROUP : STS_KEEP_FREE);
  }
  if (node->kind == STS_NODE_DEFINITION)
    sts_flow_space(flow, space);
}

static StsBlockArea
first_area(const StsSetter *setter, const StsNode *root)
{
  bool rtl = sts_language_is_rtl(sts_setter_language(setter, root));

  return (StsBlockArea){
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

/* Whether the block begins at the side where those around it do, whatever its own language. */
static bool
keeps_side(const StsNode *node)
{
  return node->kind == STS_NODE_CONTENTS_ENTRY || sts_node_is_program_line(node);
}

void
sts_block_set(StsFlow *flow, const StsNode *root, GHashTable *labels)
{
  g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(StsBlockArea));
  StsBlockArea base = first_area(flow->setter, root);
  StsNodeIter iter;

  g_array_append_val(stack, base);
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    StsBlockArea outer = g_array_index(stack, StsBlockArea, stack->len - 1);
    if (event == STS_EVENT_EXIT) {
      const StsBlockArea *before = &g_array_index(stack, StsBlockArea, MAX(stack->len, 2) - 2);
      leave(flow, &outer, before, iter.node);
      g_array_set_size(stack, stack->len - 1);
      continue;
    }
    StsBlockArea area = outer;
    area.node = iter.node;
    area.frame = -1;
    if (!sts_node_holds_inlines(iter.node->kind))
      area.hang = 0;
    area.first_row = flow->rows->len;
    if (iter.node->lang && !keeps_side(iter.node))
      area.rtl = sts_language_is_rtl(iter.node->lang);
    if (has_place(iter.node) && iter.node->kind != STS_NODE_HEADING)
      g_ptr_array_add(flow->galley.pending_anchors, (gpointer)iter.node);
    bool inner = enter(flow, &area, iter.node, labels);
    if (sts_node_is_container(iter.node->kind)) {
      g_array_append_val(stack, area);
      if (!inner)
        sts_node_iter_skip(&iter);
    }
  }
  sts_list_flush_labels(flow, false);
}
