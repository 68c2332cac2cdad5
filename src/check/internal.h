/* What the rule families share. For the files of this room only. */
#ifndef STS_CHECK_INTERNAL_H
#define STS_CHECK_INTERNAL_H

#include "check/check.h"
#include "document/rules.h"

/* The library's choices of words, ready to be looked for: terms.c. */
typedef struct StsCheckTerms StsCheckTerms;

/* One check of a library. */
typedef struct {
  const StsLibrary *library;
  const StsCheckOptions *options;
  StsDiagnostics *diagnostics;
  GHashTable *known; /* "rule\nfile\nline" of what was reported before: reading may have found the same */
  /* What links lead to; filled as it is asked for. */
  GHashTable *targets;     /* file name or id -> const StsSection* */
  GPtrArray *names;        /* the file names of all sections, NULL-terminated */
  size_t *compared;        /* how many names were compared to suggest what a link may have meant */
  GHashTable *suggestions; /* a name that no section has -> the nearest that one has, or NULL */
  GHashTable *headings;    /* const StsSection* -> hash table of the ids of its headings */
  const StsCheckTerms *terms;
} StsCheck;

/* Reports by a rule of the table, with the severity that the table and the library give it, unless the same rule has
 * already spoken of the line. */
void sts_check_report(const StsCheck *check, StsPosition position, StsRule rule, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The first line of the section's file, for what is missing from it. */
StsPosition sts_section_start(const StsSection *section);

/* The families. Each reports on one section; the first two look at the library itself, too. */
void sts_check_library_structure(const StsCheck *check);
void sts_check_library_language(const StsCheck *check);
void sts_check_provenance(const StsCheck *check, const StsSection *section);
void sts_check_structure(const StsCheck *check, const StsSection *section);
void sts_check_links(const StsCheck *check, const StsSection *section);
void sts_check_figures(const StsCheck *check, const StsSection *section);
void sts_check_library_figures(const StsCheck *check);
void sts_check_language(const StsCheck *check, const StsSection *section);
void sts_check_currency(const StsCheck *check, const StsSection *section);
void sts_check_gaps(const StsCheck *check, const StsSection *section);
void sts_check_readability(const StsCheck *check, const StsSection *section);
void sts_check_library_terms(const StsCheck *check);
void sts_check_terms(const StsCheck *check, const StsSection *section);

StsCheckTerms *sts_check_terms_new(const StsLibrary *library);
void sts_check_terms_free(StsCheckTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCheckTerms, sts_check_terms_free)

/* Whether anyone will read what the rule says. */
bool sts_check_is_wanted(const StsCheck *check, StsRule rule);

/* All trees of a section that a reader sees, one after the other: the title where it stands in the text, body,
 * references, own disclaimer, notes. */
typedef struct {
  const StsSection *section;
  guint index;
} StsSectionTrees;

/* Returns the next tree, or NULL. Start with {section, 0}. */
const StsNode *sts_section_trees_next(StsSectionTrees *trees);

/* The number of syllables of an English word, at least 1 where it has a letter. See syllables.c for the method. */
int sts_english_syllables(const char *word, size_t length);

/* Counts of a section's prose and the grades that follow. */
typedef struct {
  int sentences, words, syllables, polysyllables; /* polysyllables: words of three syllables or more */
} StsReadability;

double sts_readability_smog(const StsReadability *counts);
double sts_readability_flesch_kincaid(const StsReadability *counts);
/* Counts the prose below `root` (paragraphs; not headings, tables, captions, code, nor runs in other languages). Words
 * of `allow`, a set in folded case that may be NULL, count as two syllables at most. */
StsReadability sts_readability_count(const StsNode *root, GHashTable *allow);

#endif
