/* What is printed is what is read back: the headings of closing parts, the line with the date and the dates themselves
 * are known by the words of the terms files, in every language that there are words for. One source for both ways.
 *
 * Besides the word that is printed, a terms file may list others that are taken for it (`references-also`).
 */
#ifndef STS_DOCUMENT_WORDS_H
#define STS_DOCUMENT_WORDS_H

#include "document/node.h"
#include "document/terms.h"

/* The closing part that a heading of this text begins, whatever the case of its letters; NONE for a heading of the
 * text. */
StsClosingPart sts_words_closing_part(const StsTermsSet *terms, const char *heading);

/* Finds the part that the fragment of a link, in lower case and composed, names: by its name (`references`), or by the
 * words of its heading in any language (`referencias`). */
bool sts_words_find_part(const StsTermsSet *terms, const char *fragment, StsPartKind *part);

/* Lends what follows "Last Revised:" at the beginning of the text; NULL where that does not stand there. */
const char *sts_words_skip_date_label(const StsTermsSet *terms, const char *text);

/* Reads a date: "2018-04-06", "April 6, 2018", "6 April 2018", "Apr. 2018" has no day and is none, and whatever form
 * the terms of a language give their dates ("6 de abril de 2018", "1er mars 2024", "2018年4月6日"), in digits of any
 * script. Returns false where the text is no date. */
bool sts_words_parse_date(const StsTermsSet *terms, const char *text, StsDate *date);

#endif
