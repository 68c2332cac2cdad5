/* Any bytes as library.yaml and, after a line of five hyphens, as a section: reading and checking must end well, and no
 * message may hold what a terminal takes for an order. */
#include <glib/gstdio.h>

#include "check/check.h"
#include "fuzz.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  if (!folder)
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
  if (!sts_fuzz_write_parts(folder, "library.yaml", "one.md", data, size))
    return 0;
  StsLibrary *library = sts_read_library(folder, NULL, diagnostics, &error);
  if (library) {
    sts_library_check(library, NULL, 0, NULL, diagnostics);
    sts_library_free(library);
  }
  sts_fuzz_check_said(diagnostics);
  return 0;
}
