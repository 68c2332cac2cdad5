/* Puts a page together: the frames, rows and links of a sheet, and its foot. */
#include "layout/pages/page.h"

#include "layout/pages/paginate.h"
#include "layout/pages/table-head.h"

static double
left_margin(const StsTheme *theme, int page, bool rtl)
{
  bool verso = theme->duplex && page % 2 == 1;

  /* The spine is at the left of a recto, in books that open from the other side at its right. */
  return verso != rtl ? theme->margin_outer : theme->margin_inner;
}

static void
add_box(StsLayout *layout, double x, double y, double width, double height, StsColor color)
{
  StsFragment box = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, x, y, width, height, color);

  g_array_append_val(layout->fragments, box);
}

/* A frame as a page has it. */
typedef struct {
  const StsFrame *frame;
  double left, top, width, height;
  bool begins, ends; /* on this page */
} FramePart;

/* Where the page cuts a frame, its border is open. */
static void
add_border(StsLayout *layout, const FramePart *part)
{
  const StsFrame *frame = part->frame;
  double border = frame->border, right = part->left + part->width, bottom = part->top + part->height;

  add_box(layout, part->left, part->top, border, part->height, frame->color);
  add_box(layout, right - border, part->top, border, part->height, frame->color);
  if (part->begins)
    add_box(layout, part->left, part->top, part->width, border, frame->color);
  if (part->ends)
    add_box(layout, part->left, bottom - border, part->width, border, frame->color);
}

/* The bar behind the label, and in its middle, at the start side, the sign: an outline with a mark of exclamation,
 * which stands a little lower in a triangle. */
static void
add_label_bar(StsLayout *layout, const FramePart *part, double bottom)
{
  const StsFrame *frame = part->frame;
  const StsColor white = {1, 1, 1};
  double height = bottom - part->top, size = frame->sign_size;

  add_box(layout, part->left, part->top, part->width, height, frame->color);
  if (frame->sign == STS_SIGN_NONE)
    return;
  double x = frame->rtl ? part->left + part->width - frame->sign_edge - size : part->left + frame->sign_edge;
  double y = part->top + (height - size) / 2, middle = x + size / 2, stroke = size / 8;
  double mark = y + size * (frame->sign == STS_SIGN_TRIANGLE ? 0.34 : 0.2);
  StsFragment sign = {.kind = STS_FRAGMENT_SIGN,
                      .role = STS_ROLE_ARTIFACT_LAYOUT,
                      .x = (float)x,
                      .y = (float)y,
                      .width = (float)size,
                      .height = (float)size,
                      .color = white,
                      .sign.sign = frame->sign};
  g_array_append_val(layout->fragments, sign);
  add_box(layout, middle - stroke / 2, mark, stroke, size * 0.32, frame->color);
  add_box(layout, middle - stroke / 2, mark + size * 0.4, stroke, stroke, frame->color);
}

static void
add_frame(StsLayout *layout, const StsFlow *flow, FramePart part, double top)
{
  const StsFrame *frame = part.frame;

  if (frame->shaded || frame->border > 0) {
    /* Where the page cuts it, the shade reaches out a little, so that text does not lie against its edge. */
    double reach = layout->theme->callout_padding / 2, above = part.begins ? 0 : reach, below = part.ends ? 0 : reach;
    part.top -= above;
    part.height += above + below;
  }
  if (frame->shaded)
    add_box(layout, part.left, part.top, part.width, part.height, frame->shade);
  if (frame->bar > 0)
    add_box(layout, part.left + (frame->rtl ? part.width - frame->bar : 0), part.top, frame->bar, part.height,
            frame->color);
  if (frame->border > 0)
    add_border(layout, &part);
  if (part.begins && frame->label_end > frame->first_row) {
    const StsRow *last = &g_array_index(flow->rows, StsRow, frame->label_end - 1);
    add_label_bar(layout, &part, top + last->y + last->height);
  }
}

static void
add_frames(StsLayout *layout, StsChapter *chapter, const StsSheet *sheet, double left, double top)
{
  const StsFlow *flow = chapter->flow;
  guint *first_frame = &chapter->first_frame;

  while (*first_frame < flow->frames->len &&
         g_array_index(flow->frames, StsFrame, *first_frame).end_row <= sheet->first_row)
    ++*first_frame;
  for (guint i = *first_frame; i < flow->frames->len; i++) {
    const StsFrame *frame = &g_array_index(flow->frames, StsFrame, i);
    guint32 first = MAX(frame->first_row, sheet->first_row), end = MIN(frame->end_row, sheet->end_row);
    if (frame->first_row >= sheet->end_row)
      break;
    if (first >= end)
      continue;
    const StsRow *first_row = &g_array_index(flow->rows, StsRow, first),
                 *last_row = &g_array_index(flow->rows, StsRow, end - 1);
    FramePart part = {.frame = frame,
                      .left = left + frame->left,
                      .top = top + first_row->y,
                      .width = frame->right - frame->left,
                      .height = last_row->y + last_row->height - first_row->y,
                      .begins = first == frame->first_row,
                      .ends = end == frame->end_row};
    add_frame(layout, flow, part, top);
  }
}

/* A fragment of a table, and where in the order of reading it stands. */
typedef struct {
  bool body; /* cells of the head come first */
  int column;
  guint32 fragment;
  double y; /* of its row */
} Piece;

