/* Reads whole files. */
#include "base/file-read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static StsFileFate
fail(int number, char **reason)
{
  *reason = g_strdup(g_strerror(number));
  return sts_file_is_missing(number) ? STS_FILE_MISSING : STS_FILE_DENIED;
}

static StsFileFate
refuse(StsFileFate fate, char **reason, char *words)
{
  *reason = words;
  return fate;
}

/* Anything else than a file may never end, or never begin: one waits for a pipe's writer. */
static StsFileFate
check(int descriptor, size_t most, size_t *size, char **reason)
{
  struct stat status;

  if (fstat(descriptor, &status) != 0)
    return fail(errno, reason);
  if (!S_ISREG(status.st_mode))
    return refuse(STS_FILE_UNFIT, reason, g_strdup(S_ISDIR(status.st_mode) ? "it is a folder" : "it is not a file"));
  if ((guint64)status.st_size > most)
    return refuse(STS_FILE_LARGE, reason, g_strdup_printf("it is larger than %zu MB", most >> 20));
  *size = (size_t)status.st_size;
  return STS_FILE_READ;
}

static StsFileFate
read_all(int descriptor, char *bytes, size_t size, char **reason)
{
  for (size_t done = 0; done < size;) {
    ssize_t count = read(descriptor, bytes + done, size - done);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return fail(errno, reason);
    if (count == 0) {
      *reason = g_strdup_printf("it is not whole: it ends after %zu of %zu bytes; another program may be writing it",
                                done, size);
      return STS_FILE_CUT;
    }
    done += (size_t)count;
  }
  return STS_FILE_READ;
}

StsFileFate
sts_file_read(const char *path, size_t most, char **bytes, size_t *size, char **reason)
{
  int descriptor;

  do
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0)
    return fail(errno, reason);
  StsFileFate fate = check(descriptor, most, size, reason);
  if (fate == STS_FILE_READ) {
    *bytes = g_malloc(*size + 1);
    (*bytes)[*size] = '\0';
    fate = read_all(descriptor, *bytes, *size, reason);
    if (fate != STS_FILE_READ)
      g_clear_pointer(bytes, g_free);
  }
  close(descriptor);
  return fate;
}

bool
sts_file_load(const char *path, size_t most, char **bytes, size_t *size, GError **error)
{
  static const GFileError CODES[] = {[STS_FILE_MISSING] = G_FILE_ERROR_NOENT,
                                     [STS_FILE_UNFIT] = G_FILE_ERROR_INVAL,
                                     [STS_FILE_LARGE] = G_FILE_ERROR_INVAL,
                                     [STS_FILE_DENIED] = G_FILE_ERROR_FAILED,
                                     [STS_FILE_CUT] = G_FILE_ERROR_IO};
  g_autofree char *reason = NULL;
  StsFileFate fate = sts_file_read(path, most, bytes, size, &reason);

  if (fate != STS_FILE_READ)
    g_set_error(error, G_FILE_ERROR, CODES[fate], "“%s” cannot be read: %s", path, reason);
  return fate == STS_FILE_READ;
}

bool
sts_file_fail(GError **error, int number, const char *doing, const char *path)
{
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "cannot %s “%s”: %s", doing, path,
              g_strerror(number));
  return false;
}

int
sts_file_find(const char *path)
{
  struct stat status;

  return stat(path, &status) == 0 ? 0 : errno;
}

int
sts_file_look(const char *path, StsFileKind *kind)
{
  struct stat status;

  *kind = STS_FILE_KIND_NONE;
  if (stat(path, &status) != 0)
    return sts_file_is_missing(errno) ? 0 : errno;
  *kind = S_ISREG(status.st_mode)   ? STS_FILE_KIND_FILE
          : S_ISDIR(status.st_mode) ? STS_FILE_KIND_FOLDER
                                    : STS_FILE_KIND_OTHER;
  return 0;
}

bool
sts_file_lies_inside(const char *real_folder, const char *path)
{
  char *resolved = realpath(path, NULL);
  size_t length = strlen(real_folder);
  bool inside = !resolved || strcmp(real_folder, "/") == 0 ||
                (strncmp(resolved, real_folder, length) == 0 && resolved[length] == '/');

  free(resolved);
  return inside;
}

bool
sts_file_leads_out(const char *folder, const char *path)
{
  g_autofree char *outer = g_canonicalize_filename(folder, NULL), *inner = g_canonicalize_filename(path, NULL);
  size_t length = strlen(outer);
  bool within = strcmp(outer, "/") == 0 || (strncmp(inner, outer, length) == 0 && inner[length] == '/');
  char *resolved = within ? realpath(folder, NULL) : NULL;
  bool out = resolved && !sts_file_lies_inside(resolved, path);

  free(resolved);
  return out;
}
