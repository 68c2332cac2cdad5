/* How the parts that close a section are known: by the words of their headings, and of the line with the date. */
#ifndef STS_READ_LIBRARY_CLOSING_NAMES_H
#define STS_READ_LIBRARY_CLOSING_NAMES_H

#include "document/node.h"
#include "document/words.h"

/* The part that a HEADING begins; NONE for a heading of the text. */
StsClosingPart sts_closing_part(const StsTermsSet *words, const StsNode *heading);

/* What follows "Last Revised:" in a paragraph of its own; NULL for any other block. Free with g_free(). */
char *sts_closing_date_text(const StsTermsSet *words, const StsNode *block);

#endif
