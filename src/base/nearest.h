/* What somebody meant who wrote a name that is none. */
#ifndef STS_BASE_NEAREST_H
#define STS_BASE_NEAREST_H

#include <glib.h>

/* A name that other programs have for something of ours. NULL: we have nothing like it, so that no name that only looks
 * similar is suggested. */
typedef struct {
  const char *theirs; /* in lower case, with hyphens */
  const char *ours;
} StsSynonym;

/* Returns the candidate that differs from `word` by the fewest slips (a letter too many, too few, wrong, or two that
 * changed places; case counts for nothing): at most one for each three letters of the word, else NULL. The beginning of
 * a name counts as one slip. A number, in digits or Roman numerals, is the same in both. Lends from the array
 * (NULL-terminated). */
const char *sts_text_nearest(const char *word, const char *const *candidates);

/* Returns what the synonyms (ended by one without `theirs`; may be NULL) say is meant, if it is among the candidates;
 * NULL where they say that nothing is; else the nearest candidate. */
const char *sts_text_meant(const char *word, const StsSynonym *synonyms, const char *const *candidates);

#endif
