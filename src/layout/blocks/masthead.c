/* The masthead: the clinic's logo where lines begin, beside it its name and where it is, its telephone number where
 * lines end, and a thin rule beneath. */
#include "layout/blocks/masthead.h"

#include <math.h>

#include "document/clinic.h"
#include "layout/text/gather.h"
#include "layout/text/measure.h"

/* All of it is at most so high, in a style whose leading lets so many lines stand beside the logo. */
static const double height_max = 48;
enum { LINES_MAX = 3 };
static const double logo_height = 39, logo_width = 120, rule_height = 0.75;
/* From the text to the rule, to the logo, and to the telephone number. */
static const double gap_min = 2.25, gap_max = 8.25, logo_gap = 9, phone_gap = 18;
/* What the telephone number takes of the width at most, where it is broken else. */
static const double phone_share = 0.5;

/* Lines of the galley's that stand one below the other. */
typedef struct {
  StsFill from, end;
  double height;
  guint count;
} Lines;

static StsFragment
logo_of(const StsTheme *theme, const StsNode *figure)
{
  const StsNode *node =
      figure && figure->figure.image && figure->figure.image->image.image ? figure->figure.image : NULL;
  StsFragment fragment = {.kind = STS_FRAGMENT_IMAGE, .role = STS_ROLE_CONTENT, .node = node};

  if (!node)
    return fragment;
  const StsImage *image = node->image.image;
  double width = MAX(image->width, 1), height = MAX(image->height, 1);
  double scale = MIN(logo_height / height, logo_width / width);
  if (image->format != STS_IMAGE_SVG)
    scale = MIN(scale, 72 / theme->image_dpi_min);
  /* Not even an image of one pixel by twenty thousand has a side of nothing. */
  fragment.width = (float)MAX(width * scale, 0.25);
  fragment.height = (float)MAX(height * scale, 0.25);
  fragment.image.image = image;
  return fragment;
}

static void
begin_inline(StsInline *in, StsSetter *setter, const StsBlockArea *area, const StsNode *paragraph)
{
  const StsFace *face = sts_setter_face(setter, STS_TEXT_MASTHEAD);

  sts_inline_init(in, face, face->style->size, sts_setter_language(setter, paragraph));
  sts_inline_gather(in, setter, paragraph);
  in->rtl = area->rtl;
}

/* Sets the text below what `lines` has. It looks like what is around it, links, too: a number to be called is no place
 * to go to. */
static void
add_lines(StsGalley *galley, Lines *lines, const StsInline *in, const StsColumn *column)
{
  StsFill before = sts_galley_fill(galley);

  sts_lines_set(galley, in, column);
  lines->height = sts_lines_stack(galley, lines->height);
  lines->count += galley->lines->len;
  g_array_set_size(galley->artifacts, before.artifacts);
  for (guint32 i = before.content; i < galley->content->len; i++)
    g_array_index(galley->content, StsFragment, i).color = in->face->style->color;
  lines->end = sts_galley_fill(galley);
}

static void
shift(StsGalley *galley, const Lines *lines, double dy)
{
  sts_fragments_shift(galley->content, lines->from.content, lines->end.content, 0, dy);
  sts_links_shift(galley->links, lines->from.links, lines->end.links, 0, dy);
}

/* Where in the text the link begins that ends it, with the isolate around it; 0: nowhere. */
static guint32
link_start(const StsInline *in)
{
  guint i = in->spans->len;

  while (i > 0) {
    const StsSpan *span = &g_array_index(in->spans, StsSpan, i - 1);
    if (!span->link && !(span->flags & STS_SPAN_INSERTED))
      break;
    i--;
  }
  return i < in->spans->len ? g_array_index(in->spans, StsSpan, i).start : 0;
}

/* The paragraph with the telephone number: what is said of it above, the number larger below. */
typedef struct {
  StsInline call, number;
  bool parted;
} Phone;

static bool
is_phone(const StsNode *paragraph)
{
  return paragraph && paragraph->last_child && paragraph->last_child->kind == STS_NODE_LINK;
}

static Phone
begin_phone(StsSetter *setter, const StsBlockArea *area, const StsNode *paragraph)
{
  Phone phone = {.parted = false};

  begin_inline(&phone.call, setter, area, paragraph);
  guint32 start = link_start(&phone.call);
  phone.parted = start > 0;
  if (phone.parted)
    sts_inline_split(&phone.call, start, sts_setter_face(setter, STS_TEXT_MASTHEAD_PHONE), &phone.number);
  return phone;
}

static double
width_of(StsGalley *galley, const StsInline *in)
{
  StsFill before = sts_galley_fill(galley);
  double width = sts_lines_set_one(galley, in, STS_ROLE_CONTENT, NULL);

  sts_galley_cut_back(galley, &before);
  return width;
}

