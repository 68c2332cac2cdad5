/* rooms: base document read check assemble style layout */
/* Tests of what must be seen: warnings, the status of a text, the foot of each page. */

#include <math.h>
#include <string.h>

#include "folder.h"
#include "layout-pages.h"

/* ---- callouts ---- */

typedef struct {
  int signs, borders, bars; /* wide boxes in a callout's color */
  bool white_label;
} Look;

static bool
same_color(StsColor a, StsColor b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static Look
look_of(const Pages *pages, guint page_number, StsCalloutKind kind)
{
  const StsPage *page = page_at(pages, page_number);
  const StsColor color = pages->theme->callout[kind], white = {1, 1, 1};
  Look look = {0};

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->kind == STS_FRAGMENT_SIGN) {
      g_assert_cmpint(fragment->role, ==, STS_ROLE_ARTIFACT_LAYOUT);
      look.signs++;
    }
    if (fragment->kind == STS_FRAGMENT_BOX && same_color(fragment->color, color)) {
      double thin = MIN(fragment->width, fragment->height), wide = MAX(fragment->width, fragment->height);
      look.borders += thin >= 1.99 && thin < 2.01 && wide > 20;
      look.bars += thin > 15;
    }
    if (fragment->role == STS_ROLE_LABEL && fragment->node->kind == STS_NODE_CALLOUT)
      look.white_label = same_color(fragment->color, white);
  }
  return look;
}

/* What may harm a patient stands out without colors: a border all round, a label in white on a bar, a sign. */
static void
test_urgent_callouts(void)
{
  static const struct {
    const char *name;
    StsCalloutKind kind;
    bool urgent;
  } kinds[] = {{"NOTE", STS_CALLOUT_NOTE, false},
               {"TIP", STS_CALLOUT_TIP, false},
               {"IMPORTANT", STS_CALLOUT_IMPORTANT, false},
               {"WARNING", STS_CALLOUT_WARNING, true},
               {"CAUTION", STS_CALLOUT_CAUTION, true}};

  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    for (int rtl = 0; rtl < 2; rtl++) {
      g_autofree char *text = g_strdup_printf("> [!%s]\n> Call us.\n", kinds[i].name);
      g_autoptr(Pages) pages = set_markdown(rtl ? "ar" : "en", text, PLAIN);
      Look look = look_of(pages, 0, kinds[i].kind);
      check_texts(pages);
      check_fragments(pages);
      g_assert_cmpint(look.signs, ==, kinds[i].urgent);
      g_assert_cmpint(look.borders, ==, kinds[i].urgent ? 4 : 0);
      g_assert_cmpint(look.bars, ==, kinds[i].urgent);
      g_assert_true(look.white_label == kinds[i].urgent);
    }
}

/* A warning that is longer than a page has its label where it begins, and is open where the page cuts it. */
static void
test_cut_callout(void)
{
  g_autoptr(GString) text = g_string_new("> [!WARNING]\n");

  for (int i = 0; i < 60; i++)
    g_string_append_printf(text, "> Sentence %d of a warning that has far too many of them.\n>\n", i);
  g_autoptr(Pages) pages = set_markdown("en", text->str, PLAIN);
  Look first = look_of(pages, 0, STS_CALLOUT_WARNING), second = look_of(pages, 1, STS_CALLOUT_WARNING);
  g_assert_cmpint(first.signs, ==, 1);
  g_assert_cmpint(first.bars, ==, 1);
  g_assert_cmpint(first.borders, ==, 3);
  g_assert_cmpint(second.signs, ==, 0);
  g_assert_cmpint(second.bars, ==, 0);
  g_assert_cmpint(second.borders, <=, 3);
  g_assert_cmpint(second.borders, >=, 2);
}

