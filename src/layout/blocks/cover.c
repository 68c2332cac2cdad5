/* The ornament of the cover, above its title. */
#include "layout/blocks/cover.h"

#include "base/language-tag.h"

static const double ornament_width = 72, ornament_height = 6;

void
sts_cover_begin(StsFlow *flow)
{
  const StsSetter *setter = flow->setter;
  const StsTheme *theme = setter->theme;
  StsFill before = sts_galley_fill(&flow->galley);
  bool rtl = sts_language_is_rtl(setter->publication->language);

  /* Below a masthead it stands where it would without one. */
  double above = sts_flow_height(flow, 0, flow->rows->len) + flow->pending_space;
  sts_flow_pad(flow, MAX(theme->text[STS_TEXT_COVER_TITLE].space_before - above, 0), false);
  sts_flow_begin_row(flow, ornament_height + 4 * theme->grid, STS_KEEP_HEADING);
  StsFragment bar = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, rtl ? setter->width - ornament_width : 0, 0,
                                     ornament_width, ornament_height, theme->accent);
  g_array_append_val(flow->galley.artifacts, bar);
  sts_flow_end_row(flow, &before, NULL, 0);
  flow->fresh = true;
  flow->keep_rows = 1;
}
