/* Puts the passages that a section shows into its text. */
#include "read/library/passages.h"

#include <string.h>

#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/nearest.h"
#include "base/text.h"
#include "document/links.h"
#include "document/plain-text.h"
#include "document/rules.h"
#include "read/library/closing-names.h"
#include "read/library/passage-files.h"
#include "read/library/section-file.h"
#include "read/text-file.h"

/* A passage while a library is read. */
typedef struct {
  StsPassage *passage; /* the library's */
  StsDiagnostics *faults;
  bool reading; /* it is being read: what shows it now is in it */
  size_t nodes; /* of its body */
  size_t bytes; /* of what these say */
  int levels;   /* of passages: 1 where it shows none, and one more than that which it shows and that has most */
  int height;   /* how deep containers stand in its body, which is not counted */
} Entry;

/* How deep passages are read within one another, before any is known to be too deep. */
enum { CHAIN_MAX = 64 };

struct StsPassages {
  GHashTable *by_place; /* "name\nlanguage" -> Entry* */
  GHashTable *by_name;  /* name of the file in the library -> Entry*; owned */
  GPtrArray *entries;   /* in the order in which they were met */
  GPtrArray *chain;     /* of Entry*: those that are being read */
  GHashTable *images;
  StsPassageFolder *folder;
};

static void
free_entry(gpointer data)
{
  Entry *entry = data;

  sts_diagnostics_free(entry->faults);
  g_free(entry);
}

StsPassages *
sts_passages_new(const StsReader *reader)
{
  StsPassages *passages = g_new0(StsPassages, 1);

  passages->by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  passages->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  passages->entries = g_ptr_array_new_with_free_func(free_entry);
  passages->chain = g_ptr_array_new();
  passages->images = reader->images;
  passages->folder = sts_passage_folder_new();
  return passages;
}

void
sts_passages_free(StsPassages *passages)
{
  if (!passages)
    return;
  g_hash_table_unref(passages->by_place);
  g_hash_table_unref(passages->by_name);
  g_ptr_array_unref(passages->chain);
  g_ptr_array_unref(passages->entries);
  sts_passage_folder_free(passages->folder);
  g_free(passages);
}

/* ---- one passage ---- */

static void read_section(StsReader *reader, StsSection *section, const char *default_id, const char *text,
                         size_t length);

/* The labels of notes in a passage are its own: no section's label has a space. */
static const char *
own_label(StsReader *reader, const StsSection *text, const char *label)
{
  g_autofree char *own = g_strconcat(text->name, " ", label, NULL);

  return label ? sts_arena_intern(reader->arena, own) : NULL;
}

static void
rename_notes_below(StsReader *reader, const StsSection *text, StsNode *root)
{
  for (StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    if (node->kind == STS_NODE_NOTE)
      node->note.label = own_label(reader, text, node->note.label);
    else if (node->kind == STS_NODE_NOTE_REFERENCE)
      node->note_reference.label = own_label(reader, text, node->note_reference.label);
  }
}

static void
rename_notes(StsReader *reader, const StsSection *text)
{
  StsSectionTrees trees = {text, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    rename_notes_below(reader, text, (StsNode *)root);
}

/* A number after a link names an entry of the section's list, which the passage does not know. */
static void
refuse_numbers(const StsReader *reader, const StsSection *text)
{
  StsSectionTrees trees = {text, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
      if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_HOLLOW && node->link.number > 0)
        sts_error(reader->diagnostics, node->position, STS_RULE_HYPERLINK_NUMBER_UNKNOWN,
                  "a passage has no list of addresses, so that %d names none; write the address in the link, "
                  "[text](address)",
                  node->link.number);
}

static size_t
length_of(const char *text)
{
  return text ? strlen(text) : 0;
}

/* How much the node says, and its image. */
static size_t
count_bytes(const StsNode *node)
{
  const StsNode *image = sts_node_shown_image(node);
  size_t bytes = image ? length_of(image->image.alternative) : 0;

  switch (node->kind) {
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    return bytes + length_of(node->text.text);
  case STS_NODE_CODE_BLOCK:
    return bytes + length_of(node->code.text);
  case STS_NODE_LINK:
    return bytes + length_of(node->link.destination) + length_of(node->link.title);
  default: /* says nothing itself */
    return bytes;
  }
}

static void
measure(Entry *entry)
{
  StsNodeIter iter;
  int depth = 0;

  if (!entry->passage->text->body)
    return;
  sts_node_iter_init(&iter, entry->passage->text->body);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (event == STS_EVENT_EXIT) {
      depth--;
      continue;
    }
    entry->nodes++;
    entry->bytes += count_bytes(iter.node);
    if (sts_node_is_container(iter.node->kind)) {
      entry->height = MAX(entry->height, depth);
      depth++;
    }
  }
}

