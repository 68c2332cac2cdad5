/* The text of a file between two repairs, and how it differs from the first. For the files of this room only.
 *
 * Invariants: a draft is const once it is made; what no edit touched is, byte for byte, that of the draft before: line
 * ends, and the lack of one at the end, among them. A byte order mark is no part of it.
 */
#ifndef STS_REPAIR_DRAFT_H
#define STS_REPAIR_DRAFT_H

#include "repair/mend.h"

typedef struct {
  GString *text;
  GArray *lines;   /* of size_t: where each begins, as reading counts them: a carriage return may end one, too */
  GArray *origins; /* of guint, by lines that a line feed ends: its number in the first text, from 1; 0: changed */
} StsDraft;

/* Returns the first draft, with a copy of the text. */
StsDraft *sts_draft_new(const char *text, size_t length);
void sts_draft_free(StsDraft *draft);

/* Sets *offset to the byte at that place; returns false where there is none. */
bool sts_draft_find(const StsDraft *draft, int line, int column, size_t *offset);

/* Where the line ends that holds the byte: before its line feed or carriage return, or at the end of the text. */
size_t sts_draft_line_end(const StsDraft *draft, size_t offset);
/* Where the next line begins; the end of the text if there is none. */
size_t sts_draft_next_line(const StsDraft *draft, size_t offset);
size_t sts_draft_line_begin(const StsDraft *draft, size_t offset);

/* Returns the text with the mends made (of StsMend*, in the order of the text, none in another's way), or, if
 * `neutral`, with their markup gone. */
StsDraft *sts_draft_apply(const StsDraft *draft, const GPtrArray *mends, bool neutral);

/* Returns the unified diff that leads from the first draft to this one, with three lines around each change; free with
 * g_free(). */
char *sts_draft_diff(const StsDraft *first, const StsDraft *last, const char *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsDraft, sts_draft_free)

#endif
