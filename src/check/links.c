/* Links: every one leads somewhere, and the numbers in the text agree with the section's list of hyperlinks. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "check/address.h"
#include "check/families.h"
#include "check/trees.h"
#include "document/plain-text.h"
#include "document/rules.h"

/* Names that are compared, in one check, to suggest what a link may have meant; about a second of work. */
enum { COMPARISONS_MAX = 4 * 1000 * 1000 };

/* The links of one section. */
typedef struct {
  const StsCheck *check;
  const StsSection *section;
  GHashTable *titles; /* folded text of the body's headings */
  /* The section's own list. Indices are counted from 1; 0: none. */
  bool *used;            /* by index in section->hyperlinks */
  GHashTable *numbers;   /* the number of an entry -> its index */
  GHashTable *addresses; /* the address of an entry -> the index of the first that has it */
  guint *same;           /* by index: the next entry with the same address */
} Links;

static StsHyperlink *
entry_at(const Links *links, guint index)
{
  return &g_array_index(links->section->hyperlinks, StsHyperlink, index);
}

static GHashTable *
collect_titles(const StsNode *body)
{
  GHashTable *titles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  StsNodeIter iter;

  if (!body)
    return titles;
  sts_node_iter_init(&iter, body);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_HEADING) {
      g_autofree char *text = sts_node_inline_text(iter.node);
      g_hash_table_add(titles, g_utf8_casefold(text, -1));
    }
  return titles;
}

static void
index_entries(Links *links)
{
  for (guint i = links->section->hyperlinks->len; i > 0; i--) {
    const StsHyperlink *entry = entry_at(links, i - 1);
    links->same[i - 1] = GPOINTER_TO_UINT(g_hash_table_lookup(links->addresses, entry->address));
    g_hash_table_insert(links->numbers, GINT_TO_POINTER(entry->number), GUINT_TO_POINTER(i));
    g_hash_table_insert(links->addresses, (gpointer)entry->address, GUINT_TO_POINTER(i));
  }
}

/* Marks the entries with that number or, where `address` is given, with that address; returns whether there were any.
 */
static bool
use_entries(Links *links, int number, const char *address)
{
  guint numbered = number > 0 ? GPOINTER_TO_UINT(g_hash_table_lookup(links->numbers, GINT_TO_POINTER(number))) : 0;
  guint addressed = address ? GPOINTER_TO_UINT(g_hash_table_lookup(links->addresses, address)) : 0;

  if (numbered)
    links->used[numbered - 1] = true;
  for (guint i = addressed; i; i = links->same[i - 1])
    links->used[i - 1] = true;
  return numbered || addressed;
}

/* ---- the four kinds of links ---- */

static void
check_address(const StsCheck *check, const char *address, StsPosition position)
{
  if (sts_address_is_escaped_twice(address)) {
    sts_check_report(check, position, STS_RULE_LINK_ESCAPED_TWICE,
                     "the address “%s” was escaped twice; write it as a browser shows it", address);
    return;
  }
  bool possible;
  const char *fault = sts_address_fault(address, &possible);
  if (fault)
    sts_check_report(check, position, possible ? STS_RULE_LINK_DOUBTFUL : STS_RULE_LINK_MALFORMED,
                     "the address “%s” %s", address, fault);
}

static void
check_printed(const StsCheck *check, const char *printed, const char *address, StsPosition position)
{
  if (printed && sts_address_is_like(printed) && !sts_address_agrees(printed, address))
    sts_check_report(check, position, STS_RULE_HYPERLINK_PRINTED_DIFFERS,
                     "the text says “%s”, but the link leads to “%s”; a reader of paper would type the wrong one",
                     printed, address);
}

static void
check_external(Links *links, const StsNode *link)
{
  g_autofree char *text = sts_node_inline_text(link);

  use_entries(links, link->link.number, link->link.destination);
  check_address(links->check, link->link.destination, link->position);
  check_printed(links->check, text, link->link.destination, link->position);
}

