/* The box with the clinic's own part. A page may end between its lines, best before one of its headings. */
#include "layout/blocks/clinic.h"

#include <math.h>

#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"
#include "layout/text/gather.h"

/* From one line to write on to the next, for a hand that is not a clerk's, and in parts of the leading of text. */
static const double line_min = 24, line_scale = 1.5;
/* The code is 25 mm a side, with its quiet zone, which keeps text away. */
static const double code_side = 25 / 25.4 * 72, code_gap = 6;

void
sts_clinic_enter(StsFlow *flow, StsBlockArea *area)
{
  const StsTheme *theme = flow->setter->theme;

  sts_list_flush_labels(flow, true);
  /* What stands above introduces nothing of this. */
  flow->keep_rows = 0;
  flow->next_keep = STS_KEEP_FREE;
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->grid);
  sts_frame_open(flow, area, 0, false, theme->rule)->border = (float)theme->table_rule;
  sts_frame_indent(flow, area, theme->callout_padding);
  sts_area_inset(area, theme->callout_padding);
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

bool
sts_clinic_is_beside_code(const StsNode *paragraph)
{
  const StsNode *before = paragraph->parent->first_child;

  while (before != paragraph && before->next != paragraph)
    before = before->next;
  return before->kind == STS_NODE_FIGURE && before->figure.paper;
}

/* Sets the paragraph, in the middle of the code's height; returns the height of both. */
static double
set_address(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph)
{
  StsSetter *setter = flow->setter;
  StsGalley *galley = &flow->galley;
  const StsFace *face = sts_setter_face(setter, area->text);
  StsColumn column = sts_area_column(area);
  double height = 0;
  StsInline in;

  sts_area_narrow(area, &column, STS_SIDE_START, code_side + code_gap);
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, paragraph));
  sts_inline_gather(&in, setter, paragraph);
  in.rtl = area->rtl;
  sts_lines_set(galley, &in, &column);
  sts_inline_clear(&in);
  for (guint i = 0; i < galley->lines->len; i++)
    height += g_array_index(galley->lines, StsLine, i).height;
  sts_lines_stack(galley, MAX(code_side - height, 0) / 2);
  return MAX(code_side, height);
}

void
sts_clinic_set_code(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  StsFill before = sts_galley_fill(&flow->galley);
  StsFragment code = {.kind = STS_FRAGMENT_IMAGE,
                      .role = STS_ROLE_CONTENT,
                      .node = figure->figure.image,
                      .x = (float)(area->rtl ? area->right - code_side : area->left),
                      .width = (float)code_side,
                      .height = (float)code_side,
                      .image.image = figure->figure.image->image.image};

  g_array_append_val(flow->galley.content, code);
  double height = set_address(flow, area, figure->next);
  sts_flow_begin_row(flow, height, STS_KEEP_FREE)->snap = true;
  sts_flow_end_row(flow, &before, sts_node_first_leaf(figure->next), 0);
}
