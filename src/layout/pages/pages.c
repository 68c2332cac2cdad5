/* From flows to pages: numbers them, repeats the contents until its page numbers are true, and copies rows, frames and
 * feet into place. */
#include <math.h>

#include "layout/internal.h"

/* The contents may move the sections, whose numbers may change the contents; it settles at once but in freak cases. */
enum { CONTENTS_TRIES = 8 };

/* A part of the publication that begins on a page of its own. */
typedef struct {
  const StsNode *node;
  StsFlow *flow;
  StsFoot *foot;  /* NULL: the cover has none */
  double height;  /* of its text area */
  int section;    /* in publication->sections; -1 */
  int first_page; /* from 0 */
  bool rtl;
} Part;

typedef struct {
  StsSetter *setter;
  GArray *parts; /* of Part */
  int contents;  /* index of the part; -1 */
  int pages;
  GHashTable *labels; /* of the targets of contents entries: StsNode* -> char* */
} Book;

static int
section_index(const StsPublication *publication, const StsNode *node)
{
  for (guint i = 0; i < publication->sections->len; i++)
    if (g_array_index(publication->sections, StsPublishedSection, i).node == node)
      return (int)i;
  return -1;
}

/* The foot comes first: a tall one makes the text area shorter. */
static void
set_foot(StsSetter *setter, Part *part)
{
  const StsPublishedSection *section =
      part->section >= 0 ? &g_array_index(setter->publication->sections, StsPublishedSection, part->section) : NULL;

  if (part->node->kind == STS_NODE_COVER || part->foot)
    return;
  part->foot = sts_foot_new(setter, part->node, section);
  part->height -= sts_foot_excess(setter, part->foot);
}

/* Without drawing, a part's glyphs are of no use once its lines are broken. */
static void
drop_drawing(StsSetter *setter, StsFlow *flow)
{
  StsLayout *layout = setter->layout;

  sts_flow_drop_fragments(flow);
  g_array_set_size(layout->glyphs, 0);
  g_array_set_size(layout->clusters, 0);
  g_string_truncate(layout->text, 0);
}

static void
set_part(Book *book, Part *part)
{
  StsSetter *setter = book->setter;
  double height = setter->height;

  set_foot(setter, part);
  setter->height = part->height;
  g_clear_pointer(&part->flow, sts_flow_free);
  part->flow = sts_flow_new();
  setter->flow = part->flow;
  g_ptr_array_add(part->flow->pending_anchors, (gpointer)part->node);
  sts_block_set(setter, part->node, book->labels);
  if (part->flow->rows->len == 0)
    sts_flow_pad(part->flow, setter->theme->grid, false);
  sts_flow_paginate(part->flow, setter->height, setter->theme->grid);
  if (setter->breaks_only)
    drop_drawing(setter, part->flow);
  setter->flow = NULL;
  setter->height = height;
}

static void
set_parts(Book *book)
{
  const StsPublication *publication = book->setter->publication;
  int section = 0;

  for (const StsNode *node = publication->root->first_child; node; node = node->next) {
    Part part = {.node = node, .section = -1, .height = book->setter->height};
    part.rtl = sts_language_is_rtl(sts_setter_language(book->setter, node));
    if (node->kind == STS_NODE_SECTION) {
      const GArray *sections = publication->sections;
      /* Sections stand in the tree in the array's order. */
      bool next = section < (int)sections->len && g_array_index(sections, StsPublishedSection, section).node == node;
      part.section = next ? section : section_index(publication, node);
      section++;
    }
    if (node->kind == STS_NODE_CONTENTS)
      book->contents = (int)book->parts->len;
    else
      set_part(book, &part);
    g_array_append_val(book->parts, part);
  }
}

