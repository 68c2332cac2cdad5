/* UTF-8 helpers, escaping, slugs, and numbers that never see the locale. */
#include "base/text.h"

#include <math.h>
#include <string.h>

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
sts_text_cut(const char *text, int most)
{
  int length = (int)strnlen(text, (size_t)most);

  while (text[length] && length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
    length--;
  return length;
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

char *
sts_text_make_printable(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_sized_new(strlen(valid));

  for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    g_string_append_unichar(out, g_unichar_iscntrl(c) ? 0xFFFD : c);
  }
  return g_string_free(out, FALSE);
}

char *
sts_text_normalize_space(const char *text)
{
  char *out = g_malloc(strlen(text) + 1), *end = out;

  while (*text) {
    while (g_ascii_isspace(*text))
      text++;
    if (*text && end > out)
      *end++ = ' ';
    while (*text && !g_ascii_isspace(*text))
      *end++ = *text++;
  }
  *end = '\0';
  return out;
}

enum { NAME_MAX_BYTES = 200 }; /* nobody mistypes a name longer than this; bounds the work */

/* The distance if it is at most `bound`, else a larger number. Only the cells of the table that can lie on a path that
 * short are computed. */
static size_t
distance_within(const gunichar *a, size_t a_length, const gunichar *b, size_t b_length, size_t bound)
{
  size_t row[NAME_MAX_BYTES + 2];

  if ((a_length > b_length ? a_length - b_length : b_length - a_length) > bound)
    return bound + 1;
  for (size_t j = 0; j <= b_length; j++)
    row[j] = j <= bound ? j : bound + 1;
  for (size_t i = 1; i <= a_length; i++) {
    size_t first = i > bound ? i - bound : 1, last = MIN(b_length, i + bound), least = bound + 1;
    size_t diagonal = row[first - 1];
    row[first - 1] = first == 1 && i <= bound ? i : bound + 1;
    for (size_t j = first; j <= last; j++) {
      size_t above = j == i + bound ? bound + 1 : row[j];
      size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = MIN(changed, MIN(above, row[j - 1]) + 1);
      least = MIN(least, row[j]);
    }
    if (least > bound && row[first - 1] > bound)
      return bound + 1;
  }
  return row[b_length];
}

static size_t
decode(const char *text, gunichar characters[NAME_MAX_BYTES])
{
  size_t length = 0;

  for (; *text; text = g_utf8_next_char(text))
    characters[length++] = g_utf8_get_char(text);
  return length;
}

const char *
sts_text_nearest(const char *word, const char *const *candidates)
{
  gunichar left[NAME_MAX_BYTES], right[NAME_MAX_BYTES];
  const char *nearest = NULL;
  size_t bytes = strlen(word), least = 3 + bytes / 4; /* what is found must be nearer than this */

  if (bytes > NAME_MAX_BYTES || !g_utf8_validate(word, -1, NULL))
    return NULL;
  size_t length = decode(word, left);
  for (; *candidates && least > 0; candidates++) {
    size_t candidate_bytes = strlen(*candidates);
    if (candidate_bytes > NAME_MAX_BYTES)
      continue;
    /* The beginning of a name is as near as one wrong letter. */
    bool beginning = bytes >= 3 && candidate_bytes > bytes && g_str_has_prefix(*candidates, word);
    size_t distance = beginning ? 1 : distance_within(left, length, right, decode(*candidates, right), least - 1);
    if (distance < least && distance < MAX(bytes, candidate_bytes)) {
      least = distance;
      nearest = *candidates;
    }
  }
  return nearest;
}

bool
sts_text_find_invalid(const char *text, size_t length, size_t *offset, bool *is_control)
{
  for (size_t i = 0; i < length;) {
    unsigned char byte = (unsigned char)text[i];
    if (byte >= 0x20 && byte < 0x7F) {
      i++;
      continue;
    }
    gunichar c = byte < 0x80 ? byte : g_utf8_get_char_validated(text + i, (gssize)(length - i));
    bool broken = c == (gunichar)-1 || c == (gunichar)-2;
    bool control = !broken && ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0) ||
                               c == 0xFFFE || c == 0xFFFF);
    if (broken || control) {
      *offset = i;
      *is_control = control;
      return true;
    }
    i += (size_t)g_utf8_skip[byte];
  }
  return false;
}
