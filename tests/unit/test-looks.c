/* rooms: base document read check assemble style layout */
/* Tests of how urgent a text looks: callouts that warn and callouts that do not. */

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

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/looks/urgent", test_urgent_callouts);
  g_test_add_func("/looks/cut", test_cut_callout);
  return g_test_run();
}
