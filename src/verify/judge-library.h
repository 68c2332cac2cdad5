/* The verdict on a reading with a library at hand. */
#ifndef STS_VERIFY_JUDGE_LIBRARY_H
#define STS_VERIFY_JUDGE_LIBRARY_H

#include "sts/verify.h"
#include "verify/edition.h"

/* Whether the file was made from this library, of which no section need have been read. */
bool sts_reading_is_of_library(const StsReading *reading, const StsLibrary *library);

/* Judges a file by what the library would say in its place. A section whose review was due before `as_of` is outdated;
 * not set: no review is overdue. Free with sts_verification_free(). */
StsVerification *sts_judge_with_library(const StsReading *reading, StsEditions *editions, StsDate as_of);

#endif
