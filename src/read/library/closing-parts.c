/* The parts that a section's body may close with: Hyperlinks, References, Disclaimer, Last Revised. */
#include "read/library/closing-parts.h"

#include <string.h>

#include "base/address.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "document/rules.h"
#include "read/library/closing-names.h"
#include "read/markdown/link-number.h"

/* Takes the date line; returns whether the node was one. */
static bool
take_date(StsReader *reader, StsSection *section, const StsNode *node)
{
  g_autofree char *text = sts_closing_date_text(reader->library->words, node);
  StsDate date;

  if (!text)
    return false;
  if (!sts_words_parse_date(reader->library->words, text, &date)) {
    sts_error(reader->diagnostics, node->position, STS_RULE_DATE_INVALID,
              "“%s” is not a date; write one such as “April 6, 2018” or “2018-04-06”", text);
    if (section->last_revised_state == STS_PROVENANCE_ABSENT)
      section->last_revised_state = STS_PROVENANCE_FAULTY;
    return true;
  }
  if (section->last_revised_state == STS_PROVENANCE_WAIVED)
    sts_error(reader->diagnostics, node->position, STS_RULE_LAST_REVISED_CONFLICT,
              "the front matter waives “last-revised”, but the text gives a date; keep one of the two");
  else if (section->last_revised_state == STS_PROVENANCE_GIVEN && sts_date_compare(section->last_revised, date) != 0)
    sts_error(reader->diagnostics, node->position, STS_RULE_LAST_REVISED_CONFLICT,
              "the section gives two different dates of its last revision; keep one");
  if (section->last_revised_state == STS_PROVENANCE_ABSENT) {
    section->last_revised_state = STS_PROVENANCE_GIVEN;
    section->last_revised = date;
    section->last_revised_waiver.position = node->position;
  }
  return true;
}

static void
append_entry(StsReader *reader, StsNode *references, StsNode *block)
{
  StsNode *item = sts_node_new(reader->arena, STS_NODE_ITEM, block->position);

  sts_node_append(reader->arena, item, block);
  sts_node_append(reader->arena, references, item);
}

/* The text may cite numbered entries by their numbers, so these stay, also where other entries stand beside them. */
static void
add_reference(StsReader *reader, StsSection *section, StsNode *block)
{
  bool numbered = block->kind == STS_NODE_LIST && block->list.kind == STS_LIST_ORDERED;

  if (block->kind == STS_NODE_RULE)
    return;
  if (!section->references && numbered) {
    section->references = block;
    return;
  }
  if (!section->references || section->references->list.kind == STS_LIST_ORDERED) {
    StsNode *list = section->references;
    section->references = sts_node_new(reader->arena, STS_NODE_LIST, list ? list->position : block->position);
    section->references->list.kind = STS_LIST_PLAIN;
    if (list)
      append_entry(reader, section->references, list);
  }
  if (block->kind != STS_NODE_LIST || numbered) {
    append_entry(reader, section->references, block);
    return;
  }
  for (StsNode *item = block->first_child; item; item = item->next)
    item->item.task = STS_TASK_NONE;
  sts_node_move_children(section->references, block);
}

static const StsNode *
find_external_link(const StsNode *item)
{
  for (const StsNode *node = item; node; node = sts_node_next(item, node, false))
    if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL)
      return node;
  return NULL;
}

/* The address of an entry: its link's, or its text if that is an address as people write it. */
static const char *
entry_address(StsReader *reader, const StsNode *item, const char *shown)
{
  const StsNode *link = find_external_link(item);

  if (link)
    return link->link.destination;
  if (strchr(shown, ' '))
    return NULL;
  if (sts_address_is_external(shown))
    return sts_arena_strdup(reader->arena, shown);
  if (g_ascii_strncasecmp(shown, "www.", 4) != 0)
    return NULL;
  g_autofree char *address = g_strconcat("http://", shown, NULL);
  return sts_arena_strdup(reader->arena, address);
}

