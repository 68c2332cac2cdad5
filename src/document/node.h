/* The document tree: one tagged node, its links and its grammar.
 *
 * Invariants
 * - Nodes and their strings live in an arena and are freed with it. A node belongs to one tree.
 * - sts_node_can_contain() is the grammar; sts_node_check() walks it. The depth of nesting is at most
 * STS_NODE_DEPTH_MAX.
 * - A block holds either blocks or inlines, never both. TEXT is UTF-8 without control characters and without line
 * breaks (a soft break in the source is a space, or nothing between wide characters); neighbouring texts are one node;
 * no TEXT is empty.
 * - `position` is where the node begins in its source file; nodes that assembly adds have the position of what caused
 * them, or none.
 * - Walk with StsNodeIter, never by recursion.
 */
#ifndef STS_DOCUMENT_NODE_H
#define STS_DOCUMENT_NODE_H

#include <glib.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diagnostic.h"
#include "document/image.h"

/* Deepest nesting of nodes that a source may have; assembly adds a handful of levels above. */
enum { STS_NODE_DEPTH_MAX = 128 };

typedef enum {
  /* The publication and its furniture, made by assembly. */
  STS_NODE_PUBLICATION,    /* holds COVER?, CONTENTS?, SECTION+ */
  STS_NODE_COVER,          /* blocks; the book's title is its HEADING of level 1 */
  STS_NODE_CONTENTS,       /* HEADING, then CONTENTS_ENTRY+ (nested entries allowed) */
  STS_NODE_CONTENTS_ENTRY, /* one LINK (internal) in a PARAGRAPH, then nested CONTENTS_ENTRY*; `contents_entry.target`
                            */
  STS_NODE_SECTION,        /* blocks and PARTs; `section` */
  STS_NODE_PART,           /* a part of a section with a role of its own; `part.kind` */
  /* Blocks that hold blocks. */
  STS_NODE_LIST,    /* ITEM+ ; `list` */
  STS_NODE_ITEM,    /* blocks; `item` */
  STS_NODE_QUOTE,   /* blocks */
  STS_NODE_CALLOUT, /* blocks; `callout`; the label is not a child: back ends print `callout.label` first, as content */
  STS_NODE_TABLE,   /* CAPTION?, ROW+ ; `table` */
  STS_NODE_ROW,     /* CELL+ ; `row` */
  STS_NODE_FIGURE,  /* `figure.image` is its IMAGE; children: CAPTION? */
  STS_NODE_DEFINITION_LIST, /* (TERM+ DEFINITION+)+ */
  STS_NODE_DEFINITION,      /* blocks */
  STS_NODE_NOTE,            /* blocks; `note` */
  /* Blocks that hold inlines. */
  STS_NODE_HEADING, /* `heading` */
  STS_NODE_PARAGRAPH,
  STS_NODE_CELL, /* inlines; `cell` */
  STS_NODE_CAPTION,
  STS_NODE_TERM,
  /* Blocks without children. */
  STS_NODE_CODE_BLOCK, /* `code` */
  STS_NODE_RULE,       /* a thematic break */
  /* Inlines that hold inlines. */
  STS_NODE_EMPHASIS, /* `emphasis` */
  STS_NODE_STRONG,
  STS_NODE_SUPERSCRIPT,
  STS_NODE_SUBSCRIPT,
  STS_NODE_LINK, /* `link` */
  STS_NODE_SPAN, /* a run in another language: `lang` is set; or a slot, or, after assembly, an abbreviation: `span` */
  /* Inlines without children. */
  STS_NODE_TEXT,  /* `text` */
  STS_NODE_CODE,  /* `text` */
  STS_NODE_IMAGE, /* `image`: an image inside a line */
  STS_NODE_LINE_BREAK,
  STS_NODE_NOTE_REFERENCE, /* `note_reference`: printed as its letter, superscript */
  STS_NODE_LINK_NUMBER,    /* `link_number`: the number of an external link, printed superscript after it, a link to its
                              entry under Hyperlinks */
  STS_NODE_DATE,           /* `date`: printed as `date.text` */
} StsNodeKind;

enum { STS_NODE_KINDS = STS_NODE_DATE + 1 };

