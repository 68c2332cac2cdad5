/* Contents lists of a document. For the files of this room only. */
#ifndef STS_IMPORT_CONTENTS_H
#define STS_IMPORT_CONTENTS_H

#include "import/document.h"

/* Takes contents lists with their titles out of the blocks, and leaves their lines out; tells each. The headings that
 * one names are known by it: those of the document's list by `named_by`, those below them, or of a list within a
 * section, by `named_within`. */
void sts_import_find_contents(StsImport *import);

#endif
