/* From flows to pages: lays the chapters out, numbers their pages, and repeats the contents until its page numbers are
 * true. */
#include "layout/pages/pages.h"

#include "base/language-tag.h"
#include "layout/blocks/block.h"
#include "layout/pages/foot.h"
#include "layout/pages/page.h"
#include "layout/pages/paginate.h"

/* The contents may move the sections, whose numbers may change the contents; it settles at once but in freak cases. */
enum { CONTENTS_TRIES = 8 };

/* How much of the work is done when all chapters are set. */
static const double CHAPTERS_SET = 0.8;

typedef struct {
  StsSetter *setter;
  GArray *chapters; /* of StsChapter */
  int contents;     /* index of the chapter; -1 */
  int pages;
  GHashTable *labels; /* of the targets of contents entries: StsNode* -> char* */
} Book;

/* The foot comes first: a tall one makes the text area shorter. */
static void
set_foot(StsSetter *setter, StsChapter *chapter)
{
  const StsPublishedSection *section =
      chapter->section >= 0 ? &g_array_index(setter->publication->sections, StsPublishedSection, chapter->section)
                            : NULL;

  if (chapter->node->kind == STS_NODE_COVER || chapter->foot)
    return;
  chapter->foot = sts_foot_new(setter, chapter->node, section);
  chapter->height -= sts_foot_excess(setter, chapter->foot);
}

/* Without drawing, a chapter's glyphs are of no use once its lines are broken. */
static void
drop_drawing(StsSetter *setter, StsFlow *flow)
{
  StsLayout *layout = setter->layout;

  sts_galley_drop(&flow->galley);
  g_array_set_size(layout->glyphs, 0);
  g_array_set_size(layout->clusters, 0);
  g_string_truncate(layout->text, 0);
}

/* By how much the text may come nearer to the foot to save a page: 12 points, and never onto its rule. */
static double
page_reach(const StsTheme *theme)
{
  return CLAMP(sts_foot_rule(theme) - theme->grid, 0, 12);
}

static void
note_short_end(StsSetter *setter, const StsChapter *chapter)
{
  double fill = sts_sheets_last_fill(chapter->flow, chapter->sheets, setter->height);
  StsShortEnd end = {.section = chapter->node, .percent = (int)(100 * fill)};

  if (chapter->section >= 0 && chapter->sheets->len > 1 && fill < STS_SHEET_SHORT)
    g_array_append_val(setter->layout->short_ends, end);
}

static void
set_chapter(Book *book, StsChapter *chapter)
{
  StsSetter *setter = book->setter;
  double height = setter->height;

  set_foot(setter, chapter);
  setter->height = chapter->height;
  g_clear_pointer(&chapter->flow, sts_flow_free);
  g_clear_pointer(&chapter->sheets, g_array_unref);
  chapter->flow = sts_flow_new(setter);
  g_ptr_array_add(chapter->flow->galley.pending_anchors, (gpointer)chapter->node);
  sts_block_set(chapter->flow, chapter->node, book->labels);
  StsPageRoom room = {.height = setter->height,
                      .reach = page_reach(setter->theme),
                      .grid = setter->theme->grid,
                      .spaces_min = setter->theme->spaces_min};
  chapter->sheets = sts_flow_paginate(chapter->flow, &room);
  note_short_end(setter, chapter);
  if (setter->breaks_only)
    drop_drawing(setter, chapter->flow);
  setter->height = height;
}

/* Returns false when the work is stopped. */
static bool
set_chapters(Book *book)
{
  const StsPublication *publication = book->setter->publication;
  int section = 0;

  for (const StsNode *node = publication->root->first_child; node; node = node->next) {
    if (!sts_watch_tell(book->setter->watch, CHAPTERS_SET * book->chapters->len / (publication->sections->len + 2)))
      return false;
    StsChapter chapter = {.node = node, .section = -1, .height = book->setter->height};
    chapter.rtl = sts_language_is_rtl(sts_setter_language(book->setter, node));
    if (node->kind == STS_NODE_SECTION) {
      g_assert(g_array_index(publication->sections, StsPublishedSection, section).node == node);
      chapter.section = section++;
    }
    if (node->kind == STS_NODE_CONTENTS)
      book->contents = (int)book->chapters->len;
    else
      set_chapter(book, &chapter);
    g_array_append_val(book->chapters, chapter);
  }
  return true;
}

/* Gives each chapter its first page. With duplex printing each begins on a recto. */
static void
number_pages(Book *book)
{
  int page = 0;

  for (guint i = 0; i < book->chapters->len; i++) {
    StsChapter *chapter = &g_array_index(book->chapters, StsChapter, i);
    if (book->setter->theme->duplex && page % 2 == 1)
      page++;
    chapter->first_page = page;
    page += chapter->sheets ? (int)chapter->sheets->len : 0;
  }
  book->pages = page;
}

