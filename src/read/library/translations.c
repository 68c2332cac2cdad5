/* Reads the sections and the keys of a library in another language than its own. */
#include "read/library/translations.h"

#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/names.h"
#include "base/text.h"
#include "document/rules.h"
#include "document/translation-of.h"
#include "read/library/front-matter.h"
#include "read/library/library-file.h"
#include "read/library/passages.h"
#include "read/text-file.h"

struct StsTranslating {
  const StsReader *original;
  StsReader reader;     /* of the library in the language; its passages are owned */
  GHashTable *files;    /* name of an original's file -> name of that of its translation, or NULL */
  GHashTable *sections; /* const StsSection* of the original -> the one in the language */
  GHashTable *folders;  /* name of a folder -> GPtrArray of the names of what lies there */
};

static void
unref_names(gpointer names)
{
  g_ptr_array_unref(names);
}

/* ---- files ---- */

/* Returns the names of what lies in the folder of the library, sorted. */
static GPtrArray *
list_folder(const StsLibrary *library, const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *path = g_build_filename(library->folder, folder, NULL);
  g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);

  for (const char *name; entries && (name = g_dir_read_name(entries));)
    if (name[0] != '.' && g_str_has_suffix(name, ".md") && g_utf8_validate(name, -1, NULL))
      g_ptr_array_add(names, sts_text_compose(name));
  g_ptr_array_sort(names, sts_text_compare);
  return names;
}

/* The name of the file of "surgery.md" in the language of the tag; free with g_free(). */
static char *
name_of_translation(const char *original, const char *tag)
{
  size_t length = strlen(original) - (g_str_has_suffix(original, ".md") ? strlen(".md") : 0);

  return g_strdup_printf("%.*s.%s.md", (int)length, original, tag);
}

/* Returns the name of the translation in the language of the tag, or NULL. */
static char *
find_exact(StsTranslating *translating, const char *original, const char *tag)
{
  g_autofree char *name = name_of_translation(original, tag);
  g_autofree char *path = sts_read_find_path(translating->reader.library->folder, name);

  return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&name) : NULL;
}

/* Returns the name of the translation whatever the case of the letters of its tag, or NULL. */
static char *
look_for(StsTranslating *translating, const char *original, const char *tag)
{
  g_autofree char *wanted = name_of_translation(original, tag), *folder = g_path_get_dirname(original);
  g_autofree char *base = g_path_get_basename(wanted);
  GPtrArray *names = g_hash_table_lookup(translating->folders, folder);

  if (!names) {
    names = list_folder(translating->reader.library, folder);
    g_hash_table_insert(translating->folders, g_strdup(folder), names);
  }
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    g_autofree char *own = NULL, *own_tag = NULL;
    if (g_ascii_strcasecmp(name, base) == 0 && sts_language_of_file(name, &own, &own_tag) &&
        g_str_has_suffix(original, own))
      return strcmp(folder, ".") == 0 ? g_strdup(name) : g_build_filename(folder, name, NULL);
  }
  return NULL;
}

/* Returns what is found in the language, or else in one that it is a part of: "es-MX", then "es". */
static char *
find_in_any(StsTranslating *translating, const char *original,
            char *(*find)(StsTranslating *translating, const char *original, const char *tag))
{
  g_autofree char *tag = g_strdup(translating->reader.library->language);
  char *found;

  do
    found = find(translating, original, tag);
  while (!found && sts_language_shorten(tag));
  return found;
}

/* Lends the name of the file that has the translation, or NULL. */
static const char *
find_file(StsTranslating *translating, const char *original)
{
  StsArena *arena = translating->reader.arena;

  if (g_hash_table_contains(translating->files, original))
    return g_hash_table_lookup(translating->files, original);
  g_autofree char *found = find_in_any(translating, original, find_exact);
  if (!found)
    found = find_in_any(translating, original, look_for);
  const char *kept = sts_arena_strdup(arena, found);
  g_hash_table_insert(translating->files, (gpointer)sts_arena_strdup(arena, original), (gpointer)kept);
  return kept;
}

bool
sts_translating_has(StsTranslating *translating, const char *name)
{
  return find_file(translating, name);
}

/* Returns the text of the file of that name; NULL after a diagnostic. Free with g_free(). */
static char *
load_file(const StsReader *reader, const char *name, const char *path, size_t *length)
{
  if (sts_file_lies_inside(reader->real_folder, path))
    return sts_read_text_file(path, path, length, reader->diagnostics);
  sts_error(reader->diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_SECTION_OUTSIDE,
            "“%s” does not lie in the library's folder", name);
  return NULL;
}

