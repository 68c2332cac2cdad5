/* rooms: base */
/* What is promised of a file that has its name: its bytes reached the disk before it, and the name itself after; and of
 * what a process leaves that is killed before. Stands in for calls of the system, to see their order. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/atomic-file.h"
#include "base/atomic-folder.h"
#include "base/leftovers.h"

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

static bool without_nameless; /* as a file system that has no files without a name */

/* These are found before those of the C library. */
int
open(const char *path, int flags, ...)
{
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  mode_t mode = 0;

  if (flags & (O_CREAT | __O_TMPFILE)) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  if (without_nameless && (flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return real(path, flags, mode);
}

int
linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
  int (*real)(int, const char *, int, const char *, int) =
      (int (*)(int, const char *, int, const char *, int))dlsym(RTLD_NEXT, "linkat");

  note("name", to);
  return real(from_folder, from, to_folder, to, flags);
}

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

static guint
count_calls(const char *call, const char *before)
{
  const char *end = strstr(calls->str, before);
  guint count = 0;

  g_assert_nonnull(end);
  for (const char *at = calls->str; (at = strstr(at, call)) && at < end; at++)
    count++;
  return count;
}

static guint
count_entries(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name(dir))
    count++;
  return count;
}

static void
commit_two(const char *folder, guint count)
{
  g_autofree char *one = g_build_filename(folder, "one.pdf", NULL), *two = g_build_filename(folder, "two.pdf", NULL);
  guint before = count_entries(folder);
  g_autoptr(GError) error = NULL;
  g_autoptr(StsAtomicFile) first = sts_atomic_file_new(one, NULL, &error);
  g_autoptr(StsAtomicFile) second = sts_atomic_file_new(two, NULL, &error);
  StsAtomicFile *files[] = {first, second};

  g_assert_cmpuint(count_entries(folder), ==, before + (without_nameless ? 2 : 0));
  g_string_truncate(calls, 0);
  g_assert_true(sts_atomic_file_write(first, "1", 1, &error) && sts_atomic_file_write(second, "2", 1, &error));
  g_assert_true(sts_atomic_files_commit(files, count, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(count_calls("sync ", "name "), ==, count);
  g_assert_cmpuint(place_of("name", one), <, place_of("sync", folder));
  if (count == 2)
    g_assert_cmpuint(place_of("name", two), <, place_of("sync", folder));
}

/* Of several files none has its name before the bytes of all are safe; whether they are new, or replace others. */
static void
test_order(void)
{
  for (guint round = 0; round < 2; round++) {
    g_autofree char *folder = g_dir_make_tmp("sts-durable-XXXXXX", NULL);
    g_autofree char *one = g_build_filename(folder, "one.pdf", NULL), *two = g_build_filename(folder, "two.pdf", NULL);
    without_nameless = round == 1;
    for (guint call = 0; call < 4; call++) {
      commit_two(folder, call % 2 + 1);
      g_assert_cmpuint(count_entries(folder), ==, call == 0 ? 1 : 2);
    }
    g_assert_cmpint(unlink(one) + unlink(two) + rmdir(folder), ==, 0);
  }
  without_nameless = false;
}

/* However many files are in the making when a signal comes; and those of nobody else. */
static void
test_many(void)
{
  enum { MANY = 600 };
  g_autofree char *folder = g_dir_make_tmp("sts-durable-XXXXXX", NULL);
  g_autoptr(StsUnfinished) unfinished = sts_unfinished_new();
  g_autoptr(StsUnfinished) others = sts_unfinished_new();
  StsAtomicFile *files[MANY];

  without_nameless = true;
  for (int i = 0; i < MANY; i++) {
    g_autofree char *name = g_strdup_printf("%d", i);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    files[i] = sts_atomic_file_new(path, i == 0 ? others : unfinished, NULL);
    g_assert_nonnull(files[i]);
  }
  g_assert_cmpuint(count_entries(folder), ==, MANY);
  sts_unfinished_remove_files(unfinished);
  g_assert_cmpuint(count_entries(folder), ==, 1);
  sts_unfinished_remove_files(others);
  g_assert_cmpuint(count_entries(folder), ==, 0);
  for (int i = 0; i < MANY; i++)
    sts_atomic_file_free(files[i]);
  g_rmdir(folder);
  without_nameless = false;
}

/* Makes something with the name as another process would leave it; `content` NULL: a folder with a file in it. */
static void
leave(const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *inner = g_build_filename(path, "file", NULL);

  if (!content)
    g_assert_cmpint(g_mkdir(path, 0700), ==, 0);
  g_assert_true(g_file_set_contents(content ? path : inner, content ? content : "text", -1, NULL));
}

/* Of a process that is gone everything is removed; what only looks like it is not. */
static void
test_leftovers(void)
{
  g_autofree char *folder = g_dir_make_tmp("sts-durable-XXXXXX", NULL);
  pid_t gone = fork();
  static const char *const OTHERS[] = {".a.pdf.1a2b3c4d", ".a.pdf.sts-", ".a.pdf.sts-x-00000000", ".sts-config"};

  if (gone == 0)
    _exit(0);
  g_assert_cmpint(waitpid(gone, NULL, 0), ==, gone);
  g_autofree char *left = g_strdup_printf(".a.pdf.sts-%d-0123abcd", (int)gone);
  g_autofree char *made = g_strdup_printf(".library.sts-%d-0123abcd", (int)gone);
  g_autofree char *held = g_strdup_printf(".b.pdf.sts-%d-0123abcd", (int)gone);
  g_autofree char *alive = g_strdup_printf(".c.pdf.sts-%d-0123abcd", (int)getppid());
  g_autofree char *visible = g_strdup_printf("a.pdf.sts-%d-0123abcd", (int)gone);
  g_autofree char *longer = g_strdup_printf(".a.pdf.sts-%d-0123abcd.pdf", (int)gone);
  const char *const kept[] = {held, alive, visible, longer};

  leave(folder, left, "half");
  leave(folder, made, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    leave(folder, kept[i], "precious");
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    leave(folder, OTHERS[i], "precious");
  g_autofree char *held_path = g_build_filename(folder, held, NULL);
  int descriptor = open(held_path, O_RDONLY | O_CLOEXEC);
  sts_leftovers_claim(descriptor);
  without_nameless = true;
  g_autofree char *own = g_build_filename(folder, "own.pdf", NULL);
  g_autoptr(StsAtomicFile) file = sts_atomic_file_new(own, NULL, NULL);
  sts_leftovers_clean(folder);
  g_assert_cmpuint(count_entries(folder), ==, G_N_ELEMENTS(kept) + G_N_ELEMENTS(OTHERS) + 1);
  close(descriptor);
  sts_leftovers_clean(folder);
  g_assert_false(g_file_test(held_path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint(count_entries(folder), ==, G_N_ELEMENTS(kept) + G_N_ELEMENTS(OTHERS));
  g_assert_true(sts_atomic_file_commit(file, NULL));
  g_unlink(own);
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
    g_autofree char *path = g_build_filename(folder, kept[i], NULL);
    g_unlink(path);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
    g_autofree char *path = g_build_filename(folder, OTHERS[i], NULL);
    g_unlink(path);
  }
  g_assert_cmpint(g_rmdir(folder), ==, 0);
  without_nameless = false;
}

/* Some file systems take no name that a cut has made other than UTF-8. */
static void
test_long_names(void)
{
  g_autoptr(GString) name = g_string_new("x");

  while (name->len < 200)
    g_string_append(name, "\xc3\xad");
  g_autofree char *path = sts_leftovers_new_name("/", name->str);
  g_assert_true(g_utf8_validate(path, -1, NULL));
  g_assert_cmpuint(strlen(path), <, 200);
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
  g_test_add_func("/durable/many", test_many);
  g_test_add_func("/durable/leftovers", test_leftovers);
  g_test_add_func("/durable/long-names", test_long_names);
  int status = g_test_run();
  g_string_free(calls, TRUE);
  return status;
}
