/* Cuts PDF syntax into tokens and values. */
#include "base/pdf/pdf-read.h"

#include <string.h>

/* Tables 1 and 2 of ISO 32000-1, 7.2.2; all others are regular. */
enum { REGULAR, SPACE, DELIMITER };

static const guint8 CLASSES[256] = {
    ['\0'] = SPACE,    ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,    ['\r'] = SPACE,    [' '] = SPACE,
    ['('] = DELIMITER, [')'] = DELIMITER, ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER,
};

static inline bool
is_space(char c)
{
  return CLASSES[(guchar)c] == SPACE;
}

static inline bool
is_delimiter(char c)
{
  return CLASSES[(guchar)c] == DELIMITER;
}

static const char *
skip_space(const char *at, const char *end)
{
  while (at < end && (is_space(*at) || *at == '%')) {
    if (*at == '%')
      while (at < end && *at != '\n' && *at != '\r')
        at++;
    else
      at++;
  }
  return at;
}

/* From the opening bracket to after the closing one. */
static const char *
skip_literal(const char *at, const char *end)
{
  int depth = 0;

  for (; at < end; at++) {
    if (*at == '\\' && at + 1 < end)
      at++;
    else if (*at == '(')
      depth++;
    else if (*at == ')' && --depth == 0)
      return at + 1;
  }
  return end;
}

static const char *
skip_regular(const char *at, const char *end)
{
  while (at < end && CLASSES[(guchar)*at] == REGULAR)
    at++;
  return at;
}

static const char *
read_token(const char *at, const char *end, StsPdfTokenKind *kind)
{
  bool twice = at + 1 < end && at[1] == *at;

  if (*at == '(') {
    *kind = STS_PDF_STRING;
    return skip_literal(at, end);
  }
  if (*at == '<' && !twice) {
    const char *close = memchr(at, '>', (size_t)(end - at));
    *kind = STS_PDF_STRING;
    return close ? close + 1 : end;
  }
  if (*at == '[' || *at == '<') {
    *kind = STS_PDF_OPEN;
    return at + (*at == '<' ? 2 : 1);
  }
  if (*at == ']' || *at == '>') {
    *kind = STS_PDF_CLOSE;
    return at + (*at == '>' && twice ? 2 : 1);
  }
  if (*at == '/') {
    *kind = STS_PDF_NAME;
    return skip_regular(at + 1, end);
  }
  *kind = g_ascii_isdigit(*at) || *at == '-' || *at == '+' || *at == '.' ? STS_PDF_NUMBER : STS_PDF_KEYWORD;
  return is_delimiter(*at) ? at + 1 : skip_regular(at, end);
}

bool
sts_pdf_next_token(StsPdfSlice *rest, StsPdfToken *token)
{
  rest->at = skip_space(rest->at, rest->end);
  if (rest->at >= rest->end)
    return false;
  token->text.at = rest->at;
  token->text.end = rest->at = read_token(rest->at, rest->end, &token->kind);
  return true;
}

/* After a number: whether a reference's other two tokens follow; then takes them. */
static void
take_reference(StsPdfSlice *rest, StsPdfSlice *value)
{
  StsPdfSlice ahead = *rest;
  StsPdfToken generation, letter;

  /* As every writer has it. */
  if (ahead.end - ahead.at > 4 && memcmp(ahead.at, " 0 R", 4) == 0 && CLASSES[(guchar)ahead.at[4]] != REGULAR) {
    value->end = rest->at = ahead.at + 4;
    return;
  }
  if (!sts_pdf_next_token(&ahead, &generation) || generation.kind != STS_PDF_NUMBER ||
      !sts_pdf_next_token(&ahead, &letter) || !sts_pdf_is(letter.text, "R"))
    return;
  value->end = letter.text.end;
  *rest = ahead;
}

