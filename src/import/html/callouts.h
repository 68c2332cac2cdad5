/* Which elements of a page are callouts. */
#ifndef STS_IMPORT_HTML_CALLOUTS_H
#define STS_IMPORT_HTML_CALLOUTS_H

#include "import/html/nodes.h"

/* Lends "WARNING", or another of the five kinds; NULL: it is no callout. */
const char *sts_html_callout_kind(const GumboNode *node);
/* Whether the element stands in one. */
bool sts_html_callout_is_within(const GumboNode *node);

#endif
