/* All-or-nothing files: a file without a name, or with a temporary one, beside the target; fsync, link or rename. */
#include "base/atomic-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/leftovers.h"

enum { ATTEMPTS_MAX = 100, LINK_SIZE = 32, COMPARED_AT_ONCE = 1 << 16 };

struct StsAtomicFile {
  char *path;
  char *temporary; /* NULL: it has no name */
  int descriptor;
  StsUnfinished *unfinished; /* lent; NULL: none */
  int slot;                  /* its place there; -1: none was free */
  mode_t mode;               /* the permissions to keep; 0: as a new file */
  bool exchanged;            /* what had its name before is under the temporary one */
  bool *same;                /* lent: set to whether it was dropped for a file of the same bytes; NULL: it never is */
};

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

  if (lstat(path, &status) != 0) {
    if (sts_file_is_missing(errno))
      return g_strdup(path);
    sts_file_fail(error, errno, "write", path);
    return NULL;
  }
  char *real = S_ISLNK(status.st_mode) ? realpath(path, NULL) : NULL;
  g_autofree char *target = g_strdup(real ? real : path);
  free(real);
  if (stat(target, &status) != 0)
    sts_file_fail(error, errno, "write", path);
  else if (S_ISDIR(status.st_mode))
    sts_file_fail(error, EISDIR, "write", path);
  else if (!S_ISREG(status.st_mode))
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "cannot write “%s”: it is a device or a pipe, not a file",
                path);
  else
    return g_steal_pointer(&target);
  return NULL;
}

/* Where the system shows an open file, by which one without a name can be given one. */
static void
print_link(const StsAtomicFile *file, char link[LINK_SIZE])
{
  g_snprintf(link, LINK_SIZE, "/proc/self/fd/%d", file->descriptor);
}

/* A file without a name can be left behind by nothing, but not every file system has such. Returns 0 or the system's
 * error. */
static int
try_nameless(StsAtomicFile *file, const char *folder)
{
  char link[LINK_SIZE];

  file->descriptor = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
  if (file->descriptor < 0)
    return errno;
  print_link(file, link);
  if (access(link, F_OK) == 0)
    return 0;
  close(file->descriptor);
  file->descriptor = -1;
  return ENOENT;
}

/* Makes a name for the file, or the file with it: with whatever `make` does. The slot comes first, so that a handler
 * never misses the file. Returns 0 or the system's error. */
static int
take_temporary(StsAtomicFile *file, int (*make)(StsAtomicFile *file))
{
  g_autofree char *folder = g_path_get_dirname(file->path), *base = g_path_get_basename(file->path);
  int number = EEXIST;

  for (int attempt = 0; attempt < ATTEMPTS_MAX && number == EEXIST; attempt++) {
    file->temporary = sts_leftovers_new_name(folder, base);
    if (file->unfinished)
      file->slot = sts_unfinished_add(file->unfinished, file->temporary);
    number = make(file) == 0 ? 0 : errno;
    if (number == 0)
      break;
    forget(file);
    g_clear_pointer(&file->temporary, g_free);
  }
  return number;
}

static int
make_named(StsAtomicFile *file)
{
  file->descriptor = open(file->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return file->descriptor < 0 ? -1 : 0;
}

static int
link_to(const StsAtomicFile *file, const char *path)
{
  char link[LINK_SIZE];

  print_link(file, link);
  return linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

static int
link_temporary(StsAtomicFile *file)
{
  return link_to(file, file->temporary);
}

StsAtomicFile *
sts_atomic_file_new(const char *named, StsUnfinished *unfinished, GError **error)
{
  g_autofree char *path = find_target(named, error);

  if (!path)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  if (sts_file_find(folder) == ENOENT) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot write “%s”: the folder “%s” does not exist", path,
                folder);
    return NULL;
  }
  StsAtomicFile *file = g_new(StsAtomicFile, 1);
  *file = (StsAtomicFile){.path = g_steal_pointer(&path), .descriptor = -1, .unfinished = unfinished, .slot = -1};
  int number = try_nameless(file, folder);
  if (number == EOPNOTSUPP || number == EISDIR || number == ENOENT || number == EINVAL)
    number = take_temporary(file, make_named);
  if (number == 0) {
    sts_leftovers_claim(file->descriptor);
    return file;
  }
  sts_file_fail(error, number, "write", file->path);
  sts_atomic_file_free(file);
  return NULL;
}

