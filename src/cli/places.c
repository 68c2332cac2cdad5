/* Finds the library of the call. */
#include "cli/places.h"

#include <errno.h>
#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "cli/report.h"

bool
sts_places_is_file(const char *name)
{
  StsFileKind kind;

  return g_str_has_suffix(name, ".md") && (sts_file_look(name, &kind) != 0 || kind == STS_FILE_KIND_FILE);
}

bool
sts_places_is_translation(const char *name, char **original, char **tag)
{
  g_autofree char *beside = NULL, *language = NULL;
  StsFileKind kind;

  *original = *tag = NULL;
  if (!sts_places_is_file(name) || !sts_language_of_file(name, &beside, &language) ||
      sts_file_look(beside, &kind) != 0 || kind != STS_FILE_KIND_FILE)
    return false;
  /* Those of passages are read by themselves. */
  g_autofree char *library = sts_places_find_library_of(name), *within = sts_places_name_in(library, name);
  if (within && g_str_has_prefix(within, "shared/"))
    return false;
  *original = g_steal_pointer(&beside);
  *tag = sts_language_canonical(language);
  return true;
}

/* What the disk does not give is there, and reading it will tell why not: another library must not be taken in its
 * place. A folder above, that no name led to, may be closed to the user. */
static bool
is_library(const char *folder, bool above)
{
  g_autofree char *file = g_build_filename(folder, "library.yaml", NULL);
  StsFileKind kind;
  int number = sts_file_look(file, &kind);

  return number == 0 ? kind != STS_FILE_KIND_NONE : !above || number != EACCES;
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

  for (bool is_above = false; !is_library(folder, is_above); is_above = true) {
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
  if (is_library(".", false))
    return g_strdup(".");
  if (is_library("content", false))
    return g_strdup("content");
  *sample = true;
  return g_build_filename(data, "content", NULL);
}

void
sts_places_tell_sample(void)
{
  sts_report_message("no library is named or at hand, so this is the sample that comes with the program; name yours "
                     "with -C, or call sts-export in the folder of its library.yaml");
}
