/* The work on one publication and on each of its sections, and the nodes that all of it makes. For the files of this
 * room only. */
#ifndef STS_ASSEMBLE_ASSEMBLY_H
#define STS_ASSEMBLE_ASSEMBLY_H

#include "document/links.h"
#include "document/publication.h"

/* One section while it is being assembled. */
typedef struct {
  const StsSection *source;
  StsNode *node;                          /* the SECTION in the publication */
  StsLinkHeadings *headings;              /* those of its text in the publication */
  const StsTerms *terms;                  /* the words for this section */
  StsNode *parts[STS_PART_SECTION_KINDS]; /* those that there are, by kind */
  const char *slots;                      /* what its record says of the slots that the clinic filled; NULL: none */
  const char *places;                     /* the same of all its slots, filled or not; NULL: none */
  const char *words_lang;                 /* lang of generated nodes; NULL where they are in the section's language */
} StsAssembledSection;

typedef struct {
  const StsLibrary *library;
  StsPublication *publication;
  StsArena *arena;
  const char *language;    /* of the words that the program prints; NULL: those of each section's language */
  const StsClinic *clinic; /* NULL: none */
  GHashTable *newer;   /* ids of the translations that say that their original is newer; NULL: those of which it is */
  bool reviewed_words; /* a clinic's block says nothing in words that nobody whose language it is has read */
  StsDate as_of;       /* a section whose review was due before this day says so; not set: none does */
  StsDiagnostics *diagnostics;
  GHashTable *ids;       /* those given so far, for sts_text_take_name() */
  GHashTable *by_source; /* const StsSection* -> StsAssembledSection */
  GPtrArray *sections;   /* of StsAssembledSection */
} StsAssembly;

/* Returns a PART without parent, with the id that it has in the SECTION or COVER. */
StsNode *sts_assembly_new_part(StsAssembly *assembly, const StsNode *holder, StsPartKind kind, StsPosition position);
/* Adds a PARAGRAPH with the text, which may be empty, to the parent. */
StsNode *sts_assembly_add_paragraph(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                                    StsPosition position);
/* Adds a PARAGRAPH that says what a reader must know of the text, in bold; returns the STRONG, for more of it. */
StsNode *sts_assembly_add_notice(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                                 StsPosition position);
/* Returns a DATE without parent, in the words of the terms: it is printed on one line. */
StsNode *sts_assembly_new_date(StsAssembly *assembly, const StsTerms *terms, StsDate date, StsPosition position);
/* Returns an EXTERNAL LINK without parent, still without text. */
StsNode *sts_assembly_new_link(StsAssembly *assembly, const char *address, StsPosition position);
/* Says that what a TEXT node has from the byte on is the text of the line, which stands there; NULL: that is not known.
 */
void sts_assembly_place(StsAssembly *assembly, StsNode *text, size_t offset, const StsNode *line);
/* Appends a TEXT node, if there is any text. */
void sts_assembly_append_text(StsAssembly *assembly, StsNode *parent, const char *text, StsPosition position);
/* Appends the term to the parent, whose language is that of the terms, with {name} replaced by `value`, a
 * node without parent or NULL, which is in `value_lang` and marked so where that is another. */
void sts_assembly_append_term(StsAssembly *assembly, const StsTerms *terms, StsNode *parent, const char *key,
                              const char *name, StsNode *value, const char *value_lang, StsPosition position);
/* The same with a part of a term. */
void sts_assembly_append_words(StsAssembly *assembly, const StsTerms *terms, StsNode *parent, const char *words,
                               const char *name, StsNode *value, const char *value_lang, StsPosition position);
/* Adds a HEADING with the text to the parent. */
StsNode *sts_assembly_add_heading(StsAssembly *assembly, StsNode *parent, int level, const char *text, const char *lang,
                                  StsPosition position);

#endif
