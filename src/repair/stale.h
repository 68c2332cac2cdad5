/* Tells of translations that say from which text they were made, where a repair changes how that text reads. */
#ifndef STS_REPAIR_STALE_H
#define STS_REPAIR_STALE_H

#include "base/diagnostic.h"
#include "document/library.h"

/* Adds a note for each translation of the section that was made from its text as it is in the library, and so not as it
 * is after the repair. The library must have been read with `list_languages`; otherwise nothing is known. */
void sts_repair_tell_stale(const StsLibrary *library, const StsSection *original, StsDiagnostics *left);

#endif
