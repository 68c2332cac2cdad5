/* The words that a library wants and does not want. For the files of this room only. */
#ifndef STS_CHECK_TERMS_H
#define STS_CHECK_TERMS_H

#include "document/library.h"

/* The library's choices of words, ready to be looked for. */
typedef struct StsCheckTerms StsCheckTerms;

StsCheckTerms *sts_check_terms_new(const StsLibrary *library);
void sts_check_terms_free(StsCheckTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCheckTerms, sts_check_terms_free)

#endif
