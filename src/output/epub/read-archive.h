/* The ZIP container of an EPUB as it is read back, within bounds. */
#ifndef STS_OUTPUT_EPUB_READ_ARCHIVE_H
#define STS_OUTPUT_EPUB_READ_ARCHIVE_H

#include "document/reading-builder.h"

typedef struct StsReadArchive StsReadArchive;

/* Opens the bytes, which must outlive the archive. Returns NULL with STS_VERIFY_ERROR. Free with
 * sts_read_archive_free(). */
StsReadArchive *sts_read_archive_open(const char *bytes, size_t size, StsReading *reading, GError **error);
void sts_read_archive_free(StsReadArchive *archive);

/* Whether there is such an entry. */
bool sts_read_archive_has(const StsReadArchive *archive, const char *name);

/* Returns the entry, unpacked and followed by a NUL; free with g_string_free(). Returns NULL with STS_VERIFY_ERROR
 * where it is missing (DAMAGED), larger than it says, or larger than is read. */
GString *sts_read_archive_get(StsReadArchive *archive, const char *name, GError **error);

/* Takes an entry with its SHA-256; `content` is lent, and NULL where the entry was unpacked before. */
typedef void (*StsReadArchiveVisit)(gpointer data, const char *name, const char *digest, const GString *content);

/* Visits all entries in their order. Returns false with STS_VERIFY_ERROR where one cannot be unpacked. */
bool sts_read_archive_each(StsReadArchive *archive, StsReadArchiveVisit visit, gpointer data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsReadArchive, sts_read_archive_free)

#endif
