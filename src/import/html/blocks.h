/* The blocks of a page, one below the other, as Markdown: what stands before their lines, and empty lines between them.
 *
 * Invariants: a container is written only once something is in it.
 */
#ifndef STS_IMPORT_HTML_BLOCKS_H
#define STS_IMPORT_HTML_BLOCKS_H

#include <glib.h>
#include <stdbool.h>

/* Deeper ones are written as those around them. */
enum { STS_HTML_CONTAINERS_MAX = 20 };

typedef struct StsHtmlBlocks StsHtmlBlocks;

StsHtmlBlocks *sts_html_blocks_new(void);
void sts_html_blocks_free(StsHtmlBlocks *blocks);
/* Lends what is written. */
GString *sts_html_blocks_text(StsHtmlBlocks *blocks);

/* Begins a list: returns false if it is nested too deep, and nothing is to be closed. `mark`: '-' or '.'. */
bool sts_html_blocks_open_list(StsHtmlBlocks *blocks, char mark, int start, bool tight);
void sts_html_blocks_close_list(StsHtmlBlocks *blocks);
/* An item of the innermost list; returns the mark of that, or '\0' where there is none. */
char sts_html_blocks_open_item(StsHtmlBlocks *blocks);
/* "> ", ": " or "[^1]: ", and the indentation of what follows; `line`: what stands first, or NULL; `close_to`: no empty
 * line comes before. */
bool sts_html_blocks_open(StsHtmlBlocks *blocks, const char *marker, const char *indent, const char *line,
                          bool close_to);
void sts_html_blocks_close(StsHtmlBlocks *blocks);

/* Begins a block, and returns where its text will stand. `paragraph`: it is one; a definition begins with one or with a
 * list, or is written as text. */
size_t sts_html_blocks_begin(StsHtmlBlocks *blocks, bool paragraph);
/* Begins a further line of the block. */
size_t sts_html_blocks_next_line(StsHtmlBlocks *blocks);

#endif
