/* Reads the sections that library.yaml lists: all of them, or those that are asked for and what these need. */
#include "read/library/listed-sections.h"

#include <errno.h>
#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/text.h"
#include "document/links.h"
#include "document/rules.h"
#include "read/library/front-matter.h"
#include "read/library/passage-files.h"
#include "read/library/passages.h"
#include "read/text-file.h"

/* An entry of the list. */
typedef struct {
  const StsYaml *item;
  const char *name; /* of the file, in the library */
  bool asked, looked_at;
  StsSection *outline; /* its id, title and headings, once it was looked at; NULL: it cannot be read */
} Entry;

/* ---- one section ---- */

/* The key of an item, which in the list has none, that was asked for and is the file of a passage. */
static const char PASSAGE_KEY[] = "passage";

static bool
is_safe_name(const char *name)
{
  if (name[0] == '/' || strchr(name, '\\'))
    return false;
  for (const char *part = name;; part++) {
    size_t length = strcspn(part, "/");
    if (length == 0 || (length == 2 && strncmp(part, "..", 2) == 0))
      return false;
    part += length;
    if (*part == '\0')
      return true;
  }
}

static void
report_outside(StsReader *reader, const StsYaml *item)
{
  sts_error(reader->diagnostics, item->position, STS_RULE_SECTION_OUTSIDE, "“%s” does not lie in the library's folder",
            item->text);
}

/* Takes the name of a section's file from the list; returns false after a diagnostic. */
static bool
read_entry(StsReader *reader, const StsYaml *item, Entry *entry)
{
  const char *text = sts_yaml_text(item, reader->diagnostics);

  if (!text)
    return false;
  g_autofree char *file = g_str_has_suffix(text, ".md") ? g_strdup(text) : g_strconcat(text, ".md", NULL);
  g_autofree char *name = is_safe_name(file) ? sts_link_file_name(NULL, file) : NULL;
  *entry = (Entry){.item = item, .name = sts_arena_strdup(reader->arena, name)};
  if (name)
    return true;
  report_outside(reader, item);
  return false;
}

/* The id of a section that gives itself none: the name of its file without ".md", and with hyphens between it and the
 * folders it is in: files of one name in two folders are two sections. */
static char *
default_id(const Entry *entry)
{
  char *id = g_strndup(entry->name, strlen(entry->name) - strlen(".md"));

  return g_strdelimit(id, "/", '-');
}

/* Returns the section, not yet in the library; NULL after a diagnostic. */
static StsSection *
read_section(StsReader *reader, const Entry *entry)
{
  StsLibrary *library = reader->library;
  g_autofree char *path = sts_read_find_path(library->folder, entry->name), *id = default_id(entry);
  size_t length;

  if (!sts_file_lies_inside(reader->real_folder, path)) {
    report_outside(reader, entry->item);
    return NULL;
  }
  StsSection *section = sts_section_new(library);
  section->file = sts_arena_intern(reader->arena, path);
  section->name = entry->name;
  if (entry->item->key == PASSAGE_KEY)
    sts_passage_file_begin(reader, section);
  if (sts_file_find(path) == ENOENT) {
    g_hash_table_add(library->unread, g_strdup(id));
    sts_error(reader->diagnostics, entry->item->position, STS_RULE_SECTION_UNREADABLE,
              "there is no file “%s”; create it, or take “%s” out of “sections”", path, entry->item->text);
    return NULL;
  }
  g_autofree char *text = sts_read_text_file(path, section->file, &length, reader->diagnostics);
  if (!text) {
    g_hash_table_add(library->unread, g_strdup(id));
    return NULL;
  }
  sts_read_section(reader, section, id, text, length);
  return section;
}

static bool
is_of_file(const StsSection *section, const char *name)
{
  return section && g_strcmp0(section->name, name) == 0;
}

/* Puts the section into the library; a second one with its id is reported, and stands apart. */
static void
add_section(StsReader *reader, const Entry *entry, StsSection *section)
{
  const StsSection *other = sts_library_lookup(reader->library, section->id);

  if (!other) {
    sts_library_add_section(reader->library, section);
  } else if (is_of_file(other, section->name) ||
             is_of_file(sts_library_find_target(reader->library, section->name), section->name)) {
    sts_error(reader->diagnostics, entry->item->position, STS_RULE_DUPLICATE_ID,
              "“%s” stands under “sections” a second time; take one of the two out", section->id);
  } else {
    sts_error(reader->diagnostics, section->id_position, STS_RULE_DUPLICATE_ID,
              "the id “%s” is already that of %s, to which links by this id lead; give this section another one, by a "
              "line “id: …” in its front matter",
              section->id, other->file);
    sts_library_add_double(reader->library, section);
  }
}

/* The same of an original that only its translation needs: without its pictures and without a word about its faults. */
static StsSection *
read_outline(const StsReader *reader, const Entry *entry)
{
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  StsReader silent = *reader;

  silent.diagnostics = untold;
  silent.images = NULL;
  return read_section(&silent, entry);
}

