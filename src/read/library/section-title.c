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

static void
give_heading_ids(StsReader *reader, StsNode *body)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (StsNode *node = body->first_child; node; node = sts_node_next(body, node, sts_node_holds_inlines(node->kind))) {
    if (node->kind != STS_NODE_HEADING)
      continue;
    g_autofree char *text = sts_node_anchor_text(node);
    g_autofree char *slug = sts_text_slug(text);
    g_autofree char *id = sts_text_take_name(taken, slug);
    node->id = sts_arena_strdup(reader->arena, id);
  }
}

void
sts_read_title(StsReader *reader, StsSection *section)
{
  StsNode *block = first_block(section->body);
  g_autofree char *text = block && block->kind == STS_NODE_HEADING ? sts_node_title_text(block) : NULL;

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
  give_heading_ids(reader, section->body);
}
