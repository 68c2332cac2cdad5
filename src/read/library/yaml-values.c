/* Values of YAML that section files and library.yaml have alike: a line, a language, Markdown. */
#include "read/library/yaml-values.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"
#include "document/rules.h"
#include "read/markdown/markdown.h"

bool
sts_read_is_kind(StsReader *reader, const StsYaml *value, StsYamlKind kind, const char *sentence)
{
  if (!value || value->kind == STS_YAML_NULL)
    return false;
  if (value->kind != kind)
    sts_error(reader->diagnostics, value->position, STS_RULE_FRONT_MATTER_TYPE, "%s", sentence);
  return value->kind == kind;
}

const char *
sts_read_language(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text || sts_language_is_valid(text))
    return text;
  sts_error(reader->diagnostics, value->position, STS_RULE_LANGUAGE_INVALID,
            "“%s” is not a language tag; write one such as “en” or “es-MX”", text);
  return NULL;
}

bool
sts_read_is_left_out(StsReader *reader, const StsYaml *value)
{
  if (value && value->kind == STS_YAML_NULL && value->lost)
    sts_yaml_prose(value, reader->diagnostics);
  return !value || value->kind == STS_YAML_NULL;
}

void
sts_read_yaml_blocks(StsReader *reader, StsNode *parent, const StsYaml *value, const char *text)
{
  StsPosition start = value->position;

  start.column += value->quoted;
  sts_markdown_parse_at(reader->arena, parent, text, strlen(text), start, STS_MARKDOWN_ALL, reader->scope,
                        reader->diagnostics);
}

StsNode *
sts_read_yaml_markdown(StsReader *reader, const StsYaml *value, const char *text)
{
  StsNode *node = sts_node_new(reader->arena, STS_NODE_SECTION, value->position);

  sts_read_yaml_blocks(reader, node, value, text);
  return node;
}

const char *
sts_read_yaml_line(StsReader *reader, const StsYaml *value)
{
  const char *text = sts_yaml_prose(value, reader->diagnostics);
  g_autofree char *line = text ? sts_text_normalize_space(text) : NULL;

  return sts_arena_strdup(reader->arena, line);
}

const char *
sts_read_yaml_printed(StsReader *reader, const StsYaml *value)
{
  const char *line = sts_read_yaml_line(reader, value), *note = line ? strstr(line, "[^") : NULL;
  size_t length = note ? strcspn(note, "] ") : 0;

  if (note && length > 2 && note[length] == ']')
    sts_error(reader->diagnostics, value->position, STS_RULE_NOTE_UNDEFINED,
              "the note “%.*s” cannot stand in “%s”, which is plain text; refer to it in the text of the section",
              (int)length + 1, note, value->key);
  return line;
}
