/* Plain text, set into lines from kept words (word-cache.h) as Pango would set it, but without asking Pango again for
 * each paragraph.
 *
 * Plain is text from left to right, of letters of the Latin script, digits and the usual signs; of other text, what is
 * short and needs no line broken. All else is left to Pango. Lines are broken as Pango 1.50 to 1.56 break them, to the
 * unit: a paragraph looks the same whoever set it.
 */
#ifndef STS_LAYOUT_TEXT_PLAIN_H
#define STS_LAYOUT_TEXT_PLAIN_H

#include "layout/text/word-cache.h"

typedef struct {
  guint32 start, end;                    /* bytes of the text; the space a line ends with is in it */
  guint32 first, last;                   /* in plain->tokens: its first and last */
  const StsWord *first_word, *last_word; /* what of them stands in the line */
  int width;                             /* without the space it ends with */
} StsPlainLine;

/* A word, or several that nothing parts, and the space after it. */
typedef struct {
  const StsWord *word;
  guint32 start, end;
  guint32 stretch, last_stretch, space_stretch; /* in plain->stretches */
  int space;                                    /* the advance of the space after it; 0: none */
  int slack; /* by how much wider Pango takes it for where it decides whether the line may end there */
  guint32 no_break;
  bool space_follows;
} StsPlainToken;

typedef struct StsPlain {
  StsWordCache *cache;
  StsWordText text;
  GArray *tokens;    /* of StsPlainToken */
  GArray *stretches; /* of StsStretch */
  GArray *no_breaks; /* of StsNoBreak */
  GArray *lines;     /* of StsPlainLine */
  bool is_set;       /* the text set last was plain */
} StsPlain;

StsPlain *sts_plain_new(PangoContext *context);
void sts_plain_free(StsPlain *plain);

/* Breaks the text, flush left, into plain->lines of at most so many Pango units (the first; those after it); the first
 * less than 0: one line. Returns false where only Pango can. The PangoContext must be set for the text. */
bool sts_plain_set(StsPlain *plain, const StsTheme *theme, const StsInline *in, int first_width, int width);

#endif