/* ---- library.es.yaml ---- */

/* Returns the name of the file with the library's keys in the language of the tag, or NULL. */
static char *
find_keys(StsTranslating *translating, const char *original, const char *tag)
{
  g_autofree char *name = g_strdup_printf("library.%s.yaml", tag);
  g_autofree char *path = g_build_filename(translating->reader.library->folder, name, NULL);

  (void)original;
  return g_file_test(path, G_FILE_TEST_EXISTS) ? g_steal_pointer(&name) : NULL;
}

static void
read_keys(StsTranslating *translating)
{
  StsReader *reader = &translating->reader;
  StsLibrary *library = reader->library;
  g_autofree char *name = find_in_any(translating, NULL, find_keys);

  if (!name)
    return;
  g_autofree char *path = g_build_filename(library->folder, name, NULL);
  size_t length;
  library->translated_file = sts_arena_intern(reader->arena, path);
  g_autofree char *text = load_file(reader, name, library->translated_file, &length);
  bool blank = text && sts_text_is_blank(text);
  const StsYaml *root =
      text && !blank ? sts_read_yaml(reader->arena, text, length, library->translated_file, 1, reader->diagnostics)
                     : NULL;
  library->broken = !root && !blank;
  if (root)
    sts_read_translated_keys(reader, root, name);
}

/* What is the same in every language is lent by the original; what prints, where the language has nothing for it. Words
 * to avoid and abbreviations are the original's language's. */
static void
begin_library(StsLibrary *library, StsLibrary *original, const char *language)
{
  g_autofree char *lower = g_ascii_strdown(language, -1);
  g_autofree char *seed = g_strdup_printf("%s\n\nlanguage\n%s", original->identifier, lower);
  g_autofree char *identifier = sts_text_derive_identifier(seed);

  library->original = original;
  library->file = original->file;
  library->language = sts_arena_strdup(library->arena, language);
  library->identifier = sts_arena_strdup(library->arena, identifier);
  library->identifier_is_made = original->identifier_is_made;
  library->title = original->title;
  library->title_line = original->title_line;
  library->title_faulty = original->title_faulty;
  library->title_position = original->title_position;
  library->language_position = original->language_position;
  library->title_language = library->publisher_language = original->language;
  library->publisher = original->publisher;
  library->publisher_line = original->publisher_line;
  library->source = original->source;
  library->certifier = original->certifier;
  library->status = original->status;
  library->clinic_file = original->clinic_file;
  library->clinic_position = original->clinic_position;
  library->review_every_months = original->review_every_months;
  library->review = original->review;
  library->review.lines[STS_REVIEW_REVIEWED_BY] = library->review.lines[STS_REVIEW_APPROVED_BY] =
      library->review.lines[STS_REVIEW_OWNER] = (StsReviewLine){0};
  library->budget.smog = original->budget.smog;
  library->budget.flesch_kincaid = original->budget.flesch_kincaid;
  g_array_unref(library->defaults);
  library->defaults = g_array_ref(original->defaults);
  g_ptr_array_unref(library->fonts);
  library->fonts = g_ptr_array_ref(original->fonts);
  g_hash_table_unref(library->rules);
  library->rules = g_hash_table_ref(original->rules);
  g_hash_table_unref(library->ignored_keys);
  library->ignored_keys = g_hash_table_ref(original->ignored_keys);
  g_hash_table_unref(library->budget.allow);
  library->budget.allow = g_hash_table_ref(original->budget.allow);
}

StsTranslating *
sts_translating_new(const StsReader *original, const char *language, StsMissingTranslation missing)
{
  StsTranslating *translating = g_new0(StsTranslating, 1);
  StsLibrary *own = original->library;
  StsLibrary *library = sts_library_new(own->folder, own->words ? sts_terms_set_ref(own->words) : NULL);

  begin_library(library, own, language);
  translating->original = original;
  library->missing = missing;
  translating->reader = *original;
  translating->reader.library = library;
  translating->reader.arena = library->arena;
  translating->reader.passages = sts_passages_new(&translating->reader);
  translating->files = g_hash_table_new(g_str_hash, g_str_equal);
  translating->sections = g_hash_table_new(NULL, NULL);
  translating->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_names);
  if (!sts_library_is_document(own))
    read_keys(translating);
  return translating;
}

void
sts_translating_free(StsTranslating *translating)
{
  if (!translating)
    return;
  g_hash_table_unref(translating->files);
  g_hash_table_unref(translating->sections);
  g_hash_table_unref(translating->folders);
  sts_passages_free(translating->reader.passages);
  g_free(translating);
}

