/* Writes the structure tree. */
#ifndef STS_OUTPUT_PDF_WRITE_STRUCTURE_H
#define STS_OUTPUT_PDF_WRITE_STRUCTURE_H

#include "base/watch.h"
#include "output/pdf/structure-tree.h"
#include "output/pdf/write-file.h"

/* Takes object numbers for elements and annotations; `first_page` is that of the first page, the others follow. */
void sts_structure_number(StsStructure *structure, StsPdfWriter *writer, guint32 first_page);

/* Writes elements, parent tree, identifiers and role map. Returns false, with some left out, when `watch`, which may be
 * NULL, stops the work. */
bool sts_structure_write(const StsStructure *structure, StsPdfWriter *writer, StsWatch *watch);

#endif
