/* rooms: base document read check assemble style layout */
/* Tests of where pages end, and of how tables are divided: what must hold in any document, on such made at random. */
#include <math.h>
#include <string.h>

#include "layout-pages.h"
#include "layout/blocks/table-columns.h"
#include "layout/pages/paginate.h"
#include "layout/text/measure.h"

enum { DOCUMENTS = 60, FLOWS = 3000 };

/* ---- documents ---- */

static void
append_words(GString *out, GRand *rand, int least, int most)
{
  static const char *const words[] = {"care", "team", "doctor", "treatment", "a", "side", "effects", "questions"};

  for (int i = g_rand_int_range(rand, least, most); i > 0; i--)
    g_string_append_printf(out, "%s ", words[g_rand_int_range(rand, 0, G_N_ELEMENTS(words))]);
}

static void
append_list(GString *out, GRand *rand, const char *first)
{
  for (int i = 0, items = g_rand_int_range(rand, 2, 9); i < items; i++) {
    g_string_append(out, i == 0 ? first : "- ");
    append_words(out, rand, 3, 20);
    g_string_append_c(out, '\n');
  }
  g_string_append_c(out, '\n');
}

static void
append_table(GString *out, GRand *rand, int number)
{
  g_string_append(out, "| Name | What it does |\n| --- | --- |\n");
  for (int i = 0, rows = g_rand_int_range(rand, 2, 12); i < rows; i++) {
    g_string_append_printf(out, "| Row%02d | ", number);
    append_words(out, rand, 2, 30);
    g_string_append(out, "|\n");
  }
  g_string_append_c(out, '\n');
}

/* Words that are looked for: Heading, Bold and Begins, Ends of a callout, all with a number; Row with that of its
 * table.
 */
static char *
make_body(GRand *rand)
{
  GString *out = g_string_new(NULL);

  for (int i = 0, blocks = g_rand_int_range(rand, 3, 40); i < blocks; i++)
    switch (g_rand_int_range(rand, 0, 8)) {
    case 0:
      g_string_append_printf(out, "## Heading %d.\n\n", i);
      append_words(out, rand, 5, 40);
      g_string_append(out, "\n\n");
      break;
    case 1:
      append_list(out, rand, "- ");
      break;
    case 2:
      g_string_append_printf(out, "**Bold %d.**\n\n", i);
      append_list(out, rand, "- After. ");
      break;
    case 3:
      append_table(out, rand, i);
      break;
    case 4:
      g_string_append_printf(out, "> [!NOTE]\n> Begins %d. ", i);
      append_words(out, rand, 0, 30);
      g_string_append_printf(out, "\n>\n> Ends %d.\n\n", i);
      break;
    case 5:
      g_string_append_printf(out, "> [!WARNING]\n> Begins %d. Ends %d.\n\n", i, i);
      break;
    default:
      append_words(out, rand, 5, 120);
      g_string_append(out, "\n\n");
    }
  return g_string_free(out, FALSE);
}

/* ---- what must hold ---- */

static guint
count_with(const GPtrArray *lines, const char *words)
{
  guint count = 0;

  for (guint i = 0; i < lines->len; i++)
    count += strstr(lines->pdata[i], words) != NULL;
  return count;
}

/* The lower end of the fragment's ink. */
static double
ink_end(const Pages *pages, const StsFragment *fragment)
{
  double end = fragment->y + fragment->height;

  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    return end;
  for (guint32 i = 0; i < fragment->glyphs.glyph_count; i++) {
    const StsGlyph *glyph = &g_array_index(pages->layout->glyphs, StsGlyph, fragment->glyphs.first_glyph + i);
    PangoRectangle ink;
    pango_font_get_glyph_extents(pages->layout->fonts->pdata[fragment->glyphs.font], glyph->glyph, &ink, NULL);
    end = MAX(end, fragment->y + glyph->y + PANGO_DESCENT(ink) / (double)PANGO_SCALE);
  }
  return end;
}

