/* The proof that no word was lost, added or moved. For the files of this room only. */
#ifndef STS_IMPORT_PROOF_H
#define STS_IMPORT_PROOF_H

#include "import/document.h"

typedef struct StsImportProof StsImportProof;

/* Compares the sections, in their order and as they were written, with the document. */
StsImportProof *sts_import_proof_new(StsImport *import);
void sts_import_proof_free(StsImportProof *proof);
/* Returns false with `error` at the first line that is not the document's next. */
bool sts_import_proof_add(StsImportProof *proof, const char *name, const char *text, size_t length, GError **error);
/* Whether nothing of the document is missing. Sets written_words. */
bool sts_import_proof_finish(StsImportProof *proof, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsImportProof, sts_import_proof_free)

#endif
