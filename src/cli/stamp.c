/* --stamp-translation: writes into translations from which text they were made. */
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/places.h"
#include "cli/report.h"
#include "cli/rewrite.h"

/* What is wrong with an original would be taken for right by whoever translates it. Returns false after a message. */
static bool
check_originals(const StsWork *work, int *status)
{
  g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsLibrary) original = sts_library_load_sections(work->content, work->ids, faults, &error);
  g_autofree char *day = NULL;

  /* An original may ask for a review where its translation does not. */
  if (original && !sts_judgement_day(work->options, original, &day, status))
    return false;
  const StsCheckSettings settings = {.as_of = day, .allow_expired = true, .least = STS_SEVERITY_ERROR};
  if (!original || !sts_library_check_sections(original, work->ids, &settings, faults, &error)) {
    sts_report_message("%s", error->message);
    *status = sts_exit_for(error);
    return false;
  }
  g_autoptr(StsDiagnostics) own = sts_library_select_diagnostics(original, work->ids, faults);
  if (sts_diagnostics_count(own, STS_SEVERITY_ERROR) == 0)
    return true;
  sts_diagnostics_sort(own);
  sts_faults_print(stderr, own, STS_SEVERITY_ERROR);
  sts_report_message("nothing was stamped: the original has errors (see above)");
  *status = sts_exit_for_faults(own);
  return false;
}

static bool
is_passage(const char *name)
{
  if (!sts_places_is_file(name))
    return false;
  g_autofree char *library = sts_places_find_library_of(name), *within = sts_places_name_in(library, name);
  return within && g_str_has_prefix(within, "shared/");
}

int
sts_action_stamp(StsWork *work)
{
  g_autoptr(GError) error = NULL;
  int status = STS_EXIT_DONE;

  for (char **name = work->names; !work->language && name && *name; name++)
    if (is_passage(*name)) {
      sts_report_message("“%s” is a passage, which the stamps of the sections that show it cover: stamp the "
                         "translations of these",
                         *name);
      return STS_EXIT_CALL;
    }
  if (!work->language) {
    sts_report_message("name the translations to stamp, by their files, such as surgery.es.md");
    return STS_EXIT_CALL;
  }
  if (!check_originals(work, &status))
    return status;
  g_autoptr(StsRepair) stamped = sts_library_stamp(work->library, work->ids, &error);
  if (!stamped || !sts_rewrite_files(stamped, &error)) {
    sts_report_message("%s", error->message);
    return error->domain == STS_ERROR ? STS_EXIT_CONTENT : sts_exit_for(error);
  }
  for (size_t i = 0; i < sts_repair_count_files(stamped) && !work->options->quiet; i++)
    sts_report_line("stamped %s", sts_repair_get_file(stamped, i).file);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}
