/* The families of rules, one a file. For the files of this room only. */
#ifndef STS_CHECK_FAMILIES_H
#define STS_CHECK_FAMILIES_H

#include "check/report.h"

/* Whether no text is so long that the others had to look at it for too long. */
bool sts_check_library_lengths(const StsCheck *check);
bool sts_check_lengths(const StsCheck *check, const StsSection *section);

/* On the library itself. */
void sts_check_library_structure(const StsCheck *check);
void sts_check_library_language(const StsCheck *check);
void sts_check_library_figures(const StsCheck *check);
void sts_check_library_terms(const StsCheck *check);
void sts_check_library_foreign(const StsCheck *check);
void sts_check_library_safety(const StsCheck *check);
void sts_check_library_abbreviations(const StsCheck *check);
void sts_check_library_bidi(const StsCheck *check);
void sts_check_library_slots(const StsCheck *check);

/* Whether anyone will read what any rule of patient safety says. */
bool sts_check_wants_safety(const StsCheck *check);
/* For a StsSafetyReport, whose data are the check. */
void sts_check_report_safety(gpointer check, StsRule rule, StsPosition position, const char *text);

/* On one section. */
void sts_check_provenance(const StsCheck *check, const StsSection *section);
void sts_check_structure(const StsCheck *check, const StsSection *section);
void sts_check_links(const StsCheck *check, const StsSection *section);
void sts_check_figures(const StsCheck *check, const StsSection *section);
void sts_check_language(const StsCheck *check, const StsSection *section);
void sts_check_foreign(const StsCheck *check, const StsSection *section);
void sts_check_safety(const StsCheck *check, const StsSection *section);
void sts_check_numbers(const StsCheck *check, const StsSection *section);
void sts_check_bidi(const StsCheck *check, const StsSection *section);
void sts_check_currency(const StsCheck *check, const StsSection *section);
void sts_check_slots(const StsCheck *check, const StsSection *section);
void sts_check_clinic_code(const StsCheck *check, const StsSection *section);
void sts_check_gaps(const StsCheck *check, const StsSection *section);
void sts_check_readability(const StsCheck *check, const StsSection *section);
void sts_check_library_readability(const StsCheck *check);
void sts_check_terms(const StsCheck *check, const StsSection *section);
void sts_check_translation(const StsCheck *check, const StsSection *section);

#endif
