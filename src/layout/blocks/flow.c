/* A flow of rows, one above the other, before it is cut into pages. */
#include "layout/internal.h"

StsFlow *
sts_flow_new(void)
{
  StsFlow *flow = g_new0(StsFlow, 1);

  flow->rows = g_array_new(FALSE, TRUE, sizeof(StsRow));
  flow->content = g_array_new(FALSE, FALSE, sizeof(StsFragment));
  flow->artifacts = g_array_new(FALSE, FALSE, sizeof(StsFragment));
  flow->links = g_array_new(FALSE, FALSE, sizeof(StsLinkArea));
  flow->frames = g_array_new(FALSE, FALSE, sizeof(StsFrame));
  flow->tables = g_array_new(FALSE, FALSE, sizeof(StsFlowTable));
  flow->anchors = g_array_new(FALSE, FALSE, sizeof(StsAnchor));
  flow->sheets = g_array_new(FALSE, FALSE, sizeof(StsSheet));
  flow->pending_anchors = g_ptr_array_new();
  flow->pending_labels = g_array_new(FALSE, FALSE, sizeof(StsLabel));
  flow->fresh = true;
  return flow;
}

static void
empty_array(GArray **array)
{
  guint size = g_array_get_element_size(*array);

  g_array_unref(*array);
  *array = g_array_new(FALSE, FALSE, size);
}

void
sts_flow_drop_fragments(StsFlow *flow)
{
  empty_array(&flow->content);
  empty_array(&flow->artifacts);
  empty_array(&flow->links);
}

void
sts_flow_free(StsFlow *flow)
{
  if (!flow)
    return;
  g_array_unref(flow->rows);
  g_array_unref(flow->content);
  g_array_unref(flow->artifacts);
  g_array_unref(flow->links);
  g_array_unref(flow->frames);
  g_array_unref(flow->tables);
  g_array_unref(flow->anchors);
  g_array_unref(flow->sheets);
  g_ptr_array_unref(flow->pending_anchors);
  g_array_unref(flow->pending_labels);
  g_free(flow);
}

void
sts_flow_space(StsFlow *flow, double space)
{
  flow->pending_space = MAX(flow->pending_space, space);
}

void
sts_flow_end_keep(StsFlow *flow, int of)
{
  if (flow->keep_rows < of)
    flow->keep_rows = 0;
}

StsRow *
sts_flow_begin_row(StsFlow *flow, double height, double baseline, StsKeep keep)
{
  StsRow row = {
      .height = (float)height,
      .space = flow->fresh ? 0 : (float)flow->pending_space,
      .baseline = (float)baseline,
      .content = flow->content->len,
      .artifact = flow->artifacts->len,
      .link = flow->links->len,
      .table = -1,
      .keep = (guint8)MAX((int)keep, (int)flow->keep_level),
  };

  if (flow->keep_rows > 0) {
    row.keep = (guint8)MAX(row.keep, STS_KEEP_HEADING);
    flow->keep_rows--;
  }
  row.keep = (guint8)MAX(row.keep, flow->next_keep);
  flow->next_keep = STS_KEEP_FREE;
  flow->pending_space = 0;
  flow->fresh = false;
  g_array_append_val(flow->rows, row);
  return &g_array_index(flow->rows, StsRow, flow->rows->len - 1);
}

static void
set_anchors(StsFlow *flow)
{
  for (guint i = 0; i < flow->pending_anchors->len; i++) {
    StsAnchor anchor = {.row = flow->rows->len - 1, .node = flow->pending_anchors->pdata[i]};
    g_array_append_val(flow->anchors, anchor);
  }
  g_ptr_array_set_size(flow->pending_anchors, 0);
}

void
sts_flow_end_row(StsFlow *flow, guint32 content, guint32 artifacts, guint32 links, const StsNode *leaf,
                 guint32 leaf_offset)
{
  StsRow *row = &g_array_index(flow->rows, StsRow, flow->rows->len - 1);

  row->content = content;
  row->content_count = flow->content->len - content;
  row->artifact = artifacts;
  row->artifact_count = flow->artifacts->len - artifacts;
  row->link = links;
  row->link_count = flow->links->len - links;
  row->leaf = leaf;
  row->leaf_offset = leaf_offset;
  set_anchors(flow);
}

void
sts_flow_pad(StsFlow *flow, double height, bool after)
{
  int keep_rows = flow->keep_rows;
  guint8 level = flow->keep_level;

  if (after)
    flow->pending_space = 0;
  flow->keep_level = 0;
  StsRow *row = sts_flow_begin_row(flow, height, 0, after ? STS_KEEP_HEADING : STS_KEEP_FREE);
  if (!after)
    row->keep = (guint8)MAX(row->keep, level);
  flow->keep_level = level;
  /* What comes next may not leave the padding behind. */
  flow->keep_rows = after ? keep_rows : MAX(keep_rows, 1);
  flow->fresh = !after;
}

double
sts_flow_height(const StsFlow *flow, guint32 first_row, guint32 end_row)
{
  double height = 0;

  for (guint32 i = first_row; i < end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    height += row->height + (i > first_row ? row->space : 0);
  }
  return height;
}

void
sts_flow_shift(GArray *fragments, guint32 first, guint32 end, double dx, double dy)
{
  for (guint32 i = first; i < end; i++) {
    StsFragment *fragment = &g_array_index(fragments, StsFragment, i);
    fragment->x += (float)dx;
    fragment->y += (float)dy;
  }
}

void
sts_flow_shift_links(GArray *links, guint32 first, guint32 end, double dx, double dy)
{
  for (guint32 i = first; i < end; i++) {
    StsLinkArea *area = &g_array_index(links, StsLinkArea, i);
    area->x += (float)dx;
    area->y += (float)dy;
  }
}
