/* What a terminal can show, and how much room text takes there. */
#ifndef STS_CLI_TERMINAL_H
#define STS_CLI_TERMINAL_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Whether the stream is a terminal that knows more than lines: TERM is not "dumb". */
bool sts_terminal_is_capable(FILE *stream);

/* Whether what is written to the stream may have colors: on a capable terminal, unless CLICOLOR is 0; and elsewhere
 * where CLICOLOR_FORCE is set, and is not 0. Never where NO_COLOR is set and not empty (no-color.org). */
bool sts_terminal_has_colors(FILE *stream);

/* Columns in a line of the terminal; 80 where it does not say. */
int sts_terminal_width(FILE *stream);

/* Columns that the character takes, or the text, which is UTF-8 without control characters: 0, 1 or 2 each. */
int sts_terminal_character_width(gunichar character);
size_t sts_terminal_text_width(const char *text);

#endif
