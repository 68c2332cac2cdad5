/* rooms: base document read check assemble style layout */
/* Tests of layout: what must hold on every page, and the rules of typesetting one by one, on libraries written for the
 * purpose. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "layout-pages.h"
#include "layout/text/image.h"

/* ---- what holds on every page ---- */

/* Counts the fragments of the page that say exactly `text` in the role; with `text` NULL all of the role. */
static guint
count_on_page(const Pages *pages, const StsPage *page, StsFragmentRole role, const char *text)
{
  guint count = 0;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *said = fragment_text(pages, fragment);
    count += fragment->role == role && (!text || strcmp(said, text) == 0);
  }
  return count;
}

/* Every text is there once, whole, and every page is in the order of the tree. */
static void
check_texts(const Pages *pages)
{
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, NULL);
  g_autoptr(GHashTable) order = g_hash_table_new(g_direct_hash, g_direct_equal);
  const StsNode *root = pages->publication->root;
  guint place = 0;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    g_hash_table_insert(order, (gpointer)node, GUINT_TO_POINTER(++place));
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    guint last = 0;
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      if (fragment->role != STS_ROLE_CONTENT || fragment->kind != STS_FRAGMENT_GLYPHS)
        continue;
      guint now = GPOINTER_TO_UINT(g_hash_table_lookup(order, fragment->node));
      g_assert_cmpuint(now, >=, last);
      last = now;
      GString *text = g_hash_table_lookup(said, fragment->node);
      if (!text)
        g_hash_table_insert(said, (gpointer)fragment->node, text = g_string_new(NULL));
      g_string_append_len(text, pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
    }
  }
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE || node->kind == STS_NODE_DATE) {
      GString *text = g_hash_table_lookup(said, node);
      g_assert_nonnull(text);
      g_string_replace(text, "\xc2\xad", "", 0); /* hyphens at the ends of lines */
      g_assert_cmpstr(text->str, ==, leaf_text(node));
    }
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init(&iter, said);
  while (g_hash_table_iter_next(&iter, NULL, &text))
    g_string_free(text, TRUE);
}

/* Nothing leaves the page; glyphs, clusters and bytes of each run agree. */
static void
check_fragments(const Pages *pages)
{
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      g_assert_cmpfloat(fragment->x, >=, 0);
      g_assert_cmpfloat(fragment->x + fragment->width, <=, page->width);
      g_assert_cmpfloat(fragment->y, >, 0);
      g_assert_cmpfloat(fragment->y + fragment->height, <, page->height);
      if (fragment->kind != STS_FRAGMENT_GLYPHS)
        continue;
      guint32 glyphs = 0, bytes = 0;
      for (guint32 c = 0; c < fragment->glyphs.cluster_count; c++) {
        const StsCluster *cluster =
            &g_array_index(pages->layout->clusters, StsCluster, fragment->glyphs.first_cluster + c);
        glyphs += cluster->glyphs;
        bytes += cluster->bytes;
        g_assert_cmpuint(cluster->glyphs, >, 0);
      }
      g_assert_cmpuint(glyphs, ==, fragment->glyphs.glyph_count);
      g_assert_cmpuint(bytes, ==, fragment->glyphs.text_length);
      g_assert_true(
          g_utf8_validate(pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length, NULL));
      g_assert_cmpuint(fragment->glyphs.font, <, pages->layout->fonts->len);
    }
  }
}

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

/* ---- rules of typesetting ---- */

/* The texts of the page's lines: fragments on one baseline. Free with g_ptr_array_unref(). */
static GPtrArray *
lines_of(const Pages *pages, const StsPage *page)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) line = g_string_new(NULL);
  float y = -1;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->kind != STS_FRAGMENT_GLYPHS ||
        (fragment->role != STS_ROLE_CONTENT && fragment->role != STS_ROLE_LABEL))
      continue;
    if (fabsf(fragment->y - y) > 8 && line->len > 0) {
      g_ptr_array_add(lines, g_strdup(line->str));
      g_string_truncate(line, 0);
    }
    if (line->len == 0)
      y = fragment->y;
    g_string_append_len(line, pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
  }
  if (line->len > 0)
    g_ptr_array_add(lines, g_strdup(line->str));
  return lines;
}