/* A library of that status with one section of that title and, unless NULL, short title. */
static Pages *
set_titled(const char *status, const char *title, const char *short_title, const char *body, int wishes)
{
  g_autofree char *folder = g_dir_make_tmp("sts-looks-XXXXXX", NULL);
  g_autofree char *library = g_build_filename(folder, "library.yaml", NULL),
                  *section = g_build_filename(folder, "one.md", NULL);
  g_autofree char *yaml = g_strdup_printf("title: Pages\nlanguage: en\nidentifier: urn:x:1\nstatus: %s\n"
                                          "disclaimer: A test.\nsections: [one]\n",
                                          status);
  g_autofree char *markdown =
      g_strdup_printf("---\ntitle: %s\n%s%s\nlast-revised: 2018-04-06\n"
                      "references: {waived: none}\n---\n\n%s\n",
                      title, short_title ? "short-title: " : "", short_title ? short_title : "", body);

  g_assert_true(g_file_set_contents(library, yaml, -1, NULL));
  g_assert_true(g_file_set_contents(section, markdown, -1, NULL));
  Pages *pages = set_library(folder, wishes);
  folder_remove(folder);
  return pages;
}

/* ---- the status ---- */

/* The box around the fragment on its page: four thin boxes that it lies within. */
static bool
is_boxed(const Pages *pages, const StsPage *page, const StsFragment *text)
{
  bool above = false, below = false, left = false, right = false;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *box = fragment_at(pages, page, i);
    bool flat = box->height < 3 && box->width >= text->width, tall = box->width < 3 && box->height > 10;
    if (box->kind != STS_FRAGMENT_BOX || box->role != STS_ROLE_ARTIFACT_LAYOUT)
      continue;
    above = above || (flat && box->y < text->y - 8 && box->y > text->y - 30);
    below = below || (flat && box->y > text->y && box->y < text->y + 20);
    left = left || (tall && box->x < text->x && box->x > text->x - 20);
    right = right || (tall && box->x > text->x + text->width && box->x < text->x + text->width + 20);
  }
  return above && below && left && right;
}

static const char draft[] = "Draft: this section has not been approved.", draft_foot[] = "Draft, not approved";

/* A library that is not approved says so in a box, in bold, and in every foot. */
static void
test_status(void)
{
  g_autofree char *table = table_of(60, 2, "word");
  g_autoptr(Pages) pages = set_titled("draft", "Surgery", NULL, table, PLAIN);
  const StsPage *first = page_at(pages, 0);
  bool boxed = false;

  g_assert_cmpuint(pages->layout->pages->len, >, 1);
  for (guint32 i = 0; i < first->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, first, i);
    g_autofree char *text = fragment->kind == STS_FRAGMENT_GLYPHS ? fragment_text(pages, fragment) : NULL;
    if (!text || strcmp(text, draft) != 0)
      continue;
    boxed = is_boxed(pages, first, fragment);
    g_assert_nonnull(sts_node_ancestor(fragment->node, STS_NODE_STRONG));
  }
  g_assert_true(boxed);
  for (guint i = 0; i < pages->layout->pages->len; i++)
    g_assert_cmpuint(count_on_page(pages, page_at(pages, i), STS_ROLE_ARTIFACT_FOOTER, draft_foot), ==, 1);
  g_autoptr(Pages) approved = set_titled("approved", "Surgery", NULL, table, PLAIN);
  for (guint i = 0; i < approved->layout->pages->len; i++)
    g_assert_cmpuint(count_on_page(approved, page_at(approved, i), STS_ROLE_ARTIFACT_FOOTER, draft_foot), ==, 0);
}

/* ---- feet ---- */

/* Counts the lines of the first page's foot, and asserts that none of its words lie over each other. */
static guint
foot_lines(const Pages *pages)
{
  const StsPage *page = page_at(pages, 0);
  g_autoptr(GHashTable) baselines = g_hash_table_new(NULL, NULL);

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *one = fragment_at(pages, page, i);
    if (one->role != STS_ROLE_ARTIFACT_FOOTER || one->kind != STS_FRAGMENT_GLYPHS)
      continue;
    g_hash_table_add(baselines, GINT_TO_POINTER((int)one->y));
    for (guint32 k = i + 1; k < page->fragment_count; k++) {
      const StsFragment *other = fragment_at(pages, page, k);
      if (other->role == STS_ROLE_ARTIFACT_FOOTER && other->kind == STS_FRAGMENT_GLYPHS && fabs(other->y - one->y) < 1)
        g_assert_true(other->x > one->x + one->width - 0.1 || one->x > other->x + other->width - 0.1);
    }
  }
  return g_hash_table_size(baselines);
}