bool
sts_atomic_file_keep_mode(StsAtomicFile *file, GError **error)
{
  struct stat status;

  if (stat(file->path, &status) != 0) {
    sts_file_fail(error, errno, "read", file->path);
    return false;
  }
  file->mode = status.st_mode & 07777;
  return true;
}

void
sts_atomic_file_spare_same(StsAtomicFile *file, bool *same)
{
  *same = false;
  file->same = same;
}

FILE *
sts_atomic_file_open_stream(StsAtomicFile *file, GError **error)
{
  int descriptor = fcntl(file->descriptor, F_DUPFD_CLOEXEC, 0);
  FILE *stream = descriptor >= 0 ? fdopen(descriptor, "wb") : NULL;

  if (stream)
    return stream;
  sts_file_fail(error, errno, "write", file->path);
  if (descriptor >= 0)
    close(descriptor);
  return NULL;
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
      sts_file_fail(error, errno, "write", file->path);
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

/* ---- what is there already ---- */

/* Returns how many of the bytes wanted could be had; less at the file's end, or where the disk does not give them. */
static size_t
read_at(int descriptor, char *bytes, size_t wanted, off_t place)
{
  size_t done = 0;
  ssize_t count = 0;

  while (done < wanted && ((count = pread(descriptor, bytes + done, wanted - done, place + (off_t)done)) > 0 ||
                           (count < 0 && errno == EINTR)))
    done += count > 0 ? (size_t)count : 0;
  return done;
}

static bool
hold_same_bytes(int one, int other)
{
  g_autofree char *bytes = g_malloc(2 * COMPARED_AT_ONCE);
  struct stat of_one, of_other;

  if (fstat(one, &of_one) != 0 || fstat(other, &of_other) != 0 || !S_ISREG(of_other.st_mode) ||
      of_one.st_size != of_other.st_size)
    return false;
  for (off_t place = 0; place < of_one.st_size; place += COMPARED_AT_ONCE) {
    size_t wanted = (size_t)MIN(of_one.st_size - place, COMPARED_AT_ONCE);
    if (read_at(one, bytes, wanted, place) != wanted ||
        read_at(other, bytes + COMPARED_AT_ONCE, wanted, place) != wanted ||
        memcmp(bytes, bytes + COMPARED_AT_ONCE, wanted) != 0)
      return false;
  }
  return true;
}

/* Whether the file is to be dropped for the one that is there. What cannot be read is another. */
static bool
is_spared(const StsAtomicFile *file)
{
  if (!file->same)
    return false;
  int there = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  *file->same = there >= 0 && hold_same_bytes(file->descriptor, there);
  if (there >= 0)
    close(there);
  return *file->same;
}

/* ---- the commit ---- */

static bool
flush(const StsAtomicFile *file, GError **error)
{
  mode_t mode = file->mode ? file->mode : sts_file_mode(0666);

  if (fchmod(file->descriptor, mode) == 0 && fsync(file->descriptor) == 0)
    return true;
  sts_file_fail(error, errno, "write", file->path);
  return false;
}

/* Puts the file in the place of what has its name. With `keep`, that is under the temporary name afterwards, if the
 * file system can exchange names. Returns 0 or the system's error. */
static int
replace(StsAtomicFile *file, bool keep)
{
  int number = file->temporary ? 0 : take_temporary(file, link_temporary);

  if (number != 0)
    return number;
  file->exchanged = keep && renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_EXCHANGE) == 0;
  return file->exchanged || rename(file->temporary, file->path) == 0 ? 0 : errno;
}

/* Gives the file its name. One without any gets it at once where nothing has it; nothing is ever unfinished then. */
static bool
take_name(StsAtomicFile *file, bool keep, GError **error)
{
  struct stat status;
  bool there = lstat(file->path, &status) == 0;
  bool linked = !file->temporary && !there && link_to(file, file->path) == 0;
  int number = linked ? 0 : replace(file, keep && there && S_ISREG(status.st_mode));

  if (number == 0)
    return true;
  sts_file_fail(error, number, "write", file->path);
  return false;
}

static void
give_name_back(StsAtomicFile *file)
{
  if (file->exchanged)
    renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_EXCHANGE);
  else
    unlink(file->path);
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

static bool
commit_all(StsAtomicFile *const *files, size_t count, GError **error)
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
sts_atomic_files_commit(StsAtomicFile *const *files, size_t count, GError **error)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new();

  for (size_t i = 0; i < count; i++)
    if (!is_spared(files[i]))
      g_ptr_array_add(others, files[i]);
  return commit_all((StsAtomicFile *const *)others->pdata, others->len, error);
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