static void
test_numbers_stay_with_units(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 60; i++)
    g_string_append_printf(body, "%.*sIn stage II the tumor has 2 cm or 6 weeks. ", i % 11, "aa bb cc dd ee");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  guint seen = 0;
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
    for (guint k = 0; k < lines->len; k++) {
      const char *line = lines->pdata[k];
      g_assert_false(g_str_has_suffix(line, " stage ") || g_str_has_suffix(line, " 2 ") ||
                     g_str_has_suffix(line, " 6 "));
      seen += strstr(line, "tumor") != NULL;
    }
  }
  g_assert_cmpuint(seen, >=, 20);
}

/* How many lines of all pages hold the words. */
static guint
count_lines_with(const Pages *pages, const char *words)
{
  guint count = 0;

  for (guint i = 0; i < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
    for (guint k = 0; k < lines->len; k++)
      count += strstr(lines->pdata[k], words) != NULL;
  }
  return count;
}

/* Each at 40 places of a line. */
static void
test_doses_are_not_broken(void)
{
  static const char *const forms[] = {
      "(100.4 \xc2\xb0"
      "F)",
      "(2 cm)",
      "(Stage II)",
      "\xe2\x80\x9cStage II\xe2\x80\x9d",
      "Stage II\xe2\x80\x93III",
      "3\xe2\x80\x93"
      "5 days",
      "3 to 5 days",
      "5 mg/kg",
      "100 mL/hour",
      "10 %",
      "~2 cm",
      "+5 cm",
      "\xe2\x89\xa5"
      "5 cm",
      "\xc2\xbd cup",
      "1/2 cup",
      "2 \xc3\x97 3 cm",
      "150,000 cells",
      "2 tablespoons",
      "5-mg",
      "Day 1",
      "cycle 2",
  };
  enum { PLACES = 40 };

  for (guint form = 0; form < G_N_ELEMENTS(forms); form++) {
    g_autoptr(GString) body = g_string_new(NULL);
    for (int i = 0; i < PLACES; i++)
      g_string_append_printf(
          body, "%.*s and some words that fill a line until it is nearly full but %s and then some more of them.\n\n",
          i, "xxxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxxx", forms[form]);
    g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
    g_assert_cmpuint(count_lines_with(pages, forms[form]), ==, PLACES);
  }
}

static void
test_last_lines_are_no_scraps(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 60; i++)
    g_string_append_printf(body,
                           "Words that fill a line of the page to its very end%.*s, and where and how large it is.\n\n",
                           i, "xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxxxxxxx xxxxx");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  guint whole = 0;
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
    for (guint k = 0; k < lines->len; k++) {
      g_assert_cmpstr(lines->pdata[k], !=, "is.");
      g_assert_cmpstr(lines->pdata[k], !=, "it is.");
      whole += strcmp(lines->pdata[k], "large it is.") == 0;
    }
  }
  g_assert_cmpuint(whole, >, 0);
}

static void
test_addresses_break_without_hyphen(void)
{
  g_autoptr(Pages) pages = set_markdown("en",
                                        "See "
                                        "<https://www.example.org/first/second/third/fourth/fifth/sixth/seventh/eighth/"
                                        "ninth/tenth/eleventh/twelfth/end?a=b>.",
                                        PLAIN);
  g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, 0));
  guint broken = 0;

  check_texts(pages);
  for (guint k = 0; k < lines->len; k++) {
    const char *line = lines->pdata[k];
    g_assert_null(strstr(line, "\xe2\x80\x8b"));
    broken += strstr(line, "first") && g_str_has_suffix(line, "/");
  }
  g_assert_cmpuint(broken, >=, 1);
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

static char *
table_of(int rows, int columns, const char *cell)
{
  GString *body = g_string_new("|");

  for (int i = 0; i < columns; i++)
    g_string_append_printf(body, " Head%d |", i);
  g_string_append(body, "\n|");
  for (int i = 0; i < columns; i++)
    g_string_append(body, "---|");
  for (int k = 0; k < rows; k++) {
    g_string_append(body, "\n|");
    for (int i = 0; i < columns; i++)
      g_string_append_printf(body, " %s%d-%d |", cell, k, i);
  }
  g_string_append_c(body, '\n');
  return g_string_free(body, FALSE);
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

/* A narrow column is as wide as what must not be broken: a dose is never cut within its unit. */
static void
test_column_holds_a_dose(void)
{
  g_autoptr(GString) body = g_string_new("| Name | What it is | Dose |\n| --- | --- | ---: |\n| Drug | ");

  for (int i = 0; i < 60; i++)
    g_string_append(body, "words that squeeze the other columns ");
  g_string_append(body, "| 100 mg |\n| Drug | x | Stage IIIB |\n");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_assert_cmpuint(count_lines_with(pages, "100 mg"), ==, 1);
  g_assert_cmpuint(count_lines_with(pages, "Stage IIIB"), ==, 1);
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
    const StsPage *page = page_at(pages, 0);
    double lowest = 0;
    for (guint32 i = 0; i < page->fragment_count; i++)
      if (fragment_at(pages, page, i)->role == STS_ROLE_CONTENT)
        lowest = MAX(lowest, (double)fragment_at(pages, page, i)->y);
    /* At the most so many lines are wanting as the rules for widows and orphans ask. */
    g_assert_cmpfloat(lowest, >,
                      pages->theme->page_height - pages->theme->margin_bottom -
                          5 * pages->theme->text[STS_TEXT_BODY].leading);
  }
}

