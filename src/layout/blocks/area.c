/* Where blocks stand inside an ancestor: edges, indents, and the column of their lines. */
#include "layout/blocks/area.h"

/* However deep blocks nest, so many ems of the line are left. */
static const double measure_left_ems = 8;

void
sts_area_indent(StsBlockArea *area, const StsTheme *theme, double indent)
{
  double least = measure_left_ems * theme->text[STS_TEXT_BODY].size;
  double room = area->right - area->left - least;

  indent = CLAMP(indent, 0, MAX(room, 0));
  if (area->rtl)
    area->right -= indent;
  else
    area->left += indent;
}

void
sts_area_inset(StsBlockArea *area, double inset)
{
  inset = MIN(inset, (area->right - area->left) / 4);
  if (area->rtl)
    area->left += inset;
  else
    area->right -= inset;
}

StsColumn
sts_area_column(const StsBlockArea *area)
{
  return (StsColumn){.left = area->left, .right = area->right, .side = STS_SIDE_START, .role = STS_ROLE_CONTENT};
}

void
sts_area_narrow(const StsBlockArea *area, StsColumn *column, StsSide side, double width)
{
  if ((side == STS_SIDE_END) == area->rtl)
    column->left += width;
  else
    column->right -= width;
}
