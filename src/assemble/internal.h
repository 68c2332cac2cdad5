/* What the files of this room share: the work on one publication and on one of its sections. */
#ifndef STS_ASSEMBLE_INTERNAL_H
#define STS_ASSEMBLE_INTERNAL_H

#include "assemble/assemble.h"

/* One section while it is being assembled. */
typedef struct {
  const StsSection *source;
  StsNode *node;          /* the SECTION in the publication */
  GHashTable *headings;   /* id as read (a link's fragment) -> HEADING in the publication */
  GHashTable *titles;     /* folded text of a heading -> HEADING, the first one */
  const StsTerms *terms;  /* the words for this section */
  const char *words_lang; /* lang of generated nodes; NULL where they are in the section's language */
} StsAssembledSection;

typedef struct {
  const StsLibrary *library;
  StsPublication *publication;
  StsArena *arena;
  const StsAssembleOptions *options;
  StsDiagnostics *diagnostics;
  GHashTable *ids;     /* every id given so far -> the last number added to it */
  GHashTable *by_name; /* file name or id of a section in the publication -> StsAssembledSection */
  GPtrArray *sections; /* of StsAssembledSection */
} StsAssembly;

/* ids.c: unique ids and heading levels. */

/* Gives the node an id: the wish made an XML NCName, with a number added where it is taken. */
void sts_assembly_give_id(StsAssembly *assembly, StsNode *node, const char *wish);
/* Gives the headings below the section levels from 2 on without a skip, ids, and their entries in the section's tables.
 */
void sts_assembly_settle_headings(StsAssembly *assembly, StsAssembledSection *section);

/* links.c: resolves every link of the section; returns the entries for its Hyperlinks, in order of number. */
typedef struct {
  int number;
  const char *address, *shown;
  StsPosition position;
  StsNode *item;       /* under Hyperlinks; made on first use */
  const StsNode *back; /* the first LINK_NUMBER */
} StsLinkEntry;

GPtrArray *sts_assembly_resolve_links(StsAssembly *assembly, StsAssembledSection *section);

/* closing.c: the byline and the closing block. */
void sts_assembly_add_byline(StsAssembly *assembly, StsAssembledSection *section);
/* Adds what holds the notes; returns the part, or NULL without notes. */
StsNode *sts_assembly_add_notes(StsAssembly *assembly, StsAssembledSection *section);
/* Clones the notes into their part in the order of their references, and numbers both; the other parts, which may refer
 * to notes, must be there. */
void sts_assembly_number_notes(StsAssembly *assembly, StsAssembledSection *section, StsNode *part);
/* Counts the notes on from the last number of a link: both stand as superscripts in the text, and on paper nothing else
 * tells them apart. */
void sts_assembly_renumber_notes(StsAssembledSection *section, int last_link);
/* Notes where numbers stand one right after the other: 1 and 2 would be read as 12. */
void sts_assembly_part_numbers(StsAssembledSection *section);
void sts_assembly_add_references(StsAssembly *assembly, StsAssembledSection *section);
void sts_assembly_add_disclaimer(StsAssembly *assembly, StsAssembledSection *section);
void sts_assembly_add_last_revised(StsAssembly *assembly, StsAssembledSection *section);
/* The day the section's review was due by, where it is overdue and says so; otherwise not set. */
StsDate sts_assembly_overdue(const StsAssembly *assembly, const StsSection *source);
/* Inserts the Hyperlinks part after `before` (a child of the section). */
void sts_assembly_insert_hyperlinks(StsAssembly *assembly, StsAssembledSection *section, StsNode *before,
                                    GPtrArray *entries);

/* book.c: cover and contents. */
void sts_assembly_add_cover(StsAssembly *assembly, const StsTerms *terms, const char *words_lang);
void sts_assembly_add_contents(StsAssembly *assembly, StsNode *after, const StsTerms *terms, const char *words_lang);

/* Adds a PARAGRAPH with the text to the parent. */
StsNode *sts_assembly_add_paragraph(StsAssembly *assembly, StsNode *parent, const char *text, const char *lang,
                                    StsPosition position);
/* Adds a HEADING with the text to the parent. */
StsNode *sts_assembly_add_heading(StsAssembly *assembly, StsNode *parent, int level, const char *text, const char *lang,
                                  StsPosition position);

#endif
