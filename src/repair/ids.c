/* Ids that two sections, or two gaps of a section, have: the later one gets the first that is free. */
#include "repair/ids.h"

#include <string.h>

#include "document/links.h"
#include "document/rules.h"
#include "read/library/front-matter.h"

struct StsIds {
  StsArena *arena;
  const StsLibrary *before;
  StsLibrary now;      /* shares all but sections and how they are found */
  GHashTable *taken;   /* a set of names, in folded case: many file systems see no difference */
  GHashTable *counts;  /* id -> the number that its last double got */
  GHashTable *renamed; /* the id of several -> GPtrArray of StsSection*: what has another now */
};

/* ---- links ---- */

typedef void (*LinkVisitor)(const StsLinkTarget *target, const StsNode *link, gpointer data);

static void
visit_tree(const StsLibrary *library, const StsSection *own, const StsNode *root, LinkVisitor visit, gpointer data)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    if (node->kind != STS_NODE_LINK || node->link.kind != STS_LINK_SECTION)
      continue;
    g_auto(StsLinkTarget) target = {0};
    sts_link_target_init(&target, node, library, own);
    if (*target.name)
      visit(&target, node, data);
  }
}

static void
visit_sections(const StsLibrary *library, const GPtrArray *sections, LinkVisitor visit, gpointer data)
{
  for (guint i = 0; i < sections->len; i++) {
    StsSectionTrees trees = {sections->pdata[i], 0};
    for (const StsNode *root; (root = sts_section_trees_next(&trees));)
      visit_tree(library, trees.section, root, visit, data);
  }
}

/* Visits all links of the library that name a section. */
static void
visit_links(const StsLibrary *library, LinkVisitor visit, gpointer data)
{
  visit_tree(library, NULL, library->disclaimer, visit, data);
  visit_sections(library, library->sections, visit, data);
  visit_sections(library, library->doubles, visit, data);
}

/* ---- what is free ---- */

static void
take(StsIds *ids, const char *name)
{
  if (name)
    g_hash_table_add(ids->taken, g_utf8_casefold(name, -1));
}

static void
take_target(const StsLinkTarget *target, const StsNode *link, gpointer data)
{
  (void)link;
  for (size_t i = 0; i < G_N_ELEMENTS(target->files); i++)
    take(data, target->files[i]);
}

/* The id, and that which the file would have by its name. */
static void
take_section(StsIds *ids, const StsSection *section)
{
  g_autofree char *name =
      g_str_has_suffix(section->name, ".md") ? g_strndup(section->name, strlen(section->name) - strlen(".md")) : NULL;

  take(ids, section->id);
  take(ids, name);
  if (name)
    take(ids, g_strdelimit(name, "/", '-'));
}

static void
take_all(StsIds *ids)
{
  GHashTableIter unread;
  gpointer id;

  for (guint i = 0; i < ids->before->sections->len; i++)
    take_section(ids, ids->before->sections->pdata[i]);
  for (guint i = 0; i < ids->before->doubles->len; i++)
    take_section(ids, ids->before->doubles->pdata[i]);
  g_hash_table_iter_init(&unread, ids->before->unread);
  while (g_hash_table_iter_next(&unread, &id, NULL))
    take(ids, id);
  visit_links(ids->before, take_target, ids);
}

StsIds *
sts_ids_new(const StsLibrary *library)
{
  StsIds *ids = g_new0(StsIds, 1);

  ids->arena = sts_arena_new();
  ids->before = library;
  ids->now = *library;
  ids->now.sections = g_ptr_array_new();
  ids->now.doubles = g_ptr_array_new();
  ids->now.by_id = g_hash_table_new(g_str_hash, g_str_equal);
  ids->now.targets = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < library->sections->len; i++)
    sts_library_add_section(&ids->now, library->sections->pdata[i]);
  ids->taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  ids->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  ids->renamed = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  /* Most libraries have no doubles, and need not be gone through. */
  if (library->doubles->len > 0)
    take_all(ids);
  return ids;
}

void
sts_ids_free(StsIds *ids)
{
  if (!ids)
    return;
  g_ptr_array_unref(ids->now.sections);
  g_ptr_array_unref(ids->now.doubles);
  g_hash_table_unref(ids->now.by_id);
  g_hash_table_unref(ids->now.targets);
  g_hash_table_unref(ids->taken);
  g_hash_table_unref(ids->counts);
  g_hash_table_unref(ids->renamed);
  sts_arena_free(ids->arena);
  g_free(ids);
}

const StsLibrary *
sts_ids_get_library(const StsIds *ids)
{
  return &ids->now;
}

const StsSection *
sts_ids_rename(StsIds *ids, const StsSection *section, const char *id)
{
  StsSection *renamed = STS_ARENA_NEW(ids->arena, StsSection);
  GPtrArray *others = g_hash_table_lookup(ids->renamed, section->id);

  *renamed = *section;
  renamed->id = sts_arena_strdup(ids->arena, id);
  sts_library_add_section(&ids->now, renamed);
  if (!others) {
    others = g_ptr_array_new();
    g_hash_table_insert(ids->renamed, (gpointer)section->id, others);
  }
  g_ptr_array_add(others, renamed);
  return renamed;
}

void
sts_ids_leave(StsIds *ids, const StsSection *section)
{
  sts_library_add_double(&ids->now, (StsSection *)section);
}