/* Reads the file; what is wrong in it is the entry's. */
static void
read_entry(StsReader *reader, Entry *entry, const char *language)
{
  StsReader own = *reader;
  StsSection *text = entry->passage->text;
  size_t length;

  own.diagnostics = entry->faults;
  own.images = reader->passages->images;
  own.scope = NULL;
  own.gap_places = NULL;
  text->is_passage = true;
  text->language = sts_arena_strdup(reader->arena, language);
  g_autofree char *bytes = sts_read_text_file(text->file, text->file, &length, own.diagnostics);
  if (!bytes)
    return;
  entry->reading = true;
  g_ptr_array_add(reader->passages->chain, entry);
  read_section(&own, text, entry->passage->name, bytes, length);
  g_ptr_array_set_size(reader->passages->chain, (gint)reader->passages->chain->len - 1);
  entry->reading = false;
  measure(entry);
}

static Entry *
new_entry(StsReader *reader, const char *name, const StsPassageFile *file)
{
  StsPassages *passages = reader->passages;
  StsLibrary *library = reader->library;
  Entry *entry = g_new0(Entry, 1);

  entry->levels = 1;
  entry->faults = sts_diagnostics_new();
  entry->passage = STS_ARENA_NEW(reader->arena, StsPassage);
  entry->passage->name = sts_arena_strdup(reader->arena, name);
  entry->passage->text = sts_section_new(library);
  entry->passage->text->name = sts_arena_strdup(reader->arena, file->name);
  g_ptr_array_add(passages->entries, entry);
  g_hash_table_insert(passages->by_name, (gpointer)entry->passage->text->name, entry);
  entry->passage->text->file = sts_arena_intern(reader->arena, file->path);
  read_entry(reader, entry, file->language);
  return entry;
}

/* ---- finding it ---- */

/* "when-to-call → fever → when-to-call" */
static void
refuse_cycle(const StsReader *reader, StsPosition position, const Entry *entry)
{
  const GPtrArray *chain = reader->passages->chain;
  g_autoptr(GString) way = g_string_new(NULL);
  guint first = 0;

  while (chain->pdata[first] != entry)
    first++;
  for (guint i = first; i < chain->len; i++)
    g_string_append_printf(way, "%s → ", ((const Entry *)chain->pdata[i])->passage->name);
  sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_CYCLE,
            "here the passage “%s” would stand within itself (%s%s); take this line out", entry->passage->name,
            way->str, entry->passage->name);
}

static void
refuse_deep(const StsReader *reader, StsPosition position, const char *name)
{
  sts_error(reader->diagnostics, position, STS_RULE_PASSAGE_DEEP,
            "with the passage “%s”, more than %d passages would stand within one another; write its text here", name,
            STS_PASSAGE_DEPTH_MAX);
}

/* Counts the passage as one that the one which is being read shows; false where they are too many then. What is counted
 * is what each holds, and not where it stands, so that nothing depends on what was read before. */
