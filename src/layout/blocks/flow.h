/* A flow: rows one above the other, with what they show, before it is cut into pages (pages/paginate.h).
 *
 * Invariants
 * - Rows are never split. A page may end above any of them; how bad that is, its `keep` says.
 * - What a row shows lies in the flow's galley, x from the left edge of the text area, y from the row's top.
 */
#ifndef STS_LAYOUT_BLOCKS_FLOW_H
#define STS_LAYOUT_BLOCKS_FLOW_H

#include "layout/text/galley.h"

/* How bad a page break above a row is: what it costs, pages/paginate.c says. From STS_KEEP_GROUP on, no white space is
 * worse. */
typedef enum {
  STS_KEEP_FREE,    /* between blocks */
  STS_KEEP_ITEM,    /* between the items of a list */
  STS_KEEP_TEXT,    /* between the lines of a paragraph */
  STS_KEEP_ROW,     /* between the rows of a table */
  STS_KEEP_SHORT,   /* would leave a short item, the first or the last of its list, alone */
  STS_KEEP_GROUP,   /* inside a callout, a short disclaimer, between the parts of a figure */
  STS_KEEP_LABEL,   /* after a line that introduces a list or a table; would leave a row of a table alone */
  STS_KEEP_LINES,   /* would leave a widow or an orphan */
  STS_KEEP_HEADING, /* after a heading or a table's head */
} StsKeep;

/* A line of text, a figure, a row of a table. */
typedef struct {
  float height;
  float space;                      /* wanted above it; none at the top of a page */
  float y;                          /* its top on its page, from the top of the text area; set by pagination */
  guint32 content, content_count;   /* in the galley's content */
  guint32 artifact, artifact_count; /* in its artifacts */
  guint32 link, link_count;         /* in its links */
  const StsNode *leaf;              /* the first leaf in it, and the byte of its text; NULL: none */
  guint32 leaf_offset;
  gint32 table; /* in flow->tables; -1: none */
  guint32 band; /* the same number, not 0: parts of one row of a table */
  guint8 keep;  /* StsKeep */
  bool snap;    /* begins a block: its top goes to the grid */
} StsRow;

/* A bar or shading beside or behind rows, or a border around them; it goes on over pages. */
typedef struct {
  guint32 first_row, end_row;
  guint32 label_end; /* the rows before it stand on a bar of the frame's color; 0: none do */
  float left, right;
  float bar;    /* width of the bar at the start side; 0: none */
  float border; /* on all sides; 0: none */
  StsSign sign; /* before the label, so far from the side, as high as it is wide */
  float sign_edge, sign_size;
  bool rtl;
  bool shaded;
  StsColor color, shade;
} StsFrame;

/* A table whose head may be repeated (pages/table-head.h). */
typedef struct {
  guint32 first_row, head_end; /* the head's rows are first_row to head_end - 1 */
  float head_height;           /* 0: not repeated */
} StsFlowTable;

typedef struct {
  guint32 row;
  const StsNode *node;
} StsAnchor;

/* A marker of an item or note that waits for the row beside which it stands (list.h). */
typedef struct {
  const StsNode *node; /* ITEM or NOTE */
  double edge;         /* it ends here (from right to left: begins here) */
  StsTextKind text;
  bool rtl;
} StsLabel;

typedef struct {
  StsSetter *setter; /* that fills it */
  StsGalley galley;
  GArray *rows;           /* of StsRow */
  GArray *frames;         /* of StsFrame, by first_row */
  GArray *tables;         /* of StsFlowTable */
  GArray *anchors;        /* of StsAnchor, by row */
  GArray *pending_labels; /* of StsLabel: they stand beside the next row */
  double pending_space;
  bool fresh;        /* nothing stands yet in the innermost frame: no space above */
  int keep_rows;     /* rows to come before which no page may end */
  guint8 next_keep;  /* the same, weaker, for the next row alone */
  guint8 keep_level; /* of the groups around */
} StsFlow;

StsFlow *sts_flow_new(StsSetter *setter);
void sts_flow_free(StsFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsFlow, sts_flow_free)

/* Wishes for space above what comes next; adjoining wishes collapse to the largest. */
void sts_flow_space(StsFlow *flow, double space);
/* Begins a row of the given height. */
StsRow *sts_flow_begin_row(StsFlow *flow, double height, StsKeep keep);
/* Takes what was set since `before` as the last row's; `leaf` is what it begins with. */
void sts_flow_end_row(StsFlow *flow, const StsFill *before, const StsNode *leaf, guint32 leaf_offset);
/* Takes what the line has as the last row's, no more. */
void sts_flow_end_row_with(StsFlow *flow, const StsLine *line);
/* Adds a row of the height of a line for what was set since `before`, with its baseline at 0. */
StsRow *sts_flow_add_line(StsFlow *flow, const StsFace *face, const StsFill *before);
/* What comes next begins something of its own: rows kept for a heading, `of` at first, need not be kept any longer if
 * one has come. */
void sts_flow_end_keep(StsFlow *flow, int of);
/* An empty row that belongs to what comes next (or, `after`, to what came before): padding inside a frame. */
void sts_flow_pad(StsFlow *flow, double height, bool after);
/* The sum of heights and spaces of the rows. */
double sts_flow_height(const StsFlow *flow, guint32 first_row, guint32 end_row);
/* Where the rows from `first_row` on are taller than a page, it may end within their group after all. */
void sts_flow_release(StsFlow *flow, guint32 first_row);

#endif
