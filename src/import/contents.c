/* Contents lists: a title such as "Contents" with a list of the document's headings below it. The program makes such a
 * list itself, of the pages that there are. */
#include "import/contents.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "import/findings.h"
#include "import/prose.h"
#include "import/source.h"
#include "import/words.h"

enum { TITLE_WORDS = 5, DEPTHS = 7 };

/* A line of a contents list. */
typedef struct {
  const StsNode *node;
  const char *text; /* folded, without the number of its page */
  const char *link; /* the heading's id; NULL: none */
  int depth;
  guint heading; /* the block that it names; G_MAXUINT: none */
} Entry;

typedef struct {
  StsImport *import;
  GHashTable *ids;   /* id of a heading, as a link within one document has it -> block + 1 */
  GHashTable *texts; /* folded text of a heading -> GArray of blocks */
  GArray *entries;   /* of Entry, of the list that is looked at */
} Lister;

/* ---- headings ---- */

static void
add_heading(Lister *lister, GHashTable *taken, guint index)
{
  const StsImportBlock *block = sts_import_block(lister->import, index);
  g_autofree char *slug = sts_text_slug(block->text);
  char *folded = g_utf8_casefold(block->text, -1);
  GArray *blocks = g_hash_table_lookup(lister->texts, folded);

  g_hash_table_insert(lister->ids, sts_text_take_name(taken, slug), GUINT_TO_POINTER(index + 1));
  if (!blocks) {
    blocks = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(lister->texts, folded, blocks);
  } else {
    g_free(folded);
  }
  g_array_append_val(blocks, index);
}

static void
collect_headings(Lister *lister)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lister->import->blocks->len; i++)
    if (sts_import_block(lister->import, i)->node->kind == STS_NODE_HEADING)
      add_heading(lister, taken, i);
}

/* ---- entries ---- */

/* Cuts off what leads to a page: "Dairy ..... 12", "Dairy | 12". */
static char *
strip_page(const char *text)
{
  size_t length = strlen(text), digits = length;

  while (digits > 0 && g_ascii_isdigit(text[digits - 1]))
    digits--;
  size_t end = digits;
  while (end > 0 && strchr(" .|_-", text[end - 1]))
    end--;
  bool page = digits < length && end < digits;
  return g_strndup(text, page ? end : length);
}

static void
name_heading(const Lister *lister, Entry *entry, guint from)
{
  const GArray *blocks = g_hash_table_lookup(lister->texts, entry->text);

  entry->heading = G_MAXUINT;
  if (entry->link && g_hash_table_contains(lister->ids, entry->link)) {
    entry->heading = GPOINTER_TO_UINT(g_hash_table_lookup(lister->ids, entry->link)) - 1;
    return;
  }
  for (guint i = 0; blocks && i < blocks->len; i++)
    if (g_array_index(blocks, guint, i) > from) {
      entry->heading = g_array_index(blocks, guint, i);
      return;
    }
}

static void
add_entry(Lister *lister, const StsNode *node, const char *text, const StsNode *link, int depth, guint from)
{
  g_autofree char *plain = strip_page(text), *folded = g_utf8_casefold(plain, -1);
  bool local = link && link->link.destination && link->link.destination[0] == '#';
  g_autofree char *id = local ? g_uri_unescape_string(link->link.destination + 1, NULL) : NULL;
  Entry entry = {.node = node,
                 .text = sts_arena_strdup(lister->import->arena, folded),
                 .link = id ? sts_arena_strdup(lister->import->arena, id) : NULL,
                 .depth = depth};

  name_heading(lister, &entry, from);
  g_array_append_val(lister->entries, entry);
}

/* The only link of a paragraph that has nothing beside it but the number of a page; NULL otherwise. */
static const StsNode *
find_link(const StsNode *paragraph)
{
  const StsNode *link = NULL;

  for (const StsNode *node = paragraph->first_child; node; node = node->next) {
    if (node->kind == STS_NODE_LINK && link)
      return NULL;
    if (node->kind == STS_NODE_LINK)
      link = node;
  }
  return link;
}

static int
depth_of(const StsNode *item, const StsNode *root)
{
  int depth = 0;

  for (const StsNode *node = item; node != root; node = node->parent)
    depth += node->kind == STS_NODE_ITEM;
  return MIN(depth, DEPTHS - 1);
}