typedef enum {
  STS_PART_REVIEWERS,    /* under the title, before the byline: who reviewed and approved the text: PARAGRAPH+ */
  STS_PART_BYLINE,       /* under the title: date, and status unless approved: PARAGRAPH+ */
  STS_PART_NOTES,        /* HEADING, NOTE+ */
  STS_PART_HYPERLINKS,   /* HEADING, LIST (kind NUMBERED) of ITEMs with an id each, in which stands the address as an
                            external LINK */
  STS_PART_REFERENCES,   /* HEADING, LIST (kind PLAIN) or, when waived, a PARAGRAPH */
  STS_PART_DISCLAIMER,   /* HEADING, blocks */
  STS_PART_SOURCE,       /* one PARAGRAPH: what the text was made from */
  STS_PART_REVIEW,       /* edition, next review, feedback: PARAGRAPH+ */
  STS_PART_LAST_REVISED, /* one PARAGRAPH */
  /* What is the clinic's and no medical text: outside of all fingerprints of sections. */
  STS_PART_MASTHEAD, /* FIGURE?, PARAGRAPH+: first of all in the first section, or on the cover */
  STS_PART_CLINIC, /* HEADING, blocks; a RULE is a line to write on: before the closing parts of the last section, or at
                      the end of the cover */
} StsPartKind;

/* The kinds up to here are of a section's own. */
enum { STS_PART_SECTION_KINDS = STS_PART_LAST_REVISED + 1 };

typedef enum {
  STS_LIST_BULLET,
  STS_LIST_ORDERED,
  STS_LIST_TASK,     /* items have item.task */
  STS_LIST_PLAIN,    /* no marker: references */
  STS_LIST_NUMBERED, /* the hyperlinks' list: the label of each item is item.number, and it links back to the text
                        (item.back) */
} StsListKind;

/* How the mark of a note or a link is printed, so that it is never read, heard or copied as a part of what stands
 * beside it: "10" and a link's number, "stage II" or "hepatitis" and a note's letter. */
typedef enum {
  STS_NUMBER_PLAIN,
  STS_NUMBER_LISTED, /* right after another: a comma parts them */
  STS_NUMBER_APART,  /* beside a digit of the text, and a letter also beside a word: in brackets, after a space */
} StsNumberForm;

/* The sign before the items of a bullet list, by how deep it stands in other lists. */
typedef enum { STS_BULLET_DISC, STS_BULLET_DASH, STS_BULLET_SQUARE } StsBullet;

enum { STS_BULLETS = STS_BULLET_SQUARE + 1 };

typedef enum { STS_TASK_NONE, STS_TASK_OPEN, STS_TASK_DONE } StsTaskState;
typedef enum {
  STS_CALLOUT_NOTE,
  STS_CALLOUT_TIP,
  STS_CALLOUT_IMPORTANT,
  STS_CALLOUT_WARNING,
  STS_CALLOUT_CAUTION,
  STS_CALLOUT_EDITOR, /* what the editor says of a gap in the source; not written as a callout, but in the front matter
                       */
} StsCalloutKind;

enum { STS_CALLOUT_KINDS = STS_CALLOUT_EDITOR + 1 };
/* What a cell is the head of (ISO 32000-1, table 349). A cell that says nothing is none: a screen reader would call out
 * silence. */
typedef enum { STS_SCOPE_NONE, STS_SCOPE_COLUMN, STS_SCOPE_ROW } StsScope;

typedef enum { STS_ALIGN_DEFAULT, STS_ALIGN_LEFT, STS_ALIGN_CENTER, STS_ALIGN_RIGHT } StsAlign;

typedef enum {
  STS_LINK_EXTERNAL, /* destination is an absolute address */
  STS_LINK_INTERNAL, /* target is a node of the same publication, which has an id */
  STS_LINK_SECTION,  /* only before assembly: destination is "file.md#fragment" or "#fragment" */
  STS_LINK_HOLLOW,   /* only before assembly: `[text](#)` */
} StsLinkKind;

typedef struct StsNode StsNode;

/* Where a piece of a text begins, in the text and in the source, that does not follow what is before it there, or that
 * is one character kept from being markup. */
typedef struct {
  size_t offset; /* in bytes */
  StsPosition position;
  bool escaped; /* its first character is written with a backslash, where it then begins, or as a character reference */
} StsTextPlace;

/* What a comment in the source allows in a block, for a reason: <!-- allow dose-notation: so the label says -->. */
typedef struct StsAllowance {
  const char *rule;   /* as written */
  const char *reason; /* NULL: the comment gives none */
  StsPosition position;
  const struct StsAllowance *next; /* for the same block */
} StsAllowance;

