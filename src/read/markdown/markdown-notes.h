/* The definitions of notes, `[^label]: text`, which cmark is not to see. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_NOTES_H
#define STS_READ_MARKDOWN_MARKDOWN_NOTES_H

#include "read/markdown/markdown-source.h"

/* A definition, cut out of the text. */
typedef struct {
  const char *label;
  StsPosition position;
  GArray *lines;    /* of StsMarkdownLine; offset is into `content` */
  GString *content; /* without the label and the indentation; each line ends in a line feed */
} StsMarkdownNote;

/* Cuts the definitions of notes out of `text`, leaving their lines empty. Returns StsMarkdownNote*s; free with
 * g_ptr_array_unref(). */
GPtrArray *sts_markdown_cut_notes(GString *text, const char *file, int first_line);

#endif