/* No text or drawing comes nearer to the rule above the foot than a step of the grid. */
static void
check_foot_is_clear(const Pages *pages, const StsPage *page)
{
  double rule = 0;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->role == STS_ROLE_ARTIFACT_FOOTER && fragment->kind == STS_FRAGMENT_BOX)
      rule = fragment->y;
  }
  g_assert_cmpfloat(rule, >, 0);
  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->role != STS_ROLE_ARTIFACT_FOOTER)
      g_assert_cmpfloat(rule - ink_end(pages, fragment), >=, pages->theme->grid);
  }
}

static void
check_page(const Pages *pages, guint index)
{
  g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, index));
  bool last = index + 1 == pages->layout->pages->len;

  check_foot_is_clear(pages, page_at(pages, index));
  for (int i = 0; i < 40; i++) {
    g_autofree char *row = g_strdup_printf("Row%02d", i), *begins = g_strdup_printf("Begins %d.", i),
                    *ends = g_strdup_printf("Ends %d.", i);
    guint rows = count_with(lines, row);
    g_assert_cmpuint(rows, !=, 1); /* each table has two or more */
    g_assert_cmpuint(count_with(lines, begins), ==, count_with(lines, ends));
  }
  const char *bottom = lines->pdata[lines->len - 1];
  g_assert_false(!last && (strstr(bottom, "Heading") || strstr(bottom, "Bold") || strstr(bottom, "Name")));
  g_assert_cmpuint(count_with(lines, "Disclaimer"), ==, count_with(lines, "Last words of it."));
}

/* The disclaimer stands where the date closes the section. */
static void
check_closing(const Pages *pages)
{
  guint last = pages->layout->pages->len - 1;
  g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, last));

  g_assert_cmpuint(count_with(lines, "Disclaimer"), ==, 1);
  g_assert_nonnull(strstr(lines->pdata[lines->len - 1], "Last Revised: "));
}

static void
test_documents(gconstpointer wishes)
{
  static const char front[] = "references: {waived: none}\ndisclaimer: |\n  This text does not take the place of a "
                              "doctor. Ask your care team.\n\n  Last words of it.\n";
  g_autoptr(GRand) rand = g_rand_new_with_seed(GPOINTER_TO_UINT(wishes) + 7);

  for (int i = 0; i < DOCUMENTS; i++) {
    g_autofree char *body = make_body(rand);
    g_autoptr(Pages) pages = set_section("en", front, body, GPOINTER_TO_INT(wishes));
    check_texts(pages);
    check_fragments(pages);
    for (guint k = 0; k < pages->layout->pages->len; k++)
      check_page(pages, k);
    check_closing(pages);
  }
}

/* ---- flows ---- */

static StsFlow *
make_flow(GRand *rand, StsSetter *setter)
{
  StsFlow *flow = sts_flow_new(setter);
  static const guint8 keeps[] = {STS_KEEP_FREE, STS_KEEP_FREE,  STS_KEEP_ITEM,  STS_KEEP_TEXT,
                                 STS_KEEP_ROW,  STS_KEEP_GROUP, STS_KEEP_LINES, STS_KEEP_HEADING};

  for (int i = 0, rows = g_rand_int_range(rand, 1, 60); i < rows; i++) {
    StsRow row = {.height = (float)g_rand_int_range(rand, 3, 90),
                  .space = (float)g_rand_int_range(rand, 0, 20),
                  .table = -1,
                  .keep = keeps[g_rand_int_range(rand, 0, G_N_ELEMENTS(keeps))],
                  .snap = g_rand_boolean(rand)};
    g_array_append_val(flow->rows, row);
  }
  return flow;
}

/* How bad it is to part what must not be parted, above the row. */
static double
harm(const StsFlow *flow, guint32 row)
{
  static const double harms[] = {
      [STS_KEEP_GROUP] = 1, [STS_KEEP_LABEL] = 3, [STS_KEEP_LINES] = 10, [STS_KEEP_HEADING] = 30};
  guint8 keep = row < flow->rows->len ? g_array_index(flow->rows, StsRow, row).keep : 0;

  return harms[keep];
}