static bool
count_levels(StsPassages *passages, const Entry *entry)
{
  GPtrArray *chain = passages->chain;
  Entry *outer = chain->len > 0 ? chain->pdata[chain->len - 1] : NULL;

  if (entry->levels >= STS_PASSAGE_DEPTH_MAX)
    return false;
  if (outer)
    outer->levels = MAX(outer->levels, entry->levels + 1);
  return true;
}

/* Lends the passage that is named at the place; NULL after a diagnostic. */
static Entry *
find_entry(StsReader *reader, const StsSection *section, const StsMarkdownPassage *place)
{
  StsPassages *passages = reader->passages;
  StsPosition position = place->node->position;
  g_autofree char *key = g_strconcat(place->name, "\n", section->language, NULL);
  Entry *entry = g_hash_table_lookup(passages->by_place, key);
  g_auto(StsPassageFile) file = {0};

  if (!entry) {
    if (!sts_passage_file_find(reader, passages->folder, place->name, section->language, position, &file))
      return NULL;
    entry = g_hash_table_lookup(passages->by_name, file.name);
  }
  if (entry && entry->reading) {
    refuse_cycle(reader, position, entry);
    return NULL;
  }
  if (!entry && passages->chain->len >= CHAIN_MAX) {
    refuse_deep(reader, position, place->name);
    return NULL;
  }
  if (!entry)
    entry = new_entry(reader, place->name, &file);
  if (section->is_passage && !count_levels(passages, entry)) {
    refuse_deep(reader, position, place->name);
    return NULL;
  }
  if (!g_hash_table_contains(passages->by_place, key))
    g_hash_table_insert(passages->by_place, g_steal_pointer(&key), entry);
  return entry;
}

/* ---- putting it into a text ---- */

/* A link of a passage to a heading in it, and where that heading stands now. */
typedef struct {
  StsNode *link;
  const StsNode *heading;
} InnerLink;

typedef struct {
  StsReader *reader;
  StsSection *section;
  GHashTable *by_node; /* PARAGRAPH -> StsMarkdownPassage */
  size_t nodes, bytes; /* that passages have brought so far */
  int level;           /* of the heading under which a place stands */
  bool closing;        /* below a heading that begins a closing part */
} Putting;

static void
mark_language(StsNode *root, const char *lang)
{
  for (StsNode *child = root->first_child; lang && child; child = child->next)
    if (!child->lang)
      child->lang = lang;
}

/* Whether the passage is in another language than the section: "es" and "es-MX" are one. */
static bool
is_foreign(const StsSection *section, const StsPassage *passage)
{
  return !sts_language_meets(section->language, passage->text->language);
}

/* Returns a copy, marked with the language `lang` unless that is NULL or it says its own. */
static const StsNode *
copy_tree(StsReader *reader, const StsNode *root, const char *lang, GHashTable *copies)
{
  StsNode *copy = root ? sts_node_clone(reader->arena, root, false, copies) : NULL;

  if (copy && !copy->lang)
    copy->lang = lang;
  return copy;
}

static bool
has_note(const StsSection *section, const char *label)
{
  for (guint i = 0; i < section->notes->len; i++)
    if (g_strcmp0(((const StsNode *)section->notes->pdata[i])->note.label, label) == 0)
      return true;
  return false;
}

static bool
is_shown(const StsSection *section, const StsPassage *passage)
{
  const StsShownPassage *shown;

  for (guint i = 0; (shown = sts_section_passage(section, i)); i++)
    if (shown->passage == passage)
      return true;
  return false;
}

/* Makes the passage one of those that the section shows, with a copy of its references. */
static void
add_shown(StsReader *reader, StsSection *section, const StsPassage *passage, const StsNode *references,
          GHashTable *copies)
{
  const char *lang = is_foreign(section, passage) ? passage->text->language : NULL;

  if (is_shown(section, passage))
    return;
  if (!section->passages) {
    section->passages = g_array_new(FALSE, TRUE, sizeof(StsShownPassage));
    sts_arena_on_free(reader->arena, (void (*)(gpointer))g_array_unref, section->passages);
  }
  if (!reader->library->passages)
    reader->library->passages = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(reader->library->passages, (gpointer)passage->text->file, (gpointer)passage);
  StsShownPassage one = {passage, copy_tree(reader, references, lang, copies), lang};
  g_array_append_val(section->passages, one);
}

