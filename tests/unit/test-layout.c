/* rooms: base document read check assemble style layout */
/* Tests of pages: what must hold on each, where they end, what stands on them besides the text, and what all takes. */
#include <string.h>
#include <time.h>

#include "folder.h"
#include "layout-pages.h"

static void
check_places(const Pages *pages)
{
  const StsNode *root = pages->publication->root;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsPlace *place = sts_layout_lookup(pages->layout, node);
    if (node->id || node->kind == STS_NODE_HEADING || node->kind == STS_NODE_SECTION || node->kind == STS_NODE_PART)
      g_assert_nonnull(place);
    if (place)
      g_assert_cmpint(place->page, <, (int)pages->layout->pages->len);
  }
}

static void
test_whole_library(gconstpointer wishes)
{
  g_autofree char *folder = source_path("tests/golden/layout/library");
  g_autoptr(Pages) pages = set_library(folder, GPOINTER_TO_INT(wishes));

  g_assert_cmpuint(sts_diagnostics_count(pages->diagnostics, STS_SEVERITY_ERROR), ==, 0);
  check_texts(pages);
  check_fragments(pages);
  check_places(pages);
}

static void
test_golden(void)
{
  g_autofree char *folder = source_path("tests/golden/layout/library"),
                  *golden = source_path("tests/golden/layout/pages.txt");
  g_autoptr(Pages) pages = set_library(folder, BOOK);
  g_autofree char *dump = sts_layout_dump(pages->layout), *expected = NULL;

  if (g_getenv("STS_UPDATE_GOLDEN"))
    g_assert_true(g_file_set_contents(golden, dump, -1, NULL));
  g_assert_true(g_file_get_contents(golden, &expected, NULL, NULL));
  g_assert_cmpstr(dump, ==, expected);
}

static void
test_no_lone_heading(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 120; i++)
    g_string_append_printf(body, "## Heading %d\n\n%.*sOne line.\n\nAnother line.\n\n", i, i % 3 * 10,
                           "More text More text More text ");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(pages->layout->pages->len, >, 5);
  for (guint i = 0; i + 1 < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
    g_assert_cmpuint(lines->len, >, 4);
    g_assert_false(g_str_has_prefix(lines->pdata[lines->len - 1], "Heading"));
    g_assert_false(g_str_has_prefix(lines->pdata[lines->len - 2], "Heading"));
  }
}

static void
test_widows_and_orphans(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 40; i++) {
    g_string_append_printf(body, "Paragraph %d begins here", i);
    for (int k = 0; k < 20 + i % 7 * 8; k++)
      g_string_append(body, " and goes on");
    g_string_append(body, ".\n\n");
  }
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  for (guint i = 0; i + 1 < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) here = lines_of(pages, page_at(pages, i)), next = lines_of(pages, page_at(pages, i + 1));
    g_assert_false(g_str_has_prefix(here->pdata[here->len - 1], "Paragraph"));
    if (!g_str_has_prefix(next->pdata[0], "Paragraph"))
      g_assert_false(g_str_has_suffix(next->pdata[0], "on."));
  }
}

static void
test_table_head_repeats(void)
{
  g_autofree char *body = table_of(200, 3, "cell");
  g_autoptr(Pages) pages = set_markdown("en", body, PLAIN);
  guint with_rows = 0;

  g_assert_cmpuint(pages->layout->pages->len, >=, 7);
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    guint content = count_on_page(pages, page, STS_ROLE_CONTENT, "Head1"),
          repeated = count_on_page(pages, page, STS_ROLE_ARTIFACT_LAYOUT, "Head1");
    if (i == 0)
      g_assert_cmpuint(content, ==, 1);
    else
      g_assert_cmpuint(content, ==, 0);
    with_rows += content + repeated;
    g_assert_cmpuint(content + repeated, <=, 1);
  }
  g_assert_cmpuint(with_rows, >=, pages->layout->pages->len - 1);
  check_texts(pages);
}

