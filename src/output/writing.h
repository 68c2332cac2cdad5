/* What the writer of a format is given: one publication, and all that its files are made of. */
#ifndef STS_OUTPUT_WRITING_H
#define STS_OUTPUT_WRITING_H

#include "base/watch.h"
#include "document/page-break.h"
#include "document/publication.h"
#include "style/fonts.h"
#include "style/theme.h"

typedef struct {
  const StsPublication *publication;
  const StsTheme *theme;
  StsFonts *fonts;
  const struct StsLayout *layout; /* the pages; NULL for a format that needs no more than their breaks */
  const StsPageBreak *breaks;     /* where the printed pages begin, in reading order; NULL: not to be told */
  size_t break_count;
  bool linearize;              /* order the file for serving over a network; takes twice the time */
  bool without_fonts;          /* embed none */
  StsWatch *watch;             /* who may stop the work; NULL: nobody. Writers ask at least for each page */
  StsDiagnostics *diagnostics; /* takes what of the content cannot be written, with its place; NULL: the first such
                                  fault is an error as any other */
} StsWriting;

#endif
