/* The byline of a section and the block that closes it. For the files of this room only. */
#ifndef STS_ASSEMBLE_CLOSING_H
#define STS_ASSEMBLE_CLOSING_H

#include "assemble/assembly.h"

/* Adds an empty part at the end of the section, with its id. */
StsNode *sts_assembly_add_part(StsAssembly *assembly, StsAssembledSection *section, StsPartKind kind,
                               StsPosition position);
void sts_assembly_add_byline(StsAssembly *assembly, StsAssembledSection *section);
/* Adds what holds the notes; returns the part, or NULL without notes. */
StsNode *sts_assembly_add_notes(StsAssembly *assembly, StsAssembledSection *section);
/* Clones the notes into their part in the order of their references, and numbers both; the other parts, which may refer
 * to notes, must be there. */
void sts_assembly_number_notes(StsAssembly *assembly, StsAssembledSection *section, StsNode *part);
/* Gives the mark of every link and note the form in which it stands apart from what is beside it: 1 and 2 would be read
 * as 12, "10" with link 3 as 103, "hepatitis" with note b as another disease. */
void sts_assembly_part_numbers(StsAssembledSection *section);
void sts_assembly_add_references(StsAssembly *assembly, StsAssembledSection *section);
void sts_assembly_add_disclaimer(StsAssembly *assembly, StsAssembledSection *section);
/* Adds what the section was made from, if anybody says so. */
void sts_assembly_add_source(StsAssembly *assembly, StsAssembledSection *section);
void sts_assembly_add_last_revised(StsAssembly *assembly, StsAssembledSection *section);
/* Whether the section says that its original is newer. */
bool sts_assembly_original_is_newer(const StsAssembly *assembly, const StsSection *source);

/* Inserts the Hyperlinks part, still without entries, after `before` (a child of the section), if the section is to
 * have any. */
void sts_assembly_insert_hyperlinks(StsAssembly *assembly, StsAssembledSection *section, StsNode *before);
/* Gives the part its entries, of StsLinkEntry. */
void sts_assembly_fill_hyperlinks(StsAssembly *assembly, const StsAssembledSection *section, GPtrArray *entries);

#endif
