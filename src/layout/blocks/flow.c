/* A flow of rows, one above the other, before it is cut into pages. */
#include "layout/blocks/flow.h"

StsFlow *
sts_flow_new(StsSetter *setter)
{
  StsFlow *flow = g_new0(StsFlow, 1);

  flow->setter = setter;
  flow->galley = sts_galley_new(setter);
  flow->rows = g_array_new(FALSE, TRUE, sizeof(StsRow));
  flow->frames = g_array_new(FALSE, FALSE, sizeof(StsFrame));
  flow->tables = g_array_new(FALSE, FALSE, sizeof(StsFlowTable));
  flow->anchors = g_array_new(FALSE, FALSE, sizeof(StsAnchor));
  flow->pending_labels = g_array_new(FALSE, FALSE, sizeof(StsLabel));
  flow->fresh = true;
  return flow;
}

void
sts_flow_free(StsFlow *flow)
{
  if (!flow)
    return;
  sts_galley_clear(&flow->galley);
  g_array_unref(flow->rows);
  g_array_unref(flow->frames);
  g_array_unref(flow->tables);
  g_array_unref(flow->anchors);
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
sts_flow_begin_row(StsFlow *flow, double height, StsKeep keep)
{
  StsRow row = {
      .height = (float)height,
      .space = flow->fresh ? 0 : (float)flow->pending_space,
      .content = flow->galley.content->len,
      .artifact = flow->galley.artifacts->len,
      .link = flow->galley.links->len,
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
  GPtrArray *pending = flow->galley.pending_anchors;

  for (guint i = 0; i < pending->len; i++) {
    StsAnchor anchor = {.row = flow->rows->len - 1, .node = pending->pdata[i]};
    g_array_append_val(flow->anchors, anchor);
  }
  g_ptr_array_set_size(pending, 0);
}

void
sts_flow_end_row_with(StsFlow *flow, const StsLine *line)
{
  StsRow *row = &g_array_index(flow->rows, StsRow, flow->rows->len - 1);

  row->content = line->content;
  row->content_count = line->content_end - line->content;
  row->artifact = line->artifact;
  row->artifact_count = line->artifact_end - line->artifact;
  row->link = line->link;
  row->link_count = line->link_end - line->link;
  row->leaf = line->leaf;
  row->leaf_offset = line->leaf_offset;
  set_anchors(flow);
}

void
sts_flow_end_row(StsFlow *flow, const StsFill *before, const StsNode *leaf, guint32 leaf_offset)
{
  const StsGalley *galley = &flow->galley;
  StsLine all = {
      .content = before->content,
      .content_end = galley->content->len,
      .artifact = before->artifacts,
      .artifact_end = galley->artifacts->len,
      .link = before->links,
      .link_end = galley->links->len,
      .leaf = leaf,
      .leaf_offset = leaf_offset,
  };

  sts_flow_end_row_with(flow, &all);
}

StsRow *
sts_flow_add_line(StsFlow *flow, const StsFace *face, const StsFill *before)
{
  StsRow *row = sts_flow_begin_row(flow, face->style->leading, STS_KEEP_FREE);

  sts_fragments_shift(flow->galley.content, before->content, flow->galley.content->len, 0, face->baseline);
  sts_links_shift(flow->galley.links, before->links, flow->galley.links->len, 0, face->baseline);
  sts_flow_end_row(flow, before, NULL, 0);
  return row;
}

void
sts_flow_pad(StsFlow *flow, double height, bool after)
{
  int keep_rows = flow->keep_rows;
  guint8 level = flow->keep_level;

  if (after)
    flow->pending_space = 0;
  flow->keep_level = 0;
  StsRow *row = sts_flow_begin_row(flow, height, after ? STS_KEEP_HEADING : STS_KEEP_FREE);
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
sts_flow_release(StsFlow *flow, guint32 first_row)
{
  if (sts_flow_height(flow, first_row, flow->rows->len) <= flow->setter->height)
    return;
  for (guint32 i = first_row; i < flow->rows->len; i++) {
    StsRow *row = &g_array_index(flow->rows, StsRow, i);
    if (row->keep == STS_KEEP_GROUP)
      row->keep = STS_KEEP_TEXT;
  }
}
