/* Frames around blocks: the shade and bar of a callout, the bar of a quote, the shade of code. */
#include "layout/blocks/frame.h"

#include <math.h>

void
sts_frame_open(StsFlow *flow, StsPlaceOfBlocks *place, double bar, bool shaded, StsColor color)
{
  StsFrame frame = {
      .first_row = flow->rows->len,
      .left = (float)place->left,
      .right = (float)place->right,
      .bar = (float)bar,
      .rtl = place->rtl,
      .shaded = shaded,
      .color = color,
      .shade = flow->setter->theme->shade,
  };

  place->frame = (gint32)flow->frames->len;
  g_array_append_val(flow->frames, frame);
}

/* Moves the start side in by the indent. Where deep nesting has left no room for it, the bar of the frame would cross
 * the text, and there is none. */
void
sts_frame_indent(StsFlow *flow, StsPlaceOfBlocks *place, double indent)
{
  StsFrame *frame = &g_array_index(flow->frames, StsFrame, place->frame);
  double before = place->rtl ? place->right : place->left;

  sts_area_indent(place, flow->setter->theme, indent);
  if (fabs((place->rtl ? place->right : place->left) - before) < 2 * frame->bar)
    frame->bar = 0;
}

void
sts_frame_close(StsFlow *flow, const StsPlaceOfBlocks *place)
{
  if (place->frame >= 0)
    g_array_index(flow->frames, StsFrame, place->frame).end_row = flow->rows->len;
}
