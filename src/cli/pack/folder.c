/* Makes a pack beside the one that is there, with links to what stays the same, and exchanges the two. */
#include "cli/pack/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/leftovers.h"
#include "base/text.h"
#include "cli/exit-status.h"
#include "cli/interrupt.h"
#include "cli/pack/index-file.h"
#include "cli/report.h"

enum { ATTEMPTS_MAX = 100, FOREIGN_TOLD = 5, FILE_MAX = 1 << 30 };

struct StsPackFolder {
  char *path;       /* as the call names it */
  char *real;       /* with links resolved */
  char *aside;      /* the new pack in the making; NULL: none */
  bool exists;      /* and has to be exchanged */
  GHashTable *past; /* what the pack has: name -> StsPackPast* */
  GPtrArray *noted; /* names of files in the making */
  GArray *places;   /* where they are noted */
  int descriptor;   /* holds the lock of the folder beside it; -1: none */
};

/* ---- what is there ---- */

/* Whether the folder, by its name in the pack, is on the way to a file of it. */
static bool
leads_to_file(const StsPackFolder *folder, const char *name)
{
  g_autofree char *beginning = g_strconcat(name, "/", NULL);
  GHashTableIter each;
  gpointer file;

  g_hash_table_iter_init(&each, folder->past);
  while (g_hash_table_iter_next(&each, &file, NULL))
    if (g_str_has_prefix(file, beginning))
      return true;
  return false;
}

/* Whether what has this name in the pack's folder is a pack's; of a folder, that there is one on the way to a file. */
static bool
is_own(const StsPackFolder *folder, const char *path, const char *name, bool *is_folder)
{
  struct stat status;

  if (lstat(path, &status) != 0)
    return false;
  *is_folder = S_ISDIR(status.st_mode);
  if (*is_folder)
    return leads_to_file(folder, name);
  return S_ISREG(status.st_mode) &&
         (strcmp(name, STS_PACK_INDEX_NAME) == 0 || g_hash_table_contains(folder->past, name));
}

/* Adds the names of what is no pack's in a folder of the pack, "" for the pack's own. */
static bool
list_foreign(const StsPackFolder *folder, const char *below, GPtrArray *foreign, GPtrArray *folders, GError **error)
{
  g_autofree char *whole = g_build_filename(folder->real, below, NULL);
  g_autoptr(GDir) dir = g_dir_open(whole, 0, error);

  for (const char *entry; dir && (entry = g_dir_read_name(dir));) {
    g_autofree char *name = *below ? g_build_filename(below, entry, NULL) : g_strdup(entry);
    g_autofree char *path = g_build_filename(folder->real, name, NULL);
    bool is_folder = false;
    if (!is_own(folder, path, name, &is_folder))
      g_ptr_array_add(foreign, g_steal_pointer(&name));
    else if (is_folder)
      g_ptr_array_add(folders, g_steal_pointer(&name));
  }
  return dir;
}

static GPtrArray *
list_all_foreign(const StsPackFolder *folder, GError **error)
{
  g_autoptr(GPtrArray) foreign = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);

  g_ptr_array_add(folders, g_strdup(""));
  for (guint i = 0; i < folders->len; i++)
    if (!list_foreign(folder, folders->pdata[i], foreign, folders, error))
      return NULL;
  g_ptr_array_sort(foreign, sts_text_compare);
  return g_steal_pointer(&foreign);
}

static char *
join_names(const GPtrArray *names)
{
  GString *list = g_string_new(NULL);

  for (guint i = 0; i < MIN(names->len, FOREIGN_TOLD); i++)
    g_string_append_printf(list, "%s%s", i > 0 ? ", " : "", (const char *)names->pdata[i]);
  if (names->len > FOREIGN_TOLD)
    g_string_append_printf(list, " and %u more", names->len - FOREIGN_TOLD);
  return g_string_free(list, FALSE);
}

