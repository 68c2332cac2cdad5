/* Writes in folders, looks into them, and removes them. */
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

void
folder_write(const char *folder, const char *name, const char *text, gssize size)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *above = g_path_get_dirname(path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint(g_mkdir_with_parents(above, 0755), ==, 0);
  g_file_set_contents(path, text, size, &error);
  g_assert_no_error(error);
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
