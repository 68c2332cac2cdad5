/* What the elements of a page are for. */
#ifndef STS_IMPORT_HTML_ELEMENTS_H
#define STS_IMPORT_HTML_ELEMENTS_H

#include "import/html/tree.h"

/* What is no text of the page. */
typedef enum {
  STS_HTML_SHOWN,
  STS_HTML_SILENT,     /* shows nothing: script, style, metadata */
  STS_HTML_NAVIGATION, /* and what is marked as the furniture of a site */
  STS_HTML_OUTSIDE,    /* stands beside the main part of the page */
  STS_HTML_HIDDEN,
  STS_HTML_EMBEDDED, /* has no counterpart: pictures made of markup, formulas, films, forms */
  STS_HTML_BACKLINK,
  STS_HTML_REPEATED, /* says again what an image or a table says right beside it */
} StsHtmlUse;

StsHtmlUse sts_html_use(const StsHtmlTree *tree, const GumboNode *node);

/* Lends the image of a figure that shows nothing besides it and its caption, and its caption, which may be NULL; or
 * NULL. */
const GumboNode *sts_html_figure_image(const GumboNode *figure, const GumboNode **caption);

#endif
