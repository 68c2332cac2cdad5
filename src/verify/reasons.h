/* Sentences that say why a verdict or a comparison is as it is. */
#ifndef STS_VERIFY_REASONS_H
#define STS_VERIFY_REASONS_H

#include "base/arena.h"

/* Where the content is another, but no line. */
#define STS_REASON_NO_LINE                                                                                             \
  "no line of it reads otherwise: where a link leads, the place of a note, the kind of a box or something else that "  \
  "is no word has changed"

/* Adds a sentence, which the arena owns, to the reasons (of const char*; see sts_arena_list()). */
void sts_reasons_add(StsArena *arena, GPtrArray *reasons, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Adds that so many errors keep the section from being exported. */
void sts_reasons_add_errors(StsArena *arena, GPtrArray *reasons, size_t errors, const char *section);

#endif
