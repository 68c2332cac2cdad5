/* The ZIP container (EPUB 3.3, 4.2).
 *
 * Entries are written in the order in which they were added, with one pinned time, whatever the machine's zone. Text is
 * made when its turn comes, so that one entry at a time is in memory.
 */
#ifndef STS_OUTPUT_EPUB_ARCHIVE_H
#define STS_OUTPUT_EPUB_ARCHIVE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/watch.h"

typedef struct StsArchive StsArchive;

/* Appends an entry's content; called when it is written, perhaps more than once, with the same result. */
typedef void (*StsArchiveProducer)(GString *out, gpointer data);

/* Begins an archive that sts_archive_close() writes, from the beginning of the stream, which stays open. `time` is in
 * seconds since 1970 UTC, not before 1980. The first entry is `mimetype`, stored and without extra field. Returns NULL
 * with `error` (STS_EPUB_ERROR) on failure; free with sts_archive_free(). */
StsArchive *sts_archive_new(FILE *stream, const char *mimetype, int64_t time, GError **error);

/* Adds an entry that `producer` makes; `data` must live until the archive is closed or freed. */
bool sts_archive_add(StsArchive *archive, const char *name, StsArchiveProducer producer, gpointer data, GError **error);
/* Adds bytes as they are; compressed unless `stored`. */
bool sts_archive_add_bytes(StsArchive *archive, const char *name, GBytes *bytes, bool stored, GError **error);
/* Adds the file at `path`. */
bool sts_archive_add_file(StsArchive *archive, const char *name, const char *path, GError **error);

/* Lends what sts_epub_append_digest() makes of the entries that were added as bytes, and of those that were written
 * before the one that is being made. */
const char *sts_archive_get_digests(const StsArchive *archive);

/* Writes everything, unless `watch`, which may be NULL, stops the work: then returns false with STS_ERROR_CANCELLED. */
bool sts_archive_close(StsArchive *archive, StsWatch *watch, GError **error);
/* Discards what was not closed, and frees. NULL is allowed. */
void sts_archive_free(StsArchive *archive);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsArchive, sts_archive_free)

#endif
