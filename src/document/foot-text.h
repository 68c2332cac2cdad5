/* What the foot of a printed page says beside the number of the page, in every format. */
#ifndef STS_DOCUMENT_FOOT_TEXT_H
#define STS_DOCUMENT_FOOT_TEXT_H

#include "document/provenance.h"

typedef struct {
  const char *title;              /* lent by the publication */
  char *revised;                  /* "Last Revised: April 6, 2018"; NULL: the page is no section's */
  char *date;                     /* as it stands there; NULL: there is none */
  const char *status;             /* lent by the terms; NULL: it need not be said */
  char code[STS_SHORT_CODE_SIZE]; /* "" where there is none */
} StsFootText;

/* Fills it for pages of the section, or of what stands before all (NULL). Clear with sts_foot_text_clear(). */
void sts_foot_text_init(StsFootText *text, const StsPublication *publication, const StsPublishedSection *section,
                        const StsTerms *terms);
void sts_foot_text_clear(StsFootText *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StsFootText, sts_foot_text_clear)

#endif
