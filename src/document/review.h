/* The review record of a text: who answers for it, and until when. None of it is the text's content, so that a new
 * reviewer makes no sheet outdated; its lines have a fingerprint of their own (document/provenance.h).
 *
 * Invariant: a section's own value goes before the library's.
 */
#ifndef STS_DOCUMENT_REVIEW_H
#define STS_DOCUMENT_REVIEW_H

#include "base/date.h"
#include "document/node.h"

/* Literal texts of one line. */
typedef enum {
  STS_REVIEW_REVIEWED_BY,
  STS_REVIEW_APPROVED_BY,
  STS_REVIEW_EDITION,  /* the editor's own number */
  STS_REVIEW_FEEDBACK, /* an address, a mailbox or a telephone is a link where it is printed */
  STS_REVIEW_OWNER,    /* is not printed */
} StsReviewKey;

enum { STS_REVIEW_KEYS = STS_REVIEW_OWNER + 1 };

typedef struct {
  const char *text;     /* NULL: not given; never blank */
  const StsNode *line;  /* TEXT that begins with the same */
  const char *language; /* BCP 47 */
} StsReviewLine;

typedef struct {
  StsReviewLine lines[STS_REVIEW_KEYS];
  StsDate next; /* the day by which the text is to be reviewed again; not set: not given */
  StsPosition next_position;
} StsReviewRecord;

/* "reviewed-by". */
const char *sts_review_key_name(StsReviewKey key);
/* The words by which it is printed, "reviewed-by-line", and what stands in braces there; NULL: it is not printed. */
const char *sts_review_key_term(StsReviewKey key, const char **placeholder);

/* Returns what is wrong with feedback that is meant for an address, as the end of a sentence that begins with it; NULL
 * where nothing is, as in words. */
const char *sts_review_feedback_fault(const char *feedback);

/* Returns the address that the feedback stands for, as "mailto:desk@clinic.example"; NULL where it is other text. Free
 * with g_free(). */
char *sts_review_feedback_address(const char *feedback);

#endif