/* A row that fits on a page, but not below its heading and caption, does not leave them alone there. */
static void
test_no_lone_table_head(void)
{
  for (int words = 300; words <= 700; words += 10) {
    g_autoptr(GString) body = g_string_new("## The heading\n\n| Head | Head |\n| --- | --- |\n| x | ");
    for (int i = 0; i < words; i++)
      g_string_append(body, "words ");
    g_string_append(body, "|\n| y | z |\n\nTable: A caption\n");
    g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
    for (guint i = 0; i + 1 < pages->layout->pages->len; i++) {
      g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
      g_assert_null(strstr(lines->pdata[lines->len - 1], "Head"));
    }
  }
}

/* The lowest baseline of the page's text, the foot left out. */
static double
lowest_text(const Pages *pages, guint index)
{
  const StsPage *page = page_at(pages, index);
  double lowest = 0;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->role == STS_ROLE_CONTENT || fragment->role == STS_ROLE_LABEL)
      lowest = MAX(lowest, (double)fragment->y);
  }
  return lowest;
}

/* A short list of long items is parted between them, and no paragraph is torn for it. */
static void
test_lists_part_between_items(void)
{
  for (int filler = 10; filler < 20; filler++) {
    g_autoptr(GString) body = g_string_new(NULL);
    for (int i = 0; i < filler; i++)
      g_string_append(body, "One line.\n\n");
    for (int item = 1; item <= 3; item++) {
      static const int words[] = {22, 50, 22};
      for (int part = 0; part < 3; part++) {
        g_string_append_printf(body, part == 0 ? "- Item %d." : "\n\n  %d. Step.", part == 0 ? item : part + 7);
        for (int i = 0; i < words[part]; i++)
          g_string_append(body, " words");
      }
      g_string_append(body, "\n\n");
    }
    g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
    /* At the most so many lines are wanting as the rules for widows and orphans ask. */
    g_assert_cmpfloat(lowest_text(pages, 0), >,
                      pages->theme->page_height - pages->theme->margin_bottom -
                          5 * pages->theme->text[STS_TEXT_BODY].leading);
  }
}

static void
test_tall_row_is_split(void)
{
  g_autoptr(GString) body = g_string_new("| a | b |\n|---|---|\n| ");

  for (int i = 0; i < 1500; i++)
    g_string_append(body, "word ");
  g_string_append(body, "| last |\n");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(pages->layout->pages->len, >=, 3);
  check_texts(pages);
  check_fragments(pages);
}

/* The baselines of the entry's own lines on the page: the first and the last. Returns whether they differ. */
static bool
find_lines(const Pages *pages, const StsPage *page, const StsNode *entry, float *first, float *last)
{
  *first = *last = -1;
  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->role != STS_ROLE_CONTENT || sts_node_ancestor(fragment->node, STS_NODE_CONTENTS_ENTRY) != entry)
      continue;
    *first = *first < 0 ? fragment->y : *first;
    *last = fragment->y;
  }
  return *first < *last;
}

/* Each entry names its target's page, on its last line. */
static void
test_contents_name_pages(gconstpointer wishes)
{
  g_autofree char *folder = source_path("content");
  g_autoptr(Pages) pages = set_library(folder, GPOINTER_TO_INT(wishes));
  guint entries = 0, broken = 0;

  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    const StsNode *first = NULL;
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      if (fragment->role != STS_ROLE_PAGE_NUMBER)
        continue;
      g_autofree char *text = fragment_text(pages, fragment);
      const StsPlace *place = sts_layout_lookup(pages->layout, fragment->node->contents_entry.target);
      g_assert_nonnull(place);
      g_assert_cmpint(atoi(text), ==, place->page + 1);
      float first_line, last_line;
      broken += find_lines(pages, page, fragment->node, &first_line, &last_line);
      g_assert_cmpfloat_with_epsilon(fragment->y, last_line, 0.01);
      entries++;
      /* No entry is parted from all others of its section; from any, only where they are too many for a page. */
      if (!first && (first = fragment->node)->parent->kind == STS_NODE_CONTENTS_ENTRY)
        g_assert_true((GPOINTER_TO_INT(wishes) & NARROW) && first->next);
    }
  }
  g_assert_cmpuint(entries, >=, 8);
  g_assert_true((broken > 0) == ((GPOINTER_TO_INT(wishes) & NARROW) != 0));
}