struct StsNode {
  StsNodeKind kind;
  StsNode *parent, *first_child, *last_child, *next;
  StsPosition position;
  const char *lang;               /* BCP 47, only where it differs from the parent's; NULL: as the parent */
  const StsAllowance *allowances; /* before assembly; NULL: none */
  const char *id;                 /* unique in the publication and an XML NCName after assembly; NULL: none */
  union {
    struct {
      const char *id;       /* the section's id, as the user types it */
      const char *title;    /* plain text */
      StsDate last_revised; /* not set when waived */
    } section;
    struct {
      StsPartKind kind;
      const char *accent; /* the clinic's color, "#1f4e79", in its own parts; NULL: the style's */
      const char *label;  /* what a part without a heading is called, for who hears it; NULL: nothing */
    } part;
    struct {
      const StsNode *target; /* the heading or section */
    } contents_entry;
    struct {
      int level; /* 1 to 6 */
    } heading;
    struct {
      bool notice; /* what a reader must know of the text: that nobody has reviewed it; set by assembly */
    } paragraph;
    struct {
      StsListKind kind;
      bool tight;
      int start;      /* ORDERED: the first number */
      char delimiter; /* ORDERED: '.' or ')' */
    } list;
    struct {
      StsTaskState task;
      int written; /* ORDERED: the number that the source gives the item, whatever Markdown counts; 0: not known */
      int number;  /* NUMBERED, and ORDERED after assembly */
      const StsNode *back; /* NUMBERED: the first LINK_NUMBER in the text with this number; may be NULL */
    } item;
    struct {
      StsCalloutKind kind;
      const char *label;      /* "Warning", in the section's language; set by assembly, and so is the next */
      const char *label_lang; /* of the label, where it is not the node's language; else NULL */
    } callout;
    struct {
      int columns;
      const StsAlign *align; /* one a column */
    } table;
    struct {
      bool header;
    } row;
    struct {
      bool header;    /* in the header row */
      StsScope scope; /* set by assembly */
      StsAlign align;
      int column; /* from 0 */
    } cell;
    struct {
      StsNode *image; /* an IMAGE node that is not among the children; its parent is the figure */
      bool paper;     /* a clinic's code, which the next paragraph says in words: on pages alone, and no text */
    } figure;
    struct {
      const char *label;               /* as written: "1" in [^1] */
      int number;                      /* in order of first reference, from 1; printed as a letter; set by assembly */
      const StsNode *back;             /* the first NOTE_REFERENCE */
      StsNode *further, *last_further; /* LINKs to the others, by `next`: no children, since they are no text */
    } note;
    struct {
      const char *label;
      const StsNode *note; /* set by assembly */
      int number;
      StsNumberForm form; /* set by assembly */
    } note_reference;
    struct {
      bool name; /* is no stress, but sets a name apart, as that of a journal or a gene */
    } emphasis;
    struct {
      const char *expansion; /* what the abbreviation stands for; NULL: it is none */
      const char *slot; /* the key of the clinic's value that may stand here, or does (document/clinic.h); NULL: none */
      const char *words; /* of a slot that assembly has filled: what its author wrote there, which counts as its
                            text, "" for nothing; NULL: not filled */
    } span;
    struct {
      const char *info; /* CODE_BLOCK: the info string; may be NULL */
      const char *text; /* with line feeds; ends without one */
    } code;
    struct {
      StsLinkKind kind;
      const char *destination; /* as written, unescaped; the address where EXTERNAL */
      const char *title;       /* may be NULL */
      const StsNode *target;   /* INTERNAL: set by assembly */
      int number; /* EXTERNAL in the body: its number under Hyperlinks; else 0. Before assembly: the number written
                     after it in the source, or 0 */
    } link;
    struct {
      int number;
      const StsNode *item; /* the ITEM under Hyperlinks */
      StsNumberForm form;
    } link_number;
    struct {
      const char *text;
      const StsTextPlace
          *places; /* TEXT: by offset; the first piece begins at `position`. Lost when strings are copied */
      size_t place_count;
    } text;
    struct {
      const char *source;      /* as written */
      const char *alternative; /* plain text; NULL when missing */
      const char *title;       /* the caption as written; may be NULL */
      const StsImage *image;   /* loaded by read; NULL where a diagnostic was given */
    } image;
    struct {
      StsDate date;
      const char *text; /* as printed */
    } date;
  };
};

/* Whether the grammar lets `child` stand directly in `parent`. */
bool sts_node_can_contain(StsNodeKind parent, StsNodeKind child);
/* "paragraph", "table", ... : for messages and goldens. */
const char *sts_node_kind_name(StsNodeKind kind);
const char *sts_part_kind_name(StsPartKind kind);
/* Whether the part stands under the title, before the text. */
bool sts_part_is_of_title(StsPartKind kind);
/* Whether the part prints the review record, which is outside of the fingerprints of text. */
bool sts_part_is_of_review(StsPartKind kind);
/* Whether the node, which may be NULL, is a PART of the clinic's. */
bool sts_node_is_clinics(const StsNode *node);
const char *sts_callout_kind_name(StsCalloutKind kind);
bool sts_node_is_inline(StsNodeKind kind);
/* Whether nodes of this kind may have children. */
bool sts_node_is_container(StsNodeKind kind);
/* Whether nodes of this kind hold inlines (HEADING, PARAGRAPH, CELL, CAPTION, TERM). */
bool sts_node_holds_inlines(StsNodeKind kind);

