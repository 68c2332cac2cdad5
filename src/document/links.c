/* Finds the section and the heading that a link leads to. */
#include "document/links.h"

#include <string.h>

#include "document/plain-text.h"

static char *
unescape(const char *text, size_t length)
{
  g_autofree char *escaped = g_strndup(text, length);
  char *unescaped = g_uri_unescape_string(escaped, NULL);

  return unescaped ? unescaped : g_steal_pointer(&escaped);
}

void
sts_link_target_init(StsLinkTarget *target, const char *destination, const StsLibrary *library, const StsSection *own)
{
  size_t length = strcspn(destination, "#");
  const char *fragment = destination + length + (destination[length] == '#');
  g_autofree char *path = unescape(destination, length);

  target->name = g_strdup(g_str_has_prefix(path, "./") ? path + 2 : path);
  target->fragment = unescape(fragment, strlen(fragment));
  target->section = *target->name ? sts_library_find_target(library, target->name) : own;
}

void
sts_link_target_clear(StsLinkTarget *target)
{
  g_clear_pointer(&target->name, g_free);
  g_clear_pointer(&target->fragment, g_free);
}

char *
sts_link_target_describe_fault(const StsLinkTarget *target, const char *destination)
{
  const StsSection *section = target->section;

  if (!section)
    return g_strdup_printf("the link leads to “%s”, which is neither a section of this library nor a web address",
                           destination);
  return g_strdup_printf("the link leads to “#%s”, but “%s” has no such heading", target->fragment,
                         section->title ? section->title : section->id);
}

StsLinkHeadings *
sts_link_headings_new(const StsNode *root)
{
  StsLinkHeadings *headings = g_new0(StsLinkHeadings, 1);

  headings->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  headings->by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (const StsNode *node = root; node; node = sts_node_next(root, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind != STS_NODE_HEADING)
      continue;
    g_autofree char *text = sts_node_inline_text(node);
    g_autofree char *folded = g_utf8_casefold(text, -1);
    if (node->id && !g_hash_table_contains(headings->by_id, node->id))
      g_hash_table_insert(headings->by_id, (gpointer)node->id, (gpointer)node);
    if (!g_hash_table_contains(headings->by_text, folded))
      g_hash_table_insert(headings->by_text, g_steal_pointer(&folded), (gpointer)node);
  }
  return headings;
}

void
sts_link_headings_free(StsLinkHeadings *headings)
{
  if (!headings)
    return;
  g_hash_table_unref(headings->by_id);
  g_hash_table_unref(headings->by_text);
  g_free(headings);
}

const StsNode *
sts_link_headings_find(const StsLinkHeadings *headings, const char *fragment)
{
  return g_hash_table_lookup(headings->by_id, fragment);
}

const StsNode *
sts_link_headings_find_text(const StsLinkHeadings *headings, const char *text)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);

  return g_hash_table_lookup(headings->by_text, folded);
}
