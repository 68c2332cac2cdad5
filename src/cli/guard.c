/* Compares what a call writes with what it reads. */
#include "cli/guard.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exit-status.h"
#include "cli/report.h"

struct StsGuard {
  GHashTable *names; /* identity -> name */
};

/* Returns what tells the file from all others, whatever it is called; free with g_free(). */
static char *
identify(const struct stat *status)
{
  return g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)status->st_dev, (guint64)status->st_ino);
}

StsGuard *
sts_guard_new(void)
{
  StsGuard *guard = g_new(StsGuard, 1);

  guard->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return guard;
}

void
sts_guard_free(StsGuard *guard)
{
  if (!guard)
    return;
  g_hash_table_unref(guard->names);
  g_free(guard);
}

void
sts_guard_add(StsGuard *guard, const char *path)
{
  struct stat status;

  if (stat(path, &status) == 0)
    g_hash_table_insert(guard->names, identify(&status), g_strdup(path));
}

static const char *
lookup(const StsGuard *guard, const struct stat *status)
{
  g_autofree char *identity = identify(status);

  return g_hash_table_lookup(guard->names, identity);
}

const char *
sts_guard_find(const StsGuard *guard, const char *path)
{
  char *real = realpath(path, NULL);
  g_autofree char *at = g_strdup(real);
  const char *found = NULL;
  struct stat status;

  free(real);
  while (at && !found && stat(at, &status) == 0) {
    found = lookup(guard, &status);
    char *above = g_path_get_dirname(at);
    bool top = g_str_equal(above, at);
    g_free(at);
    at = above;
    if (top)
      break;
  }
  return found;
}

int
sts_guard_check_stdout(const char *const *files)
{
  struct stat output, status;

  if (fstat(STDOUT_FILENO, &output) != 0 || !S_ISREG(output.st_mode))
    return STS_EXIT_DONE;
  for (; *files; files++)
    if (stat(*files, &status) == 0 && status.st_dev == output.st_dev && status.st_ino == output.st_ino) {
      sts_report_message("standard output goes to “%s”, which this call reads; send it elsewhere", *files);
      return STS_EXIT_CALL;
    }
  return STS_EXIT_DONE;
}
