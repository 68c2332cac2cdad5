/* What the room offers beyond its public interface. */
#ifndef STS_IMPORT_IMPORT_H
#define STS_IMPORT_IMPORT_H

#include "document/terms.h"
#include "import/pandoc.h"
#include "sts/import.h"

/* As sts_import_read(), which is public, with the words by which closing parts are known; it takes them, also where it
 * returns NULL. */
StsImport *sts_import_read_file(const char *path, StsTermsSet *terms, const StsImportSettings *settings,
                                StsDiagnostics *diagnostics, GError **error);

/* The same of a text in memory, as if it were the content of a file of that path. */
StsImport *sts_import_read_text(const char *path, StsTermsSet *terms, const StsImportSettings *settings,
                                const char *text, size_t length, StsDiagnostics *diagnostics);

/* The same of what pandoc made of a text of Word or LibreOffice, which is the file of that path. */
StsImport *sts_import_read_made(const char *path, StsTermsSet *terms, const StsImportSettings *settings,
                                StsPandoc *pandoc, StsDiagnostics *diagnostics);

/* The same of a web page, in any encoding that it names. */
StsImport *sts_import_read_page(const char *path, StsTermsSet *terms, const StsImportSettings *settings,
                                const char *text, size_t length, StsDiagnostics *diagnostics);

#endif
