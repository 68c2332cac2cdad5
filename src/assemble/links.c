/* Links: every one ends as an external link with its number, an internal link with its target, or plain text. */
#include "assemble/links.h"

#include <string.h>

#include "assemble/ids.h"
#include "base/address.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "document/rules.h"

typedef struct {
  StsAssembly *assembly;
  StsAssembledSection *section;
  GPtrArray *entries;     /* of StsLinkEntry, by number */
  GHashTable *by_address; /* address -> StsLinkEntry */
  int last_number;
} Resolver;

static StsLinkEntry *
add_entry(Resolver *resolver, int number, const char *address, const char *shown, StsPosition position)
{
  StsArena *arena = resolver->assembly->arena;
  StsLinkEntry *entry = STS_ARENA_NEW(arena, StsLinkEntry);
  g_autofree char *wish = g_strdup_printf("%s-hyperlink-%d", resolver->section->source->id, number);

  *entry = (StsLinkEntry){
      .number = number,
      .address = sts_arena_strdup(arena, address),
      .shown = sts_arena_strdup(arena, shown),
      .position = position,
      .item = sts_node_new(arena, STS_NODE_ITEM, position),
  };
  entry->position.file = sts_arena_intern(arena, position.file);
  entry->item->position = entry->position;
  entry->item->item.number = number;
  sts_assembly_give_id(resolver->assembly, entry->item, wish);
  g_ptr_array_add(resolver->entries, entry);
  if (!g_hash_table_contains(resolver->by_address, entry->address))
    g_hash_table_insert(resolver->by_address, (gpointer)entry->address, entry);
  resolver->last_number = MAX(resolver->last_number, number);
  return entry;
}

static StsLinkEntry *
find_number(const Resolver *resolver, int number)
{
  for (guint i = 0; i < resolver->entries->len; i++) {
    StsLinkEntry *entry = resolver->entries->pdata[i];
    if (entry->number == number)
      return entry;
  }
  return NULL;
}

/* Puts the children in the link's place. */
static void
unwrap(StsNode *link)
{
  StsNode *child = link->first_child, *before = link;

  while (child) {
    StsNode *next = child->next;
    child->parent = NULL;
    child->next = NULL;
    sts_node_insert_after(before, child);
    before = child;
    child = next;
  }
  link->first_child = link->last_child = NULL;
  sts_node_unlink(link);
}

static void
number_link(Resolver *resolver, StsNode *link, StsLinkEntry *entry)
{
  StsNode *number = sts_node_new(resolver->assembly->arena, STS_NODE_LINK_NUMBER, link->position);
  g_autofree char *wish = g_strdup_printf("%s-hyperlink-reference-%d", resolver->section->source->id, entry->number);

  link->link.number = entry->number;
  number->link_number.number = entry->number;
  number->link_number.item = entry->item;
  sts_assembly_give_id(resolver->assembly, number, wish);
  if (!entry->back)
    entry->back = number;
  sts_node_insert_after(link, number);
}

static void
resolve_external(Resolver *resolver, StsNode *link)
{
  const StsNode *part = sts_node_ancestor(link, STS_NODE_PART);

  link->link.number = 0;
  /* What a review record leads to is printed as it is typed. */
  if (part && sts_part_is_of_review(part->part.kind))
    return;
  if (!sts_link_is_listed(link, part && (part->part.kind == STS_PART_REFERENCES || part->part.kind == STS_PART_SOURCE)))
    return;
  StsLinkEntry *entry = g_hash_table_lookup(resolver->by_address, link->link.destination);
  if (!entry)
    entry = add_entry(resolver, resolver->last_number + 1, link->link.destination,
                      sts_address_skip_scheme(link->link.destination), link->position);
  number_link(resolver, link, entry);
}

static void
make_internal(StsNode *link, const StsNode *target)
{
  link->link.kind = STS_LINK_INTERNAL;
  link->link.target = target;
  link->link.number = 0;
}

/* The number that stood after a link which leads nowhere is text of the author's. */
static void
keep_number(Resolver *resolver, StsNode *link)
{
  if (link->link.number <= 0)
    return;
  StsArena *arena = resolver->assembly->arena;
  StsNode *superscript = sts_node_new(arena, STS_NODE_SUPERSCRIPT, link->position);
  g_autofree char *text = g_strdup_printf("%d", link->link.number);

  sts_node_append(arena, superscript, sts_node_new_text(arena, text, link->position));
  sts_node_insert_after(link, superscript);
}

static void
resolve_hollow(Resolver *resolver, StsNode *link)
{
  StsLinkEntry *entry = link->link.number > 0 ? find_number(resolver, link->link.number) : NULL;

  if (entry) {
    link->link.kind = STS_LINK_EXTERNAL;
    link->link.destination = entry->address;
    number_link(resolver, link, entry);
    return;
  }
  g_autofree char *text = sts_node_inline_text(link);
  const StsNode *heading =
      link->link.number > 0 ? NULL : sts_link_headings_find_text(resolver->section->headings, text);
  if (heading) {
    make_internal(link, heading);
    return;
  }
  keep_number(resolver, link);
  unwrap(link);
}

/* On paper, a link to a section that is not in this file becomes its text and the name of that section, by words in the
 * language of the text around it, whatever --language says: they are a part of its sentence. */
