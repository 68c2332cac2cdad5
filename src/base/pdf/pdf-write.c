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
sts_pdf_append_byte(GString *out, guint8 byte)
{
  if (byte < ' ' || byte > '~') {
    const char octal[4] = {'\\', (char)('0' + (byte >> 6)), (char)('0' + (byte >> 3 & 7)), (char)('0' + (byte & 7))};
    g_string_append_len(out, octal, sizeof octal);
    return;
  }
  if (byte == '(' || byte == ')' || byte == '\\')
    g_string_append_c(out, '\\');
  g_string_append_c(out, (char)byte);
}

void
sts_pdf_append_unit(GString *out, guint16 unit)
{
  static const char DIGITS[] = "0123456789ABCDEF";
  const char digits[4] = {DIGITS[unit >> 12], DIGITS[unit >> 8 & 15], DIGITS[unit >> 4 & 15], DIGITS[unit & 15]};

  g_string_append_len(out, digits, sizeof digits);
}

void
sts_pdf_append_bytes(GString *out, const char *bytes)
{
  g_string_append_c(out, '(');
  for (; *bytes; bytes++)
    sts_pdf_append_byte(out, (guint8)*bytes);
  g_string_append_c(out, ')');
}

void
sts_pdf_append_utf16_hex(GString *out, const char *text, gssize length)
{
  const char *end = text + (length < 0 ? (gssize)strlen(text) : length);

  for (; text < end; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (c > 0xffff)
      sts_pdf_append_unit(out, (guint16)(0xd800 + ((c - 0x10000) >> 10)));
    sts_pdf_append_unit(out, (guint16)(c > 0xffff ? 0xdc00 + ((c - 0x10000) & 0x3ff) : c));
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
          fraction = scaled % powers[decimals];

  g_assert(isfinite(value) && fabs(value) < 1e9 && decimals >= 0 && decimals < (int)G_N_ELEMENTS(powers));
  if (fraction > 0) {
    for (; fraction % 10 == 0; decimals--)
      fraction /= 10;
    for (; decimals > 0; decimals--, fraction /= 10)
      *--at = (char)('0' + fraction % 10);
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

char *
sts_pdf_format_date(int64_t seconds)
{
  time_t value = (time_t)seconds;
  struct tm parts;
  char text[40];

  gmtime_r(&value, &parts);
  strftime(text, sizeof text, "D:%Y%m%d%H%M%SZ", &parts);
  return g_strdup(text);
}