/* That of pages that are filled one after the other and cut back to the last end that parts nothing. */
static double
harm_of_greed(const StsFlow *flow, const StsPageRoom *room)
{
  guint32 first = 0, count = flow->rows->len;
  double sum = 0;

  while (first < count) {
    double y = 0;
    guint32 next = first;
    for (; next < count; next++) {
      const StsRow *row = &g_array_index(flow->rows, StsRow, next);
      double top = next == first ? 0 : y + row->space;
      if (row->snap && room->grid > 0)
        top = ceil(top / room->grid - 1e-3) * room->grid;
      if (next > first && top + row->height > room->height + 0.05)
        break;
      y = top + row->height;
    }
    guint32 end = next;
    for (guint32 i = next; i > first && next < count; i--)
      if (harm(flow, i) < harm(flow, end))
        end = i;
    sum += harm(flow, end);
    first = end;
  }
  return sum;
}

/* Rows on the sheet are below one another and within its height. */
static void
check_sheet(const StsFlow *flow, const GArray *sheets, guint index, const StsPageRoom *room)
{
  const StsSheet *sheet = &g_array_index(sheets, StsSheet, index);
  double y = 0;

  g_assert_cmpuint(sheet->first_row, ==, index == 0 ? 0 : g_array_index(sheets, StsSheet, index - 1).end_row);
  g_assert_cmpuint(sheet->end_row, >, sheet->first_row);
  for (guint32 i = sheet->first_row; i < sheet->end_row; i++) {
    const StsRow *row = &g_array_index(flow->rows, StsRow, i);
    g_assert_cmpfloat(row->y, >=, y - 0.01);
    y = row->y + row->height;
  }
  if (sheet->end_row > sheet->first_row + 1)
    g_assert_cmpfloat(y, <=, room->height + room->reach + 0.1);
}

static void
test_flows(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(16);
  g_autoptr(Pages) pages = set_markdown("en", "Words.", PLAIN);
  StsSetter setter;

  sts_setter_init(&setter, pages->layout, pages->fonts);
  for (int i = 0; i < FLOWS; i++) {
    g_autoptr(StsFlow) flow = make_flow(rand, &setter);
    StsPageRoom room = {
        .height = 200, .reach = g_rand_int_range(rand, 0, 13), .grid = g_rand_int_range(rand, 0, 4), .spaces_min = 0.7};
    g_autoptr(GArray) sheets = sts_flow_paginate(flow, &room);
    double sum = 0;
    for (guint k = 0; k < sheets->len; k++) {
      check_sheet(flow, sheets, k, &room);
      sum += harm(flow, g_array_index(sheets, StsSheet, k).end_row);
    }
    g_assert_cmpfloat(sum, <=, harm_of_greed(flow, &room));
    g_assert_cmpuint(g_array_index(sheets, StsSheet, sheets->len - 1).end_row, ==, flow->rows->len);
  }
  sts_setter_clear(&setter);
}

/* Rows of a line each, with a free end above each: the last page is never short. */
static void
test_last_sheet_is_filled(void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(25);
  g_autoptr(Pages) pages = set_markdown("en", "Words.", PLAIN);
  StsSetter setter;

  sts_setter_init(&setter, pages->layout, pages->fonts);
  for (guint rows = 1; rows < 200; rows++) {
    g_autoptr(StsFlow) flow = sts_flow_new(&setter);
    StsPageRoom room = {.height = 400, .reach = 12, .grid = 3, .spaces_min = 0.7};
    for (guint i = 0; i < rows; i++) {
      StsRow row = {.height = 15, .space = (float)g_rand_int_range(rand, 0, 2) * 9, .table = -1};
      g_array_append_val(flow->rows, row);
    }
    g_autoptr(GArray) sheets = sts_flow_paginate(flow, &room);
    if (sheets->len > 1)
      g_assert_cmpfloat(sts_sheets_last_fill(flow, sheets, room.height), >=, STS_SHEET_SHORT);
  }
  sts_setter_clear(&setter);
}

