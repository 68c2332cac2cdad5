/* What the sections are called. For the files of this room only. */
#ifndef STS_IMPORT_TITLES_H
#define STS_IMPORT_TITLES_H

#include "import/document.h"

/* Gives the parts titles, ids, files, and the library its title. Reports borders and lost titles. */
void sts_import_name_parts(StsImport *import);

#endif
