/* Where blocks stand inside an ancestor. */
#ifndef STS_LAYOUT_BLOCKS_AREA_H
#define STS_LAYOUT_BLOCKS_AREA_H

#include "layout/blocks/flow.h"
#include "layout/text/lines.h"

typedef struct {
  const StsNode *node;
  double left, right;
  StsTextKind text; /* of its paragraphs */
  bool rtl;
  bool tight;        /* no space between paragraphs */
  double hang;       /* of paragraphs directly in it */
  double label_edge; /* of a list: where its labels end */
  guint32 first_row;
  gint32 frame; /* in flow->frames; -1: none */
} StsBlockArea;

/* Moves the start side in by `indent`, as far as enough of the line is left. */
void sts_area_indent(StsBlockArea *area, const StsTheme *theme, double indent);
/* Moves the end side in by `inset`, as far as most of the line is left. */
void sts_area_inset(StsBlockArea *area, double inset);
/* The column of text in it. */
StsColumn sts_area_column(const StsBlockArea *area);
/* Takes the width from such a column, at the start side or the end side. */
void sts_area_narrow(const StsBlockArea *area, StsColumn *column, StsSide side, double width);

#endif
