/* What must be taken from one list of lines and added to make it another. Private to src/verify/.
 *
 * Lines that stand once in both are held fast where they keep their order; between them the longest common subsequence
 * is found where that is cheap, otherwise all is replaced. So time is n log n, with a bounded part for each stretch,
 * and memory linear, however much the lists differ.
 */
#ifndef STS_VERIFY_DIFF_H
#define STS_VERIFY_DIFF_H

#include "document/reading.h"

typedef struct {
  bool added;
  guint index; /* in the new list if added, else in the old */
} StsDiffStep;

/* Returns the steps (of StsDiffStep) in order; free with g_array_unref(). The lists are of StsReadLine. */
GArray *sts_diff_lines(const GArray *old_lines, const GArray *new_lines);

/* Marks in `keeps` (count entries) a longest subsequence of `values` that grows. */
void sts_diff_longest_growing(const guint *values, guint count, bool *keeps);

#endif
