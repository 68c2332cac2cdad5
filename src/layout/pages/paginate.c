/* Cuts a flow into sheets: of all ways to end pages, the one that costs least.
 *
 * From each row that can begin a page, rows are placed until the page is full. Ends are looked for from there back, no
 * farther than half a page while there is one that parts nothing. In each stretch of a page the best end stands for all
 * others. So each row is placed a bounded number of times. */
#include "layout/pages/paginate.h"

#include <math.h>

#include "layout/pages/table-head.h"

static const double tolerance = 0.05;

/* A last page with less on it is worth the try to do without: a disclaimer that is kept whole takes a quarter. */
static const double worth_saving = 1.0 / 3;

/* Costs are in squares of the percentage of a page that is left white: 400 is a fifth of a page. */
typedef gint64 Cost;

static const Cost keep_costs[] = {
    [STS_KEEP_FREE] = 0,       [STS_KEEP_ITEM] = 50,       [STS_KEEP_TEXT] = 100,
    [STS_KEEP_ROW] = 400,      [STS_KEEP_SHORT] = 2500,    [STS_KEEP_GROUP] = 100000,
    [STS_KEEP_LABEL] = 300000, [STS_KEEP_LINES] = 1000000, [STS_KEEP_HEADING] = 3000000,
};

static const Cost page_cost = 4000, short_cost = 1500, short_cost_each = 60 /* a percent that is wanting */;

enum { NEVER = -1, LOOK_BACK = 50, STRETCH = 6 /* percent of a page */ };

/* How pages are filled. */
typedef struct {
  StsFlow *flow;
  double height, grid;
  double spaces;   /* what is left of them: 1 */
  bool mind_short; /* a short last page costs */
} Way;

/* A page being filled. */
typedef struct {
  guint32 first, next; /* rows */
  double y;            /* the bottom of the row before `next` */
  double top;          /* of that row */
} Filling;

/* The cheapest way to a page that begins with the row. */
typedef struct {
  Cost cost;    /* NEVER: there is none */
  guint32 from; /* the first row of the page before */
} Start;

static StsRow *
row_at(const StsFlow *flow, guint32 index)
{
  return &g_array_index(flow->rows, StsRow, index);
}

static double
snap(double y, double grid)
{
  return grid > 0 ? ceil(y / grid - 1e-3) * grid : y;
}

static Filling
begin_page(const Way *way, guint32 first)
{
  const StsFlow *flow = way->flow;
  gint32 head = sts_table_head_above(flow, first);
  Filling page = {.first = first, .next = first};

  if (head < 0)
    return page;
  page.y = sts_table_head_height(flow, head);
  /* A row that goes on from the page before keeps off the head above it. */
  if (row_at(flow, first)->band > 0 && row_at(flow, first - 1)->band == row_at(flow, first)->band)
    page.y += 2 * way->grid;
  return page;
}

/* Places the next row if it fits; the first always does. */
static bool
place_row(const Way *way, Filling *page)
{
  if (page->next == way->flow->rows->len)
    return false;
  const StsRow *row = row_at(way->flow, page->next);
  bool first = page->next == page->first;
  double top = first ? page->y : page->y + row->space * way->spaces;

  /* Where spaces are smaller, the grid would make them as large as they were. */
  if (row->snap && way->spaces == 1)
    top = snap(top, way->grid);
  if (!first && top + row->height > way->height + tolerance)
    return false;
  page->top = top;
  page->y = top + row->height;
  page->next++;
  return true;
}

static int
percent_filled(const Way *way, double y)
{
  return (int)CLAMP(100 * y / way->height + 1e-6, 0, 100);
}

static void
offer(GArray *starts, guint32 row, Cost cost, guint32 from)
{
  Start *start = &g_array_index(starts, Start, row);

  if (start->cost == NEVER || cost < start->cost)
    *start = (Start){.cost = cost, .from = from};
}

/* Offers ends of the page whose rows have these bottoms, from the fullest back. */
static void
offer_ends(const Way *way, GArray *starts, guint32 first, const GArray *bottoms)
{
  Cost before = g_array_index(starts, Start, first).cost + page_cost, best = NEVER;
  guint32 best_end = 0;
  int stretch = 0;
  bool sound = false;

  for (guint32 end = first + bottoms->len; end > first; end--) {
    int white = 100 - percent_filled(way, g_array_index(bottoms, double, end - first - 1));
    guint8 keep = row_at(way->flow, end)->keep;
    Cost cost = keep_costs[keep] + (Cost)white * white;
    if (white > LOOK_BACK && sound)
      break;
    if (best != NEVER && white / STRETCH != stretch) {
      offer(starts, best_end, before + best, first);
      best = NEVER;
    }
    if (best == NEVER || cost < best) {
      best = cost;
      best_end = end;
      stretch = white / STRETCH;
    }
    sound |= keep < STS_KEEP_GROUP;
  }
  offer(starts, best_end, before + best, first);
}

