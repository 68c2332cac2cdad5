/* rooms: base document read check assemble style layout */
/* Tests of the rules of typesetting: how lines are broken, which way they run, how wide blocks are. */
#include <math.h>
#include <string.h>

#include "layout-pages.h"
#include "layout/text/image-size.h"

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

/* A sign at the end of a line would be taken for one of the sentence: only a slash may stand there. */
static void
test_addresses_keep_their_signs(void)
{
  static const char *const ADDRESSES[] = {
      "<https://www.soft-tissue.example.org/pages-of-ours/all.them?a-1=b&c=d-e#top-of-it>",
      "[www.soft-tissue.example.org/a-b](https://www.soft-tissue.example.org/a-b)",
      "[my-own.site](https://my-own.site/)",
      "my-own-clinic.example.org",
      "write-to-us@help-desk.org",
      "<mailto:write-to-us@help-desk.org>",
      "`https://example.org/x-y-z?q`",
  };
  enum { PLACES = 40 };
  guint slashes = 0, points = 0;

  for (size_t form = 0; form < G_N_ELEMENTS(ADDRESSES); form++) {
    g_autoptr(GString) body = g_string_new(NULL);
    for (int i = 0; i < PLACES; i++)
      g_string_append_printf(body, "%.*s and words that fill a line until it is full and %s then more of them\n\n", i,
                             "xxxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxxx", ADDRESSES[form]);
    g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
    check_texts(pages);
    for (guint i = 0; i < pages->layout->pages->len; i++) {
      g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
      for (guint k = 0; k + 1 < lines->len; k++) {
        const char *line = lines->pdata[k], *next = lines->pdata[k + 1];
        if (!g_str_has_prefix(line, "and words") && !g_str_has_prefix(next, "then") && !strstr(line, "xxx"))
          continue;
        if (strchr("-.?&=#:@_", line[strlen(line) - 1]))
          g_error("form %zu: \"%s\" / \"%s\"", form, line, next);
        slashes += g_str_has_suffix(line, "/");
        points += next[0] == '.';
      }
    }
  }
  g_assert_cmpuint(slashes, >, 0);
  g_assert_cmpuint(points, >, 0);
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
  g_assert_cmpuint(repeated, ==, 3);
  check_texts(pages);
  check_fragments(pages);
}

static bool
is_beside(const Pages *pages, const StsPage *page, float y, const char *prefix)
{
  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *text = fragment_text(pages, fragment);
    if (fabsf(fragment->y - y) < 0.1f && g_str_has_prefix(text, prefix))
      return true;
  }
  return false;
}

/* Each record begins with its first column, in the font of the headers; no line has a header alone. */
static void
test_records_begin_in_bold(void)
{
  g_autofree char *body = table_of(3, 16, "wordlong");
  g_autoptr(Pages) pages = set_markdown("en", body, PLAIN);
  guint32 bold = 0, regular = 0;
  guint records = 0;

  for (guint i = 0; i < pages->layout->pages->len; i++) {
    for (guint32 k = 0; k < page_at(pages, i)->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page_at(pages, i), k);
      g_autofree char *text = fragment_text(pages, fragment);
      if (strcmp(text, "Head0") == 0)
        bold = fragment->glyphs.font;
      if (g_str_has_prefix(text, "Head"))
        g_assert_true(is_beside(pages, page_at(pages, i), fragment->y, "wordlong"));
      if (g_str_has_prefix(text, "wordlong")) {
        bool first = g_str_has_suffix(text, "-0");
        records += first;
        g_assert_true((fragment->glyphs.font == bold) == first);
        regular = first ? regular : fragment->glyphs.font;
      }
    }
  }
  g_assert_cmpuint(records, ==, 3);
  g_assert_cmpuint(bold, !=, regular);
}

