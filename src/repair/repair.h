/* Repairs markup in the files of a library, never words: what `--check` tells and has exactly one counterpart. Writes
 * nothing. */
#ifndef STS_REPAIR_REPAIR_H
#define STS_REPAIR_REPAIR_H

#include "document/library.h"
#include "sts/repair.h"

/* Repairs the sections (const StsSection*) of the library; those of its doubles among them get an id of their own. What
 * is left as it was, though something could stand there, becomes notes. Free with sts_repair_free(). Returns NULL with
 * `error` (G_FILE_ERROR) where a file cannot be read again. */
StsRepair *sts_repair_sections(const StsLibrary *library, const GPtrArray *sections, StsDiagnostics *left,
                               GError **error);

/* Returns what changes nothing yet, to which stamps are added. Free with sts_repair_free(). */
StsRepair *sts_repair_new(void);
/* Adds one change of a file, whose name is lent; takes the texts. */
void sts_repair_add(StsRepair *repair, const char *file, GString *before, GString *after);

#endif
