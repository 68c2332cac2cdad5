/* Reading files as a whole, within a bound, and telling apart why one cannot be had.
 *
 * What is not there, what is no file and what is too large is the caller's to mend; what the system does not let be
 * read, and what is not whole, is not.
 */
#ifndef STS_BASE_FILE_READ_H
#define STS_BASE_FILE_READ_H

#include <errno.h>
#include <glib.h>
#include <stdbool.h>

typedef enum {
  STS_FILE_READ,
  STS_FILE_MISSING, /* nothing has the name */
  STS_FILE_UNFIT,   /* a folder, a pipe or a device */
  STS_FILE_LARGE,   /* larger than the bound */
  STS_FILE_DENIED,  /* disk, permission or a limit */
  STS_FILE_CUT,     /* it ended before its size: somebody is at it, or the disk has lost a part */
} StsFileFate;

/* The bound for files of text. */
enum { STS_FILE_TEXT_MAX = 64 << 20 };

/* Reads the file, of at most `most` bytes; no more is ever read. `*bytes` ends with a NUL that is not counted; free it
 * with g_free(). Where it cannot be read, `*reason` says why, in words that follow a colon; free it with g_free(). */
StsFileFate sts_file_read(const char *path, size_t most, char **bytes, size_t *size, char **reason);

/* The same for those who make no difference. Returns false with `error`: G_FILE_ERROR_NOENT where it is missing, INVAL
 * where it is unfit or too large, otherwise another G_FILE_ERROR; the message names the file. */
bool sts_file_load(const char *path, size_t most, char **bytes, size_t *size, GError **error);

/* Sets `error` to what the system says (`number`, an errno) where something cannot be done with the file or folder,
 * such as "write". Returns false. */
bool sts_file_fail(GError **error, int number, const char *doing, const char *path);

/* Whether something has the name, as far as can be told: 0, ENOENT or ENOTDIR where nothing has, or the system's error.
 */
int sts_file_find(const char *path);

typedef enum {
  STS_FILE_KIND_NONE, /* nothing has the name */
  STS_FILE_KIND_FILE,
  STS_FILE_KIND_FOLDER,
  STS_FILE_KIND_OTHER, /* a pipe or a device */
} StsFileKind;

/* What has the name, or what it leads to. Returns 0, or the system's error where that cannot be told: a file that the
 * disk does not give is not one that is missing. */
int sts_file_look(const char *path, StsFileKind *kind);

/* Whether the file lies in the folder, whose name is resolved, once links are followed. What does not exist does: it is
 * reported when it is opened. */
bool sts_file_lies_inside(const char *real_folder, const char *path);

/* Whether the path is one in the folder, as both are written, but leads out of it once links are followed. */
bool sts_file_leads_out(const char *folder, const char *path);

/* Whether the system's error says that nothing has the name. */
static inline bool
sts_file_is_missing(int number)
{
  return number == ENOENT || number == ENOTDIR;
}

/* Whether the fate is the system's doing. */
static inline bool
sts_file_is_systems(StsFileFate fate)
{
  return fate == STS_FILE_DENIED || fate == STS_FILE_CUT;
}

#endif
