/* Lists and notes: hanging markers, numbers that end at one edge, boxes of tasks. */
#include "layout/blocks/list.h"

#include "document/plain-text.h"
#include "layout/text/gather.h"

/* An item of so many rows is short. */
enum { KEPT_ITEM_ROWS = 2 };

/* Markers, and a task's, open and done. */
static const char *const BULLETS[STS_BULLETS] = {"\xe2\x80\xa2", "\xe2\x80\x93", "\xe2\x96\xaa"};
static const char *const BOXES[] = {"\xe2\x98\x90", "\xe2\x98\x91"};

/* 0: the item has none. */
static int
item_number(const StsNode *item)
{
  if (item->kind == STS_NODE_NOTE)
    return 0;
  StsListKind kind = item->parent->list.kind;
  if (item->item.number > 0 || (kind != STS_LIST_ORDERED && kind != STS_LIST_NUMBERED))
    return item->item.number;
  int number = item->parent->list.start;
  for (const StsNode *before = item->parent->first_child; before && before != item; before = before->next)
    number++;
  return number;
}

/* The marker; NULL where there is none. */
static char *
label_text(const StsNode *node, int number)
{
  if (node->kind == STS_NODE_NOTE)
    return g_strdup_printf("%s.", sts_node_mark(node).text);
  switch (node->parent->list.kind) {
  case STS_LIST_BULLET:
    return g_strdup(BULLETS[sts_list_bullet(node->parent)]);
  case STS_LIST_ORDERED:
    return g_strdup_printf("%d%c", number, node->parent->list.delimiter == ')' ? ')' : '.');
  case STS_LIST_NUMBERED:
    return g_strdup_printf("%d.", number);
  case STS_LIST_TASK:
    if (node->item.task != STS_TASK_NONE)
      return g_strdup(BOXES[node->item.task == STS_TASK_DONE]);
    return g_strdup(BULLETS[sts_list_bullet(node->parent)]);
  case STS_LIST_PLAIN:
    return NULL;
  }
  g_assert_not_reached();
}

/* Signs that text fonts lack come from one font, so that they are of one size. */
static void
append_marker(StsInline *in, const char *text, const StsNode *node, const StsNode *link)
{
  sts_inline_append(in, text, node, link);
  if (g_utf8_get_char(text) >= STS_SYMBOLS_FIRST)
    sts_inline_add_attribute(
        in,
        (StsTextAttribute){.end = (guint32)in->text->len, .kind = STS_ATTRIBUTE_FAMILY, .text = STS_SYMBOLS_FAMILY});
}

static double
text_width(StsFlow *flow, StsTextKind kind, const char *text)
{
  const StsFace *face = sts_setter_face(flow->setter, kind);
  StsFill before = sts_galley_fill(&flow->galley);
  StsInline in;

  sts_inline_init(&in, face, face->style->size, flow->setter->publication->language);
  append_marker(&in, text, NULL, NULL);
  double width = sts_lines_set_one(&flow->galley, &in, STS_ROLE_LABEL, NULL);
  sts_galley_cut_back(&flow->galley, &before);
  sts_inline_clear(&in);
  return width;
}

static double
list_label_width(StsFlow *flow, const StsBlockArea *area, const StsNode *list)
{
  int count = 0;

  switch (list->list.kind) {
  case STS_LIST_PLAIN:
    return 0;
  case STS_LIST_TASK:
    return text_width(flow, area->text, BOXES[0]);
  case STS_LIST_BULLET:
    return text_width(flow, area->text, BULLETS[0]);
  case STS_LIST_ORDERED:
  case STS_LIST_NUMBERED:
    for (const StsNode *item = list->first_child; item; item = item->next)
      count++;
    break;
  }
  int last = list->list.kind == STS_LIST_ORDERED ? list->list.start + count - 1 : count;
  g_autofree char *digits = g_strdup_printf("%d.", last);
  for (char *p = digits; *p; p++)
    if (g_ascii_isdigit(*p))
      *p = '8';
  return text_width(flow, area->text, digits);
}

void
sts_list_enter(StsFlow *flow, StsBlockArea *area, const StsNode *list)
{
  const StsTheme *theme = flow->setter->theme;

  area->tight = list->list.tight;
  area->hang = 0;
  if (list->list.kind == STS_LIST_PLAIN)
    return;
  double width = list_label_width(flow, area, list);
  sts_area_indent(area, theme, MAX(theme->list_indent, width + theme->list_gap));
  area->label_edge = area->rtl ? area->right + theme->list_gap : area->left - theme->list_gap;
}