static void
record_places(Book *book, const StsChapter *chapter)
{
  StsSetter *setter = book->setter;
  const StsFlow *flow = chapter->flow;
  guint sheet = 0;

  for (guint i = 0; i < flow->anchors->len; i++) {
    const StsAnchor *anchor = &g_array_index(flow->anchors, StsAnchor, i);
    while (sheet + 1 < chapter->sheets->len && g_array_index(chapter->sheets, StsSheet, sheet).end_row <= anchor->row)
      sheet++;
    StsPlace *place = g_hash_table_lookup(setter->layout->places, anchor->node);
    if (!place) {
      place = STS_ARENA_NEW(setter->layout->arena, StsPlace);
      g_hash_table_insert(setter->layout->places, (gpointer)anchor->node, place);
    }
    place->page = chapter->first_page + (int)sheet;
    place->y = (float)(setter->theme->margin_top + g_array_index(flow->rows, StsRow, anchor->row).y);
  }
}

static void
record_all_places(Book *book)
{
  for (guint i = 0; i < book->chapters->len; i++)
    if (g_array_index(book->chapters, StsChapter, i).flow)
      record_places(book, &g_array_index(book->chapters, StsChapter, i));
}

/* Fills the labels of the entries; returns whether any changed. */
static bool
update_labels(Book *book)
{
  const StsNode *contents = g_array_index(book->chapters, StsChapter, book->contents).node;
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

/* What the layout had before the contents. */
typedef struct {
  guint32 glyphs, clusters;
  gsize text;
} Before;

/* Sets the contents, forgetting the try before; returns the count of their pages. */
static guint
try_contents(Book *book, const Before *before)
{
  StsLayout *layout = book->setter->layout;
  StsChapter *chapter = &g_array_index(book->chapters, StsChapter, book->contents);

  g_array_set_size(layout->glyphs, before->glyphs);
  g_array_set_size(layout->clusters, before->clusters);
  g_string_truncate(layout->text, before->text);
  set_chapter(book, chapter);
  return chapter->sheets->len;
}

/* Headings of the second level are listed where they cost no page. How long the list is does not depend on the labels,
 * which have a column of their own. */
static void
choose_levels(Book *book, const Before *before)
{
  bool *brief = &book->setter->layout->brief_contents;
  guint pages = try_contents(book, before);

  if (pages == 1)
    return;
  *brief = true;
  *brief = try_contents(book, before) < pages;
  if (!*brief)
    try_contents(book, before);
}

static void
set_contents(Book *book)
{
  StsLayout *layout = book->setter->layout;

  /* The foot is set once. */
  set_foot(book->setter, &g_array_index(book->chapters, StsChapter, book->contents));
  Before before = {layout->glyphs->len, layout->clusters->len, layout->text->len};
  choose_levels(book, &before);
  for (int i = 0; i < CONTENTS_TRIES; i++) {
    number_pages(book);
    record_all_places(book);
    /* Where no label is drawn, the first try is as good as the next. */
    if (!update_labels(book) || book->setter->breaks_only)
      return;
    try_contents(book, &before);
  }
}

static void
clear_chapter(gpointer data)
{
  StsChapter *chapter = data;

  g_clear_pointer(&chapter->foot, sts_foot_free);
  g_clear_pointer(&chapter->sheets, g_array_unref);
  g_clear_pointer(&chapter->flow, sts_flow_free);
}

static void
add_pages(Book *book, StsChapter *chapter)
{
  StsSetter *setter = book->setter;

  while ((int)setter->layout->pages->len < chapter->first_page)
    sts_page_add_blank(setter);
  for (guint i = 0; i < chapter->sheets->len; i++)
    sts_page_add(setter, chapter, i, book->pages);
  clear_chapter(chapter);
}

/* Returns false when the work is stopped. */
static bool
add_all_pages(Book *book)
{
  guint count = book->chapters->len;

  if (book->contents >= 0)
    set_contents(book);
  number_pages(book);
  record_all_places(book);
  for (guint i = 0; i < count; i++) {
    if (!sts_watch_tell(book->setter->watch, CHAPTERS_SET + (1 - CHAPTERS_SET) * i / count))
      return false;
    add_pages(book, &g_array_index(book->chapters, StsChapter, i));
  }
  return true;
}

bool
sts_pages_make(StsSetter *setter)
{
  Book book = {.setter = setter, .chapters = g_array_new(FALSE, TRUE, sizeof(StsChapter)), .contents = -1};

  g_array_set_clear_func(book.chapters, clear_chapter);
  book.labels = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  bool done = set_chapters(&book) && add_all_pages(&book);
  g_hash_table_destroy(book.labels);
  g_array_unref(book.chapters);
  return done;
}
