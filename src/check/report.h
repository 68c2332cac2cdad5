/* One check of a library, and how the families of rules report. For the files of this room only. */
#ifndef STS_CHECK_REPORT_H
#define STS_CHECK_REPORT_H

#include "document/library.h"
#include "document/rules.h"

/* One check of a library. */
typedef struct {
  const StsLibrary *library;
  StsDiagnostics *diagnostics;
  StsDate as_of; /* the day of the check; may be not set */
  bool allow_expired, allow_unreviewed_words;
  StsSeverity least;               /* what is less severe need not be looked for */
  GHashTable *known;               /* "rule\nfile\nline" of what was reported before: reading may have found the same */
  GHashTable *told;                /* "rule\nfile\nline\ntext" of what was told of passages */
  GHashTable *unfilled;            /* places of what was told as left open by a template */
  struct StsCheckTargets *targets; /* links.h */
  const struct StsCheckTerms *terms; /* terms.h */
  struct StsCheckForeign *foreign;   /* foreign.h */
  struct StsSafety *safety;          /* safety.h; NULL: nobody will read what it says */
} StsCheck;

/* Reports by a rule of the table, with the severity that the table and the library give it, unless the same rule has
 * already spoken of the line. */
void sts_check_report(const StsCheck *check, StsPosition position, StsRule rule, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* Whether anyone will read what the rule says. */
bool sts_check_is_wanted(const StsCheck *check, StsRule rule);

/* Whether the place was told as what a template left open. */
bool sts_check_is_unfilled(const StsCheck *check, StsPosition position);

/* The first line of the section's file, for what is missing from it. */
StsPosition sts_section_start(const StsSection *section);

/* Returns the set of what was reported before, for StsCheck. */
GHashTable *sts_check_index_known(const StsDiagnostics *diagnostics);

#endif
