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
