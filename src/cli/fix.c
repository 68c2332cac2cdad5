/* --check --fix: repairs of markup, as a diff or in the files. */
#include <string.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/leftovers.h"
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/interrupt.h"
#include "cli/report.h"

/* Whether the file still holds the bytes that were repaired. */
static bool
is_unchanged(const StsRepairedFile *file, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize size;

  if (!sts_file_load(file->file, STS_FILE_TEXT_MAX, &bytes, &size, error))
    return false;
  if (size == file->before_size && memcmp(bytes, file->before, size) == 0)
    return true;
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "“%s” was changed meanwhile; nothing was written", file->file);
  return false;
}

static StsAtomicFile *
prepare(const StsRepairedFile *repaired, GError **error)
{
  g_autoptr(StsAtomicFile) file = sts_atomic_file_new(repaired->file, sts_interrupt_files(), error);

  if (!file || !sts_atomic_file_keep_mode(file, error) ||
      !sts_atomic_file_write(file, repaired->after, repaired->after_size, error))
    return NULL;
  return g_steal_pointer(&file);
}

/* Writes all files, or none. */
static bool
write_files(const StsRepair *repair, GError **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)sts_atomic_file_free);

  for (size_t i = 0; i < sts_repair_count_files(repair); i++) {
    StsRepairedFile repaired = sts_repair_get_file(repair, i);
    StsAtomicFile *file = prepare(&repaired, error);
    if (!file)
      return false;
    g_ptr_array_add(files, file);
  }
  for (size_t i = 0; i < sts_repair_count_files(repair); i++) {
    StsRepairedFile repaired = sts_repair_get_file(repair, i);
    if (!is_unchanged(&repaired, error))
      return false;
  }
  return sts_atomic_files_commit((StsAtomicFile *const *)files->pdata, files->len, error);
}

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

  if (!repair || (writes && !write_files(repair, &error))) {
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
