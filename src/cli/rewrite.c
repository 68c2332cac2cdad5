/* Puts changed texts in the place of the files that they were made from. */
#include "cli/rewrite.h"

#include <string.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "cli/interrupt.h"

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

bool
sts_rewrite_files(const StsRepair *repair, GError **error)
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
