/* The public view of repairing. */
#include "sts/repair.h"

#include <string.h>

#include "api/chosen.h"
#include "repair/repair.h"
#include "repair/stamp.h"

static int
compare_files(gconstpointer a, gconstpointer b)
{
  return strcmp((*(const StsSection *const *)a)->file, (*(const StsSection *const *)b)->file);
}

/* Adds the texts of the passages that sections show. */
static void
add_passages(GPtrArray *sections, const StsLibrary *library)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  GHashTableIter iter;
  gpointer passage;

  if (!library->passages)
    return;
  g_hash_table_iter_init(&iter, library->passages);
  while (g_hash_table_iter_next(&iter, NULL, &passage))
    g_ptr_array_add(texts, ((StsPassage *)passage)->text);
  /* A hash table has no order that could be relied on. */
  g_ptr_array_sort(texts, compare_files);
  g_ptr_array_extend(sections, texts, NULL, NULL);
}

StsRepair *
sts_library_repair(const StsLibrary *library, const char *const *ids, StsDiagnostics *left, GError **error)
{
  g_autoptr(GPtrArray) sections = ids ? sts_chosen_sections(library, ids, error) : g_ptr_array_new();

  if (!sections)
    return NULL;
  if (!ids) {
    g_ptr_array_extend(sections, library->sections, NULL, NULL);
    g_ptr_array_extend(sections, library->doubles, NULL, NULL);
    add_passages(sections, library);
  }
  return sts_repair_sections(library, sections, left, error);
}

StsRepair *
sts_library_stamp(const StsLibrary *library, const char *const *ids, GError **error)
{
  g_autoptr(GPtrArray) sections = sts_chosen_sections(library, ids, error);

  return sections ? sts_stamp_translations(library, sections, error) : NULL;
}
