/* The faults that are found in an SVG. */
#include <stdarg.h>
#include <string.h>

#include "base/svg/reader.h"

enum { FAULTS_MAX = 12 };

void
sts_svg_fault_free(gpointer data)
{
  StsSvgFault *fault = data;

  g_free(fault->text);
  g_free(fault);
}

/* Counts the fault if it is known, or may not be added. */
static bool
count_known(const StsSvgReader *reader, const char *text)
{
  for (guint i = 0; i < reader->svg->faults->len; i++) {
    StsSvgFault *fault = reader->svg->faults->pdata[i];
    if (strcmp(fault->text, text) == 0) {
      fault->times++;
      return true;
    }
  }
  return reader->svg->faults->len >= FAULTS_MAX;
}

void
sts_svg_add_fault_at(StsSvgReader *reader, const char *text, int line, int column)
{
  if (count_known(reader, text))
    return;
  StsSvgFault *fault = g_new0(StsSvgFault, 1);
  *fault = (StsSvgFault){line, column, 1, g_strdup(text)};
  g_ptr_array_add(reader->svg->faults, fault);
}

void
sts_svg_add_fault(StsSvgReader *reader, const char *format, ...)
{
  va_list arguments;
  int line = 0, column = 0;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (count_known(reader, text))
    return;
  if (reader->element)
    sts_xml_get_place(reader->element, &line, &column);
  sts_svg_add_fault_at(reader, text, line, column);
}
