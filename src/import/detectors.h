/* What looks for damage, one kind a file. They report, and repair nothing. For the files of this room only. */
#ifndef STS_IMPORT_DETECTORS_H
#define STS_IMPORT_DETECTORS_H

#include "import/document.h"

/* Of one section. */
void sts_import_find_cuts(StsImport *import, StsImportPart *part);
void sts_import_find_headings(StsImport *import, StsImportPart *part);
void sts_import_find_dates(StsImport *import, StsImportPart *part); /* before closings, which speak of them */
void sts_import_find_closings(StsImport *import, StsImportPart *part);
void sts_import_find_duplicates(StsImport *import, StsImportPart *part);

/* Of the whole document. */
void sts_import_move_notes(StsImport *import); /* before all others, which go by where sections end */
void sts_import_find_languages(StsImport *import);
void sts_import_find_shared_closings(StsImport *import);
void sts_import_find_links(StsImport *import);
void sts_import_find_images(StsImport *import);

/* What the check finds in the library as it was written to the folder, and has not been told. Returns false with
 * `error` where it cannot be read. */
bool sts_import_find_refusals(StsImport *import, const char *folder, GError **error);

#endif
