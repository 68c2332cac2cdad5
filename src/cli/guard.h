/* What a call reads, so that nothing it writes takes the place of that. */
#ifndef STS_CLI_GUARD_H
#define STS_CLI_GUARD_H

#include <glib.h>

/* Files are told apart by device and inode, so that symbolic and hard links lead to the same. */
typedef struct StsGuard StsGuard;

StsGuard *sts_guard_new(void);
void sts_guard_free(StsGuard *guard);

/* Takes note of a file that the call reads, or of a folder, for all that is below it; the name is copied. What does not
 * exist is left out. */
void sts_guard_add(StsGuard *guard, const char *path);

/* Lends the name of the file that the call reads, or of the folder of such, that would be changed by writing to the
 * path; NULL: none would. */
const char *sts_guard_find(const StsGuard *guard, const char *path);

/* Says on standard error, if standard output goes to a file that the call reads, which one. Returns an StsExit: DONE or
 * CALL. `files` is NULL-terminated. */
int sts_guard_check_stdout(const char *const *files);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsGuard, sts_guard_free)

#endif