/* The number of the page ends the first line of its foot, in whatever way the rest is arranged; from right to left it
 * begins at the left. Returns its baseline. */
static float
number_line(const Pages *pages, bool rtl)
{
  const StsPage *page = page_at(pages, 0);
  const StsTheme *theme = pages->theme;
  const StsFragment *number = NULL;
  float first = INFINITY;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *text = fragment_text(pages, fragment);
    if (fragment->role != STS_ROLE_ARTIFACT_FOOTER || fragment->kind != STS_FRAGMENT_GLYPHS)
      continue;
    if (g_str_has_prefix(text, "Page 1 of "))
      number = fragment;
    first = MIN(first, fragment->y);
  }
  g_assert_nonnull(number);
  g_assert_cmpfloat(number->y, ==, first);
  if (rtl)
    g_assert_cmpfloat_with_epsilon(number->x, theme->margin_outer, 0.1);
  else
    g_assert_cmpfloat_with_epsilon(number->x + number->width, theme->page_width - theme->margin_outer, 0.1);
  return number->y;
}

static void
test_feet(void)
{
  static const struct {
    const char *status, *title, *short_title;
    int wishes;
    guint lines; /* 0: more than two, and told */
  } feet[] = {
      {"approved", "Surgery", NULL, PLAIN, 1},
      {"draft", "Surgery", NULL, PLAIN, 2},
      {"draft", "Radiation therapy for sarcomas of the soft tissue", NULL, PLAIN, 2},
      {"approved", "Surgery", NULL, LARGE, 2},
      {"sample", "Surgery", NULL, LARGE, 2},
      /* The title goes on below the number, where there is room for it. */
      {"approved", "Chemotherapy for sarcomas of soft tissues", NULL, LARGE, 2},
      {"sample", "Radiation therapy for sarcomas of the soft tissue", NULL, LARGE, 0},
      {"sample", "Radiation therapy for sarcomas of the soft tissue", "Radiation", LARGE, 2},
  };

  float large = 0;

  for (size_t i = 0; i < G_N_ELEMENTS(feet); i++) {
    g_autoptr(Pages) pages = set_titled(feet[i].status, feet[i].title, feet[i].short_title, "Text.", feet[i].wishes);
    g_autoptr(StsDiagnostics) told = sts_diagnostics_new();
    guint lines = foot_lines(pages);
    float number = number_line(pages, false);
    sts_layout_report(pages->layout, told);
    if (feet[i].lines > 0) {
      if (feet[i].wishes == LARGE)
        g_assert_true(large == 0 || large == number);
      large = feet[i].wishes == LARGE ? number : large;
      g_assert_cmpuint(lines, ==, feet[i].lines);
      g_assert_cmpuint(sts_diagnostics_size(told), ==, 0);
      continue;
    }
    g_assert_cmpuint(lines, >, 2);
    g_assert_cmpuint(sts_diagnostics_size(told), ==, 1);
    g_assert_cmpstr(sts_diagnostics_get(told, 0)->rule, ==, "foot-long");
    g_assert_cmpint(sts_diagnostics_get(told, 0)->position.line, ==, 2);
  }
}

/* Returns how many runs have a date, each the whole of it. */
static guint
count_dates(const Pages *pages)
{
  guint dates = 0;

  for (guint i = 0; i < pages->layout->fragments->len; i++) {
    g_autofree char *text = fragment_text(pages, &g_array_index(pages->layout->fragments, StsFragment, i));
    const char *month = strstr(text, "April"), *year = strstr(text, "2018");
    g_assert_true((month != NULL) == (year != NULL));
    g_assert_true(!month || g_str_has_prefix(month, "April 6, 2018"));
    dates += month != NULL;
  }
  return dates;
}

