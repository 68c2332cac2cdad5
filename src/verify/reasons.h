/* Sentences that say why a verdict or a comparison is as it is. */
#ifndef STS_VERIFY_REASONS_H
#define STS_VERIFY_REASONS_H

#include "base/arena.h"

/* Adds a sentence, which the arena owns, to the reasons (of const char*; see sts_arena_list()). */
void sts_reasons_add(StsArena *arena, GPtrArray *reasons, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Adds that so many errors keep the section from being exported. */
void sts_reasons_add_errors(StsArena *arena, GPtrArray *reasons, size_t errors, const char *section);

#endif