static bool
is_value_keyword(StsPdfSlice text)
{
  return sts_pdf_is(text, "true") || sts_pdf_is(text, "false") || sts_pdf_is(text, "null");
}

bool
sts_pdf_next_value(StsPdfSlice *rest, StsPdfSlice *value)
{
  StsPdfSlice before = *rest;
  StsPdfToken token;

  if (!sts_pdf_next_token(rest, &token))
    return false;
  if (token.kind == STS_PDF_CLOSE || (token.kind == STS_PDF_KEYWORD && !is_value_keyword(token.text))) {
    *rest = before;
    return false;
  }
  *value = token.text;
  if (token.kind == STS_PDF_NUMBER)
    take_reference(rest, value);
  for (size_t depth = token.kind == STS_PDF_OPEN ? 1 : 0; depth > 0;) {
    if (!sts_pdf_next_token(rest, &token)) {
      value->end = rest->end;
      break;
    }
    depth += token.kind == STS_PDF_OPEN;
    depth -= token.kind == STS_PDF_CLOSE;
    value->end = token.text.end;
  }
  return true;
}

bool
sts_pdf_is_array(StsPdfSlice value)
{
  return sts_pdf_is_set(value) && *value.at == '[';
}

bool
sts_pdf_is_dictionary(StsPdfSlice value)
{
  return value.end - value.at >= 2 && value.at[0] == '<' && value.at[1] == '<';
}

StsPdfSlice
sts_pdf_entries(StsPdfSlice dictionary)
{
  return sts_pdf_is_dictionary(dictionary) ? (StsPdfSlice){dictionary.at + 2, dictionary.end}
                                           : (StsPdfSlice){NULL, NULL};
}

StsPdfSlice
sts_pdf_get_key(StsPdfSlice dictionary, const char *key)
{
  StsPdfSlice rest = sts_pdf_entries(dictionary), value;
  StsPdfToken name;

  while (sts_pdf_next_token(&rest, &name) && name.kind == STS_PDF_NAME && sts_pdf_next_value(&rest, &value))
    if (sts_pdf_is(name.text, key))
      return value;
  return (StsPdfSlice){NULL, NULL};
}

StsPdfSlice
sts_pdf_get_items(StsPdfSlice array)
{
  if (!sts_pdf_is_array(array))
    return (StsPdfSlice){NULL, NULL};
  return (StsPdfSlice){array.at + 1, array.end};
}

bool
sts_pdf_get_integer(StsPdfSlice value, gint64 *number)
{
  char digits[24];
  size_t length = (size_t)(value.end - value.at);
  char *end;

  if (!sts_pdf_is_set(value) || length >= sizeof digits)
    return false;
  memcpy(digits, value.at, length);
  digits[length] = '\0';
  *number = g_ascii_strtoll(digits, &end, 10);
  return end > digits && *end == '\0';
}

bool
sts_pdf_get_reference(StsPdfSlice value, int *id, int *generation)
{
  StsPdfToken first, second, letter;
  gint64 numbers[2];
  int number = 0;

  /* As every writer has it. */
  for (const char *at = value.at; value.end - at > 4 && g_ascii_isdigit(*at) && number < 100000000;) {
    number = number * 10 + (*at++ - '0');
    if (value.end - at == 4 && memcmp(at, " 0 R", 4) == 0 && number > 0) {
      *id = number;
      *generation = 0;
      return true;
    }
  }
  if (value.end - value.at < 5 || value.end[-1] != 'R')
    return false;
  if (!sts_pdf_next_token(&value, &first) || !sts_pdf_next_token(&value, &second) ||
      !sts_pdf_next_token(&value, &letter) || !sts_pdf_is(letter.text, "R") ||
      !sts_pdf_get_integer(first.text, &numbers[0]) || !sts_pdf_get_integer(second.text, &numbers[1]) ||
      numbers[0] < 1 || numbers[0] > G_MAXINT || numbers[1] < 0 || numbers[1] > 65535)
    return false;
  *id = (int)numbers[0];
  *generation = (int)numbers[1];
  return true;
}

