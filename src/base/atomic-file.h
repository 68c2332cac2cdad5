/* Files that appear complete under their name, or not at all.
 *
 * The data goes to a temporary file in the same folder; commit flushes it to disk and renames it; every other end
 * removes it.
 */
#ifndef STS_BASE_ATOMIC_FILE_H
#define STS_BASE_ATOMIC_FILE_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/unfinished.h"

/* So many bytes of a target's name its temporary name has in it. */
enum { STS_ATOMIC_NAME_KEPT = 100 };

typedef struct StsAtomicFile StsAtomicFile;

/* Creates the temporary file beside `path`. Returns NULL with `error` (G_FILE_ERROR) if the folder is missing or not
 * writable, or if `path` is a folder, a device or a pipe. Where `path` is a link, the file that it leads to is written
 * and the link stays. `unfinished` is lent, and has the file's name as long as it is not finished; NULL: nobody will
 * ask. Free with sts_atomic_file_free(), which abandons what was not committed. */
StsAtomicFile *sts_atomic_file_new(const char *path, StsUnfinished *unfinished, GError **error);

/* Has the file keep the permissions of the one that it takes the place of, rather than those that a new file gets. */
void sts_atomic_file_keep_mode(StsAtomicFile *file);

/* Lends the temporary file's name, for libraries that write by name. The file exists and is empty. */
const char *sts_atomic_file_get_temporary(const StsAtomicFile *file);

/* Appends bytes. */
bool sts_atomic_file_write(StsAtomicFile *file, const void *bytes, size_t size, GError **error);

/* Flushes and renames; permissions follow the umask, unless they are kept. A library that wrote by name may have
 * replaced the file meanwhile.
 */
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
