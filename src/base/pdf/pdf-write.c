/* PDF syntax as text: strings, numbers, references, dates. */
#include "base/pdf/pdf-write.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

static bool
is_plain(const char *text)
{
  for (; *text; text++)
    if (*text < ' ' || *text > '~')
      return false;
  return true;
}

void
sts_pdf_append_bytes(GString *out, const char *bytes)
{
  g_string_append_c(out, '(');
  for (; *bytes; bytes++) {
    unsigned char c = (unsigned char)*bytes;
    if (c == '(' || c == ')' || c == '\\')
      g_string_append_c(out, '\\');
    if (c < ' ' || c > '~')
      g_string_append_printf(out, "\\%03o", c);
    else
      g_string_append_c(out, (char)c);
  }
  g_string_append_c(out, ')');
}

void
sts_pdf_append_utf16_hex(GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen(text) : length);

  for (; text < end; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (c > 0xffff)
      g_string_append_printf(out, "%04X%04X", 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
    else
      g_string_append_printf(out, "%04X", c);
  }
}

/* What a string may hold, in characters whatever they are (ISO 19005-2, 6.1.13: 32767 bytes). */
enum { STRING_CHARACTERS_MAX = 8000 };

void
sts_pdf_append_text(GString *out, const char *text)
{
  bool whole = g_utf8_strlen(text, -1) <= STRING_CHARACTERS_MAX;
  g_autofree char *start = whole ? NULL : g_utf8_substring(text, 0, STRING_CHARACTERS_MAX);
  const char *shown = whole ? text : start;

  if (whole && is_plain(text)) {
    sts_pdf_append_bytes(out, text);
    return;
  }
  g_string_append(out, "<FEFF");
  sts_pdf_append_utf16_hex(out, shown, -1);
  g_string_append(out, whole ? ">" : "2026>");
}

void
sts_pdf_append_reference(GString *out, guint32 id)
{
  g_string_append_printf(out, "%u 0 R", id);
}

/* Written by hand: a page has thousands of numbers, and printf() is slow with them. */
void
sts_pdf_append_number(GString *out, double value, int decimals)
{
  static const int64_t powers[] = {1, 10, 100, 1000, 10000};
  char digits[32], *at = digits + sizeof digits;
  int64_t scaled = llround(fabs(value) * (double)powers[decimals]), whole = scaled / powers[decimals],
          part = scaled % powers[decimals];

  g_assert(isfinite(value) && fabs(value) < 1e9 && decimals >= 0 && decimals < (int)G_N_ELEMENTS(powers));
  if (part > 0) {
    for (; part % 10 == 0; decimals--)
      part /= 10;
    for (; decimals > 0; decimals--, part /= 10)
      *--at = (char)('0' + part % 10);
    *--at = '.';
  }
  do
    *--at = (char)('0' + whole % 10);
  while ((whole /= 10) > 0);
  if (value < 0 && scaled > 0)
    *--at = '-';
  *--at = ' ';
  g_string_append_len(out, at, digits + sizeof digits - at);
}

void
sts_pdf_append_numbers(GString *out, const double *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    sts_pdf_append_number(out, values[i], 2);
}

static char *
format_time(int64_t seconds, const char *format)
{
  time_t value = (time_t)seconds;
  struct tm parts;
  char text[40];

  gmtime_r(&value, &parts);
  strftime(text, sizeof text, format, &parts);
  return g_strdup(text);
}

char *
sts_pdf_format_date(int64_t seconds)
{
  return format_time(seconds, "D:%Y%m%d%H%M%SZ");
}

char *
sts_pdf_format_xmp_date(int64_t seconds)
{
  return format_time(seconds, "%Y-%m-%dT%H:%M:%SZ");
}