/* Returns false where the list holds what no list of contents does. */
static bool
add_entries_of_list(Lister *lister, const StsNode *list, guint from)
{
  for (const StsNode *node = list; node; node = sts_node_next(list, node, false)) {
    if (node->kind != STS_NODE_ITEM)
      continue;
    const StsNode *first = node->first_child;
    if (!first || (first->kind != STS_NODE_PARAGRAPH && first->kind != STS_NODE_LIST))
      return false;
    for (const StsNode *below = first->next; below; below = below->next)
      if (below->kind != STS_NODE_LIST)
        return false;
    if (first->kind == STS_NODE_LIST)
      continue;
    g_autofree char *text = sts_import_inline_text(first);
    add_entry(lister, node, text, find_link(first), depth_of(node, list), from);
  }
  return true;
}

/* Lines without a mark of a list, as a conversion leaves them. */
static void
add_entries_of_lines(Lister *lister, const StsImportBlock *block, guint from)
{
  for (int line = block->first; line <= block->last; line++) {
    const StsImportLine *at = sts_import_line(lister->import, line);
    g_autofree char *text = g_strndup(lister->import->text + at->offset, at->length);
    g_strstrip(text);
    if (g_str_has_suffix(text, "\\"))
      text[strlen(text) - 1] = '\0';
    add_entry(lister, block->node, g_strstrip(text), NULL, 1, from);
  }
}

static void
add_entries_of_links(Lister *lister, const StsImportBlock *block, guint from)
{
  for (const StsNode *node = block->node->first_child; node; node = node->next) {
    if (node->kind != STS_NODE_LINK)
      continue;
    g_autofree char *text = sts_import_inline_text(node);
    add_entry(lister, node, text, node, 1, from);
  }
}

static bool
has_links(const StsNode *paragraph)
{
  for (const StsNode *node = paragraph->first_child; node; node = node->next)
    if (node->kind == STS_NODE_LINK)
      return true;
  return false;
}

/* Whether the block, right below the title or below another such, is a list of contents: most of what it names are
 * headings that come later. What it names and the document does not have may be what was lost. */
static bool
take_list(Lister *lister, guint index)
{
  const StsImportBlock *block = sts_import_block(lister->import, index);
  guint before = lister->entries->len, named = 0;
  bool sound = true;

  if (block->node->kind == STS_NODE_LIST)
    sound = add_entries_of_list(lister, block->node, index);
  else if (block->node->kind == STS_NODE_PARAGRAPH && has_links(block->node))
    add_entries_of_links(lister, block, index);
  else if (block->node->kind == STS_NODE_PARAGRAPH)
    add_entries_of_lines(lister, block, index);
  for (guint i = before; i < lister->entries->len; i++)
    named += g_array_index(lister->entries, Entry, i).heading != G_MAXUINT;
  guint all = lister->entries->len - before;
  if (sound && named > 0 && named * 3 >= all * 2)
    return true;
  g_array_set_size(lister->entries, before);
  return false;
}

/* ---- the title ---- */

static bool
is_in_terms(const StsImport *import, const char *folded)
{
  static const char *const KEYS[] = {"contents", "table-of-contents", "list-of-sections"};

  for (guint i = 0; i < sts_terms_set_size(import->terms); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(KEYS); k++) {
      g_autofree char *term = g_utf8_casefold(sts_terms_get(sts_terms_set_get(import->terms, i), KEYS[k]), -1);
      if (strcmp(folded, term) == 0)
        return true;
    }
  return false;
}

/* A heading, or a line of its own. */
static bool
is_title(const StsImport *import, const StsImportBlock *block)
{
  if ((block->node->kind != STS_NODE_HEADING && block->node->kind != STS_NODE_PARAGRAPH) || block->words > TITLE_WORDS)
    return false;
  g_autofree char *composed = sts_text_compose(block->text);
  g_autofree char *lower = g_utf8_strdown(composed, -1), *folded = g_utf8_casefold(composed, -1);
  size_t length = strlen(lower);
  if (length > 0 && lower[length - 1] == ':')
    lower[length - 1] = folded[strlen(folded) - 1] = '\0';
  return sts_import_words_hold(STS_WORDS_CONTENTS_TITLES, lower) || is_in_terms(import, folded);
}

/* ---- leaving out ---- */

/* The last line of what the block says. What lies behind, such as the address of a link, is no part of it. */
static int
last_line_of(const StsImport *import, const StsImportBlock *block)
{
  int line = sts_import_last_text_line(import, block, block->node);

  if (block->node->kind != STS_NODE_HEADING || line >= block->last)
    return line;
  const StsImportLine *below = sts_import_line(import, line + 1);
  const char *text = import->text + below->offset;
  size_t from = 0;
  while (from < below->length && text[from] == ' ')
    from++;
  size_t end = from;
  while (end < below->length && strchr("=-", text[end]))
    end++;
  while (end < below->length && strchr(" \t", text[end]))
    end++;
  return !below->blank && end == below->length ? line + 1 : line;
}

