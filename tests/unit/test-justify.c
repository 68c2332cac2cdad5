/* rooms: base document read check assemble style layout */
/* Tests of justified text: the paragraphs of the text are, and nothing that would be torn apart. */
#include <math.h>
#include <string.h>

#include "layout-pages.h"

/* Where the line ends that begins with the words. */
static double
end_of_line(const Pages *pages, const char *words)
{
  const GArray *fragments = pages->layout->fragments;
  double end = -1;

  for (guint i = 0; i < fragments->len; i++) {
    const StsFragment *fragment = &g_array_index(fragments, StsFragment, i);
    if (fragment->kind != STS_FRAGMENT_GLYPHS)
      continue;
    g_autofree char *text = fragment_text(pages, fragment);
    if (!g_str_has_prefix(text, words))
      continue;
    g_assert_cmpfloat(end, <, 0);
    end = fragment->x + fragment->width;
  }
  g_assert_cmpfloat(end, >, 0);
  return end;
}

static void
test_justified(void)
{
  g_autoptr(Pages) pages = set_markdown(
      "en",
      "## A heading that is long enough to be broken into two lines of text\n\n"
      "Hard break one<br>two\\\nthree and then some more words that go on for longer than a line has room for.\n\n"
      "A plain paragraph of words that goes on for a number of lines, so that one can see that it is justified on both "
      "sides, as a book is.\n\n"
      "- First of a list with words that go on for a number of lines, so that one can see.\n\n"
      "      code = 2 and more words of code that are longer than the line has room for\n",
      NARROW | JUSTIFIED);
  double right =
      pages->theme->margin_inner + pages->theme->page_width - pages->theme->margin_inner - pages->theme->margin_outer;

  if (pages->theme->measure > 0)
    right = MIN(right, pages->theme->margin_inner + pages->theme->measure);
  g_assert_cmpfloat(fabs(end_of_line(pages, "A plain paragraph") - right), <, 0.5);
  g_assert_cmpfloat(fabs(end_of_line(pages, "First of a list") - right), <, 0.5);
  g_assert_cmpfloat(end_of_line(pages, "Hard break one"), <, right - 5);
  g_assert_cmpfloat(end_of_line(pages, "A heading"), <, right - 2);
  g_assert_cmpfloat(end_of_line(pages, "code = 2"), <, right - 2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/justify/text", test_justified);
  return g_test_run();
}
