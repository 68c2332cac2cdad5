/* Any bytes as a web page to import: its Markdown must say what it shows, and each place must lie within it. */
#include <string.h>

#include "import/html/html.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
check_diagnostics(const StsDiagnostics *diagnostics)
{
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++)
    g_assert_null(strstr(sts_diagnostics_get(diagnostics, i)->text, "fault of the program"));
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autofree char *bytes = g_malloc(size + 1);
  size_t length;

  memcpy(bytes, data, size);
  bytes[size] = '\0';
  g_autofree char *text = sts_html_decode("input.html", bytes, size, &length, diagnostics);
  g_autoptr(StsHtmlPage) page = text ? sts_html_convert("input.html", text, length, diagnostics) : NULL;

  check_diagnostics(diagnostics);
  if (!page)
    return 0;
  g_assert_true(g_utf8_validate_len(page->text->str, page->text->len, NULL));
  size_t last = 0;
  for (guint i = 0; i < page->places->len; i++) {
    const StsHtmlPlace *place = &g_array_index(page->places, StsHtmlPlace, i);
    g_assert_true(place->offset >= last && place->offset <= page->text->len);
    g_assert_true(place->position.line >= 1 && place->position.column >= 1);
    last = place->offset;
  }
  for (guint i = 0; i < page->told->len; i++)
    g_assert_true(g_utf8_validate(g_array_index(page->told, StsHtmlTold, i).text, -1, NULL));
  return 0;
}