static bool
refuse_foreign(const StsPackFolder *folder, const GPtrArray *foreign, bool pack, int *status)
{
  g_autofree char *names = join_names(foreign);

  if (pack)
    sts_report_message("“%s” holds what is not of the pack: %s; move it away, or name another folder", folder->path,
                       names);
  else
    sts_report_message("“%s” is no pack, and holds %s; name a folder that does not exist yet", folder->path, names);
  *status = STS_EXIT_CALL;
  return false;
}

static bool
is_current(const char *path)
{
  struct stat there, here;

  return stat(path, &there) == 0 && stat(".", &here) == 0 && there.st_dev == here.st_dev && there.st_ino == here.st_ino;
}

static bool
report(const GError *error, int *status)
{
  sts_report_message("%s", error->message);
  *status = STS_EXIT_SYSTEM;
  return false;
}

static bool
look_inside(StsPackFolder *folder, int *status)
{
  g_autoptr(GError) error = NULL;

  if (is_current(folder->real)) {
    sts_report_message("“%s” is the current folder, whose place a new pack cannot take; call from another folder",
                       folder->path);
    *status = STS_EXIT_CALL;
    return false;
  }
  GHashTable *past = sts_pack_index_read(folder->real, &error);
  if (error)
    return report(error, status);
  bool pack = past;
  if (pack) {
    g_hash_table_unref(folder->past);
    folder->past = past;
  }
  g_autoptr(GPtrArray) foreign = list_all_foreign(folder, &error);
  if (!foreign)
    return report(error, status);
  /* Where the index is none of ours, it is foreign, too. */
  g_autofree char *index = g_build_filename(folder->real, STS_PACK_INDEX_NAME, NULL);
  if (!pack && !sts_file_is_missing(sts_file_find(index)))
    g_ptr_array_insert(foreign, 0, g_strdup(STS_PACK_INDEX_NAME));
  return foreign->len == 0 || refuse_foreign(folder, foreign, pack, status);
}

static bool
look(StsPackFolder *folder, int *status)
{
  StsFileKind kind;
  int number = sts_file_look(folder->path, &kind);

  if (number != 0) {
    sts_report_message("cannot write to “%s”: %s", folder->path, g_strerror(number));
    *status = STS_EXIT_SYSTEM;
    return false;
  }
  if (kind == STS_FILE_KIND_NONE)
    return true;
  if (kind != STS_FILE_KIND_FOLDER) {
    sts_report_message("--pack names “%s”, which is no folder; name one that does not exist yet", folder->path);
    *status = STS_EXIT_CALL;
    return false;
  }
  folder->exists = true;
  return look_inside(folder, status);
}

/* The name with links resolved, where it exists, and without slashes at its end. */
static char *
resolve(const char *path)
{
  char *real = realpath(path, NULL);
  char *copy = real ? g_strdup(real) : g_canonicalize_filename(path, NULL);

  free(real);
  return copy;
}

StsPackFolder *
sts_pack_folder_open(const char *path, int *status)
{
  g_autoptr(StsPackFolder) folder = g_new0(StsPackFolder, 1);

  folder->path = g_strdup(path);
  folder->real = resolve(path);
  folder->past = g_hash_table_new(g_str_hash, g_str_equal);
  folder->noted = g_ptr_array_new_with_free_func(g_free);
  folder->places = g_array_new(FALSE, FALSE, sizeof(int));
  folder->descriptor = -1;
  return look(folder, status) ? g_steal_pointer(&folder) : NULL;
}

/* ---- the new one ---- */

bool
sts_pack_folder_begin(StsPackFolder *folder, GError **error)
{
  g_autofree char *parent = g_path_get_dirname(folder->real), *base = g_path_get_basename(folder->real);
  int number = EEXIST;

  sts_leftovers_clean(parent);
  for (int attempt = 0; attempt < ATTEMPTS_MAX && number == EEXIST; attempt++) {
    g_free(folder->aside);
    folder->aside = sts_leftovers_new_name(parent, base);
    number = mkdir(folder->aside, 0700) == 0 ? 0 : errno;
  }
  if (number != 0) {
    g_clear_pointer(&folder->aside, g_free);
    return sts_file_fail(error, number, "make the pack", folder->path);
  }
  sts_interrupt_own_folder(folder->aside);
  folder->descriptor = open(folder->aside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder->descriptor >= 0)
    sts_leftovers_claim(folder->descriptor);
  return true;
}

