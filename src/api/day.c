/* Takes the day on which currency is judged from callers. */
#include "api/day.h"

#include "sts/error.h"

bool
sts_day_read(const char *text, StsDate *day, GError **error)
{
  if (!text || sts_date_parse_iso(text, day))
    return true;
  g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION, "“%s” is not a date such as 2024-08-02", text);
  return false;
}

bool
sts_day_require(const StsLibrary *library, StsDate day, GError **error)
{
  if (sts_date_is_set(day) || !sts_library_has_reviews(library))
    return true;
  g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION, "%s asks for reviews, so the day to judge by must be given",
              library->file);
  return false;
}
