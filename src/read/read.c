/* Reads a library: library.yaml, then its sections in their order. */
#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/names.h"
#include "base/text.h"
#include "document/rules.h"
#include "read/library/clinic-file.h"
#include "read/library/front-matter.h"
#include "read/library/library-file.h"
#include "read/library/listed-sections.h"
#include "read/library/passage-files.h"
#include "read/library/passages.h"
#include "read/text-file.h"

/* A single document names itself, from its text, so that the same text keeps its identifier. */
static const char *
identify(StsArena *arena, const char *text, size_t length)
{
  g_autofree char *urn = sts_text_identifier(text, length);

  return sts_arena_strdup(arena, urn);
}

/* What is asked for. */
typedef struct {
  const char *const *ids; /* of sections, or names of files; NULL: all */
  const StsLoadOptions *options;
  bool whole;                  /* all sections, whichever are asked for */
  StsTranslating *translating; /* set where the library is read in another language than its own */
} Wanted;

/* Begins what is read in another language, where one is asked for: once the library has said its own. */
static void
begin_translating(const StsReader *reader, Wanted *wanted)
{
  const char *asked = wanted->options->language, *own = reader->library->language;
  g_autofree char *language = asked ? sts_language_canonical(asked) : NULL;

  /* A library in “en-US” is in English. */
  if (!language || !own || sts_language_is_in(own, language))
    return;
  wanted->translating = sts_translating_new(reader, language, wanted->options->missing);
}

/* Returns false where the sections asked for take reading all. */
static bool
read_library_file(StsReader *reader, const char *text, size_t length, Wanted *wanted)
{
  StsLibrary *library = reader->library;
  const char *const *ids = wanted->ids;

  if (sts_text_is_blank(text)) {
    sts_error(reader->diagnostics, ((StsPosition){library->file, 1, 1}), STS_RULE_FRONT_MATTER_YAML,
              "the file is empty; it must give title, language, identifier and sections");
    return true;
  }
  const StsYaml *root = sts_read_yaml(reader->arena, text, length, library->file, 1, reader->diagnostics);
  library->broken = !root;
  if (!root)
    return true;
  const StsYaml *list = sts_read_library_keys(reader, root, true);
  if (!library->identifier)
    library->identifier = "urn:uuid:00000000-0000-0000-0000-000000000000";
  begin_translating(reader, wanted);
  if (!list)
    return true;
  list = sts_read_add_files(reader, list, ids);
  if (ids && !wanted->whole && !sts_read_asked_sections(reader, list, ids, wanted->translating))
    return false;
  if (!ids || wanted->whole)
    sts_read_listed_sections(reader, list, wanted->translating);
  return true;
}

static bool
read_folder(StsReader *reader, const char *path, Wanted *wanted)
{
  size_t length;
  g_autofree char *text = sts_read_text_file(path, reader->library->file, &length, reader->diagnostics);

  reader->library->broken = !text;
  return !text || read_library_file(reader, text, length, wanted);
}

/* A document without library.yaml: its front matter may hold the library's keys. */
static void
read_document(StsReader *reader, const char *path, Wanted *wanted)
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
  sts_read_section(reader, section, base, text, length);
  library->title = section->title;
  library->language = section->language;
  if (!library->identifier) {
    library->identifier = identify(reader->arena, text, length);
    library->identifier_is_made = true;
  }
  sts_library_add_section(library, section);
  begin_translating(reader, wanted);
  if (!wanted->translating)
    return;
  StsLibrary *translated = sts_translating_reader(wanted->translating)->library;
  sts_translating_add(wanted->translating, section);
  if (translated->sections->len > 0) {
    translated->title = ((const StsSection *)translated->sections->pdata[0])->title;
    translated->title_language = NULL;
  }
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

static bool
set_unreadable(const char *path, int number, GError **error)
{
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(number), "the library “%s” cannot be read: %s", path,
              g_strerror(number));
  return false;
}

