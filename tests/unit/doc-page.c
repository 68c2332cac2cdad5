/* Compares pages of the manual with what the code's tables say. */
#include "doc-page.h"

#include <glib.h>

void
doc_page_compare(const char *name, const char *page)
{
  g_autofree char *path = g_build_filename(g_getenv("STS_SOURCE_DIR"), "docs", name, NULL);
  g_autofree char *written = NULL;

  if (g_getenv("STS_UPDATE"))
    g_assert_true(g_file_set_contents(path, page, -1, NULL));
  g_assert_true(g_file_get_contents(path, &written, NULL, NULL));
  g_assert_cmpstr(written, ==, page);
}
