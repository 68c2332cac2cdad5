/* How wide text is, and headings in lines of much the same length. */
#ifndef STS_LAYOUT_TEXT_MEASURE_H
#define STS_LAYOUT_TEXT_MEASURE_H

#include "layout/text/lines.h"

/* A stretch of text between two places where a line may break, without the space at its end. */
typedef struct {
  double width, space;
  bool forced; /* a line begins with it wherever the one before ends */
} StsChunk;

/* Sets a heading as sts_lines_set() does: in lines of much the same length, as few as can be. */
void sts_lines_set_balanced(StsGalley *galley, const StsInline *in, const StsColumn *column);
/* The widths of the text on one line: in all, and of its longest part that cannot be broken; its chunks (StsChunk) are
 * appended. Sets the lines as sts_lines_set() without wrapping. */
void sts_lines_measure(StsGalley *galley, const StsInline *in, const StsColumn *column, double *natural, double *least,
                       GArray *chunks);
/* How many lines the chunks `first` to `end` - 1 fill in the width. */
guint sts_chunks_count_lines(const GArray *chunks, guint32 first, guint32 end, double width);

#endif
