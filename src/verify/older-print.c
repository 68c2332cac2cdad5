/* Makes a publication print what a program of record version 1 did. */
#include "verify/older-print.h"

#include "base/text.h"

/* The last number of a link in the section. */
static int
last_link(const StsNode *section)
{
  int last = 0;

  for (const StsNode *node = section; node; node = sts_node_next(section, node, false))
    if (node->kind == STS_NODE_LINK_NUMBER)
      last = MAX(last, node->link_number.number);
    else if (node->kind == STS_NODE_ITEM && node->parent->list.kind == STS_LIST_NUMBERED)
      last = MAX(last, node->item.number);
  return last;
}

static void
number_marks(StsArena *arena, StsNode *section)
{
  int links = last_link(section);
  bool after_mark = false;

  for (StsNode *node = section; node; node = sts_node_next(section, node, false)) {
    bool note = node->kind == STS_NODE_NOTE_REFERENCE && node->note_reference.number > 0;
    if (note || node->kind == STS_NODE_LINK_NUMBER) {
      int number = note ? links + node->note_reference.number : node->link_number.number;
      g_autofree char *text = g_strdup_printf("%s%d", after_mark ? "," : "", number);
      node->kind = STS_NODE_TEXT;
      node->text.text = sts_arena_strdup(arena, text);
      node->text.place_count = 0;
      after_mark = true;
    } else if (!sts_node_is_inline(node->kind) || !sts_node_is_container(node->kind)) {
      after_mark = false;
    }
  }
}

/* Lends the heading of the file's addresses; NULL where it has none by which they are known. */
static const char *
find_heading(const StsReading *like, const char *id, const StsTermsSet *terms)
{
  for (guint i = 0; i < like->sections->len; i++) {
    const StsReadSection *section = sts_read_section(like, i);
    if (g_strcmp0(section->id, id) != 0)
      continue;
    for (guint k = 0; k < section->lines->len; k++) {
      const StsReadLine *line = &g_array_index(section->lines, StsReadLine, k);
      if (line->part != STS_PART_HYPERLINKS)
        continue;
      g_autofree char *lower = sts_text_lower(line->text);
      return sts_terms_set_closing_part(terms, lower) == STS_CLOSING_HYPERLINKS ? line->text : NULL;
    }
  }
  return NULL;
}

static void
name_addresses(StsArena *arena, StsNode *section, const char *heading)
{
  for (StsNode *part = section->first_child; part; part = part->next) {
    if (part->kind != STS_NODE_PART || part->part.kind != STS_PART_HYPERLINKS)
      continue;
    StsNode *text = part->first_child->first_child;
    if (text && text->kind == STS_NODE_TEXT && !text->next)
      text->text.text = sts_arena_strdup(arena, heading);
  }
}

void
sts_publication_print_as_before(const StsPublication *publication, const StsReading *like)
{
  for (StsNode *node = publication->root->first_child; node; node = node->next) {
    if (node->kind != STS_NODE_SECTION)
      continue;
    const char *heading = find_heading(like, node->section.id, publication->terms);
    number_marks(publication->arena, node);
    if (heading)
      name_addresses(publication->arena, node, heading);
  }
}
