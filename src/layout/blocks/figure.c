/* Figures: the image scaled to the line, its caption kept with it. */
#include "layout/blocks/figure.h"

#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"
#include "layout/text/image-size.h"

/* A figure takes at most so much of a page. */
static const double page_share = 0.8;

static const StsNode *
caption_of(const StsNode *figure)
{
  for (const StsNode *child = figure->first_child; child; child = child->next)
    if (child->kind == STS_NODE_CAPTION)
      return child;
  return NULL;
}

static void
add_image(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  const StsNode *node = figure->figure.image;
  StsFill before = sts_galley_fill(&flow->galley);
  double width, height;

  sts_image_size(flow->setter->theme, node->image.image, area->right - area->left, page_share * flow->setter->height,
                 &width, &height);
  StsRow *row = sts_flow_begin_row(flow, height, STS_KEEP_FREE);
  row->snap = true;
  StsFragment fragment = {
      .kind = STS_FRAGMENT_IMAGE,
      .role = STS_ROLE_CONTENT,
      .node = node,
      .x = (float)(area->rtl ? area->right - width : area->left),
      .width = (float)width,
      .height = (float)height,
      .image.image = node->image.image,
  };
  g_array_append_val(flow->galley.content, fragment);
  sts_flow_end_row(flow, &before, figure, 0);
}

void
sts_figure_set(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  const StsTheme *theme = flow->setter->theme;
  const StsNode *caption = caption_of(figure);
  guint8 level = flow->keep_level;

  sts_list_flush_labels(flow, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  if (figure->figure.image && figure->figure.image->image.image)
    add_image(flow, area, figure);
  if (caption) {
    if (figure->figure.image && figure->figure.image->image.image)
      flow->keep_rows = MAX(flow->keep_rows, 1);
    flow->keep_level = MAX(level, STS_KEEP_GROUP);
    sts_flow_space(flow, theme->text[STS_TEXT_CAPTION].space_before);
    sts_paragraph_set(flow, area, caption, STS_TEXT_CAPTION);
    flow->keep_level = level;
  }
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->text[STS_TEXT_CAPTION].space_after);
}
