/* Parts a text into lines, and counts its words. */
#include "import/lines.h"

#include <string.h>

static bool
is_blank(const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!strchr(" \t", text[i]))
      return false;
  return true;
}

GArray *
sts_import_split_lines(const char *text, size_t length)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(StsImportLine));

  for (size_t at = 0; at < length;) {
    size_t end = at;
    while (end < length && text[end] != '\n' && text[end] != '\r')
      end++;
    StsImportLine line = {at, end - at, 0, is_blank(text + at, end - at)};
    if (end < length)
      line.ending = text[end] == '\r' && end + 1 < length && text[end + 1] == '\n' ? 2 : 1;
    g_array_append_val(lines, line);
    at = end + line.ending;
  }
  return lines;
}

static bool
is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

size_t
sts_import_count_words_in(const char *text, size_t length)
{
  const char *end = text + length;
  size_t count = 0;
  bool counted = false;

  for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
    if (is_space(*p)) {
      counted = false;
    } else if (!counted && g_unichar_isalnum(g_utf8_get_char(p))) {
      counted = true;
      count++;
    }
  }
  return count;
}
