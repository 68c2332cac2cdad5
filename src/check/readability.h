/* How hard prose is to read. For the files of this room only. */
#ifndef STS_CHECK_READABILITY_H
#define STS_CHECK_READABILITY_H

#include "document/node.h"

/* Counts of a section's prose and the grades that follow. */
typedef struct {
  int sentences, words, syllables, polysyllables; /* polysyllables: words of three syllables or more */
} StsReadability;

double sts_readability_smog(const StsReadability *counts);
double sts_readability_flesch_kincaid(const StsReadability *counts);
/* Counts the prose below `root` (paragraphs; not headings, tables, captions, code, nor runs in other languages). Words
 * of `allow`, a set in folded case that may be NULL, count as two syllables at most. */
StsReadability sts_readability_count(const StsNode *root, GHashTable *allow);

#endif
