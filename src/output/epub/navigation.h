/* Finding one's way: the navigation document and the NCX of older readers. */
#ifndef STS_OUTPUT_EPUB_NAVIGATION_H
#define STS_OUTPUT_EPUB_NAVIGATION_H

#include "output/epub/plan.h"

/* Appends nav.xhtml: contents, landmarks, and the printed pages where there are any (EPUB 3.3, 7). */
void sts_epub_append_navigation(GString *out, const StsEpubPlan *plan, bool has_cover_page);
/* Appends toc.ncx (OPF 2.0.1, 2.4.1). */
void sts_epub_append_ncx(GString *out, const StsEpubPlan *plan);

#endif
