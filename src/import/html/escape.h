/* Signs of Markdown in text that is none.
 *
 * Invariants: what is escaped reads as it was, in every version of CommonMark.
 */
#ifndef STS_IMPORT_HTML_ESCAPE_H
#define STS_IMPORT_HTML_ESCAPE_H

#include <glib.h>
#include <stdbool.h>

/* White space of any kind; and the end of a text. */
bool sts_html_is_space(gunichar c);
/* What HTML joins to one space. */
bool sts_html_is_collapsible(gunichar c);
/* What every version of CommonMark takes for punctuation; and what one of them may. */
bool sts_html_is_surely_punctuation(gunichar c);
bool sts_html_is_punctuation(gunichar c);
/* What no text may hold: it is left out. */
bool sts_html_is_control(gunichar c);
/* 0: the text is empty. */
gunichar sts_html_last_char(const GString *text);

bool sts_html_needs_backslash(gunichar c, gunichar before, gunichar next);
/* Appends a character of the text, after which `rest` comes; `starts_line`: what begins a line is markup here. */
void sts_html_append_char(GString *out, gunichar c, const char *rest, bool starts_line);

/* As what a link leads to, in <>; free with g_free(). */
char *sts_html_escape_address(const char *address);
/* Markdown as the title of an image or a link, in quotation marks; free with g_free(). */
char *sts_html_quote_title(const char *markdown);
/* Plain text as Markdown within a line; free with g_free(). */
char *sts_html_escape_text(const char *text);

#endif
