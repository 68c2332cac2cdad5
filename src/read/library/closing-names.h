/* How the parts that close a section are known: by the words of their headings, and of the line with the date. */
#ifndef STS_READ_LIBRARY_CLOSING_NAMES_H
#define STS_READ_LIBRARY_CLOSING_NAMES_H

#include "document/node.h"

typedef enum {
  STS_CLOSING_NONE,
  STS_CLOSING_REFERENCES,
  STS_CLOSING_HYPERLINKS,
  STS_CLOSING_DISCLAIMER
} StsClosingPart;

/* The part that a HEADING begins; NONE for a heading of the text. */
StsClosingPart sts_closing_part(const StsNode *heading);

/* What follows "Last Revised:" in a paragraph of its own; NULL for any other block. Free with g_free(). */
char *sts_closing_date_text(const StsNode *block);

#endif
