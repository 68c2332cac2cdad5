/* The title of a section, and the ids of its headings. */
#include "read/library/section-title.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "document/rules.h"

static StsNode *
first_block(StsNode *body)
{
  StsNode *block = body->first_child;

  while (block && (block->kind == STS_NODE_RULE ||
                   (block->kind == STS_NODE_CALLOUT && block->callout.kind == STS_CALLOUT_EDITOR)))
    block = block->next;
  return block;
}

static bool
same_text(const char *a, const char *b)
{
  g_autofree char *left = sts_text_fold_title(a), *right = sts_text_fold_title(b);

  return strcmp(left, right) == 0;
}

/* Gives ids to the section's own headings, or to those of the passages in it. */
static void
give_heading_ids(StsReader *reader, const StsSection *section, bool own, GHashTable *taken)
{
  StsNode *body = section->body;

  for (StsNode *node = body->first_child; node; node = sts_node_next(body, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind != STS_NODE_HEADING || sts_section_owns(section, node) != own)
      continue;
    g_autofree char *text = sts_node_anchor_text(node);
    g_autofree char *slug = sts_text_slug(text);
    g_autofree char *id = sts_text_take_name(taken, slug);
    node->id = sts_arena_strdup(reader->arena, id);
  }
}

/* The section's own come first, so that links by them lead where they led before a passage stood there. */
static void
give_all_heading_ids(StsReader *reader, const StsSection *section)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  give_heading_ids(reader, section, true, taken);
  if (section->passages)
    give_heading_ids(reader, section, false, taken);
}

/* The title of a passage is its name: in messages, and before its date. */
static void
read_passage_title(StsReader *reader, StsSection *section)
{
  const StsNode *heading = section->body->first_child;

  while (heading && (heading->kind != STS_NODE_HEADING || !sts_section_owns(section, heading)))
    heading = heading->next;
  g_autofree char *text = heading && !section->title ? sts_node_title_text(heading) : NULL;
  if (text && *text) {
    section->title = sts_arena_strdup(reader->arena, text);
    section->title_position = heading->position;
  }
  bool printed = section->references || section->last_revised_state == STS_PROVENANCE_GIVEN;
  if (!section->title && printed && !section->title_faulty)
    sts_error(
        reader->diagnostics, section->title_position, STS_RULE_TITLE_MISSING,
        "the passage has no title, which is printed before its date and references; write “title: …” in its front "
        "matter");
  if (!section->title)
    section->title = section->id;
}

void
sts_read_title(StsReader *reader, StsSection *section)
{
  if (section->is_passage) {
    read_passage_title(reader, section);
    give_all_heading_ids(reader, section);
    return;
  }
  StsNode *block = first_block(section->body);
  bool heading = block && block->kind == STS_NODE_HEADING && sts_section_owns(section, block);
  g_autofree char *text = heading ? sts_node_title_text(block) : NULL;

  /* A first heading that repeats the title is the title. */
  if (text && *text && (!section->title || same_text(text, section->title))) {
    sts_node_unlink(block);
    section->title_heading = block;
    block->heading.level = 1;
    if (!section->title) {
      section->title = sts_arena_strdup(reader->arena, text);
      section->title_position = block->position;
    }
  }
  if (!section->title && !section->title_faulty && !section->broken)
    sts_error(reader->diagnostics, section->title_position, STS_RULE_TITLE_MISSING,
              "the section has no title; begin it with a heading, or write “title: …” in the front matter");
  give_all_heading_ids(reader, section);
}
