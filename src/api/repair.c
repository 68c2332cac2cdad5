/* The public view of repairing. */
#include "sts/repair.h"

#include "api/chosen.h"
#include "repair/repair.h"

StsRepair *
sts_library_repair(const StsLibrary *library, const char *const *ids, StsDiagnostics *left, GError **error)
{
  g_autoptr(GPtrArray) sections = ids ? sts_chosen_sections(library, ids, error) : NULL;
  const GPtrArray *chosen = ids ? sections : library->sections;

  return chosen ? sts_repair_sections(library, (const StsSection *const *)chosen->pdata, chosen->len, left, error)
                : NULL;
}