static void
add_hyperlink(StsReader *reader, StsSection *section, GHashTable *numbers, const StsNode *item, int number)
{
  g_autofree char *lines = sts_node_plain_text(item);
  g_autofree char *shown = sts_text_normalize_space(lines);
  StsHyperlink entry = {.number = number,
                        .address = entry_address(reader, item, shown),
                        .shown = sts_arena_strdup(reader->arena, shown),
                        .position = item->position};

  if (!entry.address) {
    sts_error(reader->diagnostics, item->position, STS_RULE_LINK_MALFORMED,
              "entry %d under Hyperlinks is no web address: “%s”", number, shown);
    return;
  }
  if (!g_hash_table_add(numbers, GINT_TO_POINTER(number))) {
    sts_error(reader->diagnostics, item->position, STS_RULE_HYPERLINK_NUMBER_TWICE,
              "there are two entries %d under Hyperlinks, and it is not clear which one the text means; give each its "
              "own number",
              number);
    return;
  }
  g_array_append_val(section->hyperlinks, entry);
}

static void
add_hyperlinks(StsReader *reader, StsSection *section, const StsNode *block)
{
  if (block->kind == STS_NODE_RULE)
    return;
  if (block->kind != STS_NODE_LIST || block->list.kind != STS_LIST_ORDERED) {
    sts_error(reader->diagnostics, block->position, STS_RULE_HYPERLINKS_LIST,
              "under Hyperlinks there must be a numbered list with a web address an entry, and nothing else");
    return;
  }
  int number = block->list.start;
  bool counted = sts_list_is_left_to_count(block);
  g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < section->hyperlinks->len; i++)
    g_hash_table_add(numbers, GINT_TO_POINTER(g_array_index(section->hyperlinks, StsHyperlink, i).number));
  /* An entry that was lost leaves a gap in the numbers: counting over it would give each link after it the address of
   * another. */
  for (const StsNode *item = block->first_child; item; item = item->next, number++)
    add_hyperlink(reader, section, numbers, item, counted || item->item.written == 0 ? number : item->item.written);
}

static void
add_disclaimer(StsReader *reader, StsSection *section, StsNode *block)
{
  if (!section->disclaimer)
    section->disclaimer = sts_node_new(reader->arena, STS_NODE_SECTION, block->position);
  sts_node_append(reader->arena, section->disclaimer, block);
}

static void
refuse_twice(StsReader *reader, StsPosition position, const char *key, StsProvenance state)
{
  sts_error(reader->diagnostics, position, STS_RULE_PART_TWICE,
            "“%s” is %s in the front matter and stands in the text as well; keep one of the two", key,
            sts_provenance_name(state));
}

/* Whether the part may be taken from the text: neither the front matter nor an earlier heading may have it too. */
static void
open_part(StsReader *reader, StsSection *section, StsClosingPart part, const StsNode *heading, unsigned *opened)
{
  StsPosition position = heading->position;

  if (part != STS_CLOSING_NONE && (*opened & 1u << part)) {
    g_autofree char *name = sts_node_inline_text(heading);
    sts_error(reader->diagnostics, position, STS_RULE_PART_TWICE,
              "the section has a second “%s” here; make one of the two", name);
    return;
  }
  *opened |= 1u << part;
  if (part == STS_CLOSING_REFERENCES && section->references_state != STS_PROVENANCE_ABSENT)
    refuse_twice(reader, position, "references", section->references_state);
  else if (part == STS_CLOSING_REFERENCES)
    section->references_waiver.position = position;
  if (part == STS_CLOSING_DISCLAIMER && section->disclaimer_state != STS_PROVENANCE_ABSENT)
    refuse_twice(reader, position, "disclaimer", section->disclaimer_state);
  else if (part == STS_CLOSING_DISCLAIMER)
    section->disclaimer_waiver.position = position;
}

