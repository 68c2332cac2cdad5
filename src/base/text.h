/* Helpers for UTF-8 text and locale-free numbers. */
#ifndef STS_BASE_TEXT_H
#define STS_BASE_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Appends the number with at most `decimals` (0 to 9) decimals, a point whatever the locale, no exponent, no trailing
 * zeros ("12.5", "-3", "0"). The value must be finite. */
void sts_text_append_number(GString *out, double value, int decimals);

/* Appends a CSS string with its double quotes. */
void sts_text_append_css_string(GString *out, const char *text);

/* Appends a JSON string with its quotes. */
void sts_text_append_json(GString *out, const char *text);

/* Returns a copy in lower case, the same in every locale (g_utf8_strdown() heeds a Turkish one); free with g_free(). */
char *sts_text_lower(const char *text);

/* Whether there is nothing to see: NULL, no character, or white space and invisible characters (such as U+200B) alone.
 */
bool sts_text_is_blank(const char *text);

/* Appends `text`, which need not be UTF-8, so that it cannot drive the terminal it is printed on: control characters
 * become U+FFFD. */
void sts_text_append_printable(GString *out, const char *text);

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

/* Whether the text begins so. Unlike g_str_has_prefix() of newer GLib it never looks at the rest, which may be a whole
 * file. */
static inline bool
sts_text_begins(const char *text, const char *prefix)
{
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Returns how many of the first bytes of the text, at most `most`, are whole characters: the precision for a "%.*s"
 * that cuts none. */
int sts_text_cut(const char *text, int most);

/* Whether `text` is an XML NCName, so that it may be an id. */
bool sts_text_is_xml_name(const char *text);

/* Returns a copy with runs of white space (ASCII white space; U+00A0 is kept) as one space, trimmed; free with
 * g_free(). */
char *sts_text_normalize_space(const char *text);

/* Returns a copy that may be shown on a terminal: valid UTF-8, with U+FFFD in place of what is not, and of control
 * characters; free with g_free(). */
char *sts_text_make_printable(const char *text);

/* Returns the candidate nearest to `word` if near enough to be a slip of the finger, else NULL; lends from the array
 * (NULL-terminated). */
const char *sts_text_nearest(const char *word, const char *const *candidates);

/* Whether a BCP 47 tag's language (or script subtag) is written from right to left. NULL is not. */
bool sts_language_is_rtl(const char *tag);

/* Whether `tag` is a well-formed BCP 47 tag (shape only: "en", "es-MX", "zh-Hant"). */
bool sts_language_is_valid(const char *tag);

/* Lends what follows the scheme of a web, mail or telephone address (http, https, mailto, tel): what a reader of paper
 * types. The address itself where it has none of these. */
const char *sts_address_skip_scheme(const char *address);

/* Whether `address` is an absolute address of these schemes, with something after the scheme. */
bool sts_address_is_external(const char *address);

/* Finds the host of a web address (http, https), as a place and a length in bytes; an IPv6 host has its brackets. False
 * where there is none. */
bool sts_address_find_host(const char *address, size_t *start, size_t *length);

/* Returns a copy in which the host of a web address has its ASCII form ("xn--..."), as programs that look it up want
 * it; one that has no such form is left as it is. Free with g_free(). */
char *sts_address_to_ascii_host(const char *address);

/* Finds the first byte that is not valid UTF-8, or the first control character other than tab, newline, carriage return
 * (U+0000, other C0, U+007F, C1, U+FFFE, U+FFFF). Returns true if there is one and sets *offset (bytes) and
 * *is_control. */
bool sts_text_find_invalid(const char *text, size_t length, size_t *offset, bool *is_control);

#endif