char *
sts_pack_folder_new_path(StsPackFolder *folder, const char *name)
{
  char *path = g_build_filename(folder->aside, name, NULL), *noted = g_strdup(path);
  int place = sts_unfinished_add(sts_interrupt_files(), noted);

  g_ptr_array_add(folder->noted, noted);
  g_array_append_val(folder->places, place);
  return path;
}

char *
sts_pack_folder_find(const StsPackFolder *folder, const char *name)
{
  return g_build_filename(folder->aside, name, NULL);
}

/* What is complete, or gone, is no longer in the making. */
static void
drop_notes(StsPackFolder *folder)
{
  for (guint i = 0; i < folder->places->len; i++)
    if (g_array_index(folder->places, int, i) >= 0)
      sts_unfinished_drop(sts_interrupt_files(), g_array_index(folder->places, int, i));
  g_array_set_size(folder->places, 0);
  g_ptr_array_set_size(folder->noted, 0);
}

static bool
read_whole(const char *path, GBytes **bytes, GError **error)
{
  char *text;
  size_t size;

  if (!sts_file_load(path, FILE_MAX, &text, &size, error))
    return false;
  *bytes = g_bytes_new_take(text, size);
  return true;
}

/* Makes the folders on the way to a file of the new pack. */
static bool
make_way(const StsPackFolder *folder, const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname(path);

  return strcmp(parent, folder->aside) == 0 || g_mkdir_with_parents(parent, 0777) == 0 ||
         sts_file_fail(error, errno, "make the folder", parent);
}

/* A file system without links gets a copy that has the same time. */
static bool
link_old(const StsPackFolder *folder, const char *name, GError **error)
{
  g_autofree char *old = g_build_filename(folder->real, name, NULL), *now = g_build_filename(folder->aside, name, NULL);
  g_autoptr(GBytes) bytes = NULL;
  struct stat status;

  if (!make_way(folder, now, error))
    return false;
  if (link(old, now) == 0)
    return true;
  if (stat(old, &status) != 0)
    return sts_file_fail(error, errno, "read", old);
  const struct timespec times[] = {status.st_atim, status.st_mtim};
  if (!read_whole(old, &bytes, error) ||
      !g_file_set_contents(now, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), error))
    return false;
  return (chmod(now, status.st_mode & 0777) == 0 && utimensat(AT_FDCWD, now, times, 0) == 0) ||
         sts_file_fail(error, errno, "write", now);
}

