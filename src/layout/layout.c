/* The pages of a publication: made empty, freed, and asked where a node lies. */
#include "layout/internal.h"

StsLayout *
sts_layout_alloc(const StsPublication *publication, const StsTheme *theme)
{
  StsLayout *layout = g_new0(StsLayout, 1);

  layout->publication = publication;
  layout->theme = theme;
  layout->pages = g_array_new(FALSE, FALSE, sizeof(StsPage));
  layout->fragments = g_array_new(FALSE, FALSE, sizeof(StsFragment));
  layout->glyphs = g_array_new(FALSE, FALSE, sizeof(StsGlyph));
  layout->clusters = g_array_new(FALSE, FALSE, sizeof(StsCluster));
  layout->text = g_string_new(NULL);
  layout->links = g_array_new(FALSE, FALSE, sizeof(StsLinkArea));
  layout->fonts = g_ptr_array_new_with_free_func(g_object_unref);
  layout->places = g_hash_table_new(g_direct_hash, g_direct_equal);
  layout->breaks = g_array_new(FALSE, FALSE, sizeof(StsPageBreak));
  layout->arena = sts_arena_new();
  return layout;
}

void
sts_layout_free(StsLayout *layout)
{
  if (!layout)
    return;
  g_array_unref(layout->pages);
  g_array_unref(layout->fragments);
  g_array_unref(layout->glyphs);
  g_array_unref(layout->clusters);
  g_string_free(layout->text, TRUE);
  g_array_unref(layout->links);
  g_ptr_array_unref(layout->fonts);
  g_hash_table_destroy(layout->places);
  g_array_unref(layout->breaks);
  sts_arena_free(layout->arena);
  g_free(layout);
}

const StsPlace *
sts_layout_lookup(const StsLayout *layout, const StsNode *node)
{
  return g_hash_table_lookup(layout->places, node);
}

StsFragment
sts_fragment_box(StsFragmentRole role, double x, double y, double width, double height, StsColor color)
{
  return (StsFragment){.kind = STS_FRAGMENT_BOX,
                       .role = role,
                       .x = (float)x,
                       .y = (float)y,
                       .width = (float)width,
                       .height = (float)height,
                       .color = color};
}