static void
place_block(StsReader *reader, StsSection *section, StsClosingPart part, StsNode *block)
{
  switch (part) {
  case STS_CLOSING_NONE:
    sts_node_append(reader->arena, section->body, block);
    break;
  case STS_CLOSING_REFERENCES:
    add_reference(reader, section, block);
    break;
  case STS_CLOSING_HYPERLINKS:
    add_hyperlinks(reader, section, block);
    break;
  case STS_CLOSING_DISCLAIMER:
    add_disclaimer(reader, section, block);
    break;
  }
}

static const StsHyperlink *
find_hyperlink(const StsSection *section, int number)
{
  const StsHyperlink *entries = (const StsHyperlink *)section->hyperlinks->data;
  guint count = section->hyperlinks->len, likely = (guint)number - 1;

  /* Most lists are numbered from 1 without a gap. */
  if (likely < count && entries[likely].number == number)
    return &entries[likely];
  for (guint i = 0; i < count; i++)
    if (entries[i].number == number)
      return &entries[i];
  return NULL;
}

/* `[text](http://...)<sup>1</sup>` where the section's own list has an entry 1: the number is the link's. */
static void
take_numbers_of_addresses(StsReader *reader, StsSection *section, StsNode *root)
{
  if (section->hyperlinks->len == 0)
    return;
  for (StsNode *node = root->first_child; node; node = sts_node_next(root, node, false)) {
    /* The list is not that of a passage in the text. */
    bool own = sts_section_owns(section, node);
    int number = own && node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL
                     ? sts_link_superscript_number(node->next)
                     : 0;
    const StsHyperlink *entry = number ? find_hyperlink(section, number) : NULL;
    if (entry && strcmp(entry->address, node->link.destination) == 0)
      sts_link_take_number(node);
    else if (entry)
      sts_error(reader->diagnostics, node->position, STS_RULE_HYPERLINK_NUMBER,
                "the link leads to “%s”, but entry %d under Hyperlinks is “%s”; correct one of them",
                node->link.destination, number, entry->address);
  }
}

/* A heading of a level of its own below that of the part's: the text after it belongs to the part, which has no room
 * for it. */
static bool
is_heading_within(const StsReader *reader, const StsNode *block, StsClosingPart part, const StsNode *heading)
{
  return part != STS_CLOSING_NONE && sts_closing_part(reader->library->words, block) == STS_CLOSING_NONE &&
         block->heading.level > heading->heading.level;
}

static void
refuse_heading(StsReader *reader, const StsNode *block, const StsNode *heading)
{
  g_autofree char *text = sts_node_inline_text(block), *name = sts_node_inline_text(heading);

  sts_error(reader->diagnostics, block->position, STS_RULE_PART_HEADING,
            "the heading “%s” stands below “%s”, which cannot hold headings; write it as text, or give it the level of "
            "“%s” if it begins another part",
            text, name, name);
}

void
sts_read_closing_parts(StsReader *reader, StsSection *section)
{
  StsNode *block = section->body->first_child, *next;
  const StsNode *heading = NULL; /* of the part */
  StsClosingPart part = STS_CLOSING_NONE;
  unsigned opened = 0; /* a bit for each part */

  section->body->first_child = section->body->last_child = NULL;
  for (; block; block = next) {
    next = block->next;
    block->parent = NULL;
    block->next = NULL;
    if (take_date(reader, section, block)) {
      part = STS_CLOSING_NONE;
      continue;
    }
    if (block->kind == STS_NODE_HEADING && is_heading_within(reader, block, part, heading)) {
      refuse_heading(reader, block, heading);
      continue;
    }
    if (block->kind == STS_NODE_HEADING) {
      heading = block;
      part = sts_closing_part(reader->library->words, block);
      open_part(reader, section, part, block, &opened);
      if (part != STS_CLOSING_NONE)
        continue;
    }
    place_block(reader, section, part, block);
  }
  take_numbers_of_addresses(reader, section, section->body);
  if (section->references && section->references_state == STS_PROVENANCE_ABSENT)
    section->references_state = STS_PROVENANCE_GIVEN;
  if (section->disclaimer && section->disclaimer_state == STS_PROVENANCE_ABSENT)
    section->disclaimer_state = STS_PROVENANCE_GIVEN;
}
