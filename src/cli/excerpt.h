/* Lines of a source, as they are shown on a terminal below a fault.
 *
 * What comes out is printable: control characters, those that turn the direction of text among them, and bytes that are
 * no UTF-8 are shown as U+FFFD, tabs as spaces.
 */
#ifndef STS_CLI_EXCERPT_H
#define STS_CLI_EXCERPT_H

#include <glib.h>

#include "base/diagnostic.h"

/* What is kept from one excerpt to the next: a file, and where in it the last line was. */
typedef struct StsExcerpts StsExcerpts;

typedef struct {
  char *text; /* of the line, or of what is around the place where the line is long; NULL: there is nothing to show */
  int caret;  /* the place, in columns from 0; -1: none is known, or the line has text from right to left, which one
               * terminal turns and another does not */
} StsExcerpt;

StsExcerpts *sts_excerpts_new(void);
void sts_excerpts_free(StsExcerpts *excerpts);

/* Takes the line at the place, cut to at most `width` columns. Nothing is shown of what is no text file, or has no such
 * line. Free the text with g_free(). */
StsExcerpt sts_excerpts_take(StsExcerpts *excerpts, StsPosition position, int width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsExcerpts, sts_excerpts_free)

#endif
