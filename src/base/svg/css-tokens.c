/* Takes CSS apart. */
#include "base/svg/css-tokens.h"

#include <math.h>
#include <string.h>

typedef struct {
  const char *next;
  GArray *tokens;
} Scanner;

static void
clear_token(gpointer data)
{
  StsCssToken *token = data;

  g_free(token->text);
  g_free(token->digits);
}

static void
add(Scanner *scanner, StsCssToken token)
{
  g_array_append_val(scanner->tokens, token);
}

static bool
is_newline(char c)
{
  return c == '\n' || c == '\r' || c == '\f';
}

static bool
is_name_start(char c)
{
  return g_ascii_isalpha(c) || c == '_' || (guchar)c >= 0x80;
}

static bool
is_name(char c)
{
  return is_name_start(c) || g_ascii_isdigit(c) || c == '-';
}

static bool
is_escape(const char *text)
{
  return text[0] == '\\' && text[1] != '\0' && !is_newline(text[1]);
}

static bool
begins_name(const char *text)
{
  if (*text == '-')
    return text[1] == '-' || is_name_start(text[1]) || is_escape(text + 1);
  return is_name_start(*text) || is_escape(text);
}

static bool
begins_number(const char *text)
{
  if (*text == '+' || *text == '-')
    text++;
  return g_ascii_isdigit(*text) || (*text == '.' && g_ascii_isdigit(text[1]));
}

/* Decodes the escape that begins here (4.3.7). */
static void
take_escape(Scanner *scanner, GString *out)
{
  gunichar character = 0;
  int digits = 0;

  scanner->next++;
  if (!g_ascii_isxdigit(*scanner->next)) {
    const char *end = g_utf8_next_char(scanner->next);
    g_string_append_len(out, scanner->next, end - scanner->next);
    scanner->next = end;
    return;
  }
  for (; digits < 6 && g_ascii_isxdigit(*scanner->next); digits++)
    character = character * 16 + (gunichar)g_ascii_xdigit_value(*scanner->next++);
  if (g_ascii_isspace(*scanner->next))
    scanner->next += scanner->next[0] == '\r' && scanner->next[1] == '\n' ? 2 : 1;
  g_string_append_unichar(out, character == 0 || !g_unichar_validate(character) ? 0xFFFD : character);
}

static char *
take_name(Scanner *scanner)
{
  GString *name = g_string_new(NULL);

  while (is_name(*scanner->next) || is_escape(scanner->next))
    if (*scanner->next == '\\')
      take_escape(scanner, name);
    else
      g_string_append_c(name, *scanner->next++);
  return g_string_free(name, FALSE);
}

static void
take_number(Scanner *scanner)
{
  const char *begin = scanner->next, *p = begin;

  p += *p == '+' || *p == '-';
  while (g_ascii_isdigit(*p))
    p++;
  if (*p == '.' && g_ascii_isdigit(p[1]))
    for (p++; g_ascii_isdigit(*p);)
      p++;
  const char *exponent = p + 1 + (p[0] != '\0' && (p[1] == '+' || p[1] == '-'));
  if ((*p == 'e' || *p == 'E') && g_ascii_isdigit(*exponent))
    for (p = exponent; g_ascii_isdigit(*p);)
      p++;
  StsCssToken token = {.kind = STS_CSS_NUMBER, .digits = g_strndup(begin, (gsize)(p - begin))};
  token.value = g_ascii_strtod(token.digits, NULL);
  scanner->next = p;
  if (*p == '%') {
    token.text = g_strdup("%");
    scanner->next++;
  } else {
    token.text = begins_name(p) ? take_name(scanner) : g_strdup("");
  }
  if (!isfinite(token.value))
    token.kind = STS_CSS_BAD;
  add(scanner, token);
}

/* A string up to its other mark. */
static StsCssToken
take_string(Scanner *scanner)
{
  char mark = *scanner->next++;
  GString *text = g_string_new(NULL);

  while (*scanner->next != mark && *scanner->next != '\0' && !is_newline(*scanner->next))
    if (is_escape(scanner->next))
      take_escape(scanner, text);
    else if (scanner->next[0] == '\\' && scanner->next[1] != '\0')
      scanner->next += scanner->next[1] == '\r' && scanner->next[2] == '\n' ? 3 : 2;
    else
      g_string_append_c(text, *scanner->next++);
  bool ended = *scanner->next == mark;
  scanner->next += ended;
  return (StsCssToken){.kind = ended ? STS_CSS_STRING : STS_CSS_BAD, .text = g_string_free(text, FALSE)};
}

