/* A galley: type that has been set and waits for its place on a page.
 *
 * Invariants
 * - x counts from the left edge of the text area, y from the top of the line, and once a row has taken the line, from
 * the top of the row.
 * - The glyphs and texts of the fragments are in the setter's layout.
 */
#ifndef STS_LAYOUT_TEXT_GALLEY_H
#define STS_LAYOUT_TEXT_GALLEY_H

#include "layout/text/setter.h"

/* A set line; its fragments have y from the line's top. */
typedef struct {
  guint32 content, content_end;   /* in galley->content */
  guint32 artifact, artifact_end; /* in galley->artifacts */
  guint32 link, link_end;
  float width; /* of its ink and inner spaces */
  float height, baseline;
  const StsNode *leaf; /* what it begins with, and where in the leaf's text */
  guint32 leaf_offset;
} StsLine;

typedef struct {
  StsSetter *setter;
  GArray *content;            /* of StsFragment */
  GArray *artifacts;          /* of StsFragment: they lie under all content of a page */
  GArray *links;              /* of StsLinkArea */
  GPtrArray *pending_anchors; /* nodes that begin at the next row */
  GArray *lines;              /* of StsLine: those set last */
} StsGalley;

/* How far a galley is filled, and what its setter's layout has for it. */
typedef struct {
  guint32 content, artifacts, links, anchors;
  guint32 glyphs, clusters;
  gsize text;
} StsFill;

/* Returns an empty galley; free what it holds with sts_galley_clear(). */
StsGalley sts_galley_new(StsSetter *setter);
void sts_galley_clear(StsGalley *galley);
/* Drops what is to be drawn, and gives its memory back. */
void sts_galley_drop(StsGalley *galley);

StsFill sts_galley_fill(const StsGalley *galley);
/* Forgets what has been set since, glyphs included. Nothing else may have been set after it. */
void sts_galley_cut_back(StsGalley *galley, const StsFill *fill);

#endif
