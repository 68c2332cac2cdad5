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

/* Returns what two titles have in common that differ in case and in spaces that part no line ("Stage II"); free with
 * g_free(). */
char *sts_text_fold_title(const char *text);

/* Returns a copy in composed form (NFC), as most keyboards write it: a Mac may name a file with letters and accents
 * apart. What is not UTF-8 stays as it is. Free with g_free(). */
char *sts_text_compose(const char *text);

/* Whether there is nothing to see: NULL, no character, or white space and invisible characters (such as U+200B) alone.
 */
bool sts_text_is_blank(const char *text);

/* Whether the text begins so. Unlike g_str_has_prefix() of newer GLib it never looks at the rest, which may be a whole
 * file. */
static inline bool
sts_text_begins(const char *text, const char *prefix)
{
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Compares two texts by their bytes, for an array of const char* that qsort() or g_ptr_array_sort() is to order. */
int sts_text_compare(const void *a, const void *b);

/* Returns how many of the first bytes of the text, at most `most`, are whole characters: the precision for a "%.*s"
 * that cuts none. */
int sts_text_cut(const char *text, int most);

/* Returns a copy with runs of white space (ASCII white space; U+00A0 is kept) as one space, trimmed; a line break that
 * stands for nothing (segment-break.h) goes; free with
 * g_free(). */
char *sts_text_normalize_space(const char *text);

/* Returns a copy of valid UTF-8, with U+FFFD in place of what is not, and of control characters (Cc); free with
 * g_free(). */
char *sts_text_make_plain(const char *text);

/* Returns a copy that may be shown on a terminal, on one line: as sts_text_make_plain(), and with U+FFFD in place also
 * of controls of direction and of what no text may hold; free with g_free(). */
char *sts_text_make_printable(const char *text);

/* Whether a terminal or an editor may take the character for an order, or show what follows it elsewhere. */
bool sts_text_is_order(gunichar c);

/* Returns the first control of direction by which a text could turn round what it is printed beside: one that overrides
 * or embeds, or an isolate that is not closed within it, or closes nothing (UAX #9); 0: there is none. */
gunichar sts_text_find_turn(const char *text);

/* Whether no text may hold the character: a control character other than tab, newline, carriage return (other C0,
 * U+007F, C1), the separators of lines and paragraphs (U+2028, U+2029), marks of annotations and the sign for an object
 * that is not there (U+FFF9 to U+FFFC), a byte order mark within a text (U+FEFF), a tag character, by which text can be
 * hidden (U+E0000 to U+E007F), a surrogate, what is none (U+FDD0 to U+FDEF, the last two of each plane). */
bool sts_text_is_control(gunichar c);

/* Finds the first byte that is not valid UTF-8, or the first character that no text may hold; the tag characters of a
 * flag (U+1F3F4 before them) are no such ones. Returns true if there is one and sets *offset (bytes) and *is_control.
 */
bool sts_text_find_invalid(const char *text, size_t length, size_t *offset, bool *is_control);

#endif
