/* Language tags (BCP 47). */
#ifndef STS_BASE_LANGUAGE_TAG_H
#define STS_BASE_LANGUAGE_TAG_H

#include <glib.h>
#include <stdbool.h>

/* Whether a BCP 47 tag's language (or script subtag) is written from right to left. NULL is not. */
bool sts_language_is_rtl(const char *tag);

/* Whether the two tags name one language, whatever the region ("en", "en-GB"). */
bool sts_language_is_same(const char *a, const char *b);

/* Whether `tag` is a well-formed BCP 47 tag (shape only: "en", "es-MX", "zh-Hant"). */
bool sts_language_is_valid(const char *tag);

#endif
