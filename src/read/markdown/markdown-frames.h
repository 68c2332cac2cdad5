/* The tree while it grows: the nodes that are open, and the text that is not yet a node.
 *
 * Invariants: the first frame is the parent that the caller gave and is never popped; text waits until a node begins or
 * ends, so that no two text nodes stand side by side.
 */
#ifndef STS_READ_MARKDOWN_MARKDOWN_FRAMES_H
#define STS_READ_MARKDOWN_MARKDOWN_FRAMES_H

#include "read/markdown/markdown-source.h"

typedef struct cmark_node cmark_node;

/* A node that is being filled; it goes to its parent when it is complete. */
typedef struct {
  StsNode *node;
  const cmark_node
      *owner; /* whose exit completes it; NULL: a span or an element of HTML, which its own end completes */
} StsMarkdownFrame;

typedef struct {
  StsMarkdownSource *source;
  GArray *frames;         /* of StsMarkdownFrame */
  int depth;              /* of the first frame in its tree */
  guint definitions_seen; /* of the notes at the beginning of the text */
  GString *pending;       /* text not yet a node */
  StsPosition pending_position;
  GArray *pending_places;   /* of StsTextPlace: where its further lines begin */
  StsPosition pending_next; /* of what follows without a break in the source */
  bool after_comment;       /* a comment was dropped just before */
  bool escaped;             /* the next character is kept from being markup */
  const cmark_node
      *callout; /* the paragraph whose first line named the callout it is in, and was taken out; NULL: none */
  const cmark_node *definition; /* the paragraph that is a definition list; NULL: none */
  const cmark_node *shortened;  /* the text whose beginning was taken out as markup; NULL: none */
  int taken;                    /* how many bytes */
} StsMarkdownConverter;

void sts_markdown_converter_begin(StsMarkdownConverter *converter, StsMarkdownSource *source);
void sts_markdown_converter_end(StsMarkdownConverter *converter);
/* What comes goes to `parent`. */
void sts_markdown_set_parent(StsMarkdownConverter *converter, StsNode *parent);

StsMarkdownFrame *sts_markdown_top(StsMarkdownConverter *converter);
/* Begins a node; sts_markdown_pop() completes it, giving it to the one below or dropping it where it is empty and may
 * not be. */
StsNode *sts_markdown_push(StsMarkdownConverter *converter, StsNodeKind kind, StsPosition position,
                           const cmark_node *owner);
/* Begins a term or a definition of the list that a paragraph is. */
void sts_markdown_push_entry(StsMarkdownConverter *converter, bool definition, StsPosition position,
                             const cmark_node *paragraph);
void sts_markdown_pop(StsMarkdownConverter *converter);
/* Makes a node of the text that waits. */
void sts_markdown_flush(StsMarkdownConverter *converter);
/* Ends the text of a node whose children are all there. */
void sts_markdown_complete(StsMarkdownConverter *converter, StsNode *node);
/* Whether a node of this cmark node's would be too deep; says so once. */
bool sts_markdown_is_too_deep(StsMarkdownConverter *converter, StsPosition position);

/* Takes the first bytes of a text, which are markup of ours, out of cmark's tree. */
void sts_markdown_take_beginning(StsMarkdownConverter *converter, cmark_node *text, int length);

/* Lends the source of an inline cmark node, from its first byte to the end of the text; NULL: cmark does not say. */
const char *sts_markdown_node_source(const StsMarkdownConverter *converter, cmark_node *node);
/* The place in the file of a cmark node. */
StsPosition sts_markdown_node_place(const StsMarkdownConverter *converter, cmark_node *node);

#endif
