/* Parses a page within bounds, and finds its notes. */
#include "import/html/tree.h"

#include <setjmp.h>
#include <string.h>

#include "base/search.h"
#include "document/rules.h"

/* Nobody writes a page by hand that is nested deeper; and gumbo looks through all open elements for each tag. */
enum { DEPTH_MAX = 400 };
/* What gumbo may allocate in all: a page of 8 MB needs a tenth of it, unless it is made to multiply. */
static const size_t MEMORY_MAX = (size_t)768 * 1024 * 1024;

/* ---- how deep ---- */

/* These have no end tag, or may lack it: they close themselves. */
static bool
closes_itself(GumboTag tag)
{
  switch (tag) {
  case GUMBO_TAG_AREA:
  case GUMBO_TAG_BASE:
  case GUMBO_TAG_BR:
  case GUMBO_TAG_COL:
  case GUMBO_TAG_EMBED:
  case GUMBO_TAG_HR:
  case GUMBO_TAG_IMG:
  case GUMBO_TAG_INPUT:
  case GUMBO_TAG_LINK:
  case GUMBO_TAG_META:
  case GUMBO_TAG_PARAM:
  case GUMBO_TAG_SOURCE:
  case GUMBO_TAG_TRACK:
  case GUMBO_TAG_WBR:
  case GUMBO_TAG_P:
  case GUMBO_TAG_LI:
  case GUMBO_TAG_DT:
  case GUMBO_TAG_DD:
  case GUMBO_TAG_TR:
  case GUMBO_TAG_TD:
  case GUMBO_TAG_TH:
  case GUMBO_TAG_THEAD:
  case GUMBO_TAG_TBODY:
  case GUMBO_TAG_TFOOT:
  case GUMBO_TAG_OPTION:
  case GUMBO_TAG_OPTGROUP:
  case GUMBO_TAG_RP:
  case GUMBO_TAG_RT:
  case GUMBO_TAG_HTML:
  case GUMBO_TAG_HEAD:
  case GUMBO_TAG_BODY:
    return true;
  default:
    return false;
  }
}

/* Returns where what gumbo reads as text alone ends. */
static const char *
pass_raw(const char *p, const char *end, GumboTag tag)
{
  const char *name = tag == GUMBO_TAG_SCRIPT ? "</script" : "</style";

  for (; p < end; p++)
    if (*p == '<' && (size_t)(end - p) > strlen(name) && g_ascii_strncasecmp(p, name, strlen(name)) == 0)
      return p;
  return end;
}

/* The offset of the tag that nests too deep; `length`: there is none. */
static size_t
find_too_deep(const char *text, size_t length)
{
  const char *end = text + length;
  int depth = 0;

  for (const char *p = text; p < end && (p = memchr(p, '<', (size_t)(end - p)));) {
    const char *start = p++;
    if ((size_t)(end - p) > 3 && memcmp(p, "!--", 3) == 0) {
      const char *close = g_strstr_len(p + 3, end - p - 3, "-->");
      p = close ? close : end;
      continue;
    }
    bool closing = p < end && *p == '/';
    const char *name = p += closing;
    while (p < end && (g_ascii_isalnum(*p) || *p == '-'))
      p++;
    if (p == name || !g_ascii_isalpha(*name))
      continue;
    GumboTag tag = gumbo_tagn_enum(name, (unsigned)MIN(p - name, 32));
    const char *close = memchr(p, '>', (size_t)(end - p));
    if (closes_itself(tag) || (close && close > p && close[-1] == '/' && tag != GUMBO_TAG_DIV))
      continue;
    depth = closing ? MAX(depth - 1, 0) : depth + 1;
    if (depth > DEPTH_MAX)
      return (size_t)(start - text);
    if (!closing && (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE))
      p = pass_raw(p, end, tag);
  }
  return length;
}

/* ---- memory ---- */

typedef struct {
  GPtrArray *blocks; /* large pieces, cut from the front */
  char *next;
  size_t left, used;
  jmp_buf full;
} Memory;

static void *
allocate(void *data, size_t size)
{
  enum { BLOCK = 1 << 20 };
  Memory *memory = data;

  size = (MAX(size, 1) + 15) & ~(size_t)15;
  if (memory->used + size > MEMORY_MAX)
    longjmp(memory->full, 1);
  memory->used += size;
  if (size > memory->left) {
    memory->left = MAX(size, BLOCK);
    memory->next = g_malloc(memory->left);
    g_ptr_array_add(memory->blocks, memory->next);
  }
  void *piece = memory->next;
  memory->next += size;
  memory->left -= size;
  return piece;
}

/* All goes at once: gumbo would free a tree by recursion, as deep as the page is nested. */
static void
deallocate(void *data, void *piece)
{
  (void)data;
  (void)piece;
}

static void
free_memory(gpointer data)
{
  Memory *memory = data;

  g_ptr_array_unref(memory->blocks);
  g_free(memory);
}