/* A book of so many sections, each with so many headings of the second level; free with pages_free(). */
static Pages *
set_book(int sections, int headings)
{
  g_autofree char *folder = g_dir_make_tmp("sts-layout-XXXXXX", NULL),
                  *library = g_build_filename(folder, "library.yaml", NULL);
  g_autoptr(GString) yaml = g_string_new("title: Guide\nlanguage: en\nidentifier: urn:x:1\nstatus: draft\n"
                                         "disclaimer: No advice.\nsections:\n");

  for (int i = 0; i < sections; i++) {
    g_autofree char *name = g_strdup_printf("%s/s%d.md", folder, i);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, "---\ntitle: Section %d\nlast-revised: 2018-04-06\n---\n\n", i);
    for (int k = 0; k < headings; k++)
      g_string_append_printf(text, "## Heading %d of %d\n\nText.\n\n", k, i);
    g_string_append(text, "## References\n\nA study.\n");
    g_assert_true(g_file_set_contents(name, text->str, -1, NULL));
    g_string_append_printf(yaml, "  - s%d\n", i);
  }
  g_assert_true(g_file_set_contents(library, yaml->str, -1, NULL));
  Pages *pages = set_library(folder, BOOK);
  folder_remove(folder);
  return pages;
}

/* Headings of the second level are in the contents where they make them no page longer. */
static void
test_contents_levels(void)
{
  static const struct {
    int sections, headings;
    bool brief;
    int pages;
  } CASES[] = {{4, 3, false, 1}, {20, 3, true, 1}, {40, 0, false, 2}, {31, 1, false, 2}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(Pages) pages = set_book(CASES[i].sections, CASES[i].headings);
    int first_level = 0, second_level = 0, count = 0;
    for (guint k = 0; k < pages->layout->pages->len; k++) {
      const StsPage *page = page_at(pages, k);
      const StsNode *first = NULL;
      for (guint32 m = 0; m < page->fragment_count; m++) {
        const StsFragment *fragment = fragment_at(pages, page, m);
        if (fragment->role != STS_ROLE_PAGE_NUMBER)
          continue;
        bool second = fragment->node->parent->kind == STS_NODE_CONTENTS_ENTRY;
        /* A section's entries are few here, and stay together. */
        g_assert_true(first || !second);
        first = fragment->node;
        first_level += !second;
        second_level += second;
      }
      count += first != NULL;
    }
    g_assert_cmpint(count, ==, CASES[i].pages);
    g_assert_cmpint(first_level, ==, CASES[i].sections);
    g_assert_cmpint(second_level, ==, CASES[i].brief ? 0 : CASES[i].sections * CASES[i].headings);
    check_texts(pages);
    check_places(pages);
  }
}

static void
test_duplex(void)
{
  g_autofree char *folder = source_path("content");
  g_autoptr(Pages) pages = set_library(folder, BOOK | DUPLEX);
  const StsTheme *theme = pages->theme;
  guint blank = 0;

  for (guint i = 0; i < pages->publication->sections->len; i++)
    g_assert_cmpint(
        sts_layout_lookup(pages->layout, g_array_index(pages->publication->sections, StsPublishedSection, i).node)
                ->page %
            2,
        ==, 0);
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    double left = page->width;
    for (guint32 k = 0; k < page->fragment_count; k++)
      left = MIN(left, fragment_at(pages, page, k)->x);
    if (page->fragment_count == 0)
      blank++;
    else
      g_assert_cmpfloat_with_epsilon(left, i % 2 == 0 ? theme->margin_inner : theme->margin_outer, 0.1);
  }
  g_assert_cmpuint(blank, >, 0);
}

