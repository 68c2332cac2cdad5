/* Finds the lines that cmark took for definitions of links, since no block has them, and looks for links that name
 * them. */
#include "read/markdown/markdown-addresses.h"

#include <cmark.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"

typedef struct {
  size_t offset; /* of its bracket */
  char *label;   /* folded */
  StsPosition position;
} Address;

static void
clear_address(gpointer address)
{
  g_free(((Address *)address)->label);
}

/* Marks the lines, counted from 1, of blocks that hold text. cmark lets a paragraph begin where the definitions before
 * its text do; whether a line is one of these, its form has to say. */
static bool *
find_covered(const StsMarkdownSource *source, cmark_node *document)
{
  bool *covered = g_new0(bool, source->lines->len + 2);
  cmark_iter *iter = cmark_iter_new(document);

  while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING && type != CMARK_NODE_CODE_BLOCK &&
        type != CMARK_NODE_HTML_BLOCK)
      continue;
    for (int i = MAX(cmark_node_get_start_line(node), 1);
         i <= cmark_node_get_end_line(node) && (guint)i <= source->lines->len; i++)
      covered[i] = true;
  }
  cmark_iter_free(iter);
  return covered;
}

/* Returns what stands between the bracket at `open` and the next one that closes, folded as CommonMark compares labels;
 * NULL where another opens before. Sets *end to the offset after it. */
static char *
label_at(const GString *text, size_t open, size_t *end)
{
  size_t i = open + 1;

  for (; i < text->len && text->str[i] != ']'; i++) {
    if (text->str[i] == '[')
      return NULL;
    i += text->str[i] == '\\' && i + 1 < text->len;
  }
  if (i >= text->len)
    return NULL;
  *end = i + 1;
  g_autofree char *label = g_strndup(text->str + open + 1, i - open - 1);
  g_autofree char *line = sts_text_normalize_space(label);
  return *line ? g_utf8_casefold(line, -1) : NULL;
}

/* Whether the line, which no block has, defines a link; what stands before the bracket are signs of quotes and lists.
 */
static bool
read_address(const StsMarkdownSource *source, guint line, Address *address)
{
  size_t start = g_array_index(source->lines, StsMarkdownLine, line - 1).offset, end;
  size_t open = start + strspn(source->text->str + start, " \t>-+*.)0123456789");

  if (source->text->str[open] != '[')
    return false;
  address->offset = open;
  address->label = label_at(source->text, open, &end);
  address->position = sts_markdown_place(source, (int)line, (int)(open - start) + 1);
  if (address->label && source->text->str[end] == ':')
    return true;
  g_clear_pointer(&address->label, g_free);
  return false;
}

/* Returns the labels that stand in brackets anywhere but where they are defined: in code, too, where they are none. */
static GHashTable *
find_labels(const StsMarkdownSource *source, const GArray *addresses)
{
  GHashTable *labels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint next = 0;
  size_t end;

  for (const char *p = source->text->str; (p = strchr(p, '[')); p++) {
    size_t offset = (size_t)(p - source->text->str);
    if (next < addresses->len && g_array_index(addresses, Address, next).offset == offset) {
      next++;
      continue;
    }
    char *label = label_at(source->text, offset, &end);
    if (label)
      g_hash_table_add(labels, label);
  }
  return labels;
}

static void
warn(const StsMarkdownSource *source, const Address *address, const char *fault)
{
  sts_diagnostics_add(source->diagnostics, STS_SEVERITY_WARNING, address->position,
                      sts_rule_name(STS_RULE_LINK_DEFINITION), "%s", fault);
}

void
sts_markdown_check_addresses(const StsMarkdownSource *source, cmark_node *document)
{
  if (!strstr(source->text->str, "]:"))
    return;
  g_autoptr(GArray) addresses = g_array_new(FALSE, FALSE, sizeof(Address));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autofree bool *covered = find_covered(source, document);
  Address found;

  g_array_set_clear_func(addresses, clear_address);
  for (guint line = 1; line <= source->lines->len; line++)
    if (!covered[line] && read_address(source, line, &found))
      g_array_append_val(addresses, found);
  g_autoptr(GHashTable) labels = find_labels(source, addresses);
  for (guint i = 0; i < addresses->len; i++) {
    const Address *address = &g_array_index(addresses, Address, i);
    if (!g_hash_table_add(seen, address->label))
      warn(source, address, "this label has an address already, and the first counts; take this one out");
    else if (!g_hash_table_contains(labels, address->label))
      warn(source, address,
           "no link has this label, so nothing of this line is printed; take it out, or write <!-- … --> around a "
           "comment");
  }
}
