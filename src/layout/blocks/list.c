/* Lists and notes: hanging markers, numbers that end at one edge, check boxes. */
#include "layout/internal.h"

/* A check box, in parts of the size of the text beside it. */
enum { KEPT_ITEM_ROWS = 2 };

static const double check_box_size = 0.78, check_box_drop = 0.06;

static int
item_number(const StsNode *item)
{
  if (item->kind == STS_NODE_NOTE)
    return item->note.number;
  if (item->item.number > 0)
    return item->item.number;
  int number = item->parent->list.start;
  for (const StsNode *before = item->parent->first_child; before && before != item; before = before->next)
    number++;
  return number;
}

/* The marker as text; NULL for a check box, and where there is none. */
static char *
label_text(const StsNode *node, int depth, int number)
{
  if (node->kind == STS_NODE_NOTE)
    return g_strdup_printf("%d.", number);
  switch (node->parent->list.kind) {
  case STS_LIST_BULLET:
    return g_strdup(depth % 2 == 0 ? "\xe2\x80\xa2" : "\xe2\x80\x93");
  case STS_LIST_ORDERED:
    return g_strdup_printf("%d%c", number, node->parent->list.delimiter == ')' ? ')' : '.');
  case STS_LIST_NUMBERED:
    return g_strdup_printf("%d.", number);
  case STS_LIST_TASK:
    return node->item.task == STS_TASK_NONE ? g_strdup(depth % 2 == 0 ? "\xe2\x80\xa2" : "\xe2\x80\x93") : NULL;
  case STS_LIST_PLAIN:
    return NULL;
  }
  g_assert_not_reached();
}

static double
text_width(StsSetter *setter, StsTextKind kind, const char *text)
{
  const StsFace *face = sts_setter_face(setter, kind);
  StsFlow *flow = setter->flow, *scratch = sts_flow_new();
  StsColumn column = {.left = 0, .right = -1, .role = STS_ROLE_LABEL};
  double natural, least;
  StsInline in;

  setter->flow = scratch;
  sts_inline_init(&in, face, face->style->size, setter->publication->language);
  sts_inline_append(&in, text, NULL, NULL);
  sts_lines_measure(setter, &in, &column, &natural, &least);
  sts_inline_clear(&in);
  setter->flow = flow;
  sts_flow_free(scratch);
  return natural;
}