static void
check_hollow(Links *links, const StsNode *link)
{
  g_autofree char *text = sts_node_inline_text(link);
  g_autofree char *folded = g_utf8_casefold(text, -1);

  if (link->link.number > 0) {
    if (!use_entries(links, link->link.number, NULL))
      sts_check_report(links->check, link->position, STS_RULE_HYPERLINK_NUMBER_UNKNOWN,
                       "“%s” has the number %d, but the section's list “Hyperlinks” has no entry %d; add it there, or "
                       "write the address in place of “#”",
                       text, link->link.number, link->link.number);
  } else if (!g_hash_table_contains(links->titles, folded)) {
    sts_check_report(links->check, link->position, STS_RULE_LINK_WITHOUT_TARGET,
                     "the link “%s” leads nowhere: it has no number, and no heading of the section has this text; it "
                     "is printed as plain text",
                     text);
  }
}

/* Whether so many more names may be compared. Thousands of wrong names in a large library are no slips of the finger,
 * and nobody reads as many suggestions. */
static bool
may_compare(const StsCheck *check, size_t count)
{
  if (*check->compared + count > COMPARISONS_MAX)
    return false;
  *check->compared += count;
  return true;
}

/* Lends the name of a section that is most like this one, or NULL. In a large library the same wrong name often stands
 * in many places. */
static const char *
nearest_name(const StsCheck *check, const char *name)
{
  gpointer nearest;

  if (!g_hash_table_lookup_extended(check->suggestions, name, NULL, &nearest)) {
    if (!may_compare(check, check->names->len))
      return NULL;
    nearest = (gpointer)sts_text_nearest(name, (const char *const *)check->names->pdata);
    g_hash_table_insert(check->suggestions, g_strdup(name), nearest);
  }
  return nearest;
}

/* Reports a section that does not exist. */
static void
report_unknown_section(const Links *links, const StsNode *link, const char *name)
{
  const char *nearest = nearest_name(links->check, name);

  if (nearest)
    sts_check_report(
        links->check, link->position, STS_RULE_LINK_SECTION_UNKNOWN,
        "the link leads to “%s”, which is neither a section of this library nor a web address; did you mean “%s”?",
        link->link.destination, nearest);
  else
    sts_check_report(links->check, link->position, STS_RULE_LINK_SECTION_UNKNOWN,
                     "the link leads to “%s”, which is neither a section of this library nor a web address",
                     link->link.destination);
}

/* Lends the set of the ids of the section's headings. */
static GHashTable *
ids_of(const StsCheck *check, const StsSection *section)
{
  GHashTable *ids = g_hash_table_lookup(check->headings, section);
  StsNodeIter iter;

  if (ids)
    return ids;
  ids = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(check->headings, (gpointer)section, ids);
  sts_node_iter_init(&iter, section->body);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_HEADING && iter.node->id)
      g_hash_table_add(ids, (gpointer)iter.node->id);
  return ids;
}

