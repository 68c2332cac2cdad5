/* The fingerprint of all that an EPUB holds, the same for its writer and its reader: of a line for each entry, sorted,
 * and of the package document, where the fingerprint itself is left empty. */
#ifndef STS_OUTPUT_EPUB_FILE_DIGEST_H
#define STS_OUTPUT_EPUB_FILE_DIGEST_H

#include <glib.h>
#include <stdbool.h>

/* Appends the line of an entry other than the package document. */
void sts_epub_append_digest(GString *digests, const char *digest, const char *name);

/* Returns the fingerprint; free with g_free(). `package` is the package document without it. */
char *sts_epub_digest_file(const char *digests, const GString *package);

#endif
