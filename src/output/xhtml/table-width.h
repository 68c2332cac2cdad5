/* How much room a table needs, for the style sheet and the documents alike. */
#ifndef STS_OUTPUT_XHTML_TABLE_WIDTH_H
#define STS_OUTPUT_XHTML_TABLE_WIDTH_H

#include "document/node.h"

/* The least widths, in the letters' size, below which tables are shown as lists: a table of class "stack-22" where it
 * has less room than 22em. */
enum { STS_XHTML_TABLE_WIDTHS = 9 };
extern const int sts_xhtml_table_widths[STS_XHTML_TABLE_WIDTHS];
/* The index of the width that the TABLE needs, by its longest words. */
unsigned sts_xhtml_table_step(const StsNode *table);

#endif
