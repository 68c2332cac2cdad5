/* Any bytes as library.yaml and, after a line of five hyphens, as a section to repair: what is repaired is repaired at
 * once and for all, and nothing but text becomes of text. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "sts/repair.h"

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

static StsRepair *
repair(const char *folder, StsLibrary **library)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  *library = sts_library_load(folder, diagnostics, &error);
  StsRepair *repair = *library ? sts_library_repair(*library, NULL, diagnostics, &error) : NULL;
  sts_fuzz_check_said(diagnostics);
  return repair;
}

static void
write_repaired(const StsRepair *repair)
{
  for (size_t i = 0; i < sts_repair_count_files(repair); i++) {
    StsRepairedFile file = sts_repair_get_file(repair, i);
    size_t offset;
    bool is_control;
    g_assert(file.count > 0 && g_utf8_validate(file.diff, -1, NULL));
    g_assert(!sts_text_find_invalid(file.after, file.after_size, &offset, &is_control));
    g_assert(file.before_size != file.after_size || memcmp(file.before, file.after, file.after_size) != 0);
    g_assert(sts_fuzz_write(file.file, file.after, file.after_size));
  }
}

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
  static char *folder;
  StsLibrary *library;

  if (!folder)
    folder = g_dir_make_tmp("sts-fuzz-XXXXXX", NULL);
  if (!sts_fuzz_write_parts(folder, "library.yaml", "one.md", data, size))
    return 0;
  for (int turn = 0; turn < 2; turn++) {
    g_autoptr(StsRepair) repaired = repair(folder, &library);
    if (repaired && turn == 0)
      write_repaired(repaired);
    else if (repaired)
      g_assert_cmpuint(sts_repair_count_files(repaired), ==, 0);
    sts_library_free(library);
  }
  return 0;
}