StsReader *
sts_translating_reader(StsTranslating *translating)
{
  return &translating->reader;
}

/* ---- sections ---- */

/* Returns the translation in the file, not yet in the library; NULL after a diagnostic. */
static StsSection *
read_translation(const StsTranslating *translating, const StsReader *reader, const StsSection *original,
                 const char *name)
{
  StsLibrary *library = reader->library;
  StsReader own = *reader;
  g_autofree char *path = sts_read_find_path(library->folder, name), *of = NULL, *tag = NULL;
  size_t length;

  StsSection *section = sts_section_new(library);
  section->file = sts_arena_intern(reader->arena, path);
  section->name = name;
  section->original = original;
  g_autofree char *text = load_file(reader, name, section->file, &length);
  if (!text)
    return NULL;
  sts_language_of_file(name, &of, &tag);
  g_autofree char *canonical = sts_language_canonical(tag);
  own.tag = sts_arena_strdup(reader->arena, canonical);
  sts_read_section(&own, section, original->id, text, length);
  /* What a text was made from is no part of its provenance that it could lack. */
  if (section->source == library->source && original->source != translating->original->library->source)
    section->source = original->source;
  return section;
}

static void
tell_twice(const StsTranslating *translating, const StsSection *original, const StsSection *section)
{
  if (g_ascii_strcasecmp(original->language, section->tag) == 0)
    sts_error(translating->reader.diagnostics, ((StsPosition){section->file, 1, 1}), STS_RULE_TRANSLATION_TWICE,
              "“%s” is in the language “%s” as well; keep one of the two", original->file, section->tag);
}

/* Returns a copy of the original that stands in its own place in the language. */
static StsSection *
take_original(const StsTranslating *translating, const StsSection *original)
{
  StsLibrary *library = translating->reader.library;
  const StsLibrary *own = translating->original->library;
  StsSection *copy = STS_ARENA_NEW(library->arena, StsSection);
  const char *language;

  *copy = *original;
  copy->untranslated = !sts_language_meets(original->language, library->language);
  if (copy->untranslated)
    return copy;
  if (!copy->disclaimer && copy->disclaimer_state != STS_PROVENANCE_WAIVED)
    copy->disclaimer_state = sts_section_disclaimer(library, copy, &language) ? STS_PROVENANCE_GIVEN
                             : library->disclaimer_faulty                     ? STS_PROVENANCE_FAULTY
                                                                              : STS_PROVENANCE_ABSENT;
  if (copy->source == own->source)
    copy->source = library->source;
  return copy;
}

static void
tell_missing(const StsTranslating *translating, const StsSection *original, bool stands_in)
{
  StsDiagnostics *diagnostics = translating->reader.diagnostics;
  const char *language = translating->reader.library->language;
  StsPosition start = {original->file, 1, 1};
  g_autofree char *name = name_of_translation(original->name, language);

  if (stands_in)
    sts_diagnostics_add(diagnostics, STS_SEVERITY_NOTE, start, sts_rule_name(STS_RULE_TRANSLATION_ORIGINAL),
                        "there is no text of this section in the language “%s”, so it is printed in “%s”, and says so",
                        language, original->language);
  else
    sts_error(diagnostics, start, STS_RULE_TRANSLATION_MISSING,
              "there is no text of this section in the language “%s”; write “%s”, or print the original in its place "
              "with --or-original",
              language, name);
}

void
sts_translating_add(StsTranslating *translating, StsSection *original)
{
  StsLibrary *library = translating->reader.library;
  const char *name = find_file(translating, original->name);
  bool in_language = original->is_passage || sts_language_meets(original->language, library->language);
  StsSection *section = NULL;

  if (name) {
    section = read_translation(translating, &translating->reader, original, name);
    if (section)
      tell_twice(translating, original, section);
  } else if (in_language || library->missing == STS_MISSING_ORIGINAL) {
    section = take_original(translating, original);
  }
  bool told = !name && !in_language && library->missing != STS_MISSING_LEFT_OUT;
  if (told)
    tell_missing(translating, original, section);
  if (!section && (told || name))
    g_hash_table_add(library->unread, g_strdup(original->id));
  if (!section)
    return;
  sts_library_add_section(library, section);
  g_hash_table_insert(translating->sections, original, section);
}

/* ---- what links lead to ---- */

/* Lends what is there of the section in the language: of one that was not added, no more than links need. */
static const StsSection *
look_at(StsTranslating *translating, const StsSection *original)
{
  const StsSection *section = g_hash_table_lookup(translating->sections, original);
  const char *name = section ? NULL : find_file(translating, original->name);

  if (name) {
    g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
    StsReader silent = translating->reader;
    silent.diagnostics = untold;
    silent.images = NULL;
    section = read_translation(translating, &silent, original, name);
  }
  section = section ? section : original;
  g_hash_table_insert(translating->sections, (gpointer)original, (gpointer)section);
  return section;
}

