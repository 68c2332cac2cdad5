/* What the files of this room share: the typesetter, lines of text, and the flow of rows that is cut into pages.
 *
 * The way: inlines become lines (inline.c, lines.c); blocks put lines, figures and table rows into a flow (block.c,
 * list.c, table.c, figure.c, flow.c); a flow is cut into pages (paginate.c); pages are put together with their feet
 * (page.c). Only the last step knows where a page lies; until then x counts from the left edge of the text area, y from
 * the top of the row.
 */
#ifndef STS_LAYOUT_INTERNAL_H
#define STS_LAYOUT_INTERNAL_H

#include <pango/pango.h>

#include "base/text.h"
#include "layout/layout.h"

/* ---- a flow: rows one above the other ---- */

/* How bad a page break above a row is. */
typedef enum {
  STS_KEEP_FREE,
  STS_KEEP_GROUP,   /* inside a callout or between the parts of a figure */
  STS_KEEP_LABEL,   /* after a line that introduces a list or a table */
  STS_KEEP_LINES,   /* would leave a widow or an orphan */
  STS_KEEP_HEADING, /* after a heading or a table's head */
} StsKeep;

/* A line of text, a figure, a row of a table: never split. */
typedef struct {
  float height;
  float space;                      /* wanted above it; none at the top of a page */
  float baseline;                   /* of its first line, from its top */
  float y;                          /* its top on its page, from the top of the text area; set by pagination */
  guint32 content, content_count;   /* in flow->content */
  guint32 artifact, artifact_count; /* in flow->artifacts */
  guint32 link, link_count;         /* in flow->links */
  const StsNode *leaf;              /* the first leaf in it, and the byte of its text; NULL: none */
  guint32 leaf_offset;
  gint32 table; /* in flow->tables; -1: none */
  guint32 band; /* the same number, not 0: parts of one row of a table */
  guint8 keep;  /* StsKeep */
  bool snap;    /* begins a block: its top goes to the grid */
  bool heading;
} StsRow;

/* A bar or shading beside or behind rows; it goes on over pages. */
typedef struct {
  guint32 first_row, end_row;
  float left, right;
  float bar; /* width of the bar at the start side; 0: none */
  bool rtl;
  bool shaded;
  StsColor color, shade;
} StsFrame;

/* A table whose head is repeated. */
typedef struct {
  guint32 first_row, head_end, end_row; /* the head's rows are first_row to head_end - 1 */
  float head_height;                    /* 0: not repeated */
} StsFlowTable;

typedef struct {
  guint32 row;
  const StsNode *node;
} StsAnchor;

typedef struct {
  guint32 first_row, end_row;
  gint32 head_table; /* the table whose head is repeated at its top; -1: none */
} StsSheet;

typedef struct {
  GArray *rows;               /* of StsRow */
  GArray *content;            /* of StsFragment */
  GArray *artifacts;          /* of StsFragment: they lie under all content of a page */
  GArray *links;              /* of StsLinkArea */
  GArray *frames;             /* of StsFrame, by first_row */
  GArray *tables;             /* of StsFlowTable */
  GArray *anchors;            /* of StsAnchor, by row */
  GArray *sheets;             /* of StsSheet; set by pagination */
  GPtrArray *pending_anchors; /* nodes that begin at the next row */
  GArray *pending_labels;     /* of StsLabel: they stand beside the next row */
  double pending_space;
  bool fresh;        /* nothing stands yet in the innermost frame: no space above */
  int keep_rows;     /* rows to come before which no page may end */
  guint8 next_keep;  /* the same, weaker, for the next row alone */
  guint8 keep_level; /* of the groups around */
} StsFlow;

StsFlow *sts_flow_new(void);
void sts_flow_free(StsFlow *flow);
/* Drops what is to be drawn; rows, sheets and anchors stay. */
void sts_flow_drop_fragments(StsFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsFlow, sts_flow_free)

/* Wishes for space above what comes next; adjoining wishes collapse to the largest. */
void sts_flow_space(StsFlow *flow, double space);
/* Begins a row of the given height: what is appended to content, artifacts and links from now on is its own. */
StsRow *sts_flow_begin_row(StsFlow *flow, double height, double baseline, StsKeep keep);
/* Takes what was appended since `content`, `artifacts`, `links` (lengths of the arrays then) as the last row's; `leaf`
 * is what it begins with. */
void sts_flow_end_row(StsFlow *flow, guint32 content, guint32 artifacts, guint32 links, const StsNode *leaf,
                      guint32 leaf_offset);
