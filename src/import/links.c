/* Links: those without a target, numbers without an entry and entries without a number, addresses escaped twice, and
 * definitions that a border cuts off. */
#include "import/detectors.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "import/findings.h"
#include "import/prose.h"
#include "import/source.h"
#include "read/markdown/link-number.h"
#include "read/markdown/markdown.h"

/* An entry under Hyperlinks. */
typedef struct {
  int number;
  StsPosition position;
  bool used;
} Entry;

/* A heading as a link finds it. */
typedef struct {
  const StsImportPart *part;
  char *id; /* in its section; NULL for the title, which links reach by the file */
} Heading;

typedef struct {
  StsImport *import;
  GHashTable *titles; /* folded title -> the StsImportPart */
  GHashTable *ids;    /* the id that a heading has in the document -> its Heading */
  GHashTable *files;  /* the names of the sections' files */
  StsImportPart *part;
  GHashTable *headings; /* folded text of the part's headings -> its StsImportBlock */
  GArray *entries;      /* Entry */
  GHashTable *numbers;  /* number -> index in entries + 1 */
} Linker;

static char *
fold(const StsNode *node)
{
  g_autofree char *text = sts_import_inline_text(node);

  return g_utf8_casefold(text, -1);
}

/* ---- Hyperlinks ---- */

static void
collect_entries(Linker *linker, const StsNode *list)
{
  int number = list->list.start;
  bool counted = sts_list_is_left_to_count(list);

  for (const StsNode *item = list->first_child; item; item = item->next, number++) {
    Entry entry = {counted || item->item.written == 0 ? number : item->item.written, item->position, false};
    g_array_append_val(linker->entries, entry);
    g_hash_table_insert(linker->numbers, GINT_TO_POINTER(entry.number), GUINT_TO_POINTER(linker->entries->len));
  }
}

static bool
use_entry(Linker *linker, int number)
{
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(linker->numbers, GINT_TO_POINTER(number)));

  if (index > 0)
    g_array_index(linker->entries, Entry, index - 1).used = true;
  return index > 0;
}

/* "4", "1 to 3", "1, 4 to 6": the numbers of runs of unused entries. */
static char *
list_unused(const Linker *linker)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint i = 0; i < linker->entries->len; i++) {
    const Entry *first = &g_array_index(linker->entries, Entry, i), *last = first;
    if (first->used)
      continue;
    while (i + 1 < linker->entries->len && !g_array_index(linker->entries, Entry, i + 1).used)
      last = &g_array_index(linker->entries, Entry, ++i);
    g_string_append_printf(out, "%s%d", out->len > 0 ? ", " : "", first->number);
    if (last != first)
      g_string_append_printf(out, " to %d", last->number);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

static void
report_unused(Linker *linker)
{
  guint unused = 0;

  for (guint i = 0; i < linker->entries->len; i++) {
    const Entry *entry = &g_array_index(linker->entries, Entry, i);
    if (entry->used)
      continue;
    unused++;
    sts_import_warning(linker->import, entry->position, STS_RULE_IMPORT_ENTRY_WITHOUT_CALLOUT,
                       "no link in the section has the number %d of this entry; the text with it may be lost",
                       entry->number);
  }
  if (unused == 0)
    return;
  g_autofree char *numbers = list_unused(linker);
  sts_import_note_gap(linker->import, linker->part, "The text lacks the link%s %s of Hyperlinks.",
                      unused > 1 ? "s" : "", numbers);
}

/* ---- hollow links ---- */

static void
report_listed(Linker *linker, const StsNode *link, const char *text)
{
  sts_import_warning(
      linker->import, link->position, STS_RULE_IMPORT_LINK_WITHOUT_TARGET,
      "the section's list of contents names “%s”, but the section has no such heading; the part may be lost", text);
  sts_import_note_gap(linker->import, linker->part, "The part “%s”, which line %d of the source names, is not there.",
                      text, sts_import_source_line(linker->import, link->position.line));
}

static void
check_hollow(Linker *linker, const StsImportBlock *block, const StsNode *link)
{
  g_autofree char *text = sts_import_inline_text(link);
  g_autofree char *folded = g_utf8_casefold(text, -1);
  const StsImportPart *target = g_hash_table_lookup(linker->titles, folded);

  if (link->link.number > 0) {
    if (!use_entry(linker, link->link.number))
      sts_import_error(
          linker->import, link->position, STS_RULE_IMPORT_CALLOUT_WITHOUT_ENTRY,
          "the link “%s” has the number %d, but the section has no such entry under Hyperlinks; the entry may be lost",
          text, link->link.number);
  } else if (g_hash_table_contains(linker->headings, folded)) {
    return;
  } else if (target && target != linker->part) {
    sts_import_note(linker->import, link->position, STS_RULE_IMPORT_LINK_TO_SECTION,
                    "the link “%s” has no target, but a section has this title; replace “#” with “%s”", text,
                    target->shown.file);
  } else if (block->own_contents) {
    report_listed(linker, link, text);
  } else {
    sts_import_warning(
        linker->import, link->position, STS_RULE_IMPORT_LINK_WITHOUT_TARGET,
        "the link “%s” leads nowhere: it has neither an address nor a number, and nothing here has this title", text);
  }
}

/* ---- links within the document ---- */

static void
free_heading(Heading *heading)
{
  g_free(heading->id);
  g_free(heading);
}

/* Adds the heading under the name that a link within one document has for it: where two have the same text, the second
 * gets a number. */
static void
add_heading(GHashTable *ids, GHashTable *taken, GHashTable *own, const StsImportPart *part, const StsImportBlock *block,
            bool title)
{
  g_autofree char *slug = sts_text_slug(block->text);
  Heading *heading = g_new0(Heading, 1);

  heading->part = part;
  heading->id = title ? NULL : sts_text_take_name(own, slug);
  g_hash_table_insert(ids, sts_text_take_name(taken, slug), heading);
}

static GHashTable *
collect_ids(const StsImport *import)
{
  GHashTable *ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)free_heading);
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < import->parts->len; i++) {
    const StsImportPart *part = g_ptr_array_index(import->parts, i);
    g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint k = part->begin; k < part->end; k++) {
      const StsImportBlock *block = sts_import_block(import, k);
      if (block->role == STS_ROLE_HEADING || block->role == STS_ROLE_FRAGMENT)
        add_heading(ids, taken, own, part, block, k == part->heading);
    }
  }
  return ids;
}

