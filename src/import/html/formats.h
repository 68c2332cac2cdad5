/* What stands within lines. */
#ifndef STS_IMPORT_HTML_FORMATS_H
#define STS_IMPORT_HTML_FORMATS_H

#include "import/html/writer.h"

/* Lends the tag that the element has of its own; NULL: it has none. */
const char *sts_html_language_of(const GumboNode *node);
/* Open what the element's language and style say; the frame knows how often. */
void sts_html_open_language(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node);
void sts_html_open_style(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node);
/* Begins an element that is no block. */
StsHtmlEnd sts_html_enter_inline(StsHtmlConverter *converter, StsHtmlFrame *frame, const GumboNode *node);
/* Writes the image of a figure with its caption. */
void sts_html_end_figure(StsHtmlConverter *converter);

#endif
