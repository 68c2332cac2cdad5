/* --new: a library to start from, a copy of the one that comes with the program, with an identifier of its own. */
#include <string.h>

#include "base/atomic-folder.h"
#include "base/file-read.h"
#include "base/leftovers.h"
#include "base/text.h"
#include "cli/actions.h"
#include "cli/confine.h"
#include "cli/exit-status.h"
#include "cli/report.h"
#include "sts/data.h"

/* What stands in the place of the identifier. */
static const char NO_IDENTIFIER[] = "urn:uuid:00000000-0000-4000-8000-000000000000";

/* Adds the names of what lies in a folder below that of the starter, with a slash after those of folders. */
static bool
list_folder(const char *starter, const char *below, GPtrArray *names, GError **error)
{
  g_autofree char *path = g_build_filename(starter, below, NULL);
  g_autoptr(GDir) dir = g_dir_open(path, 0, error);

  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    bool folder = g_file_test(file, G_FILE_TEST_IS_DIR);
    if (*name != '.')
      g_ptr_array_add(names, g_strconcat(below, name, folder ? "/" : "", NULL));
  }
  return dir;
}

/* Returns the names of the starter's files, sorted; NULL with `error`. Free with g_ptr_array_unref(). */
static GPtrArray *
list_files(const char *starter, GError **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

  if (!list_folder(starter, "", names, error))
    return NULL;
  for (guint i = 0; i < names->len;) {
    if (!g_str_has_suffix(names->pdata[i], "/")) {
      i++;
      continue;
    }
    g_autofree char *folder = g_ptr_array_steal_index(names, i);
    if (!list_folder(starter, folder, names, error))
      return NULL;
  }
  g_ptr_array_sort(names, sts_text_compare);
  return g_steal_pointer(&names);
}

/* Puts a random identifier (RFC 4122, version 4) in its place, so that no two libraries have the same. */
static bool
identify(GString *text, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random(), *identifier = g_strconcat("urn:uuid:", uuid, NULL);

  if (g_string_replace(text, NO_IDENTIFIER, identifier, 0) == 1)
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the starter's library.yaml does not have “%s” once",
              NO_IDENTIFIER);
  return false;
}

static bool
copy(const char *starter, const char *name, StsAtomicFolder *folder, GError **error)
{
  g_autofree char *path = g_build_filename(starter, name, NULL), *bytes = NULL;
  gsize size;

  if (!sts_file_load(path, STS_FILE_TEXT_MAX, &bytes, &size, error))
    return false;
  if (strcmp(name, "library.yaml") != 0)
    return sts_atomic_folder_write(folder, name, bytes, size, error);
  g_autoptr(GString) text = g_string_new_len(bytes, (gssize)size);
  return identify(text, error) && sts_atomic_folder_write(folder, name, text->str, text->len, error);
}

static bool
make(const char *starter, const char *library, GPtrArray **names, GError **error)
{
  *names = list_files(starter, error);
  g_autoptr(StsAtomicFolder) folder = *names ? sts_atomic_folder_new(library, error) : NULL;

  for (guint i = 0; folder && i < (*names)->len; i++)
    if (!copy(starter, (*names)->pdata[i], folder, error))
      return false;
  return folder && sts_atomic_folder_commit(folder, error);
}

int
sts_action_new_library(const StsOptions *options)
{
  g_autoptr(GPtrArray) names = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *data = sts_data_find_folder(&error);

  if (!data) {
    sts_report_message("%s", error->message);
    return STS_EXIT_SYSTEM;
  }
  g_autofree char *starter = g_build_filename(data, "starter", NULL);
  g_autofree char *whole = g_canonicalize_filename(options->new_dir, NULL), *above = g_path_get_dirname(whole);
  sts_leftovers_clean(above);
  sts_confine_call(options, starter, data);
  if (!make(starter, options->new_dir, &names, &error)) {
    sts_report_message("%s", error->message);
    return g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_EXIST) ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
  }
  for (guint i = 0; i < names->len && !options->quiet; i++) {
    g_autofree char *path = g_build_filename(options->new_dir, names->pdata[i], NULL);
    sts_report_line("wrote %s", path);
  }
  if (!options->quiet)
    sts_report_line("go on with: sts-export --list -C %s", options->new_dir);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}