/* Whether there is a library at the path; *folder: in a folder, otherwise it is a file. */
static bool
check_path(const char *path, bool *folder, GError **error)
{
  StsFileKind kind;
  int at_path = sts_file_look(path, &kind);

  *folder = kind == STS_FILE_KIND_FOLDER;
  if (at_path == 0 && kind == STS_FILE_KIND_NONE) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no library at “%s”; name its folder with -C", path);
    return false;
  }
  if (at_path != 0 || (*folder && access(path, X_OK) != 0))
    return set_unreadable(path, at_path != 0 ? at_path : errno, error);
  g_autofree char *file = *folder ? g_build_filename(path, "library.yaml", NULL) : g_strdup(path);
  int at_file = sts_file_find(file);
  if (*folder && at_file == ENOENT) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "the folder “%s” is no library: it has no library.yaml", path);
    return false;
  }
  return at_file == 0 || set_unreadable(file, at_file, error);
}

/* Returns the library in the language in which it was read, which owns that in its own. */
static StsLibrary *
take_translated(StsTranslating *translating, StsLibrary *original)
{
  StsLibrary *library = sts_translating_reader(translating)->library;

  sts_translating_add_targets(translating);
  fill_library(library);
  library->broken = library->broken || original->broken;
  return library;
}

/* Of passages that only a translation shows, nobody is to be told that they are not used. */
static void
tell_unused_passages(const StsReader *reader)
{
  if (reader->library->partial || reader->library->broken)
    return;
  g_autoptr(GPtrArray) names = sts_passage_files_list_unused(reader, sts_passages_folder(reader->passages));
  if (names->len > 0)
    sts_read_take_out_translated(reader, names);
  sts_passage_files_tell_unused(reader, names);
}

/* Sets *enough to false where the sections take reading all. Takes the words. */
static StsLibrary *
load(const char *path, Wanted *wanted, StsTermsSet *words, bool *enough, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsTermsSet) owned = words;
  bool folder;

  if (!check_path(path, &folder, error))
    return NULL;
  g_autofree char *file = folder ? g_build_filename(path, "library.yaml", NULL) : g_strdup(path);
  g_autofree char *parent = folder ? g_strdup(path) : g_path_get_dirname(path);
  g_autofree char *real_folder = resolve_folder(parent);
  g_autoptr(GHashTable) images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  StsLibrary *library = sts_library_new(parent, g_steal_pointer(&owned));
  StsReader reader = {.library = library,
                      .arena = library->arena,
                      .diagnostics = diagnostics,
                      .folder = library->folder,
                      .real_folder = real_folder,
                      .folder_name = "the library's folder",
                      .images = images};
  g_autoptr(StsPassages) passages = sts_passages_new(&reader);

  reader.passages = passages;
  *enough = true;
  library->file = sts_arena_intern(library->arena, file);
  library->title_position = library->language_position = (StsPosition){library->file, 1, 1};
  if (folder)
    *enough = read_folder(&reader, file, wanted);
  else
    read_document(&reader, file, wanted);
  if (*enough)
    sts_read_passages_end(&reader);
  fill_library(library);
  if (*enough && !wanted->translating)
    tell_unused_passages(&reader);
  if (wanted->options->list_languages && *enough)
    sts_read_find_languages(&reader);
  g_autoptr(StsTranslating) translating = g_steal_pointer(&wanted->translating);
  return translating ? take_translated(translating, library) : library;
}

/* Whether the file that library.yaml names may be read; reports why not. */
static bool
check_named_clinic(const StsLibrary *library, const char *path, StsDiagnostics *diagnostics)
{
  g_autofree char *real_folder = resolve_folder(library->folder);
  bool there = g_file_test(path, G_FILE_TEST_EXISTS);

  if (!there)
    sts_error(diagnostics, library->clinic_position, STS_RULE_FILE_UNREADABLE,
              "there is no file “%s”; put the clinic's file there, or correct its name", path);
  else if (!sts_file_lies_inside(real_folder, path))
    sts_error(diagnostics, library->clinic_position, STS_RULE_CLINIC_VALUE,
              "the clinic's file “%s” lies outside the library's folder; put it there, or name it with --clinic",
              library->clinic_file);
  else
    return true;
  return false;
}

