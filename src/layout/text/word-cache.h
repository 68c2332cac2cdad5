/* Words, shaped once and kept: the same few thousand of them make up a whole library.
 *
 * Invariants
 * - A word is what Pango makes of it in the same look and the same surroundings: its glyphs, its kerning with the
 * spaces beside it, and the places where it may be broken.
 * - Widths are Pango's units (1/1024 point), whole numbers: sums of them are exact.
 */
#ifndef STS_LAYOUT_TEXT_WORD_CACHE_H
#define STS_LAYOUT_TEXT_WORD_CACHE_H

#include "layout/text/inline.h"

/* Bytes from `start` to `end` of the word in one font. */
typedef struct {
  PangoFont *font; /* lent: the cache holds it */
  guint16 start, end;
  guint16 glyph, glyph_count; /* in the word's glyphs */
  int width;
} StsWordRun;

typedef struct {
  const guint8 *key;
  guint32 hash;
  guint16 key_length;
  bool usable; /* false: only Pango can set what it stands in */
  guint16 run_count, break_count, glyph_count;
  int width;
  int longest;                 /* of its parts that cannot be broken, without the spaces they end with */
  int space_before;            /* the advance of the space before it, kerned with it, where both have one look */
  int space_first, space_last; /* the advance of a space in its first and its last font */
  const StsWordRun *runs;
  const guint16 *breaks; /* bytes before which it may be broken */
  const PangoGlyphInfo *glyphs;
  const int *clusters; /* the byte that each glyph begins at, counted from its run's start, as in a PangoGlyphString */
} StsWord;

/* A stretch of the text that Pango would shape apart from what stands before it. It ends where the next begins. */
typedef struct {
  guint32 start;
  guint8 flags; /* STS_SPAN_BOLD, STS_SPAN_ITALIC, STS_SPAN_CODE, STS_SPAN_SUPERSCRIPT, STS_SPAN_SUBSCRIPT */
} StsStretch;

/* Where lines must not be broken. */
typedef struct {
  guint32 start, end;
} StsNoBreak;

/* What a word stands in. */
typedef struct {
  const StsInline *in;
  int look; /* of sts_word_cache_look() */
  const StsStretch *stretches;
  guint32 stretch_count;
  const StsNoBreak *no_breaks; /* by start */
  guint32 no_break_count;
} StsWordText;

typedef struct {
  guint32 start, end; /* of the text */
  guint32 stretch;    /* in which it begins */
  guint32 no_break;   /* no earlier one touches it */
  bool trails;        /* a space of the same stretch comes after it */
  bool alone;         /* it is the whole text */
  bool plain;         /* letters and digits, with punctuation that does not let it be broken */
} StsWordRange;

typedef struct StsWordCache StsWordCache;

/* Returns an empty cache; free with sts_word_cache_free(). The context is the one that texts are set in. */
StsWordCache *sts_word_cache_new(PangoContext *context);
void sts_word_cache_free(StsWordCache *cache);

/* Begins a text: returns the number of its look (face, size, language, `bold`: all of it is), or -1 where there are too
 * many. Words got before may be gone. */
int sts_word_cache_look(StsWordCache *cache, const StsInline *in, bool bold);
/* Lends the word, which stays until the next text begins. NULL: it is too long. The PangoContext must be set for the
 * text. */
const StsWord *sts_word_cache_get(StsWordCache *cache, const StsWordText *text, const StsWordRange *range);

#endif