/* Where a last page would be short, spaces and then the margin become no smaller than the page to be saved asks for. */
static void
test_page_is_saved(void)
{
  static const struct {
    guint rows;
    double space;
    guint sheets;
    double spaces; /* what is left of them */
  } cases[] = {
      {17, 9, 1, 1},   /* 399 of 400 points */
      {18, 9, 1, 0.8}, /* 423, 407.7, 392.4 */
      {19, 9, 1, 0.7}, /* 447, 398.4 at the last */
      {20, 8, 1, 0.7}, /* 406.4 at the last: the margin, too */
      {20, 9, 2, 1},   /* 419.7 at the last: nothing helps */
      {26, 9, 2, 1},   /* the last page is not short */
  };
  g_autoptr(Pages) pages = set_markdown("en", "Words.", PLAIN);
  StsSetter setter;

  sts_setter_init(&setter, pages->layout, pages->fonts);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(StsFlow) flow = sts_flow_new(&setter);
    StsPageRoom room = {.height = 400, .reach = 12, .grid = 3, .spaces_min = 0.7};
    for (guint k = 0; k < cases[i].rows; k++) {
      StsRow row = {.height = 15, .space = (float)cases[i].space, .table = -1};
      g_array_append_val(flow->rows, row);
    }
    g_autoptr(GArray) sheets = sts_flow_paginate(flow, &room);
    g_assert_cmpuint(sheets->len, ==, cases[i].sheets);
    g_assert_cmpfloat_with_epsilon(g_array_index(flow->rows, StsRow, 1).y, 15 + cases[i].space * cases[i].spaces, 0.01);
  }
  sts_setter_clear(&setter);
}

/* What cannot be parted fills the first page; what comes after it is all that the last page can have. */
static void
test_short_end_is_told(void)
{
  guint told = 0;

  for (int lines = 34; lines < 47; lines++) {
    g_autoptr(GString) body = g_string_new("> [!NOTE]\n");
    for (int i = 0; i < lines; i++)
      g_string_append(body, "> One line.\n>\n");
    g_autoptr(Pages) pages = set_markdown("en", body->str, TALL);
    const StsTheme *theme = pages->theme;
    guint last = pages->layout->pages->len - 1, notes = sts_diagnostics_count(pages->diagnostics, STS_SEVERITY_NOTE);
    double height = theme->page_height - theme->margin_top - theme->margin_bottom, lowest = 0;
    for (guint32 i = 0; i < page_at(pages, last)->fragment_count; i++)
      if (fragment_at(pages, page_at(pages, last), i)->role == STS_ROLE_CONTENT)
        lowest = MAX(lowest, (double)fragment_at(pages, page_at(pages, last), i)->y);
    bool is_short = last > 0 && lowest + 8 < theme->margin_top + STS_SHEET_SHORT * height;
    g_assert_cmpuint(notes, ==, is_short);
    told += notes;
  }
  g_assert_cmpuint(told, >=, 2);
}

/* ---- columns of tables ---- */

static guint
lines_in_all(const StsTableText *text, const double *widths)
{
  g_autofree guint *tallest = g_new0(guint, text->rows);
  guint sum = 0;

  for (guint i = 0; i < text->cells->len; i++) {
    const StsCellText *cell = &g_array_index(text->cells, StsCellText, i);
    guint lines = sts_chunks_count_lines(text->chunks, cell->first_chunk, cell->end_chunk,
                                         (widths[cell->column] - text->padding) / text->scale);
    tallest[cell->row] = MAX(tallest[cell->row], lines);
  }
  for (guint row = 0; row < text->rows; row++)
    sum += tallest[row];
  return sum;
}

/* The fewest lines of any division of three columns, in steps of three points. */
static guint
fewest_lines(const StsTableText *text, const double *least, double width)
{
  guint fewest = G_MAXUINT;

  for (double one = least[0]; one + least[1] + least[2] <= width; one += 3)
    for (double two = least[1]; one + two + least[2] <= width; two += 3) {
      double widths[] = {one, two, width - one - two};
      fewest = MIN(fewest, lines_in_all(text, widths));
    }
  return fewest;
}