static double
list_label_width(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *list)
{
  int count = 0;

  switch (list->list.kind) {
  case STS_LIST_PLAIN:
    return 0;
  case STS_LIST_TASK:
    return check_box_size * setter->theme->text[place->text].size;
  case STS_LIST_BULLET:
    return text_width(setter, place->text, "\xe2\x80\xa2");
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
  return text_width(setter, place->text, digits);
}

void
sts_list_enter(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *list)
{
  const StsTheme *theme = setter->theme;

  place->tight = list->list.tight;
  place->hang = 0;
  if (list->list.kind == STS_LIST_PLAIN)
    return;
  double width = list_label_width(setter, place, list);
  sts_block_indent(setter, place, MAX(theme->list_indent, width + theme->list_gap));
  place->label_edge = place->rtl ? place->right + theme->list_gap : place->left - theme->list_gap;
  place->list_depth++;
}

static bool
is_plain(const StsNode *item)
{
  return item->kind == STS_NODE_ITEM && item->parent->list.kind == STS_LIST_PLAIN;
}

static void
enter_note(StsSetter *setter, StsPlaceOfBlocks *place)
{
  const StsTheme *theme = setter->theme;

  sts_block_indent(setter, place, MAX(theme->list_indent, text_width(setter, place->text, "88.") + theme->list_gap));
  place->label_edge = place->rtl ? place->right + theme->list_gap : place->left - theme->list_gap;
}

/* A first or last item of a line or two does not stand alone on its page. A longer one may: to keep all of it would
 * leave a hole. */
void
sts_list_leave_item(StsSetter *setter, const StsPlaceOfBlocks *place, const StsNode *item)
{
  StsFlow *flow = setter->flow;
  guint rows = flow->rows->len - place->first_row;

  sts_list_flush_labels(setter, false);
  if (item->kind != STS_NODE_ITEM || is_plain(item) || rows == 0 || rows > KEPT_ITEM_ROWS)
    return;
  if (!item->next && item != item->parent->first_child) {
    StsRow *row = &g_array_index(flow->rows, StsRow, place->first_row);
    row->keep = (guint8)MAX(row->keep, STS_KEEP_GROUP);
  } else if (item->next && item == item->parent->first_child)
    flow->next_keep = MAX(flow->next_keep, STS_KEEP_GROUP);
}

void
sts_list_enter_item(StsSetter *setter, StsPlaceOfBlocks *place, const StsNode *item)
{
  if (is_plain(item)) {
    place->hang = setter->theme->hanging_indent;
    return;
  }
  if (item->kind == STS_NODE_NOTE)
    enter_note(setter, place);
  StsFlow *flow = setter->flow;
  /* Where the indent has reached its end, two markers on one line would cover each other. */
  if (flow->pending_labels->len > 0 &&
      g_array_index(flow->pending_labels, StsLabel, flow->pending_labels->len - 1).edge == place->label_edge)
    sts_list_flush_labels(setter, true);
  StsLabel label = {.node = item,
                    .edge = place->label_edge,
                    .text = place->text,
                    .rtl = place->rtl,
                    .depth = MAX(place->list_depth - 1, 0)};
  g_array_append_val(flow->pending_labels, label);
}

static void
place_check_box(StsSetter *setter, const StsLabel *label)
{
  double size = check_box_size * setter->theme->text[label->text].size;
  bool done = label->node->item.task == STS_TASK_DONE;
  const StsTerms *terms = sts_publication_terms(setter->publication, label->node);
  StsFragment fragment = {
      .kind = STS_FRAGMENT_CHECK_BOX,
      .role = STS_ROLE_LABEL,
      .node = label->node,
      .x = (float)(label->rtl ? label->edge : label->edge - size),
      .y = (float)(check_box_drop * size - size),
      .width = (float)size,
      .height = (float)size,
      .color = setter->theme->ink,
      .check_box = {.checked = done,
                    .text = sts_arena_strdup(setter->layout->arena,
                                             sts_terms_get(terms, done ? "task-done" : "task-open"))},
  };

  g_array_append_val(setter->flow->content, fragment);
}

static const StsNode *
back_link(const StsNode *node)
{
  const StsNode *back = node->kind == STS_NODE_NOTE ? node->note.back : node->item.back;

  return back ? node : NULL;
}

static void
place_label(StsSetter *setter, const StsLabel *label)
{
  const StsFace *face = sts_setter_face(setter, label->text);
  StsFlow *flow = setter->flow;
  StsColumn column = {.left = 0, .right = -1, .role = STS_ROLE_LABEL};
  guint32 content = flow->content->len, links = flow->links->len, artifacts = flow->artifacts->len;
  g_autofree char *text =
      label_text(label->node, label->depth,
                 label->node->kind == STS_NODE_ITEM && label->node->parent->list.kind == STS_LIST_BULLET
                     ? 0
                     : item_number(label->node));
  StsInline in;

  if (!text) {
    place_check_box(setter, label);
    return;
  }
  sts_inline_init(&in, face, face->style->size, sts_setter_language(setter, label->node));
  sts_inline_append(&in, text, label->node, back_link(label->node));
  sts_lines_set(setter, &in, &column);
  g_array_set_size(flow->artifacts, artifacts);
  double width = setter->lines->len > 0 ? g_array_index(setter->lines, StsLine, 0).width : 0;
  double x = label->rtl ? label->edge : label->edge - width;
  sts_flow_shift(flow->content, content, flow->content->len, x, -face->baseline);
  sts_flow_shift_links(flow->links, links, flow->links->len, x, 0);
  sts_inline_clear(&in);
}

void
sts_list_place_labels(StsSetter *setter)
{
  GArray *labels = setter->flow->pending_labels;

  for (guint i = 0; i < labels->len; i++)
    place_label(setter, &g_array_index(labels, StsLabel, i));
  g_array_set_size(labels, 0);
}

void
sts_list_flush_labels(StsSetter *setter, bool keep_with_next)
{
  StsFlow *flow = setter->flow;

  if (flow->pending_labels->len == 0)
    return;
  const StsFace *face = sts_setter_face(setter, g_array_index(flow->pending_labels, StsLabel, 0).text);
  guint32 content = flow->content->len, artifacts = flow->artifacts->len, links = flow->links->len;
  StsRow *row = sts_flow_begin_row(flow, face->style->leading, face->baseline, STS_KEEP_FREE);
  row->snap = true;
  sts_list_place_labels(setter);
  sts_flow_shift(flow->content, content, flow->content->len, 0, face->baseline);
  sts_flow_end_row(flow, content, artifacts, links, NULL, 0);
  if (keep_with_next)
    flow->keep_rows = MAX(flow->keep_rows, 1);
}
