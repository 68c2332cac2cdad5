/* What CommonMark does not know is hidden from cmark under control characters, which the text cannot hold (reading
 * refuses them before). Each takes the place of one byte, so that columns stay true. They are undone wherever cmark
 * hands text back. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_MARKS_H
#define STS_READ_MARKDOWN_MARKDOWN_MARKS_H

#include <glib.h>
#include <stdbool.h>

#include "read/markdown/markdown-flags.h"

enum {
  STS_MARK_NOTE_OPEN = 0x01,    /* the [ of [^label] */
  STS_MARK_NOTE_CLOSE = 0x02,   /* its ] */
  STS_MARK_UNDERSCORE = 0x03,   /* a _ in its label, which is no emphasis */
  STS_MARK_SPAN_OPEN = 0x04,    /* the [ of [text]{lang=es} */
  STS_MARK_SPAN_CLOSE = 0x05,   /* its ] */
  STS_MARK_SPAN_END = 0x06,     /* its } */
  STS_MARK_COLON = 0x07,        /* the backslash of \: */
  STS_MARK_HYPHEN = 0x08,       /* a - within a comment, where older CommonMark allows no two */
  STS_MARK_GUARD = 0x0E,        /* not seen: begins a line of its own making, so that it is a paragraph whatever
                                 * follows; stands for the backslash of a bar in a table */
  STS_MARK_REFERENCE = 0x0F,    /* the & of a character reference to what no text may hold */
  STS_MARK_NO_REFERENCE = 0x10, /* the # of one that a backslash keeps from being one */
};

/* The marks that begin a text and are not seen. */
#define STS_MARKS_UNSEEN "\x04\x07\x0E"

/* Hides what CommonMark does not know in text[begin..], by the flags; and, if there are flags, wherever they stand,
 * since only cmark knows what is code, references to characters that no text may hold. */
void sts_markdown_hide(GString *text, size_t begin, StsMarkdownFlags flags);
/* Hides those references alone, in a text that cmark has given, and that it is to read again. */
void sts_markdown_hide_references(char *text);
/* Returns `text` with the marks undone; free with g_free(). `literal`: inside code or an address, where a backslash
 * stands for itself. */
char *sts_markdown_shown(const char *text, bool literal);
/* Returns what a comment, which begins with "<!--", says, as one line; NULL where it does not end. Free with g_free().
 */
char *sts_markdown_comment_text(const char *comment);

#endif
