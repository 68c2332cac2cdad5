/* Unique ids and heading levels. For the files of this room only. */
#ifndef STS_ASSEMBLE_IDS_H
#define STS_ASSEMBLE_IDS_H

#include "assemble/assembly.h"

/* Gives the node an id: the wish made an XML NCName, with a number added where it is taken. */
void sts_assembly_give_id(StsAssembly *assembly, StsNode *node, const char *wish);
/* Gives the headings below the section levels from 2 on without a skip, and ids. */
void sts_assembly_settle_headings(StsAssembly *assembly, StsAssembledSection *section);

#endif
