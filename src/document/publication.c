/* The publication's memory. */
#include "document/publication.h"

StsPublication *
sts_publication_new(void)
{
  StsPublication *publication = g_new0(StsPublication, 1);

  publication->arena = sts_arena_new();
  publication->sections = g_array_new(FALSE, TRUE, sizeof(StsPublishedSection));
  publication->sources = g_ptr_array_new();
  publication->terms_used = g_ptr_array_new();
  return publication;
}

void
sts_publication_free(StsPublication *publication)
{
  if (!publication)
    return;
  g_array_unref(publication->sections);
  g_ptr_array_unref(publication->sources);
  g_ptr_array_unref(publication->terms_used);
  sts_arena_free(publication->arena);
  g_free(publication);
}

void
sts_publication_find_terms(StsPublication *publication)
{
  const StsTermsSet *set = publication->terms;
  g_autoptr(GHashTable) used = g_hash_table_new(g_direct_hash, g_direct_equal);
  const char *last = NULL;
  StsNodeIter iter;

  g_hash_table_add(used, (gpointer)sts_terms_set_lookup(set, publication->language));
  if (publication->words_language)
    g_hash_table_add(used, (gpointer)sts_terms_set_lookup(set, publication->words_language));
  sts_node_iter_init(&iter, publication->root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;)
    if (event == STS_EVENT_ENTER && iter.node->lang && iter.node->lang != last)
      g_hash_table_add(used, (gpointer)sts_terms_set_lookup(set, last = iter.node->lang));
  for (guint i = 0; i < sts_terms_set_size(set); i++)
    if (g_hash_table_contains(used, sts_terms_set_get(set, i)))
      g_ptr_array_add(publication->terms_used, (gpointer)sts_terms_set_get(set, i));
}

const StsTerms *
sts_publication_terms(const StsPublication *publication, const StsNode *node)
{
  return sts_terms_set_lookup(publication->terms, sts_node_language(node, publication->language));
}

const char *
sts_publication_words_language(const StsPublication *publication, const StsNode *node)
{
  return sts_terms_language_beside(sts_publication_terms(publication, node),
                                   sts_node_language(node, publication->language));
}

char *
sts_published_section_parts(const StsPublishedSection *section)
{
  GString *parts = g_string_new(NULL);

  for (const StsNode *child = section->node->first_child; child; child = child->next)
    if (child->kind == STS_NODE_PART)
      g_string_append_printf(parts, "%s%s", parts->len > 0 ? " " : "", sts_part_kind_name(child->part.kind));
  return g_string_free(parts, FALSE);
}
