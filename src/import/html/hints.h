/* What a page says of itself, besides its text. */
#ifndef STS_IMPORT_HTML_HINTS_H
#define STS_IMPORT_HTML_HINTS_H

#include "import/html/html.h"
#include "import/html/tree.h"

/* Sets the title and the language, and tells dates and authors; none of them is taken for a part of a section. */
void sts_html_find_hints(const StsHtmlTree *tree, StsHtmlPage *page);

#endif
