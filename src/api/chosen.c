/* Finds the sections that callers choose. */
#include "api/chosen.h"

#include "sts/error.h"

GPtrArray *
sts_chosen_sections(const StsLibrary *library, const char *const *ids, GError **error)
{
  g_autoptr(GPtrArray) sections = g_ptr_array_new();

  for (; *ids; ids++) {
    const StsSection *section = sts_library_lookup(library, *ids);
    if (!section) {
      g_set_error(error, STS_ERROR, STS_ERROR_UNKNOWN_SECTION, "there is no section “%s” in %s", *ids, library->file);
      return NULL;
    }
    g_ptr_array_add(sections, (gpointer)section);
  }
  return g_steal_pointer(&sections);
}
