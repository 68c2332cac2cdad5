/* Cuts a text into stretches for GRegex. */
#include "check/matches.h"

#include <string.h>

enum { STRETCH = 2048, STRETCH_MAX = 16384 };

/* Where the stretch that begins at `from` ends: after white space, unless there is none for long. */
static size_t
end_of_stretch(const char *text, size_t length, size_t from)
{
  size_t end = from + STRETCH;

  while (end < length && end < from + STRETCH_MAX && text[end - 1] != ' ' && text[end - 1] != '\n')
    end++;
  if (end >= length)
    return length;
  while (((guchar)text[end] & 0xC0) == 0x80)
    end--;
  return end;
}

bool
sts_matches_next(const GRegex *regex, const char *text, size_t length, size_t *from, int *begin, int *end)
{
  while (*from < length) {
    size_t stop = end_of_stretch(text, length, *from);
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match_full(regex, text, (gssize)stop, (int)*from, 0, &match, NULL) &&
        g_match_info_fetch_pos(match, 0, begin, end) && *end > *begin) {
      *from = (size_t)*end;
      return true;
    }
    *from = stop;
  }
  return false;
}
