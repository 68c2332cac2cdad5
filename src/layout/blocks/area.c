/* Where blocks stand inside an ancestor: edges, indents, and the column of their lines. */
#include "layout/blocks/area.h"

/* However deep blocks nest, so many ems of the line are left. */
static const double measure_left_ems = 8;

void
sts_area_indent(StsPlaceOfBlocks *place, const StsTheme *theme, double indent)
{
  double least = measure_left_ems * theme->text[STS_TEXT_BODY].size;
  double room = place->right - place->left - least;

  indent = CLAMP(indent, 0, MAX(room, 0));
  if (place->rtl)
    place->right -= indent;
  else
    place->left += indent;
}

StsColumn
sts_area_column(const StsPlaceOfBlocks *place)
{
  return (StsColumn){.left = place->left, .right = place->right, .side = STS_SIDE_START, .role = STS_ROLE_CONTENT};
}
