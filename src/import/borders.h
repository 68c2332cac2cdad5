/* Where the sections begin. For the files of this room only. */
#ifndef STS_IMPORT_BORDERS_H
#define STS_IMPORT_BORDERS_H

#include "import/document.h"

void sts_import_part_free(StsImportPart *part);
/* Fills `parts`. */
void sts_import_find_borders(StsImport *import);

#endif
