/* A library: the folder of sections, read into memory.
 *
 * Invariants: owns its arena, hence every section, node and string; const after check, so that several exports may read it at once.
 */
#ifndef STS_DOCUMENT_LIBRARY_H
#define STS_DOCUMENT_LIBRARY_H

#include "document/section.h"

typedef enum { STS_STATUS_SAMPLE, STS_STATUS_DRAFT, STS_STATUS_APPROVED } StsStatus;

typedef struct StsLibrary {
  StsArena *arena;
  const char *folder; /* as the user named it */
  const char *file;   /* of library.yaml, as the user would name it */
  const char *title, *language, *identifier, *publisher; /* publisher may be NULL */
  const char *certifier; /* who certifies accessibility; NULL: nobody */
  StsStatus status;
  bool broken; /* library.yaml could not be read; diagnostics say why */
  StsPosition title_position, disclaimer_position;
  StsNode *disclaimer;     /* a SECTION node holding blocks; NULL when the library has none */
  int review_every_months; /* 0: no expiry */
  GPtrArray *sections;     /* of StsSection*, in reading order */
  GHashTable *by_id;       /* id -> StsSection* */
  GHashTable *unread;      /* ids of sections that are listed but whose files could not be read; diagnostics say why */
  GHashTable *rules;       /* rule name -> GINT_TO_POINTER(StsSeverity + 1): severities that the library changes; may be empty */
} StsLibrary;

/* Returns an empty library; free with sts_library_free(). */
StsLibrary *sts_library_new(const char *folder);
void sts_library_free(StsLibrary *library);

/* Lends the section, or NULL. */
const StsSection *sts_library_lookup(const StsLibrary *library, const char *id);

/* Returns a new section of the library with empty arrays; not yet in `sections`. */
StsSection *sts_section_new(StsLibrary *library);

const char *sts_status_name(StsStatus status);

/* The day by which the section should have been reviewed again: `review-every` after it was last revised or reviewed. Not set where the library does not want reviews, or the section has no date. */
StsDate sts_section_review_due(const StsLibrary *library, const StsSection *section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLibrary, sts_library_free)

#endif
