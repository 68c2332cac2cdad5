/* Finds what faults mean for the exit status. */
#include "cli/exit-status.h"

#include <stdbool.h>
#include <string.h>

#include "sts/check.h"

static bool
is_of_system(const char *rule)
{
  for (size_t i = 0; i < sts_rule_count(); i++)
    if (strcmp(sts_rule_get(i)->name, rule) == 0)
      return sts_rule_get(i)->of_system;
  return false;
}

StsExit
sts_exit_for_faults(const StsDiagnostics *diagnostics)
{
  StsExit status = STS_EXIT_DONE;

  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    if (diagnostic->severity == STS_SEVERITY_ERROR)
      status = MAX(status, is_of_system(diagnostic->rule) ? STS_EXIT_SYSTEM : STS_EXIT_CONTENT);
  }
  return status;
}
