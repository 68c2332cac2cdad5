/* Search in what is in rising order. */
#ifndef STS_BASE_SEARCH_H
#define STS_BASE_SEARCH_H

#include <glib.h>

/* Returns the index of the last item whose size_t at `member` (offsetof(); 0 where the items are numbers) is not above
 * `offset`; 0 if there is none. The items rise by it. */
guint sts_search_offset(const GArray *items, size_t member, size_t offset);

#endif
