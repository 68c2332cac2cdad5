/* Marks abbreviations where a section first uses them (WCAG 2.2, 3.1.4; ISO 32000-1, 14.9.5). */
#include "assemble/abbreviations.h"

#include <string.h>

#include "document/abbreviations.h"

/* What has an abbreviation for other reasons: a name of a journal, an address. */
static bool
is_passed_over(const StsNode *node)
{
  return node->kind == STS_NODE_PART && node->part.kind != STS_PART_NOTES && node->part.kind != STS_PART_DISCLAIMER;
}

/* Finds the first of those that are left in the text, and of two at one place the longer; sets `index`. */
static const char *
find_first(const GPtrArray *left, const char *text, guint *index)
{
  const char *first = NULL;

  for (guint i = 0; i < left->len; i++) {
    const StsAbbreviation *one = left->pdata[i];
    const char *at = sts_abbreviation_find(one, text);
    bool longer = at && at == first && strlen(one->text) > strlen(((StsAbbreviation *)left->pdata[*index])->text);
    if (at && (!first || at < first || longer)) {
      first = at;
      *index = i;
    }
  }
  return first;
}

/* Parts the text around the abbreviation; returns the SPAN, after which the rest of the text stands. */
static StsNode *
mark(StsArena *arena, StsNode *node, const StsAbbreviation *abbreviation, const char *at)
{
  const char *text = node->text.text;
  size_t before = (size_t)(at - text), end = before + strlen(abbreviation->text);
  StsNode *span = sts_node_new(arena, STS_NODE_SPAN, sts_node_text_place(node, before));

  span->span.expansion = sts_arena_strdup(arena, abbreviation->expansion);
  sts_node_append(arena, span, sts_node_new_text(arena, abbreviation->text, span->position));
  if (text[end] != '\0') {
    StsNode *rest = sts_node_new_text(arena, text + end, sts_node_text_place(node, end));
    sts_node_insert_after(node, rest);
  }
  sts_node_insert_after(node, span);
  if (before > 0)
    node->text.text = sts_arena_strndup(arena, text, before);
  else
    sts_node_unlink(node);
  return span;
}

void
sts_assembly_mark_abbreviations(StsAssembly *assembly, StsAssembledSection *section)
{
  const StsLibrary *library = assembly->library;
  g_autoptr(GPtrArray) left = g_ptr_array_new();
  guint index = 0;

  for (guint i = 0; i < library->abbreviations->len; i++)
    g_ptr_array_add(left, &g_array_index(library->abbreviations, StsAbbreviation, i));
  for (StsNode *node = section->node->first_child; node && left->len > 0;
       node = sts_node_next(section->node, node, is_passed_over(node) || node->kind == STS_NODE_SPAN)) {
    if (node->id || node->lang || !sts_abbreviation_may_stand(library, node, assembly->publication->language))
      continue;
    const char *at = find_first(left, node->text.text, &index);
    if (!at)
      continue;
    node = mark(assembly->arena, node, left->pdata[index], at);
    g_ptr_array_remove_index(left, index);
  }
}
