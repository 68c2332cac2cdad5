/* All-or-nothing folders: a temporary folder beside the target, sync, rename. */
#include "base/atomic-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/leftovers.h"

enum { ATTEMPTS_MAX = 100 };

struct StsAtomicFolder {
  char *path, *temporary;
  GPtrArray *made;     /* paths of files and folders in it, in the order of their making */
  GHashTable *folders; /* those among them that are folders */
  int descriptor;      /* holds the lock of the temporary folder; -1: none */
  sigset_t signals;    /* as they were before */
};

static bool
is_current(const char *path)
{
  struct stat there, here;

  return stat(path, &there) == 0 && stat(".", &here) == 0 && there.st_dev == here.st_dev && there.st_ino == here.st_ino;
}

/* Whether the folder may be replaced; what does not exist may. */
static bool
check_target(const char *path, GError **error)
{
  struct stat status;

  if (lstat(path, &status) != 0)
    return true;
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  if (dir && is_current(path)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "“%s” is the current folder; name one that does not exist yet",
                path);
    return false;
  }
  if (dir && !g_dir_read_name(dir))
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
              dir ? "the folder “%s” is not empty; name one that does not exist yet"
                  : "“%s” exists and is no empty folder; name one that does not exist yet",
              path);
  return false;
}

/* The target with links resolved, where it exists, and without slashes at its end. */
static char *
resolve(const char *path)
{
  char *real = realpath(path, NULL);
  char *copy = g_strdup(real ? real : path);
  size_t length = strlen(copy);

  free(real);
  while (length > 1 && copy[length - 1] == '/')
    copy[--length] = '\0';
  return copy;
}

static void
hold_signals(StsAtomicFolder *folder)
{
  /* A crash cannot wait, nor can what a thread says to another. */
  static const int OTHERS[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
  sigset_t held;

  sigfillset(&held);
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    sigdelset(&held, OTHERS[i]);
  pthread_sigmask(SIG_BLOCK, &held, &folder->signals);
}

/* Returns 0 or the system's error. */
static int
make_temporary(StsAtomicFolder *folder, const char *parent, const char *base)
{
  int number = EEXIST;

  for (int attempt = 0; attempt < ATTEMPTS_MAX && number == EEXIST; attempt++) {
    folder->temporary = sts_leftovers_new_name(parent, base);
    number = mkdir(folder->temporary, 0700) == 0 ? 0 : errno;
    if (number != 0)
      g_clear_pointer(&folder->temporary, g_free);
  }
  if (number != 0)
    return number;
  folder->descriptor = open(folder->temporary, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder->descriptor >= 0)
    sts_leftovers_claim(folder->descriptor);
  return 0;
}

StsAtomicFolder *
sts_atomic_folder_new(const char *path, GError **error)
{
  if (!check_target(path, error))
    return NULL;
  g_autofree char *target = resolve(path);
  g_autofree char *parent = g_path_get_dirname(target), *base = g_path_get_basename(target);
  if (sts_file_find(parent) == ENOENT) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "cannot write “%s”: the folder “%s” does not exist", path,
                parent);
    return NULL;
  }
  StsAtomicFolder *folder = g_new0(StsAtomicFolder, 1);
  folder->descriptor = -1;
  hold_signals(folder);
  int number = make_temporary(folder, parent, base);
  if (number != 0) {
    sts_file_fail(error, number, "write", path);
    pthread_sigmask(SIG_SETMASK, &folder->signals, NULL);
    g_free(folder);
    return NULL;
  }
  folder->path = g_steal_pointer(&target);
  folder->made = g_ptr_array_new_with_free_func(g_free);
  folder->folders = g_hash_table_new(g_str_hash, g_str_equal);
  return folder;
}

const char *
sts_atomic_folder_get_temporary(const StsAtomicFolder *folder)
{
  return folder->temporary;
}

/* Makes the folders on the way to a name. */
static bool
make_way(StsAtomicFolder *folder, const char *name, GError **error)
{
  for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
    g_autofree char *part = g_strndup(name, (size_t)(slash - name));
    char *path = g_build_filename(folder->temporary, part, NULL);
    if (g_hash_table_contains(folder->folders, path)) {
      g_free(path);
      continue;
    }
    if (mkdir(path, 0777) != 0) {
      sts_file_fail(error, errno, "make the folder", path);
      g_free(path);
      return false;
    }
    g_ptr_array_add(folder->made, path);
    g_hash_table_add(folder->folders, path);
  }
  return true;
}

static bool
write_all(int descriptor, const char *from, size_t size)
{
  while (size > 0) {
    ssize_t written = write(descriptor, from, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    from += written;
    size -= (size_t)written;
  }
  return true;
}

bool
sts_atomic_folder_write(StsAtomicFolder *folder, const char *name, const void *bytes, size_t size, GError **error)
{
  if (!make_way(folder, name, error))
    return false;
  char *path = g_build_filename(folder->temporary, name, NULL);
  int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    sts_file_fail(error, errno, "write", path);
    g_free(path);
    return false;
  }
  g_ptr_array_add(folder->made, path);
  bool done = write_all(descriptor, bytes, size);
  int number = errno;
  /* A full disk may show no earlier than here. */
  if (close(descriptor) != 0 && done) {
    done = false;
    number = errno;
  }
  return done || sts_file_fail(error, number, "write", path);
}

/* One call for all files: thousands of them would take long one by one. */
static bool
sync_all(const char *path, GError **error)
{
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (descriptor < 0)
    return sts_file_fail(error, errno, "write", path);
  bool synced = syncfs(descriptor) == 0;
  int number = errno;
  close(descriptor);
  return synced || sts_file_fail(error, number, "write", path);
}

bool
sts_atomic_folder_commit(StsAtomicFolder *folder, GError **error)
{
  if (chmod(folder->temporary, sts_file_mode(0777)) != 0)
    return sts_file_fail(error, errno, "write", folder->path);
  if (!sync_all(folder->temporary, error))
    return false;
  if (rename(folder->temporary, folder->path) != 0)
    return sts_file_fail(error, errno, "write", folder->path);
  sts_file_sync_name(folder->path);
  g_clear_pointer(&folder->temporary, g_free);
  return true;
}

static void
remove_all(const StsAtomicFolder *folder)
{
  for (guint i = folder->made->len; i > 0; i--) {
    const char *path = g_ptr_array_index(folder->made, i - 1);
    if (g_hash_table_contains(folder->folders, path))
      rmdir(path);
    else
      unlink(path);
  }
  rmdir(folder->temporary);
}

void
sts_atomic_folder_free(StsAtomicFolder *folder)
{
  if (!folder)
    return;
  if (folder->temporary)
    remove_all(folder);
  if (folder->descriptor >= 0)
    close(folder->descriptor);
  pthread_sigmask(SIG_SETMASK, &folder->signals, NULL);
  g_hash_table_unref(folder->folders);
  g_ptr_array_unref(folder->made);
  g_free(folder->temporary);
  g_free(folder->path);
  g_free(folder);
}