/* The dates that the program prints are on one line: on the cover, below titles, at the end and in feet. */
static void
test_dates_are_whole(void)
{
  g_autoptr(Pages) narrow = set_titled("draft", "Surgery", NULL, "Text.", NARROW | BOOK);
  g_autoptr(GString) title = g_string_new("Of");

  g_assert_cmpuint(count_dates(narrow), >=, 4);
  for (int i = 0; i < 20; i++) {
    g_string_append(title, i % 2 ? " it" : " all");
    g_autoptr(Pages) pages = set_titled("draft", title->str, NULL, "Text.", LARGE);
    g_assert_cmpuint(count_dates(pages), >=, 3);
  }
}

/* English words of the program at the foot of a section from right to left. */
static void
test_foot_from_right(void)
{
  g_autoptr(Pages) pages = set_section("syr", "references: {waived: none}\n", "Text.", PLAIN);
  g_autoptr(Pages) large = set_section("syr", "references: {waived: none}\n", "Text.", LARGE);

  g_assert_cmpuint(foot_lines(pages), ==, 2);
  number_line(pages, true);
  g_assert_cmpuint(foot_lines(large), ==, 2);
  number_line(large, true);
}

/* ---- figures in large print ---- */

/* How often the figure's description is printed beneath it. */
static guint
descriptions(const char *svg, int wishes)
{
  g_autofree char *folder = g_dir_make_tmp("sts-looks-XXXXXX", NULL);
  g_autofree char *library = g_build_filename(folder, "library.yaml", NULL),
                  *section = g_build_filename(folder, "one.md", NULL),
                  *picture = g_build_filename(folder, "one.svg", NULL);

  g_assert_true(g_file_set_contents(
      library, "title: P\nlanguage: en\nidentifier: urn:x:1\nstatus: draft\ndisclaimer: D.\nsections: [one]\n", -1,
      NULL));
  g_assert_true(g_file_set_contents(section,
                                    "---\ntitle: T\nlast-revised: 2018-04-06\nreferences: {waived: none}\n---\n\n"
                                    "![Words for it.](one.svg)\n",
                                    -1, NULL));
  g_assert_true(g_file_set_contents(picture, svg, -1, NULL));
  g_autoptr(Pages) pages = set_library(folder, wishes);
  folder_remove(folder);
  check_texts(pages);
  return count_on_page(pages, page_at(pages, 0), STS_ROLE_ARTIFACT_LAYOUT, "Words for it.");
}

#define DRAWN(inner) "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 480 100\">" inner "</svg>"

static void
test_descriptions(void)
{
  static const char large[] = DRAWN("<text y=\"50\" font-size=\"30\">Word</text>");
  static const char small[] = DRAWN("<text y=\"50\" font-size=\"30\">A <tspan font-size=\"12\">word</tspan></text>");
  static const char plain[] = DRAWN("<text y=\"50\">Word</text>");
  static const char shrunk[] = DRAWN("<g transform=\"scale(0.5)\"><text y=\"50\" font-size=\"30\">Word</text></g>");
  static const char wordless[] = DRAWN("<rect width=\"480\" height=\"100\"/>");

  g_assert_cmpuint(descriptions(large, LARGE), ==, 0);
  g_assert_cmpuint(descriptions(wordless, LARGE), ==, 0);
  g_assert_cmpuint(descriptions(small, LARGE), ==, 1);
  g_assert_cmpuint(descriptions(plain, LARGE), ==, 1);
  g_assert_cmpuint(descriptions(shrunk, LARGE), ==, 1);
  g_assert_cmpuint(descriptions(small, PLAIN), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/looks/urgent", test_urgent_callouts);
  g_test_add_func("/looks/cut", test_cut_callout);
  g_test_add_func("/looks/status", test_status);
  g_test_add_func("/looks/feet", test_feet);
  g_test_add_func("/looks/dates", test_dates_are_whole);
  g_test_add_func("/looks/feet/right-to-left", test_foot_from_right);
  g_test_add_func("/looks/descriptions", test_descriptions);
  return g_test_run();
}
