/* The day on which a caller has it judged whether sections are current. */
#ifndef STS_API_DAY_H
#define STS_API_DAY_H

#include "document/library.h"

/* Sets the date from its text; NULL leaves it not set. Returns false with `error` (STS_ERROR_BAD_OPTION) where the text
 * is no date. */
bool sts_day_read(const char *text, StsDate *day, GError **error);

/* Whether the currency of the library's sections can be judged: nothing in it expires, or there is a day to judge it
 * on. Returns false with `error` (STS_ERROR_BAD_OPTION) otherwise. */
bool sts_day_require(const StsLibrary *library, StsDate day, GError **error);

#endif
