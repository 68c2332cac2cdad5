/* Hides from cmark what CommonMark does not know, and shows it again. */
#include "read/markdown/markdown-marks.h"

#include <string.h>

#include "base/text.h"

enum { BACKTICKS_MAX = 80 };

static bool
is_label_byte(char c)
{
  return (unsigned char)c > ' ' && !strchr("[]^*`<>&\\|!", c);
}

/* text[at] is '[': hides [^label] and returns its length, or 0. */
static size_t
hide_note(char *text, size_t at)
{
  size_t i = at + 2;

  if (text[at + 1] != '^')
    return 0;
  while (text[i] && is_label_byte(text[i]))
    i++;
  if (i == at + 2 || text[i] != ']')
    return 0;
  text[at] = STS_MARK_NOTE_OPEN;
  text[i] = STS_MARK_NOTE_CLOSE;
  for (size_t k = at + 2; k < i; k++)
    if (text[k] == '_')
      text[k] = STS_MARK_UNDERSCORE;
  return i + 1 - at;
}

/* The length of "{lang=...}" at text[at], or 0. */
static size_t
attributes_length(const char *text, size_t at)
{
  size_t i = at;

  if (strncmp(text + at, "{lang=", 6) != 0)
    return 0;
  for (i = at + 6; text[i] && text[i] != '}' && text[i] != '\n' && text[i] != '{' && text[i] != '`' && text[i] != '<';
       i++)
    ;
  return text[i] == '}' ? i + 1 - at : 0;
}

/* Whether a character reference ("&#1;", "&#xD800;") begins here whose character no text may hold. cmark makes U+FFFD
 * of some. */
static bool
is_forbidden_reference(const char *text)
{
  const char *p = text + 1;
  char *end;

  if (*p++ != '#')
    return false;
  bool hex = *p == 'x' || *p == 'X';
  p += hex;
  if (!(hex ? g_ascii_isxdigit(*p) : g_ascii_isdigit(*p)))
    return false;
  guint64 value = g_ascii_strtoull(p, &end, hex ? 16 : 10);
  return *end == ';' && end - p <= 8 && (value > 0x10FFFF || sts_text_is_control((gunichar)value));
}

void
sts_markdown_hide_references(char *text)
{
  for (char *p = text; (p = strstr(p, "&#")); p++) {
    const char *escape = p;
    if (!is_forbidden_reference(p))
      continue;
    while (escape > text && escape[-1] == '\\')
      escape--;
    if ((p - escape) % 2)
      p[1] = STS_MARK_NO_REFERENCE;
    else
      *p = STS_MARK_REFERENCE;
  }
}

/* Hides the hyphens within a comment that begins at text[at] and ends before `end`; returns its length, or 0. */
static size_t
hide_comment(char *text, size_t at, size_t end)
{
  static const char OPEN[] = "<!--", CLOSE[] = "-->";

  if (strncmp(text + at, OPEN, strlen(OPEN)) != 0)
    return 0;
  char *begin = text + at + strlen(OPEN), *close = g_strstr_len(begin, (gssize)(end - at - strlen(OPEN)), CLOSE);
  if (!close)
    return 0;
  for (char *p = begin; p < close; p++)
    if (*p == '-')
      *p = STS_MARK_HYPHEN;
  return (size_t)(close + strlen(CLOSE) - (text + at));
}

typedef struct {
  char *text;
  size_t end;   /* of the paragraph */
  GArray *open; /* offsets of [ */
  bool no_closer[BACKTICKS_MAX + 1];
  bool no_comment_end;
  StsMarkdownFlags flags;
} Hider;

/* The offset after a code span that begins at `at` with backticks, or after the backticks alone. */
static size_t
skip_code(Hider *hider, size_t at)
{
  size_t length = strspn(hider->text + at, "`"), i = at + length;

  if (length > BACKTICKS_MAX || hider->no_closer[length])
    return i;
  for (size_t k = i; k < hider->end;) {
    const char *next = memchr(hider->text + k, '`', hider->end - k);
    if (!next)
      break;
    k = (size_t)(next - hider->text);
    size_t run = strspn(next, "`");
    if (run == length)
      return k + run;
    k += run;
  }
  hider->no_closer[length] = true;
  return i;
}

