/* Language tags (BCP 47). */
#ifndef STS_BASE_LANGUAGE_TAG_H
#define STS_BASE_LANGUAGE_TAG_H

#include <glib.h>
#include <stdbool.h>

/* Whether a BCP 47 tag's language (or script subtag) is written from right to left. NULL is not. */
bool sts_language_is_rtl(const char *tag);

/* Whether the two tags name one language, whatever the region ("en", "en-GB"). */
bool sts_language_is_same(const char *a, const char *b);

/* Whether a text in the language of the tag is one in that asked for: "es-MX" in "es", but not "es" in "es-MX" (RFC
 * 4647, section 3.3.1). */
bool sts_language_is_in(const char *tag, const char *asked);

/* Cuts the last subtag off, "es-MX" to "es", for the next step of a lookup (RFC 4647, section 3.4); false where there
 * is but one. */
bool sts_language_shorten(char *tag);

/* Whether one of the two tags begins with the other, so that a text in the one serves who asks for the other: "en" and
 * "en-GB", but not "zh-Hans" and "zh-Hant". */
bool sts_language_meets(const char *a, const char *b);

/* Returns the tag with its letters in the case in which tags are written, "zh-Hans-CN"; free with g_free(). */
char *sts_language_canonical(const char *tag);

/* Whether the name of a file says the language of its text, as "surgery.es.md" does: its last part but one is a tag
 * whose language has two or three letters. `*original` becomes the name without it, `*tag` the tag as it is written;
 * free both with g_free(). */
bool sts_language_of_file(const char *name, char **original, char **tag);

/* Whether `tag` is a well-formed BCP 47 tag (shape only: "en", "es-MX", "zh-Hant") that begins with a language of two
 * or three letters: longer ones are registered for none, and would be the language's name ("spanish"). */
bool sts_language_is_valid(const char *tag);

/* Returns the tag that is meant by what is none: "es-MX" by "es_MX" or "es_MX.UTF-8", "es" by "Spanish" or "español";
 * NULL where nobody can tell. Free with g_free(). */
char *sts_language_meant(const char *word);

/* Returns a sentence without its full stop on what is no tag, with the tag that is meant or examples; free with
 * g_free(). */
char *sts_language_describe_invalid(const char *word);

#endif
