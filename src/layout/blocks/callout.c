/* Callouts: a frame with a label, kept whole where a page has room for it. What an editor says is no warning: a thin
 * bar at its side is all its frame. */
#include "layout/blocks/callout.h"

#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"

/* Above and below the text. */
static double
padding(const StsTheme *theme, const StsNode *callout)
{
  return callout->callout.kind == STS_CALLOUT_EDITOR ? theme->callout_padding / 2 : theme->callout_padding;
}

void
sts_callout_enter(StsFlow *flow, StsBlockArea *area, const StsNode *callout)
{
  StsSetter *setter = flow->setter;
  const StsTheme *theme = setter->theme;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CALLOUT_LABEL);
  bool quiet = callout->callout.kind == STS_CALLOUT_EDITOR;
  double bar = quiet ? theme->callout_quiet_bar : theme->callout_bar;

  sts_list_flush_labels(flow, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  sts_frame_open(flow, area, bar, !quiet, theme->callout[callout->callout.kind]);
  sts_flow_pad(flow, padding(theme, callout), false);
  flow->keep_level = MAX(flow->keep_level, STS_KEEP_GROUP);
  sts_frame_indent(flow, area, theme->callout_bar + theme->callout_padding);
  if (area->rtl)
    area->left += MIN(theme->callout_padding, (area->right - area->left) / 4);
  else
    area->right -= MIN(theme->callout_padding, (area->right - area->left) / 4);
  if (!callout->callout.label)
    return;
  StsInline in;
  StsColumn column = sts_area_column(area);
  column.role = STS_ROLE_LABEL;
  column.color = &theme->callout[callout->callout.kind];
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, callout));
  sts_inline_append(&in, callout->callout.label, callout, NULL);
  StsFill before = sts_galley_fill(&flow->galley);
  sts_lines_set(&flow->galley, &in, &column);
  sts_paragraph_add_lines(flow, &before, STS_KEEP_HEADING);
  sts_inline_clear(&in);
  sts_flow_space(flow, face->style->space_after);
  flow->keep_rows = MAX(flow->keep_rows, 2);
}

/* A callout that is taller than a page may be split after all. */
void
sts_callout_leave(StsFlow *flow, const StsBlockArea *area, guint8 outer_level)
{
  const StsTheme *theme = flow->setter->theme;

  sts_list_flush_labels(flow, false);
  /* What the label is kept with ends here, be it shorter than asked. */
  flow->keep_rows = 0;
  flow->keep_level = outer_level;
  sts_flow_pad(flow, padding(theme, area->node), true);
  sts_frame_close(flow, area);
  sts_flow_release(flow, area->first_row);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->grid);
}
