/* Lists of words, in all languages that an import understands, by which it sees that a text breaks off, or what a text
 * is. The words are data: words/<language>.txt. For the files of this room only. */
#ifndef STS_IMPORT_WORDS_H
#define STS_IMPORT_WORDS_H

#include <stdbool.h>

typedef enum {
  /* No phrase ends with these, whether it is a sentence or not; in small letters, as those of names are not
   * ("vitamin A"). */
  STS_WORDS_NEVER_LAST,
  STS_WORDS_NEVER_LAST_IN_SENTENCE,
  STS_WORDS_NEVER_LAST_IN_HEADING,
  STS_WORDS_JOINS,    /* with which an item of a list may lead on to the next */
  STS_WORDS_ARTICLES, /* and what stands in their place */
  STS_WORDS_QUESTIONS,
  STS_WORDS_CLAUSES,      /* of a clause whose object may stand before it: "a person you can talk to" */
  STS_WORDS_PREPOSITIONS, /* after an article and a noun: "the tablet with" */
  STS_WORDS_PREPOSITIONS_OF_TITLES,
  STS_WORDS_BESIDE, /* "together with" */
  STS_WORDS_TOLD,   /* "listed in" */
  STS_WORDS_TO_BE_OR_HAVE,
  STS_WORDS_TO_HAVE,
  STS_WORDS_RELATIVES,     /* "drugs which" */
  STS_WORDS_ASKING,        /* before a relative that ends a sentence: "we will tell you which" */
  STS_WORDS_BEFORE_DO_NOT, /* "and do not" */
  STS_WORDS_BEFORE_ANY,    /* "take any" */
  /* What begins a sentence within a reference, and no other reference. As they are written. */
  STS_WORDS_WITHIN_REFERENCE,
  /* A disclaimer has one of the first and one of the second; in small letters. */
  STS_WORDS_DISCLAIMING,
  STS_WORDS_WHO_ADVISES,
  STS_WORDS_CONTENTS_TITLES, /* of a list of contents; whole, in small letters */
  /* By which a line with a date begins that may be that of the last revision, or of a review; in small letters. */
  STS_WORDS_REVISION_LABELS,
  STS_WORDS_REVIEW_LABELS,
  STS_WORDS_LANGUAGES, /* not words, but rows: "tag script word word" */

  STS_WORDS_COUNT
} StsImportWords;

/* Lends the words, ended by NULL. */
const char *const *sts_import_words_get(StsImportWords list);
/* Whether the list has the word, written just so. */
bool sts_import_words_hold(StsImportWords list, const char *word);

#endif
