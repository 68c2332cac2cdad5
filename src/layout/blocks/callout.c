/* Callouts: a frame with a label, kept whole where a page has room for it. */
#include "layout/internal.h"

void
sts_callout_enter(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *callout)
{
  const StsTheme *theme = setter->theme;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CALLOUT_LABEL);
  StsFlow *flow = setter->flow;

  sts_list_flush_labels(setter, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  sts_frame_open(setter, place, theme->callout_bar, true, theme->callout[callout->callout.kind]);
  sts_flow_pad(flow, theme->callout_padding, false);
  flow->keep_level = MAX(flow->keep_level, STS_KEEP_GROUP);
  sts_frame_indent(setter, place, theme->callout_bar + theme->callout_padding);
  if (place->rtl)
    place->left += MIN(theme->callout_padding, (place->right - place->left) / 4);
  else
    place->right -= MIN(theme->callout_padding, (place->right - place->left) / 4);
  if (!callout->callout.label)
    return;
  StsInline in;
  StsColumn column = sts_block_column(place);
  column.role = STS_ROLE_LABEL;
  column.color = &theme->callout[callout->callout.kind];
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, callout));
  sts_inline_append(&in, callout->callout.label, callout, NULL);
  guint32 content = flow->content->len;
  sts_lines_set(setter, &in, &column);
  sts_block_add_lines(setter, content, STS_KEEP_HEADING);
  sts_inline_clear(&in);
  sts_flow_space(flow, face->style->space_after);
  flow->keep_rows = MAX(flow->keep_rows, 2);
}

/* A callout that is taller than a page may be split after all. */
void
sts_callout_leave(StsSetter *setter, const StsPlaceOfBlocks *place, guint8 outer_level)
{
  StsFlow *flow = setter->flow;

  sts_list_flush_labels(setter, false);
  flow->keep_level = outer_level;
  sts_flow_pad(flow, setter->theme->callout_padding, true);
  sts_frame_close(setter, place);
  if (sts_flow_height(flow, place->first_row, flow->rows->len) > setter->height)
    for (guint32 i = place->first_row; i < flow->rows->len; i++) {
      StsRow *row = &g_array_index(flow->rows, StsRow, i);
      if (row->keep == STS_KEEP_GROUP)
        row->keep = STS_KEEP_FREE;
    }
  sts_flow_space(flow, setter->theme->text[STS_TEXT_BODY].space_after + setter->theme->grid);
}