void
sts_read_clinic(StsLibrary *library, const char *path, StsDiagnostics *diagnostics)
{
  if (!path && !library->clinic_file)
    return;
  g_autofree char *named = path ? NULL : sts_read_find_path(library->folder, library->clinic_file);
  if (!path) {
    path = named;
    if (!check_named_clinic(library, path, diagnostics))
      return;
  }
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *real_folder = resolve_folder(folder);
  g_autoptr(GHashTable) images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  StsReader reader = {.library = library,
                      .arena = library->arena,
                      .diagnostics = diagnostics,
                      .folder = folder,
                      .real_folder = real_folder,
                      .folder_name = "the folder of the clinic's file",
                      .images = images};
  library->clinic = sts_read_clinic_file(&reader, sts_arena_intern(library->arena, path));
}

void
sts_read_find_forms(StsLibrary *library)
{
  StsLibrary *own = library->original ? library->original : library;
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  StsReader reader = {.library = own, .arena = own->arena, .diagnostics = untold};

  if (library->clinic && sts_clinic_code_has_language(library->clinic))
    sts_read_find_languages(&reader);
}

StsLibrary *
sts_read_section_anew(const StsLibrary *library, const StsSection *section, const char *text, size_t length,
                      StsDiagnostics *diagnostics)
{
  StsLibrary *anew = sts_library_new(library->folder, library->words);
  StsReader reader = {.library = anew, .arena = anew->arena, .diagnostics = diagnostics};
  StsSection *copy = sts_section_new(anew);
  g_autofree char *copied = g_strndup(text, length);

  reader.tag = section->tag;
  sts_read_end_lines(copied, length);
  anew->file = sts_arena_intern(anew->arena, library->file);
  copy->file = sts_arena_intern(anew->arena, section->file);
  copy->name = sts_arena_intern(anew->arena, section->name);
  copy->is_passage = section->is_passage;
  anew->title_position = anew->language_position = (StsPosition){anew->file, 1, 1};
  anew->language = sts_arena_intern(anew->arena, library->language);
  sts_read_section(&reader, copy, section->id, copied, length);
  fill_library(anew);
  sts_library_add_section(anew, copy);
  return anew;
}

StsLibrary *
sts_read_with(const char *path, const char *const *ids, const StsLoadOptions *options, StsTermsSet *words,
              StsDiagnostics *diagnostics, GError **error)
{
  static const StsLoadOptions NONE = {.language = NULL};
  g_autoptr(StsDiagnostics) found = sts_diagnostics_new();
  g_autoptr(StsTermsSet) again = words ? sts_terms_set_ref(words) : NULL;
  Wanted wanted = {.ids = ids, .options = options ? options : &NONE, .whole = !ids};
  bool enough;
  g_autoptr(StsLibrary) library = load(path, &wanted, words, &enough, found, error);

  if (library && !enough) {
    wanted.whole = true;
    return load(path, &wanted, g_steal_pointer(&again), &enough, diagnostics, error);
  }
  sts_diagnostics_append(diagnostics, found);
  return g_steal_pointer(&library);
}

StsLibrary *
sts_read_library(const char *path, StsTermsSet *words, StsDiagnostics *diagnostics, GError **error)
{
  return sts_read_with(path, NULL, NULL, words, diagnostics, error);
}

StsLibrary *
sts_read_sections(const char *path, const char *const *ids, StsTermsSet *words, StsDiagnostics *diagnostics,
                  GError **error)
{
  return sts_read_with(path, ids, NULL, words, diagnostics, error);
}
