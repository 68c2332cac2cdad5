/* Takes apart what callers hand over. */
#include "api/caller.h"

#include "sts/error.h"

GPtrArray *
sts_caller_find_sections(const StsLibrary *library, const char *const *ids, GError **error)
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

bool
sts_caller_read_day(const char *text, StsDate *day, GError **error)
{
  if (!text || sts_date_parse_iso(text, day))
    return true;
  g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION, "“%s” is not a date such as 2024-08-02", text);
  return false;
}

bool
sts_caller_require_day(const StsLibrary *library, StsDate day, GError **error)
{
  if (library->review_every_months <= 0 || sts_date_is_set(day))
    return true;
  g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION,
              "%s wants sections to be reviewed every %d months; say on which day that is to be judged", library->file,
              library->review_every_months);
  return false;
}
