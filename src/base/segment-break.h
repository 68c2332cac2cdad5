/* Line breaks of a source within text: CSS Text Module Level 3, 4.1.3, segment break transformation rules. */
#ifndef STS_BASE_SEGMENT_BREAK_H
#define STS_BASE_SEGMENT_BREAK_H

#include <glib.h>
#include <stdbool.h>

/* Whether a line break of the source between the two characters stands for nothing: beside U+200B, and between two wide
 * ones of Chinese or Japanese (also where one is a mark of ambiguous width, such as “). Elsewhere it stands for a
 * space. Hangul keeps its spaces, and so do emoji. 0: there is no character. */
bool sts_segment_break_vanishes(gunichar before, gunichar after);

/* The last character of the text that is no mark upon another; 0 if there is none. */
gunichar sts_segment_last(const char *text, size_t length);

/* Takes out of `text`, in which the line breaks of `source` have become single spaces, those that stand for nothing. */
void sts_segment_unfold(char *text, const char *source, size_t length);

#endif
