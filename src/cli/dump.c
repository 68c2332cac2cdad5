/* --dump: what was read of sections, or where everything stands on their pages, as text for those who look for a fault
 * of the program. */
#include <string.h>

#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/report.h"

static bool
print_trees(const StsWork *work, int *status)
{
  for (size_t i = 0; i < work->count; i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *tree = sts_library_dump_tree(work->library, work->ids[i], &error);
    if (!tree) {
      sts_report_message("%s", error->message);
      *status = sts_exit_for(error);
      return false;
    }
    sts_report_lines(tree);
  }
  return true;
}

static bool
print_pages(StsWork *work, int *status)
{
  g_autoptr(GError) error = NULL;

  if (sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR) == 0 && !sts_work_load_styles(work, status))
    return false;
  g_autofree char *pages = work->exporter ? sts_exporter_dump_pages(work->exporter, work->library, work->ids, false,
                                                                    work->diagnostics, &error)
                                          : NULL;
  if (pages)
    sts_report_lines(pages);
  else if (error)
    sts_report_message("%s", error->message);
  *status = error ? (int)sts_exit_for(error) : pages ? STS_EXIT_DONE : (int)sts_exit_for_faults(work->diagnostics);
  return pages;
}

int
sts_action_dump(StsWork *work)
{
  int status = STS_EXIT_DONE;
  bool tree = strcmp(work->options->dump, "tree") == 0;
  bool done = tree ? print_trees(work, &status) : print_pages(work, &status);

  sts_diagnostics_sort(work->diagnostics);
  sts_faults_print(stderr, work->diagnostics, STS_SEVERITY_ERROR);
  return !done || sts_report_flush() ? status : STS_EXIT_SYSTEM;
}
