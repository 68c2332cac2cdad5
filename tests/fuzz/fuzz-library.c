/* Any bytes as library.yaml and, after a line of five hyphens, as a section: reading and checking must end well, and no
 * message may hold what a terminal takes for an order. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/text.h"
#include "check/check.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static const char PARTING[] = "-----\n";

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder, *yaml, *section;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  const char *text = (const char *)data, *parting = size > 0 ? g_strstr_len(text, (gssize)size, PARTING) : NULL;
  size_t head = parting ? (size_t)(parting - text) : size, from = parting ? head + strlen(PARTING) : size;

  if (!folder) {
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
    g_assert(folder);
    yaml = g_build_filename(folder, "library.yaml", NULL);
    section = g_build_filename(folder, "one.md", NULL);
  }
  if (!g_file_set_contents_full(yaml, text, (gssize)head, G_FILE_SET_CONTENTS_NONE, 0600, NULL) ||
      !g_file_set_contents_full(section, text + from, (gssize)(size - from), G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return 0;
  StsLibrary *library = sts_read_library(folder, NULL, diagnostics, &error);
  if (library) {
    sts_library_check(library, NULL, 0, NULL, diagnostics);
    sts_library_free(library);
  }
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *said = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    for (const char *p = said; *p; p = g_utf8_next_char(p))
      g_assert(!sts_text_is_order(g_utf8_get_char(p)));
  }
  return 0;
}
