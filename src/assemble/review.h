/* The parts that print a section's review record. For the files of this room only. */
#ifndef STS_ASSEMBLE_REVIEW_H
#define STS_ASSEMBLE_REVIEW_H

#include "assemble/assembly.h"

/* Adds who reviewed and approved the text, if anybody says so. */
void sts_assembly_add_reviewers(StsAssembly *assembly, StsAssembledSection *section);
/* Adds its edition, the day of its next review and where to say what one thinks of it, as far as they are given. */
void sts_assembly_add_review(StsAssembly *assembly, StsAssembledSection *section);
/* Returns the fingerprint of what these parts print, NULL where there are none; or of all else that the section prints.
 * Free with g_free(). */
char *sts_assembly_fingerprint(const StsNode *section, bool of_review);

#endif