/* Whether the pack has the file, with those bytes. */
static bool
is_whole(const StsPackFolder *folder, const char *name, const char *digest)
{
  g_autofree char *path = g_build_filename(folder->real, name, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (!read_whole(path, &bytes, NULL))
    return false;
  g_autofree char *found = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  return strcmp(found, digest) == 0;
}

/* Notes size and digest of a file of the new pack. */
static bool
note(const StsPackFolder *folder, StsPackFile *file, GError **error)
{
  g_autofree char *path = g_build_filename(folder->aside, file->name, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (!read_whole(path, &bytes, error))
    return false;
  file->size = g_bytes_get_size(bytes);
  file->digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
  return true;
}

bool
sts_pack_folder_has(const StsPackFolder *folder, const StsPackFile *file)
{
  const StsPackPast *past = g_hash_table_lookup(folder->past, file->name);

  return past && past->key && g_strcmp0(past->key, file->key) == 0 && is_whole(folder, file->name, past->digest);
}

bool
sts_pack_folder_keep(const StsPackFolder *folder, StsPackFile *file, GError **error)
{
  return link_old(folder, file->name, error) && note(folder, file, error) && (file->spared = true);
}

bool
sts_pack_folder_take(const StsPackFolder *folder, StsPackFile *file, bool spare, GError **error)
{
  g_autofree char *path = g_build_filename(folder->aside, file->name, NULL);

  if (!note(folder, file, error))
    return false;
  file->spared = spare && is_whole(folder, file->name, file->digest);
  return !file->spared ||
         ((unlink(path) == 0 || sts_file_fail(error, errno, "remove", path)) && link_old(folder, file->name, error));
}

bool
sts_pack_folder_write(StsPackFolder *folder, StsPackFile *file, bool spare, GError **error)
{
  g_autofree char *path = sts_pack_folder_new_path(folder, file->name);

  /* All reach the disk at once, by the commit. */
  return make_way(folder, path, error) &&
         g_file_set_contents_full(path, g_bytes_get_data(file->bytes, NULL), (gssize)g_bytes_get_size(file->bytes),
                                  G_FILE_SET_CONTENTS_NONE, 0666, error) &&
         sts_pack_folder_take(folder, file, spare, error);
}

GPtrArray *
sts_pack_folder_list_gone(const StsPackFolder *folder, const GPtrArray *files)
{
  GPtrArray *gone = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter each;
  gpointer name;

  for (guint i = 0; i < files->len; i++)
    g_hash_table_add(names, ((const StsPackFile *)files->pdata[i])->name);
  g_hash_table_iter_init(&each, folder->past);
  while (g_hash_table_iter_next(&each, &name, NULL))
    if (!g_hash_table_contains(names, name))
      g_ptr_array_add(gone, g_strdup(name));
  g_ptr_array_sort(gone, sts_text_compare);
  return gone;
}

/* ---- the exchange ---- */

/* Where a file system knows no exchange, the old pack has another name for a moment. */
static bool
replace(const StsPackFolder *folder, GError **error)
{
  if (renameat2(AT_FDCWD, folder->aside, AT_FDCWD, folder->real, RENAME_EXCHANGE) == 0)
    return true;
  if (errno != EINVAL && errno != ENOSYS)
    return sts_file_fail(error, errno, "put the new pack in the place of", folder->path);
  g_autofree char *parent = g_path_get_dirname(folder->real), *base = g_path_get_basename(folder->real);
  g_autofree char *old = sts_leftovers_new_name(parent, base);
  if (rename(folder->real, old) != 0)
    return sts_file_fail(error, errno, "put the new pack in the place of", folder->path);
  if (rename(folder->aside, folder->real) != 0) {
    int number = errno;
    if (rename(old, folder->real) != 0)
      sts_report_message("the old pack is now in “%s”", old);
    return sts_file_fail(error, number, "put the new pack in the place of", folder->path);
  }
  sts_leftovers_remove_folder(old);
  return true;
}

bool
sts_pack_folder_commit(StsPackFolder *folder, GError **error)
{
  struct stat status = {.st_mode = sts_file_mode(0777)};

  if (folder->exists && stat(folder->real, &status) != 0)
    return sts_file_fail(error, errno, "read", folder->path);
  if (chmod(folder->aside, status.st_mode & 07777) != 0 || (folder->descriptor >= 0 && syncfs(folder->descriptor) != 0))
    return sts_file_fail(error, errno, "write", folder->path);
  drop_notes(folder);
  sts_interrupt_own_folder(NULL);
  if (folder->exists && !replace(folder, error))
    return false;
  if (!folder->exists && rename(folder->aside, folder->real) != 0)
    return sts_file_fail(error, errno, "make", folder->path);
  sts_file_sync_name(folder->real);
  if (folder->exists)
    sts_leftovers_remove_folder(folder->aside);
  g_clear_pointer(&folder->aside, g_free);
  return true;
}

void
sts_pack_folder_abandon(StsPackFolder *folder)
{
  if (folder->aside)
    sts_leftovers_remove_folder(folder->aside);
  drop_notes(folder);
  sts_interrupt_own_folder(NULL);
  g_clear_pointer(&folder->aside, g_free);
}

void
sts_pack_folder_free(StsPackFolder *folder)
{
  if (!folder)
    return;
  sts_pack_folder_abandon(folder);
  if (folder->descriptor >= 0)
    close(folder->descriptor);
  g_ptr_array_unref(folder->noted);
  g_array_unref(folder->places);
  g_hash_table_unref(folder->past);
  g_free(folder->real);
  g_free(folder->path);
  g_free(folder);
}
