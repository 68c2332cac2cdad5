/* The proof that the Markdown says what the page shows. */
#ifndef STS_IMPORT_HTML_PROVE_H
#define STS_IMPORT_HTML_PROVE_H

#include "import/html/html.h"
#include "import/html/tree.h"

/* Whether the words of the page are those of its Markdown, in their order; sets page->words. Otherwise gives a
 * diagnostic: that is a fault of the program. */
bool sts_html_prove(const StsHtmlTree *tree, StsHtmlPage *page, StsDiagnostics *diagnostics);

#endif
