/* Writes into translations from which text they were made. */
#ifndef STS_REPAIR_STAMP_H
#define STS_REPAIR_STAMP_H

#include "document/library.h"
#include "sts/repair.h"

/* Returns the files of the translations (const StsSection*) with `translation-of` in their front matter, in the place
 * of the one that there was, and no other byte changed. Free with sts_repair_free(). Returns NULL with `error`:
 * STS_ERROR where a section is no translation or its front matter is not such that the key can be written, G_FILE_ERROR
 * where a file cannot be read again. */
StsRepair *sts_stamp_translations(const StsLibrary *library, const GPtrArray *sections, GError **error);

#endif
