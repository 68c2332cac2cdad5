/* Parts a text into lines, and counts its words. */
#include "import/lines.h"

#include <pango/pango.h>
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

/* Whether the text has letters of Chinese or Japanese, which part no words by spaces. */
static bool
has_unparted_words(const char *text, size_t length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    if ((guchar)*p < 0xE0)
      continue;
    switch (g_unichar_get_script(g_utf8_get_char(p))) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
      return true;
    default:
      break;
    }
  }
  return false;
}

/* By the breaks between words that Pango finds (UAX #29). */
static size_t
count_unparted_words(const char *text, size_t length)
{
  int chars = (int)g_utf8_strlen(text, (gssize)length);
  g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, (size_t)chars + 1);
  size_t count = 0;

  pango_get_log_attrs(text, (int)length, -1, pango_language_from_string("und"), attributes, chars + 1);
  for (int i = 0; i < chars; i++, text = g_utf8_next_char(text))
    count += attributes[i].is_word_boundary && g_unichar_isalnum(g_utf8_get_char(text));
  return count;
}

size_t
sts_import_count_words_in(const char *text, size_t length)
{
  if (has_unparted_words(text, length))
    return count_unparted_words(text, length);
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
