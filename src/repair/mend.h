/* One mechanical repair of markup: the bytes that it replaces, and what may be different afterwards. For the files of
 * this room only.
 *
 * Invariants: the edits of a mend are in the order of the text and do not overlap. `neutral` is what would stand in
 * place of the bytes if the markup were simply gone: the words of that text are those that the repair must leave.
 */
#ifndef STS_REPAIR_MEND_H
#define STS_REPAIR_MEND_H

#include "document/node.h"

/* In a neutral text, what keeps a line from beginning with a sign that stood behind markup; it is no word. */
#define STS_MEND_NOTHING "\xE2\x81\xA0" /* U+2060, word joiner */

typedef struct {
  size_t begin, end; /* bytes of the text before */
  char *text, *neutral;
} StsEdit;

typedef struct {
  StsPosition position;      /* where the fault was told */
  GArray *edits;             /* of StsEdit */
  int added[STS_NODE_KINDS]; /* how many nodes of a kind come with it */
  bool blocks;               /* lines become other blocks; else all blocks stay as they are */
  size_t printed;            /* bytes of signs, white space aside, that were printed and are no longer */
  char *destination;         /* of the link that comes with it; NULL: none */
  char *name;                /* that it gives, and no other mend may give beside it; NULL: none */
} StsMend;

StsMend *sts_mend_new(StsPosition position);
void sts_mend_free(StsMend *mend);

/* Replaces the bytes from `begin` to before `end`. */
void sts_mend_edit(StsMend *mend, size_t begin, size_t end, const char *text, const char *neutral);

/* The first and the last byte that it touches. */
size_t sts_mend_begin(const StsMend *mend);
size_t sts_mend_end(const StsMend *mend);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsMend, sts_mend_free)

#endif
