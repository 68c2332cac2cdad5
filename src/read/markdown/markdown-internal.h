/* Between the Markdown files: the source as cmark is to see it, the marks hidden in it, and the conversion of cmark's
 * tree. For this room only.
 *
 * What CommonMark does not know is hidden from cmark under control characters, which the text cannot hold (reading
 * refuses them before). Each takes the place of one byte, so that columns stay true. They are undone wherever cmark
 * hands text back.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_INTERNAL_H
#define STS_READ_MARKDOWN_MARKDOWN_INTERNAL_H

#include "read/markdown/markdown.h"

enum {
  STS_MARK_NOTE_OPEN = 0x01,  /* the [ of [^label] */
  STS_MARK_NOTE_CLOSE = 0x02, /* its ] */
  STS_MARK_UNDERSCORE = 0x03, /* a _ in its label, which is no emphasis */
  STS_MARK_SPAN_OPEN = 0x04,  /* the [ of [text]{lang=es} */
  STS_MARK_SPAN_CLOSE = 0x05, /* its ] */
  STS_MARK_SPAN_END = 0x06,   /* its } */
  STS_MARK_COLON = 0x07,      /* the backslash of \: */
  STS_MARK_HYPHEN = 0x08,     /* a - within a comment, where older CommonMark allows no two */
  STS_MARK_GUARD = 0x0E,      /* begins a line of its own making, so that it is a paragraph whatever follows */
  STS_MARK_REFERENCE = 0x0F,  /* the & of a character reference to a control character */
};

/* Where a line of the text that cmark reads comes from. */
typedef struct {
  size_t offset; /* of its first byte in the text */
  int line;      /* in the file, from 1 */
  int delta;     /* column in the file = column in the text + delta */
} StsMarkdownLine;

/* A definition `[^label]: text`, cut out of the text. */
typedef struct {
  const char *label;
  StsPosition position;
  GArray *lines;    /* of StsMarkdownLine; offset is into `content` */
  GString *content; /* without the label and the indentation; each line ends in a line feed */
} StsMarkdownNote;

/* Inline text that must be parsed on its own (a cell, a caption), with the node it goes to. */
typedef struct {
  StsNode *parent;
  char *text;
  StsPosition position;
  const int *columns; /* of the lines after the first; NULL where there is one line */
} StsMarkdownFragment;

typedef struct {
  StsArena *arena;
  const char *file;
  StsMarkdownFlags flags;
  StsDiagnostics *diagnostics;
  GPtrArray *notes;             /* of StsNode*; may be NULL */
  GHashTable *note_labels;      /* label -> itself, of those defined; may be NULL */
  GHashTable *note_uses;        /* label -> itself, of those referred to */
  GArray *fragments;            /* of StsMarkdownFragment */
  GString *text;                /* as cmark is to see it */
  GArray *lines;                /* of StsMarkdownLine, one a line of `text` */
  const GPtrArray *definitions; /* of StsMarkdownNote: the first blocks of `text`, a quote each */
  bool too_deep;                /* said once */
} StsMarkdownSource;

/* ---- markdown-marks.c ---- */

/* Hides what CommonMark does not know in text[begin..], by the flags. */
void sts_markdown_hide(GString *text, size_t begin, StsMarkdownFlags flags);
/* Appends `text` with the marks undone. `literal`: inside code or an address, where a backslash stands for itself. */
void sts_markdown_unhide(GString *out, const char *text, bool literal);
/* Returns the same; free with g_free(). */
char *sts_markdown_shown(const char *text, bool literal);

/* ---- markdown-notes.c ---- */

/* Cuts the definitions of notes out of `text`, leaving their lines empty. Returns StsMarkdownNote*s; free with
 * g_ptr_array_unref(). */
GPtrArray *sts_markdown_cut_notes(GString *text, const char *file, int first_line);

/* ---- tables.c ---- */

typedef struct {
  char *text;    /* trimmed, its \| undone */
  size_t offset; /* of its first byte in the line */
} StsTableCell;

/* Whether the line is a delimiter row ("| --- | :-: |"): its alignments, of StsAlign; else NULL. */
GArray *sts_table_parse_delimiters(const char *line);
/* Splits a row; free with g_array_unref(), which frees the cells' texts. */
GArray *sts_table_split_row(const char *line);

/* A raw line of a paragraph. */
typedef struct {
  char *text;
  StsPosition position;
} StsMarkdownRawLine;

/* Index of the line with the delimiters of a table's head, or 0 if the lines (of StsMarkdownRawLine) hold no table. */
guint sts_table_find(const GArray *lines);
/* Builds the table whose delimiters stand at `delimiters`; cells become fragments. Returns a TABLE without parent. */
StsNode *sts_table_build(StsMarkdownSource *source, const GArray *lines, guint delimiters);

/* ---- markdown-links.c ---- */

/* Sets kind and destination, and reports what is malformed. */
void sts_markdown_classify_link(StsMarkdownSource *source, StsNode *link, const char *destination);
/* Moves the number in <sup> at the end of, or right after, a hollow link below `parent` (whose children are complete)
 * to the link. */
void sts_markdown_take_link_number(StsNode *link);

/* ---- markdown-convert.c, markdown-inlines.c ---- */

/* Adds a fragment, taking ownership of the text. */
void sts_markdown_add_fragment(StsMarkdownSource *source, StsNode *parent, char *text, StsPosition position);
/* Parses source->text with cmark and appends the blocks to `parent`; notes go to source->notes. */
void sts_markdown_convert(StsMarkdownSource *source, StsNode *parent);
/* Parses the fragments collected, with the definitions of links in source->text. */
void sts_markdown_convert_fragments(StsMarkdownSource *source);

/* The place in the file of a place in source->text; column 0 stays unknown. */
StsPosition sts_markdown_place(const StsMarkdownSource *source, int line, int column);

#endif