static void
test_wide_table_becomes_list(void)
{
  g_autofree char *body = table_of(4, 16, "wordlong");
  g_autoptr(Pages) pages = set_markdown("en", body, PLAIN);
  guint content = 0, repeated = 0;

  for (guint i = 0; i < pages->layout->pages->len; i++) {
    content += count_on_page(pages, page_at(pages, i), STS_ROLE_CONTENT, "Head3");
    repeated += count_on_page(pages, page_at(pages, i), STS_ROLE_ARTIFACT_LAYOUT, "Head3");
  }
  g_assert_cmpuint(content, ==, 1);
  g_assert_cmpuint(repeated, ==, 4);
  check_texts(pages);
  check_fragments(pages);
}

/* The fragments that lie beyond the text area's sides. */
static guint
count_beyond(const Pages *pages)
{
  double right = pages->theme->page_width - pages->theme->margin_outer;
  guint count = 0;

  for (guint i = 0; i < pages->layout->fragments->len; i++) {
    const StsFragment *fragment = &g_array_index(pages->layout->fragments, StsFragment, i);
    count += fragment->x < pages->theme->margin_inner - 0.1 || fragment->x + fragment->width > right + 0.1;
  }
  return count;
}

static void
test_long_header_of_list_is_broken(void)
{
  g_autoptr(GString) body = g_string_new("| ");

  for (int i = 0; i < 200; i++)
    g_string_append_c(body, 'W');
  g_string_append(body, " | One<br>two | |\n|---|---|---|\n| a | b | c |\n");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  check_texts(pages);
  check_fragments(pages);
  g_assert_cmpuint(count_beyond(pages), ==, 0);
  /* A column without a header has no label. */
  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_LAYOUT, ":"), ==, 2);
}

static void
test_code_lines_begin_together(void)
{
  g_autoptr(Pages) pages = set_markdown("en",
                                        "```\nfirst\nsecond\nthird 0123456789 0123456789 0123456789 0123456789 "
                                        "0123456789 0123456789 0123456789 0123456789\n```",
                                        PLAIN);
  const StsPage *page = page_at(pages, 0);
  float begins[3] = {0}, goes_on = 0;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *text = fragment_text(pages, fragment);
    if (!fragment->node || fragment->node->kind != STS_NODE_CODE_BLOCK)
      continue;
    for (int k = 0; k < 3; k++)
      if (g_str_has_prefix(text, k == 0 ? "first" : k == 1 ? "second" : "third"))
        begins[k] = fragment->x;
    if (g_str_has_prefix(text, "0123"))
      goes_on = fragment->x;
  }
  g_assert_cmpfloat(begins[0], >, 0);
  g_assert_cmpfloat(begins[1], ==, begins[0]);
  g_assert_cmpfloat(begins[2], ==, begins[0]);
  g_assert_cmpfloat(goes_on, >, begins[0]);
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

static void
test_contents_name_pages(void)
{
  g_autofree char *folder = source_path("content");
  g_autoptr(Pages) pages = set_library(folder, BOOK);
  guint entries = 0;

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
      entries++;
      /* No entry is parted from all others of its section. */
      if (!first && (first = fragment->node)->parent->kind == STS_NODE_CONTENTS_ENTRY)
        g_assert_nonnull(first->next);
    }
  }
  g_assert_cmpuint(entries, >=, 8);
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

