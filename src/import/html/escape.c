/* Writes text, addresses and titles so that no sign of theirs becomes markup. */
#include "import/html/escape.h"

#include <string.h>

#include "base/text.h"

bool
sts_html_is_space(gunichar c)
{
  return c == 0 || g_unichar_isspace(c);
}

/* What every version of CommonMark takes for punctuation: before 0.31, signs such as + and © were none, but in ASCII.
 */
bool
sts_html_is_surely_punctuation(gunichar c)
{
  switch (g_unichar_type(c)) {
  case G_UNICODE_CONNECT_PUNCTUATION:
  case G_UNICODE_DASH_PUNCTUATION:
  case G_UNICODE_OPEN_PUNCTUATION:
  case G_UNICODE_CLOSE_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
  case G_UNICODE_FINAL_PUNCTUATION:
  case G_UNICODE_OTHER_PUNCTUATION:
    return true;
  default:
    return c < 0x80 && g_ascii_ispunct((char)c);
  }
}

/* What one of them may. */
bool
sts_html_is_punctuation(gunichar c)
{
  return !sts_html_is_space(c) && !g_unichar_isalnum(c) && !g_unichar_ismark(c);
}

gunichar
sts_html_last_char(const GString *text)
{
  if (text->len == 0)
    return 0;
  return g_utf8_get_char(g_utf8_prev_char(text->str + text->len));
}

/* What no text may hold: it is left out. */
bool
sts_html_is_control(gunichar c)
{
  return c != '\f' && c != 0x2028 && c != 0x2029 && sts_text_is_control(c);
}

bool
sts_html_is_collapsible(gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* Whether the line holds digits alone, which with a point would begin a list. */
static bool
is_number(const GString *out)
{
  return out->len > 0 && out->len < 10 && strspn(out->str, "0123456789") == out->len;
}

static bool
begins_markup(gunichar c, gunichar next)
{
  switch (c) {
  case '-':
  case '+':
    return sts_html_is_space(next) || next == c;
  case '=':
  case ':':
  case '>':
    return true;
  default:
    return false;
  }
}

bool
sts_html_needs_backslash(gunichar c, gunichar before, gunichar next)
{
  switch (c) {
  case '\\':
  case '`':
  case '*':
  case '[':
  case ']':
  case '<':
  case '~':
  case '^':
  case '{':
  case '}':
  case '|':
    return true;
  case '_': /* within a word it is none, whatever stands elsewhere */
    return !(g_unichar_isalnum(before) && g_unichar_isalnum(next));
  case '#':
    return !g_unichar_isalnum(before);
  case '$':
    return !(g_unichar_isdigit(next) && (sts_html_is_space(before) || before == '('));
  case '!':
    return next == '[';
  case ':':
    return before == ']';
  default:
    return false;
  }
}

/* Whether what follows a & makes a character reference of it, as in &nbsp; and not in A&E. Of a number the # has a
 * backslash. */
static bool
begins_entity(const char *rest)
{
  const char *end = rest;

  while (g_ascii_isalnum(*end))
    end++;
  return end > rest && *end == ';';
}

/* Whether a ; would end a character reference that began in another piece of the text. */
static bool
ends_entity(const GString *out)
{
  size_t at = out->len;

  while (at > 0 && g_ascii_isalnum(out->str[at - 1]))
    at--;
  return at > 0 && at < out->len && out->str[at - 1] == '&' && (at == 1 || out->str[at - 2] != '\\');
}

void
sts_html_append_char(GString *out, gunichar c, const char *rest, bool starts_line)
{
  gunichar before = sts_html_last_char(out), next = g_utf8_get_char(rest);
  bool start =
      starts_line && ((out->len == 0 && begins_markup(c, next)) || ((c == '.' || c == ')') && is_number(out)) ||
                      (c == ':' && strcmp(out->str, "Table") == 0));

  if (start || (c == '&' && begins_entity(rest)) || (c == ';' && ends_entity(out)) ||
      sts_html_needs_backslash(c, before, next))
    g_string_append_c(out, '\\');
  g_string_append_unichar(out, c);
}

char *
sts_html_escape_text(const char *text)
{
  GString *out = g_string_new(NULL);
  bool space = false;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (sts_html_is_collapsible(c)) {
      space = out->len > 0;
    } else if (!sts_html_is_control(c)) {
      if (space)
        g_string_append_c(out, ' ');
      space = false;
      sts_html_append_char(out, c, g_utf8_next_char(p), false);
    }
  }
  if (out->len > 0 && out->str[out->len - 1] == '!')
    g_string_insert_c(out, (gssize)out->len - 1, '\\');
  return g_string_free(out, FALSE);
}

char *
sts_html_escape_address(const char *address)
{
  static const char PLAIN[] = "/?#@:!$'*+,;=-._~%()";
  GString *out = g_string_new("<");
  g_autofree char *trimmed = g_strstrip(g_strdup(address));

  for (const char *p = trimmed; *p; p++) {
    if (*p == '&')
      g_string_append(out, "&amp;");
    else if (g_ascii_isalnum(*p) || (unsigned char)*p >= 0x80)
      g_string_append_c(out, *p);
    else if (strchr(PLAIN, *p))
      g_string_append_c(out, *p);
    else if (*p != '\n' && *p != '\r' && *p != '\t')
      g_string_append_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
  }
  /* Without its brackets where it is plain. */
  if (out->len > 1 && !strpbrk(out->str, "() "))
    g_string_erase(out, 0, 1);
  else
    g_string_append_c(out, '>');
  return g_string_free(out, FALSE);
}

char *
sts_html_quote_title(const char *markdown)
{
  GString *out = g_string_new("\"");

  for (const char *p = markdown; *p; p++) {
    if (*p == '&')
      g_string_append(out, "&amp;");
    else if (*p == '"' || *p == '\\')
      g_string_append_printf(out, "\\%c", *p);
    else
      g_string_append_c(out, *p == '\n' ? ' ' : *p);
  }
  g_string_append_c(out, '"');
  return g_string_free(out, FALSE);
}
