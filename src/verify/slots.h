/* What a clinic filled in a text that the other text has no place for. Private to src/verify/. */
#ifndef STS_VERIFY_SLOTS_H
#define STS_VERIFY_SLOTS_H

#include "document/reading.h"

/* Where a file's slots have no counterpart in the other, which is of another content: there what the file shows
 * counts, not the words of the author, which may be those of the other's text. */

/* Returns the section's lines (of StsReadLine), those with such a slot as they are shown; free with g_array_unref(). A
 * slot of the other is one of the same key and words. */
GArray *sts_slots_show_lines(const StsReadSection *section, const StsReadSection *other);

/* Lends the first line with a slot in whose place the other has none of any key; NULL: there is none. */
const StsReadLine *sts_slots_find_foreign(const StsReadSection *section, const StsReadSection *other);

#endif