/* A page may begin within the first record; what the head says is read once, and nothing is told twice. */
static void
test_first_record_is_split(void)
{
  g_autoptr(GString) body = g_string_new(NULL);
  g_autofree char *table = table_of(2, 60, "wordlong");

  for (int i = 0; i < 20; i++)
    g_string_append(body, "A line of text.\n\n");
  g_string_append(body, table);
  g_autoptr(Pages) pages = set_markdown("en", body->str, PLAIN);
  check_texts(pages);
  check_fragments(pages);
  for (int i = 0; i < 60; i++) {
    g_autofree char *head = g_strdup_printf("Head%d", i);
    guint content = 0;
    for (guint k = 0; k < pages->layout->pages->len; k++)
      content += count_on_page(pages, page_at(pages, k), STS_ROLE_CONTENT, head);
    g_assert_cmpuint(content, ==, 1);
  }
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
  g_assert_cmpuint(count_on_page(pages, page_at(pages, 0), STS_ROLE_CONTENT, "two"), ==, 1);
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
test_right_to_left(void)
{
  g_autoptr(Pages) pages = set_markdown("ar", "شلون صحتك اليوم\n\n- أولا", PLAIN);
  double right = pages->theme->page_width - pages->theme->margin_inner; /* the punch is where lines begin */
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

/* Cover and contents of a book in a language from right to left, whatever the languages of its sections and of the
 * program's words: lines begin at the right, page numbers stand at the left under one another, leaders between. */
static void
check_front_from_right(const Pages *pages)
{
  const double left = pages->theme->margin_outer, right = pages->theme->page_width - pages->theme->margin_inner;
  guint numbers = 0, leaders = 0;

  for (guint i = 0; i < 2; i++) {
    const StsPage *page = page_at(pages, i);
    g_autoptr(GHashTable) ends = g_hash_table_new(NULL, NULL); /* baseline -> right end of the line's words */
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      gpointer line = GINT_TO_POINTER(lround(fragment->y));
      int end = (int)lround(10 * (fragment->x + fragment->width));
      if (fragment->role == STS_ROLE_CONTENT)
        g_hash_table_insert(ends, line, GINT_TO_POINTER(MAX(end, GPOINTER_TO_INT(g_hash_table_lookup(ends, line)))));
      g_autofree char *text = fragment_text(pages, fragment);
      if (fragment->role == STS_ROLE_PAGE_NUMBER && strcmp(text, " ") != 0) {
        g_assert_cmpfloat_with_epsilon(fragment->x, left, 0.1);
        numbers++;
      }
      if (fragment->kind != STS_FRAGMENT_LEADER)
        continue;
      leaders++;
      for (guint32 other = 0; other < page->fragment_count; other++) {
        const StsFragment *beside = fragment_at(pages, page, other);
        if (fabs(beside->y - fragment->y) > 3)
          continue;
        if (beside->role == STS_ROLE_PAGE_NUMBER)
          g_assert_cmpfloat(beside->x + beside->width, <, fragment->x);
        if (beside->role == STS_ROLE_CONTENT)
          g_assert_cmpfloat(beside->x, >, fragment->x + fragment->width);
      }
    }
    GHashTableIter iter;
    gpointer end;
    g_hash_table_iter_init(&iter, ends);
    while (g_hash_table_iter_next(&iter, NULL, &end)) {
      double indent = right - GPOINTER_TO_INT(end) / 10.0;
      /* Of the notice's border, or of an entry below another. */
      g_assert_cmpfloat(indent, >, -0.2);
      g_assert_cmpfloat(indent, <, pages->theme->list_indent + 0.2);
    }
  }
  g_assert_cmpuint(numbers, >=, 2);
  g_assert_cmpuint(leaders, ==, numbers);
}

static void
test_front_of_book_from_right(void)
{
  g_autofree char *folder = source_path("tests/fixtures/right-to-left");
  g_autoptr(Pages) arabic = set_library(folder, BOOK);
  /* A language that the program has no words in, and a section in one that it has. */
  g_autoptr(Pages) english =
      set_section("syr", "language: en\nreferences: {waived: \"none\"}\n", "## A heading\n\nWords.", BOOK);

  check_front_from_right(arabic);
  check_front_from_right(english);
  g_assert_cmpuint(count_lines_with(english, "Contents"), ==, 1);
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
test_image_sizes(void)
{
  StsTheme theme = {.image_dpi_min = 150};
  static const int sizes[][2] = {{1, 1}, {20000, 20000}, {20000, 1}, {1, 20000}, {800, 600}, {120, 80}};
  double width, height;

  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    StsImage image = {.format = STS_IMAGE_PNG, .width = sizes[i][0], .height = sizes[i][1], .dpi = 96};
    sts_image_size(&theme, &image, 400, 500, false, &width, &height);
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
  sts_image_size(&theme, &drawing, 400, 500, false, &width, &height);
  g_assert_cmpfloat_with_epsilon(width, 400, 0.01);
  g_assert_cmpfloat_with_epsilon(height, 200, 0.01);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typesetting/units", test_numbers_stay_with_units);
  g_test_add_func("/typesetting/doses", test_doses_are_not_broken);
  g_test_add_func("/typesetting/last-lines", test_last_lines_are_no_scraps);
  g_test_add_func("/typesetting/addresses", test_addresses_break_without_hyphen);
  g_test_add_func("/typesetting/signs-of-addresses", test_addresses_keep_their_signs);
  g_test_add_func("/typesetting/soft-hyphens", test_soft_hyphens);
  g_test_add_func("/typesetting/table/dose", test_column_holds_a_dose);
  g_test_add_func("/typesetting/table/wide", test_wide_table_becomes_list);
  g_test_add_func("/typesetting/table/records", test_records_begin_in_bold);
  g_test_add_func("/typesetting/table/first-record", test_first_record_is_split);
  g_test_add_func("/typesetting/table/long-header", test_long_header_of_list_is_broken);
  g_test_add_func("/typesetting/code", test_code_lines_begin_together);
  g_test_add_func("/typesetting/right-to-left", test_right_to_left);
  g_test_add_func("/typesetting/right-to-left/front", test_front_of_book_from_right);
  g_test_add_func("/typesetting/spans", test_spans_keep_their_direction);
  g_test_add_func("/typesetting/deep", test_deep_lists_keep_a_measure);
  g_test_add_func("/typesetting/bars", test_bars_beside_text);
  g_test_add_func("/typesetting/images", test_image_sizes);
  return g_test_run();
}
