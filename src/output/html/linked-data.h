/* What search engines and portals read of a page: schema.org's terms as JSON-LD. */
#ifndef STS_OUTPUT_HTML_LINKED_DATA_H
#define STS_OUTPUT_HTML_LINKED_DATA_H

#include "document/publication.h"

/* Appends it, without a character that would end or change the <script> that holds it. Each value stands on a line of
 * its own. */
void sts_html_append_linked_data(GString *out, const StsPublication *publication);

/* Appends a string as it stands there, with its quotes. */
void sts_html_append_string(GString *out, const char *text);

/* Whether it has properties of that name. */
bool sts_html_linked_data_knows(const char *name);

#endif
