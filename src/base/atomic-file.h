/* Files that appear complete under their name, or not at all.
 *
 * The data goes to a file without a name in the same folder, where the file system has such, otherwise to one with a
 * temporary name (base/leftovers.h); commit flushes it to disk and gives it its name; every other end removes it.
 */
#ifndef STS_BASE_ATOMIC_FILE_H
#define STS_BASE_ATOMIC_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "base/unfinished.h"

typedef struct StsAtomicFile StsAtomicFile;

/* Creates the file in the folder of `path`. Returns NULL with `error` (G_FILE_ERROR) if the folder is missing or not
 * writable, or if `path` is a folder, a device or a pipe. Where `path` is a link, the file that it leads to is written
 * and the link stays. `unfinished` is lent, and has the file's temporary name as long as it has one; NULL: nobody will
 * ask. Free with sts_atomic_file_free(), which abandons what was not committed. */
StsAtomicFile *sts_atomic_file_new(const char *path, StsUnfinished *unfinished, GError **error);

/* Has the file keep the permissions of the one that it takes the place of, rather than those that a new file gets.
 * Returns false with `error` where they cannot be read. */
bool sts_atomic_file_keep_mode(StsAtomicFile *file, GError **error);

/* Has a file that is there already, and holds the same bytes, stay as it is, with its time: the commit drops this one
 * then, and sets `*same`, which is lent, to whether that was so. */
void sts_atomic_file_spare_same(StsAtomicFile *file, bool *same);

/* Returns a stream that writes to the file and can be sought in; close it before the commit. */
FILE *sts_atomic_file_open_stream(StsAtomicFile *file, GError **error);

/* Appends bytes. */
bool sts_atomic_file_write(StsAtomicFile *file, const void *bytes, size_t size, GError **error);

/* Flushes to disk and gives the file its name; permissions follow the umask, unless they are kept. */
bool sts_atomic_file_commit(StsAtomicFile *file, GError **error);

/* The same for several, all or none: flushes all before the first takes its name. Where one cannot have its name, those
 * before it give theirs back to what had it before; only what a file system without an exchange of names has
 * overwritten by then is lost. */
bool sts_atomic_files_commit(StsAtomicFile *const *files, size_t count, GError **error);

/* Abandons if not committed, and frees. NULL is allowed. */
void sts_atomic_file_free(StsAtomicFile *file);

/* Has the name reach the disk that a file or folder was just given, as far as the file system can. */
void sts_file_sync_name(const char *path);

/* The permissions that a new file or folder gets: those wanted, as the umask lets them. */
mode_t sts_file_mode(mode_t wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsAtomicFile, sts_atomic_file_free)

#endif
