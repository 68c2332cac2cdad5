/* Finds the library of the call. */
#include "cli/places.h"

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
