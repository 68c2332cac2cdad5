/* Notices: that nobody has reviewed a text, or that its review is overdue, in a box. */
#include "layout/blocks/notice.h"

#include "layout/blocks/frame.h"
#include "layout/blocks/paragraph.h"

/* Of the border, in parts of that of a warning. */
static const double border_scale = 0.75;

void
sts_notice_set(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph)
{
  const StsTheme *theme = flow->setter->theme;
  double border = theme->callout_border * border_scale, inset = border + theme->callout_padding / 2;
  StsBlockArea inner = *area;

  sts_flow_space(flow, 2 * theme->grid);
  sts_frame_open(flow, &inner, 0, false, theme->ink)->border = (float)border;
  inner.left += inset;
  inner.right -= inset;
  sts_flow_pad(flow, theme->grid, false);
  guint32 content = flow->galley.content->len;
  sts_paragraph_set(flow, &inner, paragraph, area->text);
  flow->keep_rows = 0;
  sts_flow_pad(flow, theme->grid, true);
  sts_frame_close(flow, &inner);
  /* The box ends where its words do. */
  double left = inner.right, right = inner.left;
  for (; content < flow->galley.content->len; content++) {
    const StsFragment *fragment = &g_array_index(flow->galley.content, StsFragment, content);
    left = MIN(left, fragment->x);
    right = MAX(right, fragment->x + fragment->width);
  }
  if (left < right) {
    StsFrame *frame = &g_array_index(flow->frames, StsFrame, inner.frame);
    frame->left = (float)(left - inset);
    frame->right = (float)(right + inset);
  }
}
