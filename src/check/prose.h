/* The running text of a paragraph, put together from its inlines, and where each byte of it stands in the source. For
 * the files of this room only. */
#ifndef STS_CHECK_PROSE_H
#define STS_CHECK_PROSE_H

#include "document/node.h"

typedef struct {
  GString *text;
  GArray *pieces; /* the nodes it is made of */
} StsProse;

void sts_prose_init(StsProse *prose);
void sts_prose_clear(StsProse *prose);

/* Begins anew. */
void sts_prose_reset(StsProse *prose);
/* Appends what the node stands for; with a TEXT node, its text. */
void sts_prose_append(StsProse *prose, const char *text, const StsNode *node);
/* Appends a TEXT node, and to `lines`, which is as long, the same text with a line feed for the space where the source
 * begins a line. *line is that of the source, of what was appended last; 0 at the beginning. */
void sts_prose_append_lines(StsProse *prose, const StsNode *node, GString *lines, int *line);
/* Does so for what else begins at the offset, in a line of the source. */
void sts_prose_follow_line(GString *lines, size_t offset, int line, int *last);
/* The place in the source of a byte; line 0 if nothing was appended. */
StsPosition sts_prose_place(const StsProse *prose, size_t offset);

#endif