/* What follows "url("; with quotation marks it would be a function of a string, which comes to the same. */
static StsCssToken
take_url(Scanner *scanner)
{
  StsCssToken token;

  while (g_ascii_isspace(*scanner->next))
    scanner->next++;
  if (*scanner->next == '"' || *scanner->next == '\'') {
    token = take_string(scanner);
  } else {
    GString *text = g_string_new(NULL);
    while (*scanner->next != '\0' && !g_ascii_isspace(*scanner->next) && !strchr(")\"'(", *scanner->next))
      if (is_escape(scanner->next))
        take_escape(scanner, text);
      else
        g_string_append_c(text, *scanner->next++);
    token = (StsCssToken){.kind = STS_CSS_STRING, .text = g_string_free(text, FALSE)};
  }
  while (g_ascii_isspace(*scanner->next))
    scanner->next++;
  token.kind = token.kind == STS_CSS_STRING && *scanner->next == ')' ? STS_CSS_URL : STS_CSS_BAD;
  scanner->next += *scanner->next == ')';
  return token;
}

static void
take_word(Scanner *scanner)
{
  StsCssToken token = {.kind = STS_CSS_WORD, .text = take_name(scanner)};

  if (*scanner->next == '(') {
    scanner->next++;
    token.kind = STS_CSS_FUNCTION;
    if (g_ascii_strcasecmp(token.text, "url") == 0) {
      g_free(token.text);
      token = take_url(scanner);
    }
  }
  add(scanner, token);
}

/* White space and comments. */
static void
take_space(Scanner *scanner)
{
  for (;;) {
    while (g_ascii_isspace(*scanner->next))
      scanner->next++;
    if (!g_str_has_prefix(scanner->next, "/*"))
      break;
    const char *end = strstr(scanner->next + 2, "*/");
    scanner->next = end ? end + 2 : scanner->next + strlen(scanner->next);
  }
  add(scanner, (StsCssToken){.kind = STS_CSS_SPACE});
}

static void
take_token(Scanner *scanner)
{
  const char *p = scanner->next;

  if (g_ascii_isspace(*p) || g_str_has_prefix(p, "/*")) {
    take_space(scanner);
  } else if (begins_number(p)) {
    take_number(scanner);
  } else if (begins_name(p)) {
    take_word(scanner);
  } else if (*p == '"' || *p == '\'') {
    add(scanner, take_string(scanner));
  } else if ((*p == '#' && (is_name(p[1]) || is_escape(p + 1))) || (*p == '@' && begins_name(p + 1))) {
    scanner->next++;
    add(scanner, (StsCssToken){.kind = *p == '#' ? STS_CSS_HASH : STS_CSS_AT, .text = take_name(scanner)});
  } else {
    add(scanner, (StsCssToken){.kind = *p == '\\' || *p < 0x20 ? STS_CSS_BAD : STS_CSS_DELIMITER, .delimiter = *p});
    scanner->next++;
  }
}

GArray *
sts_css_tokenize(const char *text)
{
  Scanner scanner = {text, g_array_new(FALSE, TRUE, sizeof(StsCssToken))};

  g_array_set_clear_func(scanner.tokens, clear_token);
  while (*scanner.next != '\0')
    take_token(&scanner);
  return scanner.tokens;
}

bool
sts_css_is(const StsCssToken *token, char delimiter)
{
  return token->kind == STS_CSS_DELIMITER && token->delimiter == delimiter;
}

bool
sts_css_is_named(const StsCssToken *token, StsCssKind kind, const char *name)
{
  return token->kind == kind && g_ascii_strcasecmp(token->text, name) == 0;
}

/* Whatever is no letter, digit or mark of a name is escaped. */
static void
append_name(GString *out, const char *name, bool hash)
{
  for (const char *p = name; *p != '\0'; p++) {
    bool first = p == name || (p == name + 1 && *name == '-');
    if (is_name_start(*p) || (*p == '-' && name[1] != '\0') || (g_ascii_isdigit(*p) && (!first || hash)))
      g_string_append_c(out, *p);
    else
      g_string_append_printf(out, "\\%x ", (guchar)*p);
  }
}

static void
append_string(GString *out, const char *text)
{
  g_string_append_c(out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)*p < 0x20 || *p == 0x7F || strchr("'\"\\<>&", *p))
      g_string_append_printf(out, "\\%x ", (guchar)*p);
    else
      g_string_append_c(out, *p);
  g_string_append_c(out, '\'');
}

void
sts_css_append(GString *out, const StsCssToken *token)
{
  switch (token->kind) {
  case STS_CSS_SPACE:
    g_string_append_c(out, ' ');
    return;
  case STS_CSS_WORD:
    append_name(out, token->text, false);
    return;
  case STS_CSS_FUNCTION:
    append_name(out, token->text, false);
    g_string_append_c(out, '(');
    return;
  case STS_CSS_AT:
  case STS_CSS_HASH:
    g_string_append_c(out, token->kind == STS_CSS_AT ? '@' : '#');
    append_name(out, token->text, true);
    return;
  case STS_CSS_STRING:
    append_string(out, token->text);
    return;
  case STS_CSS_NUMBER:
    g_string_append(out, token->digits);
    if (strcmp(token->text, "%") == 0)
      g_string_append_c(out, '%');
    else
      append_name(out, token->text, false);
    return;
  case STS_CSS_DELIMITER:
    g_string_append_c(out, token->delimiter);
    return;
  case STS_CSS_URL:
  case STS_CSS_BAD:
    break;
  }
  g_assert_not_reached();
}