/* The same for those that are in it, and for the notes of all. The copies are its own, since its links lead elsewhere
 * in each section. */
static void
add_all_shown(StsReader *reader, StsSection *section, const StsPassage *passage, GHashTable *copies)
{
  const StsSection *text = passage->text;
  const char *lang = is_foreign(section, passage) ? text->language : NULL;
  const StsShownPassage *shown;

  add_shown(reader, section, passage, text->references, copies);
  for (guint i = 0; i < text->notes->len; i++)
    if (!has_note(section, ((const StsNode *)text->notes->pdata[i])->note.label))
      g_ptr_array_add(section->notes, (gpointer)copy_tree(reader, text->notes->pdata[i], lang, copies));
  for (guint i = 0; (shown = sts_section_passage(text, i)); i++)
    add_shown(reader, section, shown->passage, shown->references, copies);
}

static int
top_level(const StsNode *root)
{
  int level = 7;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, sts_node_holds_inlines(node->kind)))
    if (node->kind == STS_NODE_HEADING)
      level = MIN(level, node->heading.level);
  return level;
}

/* Puts the first level of headings one below the heading under which the passage stands. */
static void
shift_headings(const Putting *putting, StsNode *root, StsPosition place)
{
  int shift = putting->level + 1 - top_level(root);

  for (StsNode *node = root; node; node = sts_node_next(root, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind != STS_NODE_HEADING)
      continue;
    node->heading.level += shift;
    if (node->heading.level <= 6)
      continue;
    g_autofree char *at = sts_position_format(node->position);
    sts_error(
        putting->reader->diagnostics, place, STS_RULE_PASSAGE_PLACE,
        "the heading at %s would stand here on the %dth level, and there are six; show the passage under a heading "
        "of a higher level",
        at, node->heading.level);
    node->heading.level = 6;
  }
}

/* A link of the passage, in its text, notes or references, to a heading of its leads to that, whatever id it gets in
 * the section. */
static void
find_inner_links(const StsSection *text, GHashTable *copies, GArray *inner)
{
  g_autoptr(StsLinkHeadings) headings = NULL;
  StsSectionTrees trees = {text, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
      if (node->kind != STS_NODE_LINK || node->link.kind != STS_LINK_SECTION || node->link.destination[0] != '#')
        continue;
      if (!headings)
        headings = sts_link_headings_new(text->body);
      g_autofree char *fragment = g_uri_unescape_string(node->link.destination + 1, NULL);
      const StsNode *heading = fragment ? sts_link_headings_find(headings, fragment) : NULL;
      InnerLink link = {g_hash_table_lookup(copies, node), heading};
      link.heading = heading ? g_hash_table_lookup(copies, heading) : NULL;
      if (link.link && link.heading)
        g_array_append_val(inner, link);
    }
}

