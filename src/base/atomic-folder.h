/* Folders that appear complete under their name, or not at all.
 *
 * The files go to a temporary folder beside the target; commit flushes them to disk and renames it; every other end
 * removes it. While one is open, the signals that end a program wait, so that none of them leaves it behind: keep that
 * time short. What a crash leaves, a later run knows (base/leftovers.h).
 */
#ifndef STS_BASE_ATOMIC_FOLDER_H
#define STS_BASE_ATOMIC_FOLDER_H

#include <glib.h>
#include <stdbool.h>

typedef struct StsAtomicFolder StsAtomicFolder;

/* Creates the temporary folder beside `path`, which must not exist, or be an empty folder other than the current one.
 * Returns NULL with `error`: G_FILE_ERROR_EXIST if something is there, another G_FILE_ERROR if the parent is missing or
 * not writable. Free with sts_atomic_folder_free(), which abandons what was not committed. */
StsAtomicFolder *sts_atomic_folder_new(const char *path, GError **error);

/* Lends the temporary folder's name, for reading back what was written. */
const char *sts_atomic_folder_get_temporary(const StsAtomicFolder *folder);

/* Writes a file below the folder, making the folders on its way. `name` is relative, has no ".." and names a file that
 * is not there yet. */
bool sts_atomic_folder_write(StsAtomicFolder *folder, const char *name, const void *bytes, size_t size, GError **error);

/* Flushes and renames; permissions follow the umask. */
bool sts_atomic_folder_commit(StsAtomicFolder *folder, GError **error);

/* Abandons if not committed, and frees. NULL is allowed. */
void sts_atomic_folder_free(StsAtomicFolder *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsAtomicFolder, sts_atomic_folder_free)

#endif
