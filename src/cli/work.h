/* What every action works with: the library, the chosen sections, the faults found so far, and the styles. */
#ifndef STS_CLI_WORK_H
#define STS_CLI_WORK_H

#include "cli/options.h"
#include "document/library.h"
#include "sts/sts.h"

/* After opening, everything but `diagnostics` is const, so that threads may share it. */
typedef struct {
  const StsOptions *options; /* lent */
  char *data;                /* folder with styles/ and fonts/ */
  char *content;             /* the library, as named */
  StsLibrary *library;
  GPtrArray *sections;         /* of const StsSection*: the chosen ones; all of them when none was named */
  bool partial;                /* the user named sections */
  StsDiagnostics *diagnostics; /* reading and checking, of the chosen sections only when `partial` */
  StsExporter *exporter;       /* NULL until sts_work_load_styles() */
} StsWork;

/* Reads and checks the library and chooses the sections. On failure says why on standard error, sets *status (StsExit)
 * and returns NULL. Faults of content are no failure: they are in `diagnostics`. Free with sts_work_free(). */
StsWork *sts_work_open(const StsOptions *options, int *status);
void sts_work_free(StsWork *work);

/* Makes the exporter: style, words and fonts as the options say. On failure says why, sets *status and returns false.
 */
bool sts_work_load_styles(StsWork *work, int *status);

/* The day on which the currency of that library is judged: --as-of, or else today where it wants reviews; otherwise not
 * set. */
StsDate sts_judgement_day(const StsOptions *options, const StsLibrary *library);

/* The day on which currency is judged: --as-of, or else today where the library wants reviews; not set where nothing
 * expires and nobody asks. */
StsDate sts_work_judgement_day(const StsWork *work);

/* How many diagnostics of that severity the section's file has. */
size_t sts_work_count_in_section(const StsWork *work, const StsSection *section, StsSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsWork, sts_work_free)

#endif