void
sts_translating_add_targets(StsTranslating *translating)
{
  StsLibrary *library = translating->reader.library;
  GHashTableIter iter;
  gpointer name, original;

  g_hash_table_iter_init(&iter, translating->original->library->targets);
  while (g_hash_table_iter_next(&iter, &name, &original)) {
    const StsSection *section = look_at(translating, original);
    sts_library_add_target_name(library, name, section);
    if (section != original)
      sts_library_add_target_name(library, section->name, section);
  }
  for (guint i = 0; i < library->sections->len; i++) {
    StsSection *section = library->sections->pdata[i];
    section->original_newer = sts_translation_is_stale(library, section);
  }
  sts_read_passages_end(&translating->reader);
  library->partial = translating->original->library->partial;
}

/* ---- which languages there are ---- */

typedef struct {
  StsReader *reader;
  GHashTable *by_name;   /* name of a file -> StsSection* */
  GHashTable *languages; /* StsSection* -> GPtrArray of const char* */
} Search;

static StsPosition
start_of(const Search *search, const char *name)
{
  g_autofree char *path = sts_read_find_path(search->reader->library->folder, name);

  return (StsPosition){sts_arena_intern(search->reader->arena, path), 1, 1};
}

/* Takes the language of a file that has the text of the section in it, unless there is one already. */
static void
add_language(Search *search, const char *name, StsSection *section, const char *written)
{
  const StsLibrary *library = search->reader->library;
  g_autofree char *tag = sts_language_canonical(written);
  GPtrArray *tags = g_hash_table_lookup(search->languages, section);
  /* Who asks for “es” gets a library in “es-MX” as it is, as read.c decides. */
  bool own = library->language && sts_language_is_in(library->language, tag);

  if (g_ascii_strcasecmp(tag, section->language) == 0 || own) {
    sts_error(search->reader->diagnostics, start_of(search, name), STS_RULE_TRANSLATION_TWICE,
              own ? "“%s” is the library's own language, and the text in it is “%s”; keep one of the two"
                  : "“%s” is already the language of “%s”; keep one of the two",
              tag, section->file);
    return;
  }
  if (!tags) {
    tags = g_ptr_array_new();
    g_hash_table_insert(search->languages, section, tags);
  }
  if (g_ptr_array_find_with_equal_func(tags, tag, g_str_equal, NULL))
    sts_error(search->reader->diagnostics, start_of(search, name), STS_RULE_TRANSLATION_TWICE,
              "“%s” has a second text in the language “%s”, in a file whose name differs in the case of its letters; "
              "keep one of the two",
              section->file, tag);
  else
    g_ptr_array_add(tags, (gpointer)sts_arena_strdup(search->reader->arena, tag));
}

/* What lies beside sections, and is neither one nor a translation of one, though its name looks like it. */
static void
tell_stray(const Search *search, const char *name, const char *original, const char *tag)
{
  const StsLibrary *library = search->reader->library;
  const char *dot = strchr(name, '.');
  g_autofree char *stem = dot ? g_strdup_printf("%.*s.md", (int)(dot - name), name) : NULL;
  g_autofree char *path = original ? sts_read_find_path(library->folder, original) : NULL;

  if (library->partial)
    return;
  if (path && !g_file_test(path, G_FILE_TEST_EXISTS))
    sts_warning(search->reader->diagnostics, start_of(search, name), STS_RULE_TRANSLATION_ORPHAN,
                "by its name, this is the text of “%s” in the language “%s”, but there is no such file", original, tag);
  else if (!original && stem && g_hash_table_contains(search->by_name, stem)) {
    g_autofree char *written = g_strndup(dot + 1, strlen(dot + 1) - strlen(".md")),
                    *meant = sts_language_meant(written);
    if (meant)
      sts_warning(search->reader->diagnostics, start_of(search, name), STS_RULE_TRANSLATION_NAME,
                  "nobody reads this file: “%s” is not a language tag; name the file “%.*s.%s.md”", written,
                  (int)(dot - name), name, meant);
    else
      sts_diagnostics_add(
          search->reader->diagnostics, STS_SEVERITY_NOTE, start_of(search, name),
          sts_rule_name(STS_RULE_TRANSLATION_NAME),
          "the file lies beside “%s”, and is neither listed under “sections” nor named after a language, "
          "as “%.*s.es.md”; nobody reads it",
          stem, (int)(dot - name), name);
  }
}

