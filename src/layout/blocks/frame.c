/* Frames around blocks: the shade and bar or the border of a callout, the bar of a quote, the shade of code. */
#include "layout/blocks/frame.h"

#include <math.h>

StsFrame *
sts_frame_open(StsFlow *flow, StsBlockArea *area, double bar, bool shaded, StsColor color)
{
  StsFrame frame = {
      .first_row = flow->rows->len,
      .left = (float)area->left,
      .right = (float)area->right,
      .bar = (float)bar,
      .rtl = area->rtl,
      .shaded = shaded,
      .color = color,
      .shade = flow->setter->theme->shade,
  };

  area->frame = (gint32)flow->frames->len;
  g_array_append_val(flow->frames, frame);
  return &g_array_index(flow->frames, StsFrame, area->frame);
}

/* Moves the start side in by the indent. Where deep nesting has left no room for it, the bar of the frame would cross
 * the text, and there is none. */
void
sts_frame_indent(StsFlow *flow, StsBlockArea *area, double indent)
{
  StsFrame *frame = &g_array_index(flow->frames, StsFrame, area->frame);
  double before = area->rtl ? area->right : area->left;

  sts_area_indent(area, flow->setter->theme, indent);
  if (fabs((area->rtl ? area->right : area->left) - before) < 2 * MAX(frame->bar, frame->border))
    frame->bar = frame->border = 0;
}

void
sts_frame_close(StsFlow *flow, const StsBlockArea *area)
{
  if (area->frame >= 0)
    g_array_index(flow->frames, StsFrame, area->frame).end_row = flow->rows->len;
}