static void
name_section(Resolver *resolver, StsNode *link, const StsSection *section)
{
  StsArena *arena = resolver->assembly->arena;
  g_autofree char *text = sts_node_inline_text(link);
  g_autofree char *text_folded = sts_text_fold_title(text);
  g_autofree char *title_folded = sts_text_fold_title(section->title ? section->title : "");

  if (section->title && strcmp(text_folded, title_folded) != 0) {
    const char *language = sts_node_language(link, resolver->section->source->language);
    const StsTerms *terms = sts_terms_set_lookup(resolver->assembly->publication->terms, language);
    StsNode *see = sts_node_new(arena, STS_NODE_SPAN, link->position);
    StsNode *title = *section->title ? sts_node_new_text(arena, section->title, link->position) : NULL;
    see->lang = sts_arena_strdup(arena, sts_terms_language_beside(terms, language));
    sts_node_append(arena, see, sts_node_new_text(arena, " (", link->position));
    sts_assembly_append_term(resolver->assembly, terms, see, "see-section", "title", title, section->language,
                             link->position);
    sts_node_append(arena, see, sts_node_new_text(arena, ")", link->position));
    sts_node_insert_after(link, see);
    if (!see->lang)
      unwrap(see);
  }
  unwrap(link);
}

static void
report_nowhere(Resolver *resolver, StsNode *link, StsRule rule, const StsLinkTarget *target)
{
  g_autofree char *fault = sts_link_target_describe_fault(target, link->link.destination);

  sts_error(resolver->assembly->diagnostics, link->position, rule, "%s", fault);
  unwrap(link);
}

/* Lends the node that the target leads to, in its section; NULL: nothing. */
static const StsNode *
find_place(const StsAssembly *assembly, const StsAssembledSection *section, const StsLinkTarget *target)
{
  StsLinkPlace place = sts_link_find_place(target, section->headings, assembly->library);

  switch (place.kind) {
  case STS_LINK_PLACE_NONE:
    return NULL;
  case STS_LINK_PLACE_SECTION:
    return section->node;
  case STS_LINK_PLACE_HEADING:
    return place.heading;
  case STS_LINK_PLACE_PART: {
    const StsNode *part = section->parts[place.part];
    /* Its heading says what a link leads to. */
    return part && part->first_child->kind == STS_NODE_HEADING ? part->first_child : part;
  }
  }
  g_assert_not_reached();
}

static void
resolve_section(Resolver *resolver, StsNode *link)
{
  StsAssembly *assembly = resolver->assembly;
  g_auto(StsLinkTarget) target;

  sts_link_target_init(&target, link, assembly->library, resolver->section->source);
  if (!target.section) {
    report_nowhere(resolver, link, STS_RULE_LINK_SECTION_UNKNOWN, &target);
    return;
  }
  const StsAssembledSection *section = g_hash_table_lookup(assembly->by_source, target.section);
  if (!section) {
    name_section(resolver, link, target.section);
    return;
  }
  const StsNode *node = find_place(assembly, section, &target);
  /* A heading of the original may have another name in the translation, where the whole of it is led to. */
  if (!node && sts_link_target_as_written(&target, resolver->section->source) != target.section)
    node = section->node;
  if (node)
    make_internal(link, node);
  else
    report_nowhere(resolver, link, STS_RULE_LINK_FRAGMENT_UNKNOWN, &target);
}

static void
resolve_link(Resolver *resolver, StsNode *link)
{
  switch (link->link.kind) {
  case STS_LINK_EXTERNAL:
    resolve_external(resolver, link);
    break;
  case STS_LINK_SECTION:
    resolve_section(resolver, link);
    break;
  case STS_LINK_HOLLOW:
    resolve_hollow(resolver, link);
    break;
  case STS_LINK_INTERNAL:
    break;
  }
}

static void
resolve_tree(Resolver *resolver, StsNode *root)
{
  for (StsNode *node = root->first_child, *next; node; node = next) {
    /* Found before the link may be unwrapped: its first child, or what follows it. */
    next = sts_node_next(root, node, false);
    if (node->kind == STS_NODE_LINK)
      resolve_link(resolver, node);
  }
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
  const StsLinkEntry *left = *(const StsLinkEntry *const *)a, *right = *(const StsLinkEntry *const *)b;

  return (left->number > right->number) - (left->number < right->number);
}

GPtrArray *
sts_assembly_resolve_links(StsAssembly *assembly, StsAssembledSection *section)
{
  g_autoptr(GHashTable) by_address = g_hash_table_new(g_str_hash, g_str_equal);
  Resolver resolver = {
      .assembly = assembly, .section = section, .entries = g_ptr_array_new(), .by_address = by_address};

  for (guint i = 0; i < section->source->hyperlinks->len; i++) {
    const StsHyperlink *own = &g_array_index(section->source->hyperlinks, StsHyperlink, i);
    add_entry(&resolver, own->number, own->address,
              own->shown && *own->shown ? own->shown : sts_address_skip_scheme(own->address), own->position);
  }
  resolve_tree(&resolver, section->node);
  g_ptr_array_sort(resolver.entries, compare_numbers);
  return resolver.entries;
}
