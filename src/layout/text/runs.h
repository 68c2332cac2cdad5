/* From runs of shaped glyphs to fragments in logical order, with the links and underlines over them. */
#ifndef STS_LAYOUT_TEXT_RUNS_H
#define STS_LAYOUT_TEXT_RUNS_H

#include "layout/text/galley.h"
#include "layout/text/inline.h"

/* Glyphs of one font and direction, as Pango or a kept word has them. */
typedef struct {
  PangoFont *font;
  const PangoGlyphInfo *glyphs; /* NULL: `space` is the only one */
  const int *clusters;
  PangoGlyphInfo space;
  guint32 start, length; /* bytes of the text */
  int count;
  bool rtl;
  bool goes_on;    /* shaped in one with what stands before it */
  double x, width; /* points from the line's left edge */
} StsRun;

/* The line that is being set, and the text it is of. */
typedef struct {
  StsGalley *galley;
  StsSetter *setter; /* the galley's */
  const StsInline *in;
  StsFragmentRole role;
  const StsColor *color; /* NULL: the style's */
  guint32 base;          /* where the piece that Pango has begins in the text */
  guint32 span;          /* index of the span reached; runs come in logical order */
  double baseline;
  bool fragment_is_open;
  StsFragment fragment;
  const StsNode *leaf; /* the line's first */
  guint32 leaf_offset;
  GArray *runs; /* of StsRun: the line's, in logical order */
} StsSetting;

/* Appends the run's glyphs to the galley's content, with its baseline at setting->baseline. A run that goes on with the
 * one before shares its fragment where both are of one leaf. */
void sts_run_set(StsSetting *setting, const StsRun *run);
/* Ends the line, whose text ends at the byte: the last fragment is complete. */
void sts_runs_end(StsSetting *setting, guint32 end);
/* Notes what begins in the line between the bytes, where nothing is drawn. */
void sts_runs_note_leaves(StsSetting *setting, guint32 start, guint32 end);

#endif