static int
compare_ids(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lends the id of a heading that is most like this one, or NULL. */
static const char *
nearest_id(const StsCheck *check, GHashTable *ids, const char *fragment)
{
  guint count;

  if (!may_compare(check, g_hash_table_size(ids)))
    return NULL;
  g_autofree gpointer *list = g_hash_table_get_keys_as_array(ids, &count);

  /* A hash table has no order that could be relied on. */
  qsort(list, count, sizeof *list, compare_ids);
  return sts_text_nearest(fragment, (const char *const *)list);
}

/* Reports a heading that does not exist. */
static void
check_fragment(const Links *links, const StsNode *link, const StsSection *target, const char *fragment)
{
  const char *title = target->title ? target->title : target->id;

  if (!target->body)
    return;
  GHashTable *ids = ids_of(links->check, target);
  if (g_hash_table_contains(ids, fragment))
    return;
  const char *nearest = nearest_id(links->check, ids, fragment);
  if (nearest)
    sts_check_report(links->check, link->position, STS_RULE_LINK_FRAGMENT_UNKNOWN,
                     "the link leads to “#%s”, but “%s” has no such heading; did you mean “#%s”?", fragment, title,
                     nearest);
  else
    sts_check_report(links->check, link->position, STS_RULE_LINK_FRAGMENT_UNKNOWN,
                     "the link leads to “#%s”, but “%s” has no such heading", fragment, title);
}

/* Whether a destination that is not external has a scheme, or is a web address that lacks one. */
static bool
is_foreign(const char *destination)
{
  size_t scheme = strspn(destination, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

  return (scheme > 1 && destination[scheme] == ':') || g_str_has_prefix(destination, "//") ||
         g_ascii_strncasecmp(destination, "www.", 4) == 0;
}

static char *
unescape(const char *text, size_t length)
{
  g_autofree char *escaped = g_strndup(text, length);
  char *unescaped = g_uri_unescape_string(escaped, NULL);

  return unescaped ? unescaped : g_steal_pointer(&escaped);
}

static void
check_section_link(const Links *links, const StsNode *link)
{
  const char *destination = link->link.destination;
  size_t length = strcspn(destination, "#");
  g_autofree char *whole = unescape(destination, length);
  g_autofree char *fragment =
      destination[length] ? unescape(destination + length + 1, strlen(destination + length + 1)) : NULL;
  const char *name = g_str_has_prefix(whole, "./") ? whole + 2 : whole;

  if (is_foreign(destination)) {
    sts_check_report(
        links->check, link->position, STS_RULE_LINK_MALFORMED,
        "“%s” is not an address that can be reached from a handout; begin it with https://, http://, mailto: or tel:",
        destination);
    return;
  }
  const StsSection *target = *name ? sts_library_find_target(links->check->library, name) : links->section;
  if (!target)
    report_unknown_section(links, link, name);
  else if (fragment && *fragment)
    check_fragment(links, link, target, fragment);
}

/* WCAG 2.4.4: a list of links, as screen readers offer it, must make sense. */
static bool
is_vague(const char *text)
{
  static const char *const VAGUE[] = {"here", "click here", "this",      "this link",
                                      "link", "more",       "read more", "learn more"};
  g_autofree char *folded = g_utf8_casefold(text, -1);

  for (size_t i = 0; i < G_N_ELEMENTS(VAGUE); i++)
    if (strcmp(folded, VAGUE[i]) == 0)
      return true;
  return false;
}

static void
check_link(Links *links, const StsNode *link)
{
  g_autofree char *text = sts_node_inline_text(link);

  /* A link without text was reported when it was read. */
  if (*text == '\0')
    return;
  if (is_vague(text))
    sts_check_report(
        links->check, link->position, STS_RULE_LINK_VAGUE,
        "“%s” does not say where the link leads; a person who listens to a list of the links hears only this", text);
  switch (link->link.kind) {
  case STS_LINK_EXTERNAL:
    check_external(links, link);
    break;
  case STS_LINK_SECTION:
    check_section_link(links, link);
    break;
  case STS_LINK_HOLLOW:
    check_hollow(links, link);
    break;
  case STS_LINK_INTERNAL:
    break;
  }
}

/* ---- the section's own list ---- */

static void
check_entry(const Links *links, guint index)
{
  const StsHyperlink *entry = entry_at(links, index);

  check_address(links->check, entry->address, entry->position);
  check_printed(links->check, entry->shown, entry->address, entry->position);
  if (!links->used[index])
    sts_check_report(links->check, entry->position, STS_RULE_HYPERLINK_UNUSED,
                     "no link in the text has the number %d; the entry is printed all the same", entry->number);
}

/* Entries that say the same address twice. */
static void
check_duplicates(const Links *links)
{
  for (guint i = 0; i < links->section->hyperlinks->len; i++) {
    const StsHyperlink *entry = entry_at(links, i);
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(links->addresses, entry->address)) - 1;
    if (first != i)
      sts_check_report(links->check, entry->position, STS_RULE_HYPERLINK_DUPLICATE,
                       "entry %d has the same address as entry %d", entry->number, entry_at(links, first)->number);
  }
}

void
sts_check_links(const StsCheck *check, const StsSection *section)
{
  g_autoptr(GHashTable) titles = collect_titles(section->body);
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) addresses = g_hash_table_new(g_str_hash, g_str_equal);
  g_autofree bool *used = g_new0(bool, section->hyperlinks->len + 1);
  g_autofree guint *same = g_new0(guint, section->hyperlinks->len + 1);
  Links links = {check, section, titles, used, numbers, addresses, same};
  StsSectionTrees trees = {section, 0};
  const StsNode *root;
  StsNodeIter iter;

  index_entries(&links);
  while ((root = sts_section_trees_next(&trees))) {
    sts_node_iter_init(&iter, root);
    for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
      if (event == STS_EVENT_ENTER && iter.node->kind == STS_NODE_LINK)
        check_link(&links, iter.node);
  }
  for (guint i = 0; i < section->hyperlinks->len; i++)
    check_entry(&links, i);
  check_duplicates(&links);
}
