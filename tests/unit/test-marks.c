/* rooms: base document read check assemble style layout */
/* Tests of combining marks: a letter that the style's font lacks and the marks on it are set in one font. */
#include <string.h>

#include "layout-pages.h"

static guint
count_with(const Pages *pages, const char *cluster)
{
  guint count = 0;

  for (guint i = 0; i < pages->layout->fragments->len; i++) {
    const StsFragment *fragment = &g_array_index(pages->layout->fragments, StsFragment, i);
    if (fragment->kind != STS_FRAGMENT_GLYPHS)
      continue;
    g_autofree char *text = fragment_text(pages, fragment);
    count += strstr(text, cluster) != NULL;
  }
  return count;
}

static void
test_clusters(void)
{
  /* Navajo, Yoruba, Igbo, Ewe, and a stack of marks; x with a macron, which the style's font has. */
  static const char *const clusters[] = {"\xc7\xab\xcc\x81",
                                         "\xe1\xba\xb9\xcc\x81",
                                         "\xe1\xbb\x8d\xcc\x80",
                                         "\xe1\xbb\x8b\xcc\x80",
                                         "\xc9\x9b\xcc\x83",
                                         "Z\xcd\x91\xcc\x80\xcc\x81",
                                         "x\xcc\x84"};

  for (guint i = 0; i < G_N_ELEMENTS(clusters); i++) {
    g_autofree char *body = g_strdup_printf("A word with %s in it, and **%s** in bold.\n", clusters[i], clusters[i]);
    g_autoptr(Pages) pages = set_markdown("en", body, PLAIN);
    g_assert_cmpuint(count_with(pages, clusters[i]), ==, 2);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/marks/clusters", test_clusters);
  return g_test_run();
}
