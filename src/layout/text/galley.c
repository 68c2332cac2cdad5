/* Galleys: what has been set, and cut back where it is set again. */
#include "layout/text/galley.h"

StsGalley
sts_galley_new(StsSetter *setter)
{
  return (StsGalley){
      .setter = setter,
      .content = g_array_new(FALSE, FALSE, sizeof(StsFragment)),
      .artifacts = g_array_new(FALSE, FALSE, sizeof(StsFragment)),
      .links = g_array_new(FALSE, FALSE, sizeof(StsLinkArea)),
      .pending_anchors = g_ptr_array_new(),
      .lines = g_array_new(FALSE, FALSE, sizeof(StsLine)),
  };
}

void
sts_galley_clear(StsGalley *galley)
{
  g_array_unref(galley->content);
  g_array_unref(galley->artifacts);
  g_array_unref(galley->links);
  g_ptr_array_unref(galley->pending_anchors);
  g_array_unref(galley->lines);
}

static void
empty_array(GArray **array)
{
  guint size = g_array_get_element_size(*array);

  g_array_unref(*array);
  *array = g_array_new(FALSE, FALSE, size);
}

void
sts_galley_drop(StsGalley *galley)
{
  empty_array(&galley->content);
  empty_array(&galley->artifacts);
  empty_array(&galley->links);
}

StsFill
sts_galley_fill(const StsGalley *galley)
{
  const StsLayout *layout = galley->setter->layout;

  return (StsFill){
      .content = galley->content->len,
      .artifacts = galley->artifacts->len,
      .links = galley->links->len,
      .anchors = galley->pending_anchors->len,
      .glyphs = layout->glyphs->len,
      .clusters = layout->clusters->len,
      .text = layout->text->len,
  };
}

void
sts_galley_cut_back(StsGalley *galley, const StsFill *fill)
{
  StsLayout *layout = galley->setter->layout;

  g_array_set_size(galley->content, fill->content);
  g_array_set_size(galley->artifacts, fill->artifacts);
  g_array_set_size(galley->links, fill->links);
  g_ptr_array_set_size(galley->pending_anchors, (int)fill->anchors);
  g_array_set_size(layout->glyphs, fill->glyphs);
  g_array_set_size(layout->clusters, fill->clusters);
  g_string_truncate(layout->text, fill->text);
}
