/* Search by halves, as for the line that an offset in a text is in. */
#include "base/search.h"

#include <string.h>

guint
sts_search_offset(const GArray *items, size_t member, size_t offset)
{
  size_t size = g_array_get_element_size((GArray *)items);
  guint low = 0, high = items->len;

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    size_t value;
    memcpy(&value, items->data + middle * size + member, sizeof value);
    if (value <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}
