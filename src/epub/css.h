/* The style sheet of an EPUB, from the same theme as the PDF. Private to src/epub/. */
#ifndef STS_EPUB_CSS_H
#define STS_EPUB_CSS_H

#include "epub/plan.h"

/* Appends the style sheet. Sizes are relative to the reader's own; body text has neither colour nor background nor line height, so that night modes and
 * the reader's settings hold. */
void sts_epub_append_css(GString *out, const StsEpubPlan *plan);

#endif
