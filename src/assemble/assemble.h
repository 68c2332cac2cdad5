/* From checked sections to a publication: one tree with everything that a reader must see. */
#ifndef STS_ASSEMBLE_ASSEMBLE_H
#define STS_ASSEMBLE_ASSEMBLE_H

#include "document/publication.h"

typedef struct {
  bool book;            /* cover and contents */
  const char *language; /* of the words around the text, as earlier versions could print them; NULL: each section's */
  const StsClinic *clinic; /* who hands it out; NULL: nobody is named */
  GHashTable *newer;   /* ids of the translations that say that their original is newer; NULL: those of which it is */
  bool reviewed_words; /* a clinic's block says nothing in words that nobody whose language it is has read */
  StsDate as_of;       /* a section whose review was due before this day says so; not set: none does */
} StsAssembleOptions;

/* Builds the publication of `count` sections of the library, in the given order. `terms` is lent and must outlive the
 * publication; the library need not. Faults that only show here (a link that leads nowhere) become diagnostics. Never
 * returns NULL; free with sts_publication_free(). */
StsPublication *sts_publication_assemble(const StsLibrary *library, const StsSection *const *sections, size_t count,
                                         const StsTermsSet *terms, const StsAssembleOptions *options,
                                         StsDiagnostics *diagnostics);

/* Returns the identifier (a URN) of a publication of these sections: the same choice from the same library keeps it. A
 * book of the whole library has the library's own instead. Free with g_free(). */
char *sts_publication_derive_identifier(const char *library_identifier, const char *const *ids, size_t count,
                                        bool book);

#endif