/* All are told, each at its place, in the order of the source. */
static void
test_missing_glyph(void)
{
  g_autoptr(Pages) pages =
      set_markdown("en", "Fine.\n\nA rune: \xe1\x9b\x97.\n\n- \xe1\x9a\xa0 and \xe1\x9a\xa2", PLAIN);
  static const struct {
    int line, column;
    const char *code;
  } expected[] = {{9, 9, "U+16D7"}, {11, 3, "U+16A0"}, {11, 11, "U+16A2"}};
  guint seen = 0;

  g_assert_true(sts_layout_lacks_glyphs(pages->layout));
  for (size_t i = 0; i < sts_diagnostics_size(pages->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(pages->diagnostics, i);
    if (diagnostic->severity != STS_SEVERITY_ERROR)
      continue;
    g_assert_cmpstr(diagnostic->rule, ==, "missing-glyph");
    g_assert_cmpuint(seen, <, G_N_ELEMENTS(expected));
    g_assert_cmpint(diagnostic->position.line, ==, expected[seen].line);
    g_assert_cmpint(diagnostic->position.column, ==, expected[seen].column);
    g_assert_nonnull(strstr(diagnostic->text, expected[seen].code));
    g_assert_nonnull(strstr(diagnostic->text, "--fonts, such as /usr/share/fonts/truetype/noto of the Debian package "
                                              "fonts-noto-core, or"));
    seen++;
  }
  g_assert_cmpuint(seen, ==, G_N_ELEMENTS(expected));
}

static void
test_callout_is_whole(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 25; i++) {
    for (int k = 0; k < i % 5 + 1; k++)
      g_string_append(body, "Some text before it.\n\n");
    g_string_append(body, "> [!WARNING]\n> Callout begins.\n>\n> - one\n> - two\n>\n> Callout ends.\n\n");
  }
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(pages->layout->pages->len, >, 5);
  for (guint i = 0; i < pages->layout->pages->len; i++)
    g_assert_cmpuint(count_on_page(pages, page_at(pages, i), STS_ROLE_CONTENT, "Callout begins."), ==,
                     count_on_page(pages, page_at(pages, i), STS_ROLE_CONTENT, "Callout ends."));
}

/* A callout of one line goes to the next page only where it does not fit, whatever comes after it. `kind` NULL: what an
 * editor says of a gap. */
static void
test_short_callouts_part(gconstpointer kind)
{
  for (int filler = 1; filler <= 26; filler++) {
    g_autoptr(GString) body = g_string_new(NULL), front = g_string_new("references: {waived: none}\n");
    g_string_append(front, kind ? "" : "gaps:\n");
    for (int i = 0; i < filler; i++)
      g_string_append(body, "One line.\n\n");
    for (int i = 0; i < 4 && kind; i++)
      g_string_append_printf(body, "%s\n\n", (const char *)kind);
    for (int i = 0; i < 4 && !kind; i++) {
      g_string_append_printf(front, "  - {id: g%d, lost: A line, print: One line.}\n", i);
      g_string_append_printf(body, "<!-- gap: g%d -->\n\n", i);
    }
    for (int i = 0; i < 40; i++)
      g_string_append(body, "One line.\n\n");
    g_autoptr(Pages) pages = set_section("en", front->str, body->str, PLAIN);
    const StsTheme *theme = pages->theme;
    const StsTextStyle *label = &theme->text[STS_TEXT_CALLOUT_LABEL], *text = &theme->text[STS_TEXT_BODY];
    double callout = text->space_after + 2 * theme->callout_padding + label->leading + label->space_after +
                     text->leading + 2 * theme->grid;
    /* The foot has two lines, for which the page is shorter by a line of the grid. */
    double bottom = theme->page_height - theme->margin_bottom - theme->grid - theme->callout_padding;
    g_assert_cmpfloat(lowest_text(pages, 0), >, bottom - callout);
  }
}

