/* Finds the data folder beside the library, or beside the program that it is linked into. */
#include "api/data.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>

#include "base/file-read.h"
#include "sts/data.h"

/* Returns the folder that is installed at `way` from the folder of that file, or NULL; free with g_free(). */
static char *
find_installed(const char *file, const char *way)
{
  char *resolved = realpath(file, NULL);

  if (!resolved)
    return NULL;
  g_autofree char *folder = g_path_get_dirname(resolved);
  g_autofree char *data = g_canonicalize_filename(way, folder);
  free(resolved);
  return sts_file_is_missing(sts_file_find(data)) ? NULL : g_steal_pointer(&data);
}

/* Lends the name of the shared library that this code is in; NULL: it is in the program itself. */
static const char *
find_own_library(void)
{
  static const char here = 0;
  struct link_map *map = NULL;
  Dl_info info;

  if (!dladdr1(&here, &info, (void **)&map, RTLD_DL_LINKMAP) || !map || !*map->l_name)
    return NULL;
  return map->l_name;
}

char *
sts_data_find_folder(GError **error)
{
  const char *library = find_own_library();
  g_autofree char *data = library ? find_installed(library, STS_DATA_FROM_LIBRARY)
                                  : find_installed("/proc/self/exe", STS_DATA_FROM_PROGRAM);

  if (data)
    return g_steal_pointer(&data);
  int number = sts_file_find(STS_SOURCE_DATADIR "/styles");
  if (number == 0)
    return g_strdup(STS_SOURCE_DATADIR);
  if (!sts_file_is_missing(number)) {
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "the folder “%s” cannot be read: %s",
                STS_SOURCE_DATADIR "/styles", g_strerror(number));
    return NULL;
  }
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
              "the styles and fonts of sts-export were not found in %s beside its %s; install it again",
              library ? STS_DATA_FROM_LIBRARY : STS_DATA_FROM_PROGRAM, library ? "library" : "program");
  return NULL;
}

/* XDG Base Directory Specification 0.8: a path that is not absolute is to be ignored. GLib would ask the system for a
 * home that the environment does not name, which opens several files. */
char *
sts_data_find_user_styles(void)
{
  const char *folder = g_getenv("XDG_CONFIG_HOME"), *home = g_getenv("HOME");

  if (folder && g_path_is_absolute(folder))
    return g_build_filename(folder, "sts-export", "styles", NULL);
  return home && g_path_is_absolute(home) ? g_build_filename(home, ".config", "sts-export", "styles", NULL) : NULL;
}

char **
sts_data_list_styles(const char *named, const char *library, GError **error)
{
  g_autoptr(GStrvBuilder) folders = g_strv_builder_new();
  g_autofree char *installed = sts_data_choose_folder(named, "styles", error);

  if (!installed)
    return NULL;
  if (!named) {
    g_autofree char *own = library ? g_build_filename(library, "styles", NULL) : NULL;
    g_autofree char *user = sts_data_find_user_styles();
    if (own && !sts_file_is_missing(sts_file_find(own)))
      g_strv_builder_add(folders, own);
    /* Nobody named it: a service may run with the home of somebody whose folders are closed to it. */
    if (user && sts_file_find(user) == 0)
      g_strv_builder_add(folders, user);
  }
  g_strv_builder_add(folders, installed);
  return g_strv_builder_end(folders);
}

char *
sts_data_choose_folder(const char *named, const char *name, GError **error)
{
  g_autofree char *data = named ? NULL : sts_data_find_folder(error);

  if (named)
    return g_strdup(named);
  return data ? g_build_filename(data, name, NULL) : NULL;
}
