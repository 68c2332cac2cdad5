/* Collects sentences. */
#include "verify/reasons.h"

#include <stdarg.h>

void
sts_reasons_add(StsArena *arena, GPtrArray *reasons, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(reasons, (gpointer)sts_arena_strdup(arena, text));
}

void
sts_reasons_add_errors(StsArena *arena, GPtrArray *reasons, size_t errors, const char *section)
{
  sts_reasons_add(arena, reasons, "the library cannot export it now: it has %zu %s; sts-export --check %s shows where",
                  errors, errors == 1 ? "error" : "errors", section);
}
