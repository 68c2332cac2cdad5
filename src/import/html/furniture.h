/* What a site puts around the text of a page, where no element or role says so: banners on cookies, links to share a
 * page, and all that stands beside its main part. And what the page opens at a click, which is text. */
#ifndef STS_IMPORT_HTML_FURNITURE_H
#define STS_IMPORT_HTML_FURNITURE_H

#include "import/html/tree.h"

/* Fills `opened`, and then `furniture`, of the tree. */
void sts_html_find_furniture(StsHtmlTree *tree);

#endif
