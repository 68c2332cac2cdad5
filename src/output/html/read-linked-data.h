/* Whether what a page says to search engines is what its record and its text say. */
#ifndef STS_OUTPUT_HTML_READ_LINKED_DATA_H
#define STS_OUTPUT_HTML_READ_LINKED_DATA_H

#include "document/reading-builder.h"

/* Adds to the reading, which has all its lines, a fault for the first value that neither its record nor its text
 * says. */
void sts_html_check_linked_data(StsReading *reading, const char *data);

#endif