/* Whether a section has this file. */
static bool
is_own_file(const Linker *linker, const char *destination)
{
  g_autofree char *name = g_strndup(destination, strcspn(destination, "#"));

  return g_hash_table_contains(linker->files, name);
}

static void
report_moved(Linker *linker, const StsImportBlock *block, const StsNode *link, const Heading *heading)
{
  g_autofree char *text = sts_import_inline_text(link);
  g_autofree char *target = heading->id ? g_strconcat(heading->part->shown.file, "#", heading->id, NULL)
                                        : g_strdup(heading->part->shown.file);

  sts_import_error(linker->import, link->position, STS_RULE_IMPORT_LINK_LOCAL,
                   "the link “%s” leads to “%s”, which is in another file now; write “%s” in its place", text,
                   link->link.destination, target);
  /* Where the section has a heading of that name as well, the link would lead there, and nobody would notice. */
  sts_import_mark(
      linker->import, linker->part, block->first,
      "A link below leads to a heading that is in another file now: write %s in place of %s. Then delete this line.",
      target, link->link.destination);
}

static void
check_fragment(Linker *linker, const StsImportBlock *block, const StsNode *link)
{
  g_autofree char *unescaped = g_uri_unescape_string(link->link.destination + 1, NULL);
  const char *fragment = unescaped ? unescaped : link->link.destination + 1;
  const Heading *heading = g_hash_table_lookup(linker->ids, fragment);
  g_autofree char *text = sts_import_inline_text(link);

  if (!heading)
    sts_import_error(linker->import, link->position, STS_RULE_IMPORT_LINK_LOCAL,
                     "the link “%s” leads to “#%s”, but the document has no such heading", text, fragment);
  else if (heading->part != linker->part || g_strcmp0(heading->id, fragment) != 0)
    report_moved(linker, block, link, heading);
}

