/* rooms: base document read check assemble style layout */
/* Tests of plain text: set from kept words it must lie on the page exactly as Pango sets it, and where nothing is drawn
 * the pages must begin at the same words. */
#include <string.h>

#include "layout-pages.h"

/* What libraries are full of, and what is dangerous to where lines break, to kerning and to fonts. */
static const char *const tokens[] = {
    "the",
    "a",
    "tumor",
    "treatment",
    "To",
    "AVA",
    "Yes",
    "Tylenol",
    "fi",
    "doctor\xe2\x80\x99s",
    "don't",
    "e.g.",
    "U.S.",
    "1,000",
    "3.5",
    "50%",
    "(50%)",
    "2018.",
    "(radiation)",
    "\xe2\x80\x9cquoted\xe2\x80\x9d",
    "\xe2\x80\x9c(odd)\xe2\x80\x9d",
    "\"straight\"",
    "'so'",
    "and/or",
    "limb-sparing",
    "10\xe2\x80\x93"
    "20",
    "\xe2\x80\x93",
    "\xe2\x80\x94",
    "word\xe2\x80\x94word",
    "\xe2\x80\xa6",
    "and\xe2\x80\xa6",
    "\xe2\x89\xa5",
    "\xe2\x89\xa4"
    "2",
    "37\xc2\xb0",
    "5\xc2\xa0mg",
    "2 cm",
    "Stage II",
    "grade 3",
    "6 weeks",
    "Gleevec\xc2\xae",
    "na\xc3\xafve",
    "\xc5\x81\xc3\x93\xc5\xb9",
    "\xce\xb1",
    "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
    "\xd9\x85\xd8\xb1",
    "-",
    "--",
    "-5",
    "=",
    "&",
    "%",
    ")",
    "(",
    "!",
    "what?why",
    "1/2",
    "A",
    "I",
    "V.",
    "end.",
    "so:",
    "x;",
    "$5",
    "AT&T",
    "https://example.org/a/very/long/path?with=query&more",
    "**bold**",
    "**bold**.",
    "un**bold**ed",
    "*two words*",
    "**\xe2\x80\x9cquoted\xe2\x80\x9d** ",
    "x<sup>2</sup>",
    "H<sub>2</sub>O",
    "`code`",
    "`-f`",
    "[link](https://example.org/)",
    "[two words](https://example.org/),",
    "[**bold** link](https://example.org/)",
    "[palabra]{lang=es}",
};

static void
append_words(GRand *random, GString *out, int count)
{
  for (int i = 0; i < count; i++) {
    g_string_append(out, i == 0 ? "x " : " ");
    g_string_append(out, g_rand_int_range(random, 0, 3) > 0
                             ? tokens[g_rand_int_range(random, 0, 20)]
                             : tokens[g_rand_int_range(random, 0, G_N_ELEMENTS(tokens))]);
  }
}

/* Paragraphs, lists and tables of such words. Headings are not among them: they are balanced by widths to a point or
 * two. */
static char *
random_body(GRand *random)
{
  GString *out = g_string_new(NULL);

  for (int i = 0; i < 40; i++) {
    switch (g_rand_int_range(random, 0, 5)) {
    case 0:
      for (int item = 0; item < 4; item++) {
        g_string_append_printf(out, "%d. ", item + 1);
        append_words(random, out, g_rand_int_range(random, 1, 30));
        g_string_append_c(out, '\n');
      }
      break;
    case 1:
      g_string_append(out, "| a | b | c |\n| --- | :-: | --: |\n");
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          g_string_append(out, "| ");
          append_words(random, out, g_rand_int_range(random, 1, 12));
          g_string_append_c(out, ' ');
        }
        g_string_append(out, "|\n");
      }
      break;
    default:
      append_words(random, out, g_rand_int_range(random, 1, 90));
      g_string_append_c(out, '\n');
      break;
    }
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

/* The first line in which the dumps differ is what a failure shows. */
static void
check_same(Pages *pages)
{
  g_autoptr(StsLayout) by_pango = sts_layout_new_by_pango(pages->publication, pages->theme, pages->fonts);
  g_autofree char *ours = sts_layout_dump(pages->layout), *pangos = sts_layout_dump(by_pango);
  g_auto(GStrv) our_lines = g_strsplit(ours, "\n", -1), pango_lines = g_strsplit(pangos, "\n", -1);

  for (guint i = 0; our_lines[i] && pango_lines[i]; i++)
    g_assert_cmpstr(our_lines[i], ==, pango_lines[i]);
  g_assert_cmpuint(g_strv_length(our_lines), ==, g_strv_length(pango_lines));
}

static void
check_breaks(Pages *pages)
{
  g_autoptr(StsLayout) breaks = sts_layout_new_breaks(pages->publication, pages->theme, pages->fonts, NULL);

  g_assert_cmpuint(breaks->pages->len, ==, pages->layout->pages->len);
  g_assert_cmpuint(breaks->breaks->len, ==, pages->layout->breaks->len);
  for (guint i = 0; i < breaks->breaks->len; i++) {
    const StsPageBreak *one = &g_array_index(breaks->breaks, StsPageBreak, i),
                       *other = &g_array_index(pages->layout->breaks, StsPageBreak, i);
    g_assert_true(one->node == other->node);
    g_assert_cmpuint(one->offset, ==, other->offset);
    g_assert_cmpstr(one->label, ==, other->label);
  }
}

static void
test_library(gconstpointer wishes)
{
  g_autofree char *folder = source_path("content");
  g_autoptr(Pages) pages = set_library(folder, GPOINTER_TO_INT(wishes));

  check_same(pages);
  check_breaks(pages);
}

static void
test_random(gconstpointer wishes)
{
  static const char *const languages[] = {"en", "es", "de", "ca", "pl"};

  for (guint32 seed = 1; seed <= 10; seed++) {
    GRand *random = g_rand_new_with_seed(seed);
    g_autofree char *body = random_body(random);
    g_rand_free(random);
    g_autoptr(Pages) pages = set_markdown(languages[seed % G_N_ELEMENTS(languages)], body, GPOINTER_TO_INT(wishes));
    check_same(pages);
    check_breaks(pages);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/plain/library/pages", GINT_TO_POINTER(PLAIN), test_library);
  g_test_add_data_func("/plain/library/book", GINT_TO_POINTER(BOOK | DUPLEX), test_library);
  g_test_add_data_func("/plain/library/narrow", GINT_TO_POINTER(NARROW), test_library);
  g_test_add_data_func("/plain/library/large", GINT_TO_POINTER(LARGE), test_library);
  g_test_add_data_func("/plain/random/pages", GINT_TO_POINTER(PLAIN), test_random);
  g_test_add_data_func("/plain/random/narrow", GINT_TO_POINTER(NARROW), test_random);
  g_test_add_data_func("/plain/random/large", GINT_TO_POINTER(LARGE | NARROW), test_random);
  return g_test_run();
}
