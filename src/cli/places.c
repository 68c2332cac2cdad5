/* Finds the data folder beside the running program, and the library of the call. */
#include "cli/places.h"

#include <unistd.h>

static char *
installed_data(void)
{
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  if (!program)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(program);
  g_autofree char *prefix = g_path_get_dirname(folder);
  g_autofree char *data = g_build_filename(prefix, "share", "sts-export", NULL);
  return g_file_test(data, G_FILE_TEST_IS_DIR) ? g_steal_pointer(&data) : NULL;
}

char *
sts_places_find_data(GError **error)
{
  g_autofree char *data = installed_data();

  if (data)
    return g_steal_pointer(&data);
  if (g_file_test(STS_SOURCE_DATADIR "/styles", G_FILE_TEST_IS_DIR))
    return g_strdup(STS_SOURCE_DATADIR);
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
              "the program's styles and fonts were not found in ../share/sts-export beside it; install it again");
  return NULL;
}

char *
sts_places_find_content(const char *named, const char *data)
{
  if (named)
    return g_strdup(named);
  if (g_file_test("library.yaml", G_FILE_TEST_EXISTS))
    return g_strdup(".");
  if (g_file_test("content/library.yaml", G_FILE_TEST_EXISTS))
    return g_strdup("content");
  return g_build_filename(data, "content", NULL);
}
