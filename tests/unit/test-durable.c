/* rooms: base */
/* What is promised of a file that has its name: its bytes reached the disk before it, and the name itself after. Stands
 * in for calls of the system, to see their order. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/atomic-file.h"
#include "base/atomic-folder.h"

static GString *calls; /* "sync NAME", "all NAME" (of its file system) and "name NAME", a line each */

static void
note(const char *call, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);

  g_string_append_printf(calls, "%s %s\n", call, name);
}

static void
note_descriptor(const char *call, int descriptor)
{
  g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", descriptor);
  g_autofree char *path = g_file_read_link(link, NULL);

  note(call, path);
}

/* These four are found before those of the C library. */
int
fsync(int descriptor)
{
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");

  note_descriptor("sync", descriptor);
  return real(descriptor);
}

int
syncfs(int descriptor)
{
  note_descriptor("all", descriptor);
  return 0; /* what others have written need not reach the disk */
}

int
rename(const char *from, const char *to)
{
  int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");

  note("name", to);
  return real(from, to);
}

int
renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
  int (*real)(int, const char *, int, const char *, unsigned) =
      (int (*)(int, const char *, int, const char *, unsigned))dlsym(RTLD_NEXT, "renameat2");

  note("name", to);
  return real(from_folder, from, to_folder, to, flags);
}

/* Where in the calls the last of these stands; asserts that there is one. */
static size_t
place_of(const char *call, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *line = g_strdup_printf("%s %s\n", call, name);
  const char *found = g_strrstr(calls->str, line);

  if (!found)
    g_test_message("no %s in:\n%s", line, calls->str);
  g_assert_nonnull(found);
  return (size_t)(found - calls->str);
}

/* Of several files none has its name before the bytes of all are safe. */
static void
test_order(void)
{
  g_autofree char *folder = g_dir_make_tmp("sts-durable-XXXXXX", NULL);
  g_autofree char *one = g_build_filename(folder, "one.pdf", NULL), *two = g_build_filename(folder, "two.pdf", NULL);
  g_autoptr(GError) error = NULL;

  for (size_t count = 1; count <= 2; count++) {
    g_autoptr(StsAtomicFile) first = sts_atomic_file_new(one, NULL, &error);
    g_autoptr(StsAtomicFile) second = sts_atomic_file_new(two, NULL, &error);
    StsAtomicFile *files[] = {first, second};
    g_autofree char *bytes_of_one = g_strdup(sts_atomic_file_get_temporary(first)),
                    *bytes_of_two = g_strdup(sts_atomic_file_get_temporary(second));
    g_string_truncate(calls, 0);
    g_assert_true(sts_atomic_file_write(first, "1", 1, &error) && sts_atomic_file_write(second, "2", 1, &error));
    g_assert_true(sts_atomic_files_commit(files, count, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(place_of("sync", bytes_of_one), <, place_of("name", one));
    g_assert_cmpuint(place_of("name", one), <, place_of("sync", folder));
    if (count == 1)
      continue;
    g_assert_cmpuint(place_of("sync", bytes_of_two), <, place_of("name", one));
    g_assert_cmpuint(place_of("name", two), <, place_of("sync", folder));
  }
  g_assert_cmpint(unlink(one) + unlink(two) + rmdir(folder), ==, 0);
}

/* The same of a folder with what is in it. */
static void
test_folder(void)
{
  g_autofree char *parent = g_dir_make_tmp("sts-durable-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(parent, "library", NULL), *file = g_build_filename(path, "a", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(StsAtomicFolder) folder = sts_atomic_folder_new(path, &error);
  g_autofree char *temporary = g_strdup(sts_atomic_folder_get_temporary(folder));

  g_string_truncate(calls, 0);
  g_assert_true(sts_atomic_folder_write(folder, "a", "1", 1, &error) && sts_atomic_folder_commit(folder, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(place_of("all", temporary), <, place_of("name", path));
  g_assert_cmpuint(place_of("name", path), <, place_of("sync", parent));
  g_assert_cmpint(unlink(file) + rmdir(path) + rmdir(parent), ==, 0);
}

int
main(int argc, char **argv)
{
  calls = g_string_new(NULL);
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/durable/order", test_order);
  g_test_add_func("/durable/folder", test_folder);
  int status = g_test_run();
  g_string_free(calls, TRUE);
  return status;
}