static bool
is_plain(const StsNode *item)
{
  return item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_PLAIN;
}

static void
enter_note(StsFlow *flow, StsBlockArea *area, const StsNode *note)
{
  const StsTheme *theme = flow->setter->theme;
  const char *widest = note->parent->last_child->note.number > 26 ? "mm." : "m.";

  sts_area_indent(area, theme, MAX(theme->list_indent, text_width(flow, area->text, widest) + theme->list_gap));
  area->label_edge = area->rtl ? area->right + theme->list_gap : area->left - theme->list_gap;
}

/* A first or last item of a line or two does not stand alone on its page. A longer one may: to keep all of it would
 * leave a hole. */
void
sts_list_leave_item(StsFlow *flow, const StsBlockArea *area, const StsNode *item)
{
  guint rows = flow->rows->len - area->first_row;

  sts_list_flush_labels(flow, false);
  if (item->kind != STS_NODE_ITEM || is_plain(item) || rows == 0 || rows > KEPT_ITEM_ROWS)
    return;
  if (!item->next && item != item->parent->first_child) {
    StsRow *row = &g_array_index(flow->rows, StsRow, area->first_row);
    row->keep = (guint8)MAX(row->keep, STS_KEEP_SHORT);
  } else if (item->next && item == item->parent->first_child)
    flow->next_keep = MAX(flow->next_keep, STS_KEEP_SHORT);
}

void
sts_list_enter_item(StsFlow *flow, StsBlockArea *area, const StsNode *item)
{
  if (is_plain(item)) {
    area->hang = flow->setter->theme->hanging_indent;
    return;
  }
  if (item->kind == STS_NODE_NOTE)
    enter_note(flow, area, item);
  else if (item != item->parent->first_child)
    flow->next_keep = MAX(flow->next_keep, STS_KEEP_ITEM);
  /* Where the indent has reached its end, two markers on one line would cover each other. */
  if (flow->pending_labels->len > 0 &&
      g_array_index(flow->pending_labels, StsLabel, flow->pending_labels->len - 1).edge == area->label_edge)
    sts_list_flush_labels(flow, true);
  StsLabel label = {.node = item, .edge = area->label_edge, .text = area->text, .rtl = area->rtl};
  g_array_append_val(flow->pending_labels, label);
}

static const StsNode *
back_link(const StsNode *node)
{
  const StsNode *back = node->kind == STS_NODE_NOTE ? node->note.back : node->item.back;

  return back ? node : NULL;
}

static void
place_label(StsFlow *flow, const StsLabel *label)
{
  StsSetter *setter = flow->setter;
  const StsFace *face = sts_setter_face(setter, label->text);
  StsGalley *galley = &flow->galley;
  StsFill before = sts_galley_fill(galley);
  g_autofree char *text = label_text(label->node, item_number(label->node));
  StsInline in;

  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, label->node));
  append_marker(&in, text, label->node, back_link(label->node));
  /* In most notes they stand in the first line; here there is room for one. */
  if (label->node->kind == STS_NODE_NOTE && label->node->first_child->kind != STS_NODE_PARAGRAPH &&
      label->node->note.further == label->node->note.last_further)
    sts_inline_append_ways_back(&in, label->node);
  double width = sts_lines_set_one(galley, &in, STS_ROLE_LABEL, NULL);
  g_array_set_size(galley->artifacts, before.artifacts);
  double x = label->rtl ? label->edge : label->edge - width;
  sts_fragments_shift(galley->content, before.content, galley->content->len, x, -face->baseline);
  sts_links_shift(galley->links, before.links, galley->links->len, x, -face->baseline);
  sts_inline_clear(&in);
}

void
sts_list_place_labels(StsFlow *flow)
{
  GArray *labels = flow->pending_labels;

  for (guint i = 0; i < labels->len; i++)
    place_label(flow, &g_array_index(labels, StsLabel, i));
  g_array_set_size(labels, 0);
}

void
sts_list_flush_labels(StsFlow *flow, bool keep_with_next)
{
  StsFill before = sts_galley_fill(&flow->galley);

  if (flow->pending_labels->len == 0)
    return;
  const StsFace *face = sts_setter_face(flow->setter, g_array_index(flow->pending_labels, StsLabel, 0).text);
  sts_list_place_labels(flow);
  sts_flow_add_line(flow, face, &before)->snap = true;
  if (keep_with_next)
    flow->keep_rows = MAX(flow->keep_rows, 1);
}