static const GumboNode *
parse(Memory *memory, const char *text, size_t length)
{
  GumboOptions options = kGumboDefaultOptions;

  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = memory;
  options.max_errors = 0;
  if (setjmp(memory->full))
    return NULL;
  return gumbo_parse_with_options(&options, text, length)->root;
}

/* ---- notes ---- */

static bool
is_in_notes(const GumboNode *node)
{
  for (int i = 0; node && node->type == GUMBO_NODE_ELEMENT && i < 4; node = node->parent, i++)
    if (sts_html_has_role(node, "doc-endnotes") || sts_html_has_role(node, "doc-footnotes") ||
        sts_html_has_class(node, "footnotes") || sts_html_has_class(node, "endnotes"))
      return true;
  return false;
}

/* The element that holds the note to which a link leads; NULL: it leads to none. */
static const GumboNode *
find_note(const GumboNode *target)
{
  const char *name = sts_html_attribute(target, "name");

  if (sts_html_has_role(target, "doc-footnote") || sts_html_has_role(target, "doc-endnote"))
    return target;
  if ((sts_html_is(target, GUMBO_TAG_LI) || sts_html_is(target, GUMBO_TAG_P) || sts_html_is(target, GUMBO_TAG_DIV)) &&
      is_in_notes(target->parent))
    return target;
  /* Word: <div id=ftn1><p><a name="_ftn1" href="#_ftnref1">. */
  if (!name || (!g_str_has_prefix(name, "_ftn") && !g_str_has_prefix(name, "_edn")) || strstr(name, "ref"))
    return NULL;
  for (const GumboNode *above = target->parent; above && above->type == GUMBO_NODE_ELEMENT; above = above->parent) {
    const char *id = sts_html_attribute(above, "id");
    if (sts_html_is(above, GUMBO_TAG_DIV))
      return id && strcmp(id, name + 1) == 0 ? above : NULL;
  }
  return NULL;
}

static const GumboNode *
target_of(const StsHtmlTree *tree, const GumboNode *link)
{
  const char *address = sts_html_is(link, GUMBO_TAG_A) ? sts_html_attribute(link, "href") : NULL;

  return address && address[0] == '#' && address[1] ? g_hash_table_lookup(tree->ids, address + 1) : NULL;
}

static bool
is_within(const StsHtmlTree *tree, const GumboNode *node)
{
  for (const GumboNode *above = node; above && above->type == GUMBO_NODE_ELEMENT; above = above->parent)
    if (g_hash_table_contains(tree->notes, above))
      return true;
  return false;
}

/* Moves the children of a kind before the others, or behind them. */
static void
move_children(const GumboNode *node, GumboTag tag, bool front)
{
  const GumboVector *children = &node->v.element.children;
  g_autoptr(GPtrArray) moved = g_ptr_array_new(), others = g_ptr_array_new();

  for (unsigned i = 0; i < children->length; i++)
    g_ptr_array_add(sts_html_is(children->data[i], tag) ? moved : others, children->data[i]);
  const GPtrArray *first = front ? moved : others, *second = front ? others : moved;
  for (guint i = 0; i < first->len; i++)
    children->data[i] = first->pdata[i];
  for (guint i = 0; i < second->len; i++)
    children->data[first->len + i] = second->pdata[i];
}

/* Captions are read before a table, and after an image, wherever they stand. */
static void
move_captions(const GumboNode *node)
{
  if (sts_html_is(node, GUMBO_TAG_TABLE))
    move_children(node, GUMBO_TAG_CAPTION, true);
  else if (sts_html_is(node, GUMBO_TAG_FIGURE))
    move_children(node, GUMBO_TAG_FIGCAPTION, sts_html_holds_table(node));
}

static void
find_ids(StsHtmlTree *tree)
{
  StsHtmlWalk walk;

  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event != STS_HTML_ENTER || !sts_html_is_element(walk.node))
      continue;
    const char *id = sts_html_attribute(walk.node, "id"), *name = sts_html_attribute(walk.node, "name");
    move_captions(walk.node);
    if (id && !g_hash_table_contains(tree->ids, id))
      g_hash_table_insert(tree->ids, (gpointer)id, (gpointer)walk.node);
    if (name && sts_html_is(walk.node, GUMBO_TAG_A) && !g_hash_table_contains(tree->ids, name))
      g_hash_table_insert(tree->ids, (gpointer)name, (gpointer)walk.node);
  }
}

static const char *
number_label(const StsHtmlTree *tree)
{
  char text[16];

  g_snprintf(text, sizeof text, "%u", g_hash_table_size(tree->notes) + 1);
  return sts_arena_strdup(tree->arena, text);
}

static void
add_reference(StsHtmlTree *tree, const GumboNode *link)
{
  const GumboNode *target = target_of(tree, link), *note = target ? find_note(target) : NULL;

  if (!note)
    return;
  const char *label = g_hash_table_lookup(tree->notes, note);
  if (!label) {
    /* A note within a note has no counterpart. */
    if (is_within(tree, note) || is_within(tree, link))
      return;
    label = number_label(tree);
    g_hash_table_insert(tree->notes, (gpointer)note, (gpointer)label);
  }
  g_hash_table_insert(tree->references, (gpointer)link, (gpointer)label);
}

