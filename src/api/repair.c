/* The public view of repairing. */
#include "sts/repair.h"

#include "api/chosen.h"
#include "repair/repair.h"

StsRepair *
sts_library_repair(const StsLibrary *library, const char *const *ids, StsDiagnostics *left, GError **error)
{
  g_autoptr(GPtrArray) sections = ids ? sts_chosen_sections(library, ids, error) : g_ptr_array_new();

  if (!sections)
    return NULL;
  if (!ids) {
    g_ptr_array_extend(sections, library->sections, NULL, NULL);
    g_ptr_array_extend(sections, library->doubles, NULL, NULL);
  }
  return sts_repair_sections(library, sections, left, error);
}
