/* The box with the clinic's own part. A page may end between its lines, best before one of its headings. */
#include "layout/blocks/clinic.h"

#include <math.h>

#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"

/* From one line to write on to the next, for a hand that is not a clerk's, and in parts of the leading of text. */
static const double line_min = 24, line_scale = 1.5;

void
sts_clinic_enter(StsFlow *flow, StsBlockArea *area)
{
  const StsTheme *theme = flow->setter->theme;

  sts_list_flush_labels(flow, true);
  sts_flow_end_keep(flow, theme->heading_keep_lines);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->grid);
  sts_frame_open(flow, area, 0, false, theme->rule)->border = (float)theme->table_rule;
  sts_frame_indent(flow, area, theme->callout_padding);
  double inset = MIN(theme->callout_padding, (area->right - area->left) / 4);
  if (area->rtl)
    area->left += inset;
  else
    area->right -= inset;
  sts_flow_pad(flow, theme->callout_padding, false);
}

void
sts_clinic_leave(StsFlow *flow, const StsBlockArea *area)
{
  const StsTheme *theme = flow->setter->theme;

  flow->keep_rows = 0;
  sts_flow_pad(flow, theme->callout_padding, true);
  sts_frame_close(flow, area);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->grid);
}

void
sts_clinic_enter_block(StsFlow *flow, StsBlockArea *area, const StsNode *block)
{
  const StsNode *title = block->parent->first_child;
  guint8 keep = block->kind == STS_NODE_PARAGRAPH ? STS_KEEP_ITEM : STS_KEEP_FREE;

  /* Neither the upper edge of the box is left alone, nor the title and the note beneath it. */
  if (block == title || (title->next && title->next->next == block))
    keep = STS_KEEP_HEADING;
  flow->next_keep = MAX(flow->next_keep, keep);
  if (block->kind == STS_NODE_PARAGRAPH && block->first_child->kind == STS_NODE_STRONG)
    area->hang = flow->setter->theme->hanging_indent;
}

void
sts_clinic_set_line(StsFlow *flow, const StsBlockArea *area, const StsNode *rule)
{
  const StsTheme *theme = flow->setter->theme;
  double height = MAX(line_min, theme->text[STS_TEXT_BODY].leading * line_scale);
  StsFill before = sts_galley_fill(&flow->galley);

  height = ceil(height / theme->grid) * theme->grid;
  bool last = !rule->next || rule->next->kind != STS_NODE_RULE;
  sts_flow_begin_row(flow, height, last ? STS_KEEP_SHORT : STS_KEEP_ITEM);
  StsFragment line = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, area->left, height - theme->table_rule,
                                      area->right - area->left, theme->table_rule, theme->rule);
  line.node = rule;
  g_array_append_val(flow->galley.artifacts, line);
  sts_flow_end_row(flow, &before, rule, 0);
  if (last)
    sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->grid);
}
