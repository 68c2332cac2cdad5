/* That a repair left the words as they were. For the files of this room only.
 *
 * What is compared is the tree that is read from each text: the text before; the same with the markup simply gone; and
 * the text after. The words of the last two must be the same, those of the first may have the printed signs besides;
 * and nothing comes or goes but the nodes and links that the mends name.
 */
#ifndef STS_REPAIR_PROOF_H
#define STS_REPAIR_PROOF_H

#include "document/section.h"

enum { STS_SAID_RULES = 13 };

/* What the tree of a section says. */
typedef struct {
  char *words; /* with one space between any two */
  int kinds[STS_NODE_KINDS];
  GPtrArray *destinations;    /* of links, in their order */
  int faults[STS_SAID_RULES]; /* of each rule that a repair could cause */
  bool broken;
} StsSaid;

StsSaid *sts_said_new(const StsSection *section, const StsDiagnostics *diagnostics);
void sts_said_free(StsSaid *said);

/* Whether the mends (of StsMend*) led from one to the other, and to nothing else. */
bool sts_said_prove(const StsSaid *before, const StsSaid *neutral, const StsSaid *after, const GPtrArray *mends);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsSaid, sts_said_free)

#endif