/* A link to a heading of the document, or to another file. What is malformed is told by the check of the library. */
static void
check_local(Linker *linker, const StsImportBlock *block, const StsNode *link)
{
  const char *destination = link->link.destination;

  if (*destination == '#')
    check_fragment(linker, block, link);
  else if (!strchr(destination, ':') && !g_str_has_prefix(destination, "//") &&
           g_ascii_strncasecmp(destination, "www.", 4) != 0 && !is_own_file(linker, destination))
    sts_import_error(linker->import, link->position, STS_RULE_IMPORT_LINK_LOCAL,
                     "the link leads to “%s”, a file that is no section of the library", destination);
}

/* Where an address was escaped twice: a backslash before a mark, or %25 before two digits; NULL if it was not. */
static const char *
find_escape(const char *address)
{
  for (const char *p = address; *p; p++) {
    if (*p == '\\' && g_ascii_ispunct(p[1]))
      return p;
    if (sts_text_begins(p, "%25") && g_ascii_isxdigit(p[3]) && g_ascii_isxdigit(p[4]))
      return p;
    if (sts_text_begins(p, "&amp;"))
      return p;
  }
  return NULL;
}

static void
report_escape(StsImport *import, StsPosition place, const char *address)
{
  sts_import_warning(import, place, STS_RULE_IMPORT_ADDRESS_ESCAPED,
                     "the address “%s” was escaped twice; write it as a browser shows it", address);
}

/* Addresses as they are printed in the text. */
static void
check_printed(StsImport *import, const StsNode *node)
{
  const char *text = node->text.text;

  for (const char *p = text; *p;) {
    size_t length = strcspn(p, " ");
    g_autofree char *word = g_strndup(p, length);
    const char *escape = strchr(word, '/') || g_str_has_prefix(word, "www.") ? find_escape(word) : NULL;
    if (escape && sts_prose_is_address(word))
      report_escape(import, sts_node_text_place(node, (size_t)(p - text)), word);
    p += length + (p[length] == ' ');
  }
}

/* ---- the walk ---- */

static void
visit(Linker *linker, const StsImportBlock *block, const StsNode *node)
{
  if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_HOLLOW) {
    check_hollow(linker, block, node);
  } else if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_SECTION) {
    check_local(linker, block, node);
  } else if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL) {
    if (find_escape(node->link.destination))
      report_escape(linker->import, node->position, node->link.destination);
  } else if (node->kind == STS_NODE_TEXT) {
    check_printed(linker->import, node);
  } else if (block->role != STS_ROLE_HYPERLINKS && sts_link_superscript_number(node) > 0) {
    /* A number after a link with an address, or one that lost its link: it is not known to be more, and not reported.
     */
    use_entry(linker, sts_link_superscript_number(node));
  }
}

static void
check_levels_of_contents(Linker *linker, const StsImportBlock *contents)
{
  int counts[7] = {0}, most = 0;

  g_assert(contents->node);
  for (const StsNode *item = contents->node->first_child; item; item = item->next) {
    g_autofree char *folded = fold(item);
    const StsImportBlock *heading = g_hash_table_lookup(linker->headings, folded);
    if (heading)
      counts[heading->node->heading.level]++;
  }
  for (int level = 1; level <= 6; level++)
    most = counts[level] > counts[most] || most == 0 ? level : most;
  if (counts[most] == 0)
    return;
  for (const StsNode *item = contents->node->first_child; item; item = item->next) {
    g_autofree char *folded = fold(item);
    const StsImportBlock *heading = g_hash_table_lookup(linker->headings, folded);
    if (heading && heading->node->heading.level != most)
      sts_import_warning(
          linker->import, sts_import_block_start(linker->import, heading), STS_RULE_IMPORT_HEADING_LEVEL,
          "the heading “%s” has level %d, but those that the list of contents in line %d puts beside it have level %d",
          heading->text, heading->node->heading.level, sts_import_source_line(linker->import, contents->first), most);
  }
}

static void
collect_part(Linker *linker)
{
  for (guint i = linker->part->begin; i < linker->part->end; i++) {
    const StsImportBlock *block = sts_import_block(linker->import, i);
    if (block->role == STS_ROLE_HEADING && i != linker->part->heading)
      g_hash_table_insert(linker->headings, g_utf8_casefold(block->text, -1), (gpointer)block);
    if (block->role == STS_ROLE_HYPERLINKS && block->node->kind == STS_NODE_LIST &&
        block->node->list.kind == STS_LIST_ORDERED)
      collect_entries(linker, block->node);
  }
}

