/* --check --fix: repairs of markup, as a diff or in the files. */
#include <string.h>

#include "base/leftovers.h"
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/report.h"
#include "cli/rewrite.h"

static void
say_count(const StsRepair *repair, bool written)
{
  size_t count = 0, files = sts_repair_count_files(repair);

  for (size_t i = 0; i < files; i++)
    count += sts_repair_get_file(repair, i).count;
  g_autofree char *repairs = sts_report_count(count, "repair", "repairs");
  g_autofree char *where = sts_report_count(files, "file", "files");
  if (files == 0)
    sts_report_message("there is nothing to repair");
  else
    sts_report_message(written ? "%s made in %s" : "%s in %s; --write makes them", repairs, where);
}

/* What an earlier call that was killed has left beside the files. */
static void
clean_beside(const StsWork *work)
{
  g_auto(GStrv) files = sts_library_list_files(work->library);
  g_autoptr(GHashTable) cleaned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (char **file = files; *file; file++)
    sts_leftovers_clean_beside(cleaned, *file);
}

int
sts_action_fix(StsWork *work)
{
  g_autoptr(StsDiagnostics) left = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  bool writes = work->options->write;

  /* Of a library that could not be read as a whole, not all would be repaired. */
  if (sts_faults_are_systems(work->diagnostics))
    return STS_EXIT_SYSTEM;
  if (writes)
    clean_beside(work);
  g_autoptr(StsRepair) repair = sts_library_repair(work->library, work->partial ? work->ids : NULL, left, &error);

  if (!repair || (writes && !sts_rewrite_files(repair, &error))) {
    sts_report_message("%s", error->message);
    return sts_exit_for(error);
  }
  for (size_t i = 0; i < sts_repair_count_files(repair) && !writes; i++)
    fputs(sts_repair_get_file(repair, i).diff, stdout);
  if (!work->options->quiet) {
    sts_faults_print(stderr, left, STS_SEVERITY_NOTE);
    say_count(repair, writes);
  }
  if (!sts_report_flush())
    return STS_EXIT_SYSTEM;
  return sts_repair_count_files(repair) > 0 && !writes ? STS_EXIT_CONTENT : STS_EXIT_DONE;
}
