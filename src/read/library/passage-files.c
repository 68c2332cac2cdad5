/* Finds the files of passages. */
#include "read/library/passage-files.h"

#include <stdlib.h>
#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/nearest.h"
#include "base/text.h"
#include "document/links.h"
#include "document/rules.h"
#include "read/text-file.h"

/* How deep folders in `shared` are looked into, how many files of it are told, and with how many names of theirs those
 * of no passage are compared. */
enum { FOLDERS_MAX = 8, FILES_MAX = 10000, COMPARED_MAX = 1000000 };

struct StsPassageFolder {
  GHashTable *known; /* of char*: how texts name the passages; lent by `names`. NULL: it was not listed */
  GPtrArray *names;  /* the same, in the order of their files; NULL-terminated */
  size_t compared;   /* of names */
  GHashTable *named; /* of char*: those that texts name, or mean to, whether they are shown there or refused */
};

void
sts_passage_file_clear(StsPassageFile *file)
{
  g_clear_pointer(&file->name, g_free);
  g_clear_pointer(&file->path, g_free);
  g_clear_pointer(&file->language, g_free);
}

/* ---- all of them ---- */

/* Adds the files in the folder (of char*, such as "shared/drugs/ifosfamide.md"), in their order. */
static void
list_folder(const StsReader *reader, const char *folder, int depth, GPtrArray *files)
{
  g_autofree char *path = g_build_filename(reader->library->folder, folder, NULL);
  g_autoptr(GDir) open = g_dir_open(path, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

  for (const char *name; open && (name = g_dir_read_name(open));)
    if (*name != '.')
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, sts_text_compare);
  for (guint i = 0; i < names->len && files->len < FILES_MAX; i++) {
    const char *name = names->pdata[i];
    g_autofree char *inner = g_build_filename(path, name, NULL), *within = g_build_filename(folder, name, NULL);
    /* Links to folders could lead round in circles, or out of the library. */
    bool in_place = !g_file_test(inner, G_FILE_TEST_IS_SYMLINK);
    if (in_place && g_file_test(inner, G_FILE_TEST_IS_DIR) && depth < FOLDERS_MAX)
      list_folder(reader, within, depth + 1, files);
    else if (g_str_has_suffix(name, ".md") && g_file_test(inner, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add(files, sts_text_compose(within));
  }
}

static GPtrArray *
list_files(const StsReader *reader)
{
  GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

  list_folder(reader, STS_PASSAGE_FOLDER, 0, files);
  return files;
}

/* Returns how a text names the passage of the file, without the language of a translation; `*translation`: whether it
 * has one. */
static char *
passage_name(const char *file, bool *translation)
{
  g_autofree char *original = NULL, *tag = NULL;
  const char *name = file + strlen(STS_PASSAGE_FOLDER "/");

  *translation = sts_language_of_file(file, &original, &tag);
  if (*translation)
    name = original + strlen(STS_PASSAGE_FOLDER "/");
  return g_strndup(name, strlen(name) - strlen(".md"));
}

/* ---- one of them ---- */

void
sts_passage_file_begin(const StsReader *reader, StsSection *section)
{
  g_autofree char *original = NULL, *tag = NULL;

  section->is_passage = true;
  if (sts_language_of_file(section->name, &original, &tag))
    section->language = sts_arena_strdup(reader->arena, tag);
}

static bool
is_outside(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);

  for (char **part = parts; *part; part++)
    if (**part == '\0' || strcmp(*part, ".") == 0 || strcmp(*part, "..") == 0)
      return true;
  return false;
}

static void
list_names(const StsReader *reader, StsPassageFolder *folder)
{
  g_autoptr(GPtrArray) files = list_files(reader);

  folder->known = g_hash_table_new(g_str_hash, g_str_equal);
  folder->names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < files->len; i++) {
    bool translation;
    g_ptr_array_add(folder->names, passage_name(files->pdata[i], &translation));
    g_hash_table_add(folder->known, folder->names->pdata[i]);
  }
  g_ptr_array_add(folder->names, NULL);
}

StsPassageFolder *
sts_passage_folder_new(void)
{
  StsPassageFolder *folder = g_new0(StsPassageFolder, 1);

  folder->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return folder;
}

void
sts_passage_folder_free(StsPassageFolder *folder)
{
  g_clear_pointer(&folder->known, g_hash_table_unref);
  g_clear_pointer(&folder->names, g_ptr_array_unref);
  g_hash_table_unref(folder->named);
  g_free(folder);
}

void
sts_passage_folder_note(StsPassageFolder *folder, const char *name)
{
  if (!g_hash_table_contains(folder->named, name))
    g_hash_table_add(folder->named, g_strdup(name));
}

/* Lends the name that is meant by one that is none; NULL: it is like none, or too many were compared already. */
static const char *
find_meant(const StsReader *reader, StsPassageFolder *folder, const char *name)
{
  if (!folder->known)
    list_names(reader, folder);
  if (g_hash_table_contains(folder->known, name))
    return name;
  folder->compared += folder->names->len;
  if (folder->compared > COMPARED_MAX)
    return NULL;
  for (guint i = 0; folder->names->pdata[i]; i++)
    if (g_ascii_strcasecmp(folder->names->pdata[i], name) == 0)
      return folder->names->pdata[i];
  return sts_text_nearest(name, (const char *const *)folder->names->pdata);
}

