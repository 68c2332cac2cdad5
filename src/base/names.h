/* Names that are made from text: slugs, names that are taken once, identifiers, ids. */
#ifndef STS_BASE_NAMES_H
#define STS_BASE_NAMES_H

#include <glib.h>
#include <stdbool.h>

/* Returns a slug: letters and digits of any script in lower case (NFC), runs of white space, '-' and '_' as one hyphen,
 * the rest dropped; "section" when nothing is left. Free with g_free(). */
char *sts_text_slug(const char *text);

/* Returns `wanted`, or, where that is taken, `wanted` with the first of "-2", "-3" ... that is not, and takes it.
 * `taken` maps texts, which it owns, to numbers, and begins empty; a thousand equal names take no longer than a
 * thousand others. Free with g_free(). */
char *sts_text_take_name(GHashTable *taken, const char *wanted);

/* Returns an identifier that the bytes give themselves, "urn:uuid:...", made from their SHA-256: the same bytes, the
 * same identifier. Free with g_free(). */
char *sts_text_identifier(const char *text, size_t length);

/* Whether a style is given as the path of its file, not as a name that is looked for: with a slash, or “.yaml” at its
 * end. */
bool sts_text_is_style_path(const char *style);

/* Returns the name-based UUID (RFC 4122, version 5) of the text, "urn:uuid:..."; free with g_free(). */
char *sts_text_derive_identifier(const char *text);

/* Whether `text` is an XML NCName, so that it may be an id. */
bool sts_text_is_xml_name(const char *text);

#endif
