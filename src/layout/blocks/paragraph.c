/* Sets text as rows of the flow: paragraphs, headings, captions, whatever holds inlines. */
#include "layout/internal.h"

/* A line of fewer ems has some 40 letters. */
static const double narrow_ems = 20;

void
sts_block_add_lines(StsSetter *setter, guint32 content, StsKeep inside)
{
  StsFlow *flow = setter->flow;
  guint count = setter->lines->len;
  guint orphans = (guint)setter->theme->orphans, widows = (guint)setter->theme->widows;

  for (guint i = 0; i < count; i++) {
    const StsLine *line = &g_array_index(setter->lines, StsLine, i);
    StsKeep keep = i == 0 ? STS_KEEP_FREE : inside;
    if (i > 0 && (i < orphans || count - i < widows))
      keep = MAX(keep, STS_KEEP_LINES);
    StsRow *row = sts_flow_begin_row(flow, line->height, line->baseline, keep);
    row->snap = i == 0;
    guint32 first = i == 0 ? content : line->content;
    if (i == 0)
      sts_flow_shift(flow->content, content, line->content, 0, line->baseline);
    /* Appending goes on only after the last line, so the row's share is set here, not by the arrays' lengths. */
    sts_flow_end_row(flow, first, line->artifact, line->link, line->leaf, line->leaf_offset);
    row->content_count = line->content_end - first;
    row->artifact_count = line->artifact_end - line->artifact;
    row->link_count = line->link_end - line->link;
  }
}

static bool
is_address_entry(const StsNode *block)
{
  const StsNode *item = block->parent;

  return item && item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_NUMBERED;
}

void
sts_block_add_text(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *block, StsTextKind kind)
{
  const StsFace *face = sts_setter_face(setter, kind);
  StsColumn column = sts_block_column(place);
  guint32 content = setter->flow->content->len;
  StsKeep inside = block->kind == STS_NODE_HEADING || block->kind == STS_NODE_TERM ? STS_KEEP_HEADING : STS_KEEP_FREE;
  StsInline in;

  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, block));
  in.narrow = column.right - column.left < narrow_ems * in.size;
  sts_inline_gather(&in, setter, block);
  column.hang = place->hang;
  /* An address is read from left to right whatever stands around it. */
  if (is_address_entry(block))
    in.base_rtl = false;
  sts_list_place_labels(setter);
  if (block->kind == STS_NODE_HEADING)
    sts_lines_set_balanced(setter, &in, &column);
  else
    sts_lines_set(setter, &in, &column);
  sts_block_add_lines(setter, content, inside);
  if (setter->lines->len == 0 && setter->flow->content->len > content) {
    StsRow *row = sts_flow_begin_row(setter->flow, face->style->leading, face->baseline, STS_KEEP_FREE);
    row->snap = true;
    sts_flow_shift(setter->flow->content, content, setter->flow->content->len, 0, face->baseline);
    sts_flow_end_row(setter->flow, content, setter->flow->artifacts->len, setter->flow->links->len, NULL, 0);
  }
  sts_inline_clear(&in);
}
