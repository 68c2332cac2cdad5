/* The public view of checking. */
#include "sts/check.h"

#include "api/chosen.h"
#include "api/day.h"
#include "check/check.h"

bool
sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings,
                           StsDiagnostics *diagnostics, GError **error)
{
  static const StsCheckSettings NONE = {.as_of = NULL};
  const StsCheckSettings *given = settings ? settings : &NONE;
  StsCheckOptions options = {.allow_expired = given->allow_expired,
                             .allow_unreviewed_words = given->allow_unreviewed_words,
                             .least = given->least};
  g_autoptr(GPtrArray) sections = ids ? sts_chosen_sections(library, ids, error) : NULL;

  if ((ids && !sections) || !sts_day_read(given->as_of, &options.as_of, error) ||
      !sts_day_require(library, options.as_of, error))
    return false;
  sts_library_check(library, sections ? (const StsSection *const *)sections->pdata : NULL, sections ? sections->len : 0,
                    &options, diagnostics);
  return true;
}
