/* Reads lines `key: "text"`. */
#include "base/yaml/yaml-flat.h"

#include <string.h>

/* The end of the key that begins the line, or NULL. */
static const char *
skip_key(const char *line, const char *end)
{
  const char *p = line;

  while (p < end && (g_ascii_islower(*p) || (p > line && (g_ascii_isdigit(*p) || *p == '-'))))
    p++;
  return p > line && end - p > 2 && p[0] == ':' && p[1] == ' ' ? p : NULL;
}

/* NEL and the separators of lines and paragraphs end a line for some readers of YAML. */
static bool
has_other_line_ends(const char *text, size_t length)
{
  static const char *const ENDS[] = {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};

  for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++)
    if (memmem(text, length, ENDS[i], strlen(ENDS[i])))
      return true;
  return false;
}

/* Reads the value from `start` to the end of its line. Returns false where it is not of this kind. */
static bool
read_value(StsArena *arena, const char *start, const char *end, StsYaml *value)
{
  size_t length = (size_t)(end - start);

  value->kind = STS_YAML_SCALAR;
  if ((length == 4 && memcmp(start, "true", 4) == 0) || (length == 5 && memcmp(start, "false", 5) == 0)) {
    value->plain = true;
    value->text = sts_arena_strndup(arena, start, length);
    return true;
  }
  if (length < 2 || start[0] != '"' || end[-1] != '"')
    return false;
  start++;
  length -= 2;
  if (memchr(start, '"', length) || memchr(start, '\\', length) || memchr(start, '\t', length) ||
      has_other_line_ends(start, length))
    return false;
  value->quoted = true;
  value->text = sts_arena_strndup(arena, start, length);
  return true;
}

static StsYaml *
read_line(StsArena *arena, const char *line, const char *end, StsPosition position)
{
  const char *colon = skip_key(line, end);
  StsYaml *value = colon ? STS_ARENA_NEW(arena, StsYaml) : NULL;

  if (!value || !read_value(arena, colon + 2, end, value))
    return NULL;
  value->key = sts_arena_strndup(arena, line, (size_t)(colon - line));
  value->key_position = value->position = position;
  value->position.column += (int)(colon - line) + 2;
  return value;
}

StsYaml *
sts_yaml_parse_flat(StsArena *arena, const char *text, size_t length, const char *file, int first_line,
                    const StsYamlRules *rules)
{
  g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
  StsYaml *root = STS_ARENA_NEW(arena, StsYaml), **last = &root->first;
  const char *limit = text + length;
  StsPosition position = {file, first_line, 1};

  for (const char *line = text, *end; line < limit; line = end + 1, position.line++) {
    end = memchr(line, '\n', (size_t)(limit - line));
    if (!end)
      end = limit;
    if (line == end || (*line == '#' && !has_other_line_ends(line, (size_t)(end - line))))
      continue;
    StsYaml *value = read_line(arena, line, end, position);
    if (!value || !g_hash_table_add(keys, (gpointer)value->key))
      return NULL;
    value->rules = rules;
    *last = value;
    last = &value->next;
  }
  if (!root->first)
    return NULL;
  root->kind = STS_YAML_MAP;
  root->position = root->first->key_position;
  root->rules = rules;
  return root;
}
