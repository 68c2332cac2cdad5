/* Removes and looks into folders. */
#include "folder.h"

#include <glib/gstdio.h>

void
folder_remove(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);

  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      folder_remove(path);
    else
      g_assert_cmpint(g_unlink(path), ==, 0);
  }
  if (dir)
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

guint
folder_count(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;

  g_assert_nonnull(dir);
  while (g_dir_read_name(dir))
    count++;
  return count;
}
