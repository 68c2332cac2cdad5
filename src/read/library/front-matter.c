/* Finds the front matter at the beginning of a text, and parses its YAML. */
#include "read/library/front-matter.h"

#include <string.h>

#include "document/rules.h"

static bool
is_fence(const char *line, size_t length)
{
  while (length > 0 && strchr(" \t\r\n", line[length - 1]))
    length--;
  return length == 3 && strncmp(line, "---", 3) == 0;
}

bool
sts_front_matter_find(const char *text, size_t length, size_t *yaml_start, size_t *yaml_length, size_t *body_start,
                      int *body_line)
{
  size_t at = 0;

  for (int line = 1; at < length; line++) {
    const char *feed = memchr(text + at, '\n', length - at);
    size_t next = feed ? (size_t)(feed - text) + 1 : length;
    bool fence = is_fence(text + at, next - at);
    if (line == 1) {
      if (!fence)
        return false;
      *yaml_start = next;
    } else if (fence) {
      *yaml_length = at - *yaml_start;
      *body_start = next;
      *body_line = line + 1;
      return true;
    }
    at = next;
  }
  return false;
}

bool
sts_front_matter_is_open(const char *text, size_t length)
{
  const char *feed = memchr(text, '\n', length);
  size_t unused_start, unused_length, unused_body;
  int unused_line;

  if (!feed || !is_fence(text, (size_t)(feed - text)) ||
      sts_front_matter_find(text, length, &unused_start, &unused_length, &unused_body, &unused_line))
    return false;
  /* A break between topics may begin a text; a key after it makes it front matter. */
  const char *key = feed + 1;
  size_t word = strspn(key, "abcdefghijklmnopqrstuvwxyz-");
  return word > 0 && key[word] == ':';
}

/* What follows the key at the beginning of a line; NULL if it does not stand there. */
static const char *
skip_key(const char *line, const char *key)
{
  size_t length = strlen(key);

  return strncmp(line, key, length) == 0 ? line + length : NULL;
}

bool
sts_front_matter_find_dates(const char *yaml, size_t length, StsDate *revised, StsDate *reviewed)
{
  g_autofree char *text = g_strndup(yaml, length);
  bool said = false;

  *revised = *reviewed = (StsDate){0, 0, 0};
  for (char *line = text, *next; line; line = next) {
    next = strchr(line, '\n');
    if (next)
      *next++ = '\0';
    const char *value = skip_key(line, "last-revised: ");
    StsDate *date = value ? revised : reviewed;
    said |= value != NULL;
    if (!value)
      value = skip_key(line, "last-reviewed: ");
    if (value && !sts_date_parse_iso(value, date) && strncmp(value, "{waived: ", strlen("{waived: ")) != 0)
      return false;
  }
  return said;
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
