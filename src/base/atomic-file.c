/* All-or-nothing files: a temporary file beside the target, fsync, rename. */
#include "base/atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

enum { ATTEMPTS_MAX = 100 };

struct StsAtomicFile {
  char *path, *temporary;
  int descriptor;
  StsUnfinished *unfinished; /* lent; NULL: none */
  int slot;                  /* its place there; -1: none was free */
  mode_t mode;               /* the permissions to keep; 0: as a new file */
  bool exchanged;            /* what had its name before is under the temporary one */
};

static void
set_file_error(GError **error, int number, const char *doing, const char *path)
{
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "cannot %s “%s”: %s", doing, path,
              g_strerror(number));
}

static void
forget(StsAtomicFile *file)
{
  if (file->unfinished)
    sts_unfinished_drop(file->unfinished, file->slot);
  file->slot = -1;
}

mode_t
sts_file_mode(mode_t wanted)
{
  /* umask() can only be read by setting it, which another thread would notice; /proc tells without. */
  g_autofree char *status = NULL;
  unsigned mask = 022;

  if (g_file_get_contents("/proc/self/status", &status, NULL, NULL)) {
    const char *line = strstr(status, "\nUmask:");
    if (line)
      mask = (unsigned)g_ascii_strtoull(line + strlen("\nUmask:"), NULL, 8);
  }
  return (mode_t)(wanted & ~mask);
}

/* Returns the name to rename to: that which a link leads to, or the name itself. A rename over a folder, a device or a
 * pipe would fail or, worse, put a file in its place: then NULL with `error`. */
static char *
find_target(const char *path, GError **error)
{
  struct stat status;

  if (lstat(path, &status) != 0)
    return g_strdup(path);
  char *real = S_ISLNK(status.st_mode) ? realpath(path, NULL) : NULL;
  g_autofree char *target = g_strdup(real ? real : path);
  free(real);
  if (stat(target, &status) != 0)
    set_file_error(error, errno, "write", path);
  else if (S_ISDIR(status.st_mode))
    set_file_error(error, EISDIR, "write", path);
  else if (!S_ISREG(status.st_mode))
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "cannot write “%s”: it is a device or a pipe, not a file",
                path);
  else
    return g_steal_pointer(&target);
  return NULL;
}

/* Makes a file under a name that nothing has yet; the slot comes first, so that a handler never misses the file.
 * Returns 0 or the system's error. */
static int
try_temporary(StsAtomicFile *file, const char *folder)
{
  g_autofree char *base = g_path_get_basename(file->path);
  g_autofree char *name = g_strdup_printf(".%.*s.%08x", sts_text_cut(base, STS_ATOMIC_NAME_KEPT), base, g_random_int());

  file->temporary = g_build_filename(folder, name, NULL);
  if (file->unfinished)
    file->slot = sts_unfinished_add(file->unfinished, file->temporary);
  file->descriptor = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file->descriptor >= 0)
    return 0;
  int number = errno;
  forget(file);
  g_clear_pointer(&file->temporary, g_free);
  return number;
}

StsAtomicFile *
sts_atomic_file_new(const char *named, StsUnfinished *unfinished, GError **error)
{
  g_autofree char *path = find_target(named, error);

  if (!path)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot write “%s”: the folder “%s” does not exist", path,
                folder);
    return NULL;
  }
  StsAtomicFile *file = g_new(StsAtomicFile, 1);
  *file = (StsAtomicFile){.path = g_steal_pointer(&path), .descriptor = -1, .unfinished = unfinished, .slot = -1};
  int number = EEXIST;
  for (int attempt = 0; attempt < ATTEMPTS_MAX && number == EEXIST; attempt++)
    number = try_temporary(file, folder);
  if (number == 0)
    return file;
  set_file_error(error, number, "write", file->path);
  sts_atomic_file_free(file);
  return NULL;
}

void
sts_atomic_file_keep_mode(StsAtomicFile *file)
{
  struct stat status;

  if (stat(file->path, &status) == 0)
    file->mode = status.st_mode & 07777;
}

const char *
sts_atomic_file_get_temporary(const StsAtomicFile *file)
{
  return file->temporary;
}

bool
sts_atomic_file_write(StsAtomicFile *file, const void *bytes, size_t size, GError **error)
{
  const char *from = bytes;

  while (size > 0) {
    ssize_t written = write(file->descriptor, from, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0) {
      set_file_error(error, errno, "write", file->path);
      return false;
    }
    from += written;
    size -= (size_t)written;
  }
  return true;
}

void
sts_file_sync_name(const char *path)
{
  /* The rename itself reaches the disk with the folder; some file systems cannot sync a folder, which is no fault of
   * the file. */
  g_autofree char *folder = g_path_get_dirname(path);
  int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    fsync(descriptor);
    close(descriptor);
  }
}

static bool
flush(const StsAtomicFile *file, GError **error)
{
  /* A library may have written by name and replaced the file: open what is there now. */
  int descriptor = open(file->temporary, O_RDWR | O_CLOEXEC);
  mode_t mode = file->mode ? file->mode : sts_file_mode(0666);
  bool synced = descriptor >= 0 && fchmod(descriptor, mode) == 0 && fsync(descriptor) == 0;
  int number = errno;

  if (descriptor >= 0)
    close(descriptor);
  if (!synced)
    set_file_error(error, number, "write", file->path);
  return synced;
}

/* Gives the file its name. With `keep`, what had the name before is under the temporary one afterwards, if the file
 * system can do that. */
static bool
take_name(StsAtomicFile *file, bool keep, GError **error)
{
  struct stat status;
  bool there = keep && lstat(file->path, &status) == 0 && S_ISREG(status.st_mode);

  file->exchanged = there && renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_EXCHANGE) == 0;
  if (file->exchanged || rename(file->temporary, file->path) == 0)
    return true;
  set_file_error(error, errno, "write", file->path);
  return false;
}

static void
give_name_back(StsAtomicFile *file)
{
  if (file->exchanged)
    renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_EXCHANGE);
  else
    rename(file->path, file->temporary);
  file->exchanged = false;
}

static void
settle(StsAtomicFile *file)
{
  if (file->exchanged)
    unlink(file->temporary);
  forget(file);
  g_clear_pointer(&file->temporary, g_free);
  sts_file_sync_name(file->path);
}

bool
sts_atomic_files_commit(StsAtomicFile *const *files, size_t count, GError **error)
{
  size_t named = 0;

  for (size_t i = 0; i < count; i++)
    if (!flush(files[i], error))
      return false;
  while (named < count && take_name(files[named], count > 1, error))
    named++;
  for (size_t i = named; i > 0 && named < count; i--)
    give_name_back(files[i - 1]);
  for (size_t i = 0; i < count && named == count; i++)
    settle(files[i]);
  return named == count;
}

bool
sts_atomic_file_commit(StsAtomicFile *file, GError **error)
{
  return sts_atomic_files_commit(&file, 1, error);
}

void
sts_atomic_file_free(StsAtomicFile *file)
{
  if (!file)
    return;
  if (file->descriptor >= 0)
    close(file->descriptor);
  if (file->temporary)
    unlink(file->temporary);
  forget(file);
  g_free(file->temporary);
  g_free(file->path);
  g_free(file);
}
