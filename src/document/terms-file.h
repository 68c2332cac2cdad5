/* Loads the words that the program prints. */
#ifndef STS_DOCUMENT_TERMS_FILE_H
#define STS_DOCUMENT_TERMS_FILE_H

#include <stdbool.h>

#include "base/diagnostic.h"
#include "document/terms.h"

/* Loads every styles/terms/<language>.yaml below `styles_folder`. A missing or unknown key is a diagnostic. Returns
 * NULL with `error` when the folder cannot be read or English is missing or faulty. Free with sts_terms_set_free(). */
StsTermsSet *sts_terms_load(const char *styles_folder, StsDiagnostics *diagnostics, GError **error);

#endif