/* What comes next begins something of its own: rows kept for a heading, `of` at first, need not be kept any longer if
 * one has come. */
void sts_flow_end_keep(StsFlow *flow, int of);
/* An empty row that belongs to what comes next (or, `after`, to what came before): padding inside a frame. */
void sts_flow_pad(StsFlow *flow, double height, bool after);
/* The sum of heights and spaces of the rows. */
double sts_flow_height(const StsFlow *flow, guint32 first_row, guint32 end_row);

/* Moves fragments and links by (dx, dy). */
void sts_flow_shift(GArray *fragments, guint32 first, guint32 end, double dx, double dy);
void sts_flow_shift_links(GArray *links, guint32 first, guint32 end, double dx, double dy);

/* Cuts the flow into sheets of the height; sets row->y. Linear in the number of rows. */
void sts_flow_paginate(StsFlow *flow, double height, double grid);

/* ---- the typesetter ---- */

/* A text style made ready for Pango. */
typedef struct {
  const StsTextStyle *style;
  PangoFontDescription *description;
  double ascent, descent; /* of the font at the style's size */
  double baseline;        /* from a line's top to its baseline */
} StsFace;

typedef struct {
  guint32 space;        /* the glyph */
  double space_advance; /* points */
} StsFontFacts;

typedef struct StsHyphenation StsHyphenation;
typedef struct StsPlain StsPlain;
typedef struct StsWords StsWords;

typedef struct {
  StsLayout *layout; /* that is being made */
  const StsPublication *publication;
  const StsTheme *theme;
  StsFonts *fonts;
  PangoContext *context;
  PangoLayout *pango;            /* one for all paragraphs */
  StsPlain *plain;               /* sets what needs no Pango */
  const char *language;          /* of the context */
  StsFace faces[STS_TEXT_KINDS]; /* made ready when first used; see sts_setter_face() */
  GHashTable *font_indices;      /* PangoFont* -> index + 1 */
  GArray *font_facts;            /* of StsFontFacts */
  PangoFont *last_font;
  guint32 last_font_index;
  GHashTable *missing; /* StsNode* -> GString of the characters that no font has */
  StsHyphenation *hyphenation;
  double width, height; /* of the text area */
  double measure;       /* of text */
  GArray *lines;        /* of StsLine: scratch */
  StsFlow *flow;        /* that is being filled */
  bool breaks_only;     /* nothing will be drawn */
  bool pango_only;      /* no text is set from kept words */
} StsSetter;

/* Makes the typesetter ready for the layout; to be cleared with sts_setter_clear(). */
void sts_setter_init(StsSetter *setter, StsLayout *layout, StsFonts *fonts);
void sts_setter_clear(StsSetter *setter);
/* The language in which the node is set. */
const char *sts_setter_language(const StsSetter *setter, const StsNode *node);

/* Notes that no font has the character, which is in the text of the node. */
void sts_missing_note(StsSetter *setter, gunichar character, const StsNode *node);
/* Looks at the text in pictures too, and reports what was noted, in the order of the sources; returns whether there is
 * any. */
bool sts_missing_report(StsSetter *setter, StsDiagnostics *diagnostics);

/* ---- inlines ---- */

enum {
  STS_SPAN_SUPERSCRIPT = 1,
  STS_SPAN_SUBSCRIPT = 2,
  STS_SPAN_CODE = 4,
  STS_SPAN_BOLD = 8,
  STS_SPAN_ITALIC = 16,
  STS_SPAN_INSERTED = 32, /* a break opportunity of ours: not text */
};

/* A stretch of the text that comes from one leaf; it ends where the next begins. */
typedef struct {
  guint32 start;  /* in the text */
  guint32 offset; /* of `start` in the leaf's own text, bytes */
  const StsNode *node;
  const StsNode *link; /* LINK, LINK_NUMBER or NOTE_REFERENCE around it; NULL: none */
  guint8 flags;
} StsSpan;

typedef enum {
  STS_MARK_NO_BREAK,
  STS_MARK_BOLD,
  STS_MARK_ITALIC,
  STS_MARK_FAMILY,
  STS_MARK_SIZE,
  STS_MARK_LANGUAGE,
  STS_MARK_SHAPE
} StsMarkKind;

/* An attribute for Pango, kept apart so that a long paragraph can be cut. */
typedef struct {
  guint32 start, end;
  StsMarkKind kind;
  int value, value_2;
  const char *text;
} StsMark;

