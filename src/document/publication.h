/* A publication: the chosen sections with everything a reader must see, as one tree. Both back ends render it, and
 * nothing else.
 *
 * Invariants
 * - The tree is complete: titles, bylines, closing parts, cover and contents are nodes. Back ends add only furniture
 * (running feet, markers, page numbers).
 * - Every SECTION ends with its closing block: NOTES?, HYPERLINKS?, REFERENCES, DISCLAIMER, SOURCE?,
 * REVIEW?, LAST_REVISED.
 * - The id of a PART is its section's, a full stop, and sts_part_kind_name(); no other id holds a full stop.
 * - Every internal link has a target in this tree, every target an id; no link is HOLLOW or SECTION.
 * - Heading levels: the first heading of a section is level 1, and no level is skipped going down. In a book too, each
 * section's title is level 1.
 * - Const once built; its own arena; independent of the library (strings are copied), so that it may go to another
 * thread.
 */
#ifndef STS_DOCUMENT_PUBLICATION_H
#define STS_DOCUMENT_PUBLICATION_H

#include <stdint.h>

#include "document/library.h"
#include "document/terms.h"

/* The id of a slot that a clinic filled is its section's, this, and its number in the section from 1. */
#define STS_SLOT_ID ".slot-"

/* The id of a book's COVER. */
#define STS_COVER_ID "cover"

typedef struct {
  const char *id;
  const char *title;
  const char *short_title; /* for the foot of its pages: the title where it has none */
  const char *language;
  StsDate last_revised;                 /* not set when waived */
  StsDate last_reviewed;                /* not set unless the text says so apart from that */
  bool last_revised_lost;               /* waived since the source lost it */
  StsProvenance references, disclaimer; /* given or waived */
  bool original_newer;                  /* the text says that its original is */
  StsDate review_due;                   /* set where the text says that its review is overdue: the day it was due by */
  /* Fingerprints, see document/provenance.h: of its content, of what is printed, and of its pictures (of the SHA-256
   * of each one's file, in their order; NULL: it shows none). */
  const char *content, *printed, *pictures;
  const char *review;        /* of what its review record prints; NULL: nothing */
  const char *content_older; /* the content as a record before version 4 has it; NULL: the same */
  const char *slots;         /* those that the clinic filled, in their order: a line "phone: words" each; NULL: none */
  const char *places;        /* the same of all that there are, filled or not; NULL: none */
  const char *codes;         /* "icd-10-cm:C49.9; ..."; NULL: none */
  const char *passages;      /* those that it shows (document/provenance.h); NULL: none */
  const StsNode *node;       /* the SECTION; it and its PARTs have ids */
} StsPublishedSection;

typedef struct StsPublication {
  StsArena *arena;
  const StsNode *root; /* PUBLICATION */
  bool book;           /* has cover and contents */
  const char *title, *language, *identifier, *publisher,
      *certifier;             /* publisher, certifier may be NULL; identifier is a URN of this publication */
  GPtrArray *sources;         /* of char*: what its sections were made from, each once */
  const char *in_language;    /* in which the library was read; NULL: its own */
  const char *words_language; /* of the words around the text, as earlier versions could print them; NULL: of each
                                 section's language */
  const char *front_content;  /* fingerprint of what cover and contents are made from; NULL unless a book */
  const char *front_printed;  /* of their text; NULL unless a book */
  const char *front_brief;    /* the same without headings of the second level; NULL unless a book */
  const char *front_older;    /* with them, but without the date, which earlier versions did not print */
  const char *clinic;         /* what the record says of the clinic (document/clinic.h); NULL: none is named */
  const char *clinic_printed; /* fingerprint of the text of its parts; NULL: none is named */
  StsStatus status;
  int64_t modified; /* seconds since 1970 UTC: SOURCE_DATE_EPOCH, or the newest date of its sections; else 1980 */
  const StsTermsSet *terms; /* lent by the caller, must outlive the publication */
  GPtrArray *terms_used; /* of const StsTerms*, lent: of the languages whose words it may print, in the set's order */
  GArray *sections;      /* of StsPublishedSection, as they stand in the tree */
} StsPublication;

StsPublication *sts_publication_new(void);
void sts_publication_free(StsPublication *publication);

/* Returns the names of the section's PARTs in reading order, separated by spaces; free with g_free(). */
char *sts_published_section_parts(const StsPublishedSection *section);

/* Fills `terms_used` from the languages of the tree, which must be whole. */
void sts_publication_find_terms(StsPublication *publication);

/* Lends the terms for the node's language. */
const StsTerms *sts_publication_terms(const StsPublication *publication, const StsNode *node);
/* Their language, where it is not the node's; NULL where it is. */
const char *sts_publication_words_language(const StsPublication *publication, const StsNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPublication, sts_publication_free)

#endif