/* Returns a new node without parent, owned by the arena. */
StsNode *sts_node_new(StsArena *arena, StsNodeKind kind, StsPosition position);
/* Returns a TEXT node with a copy of the text, which must not be empty. */
StsNode *sts_node_new_text(StsArena *arena, const char *text, StsPosition position);

/* The place in the source of a byte of a TEXT node. */
StsPosition sts_node_text_place(const StsNode *node, size_t offset);
/* Tells a TEXT node where its further pieces begin; copies them into the arena. */
void sts_node_set_text_places(StsArena *arena, StsNode *node, const StsTextPlace *places, size_t count);

/* Adds a node without parent as the last child; the grammar must allow it. A TEXT joins a TEXT before it (then `child`
 * is consumed). */
void sts_node_append(StsArena *arena, StsNode *parent, StsNode *child);
/* Inserts a node without parent after `sibling`, which has a parent. */
void sts_node_insert_after(StsNode *sibling, StsNode *node);
/* Inserts a node without parent as first child. */
void sts_node_prepend(StsNode *parent, StsNode *node);
/* Takes the node out of its parent (linear in the number of siblings before it). */
void sts_node_unlink(StsNode *node);
/* Moves all children of `from` to the end of `to`. */
void sts_node_move_children(StsNode *to, StsNode *from);

/* The bullets of a LIST, counting those lists around it that have markers. */
StsBullet sts_list_bullet(const StsNode *list);

/* Whether all items of an ORDERED list are written with one number, which is a way to leave the counting to Markdown.
 */
bool sts_list_is_left_to_count(const StsNode *list);

/* Returns a deep copy in the arena; references to nodes inside the copied tree (targets, figure images) are mapped into
 * the copy; others stay. Strings are shared unless `copy_strings`. If `map` is not NULL it receives original -> copy.
 */
StsNode *sts_node_clone(StsArena *arena, const StsNode *root, bool copy_strings, GHashTable *map);

/* Depth-first walk: each container is entered and left, each leaf entered only. Figures' images are not visited (see
 * figure.image).
 *
 *     StsNodeIter iter;
 *     sts_node_iter_init(&iter, root);
 *     for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
 *       if (event == STS_EVENT_ENTER) ... iter.node ...
 *
 * A container without children is entered and left. The tree must not change except below a node just left. */
typedef enum { STS_EVENT_DONE, STS_EVENT_ENTER, STS_EVENT_EXIT } StsNodeEvent;

typedef struct {
  const StsNode *root, *node;
  StsNodeEvent event;
  bool skip;
} StsNodeIter;

void sts_node_iter_init(StsNodeIter *iter, const StsNode *root);
StsNodeEvent sts_node_iter_next(StsNodeIter *iter);
/* After an ENTER of a container: the next event is its EXIT. */
void sts_node_iter_skip(StsNodeIter *iter);

/* Next node in document order (pre-order) after `node` within `root`, not entering its children when `over`; NULL at
 * the end. */
StsNode *sts_node_next(const StsNode *root, const StsNode *node, bool over);
/* What the node begins with: its first child's first child, and so on; NULL of NULL. */
const StsNode *sts_node_first_leaf(const StsNode *node);

/* The nearest language that applies to the node; `fallback` when none is set. */
const char *sts_node_language(const StsNode *node, const char *fallback);

/* The nearest ancestor (or the node itself) of that kind; NULL if none. */
const StsNode *sts_node_ancestor(const StsNode *node, StsNodeKind kind);

/* Checks the invariants above over the whole tree, by assertion. For debug builds and tests. */
void sts_node_check(const StsNode *root);

/* Returns the tree as indented text for goldens: kind, attributes, texts quoted; free with g_free(). */
char *sts_node_dump(const StsNode *root, bool positions);

/* Lends the IMAGE that the node shows: itself, or a FIGURE's; NULL: it shows none. */
static inline const StsNode *
sts_node_shown_image(const StsNode *node)
{
  if (node->kind == STS_NODE_FIGURE)
    return node->figure.image;
  return node->kind == STS_NODE_IMAGE ? node : NULL;
}

#endif
