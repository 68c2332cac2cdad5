/* Marks abbreviations where they are first used. */
#ifndef STS_ASSEMBLE_ABBREVIATIONS_H
#define STS_ASSEMBLE_ABBREVIATIONS_H

#include "assemble/assembly.h"

/* Puts each abbreviation of the library, where it first stands in the section's title, text, notes or disclaimer, into
 * a SPAN that has its expansion. No text changes. */
void sts_assembly_mark_abbreviations(StsAssembly *assembly, StsAssembledSection *section);

#endif
