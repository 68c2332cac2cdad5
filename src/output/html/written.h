/* What the exporter writes into a web page, besides what output/xhtml/written.h has of a body. */
#ifndef STS_OUTPUT_HTML_WRITTEN_H
#define STS_OUTPUT_HTML_WRITTEN_H

#include "output/xhtml/written.h"

/* How a page is held to the table; the reading is lent. */
StsWrittenCheck sts_html_written_check(StsReading *reading);

#endif
