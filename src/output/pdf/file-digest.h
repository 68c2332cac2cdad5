/* The fingerprint of all that a PDF holds, the same for its writer and its reader, however its objects are numbered,
 * ordered or packed: of each object that the catalog or the information dictionary leads to, in the order in which they
 * are met, and of what it refers to. Keys are sorted, strings decoded, and streams unpacked, but for pictures.
 */
#ifndef STS_OUTPUT_PDF_FILE_DIGEST_H
#define STS_OUTPUT_PDF_FILE_DIGEST_H

#include "base/pdf/pdf-read.h"

typedef struct StsPdfDigest StsPdfDigest;

/* Free with sts_pdf_digest_free(). */
StsPdfDigest *sts_pdf_digest_new(void);
void sts_pdf_digest_free(StsPdfDigest *digest);

/* Whether the data of a stream with that dictionary are taken unpacked. */
bool sts_pdf_digest_unpacks(StsPdfSlice dictionary);

/* Adds an object: its text, and of a stream its dictionary and its data; NULL: it is none. Of the same object the first
 * is kept. */
void sts_pdf_digest_add(StsPdfDigest *digest, guint32 id, StsPdfSlice text, const void *data, size_t length);

/* The same of a stream that is packed by Flate, if by anything. */
void sts_pdf_digest_add_packed(StsPdfDigest *digest, guint32 id, StsPdfSlice text, const void *data, size_t length);

/* Returns the fingerprint; free with g_free(). */
char *sts_pdf_digest_finish(const StsPdfDigest *digest, guint32 root, guint32 info);

/* Copies XMP but for the fingerprint that it holds. */
void sts_pdf_digest_strip(GString *bare, const char *xmp, size_t length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPdfDigest, sts_pdf_digest_free)

#endif