void
sts_read_listed_sections(StsReader *reader, const StsYaml *list, StsTranslating *translating)
{
  for (const StsYaml *item = list->first; item; item = item->next) {
    Entry entry;
    StsSection *section = NULL;
    if (!read_entry(reader, item, &entry))
      continue;
    if (translating && sts_translating_has(translating, entry.name))
      section = read_outline(reader, &entry);
    /* What is wrong with the original is told where there is nothing to translate. */
    section = section ? section : read_section(reader, &entry);
    if (!section)
      continue;
    add_section(reader, &entry, section);
    if (translating && sts_library_lookup(reader->library, section->id) == section)
      sts_translating_add(translating, section);
  }
}

/* ---- files that the list lacks ---- */

static bool
is_file_of(const StsLibrary *library, const char *id)
{
  g_autofree char *path = g_str_has_suffix(id, ".md") ? sts_read_find_path(library->folder, id) : NULL;

  return path && g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static bool
names_file(StsReader *reader, const StsYaml *list, const char *name)
{
  g_autofree char *wanted = sts_link_file_name(NULL, name);
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();
  StsReader silent = *reader;
  Entry entry;

  silent.diagnostics = untold;
  for (const StsYaml *item = list->first; item; item = item->next)
    if (read_entry(&silent, item, &entry) && g_strcmp0(entry.name, wanted) == 0)
      return true;
  return false;
}

static StsYaml *
copy_item(StsArena *arena, const StsYaml *item)
{
  StsYaml *copy = STS_ARENA_NEW(arena, StsYaml);

  *copy = *item;
  return copy;
}

static StsYaml *
copy_list(StsArena *arena, const StsYaml *list)
{
  StsYaml *copy = copy_item(arena, list);

  for (StsYaml **item = &copy->first; *item; item = &(*item)->next)
    *item = copy_item(arena, *item);
  return copy;
}

const StsYaml *
sts_read_add_files(StsReader *reader, const StsYaml *list, const char *const *ids)
{
  for (; ids && *ids; ids++) {
    if (!is_file_of(reader->library, *ids) || names_file(reader, list, *ids))
      continue;
    g_autofree char *path = sts_read_find_path(reader->library->folder, *ids);
    bool passage = g_str_has_prefix(*ids, STS_PASSAGE_FOLDER "/");
    if (!passage)
      sts_diagnostics_add(reader->diagnostics, STS_SEVERITY_NOTE,
                          (StsPosition){sts_arena_intern(reader->arena, path), 1, 1},
                          sts_rule_name(STS_RULE_SECTION_UNLISTED),
                          "“%s” is not listed under “sections” in %s; it is read as if it were the last there", *ids,
                          reader->library->file);
    StsYaml added = {.kind = STS_YAML_SCALAR, .text = sts_arena_strdup(reader->arena, *ids), .quoted = true};
    added.position = added.key_position = list->position;
    added.key = passage ? PASSAGE_KEY : NULL;
    added.rules = list->rules;
    StsYaml *longer = copy_list(reader->arena, list), *last = longer->first;
    while (last->next)
      last = last->next;
    last->next = copy_item(reader->arena, &added);
    list = longer;
  }
  return list;
}

/* ---- those that are asked for ---- */

typedef struct {
  StsReader *reader;
  GArray *entries;             /* of Entry */
  GHashTable *by_name;         /* name of a file -> Entry */
  StsTranslating *translating; /* NULL: into no language */
} Asked;

static Entry *
entry_at(const Asked *asked, guint index)
{
  return &g_array_index(asked->entries, Entry, index);
}

/* Returns false where the list names a file in two ways, or twice: whatever comes of that, the whole library shows. */
static bool
index_entries(Asked *asked, const StsYaml *list)
{
  for (const StsYaml *item = list->first; item; item = item->next) {
    Entry entry;
    if (!read_entry(asked->reader, item, &entry))
      continue;
    g_array_append_val(asked->entries, entry);
  }
  for (guint i = 0; i < asked->entries->len; i++)
    if (!g_hash_table_insert(asked->by_name, (gpointer)entry_at(asked, i)->name, entry_at(asked, i)))
      return false;
  return true;
}

/* Lends what links need of a section, without its pictures and without a word about its faults; NULL where it cannot be
 * read. */
static StsSection *
look_at(const Asked *asked, Entry *entry)
{
  if (!entry->looked_at)
    entry->outline = read_outline(asked->reader, entry);
  entry->looked_at = true;
  return entry->outline;
}

static bool
has_id(const Asked *asked, Entry *entry, const char *id)
{
  const StsSection *outline = look_at(asked, entry);

  return outline && strcmp(outline->id, id) == 0;
}

static bool
has_default_id(const Entry *entry, const char *id)
{
  g_autofree char *own = strchr(entry->name, '/') ? default_id(entry) : NULL;

  return g_strcmp0(own, id) == 0;
}

/* Whether the front matter of the file, which need be no text, says the id. It may say it in other ways, with escapes;
 * who does not find it then reads the whole library. */
static bool
may_say_id(const Asked *asked, const Entry *entry, const char *id)
{
  g_autofree char *path = sts_read_find_path(asked->reader->library->folder, entry->name), *text = NULL;
  size_t length, start, yaml_length, body;
  int line;

  return sts_file_load(path, STS_FILE_TEXT_MAX, &text, &length, NULL) &&
         sts_front_matter_find(text, length, &start, &yaml_length, &body, &line) &&
         g_strstr_len(text + start, (gssize)yaml_length, id);
}

/* Lends the entry of the section with this id, or name of a file, or NULL. */
static Entry *
find_id(const Asked *asked, const char *written)
{
  g_autofree char *id = sts_text_compose(written), *name = g_strconcat(id, ".md", NULL);
  Entry *named = g_hash_table_lookup(asked->by_name, name), *file = g_hash_table_lookup(asked->by_name, id);

  if (file)
    return file;
  if (named && has_id(asked, named, id))
    return named;
  for (guint i = 0; i < asked->entries->len; i++)
    if (has_default_id(entry_at(asked, i), id) && has_id(asked, entry_at(asked, i), id))
      return entry_at(asked, i);
  for (guint i = 0; i < asked->entries->len; i++)
    if (may_say_id(asked, entry_at(asked, i), id) && has_id(asked, entry_at(asked, i), id))
      return entry_at(asked, i);
  return NULL;
}

static bool
read_asked(const Asked *asked)
{
  StsLibrary *library = asked->reader->library;

  for (guint i = 0; i < asked->entries->len; i++) {
    Entry *entry = entry_at(asked, i);
    library->partial |= !entry->asked;
    if (!entry->asked)
      continue;
    bool has = asked->translating && sts_translating_has(asked->translating, entry->name);
    StsSection *section = has ? look_at(asked, entry) : read_section(asked->reader, entry);
    if (!section)
      return false;
    add_section(asked->reader, entry, section);
    if (asked->translating)
      sts_translating_add(asked->translating, section);
  }
  return true;
}

/* Lends the entry of the file that the link names, or NULL. */
static Entry *
find_file(const Asked *asked, const StsLinkTarget *target)
{
  Entry *entry = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(target->files) && !entry; i++)
    entry = target->files[i] ? g_hash_table_lookup(asked->by_name, target->files[i]) : NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(target->files) && !entry && asked->translating; i++) {
    g_autofree char *original = NULL, *tag = NULL;
    if (target->files[i] && sts_language_of_file(target->files[i], &original, &tag))
      entry = g_hash_table_lookup(asked->by_name, original);
  }
  return entry;
}