static void
look_at_file(Search *search, const char *name)
{
  StsSection *listed = g_hash_table_lookup(search->by_name, name);
  g_autofree char *original = NULL, *tag = NULL;
  StsSection *section =
      sts_language_of_file(name, &original, &tag) ? g_hash_table_lookup(search->by_name, original) : NULL;

  if (listed && section)
    sts_error(search->reader->diagnostics, start_of(search, name), STS_RULE_TRANSLATION_TWICE,
              "by its name, this is the text of “%s” in the language “%s”, and is listed as a section besides; take it "
              "out of “sections”: --language %s exports it",
              original, tag, tag);
  else if (section)
    add_language(search, name, section, tag);
  else if (!listed)
    tell_stray(search, name, original, tag);
}

static void
keep_languages(const Search *search)
{
  GHashTableIter iter;
  gpointer section, tags;

  g_hash_table_iter_init(&iter, search->languages);
  while (g_hash_table_iter_next(&iter, &section, &tags)) {
    GPtrArray *array = tags;
    g_ptr_array_sort(array, sts_text_compare);
    ((StsSection *)section)->languages = sts_arena_list(search->reader->arena, array);
  }
}

/* Looks once into each folder that has sections. */
static void
search(Search *search)
{
  const StsLibrary *library = search->reader->library;
  g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < library->sections->len; i++)
    g_hash_table_insert(search->by_name, (gpointer)((StsSection *)library->sections->pdata[i])->name,
                        library->sections->pdata[i]);
  for (guint i = 0; i < library->sections->len; i++) {
    g_autofree char *folder = g_path_get_dirname(((const StsSection *)library->sections->pdata[i])->name);
    if (g_hash_table_contains(folders, folder))
      continue;
    g_autoptr(GPtrArray) names = list_folder(library, folder);
    for (guint k = 0; k < names->len; k++) {
      g_autofree char *name = strcmp(folder, ".") == 0 ? NULL : g_build_filename(folder, names->pdata[k], NULL);
      look_at_file(search, name ? name : names->pdata[k]);
    }
    g_hash_table_add(folders, g_steal_pointer(&folder));
  }
}

void
sts_read_find_languages(StsReader *reader)
{
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) languages = g_hash_table_new_full(NULL, NULL, NULL, unref_names);
  Search all = {reader, by_name, languages};

  search(&all);
  keep_languages(&all);
}

/* ---- what passages they show ---- */

static void
free_with_library(gpointer translating)
{
  StsLibrary *library = sts_translating_reader(translating)->library;

  library->original = NULL;
  sts_translating_free(translating);
  sts_library_free(library);
}

/* Lends what reads the language of the tag. */
static StsTranslating *
find_translating(GHashTable *by_tag, const StsReader *reader, const char *tag)
{
  StsTranslating *translating = g_hash_table_lookup(by_tag, tag);

  if (!translating) {
    translating = sts_translating_new(reader, tag, STS_MISSING_LEFT_OUT);
    g_hash_table_insert(by_tag, (gpointer)tag, translating);
  }
  return translating;
}

static void
take_out(GPtrArray *names, GHashTable *passages)
{
  GHashTableIter iter;
  gpointer passage;
  guint index;

  if (!passages)
    return;
  g_hash_table_iter_init(&iter, passages);
  while (g_hash_table_iter_next(&iter, NULL, &passage))
    if (g_ptr_array_find_with_equal_func(names, ((const StsPassage *)passage)->name, g_str_equal, &index))
      g_ptr_array_remove_index(names, index);
}

void
sts_read_take_out_translated(const StsReader *reader, GPtrArray *names)
{
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) languages = g_hash_table_new_full(NULL, NULL, NULL, unref_names);
  g_autoptr(GHashTable) by_tag = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_with_library);
  StsReader silent = *reader;
  Search all = {&silent, by_name, languages};
  GHashTableIter iter;
  gpointer section, tags, translating;

  silent.diagnostics = untold;
  silent.images = NULL;
  search(&all);
  g_hash_table_iter_init(&iter, languages);
  while (g_hash_table_iter_next(&iter, &section, &tags))
    for (guint i = 0; i < ((GPtrArray *)tags)->len; i++)
      sts_translating_add(find_translating(by_tag, &silent, ((GPtrArray *)tags)->pdata[i]), section);
  g_hash_table_iter_init(&iter, by_tag);
  while (g_hash_table_iter_next(&iter, NULL, &translating))
    take_out(names, sts_translating_reader(translating)->library->passages);
}
