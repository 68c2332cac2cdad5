/* Tables as XHTML. */
#ifndef STS_OUTPUT_XHTML_TABLE_H
#define STS_OUTPUT_XHTML_TABLE_H

#include "output/xhtml/writer.h"

/* Opens a TABLE, ROW or CELL. */
void sts_xhtml_table(StsXhtmlWriter *writer, const StsNode *node);
/* Closes a TABLE or ROW, with what was opened around and within it. */
void sts_xhtml_close_table(StsXhtmlWriter *writer, const StsNode *node);

#endif
