/* Folders in which changes are seen.
 *
 * GLib's monitors see one folder each, and nothing below it; of a file that is renamed over another they tell the new
 * name alone. Events come while sts_folders_wait() runs. */
#ifndef STS_CLI_FOLDERS_H
#define STS_CLI_FOLDERS_H

#include <glib.h>
#include <stdbool.h>

typedef struct StsFolders StsFolders;

typedef enum {
  STS_FOLDER_CHANGING, /* a file has come, gone, or been written to; more may follow */
  STS_FOLDER_CHANGED,  /* whoever wrote a file has closed it, or given it its name */
  STS_FOLDER_ITSELF    /* a folder has come, or one that is watched has gone */
} StsFolderEvent;

/* Takes what has happened to a file or folder; its absolute path. */
typedef void (*StsFolderTell)(const char *path, StsFolderEvent change, gpointer data);

/* Free with sts_folders_free(). */
StsFolders *sts_folders_new(StsFolderTell change, gpointer data);
void sts_folders_free(StsFolders *folders);

/* Watches the folder; with `deep`, also those below it, but for hidden ones, up to a depth and a number of them that no
 * library has. One that is watched already stays so; one that is not there is passed over. Returns whether one was not
 * watched before. */
bool sts_folders_add(StsFolders *folders, const char *folder, bool deep);

/* Tells changes until one was told, or so many microseconds have passed; below 0: for ever. */
void sts_folders_wait(StsFolders *folders, gint64 microseconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsFolders, sts_folders_free)

#endif
