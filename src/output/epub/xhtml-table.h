/* Tables as XHTML. */
#ifndef STS_OUTPUT_EPUB_XHTML_TABLE_H
#define STS_OUTPUT_EPUB_XHTML_TABLE_H

#include "output/epub/xhtml-writer.h"

/* Appends one event of a TABLE, ROW or CELL. */
void sts_xhtml_table(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event);

#endif