static size_t
hide_at(Hider *hider, size_t i)
{
  char *text = hider->text;
  size_t length;

  switch (text[i]) {
  case '\\':
    if (text[i + 1] == ':' && (hider->flags & STS_MARKDOWN_DEFINITIONS))
      text[i] = STS_MARK_COLON;
    return text[i + 1] && text[i + 1] != '\n' ? i + 2 : i + 1;
  case '`':
    return skip_code(hider, i);
  case '<':
    length = hider->flags & STS_MARKDOWN_INLINE_HTML && !hider->no_comment_end ? hide_comment(text, i, hider->end) : 0;
    hider->no_comment_end |= !length && strncmp(text + i, "<!--", 4) == 0;
    return i + (length ? length : 1);
  case '[':
    length = hider->flags & STS_MARKDOWN_NOTES ? hide_note(text, i) : 0;
    if (length)
      return i + length;
    g_array_append_val(hider->open, i);
    return i + 1;
  case ']':
    if (hider->open->len == 0)
      return i + 1;
    size_t opened = g_array_index(hider->open, size_t, hider->open->len - 1);
    g_array_set_size(hider->open, hider->open->len - 1);
    length = hider->flags & STS_MARKDOWN_SPANS ? attributes_length(text, i + 1) : 0;
    if (!length)
      return i + 1;
    text[opened] = STS_MARK_SPAN_OPEN;
    text[i] = STS_MARK_SPAN_CLOSE;
    text[i + length] = STS_MARK_SPAN_END;
    return i + length + 1;
  default:
    return i + 1;
  }
}

/* The end of the paragraph that begins at `at`: before an empty line. */
static size_t
paragraph_end(const GString *text, size_t at)
{
  while (at < text->len) {
    const char *feed = memchr(text->str + at, '\n', text->len - at);
    if (!feed)
      return text->len;
    at = (size_t)(feed - text->str) + 1;
    if (text->str[at + strspn(text->str + at, " \t>")] == '\n')
      return at;
  }
  return text->len;
}

void
sts_markdown_hide(GString *text, size_t begin, StsMarkdownFlags flags)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(size_t));
  Hider hider = {.text = text->str, .open = open, .flags = flags};

  if (flags != STS_MARKDOWN_COMMONMARK)
    sts_markdown_hide_references(text->str + begin);
  for (size_t at = begin; at < text->len;) {
    hider.end = paragraph_end(text, at);
    memset(hider.no_closer, 0, sizeof hider.no_closer);
    hider.no_comment_end = false;
    g_array_set_size(open, 0);
    for (size_t i = at; i < hider.end;)
      i = hide_at(&hider, i);
    at = hider.end;
  }
}

static void
unhide(GString *out, const char *text, bool literal)
{
  for (const char *p = text; *p; p++) {
    switch (*p) {
    case STS_MARK_NOTE_OPEN:
    case STS_MARK_SPAN_OPEN:
      g_string_append_c(out, '[');
      break;
    case STS_MARK_NOTE_CLOSE:
    case STS_MARK_SPAN_CLOSE:
      g_string_append_c(out, ']');
      break;
    case STS_MARK_UNDERSCORE:
      g_string_append_c(out, '_');
      break;
    case STS_MARK_SPAN_END:
      g_string_append_c(out, '}');
      break;
    case STS_MARK_COLON:
      if (literal)
        g_string_append_c(out, '\\');
      break;
    case STS_MARK_HYPHEN:
      g_string_append_c(out, '-');
      break;
    case STS_MARK_REFERENCE:
      g_string_append_c(out, '&');
      break;
    case STS_MARK_NO_REFERENCE:
      g_string_append_c(out, '#');
      break;
    case STS_MARK_GUARD:
      break;
    default:
      g_string_append_c(out, *p);
      break;
    }
  }
}

char *
sts_markdown_shown(const char *text, bool literal)
{
  GString *out = g_string_sized_new(strlen(text));

  unhide(out, text, literal);
  return g_string_free(out, FALSE);
}

char *
sts_markdown_comment_text(const char *comment)
{
  static const char BEGIN[] = "<!--";
  const char *end = strstr(comment, "-->");

  if (!end || end < comment + strlen(BEGIN))
    return NULL;
  g_autofree char *hidden = g_strndup(comment + strlen(BEGIN), (size_t)(end - comment) - strlen(BEGIN));
  g_autofree char *shown = sts_markdown_shown(hidden, true);
  return sts_text_normalize_space(shown);
}
