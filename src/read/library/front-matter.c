/* Finds the front matter at the beginning of a text, and parses its YAML. */
#include "read/library/front-matter.h"

#include <string.h>

#include "document/rules.h"

static bool
is_fence(const char *line, size_t length, const char *fence)
{
  while (length > 0 && strchr(" \t\r\n", line[length - 1]))
    length--;
  return length == 3 && strncmp(line, fence, 3) == 0;
}

/* Finds what stands between a line `open` at the beginning and one of the two that close it. */
static bool
find_between(const char *text, size_t length, const char *open, const char *close, const char *also,
             size_t *inner_start, size_t *inner_length, size_t *body_start, int *body_line)
{
  size_t at = 0;

  for (int line = 1; at < length; line++) {
    const char *feed = memchr(text + at, '\n', length - at);
    size_t next = feed ? (size_t)(feed - text) + 1 : length;
    if (line == 1) {
      if (!is_fence(text + at, next - at, open))
        return false;
      *inner_start = next;
    } else if (is_fence(text + at, next - at, close) || is_fence(text + at, next - at, also)) {
      *inner_length = at - *inner_start;
      *body_start = next;
      *body_line = line + 1;
      return true;
    }
    at = next;
  }
  return false;
}

/* Where a comment of HTML ends that begins here and says nothing to the program, with the rest of its line; 0: none
 * does.
 */
static size_t
skip_comment(const char *text, size_t length)
{
  static const char *const OURS[] = {"import:", "allow ", "gap:"};
  const char *end =
      length > 4 && strncmp(text, "<!--", 4) == 0 ? g_strstr_len(text + 4, (gssize)length - 4, "-->") : NULL;

  if (!end)
    return 0;
  for (const char *word = text + 4; word < end; word++) {
    if (g_ascii_isspace(*word))
      continue;
    for (size_t i = 0; i < G_N_ELEMENTS(OURS); i++)
      if (strncmp(word, OURS[i], strlen(OURS[i])) == 0)
        return 0;
    break;
  }
  size_t at = (size_t)(end - text) + 3;
  while (at < length && strchr(" \t\r", text[at]))
    at++;
  return at < length && text[at] == '\n' ? at + 1 : 0;
}

/* Where front matter begins behind comments and empty lines, as of a licence or of an editor; 0: at the beginning, or
 * nowhere. What follows two rules is text; so here a key must follow the first. */
static size_t
skip_comments(const char *text, size_t length, int *lines)
{
  size_t at = 0, skipped = 0;

  *lines = 0;
  for (size_t step; at < length; at += step) {
    step = text[at] == '\n' ? 1 : text[at] == '\r' && at + 1 < length && text[at + 1] == '\n' ? 2 : 0;
    if (step == 0)
      skipped += step = skip_comment(text + at, length - at);
    if (step == 0)
      break;
    for (size_t i = at; i < at + step; i++)
      *lines += text[i] == '\n';
  }
  const char *feed = skipped > 0 && at < length ? memchr(text + at, '\n', length - at) : NULL;
  size_t inner = feed ? (size_t)(feed - text) + 1 : length;
  if (!feed || !is_fence(text + at, inner - at, "---") || !sts_front_matter_first_key(text + inner, length - inner)) {
    *lines = 0;
    return 0;
  }
  return at;
}

bool
sts_front_matter_find(const char *text, size_t length, size_t *yaml_start, size_t *yaml_length, size_t *body_start,
                      int *body_line)
{
  int lines;
  size_t from = skip_comments(text, length, &lines);

  if (!find_between(text + from, length - from, "---", "---", "...", yaml_start, yaml_length, body_start, body_line))
    return false;
  *yaml_start += from;
  *body_start += from;
  *body_line += lines;
  return true;
}

bool
sts_front_matter_is_toml(const char *text, size_t length, size_t *body_start, int *body_line)
{
  size_t start, inner_length;

  return find_between(text, length, "+++", "+++", "+++", &start, &inner_length, body_start, body_line);
}

const char *
sts_front_matter_first_key(const char *yaml, size_t length)
{
  for (size_t at = 0; at < length;) {
    const char *line = yaml + at, *feed = memchr(line, '\n', length - at);
    size_t line_length = feed ? (size_t)(feed - line) : length - at, word = 0;
    while (word < line_length && (g_ascii_isalpha(line[word]) || strchr("-_", line[word])))
      word++;
    if (word > 0)
      return word < line_length && line[word] == ':' ? line : NULL;
    if (line_length > 0 && !strchr("#\r", line[0]))
      return NULL;
    at += line_length + 1;
  }
  return NULL;
}

bool
sts_front_matter_is_open(const char *text, size_t length)
{
  size_t unused_start, unused_length, unused_body;
  int lines, unused_line;
  size_t from = skip_comments(text, length, &lines);
  const char *feed = memchr(text + from, '\n', length - from);

  if (!feed || !is_fence(text + from, (size_t)(feed - text) - from, "---") ||
      sts_front_matter_find(text, length, &unused_start, &unused_length, &unused_body, &unused_line))
    return false;
  /* A break between topics may begin a text; a key after it makes it front matter. */
  size_t start = (size_t)(feed - text) + 1;
  const char *key = sts_front_matter_first_key(text + start, length - start);
  return key && g_ascii_islower(*key);
}

StsYaml *
sts_read_yaml(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
              StsDiagnostics *diagnostics)
{
  const StsYamlRules rules = {
      .syntax = sts_rule_name(STS_RULE_FRONT_MATTER_YAML),
      .control = sts_rule_name(STS_RULE_CONTROL_CHARACTER),
      .key = sts_rule_name(STS_RULE_FRONT_MATTER_KEY),
      .type = sts_rule_name(STS_RULE_FRONT_MATTER_TYPE),
      .quotes = sts_rule_name(STS_RULE_FRONT_MATTER_QUOTES),
  };

  return sts_yaml_parse(arena, text, length, file, first_line, &rules, diagnostics);
}
