/* Labels of pages. */
#include "document/page-break.h"

int
sts_page_label_number(const char *label)
{
  guint64 value;

  return *label != '0' && g_ascii_string_to_unsigned(label, 10, 1, G_MAXINT, &value, NULL) ? (int)value : 0;
}