static Cost
last_cost(const Way *way, double y)
{
  int wanting = (int)(100 * STS_SHEET_SHORT) - percent_filled(way, y);

  return way->mind_short && wanting > 0 ? short_cost + wanting * short_cost_each : 0;
}

/* Fills `starts` (of Start, by row); returns the row with which the last page begins. */
static guint32
search(const Way *way, GArray *starts)
{
  g_autoptr(GArray) bottoms = g_array_new(FALSE, FALSE, sizeof(double));
  guint32 count = way->flow->rows->len, last = 0;
  Cost least = NEVER;

  g_array_set_size(starts, count);
  for (guint32 i = 0; i < count; i++)
    g_array_index(starts, Start, i).cost = i == 0 ? 0 : NEVER;
  for (guint32 first = 0; first < count; first++) {
    Cost before = g_array_index(starts, Start, first).cost;
    if (before == NEVER)
      continue;
    Filling page = begin_page(way, first);
    g_array_set_size(bottoms, 0);
    while (place_row(way, &page))
      g_array_append_val(bottoms, page.y);
    if (page.next < count) {
      offer_ends(way, starts, first, bottoms);
      continue;
    }
    Cost cost = before + page_cost + last_cost(way, page.y);
    if (least == NEVER || cost < least) {
      least = cost;
      last = first;
    }
  }
  return last;
}

/* Returns the sheets of the cheapest way. */
static GArray *
cut(const Way *way)
{
  GArray *sheets = g_array_new(FALSE, FALSE, sizeof(StsSheet));
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(Start));
  guint32 end = way->flow->rows->len;

  if (end == 0)
    return sheets;
  for (guint32 first = search(way, starts);; first = g_array_index(starts, Start, first).from) {
    StsSheet sheet = {.first_row = first, .end_row = end, .head_table = sts_table_head_above(way->flow, first)};
    g_array_append_val(sheets, sheet);
    end = first;
    if (first == 0)
      break;
  }
  for (guint i = 0; i < sheets->len / 2; i++) {
    StsSheet *one = &g_array_index(sheets, StsSheet, i), *other = &g_array_index(sheets, StsSheet, sheets->len - 1 - i);
    StsSheet kept = *one;
    *one = *other;
    *other = kept;
  }
  return sheets;
}

static void
place_rows(const Way *way, const GArray *sheets)
{
  for (guint i = 0; i < sheets->len; i++) {
    const StsSheet *sheet = &g_array_index(sheets, StsSheet, i);
    Filling page = begin_page(way, sheet->first_row);
    while (page.next < sheet->end_row && place_row(way, &page))
      row_at(way->flow, page.next - 1)->y = (float)page.top;
    g_assert(page.next == sheet->end_row);
  }
}

double
sts_sheets_last_fill(const StsFlow *flow, const GArray *sheets, double height)
{
  if (sheets->len == 0)
    return 0;
  const StsRow *row = row_at(flow, g_array_index(sheets, StsSheet, sheets->len - 1).end_row - 1);
  return (row->y + row->height) / height;
}

/* Tries smaller spaces, then taller pages; returns the sheets and sets the way that makes them fewer than `count`, or
 * NULL. */
static GArray *
save_page(Way *way, const StsPageRoom *room, guint count)
{
  static const struct {
    double spaces, reach; /* the latter of what is allowed */
  } tries[] = {{0.9, 0}, {0.8, 0}, {0.7, 0}, {0.7, 0.5}, {0.7, 1}};
  Way before = *way;

  for (guint i = 0; i < G_N_ELEMENTS(tries); i++) {
    Way next = before;
    next.spaces = MAX(tries[i].spaces, room->spaces_min);
    next.height += tries[i].reach * room->reach;
    if (next.spaces == way->spaces && next.height == way->height)
      continue;
    *way = next;
    GArray *sheets = cut(way);
    if (sheets->len < count)
      return sheets;
    g_array_unref(sheets);
  }
  *way = before;
  return NULL;
}

GArray *
sts_flow_paginate(StsFlow *flow, const StsPageRoom *room)
{
  Way way = {.flow = flow, .height = room->height, .grid = room->grid, .spaces = 1};
  GArray *sheets = cut(&way);

  place_rows(&way, sheets);
  double fill = sheets->len > 1 ? sts_sheets_last_fill(flow, sheets, room->height) : 1;
  GArray *better = fill < worth_saving ? save_page(&way, room, sheets->len) : NULL;
  if (!better && fill < STS_SHEET_SHORT) {
    way.mind_short = true;
    better = cut(&way);
  }
  if (!better)
    return sheets;
  g_array_unref(sheets);
  place_rows(&way, better);
  return better;
}