static void
check_part(Linker *linker)
{
  collect_part(linker);
  for (guint i = linker->part->begin; i < linker->part->end; i++) {
    const StsImportBlock *block = sts_import_block(linker->import, i);
    for (const StsNode *node = block->node; node; node = sts_node_next(block->node, node, false))
      visit(linker, block, node);
    if (block->own_contents)
      check_levels_of_contents(linker, block);
  }
  report_unused(linker);
}

/* Where two sections have the same title, a link cannot tell which is meant. */
static GHashTable *
collect_titles(const StsImport *import)
{
  GHashTable *titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < import->parts->len; i++) {
    StsImportPart *part = g_ptr_array_index(import->parts, i);
    if (!part->shown.title)
      continue;
    char *folded = g_utf8_casefold(part->shown.title, -1);
    bool known = g_hash_table_contains(titles, folded);
    g_hash_table_insert(titles, folded, known ? NULL : part);
  }
  return titles;
}

/* ---- definitions ---- */

static bool
defines_links(const StsImport *import)
{
  for (guint i = 0; i < import->lines->len; i++) {
    const StsImportLine *line = &g_array_index(import->lines, StsImportLine, i);
    const char *text = import->text + line->offset, *bracket = memchr(text, '[', line->length);
    if (bracket && g_strstr_len(bracket, (gssize)(line->length - (size_t)(bracket - text)), "]:"))
      return true;
  }
  return false;
}

static GHashTable *
collect_places(const StsNode *root)
{
  GHashTable *places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_LINK || node->kind == STS_NODE_IMAGE || node->kind == STS_NODE_FIGURE) {
      gint64 place = (gint64)node->position.line << 32 | (gint64)node->position.column;
      g_hash_table_add(places, g_memdup2(&place, sizeof place));
    }
  return places;
}

/* A link `[text][1]` takes its address from a line `[1]: http://...` anywhere in the document. Where that lies in
 * another section, the link is none any more once they are parted. Read alone, the section shows it. */
static void
check_definitions(StsImport *import, StsImportPart *part)
{
  const StsImportLine *first = sts_import_line(import, part->shown.first_line),
                      *last = sts_import_line(import, part->shown.last_line);
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) ignored = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  StsNode *alone = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){import->path, part->shown.first_line, 1});

  sts_markdown_parse(arena, alone, import->text + first->offset,
                     last->offset + last->length + last->ending - first->offset, import->path, part->shown.first_line,
                     STS_MARKDOWN_ALL, notes, ignored);
  g_autoptr(GHashTable) places = collect_places(alone);
  for (guint i = part->begin; i < part->end; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    bool marked = false;
    for (const StsNode *node = block->node; node; node = sts_node_next(block->node, node, false)) {
      gint64 place = (gint64)node->position.line << 32 | (gint64)node->position.column;
      if (node->kind != STS_NODE_LINK || g_hash_table_contains(places, &place))
        continue;
      g_autofree char *text = sts_import_inline_text(node);
      sts_import_error(import, node->position, STS_RULE_IMPORT_LINK_DEFINITION,
                       "the link “%s” takes its address from a line in another section; copy that line, “[…]: …”, to "
                       "the end of this section",
                       text);
      if (!marked)
        sts_import_mark(import, part, block->first,
                        "A link below takes its address from a line in another section. Copy that line to the end of "
                        "this section. Then delete this line.");
      marked = true;
    }
  }
}

void
sts_import_find_links(StsImport *import)
{
  g_autoptr(GHashTable) titles = collect_titles(import);
  g_autoptr(GHashTable) ids = collect_ids(import);
  g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
  bool definitions = import->parts->len > 1 && defines_links(import);

  for (guint i = 0; i < import->parts->len; i++)
    g_hash_table_add(files, (gpointer)((const StsImportPart *)g_ptr_array_index(import->parts, i))->shown.file);

  for (guint i = 0; i < import->parts->len; i++) {
    g_autoptr(GHashTable) headings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    Linker linker = {
        .import = import,
        .titles = titles,
        .ids = ids,
        .files = files,
        .part = g_ptr_array_index(import->parts, i),
        .headings = headings,
        .entries = entries,
        .numbers = numbers,
    };
    check_part(&linker);
    if (definitions)
      check_definitions(import, linker.part);
  }
}
