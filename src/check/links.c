/* Links: every one leads somewhere, and the numbers in the text agree with the section's list of hyperlinks. */
#include "check/links.h"

#include <stdlib.h>
#include <string.h>

#include "base/language-tag.h"
#include "base/names.h"
#include "base/nearest.h"
#include "base/text.h"
#include "check/address-faults.h"
#include "check/families.h"
#include "document/links.h"
#include "document/plain-text.h"
#include "document/rules.h"
#include "document/words.h"

/* Names that are compared, in one check, to suggest what a link may have meant; about a second of work. */
enum { COMPARISONS_MAX = 4 * 1000 * 1000 };

struct StsCheckTargets {
  GPtrArray *names;        /* the file names of all sections, NULL-terminated */
  size_t compared;         /* how many names were compared to suggest what a link may have meant */
  GHashTable *suggestions; /* a name that no section has -> the nearest that one has, or NULL */
  GHashTable *headings;    /* const StsSection* -> StsLinkHeadings* */
};

StsCheckTargets *
sts_check_targets_new(const StsLibrary *library)
{
  StsCheckTargets *targets = g_new0(StsCheckTargets, 1);

  targets->names = g_ptr_array_new();
  for (guint i = 0; i < library->sections->len; i++) {
    const StsSection *section = g_ptr_array_index(library->sections, i);
    if (section->name)
      g_ptr_array_add(targets->names, (gpointer)section->name);
  }
  g_ptr_array_add(targets->names, NULL);
  targets->suggestions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  targets->headings = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)sts_link_headings_free);
  return targets;
}

void
sts_check_targets_free(StsCheckTargets *targets)
{
  if (!targets)
    return;
  g_ptr_array_unref(targets->names);
  g_hash_table_unref(targets->suggestions);
  g_hash_table_unref(targets->headings);
  g_free(targets);
}

/* Lends the headings of the section. */
static const StsLinkHeadings *
headings_of(const StsCheck *check, const StsSection *section)
{
  StsLinkHeadings *headings = g_hash_table_lookup(check->targets->headings, section);

  if (!headings) {
    headings = sts_link_headings_new(section->body);
    g_hash_table_insert(check->targets->headings, (gpointer)section, headings);
  }
  return headings;
}