/* A note or the address of a link between the entries must not go with them. */
static bool
has_definitions(const StsImport *import, int first, int last)
{
  for (int line = first; line <= last; line++) {
    const StsImportLine *at = sts_import_line(import, line);
    const char *text = import->text + at->offset;
    if (g_strstr_len(text, (gssize)at->length, "]:"))
      return true;
  }
  return false;
}

static void
report_unnamed(StsImport *import, const Entry *entry)
{
  g_autofree char *text =
      sts_import_inline_text(entry->node->kind == STS_NODE_ITEM ? entry->node->first_child : entry->node);

  if (entry->heading == G_MAXUINT && *text)
    sts_import_warning(import, entry->node->position, STS_RULE_IMPORT_LINK_WITHOUT_TARGET,
                       "the contents list names “%s”, but the document has no such heading; the part may be lost",
                       text);
}

/* The depth at which the list names sections: the first that has more than one entry. */
static int
depth_of_sections(const Lister *lister)
{
  int counts[DEPTHS] = {0};

  for (guint i = 0; i < lister->entries->len; i++)
    counts[g_array_index(lister->entries, Entry, i).depth]++;
  for (int depth = 1; depth < DEPTHS; depth++)
    if (counts[depth] > 1)
      return depth;
  return 0;
}

/* The document's own list stands before all of its text, or below the first heading. */
static bool
is_of_document(const StsImport *import, guint index)
{
  guint headings = 0;

  for (guint i = 0; i < index; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    headings += block->role == STS_ROLE_HEADING;
    if (block->role == STS_ROLE_DATE || block->role == STS_ROLE_CLOSING)
      return false;
  }
  return headings <= 1;
}

/* A web page whose only heading of the first level stands above the list is one article, and the list names its parts.
 */
static bool
is_of_article(const StsImport *import, guint index)
{
  guint titles = 0, above = 0;

  if (!import->page || import->counts_paragraphs)
    return false;
  for (guint i = 0; i < import->blocks->len; i++) {
    const StsNode *node = sts_import_block(import, i)->node;
    bool title = node->kind == STS_NODE_HEADING && node->heading.level == 1;
    titles += title;
    above += title && i < index;
  }
  return titles == 1 && above == 1;
}

static void
name_headings(Lister *lister, guint index, guint last)
{
  bool sections = is_of_document(lister->import, index) && !is_of_article(lister->import, index);
  int depth = sections ? depth_of_sections(lister) : 0;

  for (guint i = 0; i < lister->entries->len; i++) {
    const Entry *entry = &g_array_index(lister->entries, Entry, i);
    if (entry->heading != G_MAXUINT && entry->heading > last) {
      StsImportBlock *heading = sts_import_block(lister->import, entry->heading);
      if (entry->depth == depth)
        heading->named_by = entry->node->position.line;
      else if (entry->depth > depth)
        heading->named_within = true;
    }
    report_unnamed(lister->import, entry);
  }
}

/* Takes the title at `index` and the lists after it out of the blocks; returns whether it is one. */
static bool
take_contents(Lister *lister, guint index)
{
  StsImport *import = lister->import;
  const StsImportBlock *title = sts_import_block(import, index);
  guint last = index;

  if (!is_title(import, title))
    return false;
  g_array_set_size(lister->entries, 0);
  while (last + 1 < import->blocks->len && take_list(lister, last + 1))
    last++;
  if (last == index || last - index + 1 == import->blocks->len)
    return false;
  int first_line = title->first, last_line = last_line_of(import, sts_import_block(import, last));
  if (has_definitions(import, first_line, last_line))
    return false;
  name_headings(lister, index, last);
  int from = sts_import_source_line(import, first_line), to = sts_import_source_line(import, last_line);
  g_autofree char *lines = from < to ? g_strdup_printf("lines %d to %d", from, to) : g_strdup_printf("line %d", from);
  sts_import_note(import, sts_import_block_start(import, title), STS_RULE_IMPORT_CONTENTS,
                  "the contents list “%s”, %s, is left out; a book gets one of the pages that it has", title->text,
                  lines);
  for (guint i = index; i <= last; i++) {
    const StsImportBlock *block = sts_import_block(import, i);
    for (int line = block->first; line <= last_line_of(import, block); line++)
      if (!sts_import_line(import, line)->blank)
        sts_import_leave_out(import, line);
  }
  g_array_remove_range(import->blocks, index, last - index + 1);
  return true;
}

void
sts_import_find_contents(StsImport *import)
{
  for (guint i = 0; i < import->blocks->len; i++) {
    if (!is_title(import, sts_import_block(import, i)))
      continue;
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(Entry));
    Lister lister = {import, ids, texts, entries};
    collect_headings(&lister);
    if (take_contents(&lister, i))
      i--;
  }
}
