/* Decides what a line break of the source stands for. */
#include "base/segment-break.h"

#include <string.h>

enum { ZERO_WIDTH_SPACE = 0x200B };

static bool
is_emoji(gunichar c)
{
  return c >= 0x1F000 && c < 0x20000;
}

/* East Asian Width F, W or H (UAX #11), and no Hangul. */
static bool
is_wide(gunichar c)
{
  bool halfwidth = c >= 0xFF61 && c <= 0xFFDC;

  return (g_unichar_iswide(c) || halfwidth) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL && !is_emoji(c);
}

/* Punctuation or a symbol of East Asian Width A. */
static bool
is_ambiguous_mark(gunichar c)
{
  return g_unichar_iswide_cjk(c) && !g_unichar_iswide(c) && !g_unichar_isalnum(c) && !g_unichar_ismark(c);
}

bool
sts_segment_break_vanishes(gunichar before, gunichar after)
{
  if (before == ZERO_WIDTH_SPACE || after == ZERO_WIDTH_SPACE)
    return true;
  if (before < 0x80 || after < 0x80)
    return false;
  return (is_wide(before) && (is_wide(after) || is_ambiguous_mark(after))) ||
         (is_ambiguous_mark(before) && is_wide(after));
}

gunichar
sts_segment_last(const char *text, size_t length)
{
  for (const char *p = text + length; p > text;) {
    p = g_utf8_prev_char(p);
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_ismark(c))
      return c;
  }
  return 0;
}

static bool
is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Finds the next white space between two characters where a line break would stand for nothing. Returns its offset and
 * sets *size and *lines; `length` if there is none. */
static size_t
find_gap(const char *text, size_t at, size_t length, size_t *size, size_t *lines)
{
  for (; at < length; at += *size + 1) {
    *size = *lines = 0;
    while (at + *size < length && is_space(text[at + *size]))
      *lines += text[at + (*size)++] == '\n';
    if (*size > 0 && at > 0 && at + *size < length &&
        sts_segment_break_vanishes(sts_segment_last(text, at), g_utf8_get_char(text + at + *size)))
      return at;
  }
  return length;
}

void
sts_segment_unfold(char *text, const char *source, size_t length)
{
  size_t size, lines, source_size, source_lines, at = 0, from = 0, end = strlen(text);

  while ((at = find_gap(text, at, end, &size, &lines)) < end) {
    from = find_gap(source, from, length, &source_size, &source_lines);
    if (from == length)
      return;
    if (source_lines == 1 && size == 1 && text[at] == ' ') {
      memmove(text + at, text + at + 1, end - at);
      end--;
    } else {
      at += size;
    }
    from += source_size;
  }
}