/* Gives each part its first page. With duplex printing each begins on a recto. */
static void
number_pages(Book *book)
{
  int page = 0;

  for (guint i = 0; i < book->parts->len; i++) {
    Part *part = &g_array_index(book->parts, Part, i);
    if (book->setter->theme->duplex && page % 2 == 1)
      page++;
    part->first_page = page;
    page += part->flow ? (int)part->flow->sheets->len : 0;
  }
  book->pages = page;
}

static void
record_places(Book *book, const Part *part)
{
  StsSetter *setter = book->setter;
  const StsFlow *flow = part->flow;
  guint sheet = 0;

  for (guint i = 0; i < flow->anchors->len; i++) {
    const StsAnchor *anchor = &g_array_index(flow->anchors, StsAnchor, i);
    while (sheet + 1 < flow->sheets->len && g_array_index(flow->sheets, StsSheet, sheet).end_row <= anchor->row)
      sheet++;
    StsPlace *place = g_hash_table_lookup(setter->layout->places, anchor->node);
    if (!place) {
      place = STS_ARENA_NEW(setter->layout->arena, StsPlace);
      g_hash_table_insert(setter->layout->places, (gpointer)anchor->node, place);
    }
    place->page = part->first_page + (int)sheet;
    place->y = (float)(setter->theme->margin_top + g_array_index(flow->rows, StsRow, anchor->row).y);
  }
}

static void
record_all_places(Book *book)
{
  for (guint i = 0; i < book->parts->len; i++)
    if (g_array_index(book->parts, Part, i).flow)
      record_places(book, &g_array_index(book->parts, Part, i));
}

/* Fills the labels of the entries; returns whether any changed. */
static bool
update_labels(Book *book)
{
  const StsNode *contents = g_array_index(book->parts, Part, book->contents).node;
  bool changed = false;

  for (const StsNode *node = contents; node; node = sts_node_next(contents, node, false)) {
    if (node->kind != STS_NODE_CONTENTS_ENTRY || !node->contents_entry.target)
      continue;
    const StsPlace *place = g_hash_table_lookup(book->setter->layout->places, node->contents_entry.target);
    g_autofree char *label = place ? g_strdup_printf("%d", place->page + 1) : g_strdup("");
    const char *before = g_hash_table_lookup(book->labels, node->contents_entry.target);
    if (g_strcmp0(before, label) != 0) {
      g_hash_table_insert(book->labels, (gpointer)node->contents_entry.target, g_steal_pointer(&label));
      changed = true;
    }
  }
  return changed;
}

static void
set_contents(Book *book)
{
  StsLayout *layout = book->setter->layout;
  Part *part = &g_array_index(book->parts, Part, book->contents);

  /* Each try forgets the glyphs of the one before, but not those of the foot. */
  set_foot(book->setter, part);
  guint32 glyphs = layout->glyphs->len, clusters = layout->clusters->len;
  gsize text = layout->text->len;
  for (int i = 0; i < CONTENTS_TRIES; i++) {
    g_array_set_size(layout->glyphs, glyphs);
    g_array_set_size(layout->clusters, clusters);
    g_string_truncate(layout->text, text);
    set_part(book, part);
    number_pages(book);
    record_all_places(book);
    /* The labels have a column of their own: where none is drawn, the first try is as good as the next. */
    if (!update_labels(book) || book->setter->breaks_only)
      return;
  }
}

/* ---- putting pages together ---- */

static double
left_margin(const StsTheme *theme, int page, bool rtl)
{
  bool verso = theme->duplex && page % 2 == 1;

  /* The spine is at the left of a recto, in books that open from the other side at its right. */
  return verso != rtl ? theme->margin_outer : theme->margin_inner;
}