static void
append_hexadecimal(GString *out, StsPdfSlice digits)
{
  int high = -1;

  for (; digits.at < digits.end; digits.at++) {
    int value = g_ascii_xdigit_value(*digits.at);
    if (value < 0)
      continue;
    if (high < 0) {
      high = value;
    } else {
      g_string_append_c(out, (char)(high << 4 | value));
      high = -1;
    }
  }
  if (high >= 0)
    g_string_append_c(out, (char)(high << 4));
}

/* Appends what the escape means, whose first character after the backslash is at `at`; returns its end. */
static const char *
append_escape(GString *out, const char *at, const char *end)
{
  static const char LETTERS[] = "nrtbf", MEANINGS[] = "\n\r\t\b\f";
  const char *letter = memchr(LETTERS, *at, sizeof LETTERS - 1);

  if (letter) {
    g_string_append_c(out, MEANINGS[letter - LETTERS]);
    return at + 1;
  }
  if (*at == '\r' || *at == '\n')
    return at + (*at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1);
  if (*at < '0' || *at > '7') {
    g_string_append_c(out, *at);
    return at + 1;
  }
  int code = 0;
  for (int i = 0; i < 3 && at < end && *at >= '0' && *at <= '7'; i++)
    code = code << 3 | (*at++ - '0');
  g_string_append_c(out, (char)code);
  return at;
}

static void
append_literal(GString *out, StsPdfSlice text)
{
  for (const char *at = text.at; at < text.end;) {
    if (*at == '\\' && at + 1 < text.end)
      at = append_escape(out, at + 1, text.end);
    else
      g_string_append_c(out, *at++);
  }
}

void
sts_pdf_decode_string(GString *out, StsPdfSlice value)
{
  if (value.end - value.at < 2)
    return;
  StsPdfSlice inside = {value.at + 1, value.end - 1};
  if (*value.at == '(')
    append_literal(out, inside);
  else if (*value.at == '<' && value.at[1] != '<')
    append_hexadecimal(out, inside);
}

void
sts_pdf_decode_utf16(GString *out, const char *bytes, size_t length)
{
  for (size_t i = 0; i + 1 < length; i += 2) {
    gunichar unit = (gunichar)((guchar)bytes[i] << 8 | (guchar)bytes[i + 1]);
    if (unit >= 0xd800 && unit < 0xdc00 && i + 3 < length) {
      gunichar low = (gunichar)((guchar)bytes[i + 2] << 8 | (guchar)bytes[i + 3]);
      if (low >= 0xdc00 && low < 0xe000) {
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        i += 2;
      }
    }
    g_string_append_unichar(out, unit == 0 || (unit >= 0xd800 && unit < 0xe000) ? 0xfffd : unit);
  }
}

char *
sts_pdf_get_text(StsPdfSlice value)
{
  g_autoptr(GString) bytes = g_string_new(NULL);
  g_autoptr(GString) text = g_string_new(NULL);

  if (!sts_pdf_is_set(value) || (*value.at != '(' && (*value.at != '<' || sts_pdf_is_dictionary(value))))
    return NULL;
  sts_pdf_decode_string(bytes, value);
  if (bytes->len >= 2 && memcmp(bytes->str, "\xfe\xff", 2) == 0)
    sts_pdf_decode_utf16(text, bytes->str + 2, bytes->len - 2);
  else if (bytes->len >= 3 && memcmp(bytes->str, "\xef\xbb\xbf", 3) == 0)
    return g_utf8_make_valid(bytes->str + 3, (gssize)bytes->len - 3);
  else
    for (size_t i = 0; i < bytes->len; i++)
      g_string_append_unichar(text, bytes->str[i] ? (guchar)bytes->str[i] : 0xfffd);
  return g_string_free(g_steal_pointer(&text), FALSE);
}
