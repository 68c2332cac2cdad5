/* Looks for a diagnostic. */
#include "told.h"

#include <string.h>

bool
told(const StsDiagnostics *diagnostics, const char *rule, const char *place, const char *words)
{
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    g_autofree char *printed = sts_diagnostic_format(diagnostic);
    if (strcmp(diagnostic->rule, rule) == 0 && strstr(printed, place) && strstr(printed, words))
      return true;
    g_test_message("%s", printed);
  }
  return false;
}