static void
add_frames(StsLayout *layout, const StsFlow *flow, const StsSheet *sheet, guint *first_frame, double left, double top)
{
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
    double y = top + first_row->y, height = last_row->y + last_row->height - first_row->y;
    if (frame->shaded) {
      /* Where the page cuts it, the shade reaches out a little, so that text does not lie against its edge. */
      double reach = layout->theme->callout_padding / 2, above = first > frame->first_row ? reach : 0,
             below = end < frame->end_row ? reach : 0;
      y -= above;
      height += above + below;
      StsFragment shade = sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, left + frame->left, y, frame->right - frame->left,
                                           height, frame->shade);
      g_array_append_val(layout->fragments, shade);
    }
    if (frame->bar > 0) {
      StsFragment bar =
          sts_fragment_box(STS_ROLE_ARTIFACT_LAYOUT, left + (frame->rtl ? frame->right - frame->bar : frame->left), y,
                           frame->bar, height, frame->color);
      g_array_append_val(layout->fragments, bar);
    }
  }
}

static void
copy_fragments(StsLayout *layout, const GArray *from, guint32 first, guint32 count, double dx, double dy)
{
  guint32 before = layout->fragments->len;

  if (count == 0)
    return;
  g_array_append_vals(layout->fragments, &g_array_index(from, StsFragment, first), count);
  sts_flow_shift(layout->fragments, before, layout->fragments->len, dx, dy);
}

static void
copy_links(StsLayout *layout, const StsFlow *flow, const StsRow *row, double dx, double dy)
{
  guint32 before = layout->links->len;

  if (row->link_count == 0)
    return;
  g_array_append_vals(layout->links, &g_array_index(flow->links, StsLinkArea, row->link), row->link_count);
  sts_flow_shift_links(layout->links, before, layout->links->len, dx, dy);
}

static int
column_of(const StsFragment *fragment)
{
  const StsNode *cell = fragment->node ? sts_node_ancestor(fragment->node, STS_NODE_CELL) : NULL;

  return cell ? cell->cell.column : 0;
}

/* The bands of a table's row that are on the page: cell after cell, as they are read, not line after line. Returns the
 * row after them. */
static guint32
copy_bands(StsLayout *layout, const StsFlow *flow, guint32 first, guint32 end, double left, double top)
{
  guint32 number = g_array_index(flow->rows, StsRow, first).band, after = first;
  int columns = 0;

  for (; after < end && g_array_index(flow->rows, StsRow, after).band == number; after++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, after);
    for (guint32 i = 0; i < row->content_count; i++)
      columns = MAX(columns, column_of(&g_array_index(flow->content, StsFragment, row->content + i)) + 1);
  }
  for (int column = 0; column < columns; column++)
    for (guint32 i = first; i < after; i++) {
      const StsRow *row = &g_array_index(flow->rows, StsRow, i);
      for (guint32 k = row->content; k < row->content + row->content_count; k++)
        if (column_of(&g_array_index(flow->content, StsFragment, k)) == column)
          copy_fragments(layout, flow->content, k, 1, left, top + row->y);
    }
  return after;
}

/* The head of a table again: its text is an artifact this time. */
static void
repeat_head(StsLayout *layout, const StsFlow *flow, const StsFlowTable *table, double left, double top)
{
  double y = top;

  for (int content = 0; content <= 1; content++) {
    y = top;
    for (guint32 i = table->first_row; i < table->head_end; i++) {
      const StsRow *row = &g_array_index(flow->rows, StsRow, i);
      guint32 before = layout->fragments->len;
      y += i > table->first_row ? row->space : 0;
      if (content)
        copy_fragments(layout, flow->content, row->content, row->content_count, left, y);
      else
        copy_fragments(layout, flow->artifacts, row->artifact, row->artifact_count, left, y);
      for (guint32 k = before; k < layout->fragments->len; k++) {
        StsFragment *fragment = &g_array_index(layout->fragments, StsFragment, k);
        fragment->role = STS_ROLE_ARTIFACT_LAYOUT;
        fragment->node = NULL;
      }
      y += row->height;
    }
  }
}

