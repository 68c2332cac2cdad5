/* The contents list, with leaders and page numbers. */
#include "layout/blocks/contents.h"

#include <math.h>

#include "layout/text/gather.h"

static const double leader_step_ems = 0.5, leader_gap_ems = 0.5, leader_point_ems = 0.1;

/* Points between `left` and `right` that stand under one another down the page, and end a step before the page number.
 * They are drawn: as text they would be read, and taken for the words of the link. */
static void
add_leader(StsFlow *flow, const StsFace *face, double left, double right, double baseline, bool rtl)
{
  double size = leader_point_ems * face->style->size, step = leader_step_ems * face->style->size;
  double first = ceil(left / step) * step + (rtl ? step : 0);
  double last = rtl ? floor((right - size) / step) * step : floor(right / step) * step - step;
  StsFragment leader = {.kind = STS_FRAGMENT_LEADER,
                        .role = STS_ROLE_ARTIFACT_LAYOUT,
                        .x = (float)first,
                        .y = (float)(baseline - size),
                        .width = (float)(last + size - first),
                        .height = (float)size,
                        .color = flow->setter->theme->muted,
                        .leader.step = (float)step};

  if (last >= first)
    g_array_append_val(flow->galley.artifacts, leader);
}

/* The label at the end side of a row that begins `baseline` above; its link area is the entry's link. Returns its
 * width. */
static double
add_page_label(StsFlow *flow, const StsBlockArea *area, const StsFace *face, const StsNode *paragraph,
               const char *label, double y)
{
  StsGalley *galley = &flow->galley;
  StsFill before = sts_galley_fill(galley);
  StsInline in;

  sts_inline_init(&in, face, face->style->size, sts_setter_language(flow->setter, paragraph));
  in.base_rtl = area->rtl;
  /* The space keeps the number apart from the title when the text is taken out. */
  g_autofree char *text = g_strconcat(" ", label, NULL);
  sts_inline_append(&in, text, paragraph->parent, NULL);
  double width = sts_lines_set_one(galley, &in, STS_ROLE_PAGE_NUMBER, &face->style->color);
  sts_fragments_shift(galley->content, before.content, galley->content->len,
                      area->rtl ? area->left : area->right - width, y);
  if (paragraph->first_child && paragraph->first_child->kind == STS_NODE_LINK) {
    StsLinkArea link_area = {
        .node = paragraph->first_child,
        .x = (float)(area->rtl ? area->left : area->right - width),
        .y = (float)(y + face->baseline - face->ascent),
        .width = (float)width,
        .height = (float)(face->ascent + face->descent),
    };
    g_array_append_val(galley->links, link_area);
  }
  sts_inline_clear(&in);
  return width;
}

/* What a page that ends between the entry and the next would part: all entries of a section stay together. Where they
 * are more than a page holds, its own stays with the first below it, and of those below it none stands alone. */
static StsKeep
keep_of_next(const StsLayout *layout, const StsNode *entry)
{
  const StsNode *above = entry->parent, *next = entry->next, *below = entry->first_child->next;

  if (above->kind == STS_NODE_CONTENTS)
    return below && !sts_layout_omits(layout, below) ? STS_KEEP_LABEL : STS_KEEP_FREE;
  if (!next)
    return STS_KEEP_FREE;
  return !next->next || entry == above->first_child->next ? STS_KEEP_LABEL : STS_KEEP_GROUP;
}

void
sts_contents_set_entry(StsFlow *flow, const StsBlockArea *area, const StsNode *paragraph, const char *label)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CONTENTS);
  StsColumn column = sts_area_column(area);
  double em = face->style->size, number_room = 2.5 * em;
  StsFill before = sts_galley_fill(&flow->galley);
  bool first_level = paragraph->parent->parent->kind == STS_NODE_CONTENTS;
  StsInline in;

  sts_area_narrow(area, &column, STS_SIDE_END, number_room);
  sts_inline_init(&in, face, em, sts_setter_language(setter, paragraph));
  in.rtl = area->rtl;
  sts_inline_gather(&in, setter, paragraph);
  if (first_level)
    sts_inline_embolden(&in);
  column.hang = em;
  column.color = &face->style->color;
  sts_lines_set(&flow->galley, &in, &column);
  sts_inline_clear(&in);
  /* No underlines here: the whole list is links. */
  g_array_set_size(flow->galley.artifacts, before.artifacts);
  guint lines = flow->galley.lines->len;
  if (lines == 0)
    return;
  StsLine first = g_array_index(flow->galley.lines, StsLine, 0),
          last = g_array_index(flow->galley.lines, StsLine, lines - 1);
  double above = (lines - 1) * first.height;
  for (guint i = 1; i < lines; i++) {
    const StsLine *line = &g_array_index(flow->galley.lines, StsLine, i);
    sts_fragments_shift(flow->galley.content, line->content, line->content_end, 0, i * first.height);
    sts_links_shift(flow->galley.links, line->link, line->link_end, 0, i * first.height);
  }
  sts_flow_space(flow, first_level ? face->style->space_after : 0);
  StsRow *row = sts_flow_begin_row(flow, lines * first.height, STS_KEEP_FREE);
  row->snap = true;
  double hang = lines > 1 ? em : 0, width = last.width;
  if (!setter->breaks_only) {
    double label_width = add_page_label(flow, area, face, paragraph, label, above);
    double gap = leader_gap_ems * em;
    if (area->rtl)
      add_leader(flow, face, area->left + label_width, area->right - hang - width - gap, above + last.baseline, true);
    else
      add_leader(flow, face, area->left + hang + width + gap, area->right - label_width, above + last.baseline, false);
  }
  sts_flow_end_row(flow, &before, first.leaf, first.leaf_offset);
  flow->next_keep = keep_of_next(setter->layout, paragraph->parent);
}