static void
test_right_to_left(void)
{
  g_autoptr(Pages) pages = set_markdown("ar", "شلون صحتك اليوم\n\n- أولا", PLAIN);
  double right = pages->theme->page_width - pages->theme->margin_outer;
  const StsPage *page = page_at(pages, 0);
  bool paragraph = false, marker = false;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *text = fragment_text(pages, fragment);
    if (fragment->role == STS_ROLE_CONTENT && strcmp(text, "شلون صحتك اليوم") == 0) {
      paragraph = true;
      g_assert_true(fragment->glyphs.rtl);
      g_assert_cmpfloat_with_epsilon(fragment->x + fragment->width, right, 0.1);
    }
    if (fragment->role == STS_ROLE_LABEL) {
      marker = true;
      g_assert_cmpfloat(fragment->x, >, right - pages->theme->list_indent);
    }
  }
  g_assert_true(paragraph && marker);
  check_fragments(pages);
}

/* Where the first run of the first page stands that has these words. */
static float
x_of(const Pages *pages, const char *words)
{
  const StsPage *page = page_at(pages, 0);

  for (guint32 i = 0; i < page->fragment_count; i++) {
    g_autofree char *text = fragment_text(pages, fragment_at(pages, page, i));
    if (strstr(text, words))
      return fragment_at(pages, page, i)->x;
  }
  g_assert_not_reached();
}

/* A span in another language is read in its own direction, with what it holds of the first one. */
static void
test_spans_keep_their_direction(void)
{
  g_autoptr(Pages) english = set_markdown("en", "Say [مع كلمة *doctor* في آخرها.]{lang=ar} or not.", PLAIN);
  g_autoptr(Pages) arabic = set_markdown("ar", "قل [ask *طبيب* about it]{lang=en} ثم.", PLAIN);

  g_assert_cmpfloat(x_of(english, "Say"), <, x_of(english, "في"));
  g_assert_cmpfloat(x_of(english, "في"), <, x_of(english, "doctor"));
  g_assert_cmpfloat(x_of(english, "doctor"), <, x_of(english, "مع"));
  g_assert_cmpfloat(x_of(english, "مع"), <, x_of(english, "or not."));
  g_assert_cmpfloat(x_of(arabic, "ثم"), <, x_of(arabic, "ask"));
  g_assert_cmpfloat(x_of(arabic, "ask"), <, x_of(arabic, "طبيب"));
  g_assert_cmpfloat(x_of(arabic, "طبيب"), <, x_of(arabic, "about"));
  check_texts(english);
  check_texts(arabic);
  check_fragments(english);
  g_assert_cmpuint(sts_diagnostics_count(english->diagnostics, STS_SEVERITY_ERROR), ==, 0);
}

static void
test_missing_glyph(void)
{
  g_autoptr(Pages) pages = set_markdown("en", "Fine.\n\nA rune: \xe1\x9b\x97.", PLAIN);

  g_assert_true(pages->layout->lacks_glyphs);
  g_assert_cmpuint(sts_diagnostics_count(pages->diagnostics, STS_SEVERITY_ERROR), ==, 1);
  for (size_t i = 0; i < sts_diagnostics_size(pages->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(pages->diagnostics, i);
    if (diagnostic->severity != STS_SEVERITY_ERROR)
      continue;
    g_assert_cmpstr(diagnostic->rule, ==, "missing-glyph");
    g_assert_cmpint(diagnostic->position.line, ==, 9);
    g_assert_nonnull(strstr(diagnostic->text, "U+16D7"));
  }
}

static void
test_soft_hyphens(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 40; i++)
    g_string_append(body, "anti\xc2\xad"
                          "dis\xc2\xad"
                          "establish\xc2\xad"
                          "ment ");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, 0));
  guint ends = 0;
  for (guint k = 0; k < lines->len; k++) {
    const char *line = lines->pdata[k], *soft = strstr(line, "\xc2\xad");
    g_assert_true(!soft || strlen(soft) == 2);
    ends += soft != NULL;
  }
  g_assert_cmpuint(ends, >, 3);
}

static void
test_deep_lists_keep_a_measure(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 55; i++)
    g_string_append_printf(body, "%*s- some words that have to be broken over lines\n", 2 * i, "");
  g_autoptr(Pages) pages = set_markdown("en", body->str, NARROW);
  double least = 8 * pages->theme->text[STS_TEXT_BODY].size,
         right = pages->theme->page_width - pages->theme->margin_outer;
  check_texts(pages);
  check_fragments(pages);
  for (guint i = 0; i < pages->layout->pages->len; i++)
    for (guint32 k = 0; k < page_at(pages, i)->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page_at(pages, i), k);
      if (fragment->role == STS_ROLE_CONTENT && fragment->node->kind == STS_NODE_TEXT &&
          sts_node_ancestor(fragment->node, STS_NODE_ITEM))
        g_assert_cmpfloat(fragment->x, <=, right - least + 0.1);
    }
}

