/* Figures: the image scaled to the line, its caption kept with it. */
#include "layout/blocks/figure.h"

#include "base/text.h"
#include "layout/blocks/list.h"
#include "layout/blocks/paragraph.h"
#include "layout/text/break.h"
#include "layout/text/image-size.h"

/* A figure takes at most so much of a page; one made for larger letters leaves room for its caption. */
static const double page_share = 0.8, large_share = 0.88;

static const StsNode *
caption_of(const StsNode *figure)
{
  for (const StsNode *child = figure->first_child; child; child = child->next)
    if (child->kind == STS_NODE_CAPTION)
      return child;
  return NULL;
}

/* Whether letters in the image are smaller than any may be in the style. What pixels say cannot be measured. */
static bool
has_small_text(const StsTheme *theme, const StsImage *image, double width)
{
  if (image->format != STS_IMAGE_SVG)
    return true;
  return image->text_least > 0 && width * image->text_least / MAX(image->width, 1) < theme->size_min - 0.01;
}

/* What the figure shows, in words. It is no text of its own: whoever listens hears it where the image is. */
static void
add_description(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, STS_TEXT_CAPTION);
  StsColumn column = sts_area_column(area);
  StsFill before = sts_galley_fill(&flow->galley);
  StsInline in;

  column.role = STS_ROLE_ARTIFACT_LAYOUT;
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, figure));
  sts_inline_append(&in, figure->figure.image->image.alternative, NULL, NULL);
  sts_inline_keep_together(&in);
  sts_flow_space(flow, face->style->space_before);
  sts_lines_set(&flow->galley, &in, &column);
  sts_paragraph_add_lines(flow, &before, STS_KEEP_FREE);
  sts_inline_clear(&in);
  sts_flow_space(flow, face->style->space_after);
}

/* Sets the size at which the image is printed; returns whether letters in it are too small for the style. */
static bool
size_image(const StsFlow *flow, const StsBlockArea *area, const StsImage *image, bool large, double *width,
           double *height)
{
  const StsTheme *theme = flow->setter->theme;

  sts_image_size(theme, image, area->right - area->left, (large ? large_share : page_share) * flow->setter->height,
                 large, width, height);
  return theme->image_describe_small && has_small_text(theme, image, *width);
}

/* Adds the image, or the larger one beside it where letters would be too small. Returns whether they are all the same.
 */
static bool
add_image(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  const StsNode *node = figure->figure.image;
  const StsImage *image = node->image.image;
  StsFill before = sts_galley_fill(&flow->galley);
  double width, height;
  bool small = size_image(flow, area, image, false, &width, &height);

  if (small && image->large) {
    image = image->large;
    small = size_image(flow, area, image, true, &width, &height);
    if (small && image->format == STS_IMAGE_SVG)
      g_ptr_array_add(flow->setter->layout->small_figures, (gpointer)node);
  }
  StsRow *row = sts_flow_begin_row(flow, height, STS_KEEP_FREE);
  row->snap = true;
  StsFragment fragment = {
      .kind = STS_FRAGMENT_IMAGE,
      .role = STS_ROLE_CONTENT,
      .node = node,
      .x = (float)(area->rtl ? area->right - width : area->left),
      .width = (float)width,
      .height = (float)height,
      .image.image = image,
  };
  g_array_append_val(flow->galley.content, fragment);
  sts_flow_end_row(flow, &before, figure, 0);
  return small;
}

void
sts_figure_set(StsFlow *flow, const StsBlockArea *area, const StsNode *figure)
{
  const StsTheme *theme = flow->setter->theme;
  const StsNode *caption = caption_of(figure);
  const StsNode *image = figure->figure.image && figure->figure.image->image.image ? figure->figure.image : NULL;
  guint8 level = flow->keep_level;
  bool small = false;

  sts_list_flush_labels(flow, true);
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after);
  if (image)
    small = add_image(flow, area, figure);
  if (caption) {
    if (image)
      flow->keep_rows = MAX(flow->keep_rows, 1);
    flow->keep_level = MAX(level, STS_KEEP_GROUP);
    sts_flow_space(flow, theme->text[STS_TEXT_CAPTION].space_before);
    sts_paragraph_set(flow, area, caption, STS_TEXT_CAPTION);
    flow->keep_level = level;
  }
  if (small && !sts_text_is_blank(image->image.alternative)) {
    flow->keep_rows = MAX(flow->keep_rows, 1);
    add_description(flow, area, figure);
  }
  sts_flow_space(flow, theme->text[STS_TEXT_BODY].space_after + theme->text[STS_TEXT_CAPTION].space_after);
}
