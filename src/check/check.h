/* Looks at a library and says everything that is wrong. Changes nothing. */
#ifndef STS_CHECK_CHECK_H
#define STS_CHECK_CHECK_H

#include "document/library.h"

typedef struct {
  StsDate as_of; /* for currency; not set: no currency check */
  bool allow_expired, allow_unreviewed_words;
  StsSeverity least; /* what is less severe need not be looked for: spares an export the reading grades, which are
                        notes, and a quiet one those of a budget */
} StsCheckOptions;

/* Checks the library and the sections (all of them, and the doubles, when `sections` is NULL; `count` StsSection
 * pointers otherwise) by every rule family and adds diagnostics. A section may be exported when no ERROR stands.
 * Severities follow library->rules, never below NOTE for provenance. */
void sts_library_check(const StsLibrary *library, const StsSection *const *sections, size_t count,
                       const StsCheckOptions *options, StsDiagnostics *diagnostics);

/* Whether the section has its date, its references and its disclaimer, or says for each of them why not. The text of a
 * passage, which needs none by itself, has. */
bool sts_section_has_provenance(const StsLibrary *library, const StsSection *section);

#endif
