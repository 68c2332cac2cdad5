/* Any bytes as a style and, after a line of five hyphens, as one that may extend it: loading must end well, and what is
 * loaded must be free of faults. */
#include <glib/gstdio.h>

#include "fuzz.h"
#include "style/theme-load.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static void
load(const char *folder, const char *name)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsTheme) theme = sts_theme_load(folder, name, diagnostics, &error);

  g_assert(theme ? !error : error && g_utf8_validate(error->message, -1, NULL));
  g_assert(!theme || sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == 0);
  sts_fuzz_check_said(diagnostics);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder;

  if (!folder)
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
  if (!sts_fuzz_write_parts(folder, "one.yaml", "two.yaml", data, size))
    return 0;
  load(folder, "one");
  load(folder, "two");
  return 0;
}
