/* Finds lines and columns in the text of a YAML file. */
#include "base/yaml/yaml-text.h"

#include <string.h>

void
sts_yaml_text_init(StsYamlText *yaml, const char *file, int first_line, const char *text, size_t length)
{
  size_t start = 0;

  *yaml = (StsYamlText){file, first_line, text, length, g_array_new(FALSE, FALSE, sizeof(size_t))};
  g_array_append_val(yaml->starts, start);
  for (const char *p = text, *end = text + length; (p = memchr(p, '\n', (size_t)(end - p)));) {
    start = (size_t)(++p - text);
    g_array_append_val(yaml->starts, start);
  }
}

void
sts_yaml_text_clear(StsYamlText *yaml)
{
  g_clear_pointer(&yaml->starts, g_array_unref);
}

static size_t
start_of(const StsYamlText *yaml, guint line)
{
  return g_array_index(yaml->starts, size_t, line);
}

StsPosition
sts_yaml_text_place(const StsYamlText *yaml, size_t offset)
{
  guint low = 0, high = yaml->starts->len;

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (start_of(yaml, middle) <= offset)
      low = middle;
    else
      high = middle;
  }
  return (StsPosition){yaml->file, yaml->first_line + (int)low, (int)(offset - start_of(yaml, low)) + 1};
}

StsPosition
sts_yaml_text_token_place(const StsYamlText *yaml, size_t offset)
{
  offset = MIN(offset, yaml->length);
  return sts_yaml_text_place(yaml, offset > 0 && strchr("\"'", yaml->text[offset - 1]) ? offset - 1 : offset);
}

/* Neither blank nor a comment. */
static bool
holds_content(const char *line, const char *end)
{
  while (line < end && strchr(" \t\r", *line))
    line++;
  return line < end && *line != '#';
}

/* At the beginning of a line these are marks also within a text, quoted or not. */
static bool
is_mark(const char *line, const char *end)
{
  return end - line >= 3 && (strncmp(line, "---", 3) == 0 || strncmp(line, "...", 3) == 0) &&
         (end - line == 3 || strchr(" \t\r", line[3]));
}

bool
sts_yaml_text_report_rest(const StsYamlText *yaml, const char *rule, StsDiagnostics *diagnostics)
{
  bool begun = false, ended = false;

  for (guint i = 0; i < yaml->starts->len; i++) {
    size_t start = start_of(yaml, i);
    const char *line = yaml->text + start,
               *end = yaml->text + (i + 1 < yaml->starts->len ? start_of(yaml, i + 1) - 1 : yaml->length);
    bool mark = is_mark(line, end);
    ended |= mark && begun;
    if (!holds_content(mark ? line + 3 : line, end) || (!begun && *line == '%'))
      continue;
    if (ended) {
      sts_diagnostics_add(
          diagnostics, STS_SEVERITY_ERROR, sts_yaml_text_place(yaml, start), rule,
          "from here on nothing is read: a line “---” or “...” has ended the list of keys; delete it, or what "
          "stands after it");
      return true;
    }
    begun = true;
  }
  return false;
}

bool
sts_yaml_text_take_fault(const StsYamlText *yaml, const char *line, size_t length, StsPosition *position,
                         char **message)
{
  g_autofree char *text = g_strchomp(g_strndup(line, length));
  const char *place = strstr(text, ">:"), *what = strstr(text, ": error: ");
  char *end;

  if (!place || !what || what < place)
    return false;
  gint64 row = g_ascii_strtoll(place + 2, &end, 10), column = *end == ':' ? g_ascii_strtoll(end + 1, NULL, 10) : 1;
  size_t offset = start_of(yaml, (guint)CLAMP(row, 1, (gint64)yaml->starts->len) - 1);
  for (; column > 1 && offset < yaml->length && yaml->text[offset] != '\n'; column--)
    offset += (size_t)g_utf8_skip[(unsigned char)yaml->text[offset]];
  *position = sts_yaml_text_place(yaml, MIN(offset, yaml->length));
  *message = g_utf8_make_valid(what + strlen(": error: "), -1);
  return true;
}
