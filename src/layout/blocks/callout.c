/* Callouts: a frame with a label, kept whole where a page has room for it. What may harm a patient has a border all
 * round, and its label in white on a bar, with a sign; it stands out on paper without colors, too. What an editor says
 * is no warning: a thin bar at its side is all its frame. */
#include "layout/blocks/callout.h"

#include <math.h>

#include "layout/blocks/frame.h"
#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"

/* Above and below the label on its bar, some part of its size. */
static const double label_padding = 0.25;
/* The height of the sign, and what is between it and the label. */
static const double sign_size = 1.15, sign_gap = 0.45;

static StsSign
sign_of(const StsNode *callout)
{
  switch (callout->callout.kind) {
  case STS_CALLOUT_WARNING:
    return STS_SIGN_TRIANGLE;
  case STS_CALLOUT_CAUTION:
    return STS_SIGN_OCTAGON;
  case STS_CALLOUT_NOTE:
  case STS_CALLOUT_TIP:
  case STS_CALLOUT_IMPORTANT:
  case STS_CALLOUT_EDITOR:
    break;
  }
  return STS_SIGN_NONE;
}

/* Above and below the text. */
static double
padding(const StsTheme *theme, const StsNode *callout)
{
  return callout->callout.kind == STS_CALLOUT_EDITOR ? theme->callout_padding / 2 : theme->callout_padding;
}

static void
add_label(StsFlow *flow, const StsBlockArea *area, const StsNode *callout, double indent, const StsColor *color)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CALLOUT_LABEL);
  StsColumn column = sts_area_column(area);
  StsFill before = sts_galley_fill(&flow->galley);
  StsInline in;

  column.role = STS_ROLE_LABEL;
  column.color = color;
  sts_area_narrow(area, &column, STS_SIDE_START, indent);
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, callout));
  sts_inline_append(&in, callout->callout.label, callout, NULL);
  sts_lines_set(&flow->galley, &in, &column);
  sts_paragraph_add_lines(flow, &before, STS_KEEP_HEADING);
  sts_inline_clear(&in);
}

/* The label in white on a bar that is as wide as the frame. */
static void
add_label_bar(StsFlow *flow, const StsBlockArea *area, const StsNode *callout)
{
  static const StsColor white = {1, 1, 1};
  const StsTheme *theme = flow->setter->theme;
  double size = theme->text[STS_TEXT_CALLOUT_LABEL].size;
  /* On the grid, as the label is: else it would not stand in the middle. */
  double above = MAX(1, round(size * label_padding / theme->grid)) * theme->grid;

  sts_flow_pad(flow, above, false);
  flow->keep_level = MAX(flow->keep_level, STS_KEEP_GROUP);
  add_label(flow, area, callout, size * (sign_size + sign_gap), &white);
  sts_flow_pad(flow, above, true);
  g_array_index(flow->frames, StsFrame, area->frame).label_end = flow->rows->len;
  flow->keep_rows = MAX(flow->keep_rows, 2);
  sts_flow_pad(flow, theme->callout_padding * 0.75, false);
}

void
sts_callout_enter(StsFlow *flow, StsBlockArea *area, const StsNode *callout)
{
  const StsTheme *theme = flow->setter->theme;
  const StsColor *color = &theme->callout[callout->callout.kind];
  StsSign sign = sign_of(callout);
  bool urgent = sign != STS_SIGN_NONE, quiet = callout->callout.kind == STS_CALLOUT_EDITOR;
  double bar = urgent ? 0 : quiet ? theme->callout_quiet_bar : theme->callout_bar;
  double side = urgent ? theme->callout_border : theme->callout_bar;

  sts_list_flush_labels(flow, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  StsFrame *frame = sts_frame_open(flow, area, bar, !quiet && !urgent, *color);
  if (urgent) {
    frame->border = (float)theme->callout_border;
    frame->sign = sign;
    frame->sign_size = (float)(theme->text[STS_TEXT_CALLOUT_LABEL].size * sign_size);
    frame->sign_edge = (float)(theme->callout_border + theme->callout_padding);
  }
  sts_frame_indent(flow, area, side + theme->callout_padding);
  sts_area_inset(area, (urgent ? side : 0) + theme->callout_padding);
  if (urgent && callout->callout.label) {
    add_label_bar(flow, area, callout);
    return;
  }
  sts_flow_pad(flow, padding(theme, callout), false);
  flow->keep_level = MAX(flow->keep_level, STS_KEEP_GROUP);
  if (!callout->callout.label)
    return;
  add_label(flow, area, callout, 0, color);
  sts_flow_space(flow, theme->text[STS_TEXT_CALLOUT_LABEL].space_after);
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
