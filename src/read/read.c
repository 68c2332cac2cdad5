/* Reads a library: library.yaml, then its sections in their order. */
#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "document/rules.h"
#include "read/library/front-matter.h"
#include "read/library/library-file.h"
#include "read/library/section-file.h"
#include "read/text-file.h"

/* A single document names itself, from its text, so that the same text keeps its identifier. */
static const char *
identify(StsArena *arena, const char *text, size_t length)
{
  g_autofree char *urn = sts_text_identifier(text, length);

  return sts_arena_strdup(arena, urn);
}

/* Puts the section into the library, which lists it at `listed`; a second one with its id is reported and left out. */
static void
add_section(StsReader *reader, StsSection *section, StsPosition listed)
{
  StsLibrary *library = reader->library;
  const StsSection *other = sts_library_lookup(library, section->id);
  g_autofree char *path = g_canonicalize_filename(section->file, "/"),
                  *other_path = other ? g_canonicalize_filename(other->file, "/") : NULL;

  if (g_strcmp0(path, other_path) == 0) {
    sts_error(reader->diagnostics, listed, STS_RULE_DUPLICATE_ID,
              "“%s” stands under “sections” a second time; take one of the two out", section->id);
    return;
  }
  if (other) {
    sts_error(reader->diagnostics, section->id_position, STS_RULE_DUPLICATE_ID,
              "the id “%s” is already that of %s; give this section another one", section->id, other->file);
    return;
  }
  sts_library_add_section(library, section);
}

static bool
is_safe_name(const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, "/", -1);

  if (name[0] == '/' || name[0] == '\0' || strchr(name, '\\'))
    return false;
  for (char **part = parts; *part; part++)
    if (strcmp(*part, "..") == 0 || strcmp(*part, "") == 0)
      return false;
  return true;
}

static void
read_listed_section(StsReader *reader, const StsYaml *item)
{
  StsLibrary *library = reader->library;
  const char *name = sts_yaml_text(item, reader->diagnostics);

  if (!name)
    return;
  g_autofree char *file_name = g_str_has_suffix(name, ".md") ? g_strdup(name) : g_strconcat(name, ".md", NULL);
  g_autofree char *path = g_build_filename(library->folder, file_name, NULL);
  if (!is_safe_name(file_name) || !sts_read_lies_inside(reader->real_folder, path)) {
    sts_error(reader->diagnostics, item->position, STS_RULE_SECTION_OUTSIDE,
              "“%s” does not lie in the library's folder", name);
    return;
  }
  g_autofree char *base = g_path_get_basename(file_name);
  base[strlen(base) - strlen(".md")] = '\0';
  StsSection *section = sts_section_new(library);
  section->file = sts_arena_intern(reader->arena, path);
  section->name = sts_arena_intern(reader->arena, file_name);
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_hash_table_add(library->unread, g_strdup(base));
    sts_error(reader->diagnostics, item->position, STS_RULE_SECTION_UNREADABLE,
              "there is no file “%s”; create it, or take “%s” out of “sections”", path, name);
    return;
  }
  size_t length;
  g_autofree char *text = sts_read_text_file(path, section->file, &length, reader->diagnostics);
  if (!text) {
    g_hash_table_add(library->unread, g_strdup(base));
    return;
  }
  sts_read_section_text(reader, section, base, text, length);
  add_section(reader, section, item->position);
}

static void
read_library_file(StsReader *reader, const char *text, size_t length)
{
  StsLibrary *library = reader->library;

  if (sts_text_is_blank(text)) {
    sts_error(reader->diagnostics, ((StsPosition){library->file, 1, 1}), STS_RULE_FRONT_MATTER_YAML,
              "the file is empty; it must give title, language, identifier and sections");
    return;
  }
  const StsYaml *root = sts_read_yaml(reader->arena, text, length, library->file, 1, reader->diagnostics);
  library->broken = !root;
  if (!root)
    return;
  const StsYaml *sections = sts_read_library_keys(reader, root, true);
  for (const StsYaml *item = sections ? sections->first : NULL; item; item = item->next)
    read_listed_section(reader, item);
}

static void
read_folder(StsReader *reader, const char *path)
{
  size_t length;
  g_autofree char *text = sts_read_text_file(path, reader->library->file, &length, reader->diagnostics);

  reader->library->broken = !text;
  if (text)
    read_library_file(reader, text, length);
}

/* A document without library.yaml: its front matter may hold the library's keys. */
static void
read_document(StsReader *reader, const char *path)
{
  StsLibrary *library = reader->library;
  size_t length;
  g_autofree char *text = sts_read_text_file(path, library->file, &length, reader->diagnostics);

  if (!text)
    return;
  StsSection *section = sts_section_new(library);
  g_autofree char *base = g_path_get_basename(path);
  section->file = library->file;
  section->name = sts_arena_strdup(reader->arena, base);
  char *dot = strrchr(base, '.');
  if (dot && dot != base)
    *dot = '\0';
  sts_read_section_text(reader, section, base, text, length);
  library->title = section->title;
  library->language = section->language;
  if (!library->identifier) {
    library->identifier = identify(reader->arena, text, length);
    library->identifier_is_made = true;
  }
  add_section(reader, section, (StsPosition){section->file, 1, 1});
}

/* Nothing after reading may meet a NULL: what is missing was reported. */
static void
fill_library(StsLibrary *library)
{
  if (!library->title)
    library->title = "";
  if (!library->language)
    library->language = "en";
  if (!library->identifier)
    library->identifier = "urn:uuid:00000000-0000-0000-0000-000000000000";
}

static char *
resolve_folder(const char *folder)
{
  char *real = realpath(folder, NULL);
  char *copy = g_strdup(real ? real : folder);

  free(real);
  return copy;
}

StsLibrary *
sts_read_library(const char *path, StsTermsSet *words, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsTermsSet) owned = words;
  bool folder = g_file_test(path, G_FILE_TEST_IS_DIR);
  g_autofree char *file = folder ? g_build_filename(path, "library.yaml", NULL) : g_strdup(path);

  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no library at “%s”; name its folder with -C", path);
    return NULL;
  }
  if (folder && access(path, X_OK) != 0) {
    int number = errno;
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "the library “%s” cannot be read: %s", path,
                g_strerror(number));
    return NULL;
  }
  if (folder && !g_file_test(file, G_FILE_TEST_EXISTS)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "the folder “%s” is no library: it has no library.yaml", path);
    return NULL;
  }
  g_autofree char *parent = folder ? g_strdup(path) : g_path_get_dirname(path);
  g_autofree char *real_folder = resolve_folder(parent);
  StsLibrary *library = sts_library_new(parent, g_steal_pointer(&owned));
  StsReader reader = {
      .library = library, .arena = library->arena, .diagnostics = diagnostics, .real_folder = real_folder};
  g_autoptr(GHashTable) images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  reader.images = images;
  library->file = sts_arena_intern(library->arena, file);
  library->title_position = library->language_position = (StsPosition){library->file, 1, 1};
  if (folder)
    read_folder(&reader, file);
  else
    read_document(&reader, file);
  fill_library(library);
  return library;
}