/* The links of one section. */
typedef struct {
  const StsCheck *check;
  const StsSection *section;
  const StsLinkHeadings *headings; /* the section's own */
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

  if (link->link.number > 0) {
    if (!use_entries(links, link->link.number, NULL))
      sts_check_report(links->check, link->position, STS_RULE_HYPERLINK_NUMBER_UNKNOWN,
                       "“%s” has the number %d, but the section's list “Hyperlinks” has no entry %d; add it there, or "
                       "write the address in place of “#”",
                       text, link->link.number, link->link.number);
  } else if (!sts_link_headings_find_text(links->headings, text)) {
    g_autofree char *name = sts_text_slug(text);
    StsPartKind part;
    if (sts_words_find_part(links->check->library->words, name, &part))
      sts_check_report(links->check, link->position, STS_RULE_LINK_WITHOUT_TARGET,
                       "the link “%s” leads nowhere, and is printed as plain text; “%s” closes the section: write "
                       "[%s](#%s)",
                       text, text, text, name);
    else
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
  if (check->targets->compared + count > COMPARISONS_MAX)
    return false;
  check->targets->compared += count;
  return true;
}

/* Lends the name of a section that is most like this one, or NULL. In a large library the same wrong name often stands
 * in many places. */
static const char *
nearest_name(const StsCheck *check, const char *name)
{
  gpointer nearest;

  if (!g_hash_table_lookup_extended(check->targets->suggestions, name, NULL, &nearest)) {
    if (!may_compare(check, check->targets->names->len))
      return NULL;
    nearest = (gpointer)sts_text_nearest(name, (const char *const *)check->targets->names->pdata);
    g_hash_table_insert(check->targets->suggestions, g_strdup(name), nearest);
  }
  return nearest;
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
  qsort(list, count, sizeof *list, sts_text_compare);
  return sts_text_nearest(fragment, (const char *const *)list);
}

/* Reports a section or a heading that does not exist, and the name or id that the link may have meant: NULL if there is
 * none. */
static void
report_nowhere(const Links *links, const StsNode *link, StsRule rule, const StsLinkTarget *target, const char *sign,
               const char *nearest)
{
  g_autofree char *fault = sts_link_target_describe_fault(target, link->link.destination);

  if (nearest)
    sts_check_report(links->check, link->position, rule, "%s; did you mean “%s%s”?", fault, sign, nearest);
  else
    sts_check_report(links->check, link->position, rule, "%s", fault);
}

/* Whether a destination that is not external has a scheme, or is a web address that lacks one. */
static bool
is_foreign(const char *destination)
{
  size_t scheme = strspn(destination, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

  return (scheme > 1 && destination[scheme] == ':') || g_str_has_prefix(destination, "//") ||
         g_ascii_strncasecmp(destination, "www.", 4) == 0;
}

static void
check_fragment(const Links *links, const StsNode *link, const StsLinkTarget *target)
{
  const StsCheck *check = links->check;
  StsLinkTarget written = *target;

  written.section = sts_link_target_as_written(target, links->section);
  if (!*target->fragment || !written.section->body)
    return;
  const StsLibrary *library = written.section == target->section ? check->library : check->library->original;
  const StsLinkHeadings *headings = headings_of(check, written.section);
  StsLinkPlace place = sts_link_find_place(&written, headings, library);
  if (place.kind == STS_LINK_PLACE_NONE ||
      (place.kind == STS_LINK_PLACE_PART && !sts_link_section_has_part(library, written.section, place.part)))
    report_nowhere(links, link, STS_RULE_LINK_FRAGMENT_UNKNOWN, &written, "#",
                   nearest_id(check, headings->by_id, target->fragment));
}

/* Where the section has no text in the language of the library, and the link leads to the original. */
static void
tell_other_language(const Links *links, const StsNode *link, const StsSection *section)
{
  const char *language = links->check->library->language;

  if (links->check->library->original && section != links->section && !section->tag && !links->section->untranslated &&
      !sts_language_meets(section->language, language))
    sts_check_report(links->check, link->position, STS_RULE_TRANSLATION_LINK,
                     "the link leads to the original, in “%s”: there is no text of “%s” in the language “%s”",
                     section->language, section->name, language);
}

static void
check_section_link(const Links *links, const StsNode *link)
{
  const StsCheck *check = links->check;
  const char *destination = link->link.destination;
  g_auto(StsLinkTarget) target;

  sts_link_target_init(&target, link, check->library, links->section);
  if (is_foreign(destination)) {
    sts_check_report(
        check, link->position, STS_RULE_LINK_MALFORMED,
        "“%s” is not an address that can be reached from a handout; begin it with https://, http://, mailto: or tel:",
        destination);
  } else if (!target.section) {
    report_nowhere(links, link, STS_RULE_LINK_SECTION_UNKNOWN, &target, "", nearest_name(check, target.name));
  } else if (!target.section->is_passage || target.section != links->section) {
    /* A link of a passage to itself may lead to what a section that shows the passage has. */
    tell_other_language(links, link, target.section);
    check_fragment(links, link, &target);
  }
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

  if (link->link.title)
    sts_check_report(links->check, link->position, STS_RULE_TITLE_UNPRINTED,
                     "the title “%s” of this link is not printed; write it in the text, or take it out",
                     link->link.title);
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
                     "no link in the text has the number %d; the entry is printed anyway", entry->number);
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
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) addresses = g_hash_table_new(g_str_hash, g_str_equal);
  g_autofree bool *used = g_new0(bool, section->hyperlinks->len + 1);
  g_autofree guint *same = g_new0(guint, section->hyperlinks->len + 1);
  Links links = {check, section, headings_of(check, section), used, numbers, addresses, same};
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
