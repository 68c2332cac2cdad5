/* Where links lead, and the numbers that paper needs of them. For the files of this room only. */
#ifndef STS_ASSEMBLE_LINKS_H
#define STS_ASSEMBLE_LINKS_H

#include "assemble/assembly.h"

/* An entry under Hyperlinks. */
typedef struct {
  int number;
  const char *address, *shown;
  StsPosition position;
  StsNode *item;       /* under Hyperlinks; made on first use */
  const StsNode *back; /* the first LINK_NUMBER */
} StsLinkEntry;

/* Resolves every link of the section; returns the entries for its Hyperlinks, in order of number: StsLinkEntry, the
 * arena's. */
GPtrArray *sts_assembly_resolve_links(StsAssembly *assembly, StsAssembledSection *section);

#endif
