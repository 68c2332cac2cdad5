/* How wide text is, and headings in lines of much the same length. */
#ifndef STS_LAYOUT_TEXT_MEASURE_H
#define STS_LAYOUT_TEXT_MEASURE_H

#include "layout/text/lines.h"

/* Sets a heading as sts_lines_set() does: in lines of much the same length, as few as can be. */
void sts_lines_set_balanced(StsGalley *galley, const StsInline *in, const StsColumn *column);
/* The widths of the text on one line: in all, and of its longest part that cannot be broken. Sets the lines as
 * sts_lines_set() without wrapping. */
void sts_lines_measure(StsGalley *galley, const StsInline *in, const StsColumn *column, double *natural, double *least);

#endif
