/* Watches folders with GLib's file monitors. */
#include "cli/folders.h"

#include <dirent.h>
#include <gio/gio.h>

/* Whoever asks for one file's folder of a home with all its data gets no watch on each of them. */
enum { DEPTH_MAX = 16, FOLDERS_MAX = 4096 };

struct StsFolders {
  StsFolderTell change;
  gpointer data;
  GHashTable *monitors; /* path -> GFileMonitor* */
  bool told;            /* since the wait began */
};

StsFolders *
sts_folders_new(StsFolderTell change, gpointer data)
{
  StsFolders *folders = g_new(StsFolders, 1);

  *folders = (StsFolders){change, data, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref), false};
  return folders;
}

void
sts_folders_free(StsFolders *folders)
{
  if (!folders)
    return;
  g_hash_table_unref(folders->monitors);
  g_free(folders);
}

static void
tell(StsFolders *folders, GFile *file, StsFolderEvent change)
{
  g_autofree char *path = file ? g_file_get_path(file) : NULL;

  if (!path)
    return;
  folders->told = true;
  folders->change(path, g_file_test(path, G_FILE_TEST_IS_DIR) ? STS_FOLDER_ITSELF : change, folders->data);
}

/* What was a folder and is gone is watched no more; another may come by its name. */
static void
tell_gone(StsFolders *folders, GFile *file)
{
  g_autofree char *path = g_file_get_path(file);

  tell(folders, file, path && g_hash_table_remove(folders->monitors, path) ? STS_FOLDER_ITSELF : STS_FOLDER_CHANGING);
}

static void
take_event(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  /* Who gives the event holds the monitor until this is done, though it may be forgotten here. */
  (void)monitor;
  switch (event) {
  case G_FILE_MONITOR_EVENT_CHANGED:
  case G_FILE_MONITOR_EVENT_CREATED:
  case G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED:
    tell(data, file, STS_FOLDER_CHANGING);
    return;
  case G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT:
  case G_FILE_MONITOR_EVENT_MOVED_IN:
    tell(data, file, STS_FOLDER_CHANGED);
    return;
  case G_FILE_MONITOR_EVENT_DELETED:
  case G_FILE_MONITOR_EVENT_MOVED_OUT:
  case G_FILE_MONITOR_EVENT_UNMOUNTED:
    tell_gone(data, file);
    return;
  case G_FILE_MONITOR_EVENT_RENAMED:
  case G_FILE_MONITOR_EVENT_MOVED:
    tell_gone(data, file);
    tell(data, other, STS_FOLDER_CHANGED);
    return;
  case G_FILE_MONITOR_EVENT_PRE_UNMOUNT:
    return;
  }
}

static bool
add_one(StsFolders *folders, const char *path)
{
  if (g_hash_table_contains(folders->monitors, path) || g_hash_table_size(folders->monitors) >= FOLDERS_MAX ||
      !g_file_test(path, G_FILE_TEST_IS_DIR))
    return false;
  g_autoptr(GFile) file = g_file_new_for_path(path);
  GFileMonitor *monitor = g_file_monitor_directory(file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (!monitor)
    return false;
  g_file_monitor_set_rate_limit(monitor, 0);
  g_signal_connect(monitor, "changed", G_CALLBACK(take_event), folders);
  g_hash_table_insert(folders->monitors, g_strdup(path), monitor);
  return true;
}

/* A folder to be looked at, and how deep it lies. */
typedef struct {
  char *path;
  int depth;
} Place;

static void
clear_place(gpointer place)
{
  g_free(((Place *)place)->path);
}

/* Few file systems do not say what an entry is. Links could lead round in circles. */
static bool
is_folder(const struct dirent *entry, const char *path)
{
  return entry->d_type == DT_DIR || (entry->d_type == DT_UNKNOWN && !g_file_test(path, G_FILE_TEST_IS_SYMLINK) &&
                                     g_file_test(path, G_FILE_TEST_IS_DIR));
}

static void
add_below(GArray *places, const char *path, int depth)
{
  DIR *entries = depth < DEPTH_MAX ? opendir(path) : NULL;

  for (const struct dirent *entry; entries && places->len < FOLDERS_MAX && (entry = readdir(entries));) {
    if (*entry->d_name == '.' || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
      continue;
    Place below = {g_build_filename(path, entry->d_name, NULL), depth + 1};
    if (is_folder(entry, below.path))
      g_array_append_val(places, below);
    else
      g_free(below.path);
  }
  if (entries)
    closedir(entries);
}

bool
sts_folders_add(StsFolders *folders, const char *folder, bool deep)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
  Place first = {g_canonicalize_filename(folder, NULL), 0};
  bool added = false;

  g_array_set_clear_func(places, clear_place);
  g_array_append_val(places, first);
  for (guint i = 0; i < places->len; i++) {
    /* The array may grow, and move. */
    g_autofree char *path = g_strdup(g_array_index(places, Place, i).path);
    added |= add_one(folders, path);
    if (deep)
      add_below(places, path, g_array_index(places, Place, i).depth);
  }
  return added;
}

static gboolean
end_wait(gpointer over)
{
  *(bool *)over = true;
  return G_SOURCE_REMOVE;
}

void
sts_folders_wait(StsFolders *folders, gint64 microseconds)
{
  bool over = false;
  guint timer = microseconds < 0 ? 0 : g_timeout_add((guint)((microseconds + 999) / 1000), end_wait, &over);

  folders->told = false;
  while (!folders->told && !over)
    g_main_context_iteration(NULL, TRUE);
  while (g_main_context_iteration(NULL, FALSE))
    ;
  if (timer && !over)
    g_source_remove(timer);
}