static void
test_feet(void)
{
  g_autoptr(Pages) pages = set_markdown("en", "Text.\n\n## More\n\nText.", PLAIN);

  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_FOOTER,
                                 "A title \xc2\xb7 Last Revised: January 2, 2020"),
                   ==, 1);
  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_FOOTER, "Page 1 of 1"), ==, 1);
}

/* Seconds of processor time to set a list and a table of so many items. */
static double
time_of(int items)
{
  g_autoptr(GString) body = g_string_new(NULL);
  g_autofree char *table = table_of(items, 2, "c");

  for (int i = 0; i < items; i++)
    g_string_append_printf(body, "%d. item %d\n", i + 1, i);
  g_string_append_printf(body, "\n%s", table);
  clock_t before = clock();
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(pages->layout->pages->len, >, (guint)items / 60);
  return (double)(clock() - before) / CLOCKS_PER_SEC;
}

/* The same for a paragraph and a cell of so many words in bold and links to one place. */
static double
time_of_words(int words)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < words; i++)
    g_string_append(body, "**bold** or [linked](https://example.org/) ");
  g_string_append(body, "\n\n| a |\n|---|\n| ");
  for (int i = 0; i < words; i++)
    g_string_append(body, "**bold** or [linked](https://example.org/) ");
  g_string_append(body, "|\n");
  clock_t before = clock();
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(pages->layout->pages->len, >, 2);
  return (double)(clock() - before) / CLOCKS_PER_SEC;
}

static void
test_linear(void)
{
  double small = time_of(1000), large = time_of(10000);

  g_assert_cmpfloat(large, <, 30 * MAX(small, 0.02));
  small = time_of_words(500);
  large = time_of_words(5000);
  g_assert_cmpfloat(large, <, 20 * MAX(small, 0.02));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/layout/whole/plain", GINT_TO_POINTER(PLAIN), test_whole_library);
  g_test_add_data_func("/layout/whole/book", GINT_TO_POINTER(BOOK | DUPLEX), test_whole_library);
  g_test_add_data_func("/layout/whole/narrow", GINT_TO_POINTER(NARROW), test_whole_library);
  g_test_add_data_func("/layout/whole/large", GINT_TO_POINTER(LARGE), test_whole_library);
  g_test_add_data_func("/layout/whole/hyphenated", GINT_TO_POINTER(HYPHENATED), test_whole_library);
  g_test_add_func("/layout/golden", test_golden);
  g_test_add_func("/layout/table/lone-head", test_no_lone_table_head);
  g_test_add_func("/layout/list/between", test_lists_part_between_items);
  g_test_add_func("/layout/headings", test_no_lone_heading);
  g_test_add_func("/layout/widows", test_widows_and_orphans);
  g_test_add_func("/layout/table/head", test_table_head_repeats);
  g_test_add_func("/layout/table/tall", test_tall_row_is_split);
  g_test_add_data_func("/layout/contents/wide", GINT_TO_POINTER(BOOK), test_contents_name_pages);
  g_test_add_data_func("/layout/contents/narrow", GINT_TO_POINTER(BOOK | NARROW), test_contents_name_pages);
  g_test_add_func("/layout/contents/levels", test_contents_levels);
  g_test_add_func("/layout/duplex", test_duplex);
  g_test_add_func("/layout/missing-glyph", test_missing_glyph);
  g_test_add_func("/layout/callout", test_callout_is_whole);
  g_test_add_data_func("/layout/callout/note", "> [!NOTE]\n> One line.", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/tip", "> [!TIP]\n> One line.", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/important", "> [!IMPORTANT]\n> One line.", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/warning", "> [!WARNING]\n> One line.", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/caution", "> [!CAUTION]\n> One line.", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/empty", "> [!WARNING]", test_short_callouts_part);
  g_test_add_data_func("/layout/callout/editor", NULL, test_short_callouts_part);
  g_test_add_func("/layout/feet", test_feet);
  g_test_add_func("/layout/linear", test_linear);
  return g_test_run();
}
