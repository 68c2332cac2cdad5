/* Text on its way to cmark.
 *
 * Invariants: `lines` has an entry for each line of `text`, so that each place in it is one in the file; what was
 * hidden in it (markdown-marks.h) takes as many bytes as before.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_SOURCE_H
#define STS_READ_MARKDOWN_MARKDOWN_SOURCE_H

#include "document/node.h"
#include "read/markdown/markdown-flags.h"

/* Where a line of the text that cmark reads comes from. */
typedef struct {
  size_t offset; /* of its first byte in the text */
  int line;      /* in the file, from 1 */
  int delta;     /* column in the file = column in the text + delta */
} StsMarkdownLine;

/* Text that must be parsed on its own, with the node it goes to: inlines (a cell, a caption), or blocks (what is
 * indented below a definition). */
typedef struct {
  StsNode *parent;
  char *text;
  StsPosition position;
  const int *columns; /* of the lines after the first; NULL where there is one line */
  bool blocks;
} StsMarkdownFragment;

typedef struct {
  StsArena *arena;
  const char *file;
  StsMarkdownFlags flags;
  StsDiagnostics *diagnostics;
  GPtrArray *notes;             /* of StsNode*; may be NULL: there is no place for notes */
  GHashTable *note_labels;      /* label -> itself, of those defined; the scope's */
  GHashTable *note_uses;        /* label -> itself, of those referred to; the scope's */
  GArray *gaps;                 /* of StsMarkdownGap; the scope's. NULL: there is no place for gaps */
  GArray *passages;             /* of StsMarkdownPassage; the scope's. NULL: there is no place for passages */
  GArray *fragments;            /* of StsMarkdownFragment */
  GArray *waiting;              /* what is allowed in blocks to come (markdown-allow.h); NULL: nothing */
  GString *text;                /* as cmark is to see it */
  GArray *lines;                /* of StsMarkdownLine, one a line of `text` */
  const GPtrArray *definitions; /* of StsMarkdownNote: the first blocks of `text`, a quote each */
  GHashTable *open_html;        /* names of elements that were refused -> how many of them have not ended */
  guint64 missing_cells;        /* that rows of tables lack */
  bool too_deep;                /* said once */
} StsMarkdownSource;

/* Begins without text. */
void sts_markdown_source_begin(StsMarkdownSource *source, StsArena *arena, const char *file, StsMarkdownFlags flags,
                               StsDiagnostics *diagnostics);
void sts_markdown_source_end(StsMarkdownSource *source);

/* The place in the file of a place in source->text; column 0 stays unknown. */
StsPosition sts_markdown_place(const StsMarkdownSource *source, int line, int column);

/* The place in the file of a byte of source->text. */
StsPosition sts_markdown_offset_place(const StsMarkdownSource *source, size_t offset);

/* Returns the line of source->text, counted from 1, without its line feed; free with g_free(). */
char *sts_markdown_source_line(const StsMarkdownSource *source, int line);
/* The byte that stands there; '\0' where none does. */
char sts_markdown_source_byte(const StsMarkdownSource *source, int line, int column);

/* Adds a fragment, taking ownership of the text. */
void sts_markdown_add_fragment(StsMarkdownSource *source, StsNode *parent, char *text, StsPosition position);

#endif
