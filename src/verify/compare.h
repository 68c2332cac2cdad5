/* What has changed between two readings, section by section. */
#ifndef STS_VERIFY_COMPARE_H
#define STS_VERIFY_COMPARE_H

#include "document/reading.h"
#include "sts/verify.h"

/* Compares two readings. Sections of `old_refused` and `new_refused` (tables of id -> sentence; NULL: none) cannot be
 * had from a library: they are STS_CHANGE_UNKNOWN, with that note. Free with sts_comparison_free(). */
StsComparison *sts_compare(const StsReading *old_reading, const StsReading *new_reading, GHashTable *old_refused,
                           GHashTable *new_refused);

#endif
