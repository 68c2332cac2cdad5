/* The pages of a publication, and the fragments on them. */
#include "layout/layout.h"

static void
free_string(gpointer string)
{
  g_string_free(string, TRUE);
}

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
  layout->short_ends = g_array_new(FALSE, FALSE, sizeof(StsShortEnd));
  layout->long_feet = g_array_new(FALSE, FALSE, sizeof(StsLongFoot));
  layout->small_figures = g_ptr_array_new();
  layout->missing = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, free_string);
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
  g_array_unref(layout->short_ends);
  g_array_unref(layout->long_feet);
  g_ptr_array_unref(layout->small_figures);
  g_hash_table_destroy(layout->missing);
  sts_arena_free(layout->arena);
  g_free(layout);
}

bool
sts_layout_omits(const StsLayout *layout, const StsNode *node)
{
  return layout->brief_contents && node->kind == STS_NODE_CONTENTS_ENTRY &&
         node->parent->kind == STS_NODE_CONTENTS_ENTRY;
}

bool
sts_layout_lacks_glyphs(const StsLayout *layout)
{
  return g_hash_table_size(layout->missing) > 0;
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

void
sts_fragments_shift(GArray *fragments, guint32 first, guint32 end, double dx, double dy)
{
  for (guint32 i = first; i < end; i++) {
    StsFragment *fragment = &g_array_index(fragments, StsFragment, i);
    fragment->x += (float)dx;
    fragment->y += (float)dy;
  }
}

void
sts_links_shift(GArray *links, guint32 first, guint32 end, double dx, double dy)
{
  for (guint32 i = first; i < end; i++) {
    StsLinkArea *area = &g_array_index(links, StsLinkArea, i);
    area->x += (float)dx;
    area->y += (float)dy;
  }
}

void
sts_fragments_copy(GArray *to, const GArray *from, guint32 first, guint32 count, double dx, double dy)
{
  guint32 before = to->len;

  if (count == 0)
    return;
  g_array_append_vals(to, &g_array_index(from, StsFragment, first), count);
  sts_fragments_shift(to, before, to->len, dx, dy);
}

void
sts_links_copy(GArray *to, const GArray *from, guint32 first, guint32 count, double dx, double dy)
{
  guint32 before = to->len;

  if (count == 0)
    return;
  g_array_append_vals(to, &g_array_index(from, StsLinkArea, first), count);
  sts_links_shift(to, before, to->len, dx, dy);
}
