/* The short codes of a library's sections, by which a sheet of paper is known. */
#ifndef STS_VERIFY_CODES_H
#define STS_VERIFY_CODES_H

#include "sts/verify.h"
#include "verify/edition.h"

/* Says which sections have that short code (sts_is_short_code()) today. A section whose review was due before `as_of`
 * is outdated; not set: no review is overdue. `editions` (of StsEditions*) are of one library: in its own language
 * first, then in those of its translations; empty: none is at hand. Free with sts_code_answer_free(). */
StsCodeAnswer *sts_codes_find(const GPtrArray *editions, const char *code, StsDate as_of);

#endif
