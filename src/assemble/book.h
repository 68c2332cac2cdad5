/* The cover and the contents of a book. For the files of this room only. */
#ifndef STS_ASSEMBLE_BOOK_H
#define STS_ASSEMBLE_BOOK_H

#include "assemble/assembly.h"

/* Returns the PARAGRAPH with the date, which earlier versions did not print. */
StsNode *sts_assembly_add_cover(StsAssembly *assembly, const StsTerms *terms, const char *words_lang);
void sts_assembly_add_contents(StsAssembly *assembly, StsNode *after, const StsTerms *terms, const char *words_lang);

#endif
