/* Sets text as rows of the flow: paragraphs, headings, captions, whatever holds inlines. */
#include "layout/blocks/paragraph.h"

#include "document/clinic.h"
#include "document/plain-text.h"
#include "layout/blocks/list.h"
#include "layout/text/gather.h"
#include "layout/text/measure.h"

/* A line of fewer ems has some 40 letters. */
static const double narrow_ems = 20;

void
sts_paragraph_add_lines(StsFlow *flow, const StsFill *before, StsKeep inside)
{
  const StsTheme *theme = flow->setter->theme;
  guint count = flow->galley.lines->len, orphans = (guint)theme->orphans, widows = (guint)theme->widows;

  for (guint i = 0; i < count; i++) {
    StsLine line = g_array_index(flow->galley.lines, StsLine, i);
    StsKeep keep = i == 0 ? STS_KEEP_FREE : inside;
    if (i > 0 && (i < orphans || count - i < widows))
      keep = MAX(keep, STS_KEEP_LINES);
    StsRow *row = sts_flow_begin_row(flow, line.height, keep);
    row->snap = i == 0;
    if (i == 0) {
      sts_fragments_shift(flow->galley.content, before->content, line.content, 0, line.baseline);
      sts_links_shift(flow->galley.links, before->links, line.link, 0, line.baseline);
      line.content = before->content;
      line.link = before->links;
    }
    sts_flow_end_row_with(flow, &line);
  }
}

static bool
is_address_entry(const StsNode *block)
{
  const StsNode *item = block->parent;

  return item && item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_NUMBERED;
}

void
sts_paragraph_set(StsFlow *flow, const StsBlockArea *area, const StsNode *block, StsTextKind kind)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, kind);
  StsColumn column = sts_area_column(area);
  StsFill before = sts_galley_fill(&flow->galley);
  StsKeep inside = block->kind == STS_NODE_HEADING || block->kind == STS_NODE_TERM ? STS_KEEP_HEADING : STS_KEEP_TEXT;
  StsColor accent;
  StsInline in;

  if (block->kind == STS_NODE_HEADING && sts_clinic_find_accent(block, &accent))
    column.color = &accent;
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, block));
  in.narrow = column.right - column.left < narrow_ems * in.size;
  if (block->parent && block->parent->kind == STS_NODE_NOTE && block == block->parent->first_child)
    sts_inline_append_ways_back(&in, block->parent);
  sts_inline_gather(&in, setter, block);
  column.hang = area->hang;
  in.rtl = area->rtl;
  /* An address is read from left to right whatever stands around it. */
  if (in.base_rtl && (is_address_entry(block) || sts_node_is_latin_reference(block)))
    in.base_rtl = false;
  sts_list_place_labels(flow);
  if (block->kind == STS_NODE_HEADING)
    sts_lines_set_balanced(&flow->galley, &in, &column);
  else
    sts_lines_set(&flow->galley, &in, &column);
  sts_paragraph_add_lines(flow, &before, inside);
  if (flow->galley.lines->len == 0 && flow->galley.content->len > before.content)
    sts_flow_add_line(flow, face, &before)->snap = true;
  sts_inline_clear(&in);
}
