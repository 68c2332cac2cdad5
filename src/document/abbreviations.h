/* Abbreviations that the library explains: where one of them stands in a text. */
#ifndef STS_DOCUMENT_ABBREVIATIONS_H
#define STS_DOCUMENT_ABBREVIATIONS_H

#include "document/library.h"

/* Lends the place of the first one in the text that is a word of its own, in the same letters; NULL: there is none. */
const char *sts_abbreviation_find(const StsAbbreviation *abbreviation, const char *text);

/* Whether an abbreviation in a TEXT is one of the library's: the text is in the library's language. `language` is that
 * of what the node stands in. */
bool sts_abbreviation_may_stand(const StsLibrary *library, const StsNode *node, const char *language);

#endif
