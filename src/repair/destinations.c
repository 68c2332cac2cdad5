/* Links that name a section or a heading in other letters than it has. */
#include <string.h>

#include "base/text.h"
#include "document/links.h"
#include "repair/finders.h"

typedef struct {
  const StsDraft *draft;
  const StsLibrary *library;
  const StsSection *own;
  GHashTable *anew;
  GHashTable *headings; /* const StsSection* -> StsLinkHeadings* */
  GHashTable *done;     /* places in the text that are mended */
  GPtrArray *mends;
} Links;

/* The section as it is now, if it is being repaired. */
static const StsSection *
as_it_is(const Links *links, const StsSection *section)
{
  const StsSection *now = g_hash_table_lookup(links->anew, section);

  return now ? now : section;
}

static const StsLinkHeadings *
headings_of(const Links *links, const StsSection *section)
{
  StsLinkHeadings *headings = g_hash_table_lookup(links->headings, section);

  if (!headings) {
    headings = sts_link_headings_new(section->body);
    g_hash_table_insert(links->headings, (gpointer)section, headings);
  }
  return headings;
}

/* Lends the only section whose file or id is the name but for the case of its letters; NULL: there is none, or several.
 */
static const char *
find_name(const Links *links, const char *name)
{
  g_autofree char *wanted = name ? g_utf8_casefold(name, -1) : NULL;
  const char *found = NULL;

  for (guint i = 0; wanted && i < links->library->sections->len; i++) {
    const StsSection *section = g_ptr_array_index(links->library->sections, i);
    g_autofree char *folded = section->name ? g_utf8_casefold(section->name, -1) : NULL;
    if (g_strcmp0(folded, wanted) != 0)
      continue;
    if (found)
      return NULL;
    found = section->name;
  }
  return found;
}

/* Returns the name of a file as the link has it, folders before it and all, in the letters of the file that it would
 * reach; NULL: there is none. */
static char *
mend_name(const Links *links, const StsLinkTarget *target)
{
  for (size_t i = 0; i < G_N_ELEMENTS(target->files); i++) {
    const char *name = find_name(links, target->files[i]);
    size_t length = name ? strlen(name) : 0, written = strlen(target->name);
    g_autofree char *tail = name && length <= written ? g_utf8_casefold(target->name + written - length, -1) : NULL;
    g_autofree char *same = name ? g_utf8_casefold(name, -1) : NULL;
    if (tail && strcmp(tail, same) == 0)
      return g_strdup_printf("%.*s%s", (int)(written - length), target->name, name);
  }
  return NULL;
}

/* Returns the fragment in the letters of what it leads to; NULL: it leads nowhere, or is written so. */
static char *
mend_fragment(const Links *links, const StsLinkTarget *target, const StsSection *section)
{
  StsLinkTarget now = {.section = section, .name = target->name, .fragment = target->fragment};
  g_autofree char *lower = sts_text_lower(target->fragment);

  if (!*target->fragment || !section->body || strcmp(lower, target->fragment) == 0 ||
      sts_link_find_place(&now, headings_of(links, section), links->library).kind == STS_LINK_PLACE_NONE)
    return NULL;
  return g_steal_pointer(&lower);
}

/* Finds the destination of the link in the text, behind its words. */
static bool
find_destination(const Links *links, const StsNode *link, size_t *begin)
{
  const char *text = links->draft->text->str, *destination = link->link.destination;
  g_autofree char *plain = g_strconcat("](", destination, NULL), *pointed = g_strconcat("](<", destination, NULL);
  size_t at;

  if (!sts_draft_find(links->draft, link->position.line, link->position.column, &at) || text[at] != '[')
    return false;
  const char *found = strstr(text + at, plain), *also = strstr(text + at, pointed);
  if (!found || (also && also < found))
    found = also;
  if (!found)
    return false;
  *begin = (size_t)(found - text) + (found == also ? strlen("](<") : strlen("]("));
  const char *end = text + *begin + strlen(destination);
  return *end && strchr(") >\t\r\n", *end);
}

static void
mend_link(Links *links, const StsNode *link)
{
  const char *destination = link->link.destination;
  size_t length = strcspn(destination, "#"), begin;
  g_auto(StsLinkTarget) target;

  sts_link_target_init(&target, link, links->library, links->own);
  if (strpbrk(destination, "%\\&:") || !find_destination(links, link, &begin) ||
      g_hash_table_contains(links->done, GSIZE_TO_POINTER(begin)))
    return;
  g_autofree char *name = target.section ? NULL : mend_name(links, &target);
  g_autofree char *fragment = target.section ? mend_fragment(links, &target, as_it_is(links, target.section)) : NULL;
  if (!name && !fragment)
    return;
  g_hash_table_add(links->done, GSIZE_TO_POINTER(begin));
  StsMend *mend = sts_mend_new(link->position);
  if (name)
    sts_mend_edit(mend, begin, begin + length, name, name);
  else
    sts_mend_edit(mend, begin + length + 1, begin + strlen(destination), fragment, fragment);
  g_ptr_array_add(links->mends, mend);
}

void
sts_mend_find_links(const StsDraft *draft, const StsSection *section, const StsLibrary *library, const StsSection *own,
                    GHashTable *anew, GPtrArray *mends)
{
  g_autoptr(GHashTable) headings = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)sts_link_headings_free);
  g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
  Links links = {draft, library, own, anew, headings, done, mends};
  StsSectionTrees trees = {section, 0};

  for (const StsNode *root; (root = sts_section_trees_next(&trees));)
    for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
      if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_SECTION)
        mend_link(&links, node);
}
