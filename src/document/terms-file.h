/* Loads the words that the program prints. */
#ifndef STS_DOCUMENT_TERMS_FILE_H
#define STS_DOCUMENT_TERMS_FILE_H

#include <stdbool.h>

#include "base/diagnostic.h"
#include "document/terms.h"

/* Loads every terms/<language>.yaml below the NULL-terminated folders of styles, in order of preference. The last,
 * which must be there, has all words of each of its languages; a file in one before it may hold some only, and has the
 * rest from the next folder that knows the language, or one that its tag begins with. A missing or unknown key is a
 * diagnostic, and the file is not used. Returns NULL with `error` when a folder cannot be read or English is missing or
 * faulty. `library`, unless it is NULL, is the library's folder: what lies in it, and is a link out of it, is a
 * diagnostic, and not read. Free with sts_terms_set_free(). */
StsTermsSet *sts_terms_load_from(const char *const *folders, const char *library, StsDiagnostics *diagnostics,
                                 GError **error);
/* The same of one folder. */
StsTermsSet *sts_terms_load(const char *styles_folder, StsDiagnostics *diagnostics, GError **error);

#endif