/* Whether the passage may stand in the place; tells why not. */
static bool
fits(Putting *putting, const Entry *entry, const StsNode *place)
{
  StsDiagnostics *diagnostics = putting->reader->diagnostics;
  const char *name = entry->passage->name;
  int depth = 0;

  for (const StsNode *parent = place->parent; parent != putting->section->body; parent = parent->parent)
    depth++;
  if (depth + entry->height > STS_NODE_DEPTH_MAX) {
    sts_error(diagnostics, place->position, STS_RULE_PASSAGE_DEEP,
              "with the passage “%s”, this would be nested more than %d levels deep; show it where less stands around "
              "it",
              name, STS_NODE_DEPTH_MAX);
    return false;
  }
  putting->nodes += entry->nodes;
  putting->bytes += entry->bytes;
  if (putting->nodes <= STS_PASSAGE_NODES_MAX && putting->bytes <= STS_PASSAGE_MEGABYTES_MAX * (size_t)1000000)
    return true;
  g_autofree char *most = putting->nodes > STS_PASSAGE_NODES_MAX
                              ? g_strdup_printf("%d pieces", STS_PASSAGE_NODES_MAX)
                              : g_strdup_printf("%d megabytes", STS_PASSAGE_MEGABYTES_MAX);
  sts_error(diagnostics, place->position, STS_RULE_PASSAGE_DEEP,
            "with the passage “%s”, the passages in this text are too long: more than %s of text; show fewer", name,
            most);
  return false;
}

static void
tell_language(const Putting *putting, const StsPassage *passage, StsPosition position)
{
  StsSeverity severity = STS_SEVERITY_WARNING;

  if (sts_library_judge(putting->reader->library, STS_RULE_PASSAGE_LANGUAGE, &severity))
    sts_diagnostics_add(putting->reader->diagnostics, severity, position, sts_rule_name(STS_RULE_PASSAGE_LANGUAGE),
                        "the passage “%s” is in “%s”, for there is no file “%s/%s.%s.md”", passage->name,
                        passage->text->language, STS_PASSAGE_FOLDER, passage->name, putting->section->language);
}

static bool
is_told_empty(const Entry *entry)
{
  const StsNode *body = entry->passage->text->body;

  return sts_diagnostics_count(entry->faults, STS_SEVERITY_ERROR) > 0 && (!body || sts_node_says_nothing(body));
}

/* Puts copies of the passage's blocks after the paragraph that names it. */
static void
put(Putting *putting, const StsMarkdownPassage *place, GArray *inner)
{
  StsReader *reader = putting->reader;
  StsSection *section = putting->section;
  StsPosition position = place->node->position;
  Entry *entry = find_entry(reader, section, place);

  if (!entry || !fits(putting, entry, place->node)) {
    section->lacks_passage = true;
    return;
  }
  const StsPassage *passage = entry->passage;
  section->lacks_passage |= passage->text->lacks_passage || is_told_empty(entry);
  g_autoptr(GHashTable) copies = g_hash_table_new(g_direct_hash, g_direct_equal);
  add_all_shown(reader, section, passage, copies);
  if (!passage->text->body)
    return;
  StsNode *copy = sts_node_clone(reader->arena, passage->text->body, false, copies);
  find_inner_links(passage->text, copies, inner);
  if (is_foreign(section, passage)) {
    mark_language(copy, passage->text->language);
    tell_language(putting, passage, position);
  }
  shift_headings(putting, copy, position);
  StsNode *after = place->node;
  for (StsNode *block = copy->first_child, *next; block; block = next) {
    next = block->next;
    block->parent = block->next = NULL;
    sts_node_insert_after(after, block);
    after = block;
  }
}

static void
refuse_place(const Putting *putting, const StsMarkdownPassage *place)
{
  sts_error(putting->reader->diagnostics, place->node->position, STS_RULE_PASSAGE_PLACE,
            "the passage “%s” has no place here: it must stand in the text, not in what closes it", place->name);
}

/* Looks at what stands before or at a place. */
static void
visit(Putting *putting, StsNode *node, GArray *inner)
{
  const StsMarkdownPassage *place = g_hash_table_lookup(putting->by_node, node);

  if (node->kind == STS_NODE_HEADING) {
    putting->level = node->heading.level;
    if (node->parent == putting->section->body)
      putting->closing = sts_closing_part(putting->reader->library->words, node) != STS_CLOSING_NONE;
  }
  if (!place)
    return;
  if (putting->closing)
    refuse_place(putting, place);
  else
    put(putting, place, inner);
  sts_node_unlink(node);
  g_hash_table_remove(putting->by_node, node);
}

