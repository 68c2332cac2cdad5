/* A publication: the chosen sections with everything a reader must see, as one tree. Both back ends render it, and nothing else.
 *
 * Invariants
 * - The tree is complete: titles, bylines, closing parts, cover and contents are nodes. Back ends add only furniture (running feet, markers, page numbers).
 * - Every SECTION ends with its closing block: NOTES?, HYPERLINKS?, REFERENCES, DISCLAIMER, LAST_REVISED.
 * - Every internal link has a target in this tree, every target an id; no link is HOLLOW or SECTION.
 * - Heading levels: the first heading of a section is level 1, and no level is skipped going down. In a book too, each section's title is level 1.
 * - Const once built; its own arena; independent of the library (strings are copied), so that it may go to another thread.
 */
#ifndef STS_DOCUMENT_PUBLICATION_H
#define STS_DOCUMENT_PUBLICATION_H

#include <stdint.h>

#include "document/library.h"
#include "document/terms.h"

typedef struct {
  const char *id;
  const char *title;
  const char *language;
  StsDate last_revised; /* not set when waived */
  bool references_waived, disclaimer_waived;
  const char *fingerprint; /* SHA-256 in lower-case hex of the section's plain text */
  const StsNode *node;     /* the SECTION */
} StsPublishedSection;

typedef struct StsPublication {
  StsArena *arena;
  const StsNode *root; /* PUBLICATION */
  bool book;           /* has cover and contents */
  const char *title, *language, *identifier, *publisher, *certifier; /* publisher, certifier may be NULL; identifier is a URN of this publication */
  StsStatus status;
  int64_t modified; /* seconds since 1970 UTC: SOURCE_DATE_EPOCH or the newest date in the content */
  const StsTermsSet *terms; /* lent by the caller, must outlive the publication */
  GArray *sections; /* of StsPublishedSection */
} StsPublication;

StsPublication *sts_publication_new(void);
void sts_publication_free(StsPublication *publication);

/* Lends the terms for the node's language. */
const StsTerms *sts_publication_terms(const StsPublication *publication, const StsNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPublication, sts_publication_free)

#endif
