/* Which cells of a table are heads, and of what. */
#ifndef STS_ASSEMBLE_TABLE_HEADS_H
#define STS_ASSEMBLE_TABLE_HEADS_H

#include "document/node.h"

/* Sets the scope of the table's cells (PDF: ISO 32000-1, 14.8.5.7; HTML, 4.9.10). Cells of the header row are heads of
 * their columns. Those of the first column are heads of their rows where the table shows that they name them: the
 * corner above them is empty, or all of them are strong. A cell that says nothing is no head. */
void sts_assembly_find_heads(StsNode *table);

#endif