/* A file that no list names yet would have the id one day. */
static bool
is_file(const StsIds *ids, const char *id)
{
  g_autofree char *name = g_strconcat(id, ".md", NULL), *path = g_build_filename(ids->before->folder, name, NULL);

  return g_file_test(path, G_FILE_TEST_EXISTS);
}

char *
sts_ids_find_free(StsIds *ids, const char *id)
{
  guint number = MAX(GPOINTER_TO_UINT(g_hash_table_lookup(ids->counts, id)), 1);

  while (true) {
    g_autofree char *other = g_strdup_printf("%s-%u", id, ++number), *folded = g_utf8_casefold(other, -1);
    if (g_hash_table_contains(ids->taken, folded) || is_file(ids, other))
      continue;
    g_hash_table_insert(ids->counts, g_strdup(id), GUINT_TO_POINTER(number));
    take(ids, other);
    return g_steal_pointer(&other);
  }
}

/* ---- front matter ---- */

/* A mend that inserts a text. */
static StsMend *
insert(StsPosition position, size_t at, const char *text)
{
  StsMend *mend = sts_mend_new(position);

  sts_mend_edit(mend, at, at, text, text);
  return mend;
}

/* Where an id that stands in one line ends: before its closing quotation mark, if it has them. Of one that YAML reads
 * otherwise, whoever reads the text again will notice. */
static size_t
id_end(const StsDraft *draft, size_t at, const char *id)
{
  const char *text = draft->text->str + at;
  size_t quote = *text == '"' || *text == '\'';

  if (g_str_has_prefix(text + quote, id))
    return at + quote + strlen(id);
  return at + quote + strcspn(text + quote, " \t\r\n,}\"'");
}

/* Returns a line of front matter that gives the id. */
static char *
id_line(const char *id, const char *end)
{
  bool plain = g_ascii_isalpha(*id);

  for (const char *p = id; *p; p++)
    plain = plain && (g_ascii_isalnum(*p) || strchr("-_.", *p));
  if (plain)
    return g_strconcat("id: ", id, end, NULL);
  g_auto(GStrv) parts = g_strsplit(id, "'", -1);
  g_autofree char *quoted = g_strjoinv("''", parts);
  return g_strconcat("id: '", quoted, "'", end, NULL);
}

StsMend *
sts_mend_find_id(const StsDraft *draft, const StsSection *section, const char *id)
{
  const GString *text = draft->text;
  size_t at, start, length, body;
  int line;

  g_assert(g_str_has_prefix(id, section->id));
  if (!sts_front_matter_find(text->str, text->len, &start, &length, &body, &line))
    return NULL;
  if (sts_draft_find(draft, section->id_position.line, section->id_position.column, &at) && at >= start)
    return insert(section->id_position, id_end(draft, at, section->id), id + strlen(section->id));
  g_autofree char *added = id_line(id, start > 1 && text->str[start - 2] == '\r' ? "\r\n" : "\n");
  return insert(section->id_position, start, added);
}

/* ---- gaps ---- */

/* Whether something like a comment of a gap names the id. */
static bool
has_place(const char *text, const char *id)
{
  size_t length = strlen(id);

  for (const char *found = text; (found = strstr(found, "gap:"));) {
    found += strlen("gap:");
    const char *name = found + strspn(found, " \t\r\n");
    if (strspn(name, STS_GAP_ID_LETTERS) == length && strncmp(name, id, length) == 0)
      return true;
  }
  return false;
}

StsMend *
sts_mend_find_gap_id(const StsDraft *draft, size_t at, StsPosition position)
{
  const char *text = draft->text->str;
  size_t quote = text[at] == '"' || text[at] == '\'', length = strspn(text + at + quote, STS_GAP_ID_LETTERS);
  g_autofree char *id = g_strndup(text + at + quote, length);
  char after = text[at + quote + length];

  if (length == 0 || (quote ? after != text[at] : after && !strchr(" \t\r\n,}", after)) || has_place(text, id))
    return NULL;
  for (guint number = 2;; number++) {
    g_autofree char *other = g_strdup_printf("%s-%u", id, number);
    if (strstr(text, other))
      continue;
    StsMend *mend = insert(position, at + quote + length, other + length);
    mend->name = g_steal_pointer(&other);
    return mend;
  }
}

/* ---- what links mean ---- */

typedef struct {
  const StsIds *ids;
  StsDiagnostics *left;
} Telling;

static void
tell_link(const StsLinkTarget *target, const StsNode *link, gpointer data)
{
  const Telling *telling = data;
  const StsSection *section = target->section;
  const GPtrArray *others = section ? g_hash_table_lookup(telling->ids->renamed, section->id) : NULL;
  bool by_file = false;

  for (size_t i = 0; others && i < G_N_ELEMENTS(target->files); i++)
    by_file = by_file || g_strcmp0(target->files[i], section->name) == 0;
  if (!others || by_file)
    return;
  const StsSection *other = others->pdata[0];
  sts_diagnostics_add(
      telling->left, STS_SEVERITY_NOTE, link->position, sts_rule_name(STS_RULE_REPAIR_LEFT),
      "links by the id “%s” lead to %s, as before; where %s was meant, which had this id, too, write “%s”%s",
      section->id, section->file, other->file, other->id, others->len > 1 ? ", and so for others" : "");
}

void
sts_ids_tell_links(const StsIds *ids, StsDiagnostics *left)
{
  Telling telling = {ids, left};

  if (g_hash_table_size(ids->renamed) > 0)
    visit_links(ids->before, tell_link, &telling);
}
