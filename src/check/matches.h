/* All matches of a pattern in a long text. GRegex looks at all that is left of the text for each one; here it sees a
 * stretch at a time. For the files of this room only. */
#ifndef STS_CHECK_MATCHES_H
#define STS_CHECK_MATCHES_H

#include <glib.h>
#include <stdbool.h>

/* Finds the next match of a pattern, none of whose matches goes on over a line feed or a space after its first bytes,
 * such as an address. `length` is the text's, *from what was looked at, 0 at first. Sets *begin and *end, in bytes. */
bool sts_matches_next(const GRegex *regex, const char *text, size_t length, size_t *from, int *begin, int *end);

#endif