/* Makes the sections known that the links below `root` lead to. */
static bool
find_targets(const Asked *asked, const StsSection *section, const StsNode *root)
{
  StsLibrary *library = asked->reader->library;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    if (node->kind != STS_NODE_LINK || node->link.kind != STS_LINK_SECTION)
      continue;
    g_auto(StsLinkTarget) target = {0};
    sts_link_target_init(&target, node, library, section);
    /* What is known by the second name may hide what the first, of a file not yet looked at, means. */
    Entry *entry = find_file(asked, &target);
    if (*target.name == '\0' || (!entry && target.section))
      continue;
    if (!entry)
      entry = find_id(asked, target.name);
    if (!entry || (!entry->asked && !look_at(asked, entry)))
      return false;
    if (!entry->asked)
      sts_library_add_target(library, entry->outline);
  }
  return true;
}

/* Those of all that was read into the library. */
static bool
find_targets_of(const Asked *asked, const StsLibrary *library)
{
  if (!find_targets(asked, NULL, library->disclaimer))
    return false;
  for (guint i = 0; i < library->sections->len; i++) {
    StsSectionTrees trees = {g_ptr_array_index(library->sections, i), 0};
    for (const StsNode *root; (root = sts_section_trees_next(&trees));)
      if (!find_targets(asked, trees.section, root))
        return false;
  }
  return true;
}

static bool
find_all_targets(const Asked *asked)
{
  if (!find_targets_of(asked, asked->reader->library))
    return false;
  return !asked->translating || find_targets_of(asked, sts_translating_reader(asked->translating)->library);
}

bool
sts_read_asked_sections(StsReader *reader, const StsYaml *list, const char *const *ids, StsTranslating *translating)
{
  g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_autoptr(GHashTable) by_name = g_hash_table_new(g_str_hash, g_str_equal);
  Asked asked = {reader, entries, by_name, translating};

  if (!index_entries(&asked, list))
    return false;
  for (; *ids; ids++) {
    Entry *entry = find_id(&asked, *ids);
    if (!entry)
      return false;
    entry->asked = true;
  }
  return read_asked(&asked) && find_all_targets(&asked);
}
