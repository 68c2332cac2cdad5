/* UTF-8 helpers, escaping, slugs, and numbers that never see the locale. */
#include "base/text.h"

#include <math.h>
#include <string.h>

#include "base/segment-break.h"

void
sts_text_append_number(GString *out, double value, int decimals)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE + 64], format[8];

  g_assert(isfinite(value) && decimals >= 0 && decimals <= 9);
  g_snprintf(format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd(digits, sizeof digits, format, value);
  if (strchr(digits, '.')) {
    size_t length = strlen(digits);
    while (digits[length - 1] == '0')
      length--;
    if (digits[length - 1] == '.')
      length--;
    digits[length] = '\0';
  }
  g_string_append(out, strcmp(digits, "-0") == 0 ? "0" : digits);
}

void
sts_text_append_css_string(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_c(out, '\\');
    if ((unsigned char)*p < 0x20 || *p == 0x7F || *p == '<')
      g_string_append_printf(out, "\\%x ", (unsigned)(unsigned char)*p);
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

void
sts_text_append_json(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_printf(out, "\\%c", *p);
    else if ((unsigned char)*p < 0x20)
      g_string_append_printf(out, "\\u%04x", (unsigned)(unsigned char)*p);
    else
      g_string_append_c(out, *p);
  }
  g_string_append_c(out, '"');
}

char *
sts_text_lower(const char *text)
{
  enum { CAPITAL_DOTTED_I = 0x130, CAPITAL_SIGMA = 0x3A3, FINAL_SIGMA = 0x3C2 };
  GString *lower = g_string_sized_new(strlen(text));
  bool in_word = false;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == CAPITAL_DOTTED_I)
      g_string_append(lower, "i\xCC\x87");
    else if (c == CAPITAL_SIGMA && in_word && !g_unichar_isalpha(g_utf8_get_char(g_utf8_next_char(p))))
      g_string_append_unichar(lower, FINAL_SIGMA);
    else
      g_string_append_unichar(lower, g_unichar_tolower(c));
    in_word = g_unichar_isalpha(c);
  }
  return g_string_free(lower, FALSE);
}

int
sts_text_compare(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
sts_text_cut(const char *text, int most)
{
  int length = (int)strnlen(text, (size_t)most);

  while (text[length] && length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
    length--;
  return length;
}

char *
sts_text_fold_title(const char *text)
{
  char *folded = g_utf8_casefold(text, -1), *end = folded;

  for (const char *p = folded, *next; *p; p = next) {
    gunichar c = g_utf8_get_char(p);
    next = g_utf8_next_char(p);
    if (c == 0x00a0 || c == 0x202f)
      *end++ = ' ';
    else
      while (p < next)
        *end++ = *p++;
  }
  *end = '\0';
  return folded;
}

char *
sts_text_compose(const char *text)
{
  char *composed = g_str_is_ascii(text) ? NULL : g_utf8_normalize(text, -1, G_NORMALIZE_NFC);

  return composed ? composed : g_strdup(text);
}

bool
sts_text_is_blank(const char *text)
{
  for (const char *p = text ? text : ""; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeType type = g_unichar_type(c);
    if (!g_unichar_isspace(c) && type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
        type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR)
      return false;
  }
  return true;
}

bool
sts_text_is_order(gunichar c)
{
  return g_unichar_iscntrl(c) || sts_text_is_control(c) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F);
}

gunichar
sts_text_find_turn(const char *text)
{
  gunichar open = 0;
  guint depth = 0;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if ((c >= 0x202A && c <= 0x202E) || (c == 0x2069 && depth == 0))
      return c;
    if (c >= 0x2066 && c <= 0x2068 && depth++ == 0)
      open = c;
    depth -= c == 0x2069;
  }
  return depth > 0 ? open : 0;
}

static bool
is_cntrl(gunichar c)
{
  return g_unichar_iscntrl(c);
}

/* With U+FFFD for those. */
static char *
replace(const char *text, bool (*is_one)(gunichar c))
{
  const char *plain = text;

  while (*plain >= ' ' && *plain <= '~')
    plain++;
  if (!*plain)
    return g_strdup(text);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(strlen(valid));

  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(out, is_one(c) ? 0xFFFD : c);
  }
  return g_string_free(out, FALSE);
}

char *
sts_text_make_plain(const char *text)
{
  return replace(text, is_cntrl);
}

char *
sts_text_make_printable(const char *text)
{
  return replace(text, sts_text_is_order);
}

char *
sts_text_normalize_space(const char *text)
{
  char *out = g_malloc(strlen(text) + 1), *end = out;

  while (*text) {
    bool breaks = false;
    for (; g_ascii_isspace(*text); text++)
      breaks |= *text == '\n';
    if (*text && end > out &&
        !(breaks && sts_segment_break_vanishes(sts_segment_last(out, (size_t)(end - out)), g_utf8_get_char(text))))
      *end++ = ' ';
    while (*text && !g_ascii_isspace(*text))
      *end++ = *text++;
  }
  *end = '\0';
  return out;
}

static bool
is_tag(gunichar c)
{
  return c >= 0xE0000 && c <= 0xE007F;
}

bool
sts_text_is_control(gunichar c)
{
  if (c < 0x20)
    return c != '\t' && c != '\n' && c != '\r';
  return (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || (c >= 0xD800 && c < 0xE000) ||
         (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC) || (c & 0xFFFE) == 0xFFFE ||
         is_tag(c) || c > 0x10FFFF;
}

bool
sts_text_find_invalid(const char *text, size_t length, size_t *offset, bool *is_control)
{
  bool flag = false;

  for (size_t i = 0; i < length;) {
    unsigned char byte = (unsigned char)text[i];
    if (byte >= 0x20 && byte < 0x7F) {
      flag = false;
      i++;
      continue;
    }
    gunichar c = byte < 0x80 ? byte : g_utf8_get_char_validated(text + i, (gssize)(length - i));
    bool broken = c == (gunichar)-1 || c == (gunichar)-2;
    flag = c == 0x1F3F4 || (flag && is_tag(c));
    if (broken || (!flag && sts_text_is_control(c))) {
      *offset = i;
      *is_control = !broken;
      return true;
    }
    i += (size_t)g_utf8_skip[byte];
  }
  return false;
}