/* The text of a block, made ready. */
typedef struct {
  GString *text; /* for Pango */
  GArray *spans; /* of StsSpan */
  GArray *marks; /* of StsMark */
  const StsFace *face;
  double size; /* the style's, or smaller */
  const char *language;
  bool rtl;      /* lines begin at the right */
  bool base_rtl; /* the base direction of the text: as `rtl` but for addresses */
  bool narrow;   /* in so short lines a few words carried over would leave a hole; set before gathering */
} StsInline;

void sts_inline_init(StsInline *in, const StsFace *face, double size, const char *language);
void sts_inline_clear(StsInline *in);
/* Adds a mark from the byte to the end of the text so far, where there is any text. */
void sts_inline_add_mark(StsInline *in, guint32 start, StsMarkKind kind, int value, int value_2, const char *text);
/* Gives the layout the font of the text. */
void sts_inline_describe(PangoLayout *pango, const StsInline *in);
/* Appends the inlines below `block`. */
void sts_inline_gather(StsInline *in, StsSetter *setter, const StsNode *block);
/* The size at which an image is printed in the width and height. */
void sts_image_size(const StsTheme *theme, const StsImage *image, double width_max, double height_max, double *width,
                    double *height);
/* The size of an image inside a line. */
void sts_inline_image_size(const StsSetter *setter, const StsImage *image, double *width, double *height);
/* Appends text that stands for `node`: a label, a footer. */
void sts_inline_append(StsInline *in, const char *text, const StsNode *node, const StsNode *link);
/* Adds the marks that keep "Stage II" and "2 cm" together; call when the text is complete. */
void sts_inline_keep_together(StsInline *in);
/* Sets the text so far in bold. */
void sts_inline_embolden(StsInline *in);
/* Appends `text` as span(s) of `node`, with break opportunities in addresses and, when `hyphenation` is not NULL, in
 * words. */
void sts_inline_append_breakable(StsInline *in, const char *text, StsSpan span, StsHyphenation *hyphenation,
                                 bool address);

/* Returns the dictionaries of hyphenation, each loaded when first wanted; free with sts_hyphenation_free(). */
StsHyphenation *sts_hyphenation_new(void);
void sts_hyphenation_free(StsHyphenation *hyphenation);
/* Chooses the language; returns false where it has no dictionary. */
bool sts_hyphenation_choose(StsHyphenation *hyphenation, const char *language);
/* Sets may_break[i] where the word may be divided before byte i. `length` is that of the word; false if nothing may. */
bool sts_hyphenation_word(StsHyphenation *hyphenation, const char *word, size_t length, char *may_break);

/* ---- lines ---- */

typedef enum { STS_SIDE_START, STS_SIDE_END, STS_SIDE_CENTER } StsSide;

/* Where lines go and what they are. */
typedef struct {
  double left, right; /* right < left: no wrapping, all on one line from `left` */
  double hang;        /* lines after the first begin so much later */
  StsSide side;
  StsFragmentRole role;
  const StsColor *color; /* NULL: the style's */
} StsColumn;

/* A set line; its fragments have y from the line's top. */
typedef struct {
  guint32 content, content_end;   /* in flow->content */
  guint32 artifact, artifact_end; /* in flow->artifacts */
  guint32 link, link_end;
  float width; /* of its ink and inner spaces */
  float height, baseline;
  const StsNode *leaf; /* what it begins with, and where in the leaf's text */
  guint32 leaf_offset;
} StsLine;

/* Sets the text into lines: appends fragments and links to setter->flow and fills setter->lines (emptied first). Leaves
 * with an id are added to `pending_anchors` as they appear. */
void sts_lines_set(StsSetter *setter, const StsInline *in, const StsColumn *column);
/* The same for a heading: lines of much the same length, as few as can be. */
void sts_lines_set_balanced(StsSetter *setter, const StsInline *in, const StsColumn *column);
/* The widths of the text on one line: in all, and of its longest part that cannot be broken. Sets the lines as
 * sts_lines_set() without wrapping. */
void sts_lines_measure(StsSetter *setter, const StsInline *in, const StsColumn *column, double *natural, double *least);
/* Lends the face of the kind of text. */
const StsFace *sts_setter_face(StsSetter *setter, StsTextKind kind);
/* Returns the mark as an attribute, to be freed or inserted in a list. */
PangoAttribute *sts_mark_attribute(const StsMark *mark);
/* Returns the advance of a space in the font, in Pango's units, and its glyph; `glyph` may be NULL. */
int sts_font_space(PangoFont *font, guint32 *glyph);
/* Index of the font in layout->fonts. */
guint32 sts_setter_font(StsSetter *setter, PangoFont *font);

/* ---- blocks ---- */

