/* Finds the library of the call. */
#include "cli/places.h"

#include <string.h>

bool
sts_places_is_file(const char *name)
{
  return g_str_has_suffix(name, ".md") && g_file_test(name, G_FILE_TEST_IS_REGULAR);
}

static bool
is_library(const char *folder)
{
  g_autofree char *file = g_build_filename(folder, "library.yaml", NULL);

  return g_file_test(file, G_FILE_TEST_EXISTS);
}

/* Returns the folder above, by name, as the user would write it; free with g_free(). */
static char *
go_up(const char *folder)
{
  g_autofree char *name = g_path_get_basename(folder);

  if (strcmp(folder, ".") == 0)
    return g_strdup("..");
  return strcmp(name, "..") == 0 ? g_build_filename(folder, "..", NULL) : g_path_get_dirname(folder);
}

char *
sts_places_find_library_of(const char *file)
{
  g_autofree char *folder = g_path_get_dirname(file);

  while (!is_library(folder)) {
    g_autofree char *whole = g_canonicalize_filename(folder, NULL);
    if (strcmp(whole, "/") == 0)
      return g_strdup(file);
    char *above = go_up(folder);
    g_free(folder);
    folder = above;
  }
  return g_steal_pointer(&folder);
}

char *
sts_places_name_in(const char *folder, const char *file)
{
  g_autofree char *whole = g_canonicalize_filename(folder, NULL), *path = g_canonicalize_filename(file, NULL);
  size_t length = strcmp(whole, "/") == 0 ? 0 : strlen(whole);

  return strncmp(path, whole, length) == 0 && path[length] == '/' ? g_strdup(path + length + 1) : NULL;
}

char *
sts_places_find_content(const char *named, const char *data, bool *sample)
{
  *sample = false;
  if (named)
    return g_strdup(named);
  if (is_library("."))
    return g_strdup(".");
  if (is_library("content"))
    return g_strdup("content");
  *sample = true;
  return g_build_filename(data, "content", NULL);
}