static void
refuse_unknown(StsReader *reader, StsPassageFolder *folder, const char *name, StsPosition position)
{
  const char *asked = g_str_has_prefix(name, STS_PASSAGE_FOLDER "/") ? name + strlen(STS_PASSAGE_FOLDER "/") : name;
  g_autofree char *bare =
      g_str_has_suffix(asked, ".md") ? g_strndup(asked, strlen(asked) - strlen(".md")) : g_strdup(asked);
  const char *meant = find_meant(reader, folder, bare);

  if (meant)
    sts_passage_folder_note(folder, meant);
  if (meant)
    sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_UNKNOWN,
              "there is no passage “%s”; did you mean ![[%s]]?", name, meant);
  else
    sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_UNKNOWN,
              "there is no passage “%s”; write it in the file %s/%s.md of the library's folder", name,
              STS_PASSAGE_FOLDER, bare);
}

/* The language of texts whose files do not say any: that of the library, in whichever it is read. */
static const char *
language_of_originals(const StsReader *reader)
{
  const StsLibrary *library = reader->library->original ? reader->library->original : reader->library;

  return library->language ? library->language : "en";
}

/* Returns 1: the file is there; 0: it is not; -1: it was refused. */
static int
try_file(StsReader *reader, const char *name, const char *language, StsPosition position, StsPassageFile *file)
{
  const char *of_library = language_of_originals(reader);
  g_autofree char *written = language ? g_strdup_printf(STS_PASSAGE_FOLDER "/%s.%s.md", name, language)
                                      : g_strdup_printf(STS_PASSAGE_FOLDER "/%s.md", name);
  g_autofree char *in_library = sts_link_file_name(NULL, written);
  g_autofree char *path = in_library ? sts_read_find_path(reader->library->folder, in_library) : NULL;

  if (path && sts_file_find(path) != 0)
    return 0;
  if (!path || !sts_file_lies_inside(reader->real_folder, path)) {
    sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_OUTSIDE, "“%s” does not lie in the library's folder",
              written);
    return -1;
  }
  *file = (StsPassageFile){g_steal_pointer(&in_library), g_steal_pointer(&path),
                           g_strdup(language ? language : of_library)};
  return 1;
}

bool
sts_passage_file_find(StsReader *reader, StsPassageFolder *folder, const char *name, const char *language,
                      StsPosition position, StsPassageFile *file)
{
  const char *of_library = language_of_originals(reader);
  bool original_first = sts_language_meets(language, of_library);
  int found;

  if (is_outside(name)) {
    sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_OUTSIDE,
              "“%s” leads out of the folder “%s”, in which passages lie; name a file in it, without “.md”", name,
              STS_PASSAGE_FOLDER);
    return false;
  }
  found = original_first ? try_file(reader, name, NULL, position, file) : 0;
  /* "es-MX", then "es" */
  g_autofree char *tag = g_strdup(language);
  for (bool more = true; found == 0 && more; more = sts_language_shorten(tag))
    found = try_file(reader, name, tag, position, file);
  if (found == 0 && !original_first)
    found = try_file(reader, name, NULL, position, file);
  if (found == 0)
    refuse_unknown(reader, folder, name, position);
  return found == 1;
}

/* ---- those that nobody names ---- */

GPtrArray *
sts_passage_files_list_unused(const StsReader *reader, const StsPassageFolder *folder)
{
  const StsLibrary *library = reader->library;
  GPtrArray *unused = g_ptr_array_new_with_free_func(g_free);
  StsSeverity severity = STS_SEVERITY_WARNING;

  if (!sts_library_judge(library, STS_RULE_PASSAGE_UNUSED, &severity))
    return unused;
  g_autoptr(GPtrArray) files = list_files(reader);
  for (guint i = 0; i < files->len; i++) {
    bool translation;
    g_autofree char *name = passage_name(files->pdata[i], &translation);
    /* A translation is shown by texts in its language. */
    if (!translation && !sts_library_find_target(library, files->pdata[i]) &&
        !g_hash_table_contains(folder->named, name))
      g_ptr_array_add(unused, g_steal_pointer(&name));
  }
  return unused;
}

void
sts_passage_files_tell_unused(const StsReader *reader, const GPtrArray *names)
{
  StsSeverity severity = STS_SEVERITY_WARNING;

  sts_library_judge(reader->library, STS_RULE_PASSAGE_UNUSED, &severity);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *path = g_strdup_printf("%s/" STS_PASSAGE_FOLDER "/%s.md", reader->library->folder, name);
    sts_diagnostics_add(
        reader->diagnostics, severity, (StsPosition){path, 1, 1}, sts_rule_name(STS_RULE_PASSAGE_UNUSED),
        "no section shows this passage; write ![[%s]] where one is to show it, or take the file away", name);
  }
}