static void
record_break(Book *book, const Part *part, const StsSheet *sheet, const char *label)
{
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(part->flow->rows, StsRow, i);
    if (!row->leaf)
      continue;
    StsPageBreak entry = {.node = row->leaf, .offset = row->leaf_offset, .label = label};
    g_array_append_val(book->setter->layout->breaks, entry);
    return;
  }
}

static void
begin_page(Book *book, const Part *part, StsPage *page)
{
  StsLayout *layout = book->setter->layout;
  char label[16];

  g_snprintf(label, sizeof label, "%u", layout->pages->len + 1);
  *page = (StsPage){
      .first_fragment = layout->fragments->len,
      .first_link = layout->links->len,
      .width = (float)book->setter->theme->page_width,
      .height = (float)book->setter->theme->page_height,
      .label = sts_arena_strdup(layout->arena, label),
      .section = part ? part->section : -1,
  };
}

static void
end_page(Book *book, StsPage *page)
{
  StsLayout *layout = book->setter->layout;

  page->fragment_count = layout->fragments->len - page->first_fragment;
  page->link_count = layout->links->len - page->first_link;
  g_array_append_val(layout->pages, *page);
}

static void
make_page(Book *book, const Part *part, guint index, guint *first_frame)
{
  StsSetter *setter = book->setter;
  StsLayout *layout = setter->layout;
  const StsFlow *flow = part->flow;
  const StsSheet *sheet = &g_array_index(flow->sheets, StsSheet, index);
  double left = left_margin(setter->theme, (int)layout->pages->len, part->rtl), top = setter->theme->margin_top;
  StsPage page;

  begin_page(book, part, &page);
  add_frames(layout, flow, sheet, first_frame, left, top);
  if (sheet->head_table >= 0)
    repeat_head(layout, flow, &g_array_index(flow->tables, StsFlowTable, sheet->head_table), left, top);
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    copy_fragments(layout, flow->artifacts, row->artifact, row->artifact_count, left, top + row->y);
  }
  for (guint32 i = sheet->first_row; i < sheet->end_row;) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    if (row->band > 0)
      i = copy_bands(layout, flow, i, sheet->end_row, left, top);
    else {
      copy_fragments(layout, flow->content, row->content, row->content_count, left, top + row->y);
      i++;
    }
  }
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    copy_links(layout, flow, row, left, top + row->y);
  }
  if (part->foot)
    sts_foot_place(setter, part->foot, left, top + part->height, (int)layout->pages->len + 1, book->pages);
  record_break(book, part, sheet, page.label);
  end_page(book, &page);
}

/* A page of which only the beginning matters. */
static void
mark_page(Book *book, const Part *part, guint index)
{
  StsPage page;

  begin_page(book, part, &page);
  record_break(book, part, &g_array_index(part->flow->sheets, StsSheet, index), page.label);
  end_page(book, &page);
}

static void
make_part(Book *book, Part *part)
{
  StsSetter *setter = book->setter;
  guint first_frame = 0;

  while ((int)setter->layout->pages->len < part->first_page) {
    StsPage blank;
    begin_page(book, NULL, &blank);
    end_page(book, &blank);
  }
  for (guint i = 0; i < part->flow->sheets->len; i++) {
    if (setter->breaks_only)
      mark_page(book, part, i);
    else
      make_page(book, part, i, &first_frame);
  }
  g_clear_pointer(&part->foot, sts_foot_free);
  g_clear_pointer(&part->flow, sts_flow_free);
}

void
sts_pages_make(StsSetter *setter)
{
  Book book = {.setter = setter, .parts = g_array_new(FALSE, TRUE, sizeof(Part)), .contents = -1};

  book.labels = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  set_parts(&book);
  if (book.contents >= 0)
    set_contents(&book);
  number_pages(&book);
  record_all_places(&book);
  for (guint i = 0; i < book.parts->len; i++)
    make_part(&book, &g_array_index(book.parts, Part, i));
  g_hash_table_destroy(book.labels);
  g_array_unref(book.parts);
}
