/* What callers hand over, taken apart: what is wrong with it is an error, never the end of their process. */
#ifndef STS_API_CALLER_H
#define STS_API_CALLER_H

#include "document/library.h"

/* Returns the sections (of const StsSection*, lent) of the NULL-terminated ids. Returns NULL with `error`
 * (STS_ERROR_UNKNOWN_SECTION) where the library lacks one. Free with g_ptr_array_unref(). */
GPtrArray *sts_caller_find_sections(const StsLibrary *library, const char *const *ids, GError **error);

/* Sets the date from its text; NULL leaves it not set. Returns false with `error` (STS_ERROR_BAD_OPTION) where the text
 * is no date. */
bool sts_caller_read_day(const char *text, StsDate *day, GError **error);

/* Whether the currency of the library's sections can be judged: nothing in it expires, or there is a day to judge it
 * on. Returns false with `error` (STS_ERROR_BAD_OPTION) otherwise. */
bool sts_caller_require_day(const StsLibrary *library, StsDate day, GError **error);

#endif
