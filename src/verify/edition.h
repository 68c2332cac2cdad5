/* What a library would say today, in the place of an exported file. */
#ifndef STS_VERIFY_EDITION_H
#define STS_VERIFY_EDITION_H

#include "document/reading.h"

/* A library that is asked again and again; each of its sections is checked once. */
typedef struct StsEditions StsEditions;

/* What the library says in the place of one file. */
typedef struct {
  GPtrArray *sections; /* of const StsSection*: those of the file that the library has */
  size_t *errors;      /* for each: how many keep it from being exported */
  StsReading *reading; /* of the sections; NULL where there is none */
} StsEdition;

/* Library and terms are lent; `faults` (may be NULL) is what loading the library found. Free with sts_editions_free().
 */
StsEditions *sts_editions_new(const StsLibrary *library, const StsDiagnostics *faults, const StsTermsSet *terms);
void sts_editions_free(StsEditions *editions);

const StsLibrary *sts_editions_library(const StsEditions *editions);

/* How many errors keep the section of the library from being exported, whether its review is overdue or not. */
size_t sts_editions_count_errors(StsEditions *editions, const StsSection *section);

/* Returns what an export made today in the place of that reading would say, in the same form and with the same stamps
 * of reviews that are overdue; of the book of the whole library, and where `like` is NULL, with all that the library
 * has. Free with sts_edition_free(). */
StsEdition *sts_editions_read(StsEditions *editions, const StsReading *like);
void sts_edition_free(StsEdition *edition);

/* Whether the reading is of the book of the whole library, and not of some of its sections. */
bool sts_reading_is_whole_book(const StsReading *reading, const StsLibrary *library);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsEditions, sts_editions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsEdition, sts_edition_free)

#endif
