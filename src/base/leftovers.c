/* Finds and removes what killed processes left. */
#include "base/leftovers.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/* So many bytes of the target's name are in it; the digits of its number; the folders that are open while one is
 * removed. */
enum { KEPT = 100, DIGITS = 8, FOLDERS = 16 };

static const char MARK[] = ".sts-";

char *
sts_leftovers_new_name(const char *folder, const char *base)
{
  g_autofree char *name =
      g_strdup_printf(".%.*s%s%d-%08x", sts_text_cut(base, KEPT), base, MARK, (int)getpid(), g_random_int());

  return g_build_filename(folder, name, NULL);
}

void
sts_leftovers_claim(int descriptor)
{
  /* A file system without locks has the process in the name alone. */
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EINTR)
    ;
}

/* The process that the name is of; 0: it is no such name. */
static pid_t
process_of(const char *name)
{
  const char *mark = *name == '.' ? g_strrstr(name, MARK) : NULL;
  guint64 process = 0;
  char *end = NULL;

  if (!mark || !g_ascii_isdigit(mark[strlen(MARK)]))
    return 0;
  process = g_ascii_strtoull(mark + strlen(MARK), &end, 10);
  if (*end != '-' || strlen(end + 1) != DIGITS || strspn(end + 1, "0123456789abcdef") != DIGITS)
    return 0;
  return process <= G_MAXINT ? (pid_t)process : 0;
}

/* In a container, all runs may have the same number: then the lock alone decides. */
static bool
is_gone(pid_t process)
{
  return process == getpid() || (kill(process, 0) != 0 && errno == ESRCH);
}

static int
remove_entry(const char *path, const struct stat *status, int kind, struct FTW *ftw)
{
  (void)status;
  (void)kind;
  (void)ftw;
  remove(path);
  return 0;
}

void
sts_leftovers_remove_folder(const char *folder)
{
  nftw(folder, remove_entry, FOLDERS, FTW_DEPTH | FTW_PHYS);
}

static void
clean(const char *path)
{
  int descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat status;

  if (descriptor < 0)
    return;
  if (fstat(descriptor, &status) == 0 && status.st_uid == geteuid() && flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
    if (S_ISDIR(status.st_mode))
      sts_leftovers_remove_folder(path);
    else if (S_ISREG(status.st_mode))
      unlink(path);
  }
  close(descriptor);
}

void
sts_leftovers_clean(const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);

  for (const char *name; entries && (name = g_dir_read_name(entries));) {
    pid_t process = process_of(name);
    if (process == 0 || !is_gone(process))
      continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    clean(path);
  }
}

void
sts_leftovers_clean_beside(GHashTable *cleaned, const char *path)
{
  char *real = realpath(path, NULL);
  char *folder = g_path_get_dirname(real ? real : path);

  free(real);
  if (g_hash_table_add(cleaned, folder))
    sts_leftovers_clean(folder);
}