static int
compare_pieces(gconstpointer a, gconstpointer b)
{
  const Piece *one = a, *other = b;

  if (one->body != other->body)
    return one->body ? 1 : -1;
  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;
  return one->fragment < other->fragment ? -1 : one->fragment > other->fragment;
}

/* The bands of a table's row that are on the page: cell after cell, as they are read, not line after line. Returns the
 * row after them. */
static guint32
copy_bands(StsLayout *layout, const StsFlow *flow, guint32 first, guint32 end, double left, double top)
{
  g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
  guint32 number = g_array_index(flow->rows, StsRow, first).band, after = first;

  for (; after < end && g_array_index(flow->rows, StsRow, after).band == number; after++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, after);
    for (guint32 i = row->content; i < row->content + row->content_count; i++) {
      const StsFragment *fragment = &g_array_index(flow->galley.content, StsFragment, i);
      const StsNode *cell = fragment->node ? sts_node_ancestor(fragment->node, STS_NODE_CELL) : NULL;
      Piece piece = {.fragment = i, .y = top + row->y};
      if (cell) {
        piece.body = !cell->parent->row.header;
        piece.column = cell->cell.column;
      }
      g_array_append_val(pieces, piece);
    }
  }
  g_array_sort(pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++) {
    const Piece *piece = &g_array_index(pieces, Piece, i);
    sts_fragments_copy(layout->fragments, flow->galley.content, piece->fragment, 1, left, piece->y);
  }
  return after;
}

static void
record_break(StsSetter *setter, const StsChapter *chapter, const StsSheet *sheet, const char *label)
{
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(chapter->flow->rows, StsRow, i);
    if (!row->leaf)
      continue;
    StsPageBreak entry = {.node = row->leaf, .offset = row->leaf_offset, .label = label};
    g_array_append_val(setter->layout->breaks, entry);
    return;
  }
}

static void
begin_page(StsSetter *setter, const StsChapter *chapter, StsPage *page)
{
  StsLayout *layout = setter->layout;
  char label[16];

  g_snprintf(label, sizeof label, "%u", layout->pages->len + 1);
  *page = (StsPage){
      .first_fragment = layout->fragments->len,
      .first_link = layout->links->len,
      .width = (float)setter->theme->page_width,
      .height = (float)setter->theme->page_height,
      .label = sts_arena_strdup(layout->arena, label),
      .section = chapter ? chapter->section : -1,
  };
}

static void
end_page(StsSetter *setter, StsPage *page)
{
  StsLayout *layout = setter->layout;

  page->fragment_count = layout->fragments->len - page->first_fragment;
  page->link_count = layout->links->len - page->first_link;
  g_array_append_val(layout->pages, *page);
}

/* A block is placed by its first row; the mark of a note or a link, to which its label leads back, by its own line. */
static void
place_marks(StsLayout *layout, guint32 first_link)
{
  for (guint32 i = first_link; i < layout->links->len; i++) {
    const StsLinkArea *area = &g_array_index(layout->links, StsLinkArea, i);
    bool mark = area->node->kind == STS_NODE_NOTE_REFERENCE || area->node->kind == STS_NODE_LINK_NUMBER;
    StsPlace *place = mark ? g_hash_table_lookup(layout->places, area->node) : NULL;
    if (place)
      *place = (StsPlace){.page = (int)layout->pages->len, .y = area->y};
  }
}

static void
draw_page(StsSetter *setter, StsChapter *chapter, const StsSheet *sheet, int pages)
{
  StsLayout *layout = setter->layout;
  const StsFlow *flow = chapter->flow;
  const StsGalley *galley = &flow->galley;
  guint32 first_link = layout->links->len;
  double left = left_margin(setter->theme, (int)layout->pages->len, chapter->rtl), top = setter->theme->margin_top;

  add_frames(layout, chapter, sheet, left, top);
  if (sheet->head_table >= 0)
    sts_table_head_repeat(layout, flow, sheet->head_table, left, top);
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    sts_fragments_copy(layout->fragments, galley->artifacts, row->artifact, row->artifact_count, left, top + row->y);
  }
  for (guint32 i = sheet->first_row; i < sheet->end_row;) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    if (row->band > 0)
      i = copy_bands(layout, flow, i, sheet->end_row, left, top);
    else {
      sts_fragments_copy(layout->fragments, galley->content, row->content, row->content_count, left, top + row->y);
      i++;
    }
  }
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    sts_links_copy(layout->links, galley->links, row->link, row->link_count, left, top + row->y);
  }
  place_marks(layout, first_link);
  if (chapter->foot)
    sts_foot_place(setter, chapter->foot, left, top + chapter->height, (int)layout->pages->len + 1, pages);
}

void
sts_page_add(StsSetter *setter, StsChapter *chapter, guint index, int pages)
{
  const StsSheet *sheet = &g_array_index(chapter->sheets, StsSheet, index);
  StsPage page;

  begin_page(setter, chapter, &page);
  if (!setter->breaks_only)
    draw_page(setter, chapter, sheet, pages);
  record_break(setter, chapter, sheet, page.label);
  end_page(setter, &page);
}

void
sts_page_add_blank(StsSetter *setter)
{
  StsPage page;

  begin_page(setter, NULL, &page);
  end_page(setter, &page);
}
