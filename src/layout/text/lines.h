/* Sets a text into lines. */
#ifndef STS_LAYOUT_TEXT_LINES_H
#define STS_LAYOUT_TEXT_LINES_H

#include "layout/text/galley.h"
#include "layout/text/inline.h"

typedef enum { STS_SIDE_START, STS_SIDE_END, STS_SIDE_CENTER } StsSide;

/* Where lines go and what they are. */
typedef struct {
  double left, right; /* right < left: no wrapping, all on one line from `left` */
  double hang;        /* lines after the first begin so much later */
  double kept;        /* the first line ends so much earlier */
  StsSide side;
  StsFragmentRole role;
  const StsColor *color; /* NULL: the style's */
} StsColumn;

/* Sets the text into lines: appends fragments and links to the galley and fills galley->lines (emptied first). Leaves
 * with an id are added to `pending_anchors` as they appear. */
void sts_lines_set(StsGalley *galley, const StsInline *in, const StsColumn *column);
/* Moves the lines that were set last one below the other, the first `y` down, and returns where the last one ends. */
double sts_lines_stack(StsGalley *galley, double y);
/* Sets the text on one line, from x = 0 and with its top at y = 0, and returns its width. */
double sts_lines_set_one(StsGalley *galley, const StsInline *in, StsFragmentRole role, const StsColor *color);

#endif
