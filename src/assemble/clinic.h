/* What a clinic adds to a publication. For the files of this room only. */
#ifndef STS_ASSEMBLE_CLINIC_H
#define STS_ASSEMBLE_CLINIC_H

#include "assemble/assembly.h"

/* Fills the slots of the section, or leaves the words of their author. After all work on its links: those of the clinic
 * have no numbers. */
void sts_assembly_fill_slots(StsAssembly *assembly, StsAssembledSection *section);

/* Adds the masthead and the block of the clinic: to the cover of a book, otherwise to the first and the last section.
 * All else must be there, fingerprints too, which know nothing of them. */
void sts_assembly_add_clinic(StsAssembly *assembly);

#endif