/* The lines of a table are never more than before, and hardly more than the fewest. */
static void
test_columns(void)
{
  enum { TABLES = 100, COLUMNS = 3 };
  g_autoptr(GRand) rand = g_rand_new_with_seed(8);
  guint before_sum = 0, sum = 0, fewest_sum = 0;

  for (int i = 0; i < TABLES; i++) {
    g_autoptr(GArray) chunks = g_array_new(FALSE, FALSE, sizeof(StsChunk)),
                      cells = g_array_new(FALSE, FALSE, sizeof(StsCellText));
    double least[COLUMNS] = {0}, widths[COLUMNS], width = 420;
    int most[COLUMNS];
    StsTableText text = {.chunks = chunks, .cells = cells, .rows = 5, .columns = COLUMNS, .scale = 1, .padding = 12};
    for (int column = 0; column < COLUMNS; column++)
      most[column] = g_rand_int_range(rand, 2, 40);
    for (guint row = 0; row < text.rows; row++)
      for (int column = 0; column < COLUMNS; column++) {
        StsCellText cell = {.row = row, .column = column, .first_chunk = chunks->len};
        for (int words = g_rand_int_range(rand, 1, most[column]); words > 0; words--) {
          StsChunk chunk = {.width = g_rand_double_range(rand, 8, 70), .space = 3};
          g_array_append_val(chunks, chunk);
          least[column] = MAX(least[column], chunk.width + text.padding);
        }
        cell.end_chunk = chunks->len;
        g_array_append_val(cells, cell);
      }
    for (int column = 0; column < COLUMNS; column++)
      widths[column] =
          least[column] + (width - least[0] - least[1] - least[2]) * most[column] / (most[0] + most[1] + most[2]);
    guint before = lines_in_all(&text, widths);
    sts_table_columns_balance(&text, least, widths);
    g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2], width, 0.01);
    for (int column = 0; column < COLUMNS; column++)
      g_assert_cmpfloat(widths[column], >=, least[column] - 0.01);
    guint after = lines_in_all(&text, widths);
    g_assert_cmpuint(after, <=, before);
    before_sum += before;
    sum += after;
    fewest_sum += fewest_lines(&text, least, width);
  }
  g_test_message("%u lines before, %u after, %u the fewest", before_sum, sum, fewest_sum);
  g_assert_cmpuint(sum * 100, <=, fewest_sum * 104);
}

/* No section of the library ends on a page that is nearly empty, in any style and paper, and none is saved by text on
 * the rule above the foot. */
static void
test_library(void)
{
  g_autofree char *folder = source_path("content");

  static const int all_wishes[] = {PLAIN, A4, LARGE, LARGE | A4};

  for (guint n = 0; n < G_N_ELEMENTS(all_wishes); n++) {
    g_autoptr(Pages) pages = set_library(folder, all_wishes[n]);
    guint count = pages->layout->pages->len;
    for (guint i = 0; i < count; i++)
      check_foot_is_clear(pages, page_at(pages, i));
    for (guint i = 1; i < count; i++) {
      const StsPage *page = page_at(pages, i);
      double top = pages->theme->margin_top, height = page->height - top - pages->theme->margin_bottom, lowest = top;
      if (page->section != page_at(pages, i - 1)->section ||
          (i + 1 < count && page_at(pages, i + 1)->section == page->section))
        continue;
      for (guint32 k = 0; k < page->fragment_count; k++)
        if (fragment_at(pages, page, k)->role == STS_ROLE_CONTENT)
          lowest = MAX(lowest, (double)fragment_at(pages, page, k)->y);
      g_test_message("%s, section %d: %.0f %%", pages->theme->name, page->section, 100 * (lowest - top) / height);
      g_assert_cmpfloat(lowest, >, top + STS_SHEET_SHORT * height - 10);
    }
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/pages/documents", GINT_TO_POINTER(PLAIN), test_documents);
  g_test_add_data_func("/pages/documents/large", GINT_TO_POINTER(LARGE), test_documents);
  g_test_add_func("/pages/flows", test_flows);
  g_test_add_func("/pages/last", test_last_sheet_is_filled);
  g_test_add_func("/pages/saved", test_page_is_saved);
  g_test_add_func("/pages/short-end", test_short_end_is_told);
  g_test_add_func("/pages/columns", test_columns);
  g_test_add_func("/pages/library", test_library);
  return g_test_run();
}