/* Whether the link leads from a note to the mark of one. */
static bool
is_backlink(const StsHtmlTree *tree, const GumboNode *link)
{
  const GumboNode *target = target_of(tree, link);

  if (sts_html_has_role(link, "doc-backlink") || sts_html_has_class(link, "footnote-back"))
    return true;
  for (int i = 0; target && target->type == GUMBO_NODE_ELEMENT && i < 2; target = target->parent, i++)
    if (g_hash_table_contains(tree->references, target))
      return true;
  /* <sup id="fnref1"><a href="#fn1">. */
  target = target_of(tree, link);
  const GumboVector *children = target && sts_html_is(target, GUMBO_TAG_SUP) ? &target->v.element.children : NULL;
  for (unsigned i = 0; children && i < children->length && i < 4; i++)
    if (g_hash_table_contains(tree->references, children->data[i]))
      return true;
  return false;
}

static void
find_notes(StsHtmlTree *tree)
{
  StsHtmlWalk walk;

  find_ids(tree);
  for (int pass = 0; pass < 2; pass++) {
    sts_html_walk_begin(&walk, tree->root);
    for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
      if (event != STS_HTML_ENTER || !sts_html_is(walk.node, GUMBO_TAG_A))
        continue;
      if (pass == 0)
        add_reference(tree, walk.node);
      else if (is_within(tree, walk.node) && is_backlink(tree, walk.node))
        g_hash_table_add(tree->backlinks, (gpointer)walk.node);
    }
  }
}

/* ---- the tree ---- */

static void
find_lines(StsHtmlTree *tree)
{
  size_t start = 0;

  tree->line_starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  g_array_append_val(tree->line_starts, start);
  for (size_t i = 0; i < tree->length; i++)
    if (tree->text[i] == '\n' || (tree->text[i] == '\r' && tree->text[i + 1] != '\n')) {
      start = i + 1;
      g_array_append_val(tree->line_starts, start);
    }
}

StsHtmlTree *
sts_html_tree_new(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics)
{
  g_autoptr(StsHtmlTree) tree = g_new0(StsHtmlTree, 1);
  Memory *memory = g_new0(Memory, 1);

  tree->arena = sts_arena_new();
  tree->path = path;
  tree->text = text;
  tree->length = length;
  tree->ids = g_hash_table_new(g_str_hash, g_str_equal);
  tree->notes = g_hash_table_new(NULL, NULL);
  tree->references = g_hash_table_new(NULL, NULL);
  tree->backlinks = g_hash_table_new(NULL, NULL);
  tree->opened = g_hash_table_new(NULL, NULL);
  tree->furniture = g_hash_table_new(NULL, NULL);
  memory->blocks = g_ptr_array_new_with_free_func(g_free);
  tree->memory = memory;
  find_lines(tree);
  size_t deep = find_too_deep(text, length);
  if (deep < length) {
    sts_error(diagnostics, sts_html_place(tree, deep), STS_RULE_NESTING_DEPTH,
              "the page is nested more than %d elements deep here; simplify it, or import a part of it", DEPTH_MAX);
    return NULL;
  }
  tree->root = parse(memory, text, length);
  if (!tree->root) {
    sts_error(diagnostics, ((StsPosition){path, 1, 1}), STS_RULE_FILE_UNREADABLE,
              "the page is built so that it needs more than %u MB to read, as where elements are left open again and "
              "again; mend it, or import a part of it",
              (unsigned)(MEMORY_MAX >> 20));
    return NULL;
  }
  find_notes(tree);
  return g_steal_pointer(&tree);
}

void
sts_html_tree_free(StsHtmlTree *tree)
{
  if (!tree)
    return;
  if (tree->line_starts)
    g_array_unref(tree->line_starts);
  g_hash_table_unref(tree->ids);
  g_hash_table_unref(tree->notes);
  g_hash_table_unref(tree->references);
  g_hash_table_unref(tree->backlinks);
  g_hash_table_unref(tree->opened);
  g_hash_table_unref(tree->furniture);
  free_memory(tree->memory);
  sts_arena_free(tree->arena);
  g_free(tree);
}

StsPosition
sts_html_place(const StsHtmlTree *tree, size_t offset)
{
  guint low = sts_search_offset(tree->line_starts, 0, offset);

  return (StsPosition){tree->path, (int)low + 1, (int)(offset - g_array_index(tree->line_starts, size_t, low)) + 1};
}

size_t
sts_html_offset(const StsHtmlTree *tree, const GumboNode *node)
{
  for (; node && node->type != GUMBO_NODE_DOCUMENT; node = node->parent) {
    const char *data = sts_html_is_element(node) ? node->v.element.original_tag.data : node->v.text.original_text.data;
    if (data >= tree->text && data <= tree->text + tree->length)
      return (size_t)(data - tree->text);
  }
  return 0;
}