static int
compare_places(gconstpointer a, gconstpointer b)
{
  const StsPosition one = ((const StsMarkdownPassage *)a)->node->position,
                    other = ((const StsMarkdownPassage *)b)->node->position;

  return one.line != other.line ? (one.line > other.line) - (one.line < other.line)
                                : (one.column > other.column) - (one.column < other.column);
}

/* Returns the links of passages to headings of theirs (of InnerLink); free with g_array_unref(). */
static GArray *
put_all(StsReader *reader, StsSection *section, GArray *places)
{
  g_autoptr(GHashTable) by_node = g_hash_table_new(g_direct_hash, g_direct_equal);
  Putting putting = {.reader = reader, .section = section, .by_node = by_node, .level = 1};
  GArray *inner = g_array_new(FALSE, FALSE, sizeof(InnerLink));

  g_array_sort(places, compare_places);
  for (guint i = 0; i < places->len; i++) {
    StsMarkdownPassage *place = &g_array_index(places, StsMarkdownPassage, i);
    g_hash_table_insert(by_node, place->node, place);
    sts_passage_folder_note(reader->passages->folder, place->name);
  }
  for (StsNode *node = section->body->first_child, *next; node; node = next) {
    next = sts_node_next(section->body, node, sts_node_holds_inlines(node->kind));
    visit(&putting, node, inner);
  }
  /* What is left stands in notes. */
  for (guint i = 0; i < places->len; i++) {
    const StsMarkdownPassage *place = &g_array_index(places, StsMarkdownPassage, i);
    if (g_hash_table_contains(by_node, place->node))
      refuse_place(&putting, place);
  }
  return inner;
}

/* ---- the section ---- */

/* A section that is only looked at shows nothing to anybody. */
static void
count_shown(const StsReader *reader, const StsSection *section)
{
  const StsShownPassage *shown;

  for (guint i = 0; reader->images && (shown = sts_section_passage(section, i)); i++)
    ((StsPassage *)shown->passage)->shown_by++;
}

static void
read_section(StsReader *reader, StsSection *section, const char *default_id, const char *text, size_t length)
{
  g_autoptr(GArray) places = sts_read_section_text(reader, section, default_id, text, length);
  g_autoptr(GArray) inner = NULL;

  if (section->is_passage) {
    refuse_numbers(reader, section);
    rename_notes(reader, section);
  }
  if (places && reader->passages)
    inner = put_all(reader, section, places);
  sts_read_section_end(reader, section);
  for (guint i = 0; inner && i < inner->len; i++) {
    const InnerLink *link = &g_array_index(inner, InnerLink, i);
    g_autofree char *destination = g_strconcat("#", link->heading->id, NULL);
    link->link->link.destination = sts_arena_strdup(reader->arena, destination);
  }
}

void
sts_read_section(StsReader *reader, StsSection *section, const char *default_id, const char *text, size_t length)
{
  read_section(reader, section, default_id, text, length);
  count_shown(reader, section);
}

/* ---- what is wrong with them ---- */

/* One fault of a passage is one of all sections that show it. */
static void
tell_faults(const StsReader *reader, const Entry *entry)
{
  g_autofree char *shown = sts_passage_describe_shown(reader->library, entry->passage);

  for (size_t i = 0; i < sts_diagnostics_size(entry->faults); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(entry->faults, i);
    sts_diagnostics_add(reader->diagnostics, fault->severity, fault->position, fault->rule, "%s%s", fault->text, shown);
  }
}

void
sts_read_passages_end(StsReader *reader)
{
  const StsPassages *passages = reader->passages;

  for (guint i = 0; i < passages->entries->len; i++) {
    const Entry *entry = passages->entries->pdata[i];
    if (entry->passage->shown_by > 0)
      tell_faults(reader, entry);
  }
}

const StsPassageFolder *
sts_passages_folder(const StsPassages *passages)
{
  return passages->folder;
}