static double
phone_width(StsGalley *galley, const Phone *phone)
{
  double width = width_of(galley, &phone->call);

  return ceil(phone->parted ? MAX(width, width_of(galley, &phone->number)) : width) + 1;
}

/* The space before the number ends the line above it, and is to leave no gap at the edge. */
static void
hang_space(StsGalley *galley, const Lines *lines, bool rtl)
{
  if (lines->end.content == lines->from.content)
    return;
  const StsFragment *last = &g_array_index(galley->content, StsFragment, lines->end.content - 1);
  const char *end = galley->setter->layout->text->str + last->glyphs.text + last->glyphs.text_length;
  if (last->glyphs.text_length == 0 || end[-1] != ' ')
    return;
  const StsFontFacts *facts = &g_array_index(galley->setter->font_facts, StsFontFacts, last->glyphs.font);
  sts_fragments_shift(galley->content, lines->from.content, lines->end.content,
                      rtl ? -facts->space_advance : facts->space_advance, 0);
}

static void
set_phone(StsGalley *galley, Lines *lines, Phone *phone, StsColumn column)
{
  column.side = STS_SIDE_END;
  add_lines(galley, lines, &phone->call, &column);
  if (!phone->parted)
    return;
  hang_space(galley, lines, phone->call.rtl);
  add_lines(galley, lines, &phone->number, &column);
}

static void
clear_phone(Phone *phone)
{
  sts_inline_clear(&phone->call);
  if (phone->parted)
    sts_inline_clear(&phone->number);
}

static void
set_text(StsFlow *flow, const StsBlockArea *area, const StsNode *first, StsColumn column, Lines *text, Lines *phone)
{
  const StsNode *last = first;
  StsColumn beside = column;
  Phone call = {.parted = false};

  while (last && last->next)
    last = last->next;
  bool has_phone = is_phone(last);
  if (has_phone) {
    call = begin_phone(flow->setter, area, last);
    double width = MIN(phone_width(&flow->galley, &call), (column.right - column.left) * phone_share);
    sts_area_narrow(area, &beside, STS_SIDE_START, column.right - column.left - width);
    sts_area_narrow(area, &column, STS_SIDE_END, width + phone_gap);
  }
  text->from = text->end = sts_galley_fill(&flow->galley);
  for (const StsNode *paragraph = first; paragraph && !(has_phone && paragraph == last); paragraph = paragraph->next) {
    StsInline in;
    begin_inline(&in, flow->setter, area, paragraph);
    add_lines(&flow->galley, text, &in, &column);
    sts_inline_clear(&in);
  }
  phone->from = phone->end = sts_galley_fill(&flow->galley);
  if (!has_phone)
    return;
  set_phone(&flow->galley, phone, &call, beside);
  clear_phone(&call);
}

void
sts_masthead_set(StsFlow *flow, const StsBlockArea *area, const StsNode *part)
{
  const StsTheme *theme = flow->setter->theme;
  const StsNode *first = part->first_child, *figure = first && first->kind == STS_NODE_FIGURE ? first : NULL;
  StsFill before = sts_galley_fill(&flow->galley);
  StsFragment logo = logo_of(theme, figure);
  StsColumn column = sts_area_column(area);
  Lines text = {.height = 0}, phone = {.height = 0};
  StsColor accent = theme->accent;

  if (logo.node) {
    logo.x = area->rtl ? (float)area->right - logo.width : (float)area->left;
    sts_area_narrow(area, &column, STS_SIDE_START, logo.width + logo_gap);
    g_array_append_val(flow->galley.content, logo);
  }
  set_text(flow, area, figure ? figure->next : first, column, &text, &phone);
  if (text.count > LINES_MAX) {
    flow->setter->layout->masthead = part;
    flow->setter->layout->masthead_lines = text.count;
  }
  double band = MAX(logo.height, MAX(text.height, phone.height));
  if (logo.node)
    g_array_index(flow->galley.content, StsFragment, before.content).y = (float)((band - logo.height) / 2);
  shift(&flow->galley, &text, (band - text.height) / 2);
  shift(&flow->galley, &phone, (band - phone.height) / 2);
  sts_clinic_find_accent(part, &accent);
  double below = band + CLAMP(height_max - rule_height - band, gap_min, gap_max);
  StsFragment rule =
      sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, area->left, below, area->right - area->left, rule_height, accent);
  g_array_append_val(flow->galley.artifacts, rule);
  sts_flow_begin_row(flow, below + rule_height, STS_KEEP_FREE)->snap = true;
  sts_flow_end_row(flow, &before, figure ? figure : sts_node_first_leaf(first), 0);
  sts_flow_space(flow, theme->text[STS_TEXT_MASTHEAD].space_after);
}