/* A marker that waits for the row beside which it stands. */
typedef struct {
  const StsNode *node; /* ITEM or NOTE */
  double edge;         /* it ends here (from right to left: begins here) */
  StsTextKind text;
  bool rtl;
  int depth; /* of lists around the item's list */
} StsLabel;

/* The place of blocks inside an ancestor. */
typedef struct {
  const StsNode *node;
  double left, right;
  StsTextKind text; /* of its paragraphs */
  bool rtl;
  bool tight;        /* no space between paragraphs */
  double hang;       /* of paragraphs directly in it */
  double label_edge; /* of a list: where its labels end */
  int list_depth;
  guint32 first_row;
  gint32 frame; /* in flow->frames; -1: none */
} StsPlaceOfBlocks;

/* Sets everything below `root` (COVER, CONTENTS or SECTION) into setter->flow. `labels` gives the page labels of the
 * targets of contents entries (StsNode* -> char*); may be NULL. */
void sts_block_set(StsSetter *setter, const StsNode *root, GHashTable *labels);
/* Sets the inlines of the block as rows. */
void sts_block_add_text(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *block, StsTextKind kind);
/* Adds setter->lines as rows, with control of widows and orphans; the fragments since `content` that are not the lines'
 * are labels, to be set on the first baseline. */
void sts_block_add_lines(StsSetter *setter, guint32 content, StsKeep inside);
/* Moves the start side in by `indent`, as far as enough of the line is left. */
void sts_block_indent(const StsSetter *setter, StsPlaceOfBlocks *place, double indent);
StsColumn sts_block_column(const StsPlaceOfBlocks *place);
StsFragment sts_fragment_box(StsFragmentRole role, double x, double y, double width, double height, StsColor color);

/* Enters a list: sets the indent and the place of its labels. */
void sts_list_enter(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *list);
/* Enters an ITEM or NOTE: its label waits. */
void sts_list_enter_item(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *item);
/* Leaves it: its label is set, and where it is the list's first or last and short, it keeps with the next or the one
 * before. */
void sts_list_leave_item(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *item);
/* Sets the waiting labels with their baseline at 0; appends to flow->content. */
void sts_list_place_labels(StsSetter *setter);
/* Gives labels that still wait a row of their own. */
void sts_list_flush_labels(StsSetter *setter, bool keep_with_next);

/* Opens a frame at the place, whose rows from now on are in it; `bar` is the width of its bar, 0: none. */
void sts_frame_open(StsSetter *setter, StsPlaceOfBlocks *place, double bar, bool shaded, StsColor color);
void sts_frame_indent(StsSetter *setter, StsPlaceOfBlocks *place, double indent);
void sts_frame_close(StsSetter *setter, const StsPlaceOfBlocks *place);
void sts_callout_enter(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *callout);
/* `outer_level` is the level of keeping of what is around the callout. */
void sts_callout_leave(StsSetter *setter, const StsPlaceOfBlocks *place, guint8 outer_level);
void sts_code_set(StsSetter *setter, const StsPlaceOfBlocks *outer, const StsNode *block);

void sts_table_set(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *table);
void sts_table_set_as_list(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *table);
void sts_figure_set(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *figure);
/* Sets a PARAGRAPH of a CONTENTS_ENTRY with leader and page label. */
void sts_contents_set_entry(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *paragraph,
                            const char *label);
/* The cover's ornament above its title. */
void sts_cover_begin(StsSetter *setter);

/* Returns an empty layout. */
StsLayout *sts_layout_alloc(const StsPublication *publication, const StsTheme *theme);

/* The same as sts_layout_new(), every text set by Pango: what tests measure plain text (plain.h) by. */
StsLayout *sts_layout_new_by_pango(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts,
                                   StsDiagnostics *diagnostics);

/* ---- pages ---- */

/* Lays out the parts of the publication and puts the pages together. */
void sts_pages_make(StsSetter *setter);

/* The foot of a page: set once a section, with the page's number on each page. */
typedef struct StsFoot StsFoot;
StsFoot *sts_foot_new(StsSetter *setter, const StsNode *node, const StsPublishedSection *section);
void sts_foot_free(StsFoot *foot);
/* Points by which the text area must be shorter so that all lines of the foot stay on the paper. */
double sts_foot_excess(StsSetter *setter, const StsFoot *foot);
/* Appends the foot of one page to layout->fragments; `left` is that of the text area, `bottom` its lower edge. */
void sts_foot_place(StsSetter *setter, StsFoot *foot, double left, double bottom, int page, int pages);

#endif
