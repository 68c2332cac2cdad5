/* Places of a text that is not in its file as Markdown reads it, moved to where they are there. */
#ifndef STS_READ_MARKDOWN_MARKDOWN_MOVED_H
#define STS_READ_MARKDOWN_MARKDOWN_MOVED_H

#include "document/node.h"

/* Where in the file stands what is at a place of the text, whose line and column are counted from its beginning. */
typedef struct {
  StsPosition (*place)(gconstpointer data, StsPosition position);
  gconstpointer data;
} StsMarkdownMove;

/* Moves the place of the text, which stays where it is not known. */
StsPosition sts_markdown_move(const StsMarkdownMove *move, StsPosition position);
/* Moves the places of all nodes from `root` down. */
void sts_markdown_move_tree(StsArena *arena, StsNode *root, const StsMarkdownMove *move);
/* Adds the faults, moved, to `to`. */
void sts_markdown_move_faults(StsDiagnostics *to, const StsDiagnostics *from, const StsMarkdownMove *move);

#endif