/* However deep quotes nest, no bar crosses the text. */
static void
test_bars_beside_text(void)
{
  g_autoptr(GString) body = g_string_new(NULL);

  for (int i = 0; i < 60; i++)
    g_string_append(body, "> ");
  g_string_append(body, "deep inside");
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  const StsPage *page = page_at(pages, 0);
  float text = x_of(pages, "deep inside");
  guint bars = 0;
  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->kind != STS_FRAGMENT_BOX || fragment->role != STS_ROLE_ARTIFACT_LAYOUT)
      continue;
    bars++;
    g_assert_cmpfloat(fragment->x + fragment->width, <, text);
  }
  g_assert_cmpuint(bars, >=, 10);
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

static void
test_feet(void)
{
  g_autoptr(Pages) pages = set_markdown("en", "Text.\n\n## More\n\nText.", PLAIN);

  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_FOOTER,
                                 "A title \xc2\xb7 Last Revised: January 2, 2020"),
                   ==, 1);
  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_FOOTER, "Page 1 of 1"), ==, 1);
}

static void
test_image_sizes(void)
{
  StsTheme theme = {.image_dpi_min = 150};
  static const int sizes[][2] = {{1, 1}, {20000, 20000}, {20000, 1}, {1, 20000}, {800, 600}, {120, 80}};
  double width, height;

  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    StsImage image = {.format = STS_IMAGE_PNG, .width = sizes[i][0], .height = sizes[i][1], .dpi = 96};
    sts_image_size(&theme, &image, 400, 500, &width, &height);
    g_assert_cmpfloat(width, >, 0);
    g_assert_cmpfloat(width, <=, 400);
    g_assert_cmpfloat(height, >, 0);
    g_assert_cmpfloat(height, <=, 500);
    if (width > 0.25 && height > 0.25) {
      g_assert_cmpfloat(image.width / (width / 72), >=, 149.9);
      g_assert_cmpfloat_with_epsilon(width / height, (double)image.width / image.height, 0.01);
    }
  }
  StsImage drawing = {.format = STS_IMAGE_SVG, .width = 400, .height = 200, .dpi = 96};
  sts_image_size(&theme, &drawing, 400, 500, &width, &height);
  g_assert_cmpfloat_with_epsilon(width, 400, 0.01);
  g_assert_cmpfloat_with_epsilon(height, 200, 0.01);
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
  g_test_add_func("/layout/units", test_numbers_stay_with_units);
  g_test_add_func("/layout/doses", test_doses_are_not_broken);
  g_test_add_func("/layout/table/dose", test_column_holds_a_dose);
  g_test_add_func("/layout/table/lone-head", test_no_lone_table_head);
  g_test_add_func("/layout/list/between", test_lists_part_between_items);
  g_test_add_func("/layout/last-lines", test_last_lines_are_no_scraps);
  g_test_add_func("/layout/addresses", test_addresses_break_without_hyphen);
  g_test_add_func("/layout/headings", test_no_lone_heading);
  g_test_add_func("/layout/widows", test_widows_and_orphans);
  g_test_add_func("/layout/table/head", test_table_head_repeats);
  g_test_add_func("/layout/table/wide", test_wide_table_becomes_list);
  g_test_add_func("/layout/table/long-header", test_long_header_of_list_is_broken);
  g_test_add_func("/layout/code", test_code_lines_begin_together);
  g_test_add_func("/layout/table/tall", test_tall_row_is_split);
  g_test_add_func("/layout/contents", test_contents_name_pages);
  g_test_add_func("/layout/duplex", test_duplex);
  g_test_add_func("/layout/right-to-left", test_right_to_left);
  g_test_add_func("/layout/spans", test_spans_keep_their_direction);
  g_test_add_func("/layout/missing-glyph", test_missing_glyph);
  g_test_add_func("/layout/soft-hyphens", test_soft_hyphens);
  g_test_add_func("/layout/deep", test_deep_lists_keep_a_measure);
  g_test_add_func("/layout/bars", test_bars_beside_text);
  g_test_add_func("/layout/callout", test_callout_is_whole);
  g_test_add_func("/layout/feet", test_feet);
  g_test_add_func("/layout/images", test_image_sizes);
  g_test_add_func("/layout/linear", test_linear);
  return g_test_run();
}
