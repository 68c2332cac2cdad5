/* Values of YAML that section files and library.yaml have alike: a line, a language, Markdown. */
#include "read/library/yaml-values.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"
#include "document/rules.h"
#include "document/words.h"
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
  g_autofree char *fault = sts_language_describe_invalid(text);
  sts_error(reader->diagnostics, value->position, STS_RULE_LANGUAGE_INVALID, "%s", fault);
  return NULL;
}

bool
sts_read_date(StsReader *reader, const StsYaml *value, const char *example, StsDate *date)
{
  const char *text = sts_yaml_text(value, reader->diagnostics);

  if (!text)
    return false;
  if (sts_words_parse_date(reader->library->words, text, date))
    return true;
  sts_error(reader->diagnostics, value->position, STS_RULE_DATE_INVALID, "“%s” is not a date; write one such as %s",
            text, example);
  return false;
}

bool
sts_read_is_left_out(StsReader *reader, const StsYaml *value)
{
  if (value && value->kind == STS_YAML_NULL && value->lost)
    sts_yaml_prose(value, reader->diagnostics);
  return !value || value->kind == STS_YAML_NULL;
}

typedef struct {
  const StsYaml *value;
  GArray *starts; /* of size_t: where each line of its text begins, and where it ends */
} Moved;

static StsPosition
place_in_file(gconstpointer data, StsPosition position)
{
  const Moved *moved = data;
  guint line = MIN((guint)position.line, moved->starts->len - 1);
  size_t start = g_array_index(moved->starts, size_t, line - 1), end = g_array_index(moved->starts, size_t, line);
  StsPosition place = sts_yaml_place(moved->value, MIN(start + (size_t)MAX(position.column - 1, 0), end));

  if (position.column == 0)
    place.column = 0;
  return place;
}

static void
read_moved_blocks(StsReader *reader, StsNode *parent, const StsYaml *value, const char *text)
{
  g_autoptr(GArray) starts = g_array_new(FALSE, FALSE, sizeof(size_t));
  Moved moved = {value, starts};
  StsMarkdownMove move = {place_in_file, &moved};
  size_t length = strlen(text), at = 0;

  g_array_append_val(starts, at);
  for (const char *p = text; (p = strchr(p, '\n'));) {
    at = (size_t)(++p - text);
    g_array_append_val(starts, at);
  }
  g_array_append_val(starts, length);
  sts_markdown_parse_moved(reader->arena, parent, text, length, value->position.file, &move, STS_MARKDOWN_ALL,
                           reader->scope, reader->diagnostics);
}

void
sts_read_yaml_blocks(StsReader *reader, StsNode *parent, const StsYaml *value, const char *text)
{
  StsPosition start = sts_yaml_text_position(value);

  if (value->place_count > 0)
    read_moved_blocks(reader, parent, value, text);
  else
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

const StsNode *
sts_read_yaml_place(StsReader *reader, const StsYaml *value, const char *line)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsTextPlace));
  StsPosition next;

  if (!line || !*line)
    return NULL;
  const char *text = value->text + strspn(value->text, " \t\n\v\f\r");
  StsNode *node = sts_node_new_text(reader->arena, line, sts_yaml_place(value, (size_t)(text - value->text)));
  next = node->position;
  for (const char *p = line; *p; p++, text++, next.column++) {
    /* Of white space in the text the line has a single space, or none. */
    if (!g_ascii_isspace(*p))
      while (g_ascii_isspace(*text))
        text++;
    StsTextPlace place = {(size_t)(p - line), sts_yaml_place(value, (size_t)(text - value->text)), false};
    if (place.position.line != next.line || place.position.column != next.column)
      g_array_append_val(places, place);
    next = place.position;
  }
  sts_node_set_text_places(reader->arena, node, (const StsTextPlace *)places->data, places->len);
  return node;
}

/* A note's mark would be printed as it is written. */
static void
refuse_notes(StsReader *reader, const StsYaml *value, const StsNode *line)
{
  for (const char *text = line->text.text, *note = text; (note = strstr(note, "[^")); note += strlen("[^")) {
    size_t length = strcspn(note, "] ");
    if (length > strlen("[^") && note[length] == ']')
      sts_error(reader->diagnostics, sts_node_text_place(line, (size_t)(note - text)), STS_RULE_NOTE_UNDEFINED,
                "the note “%.*s” cannot stand in “%s”, which is plain text; refer to it in the text of the section",
                (int)length + 1, note, value->key);
  }
}

const char *
sts_read_yaml_title(StsReader *reader, const StsYaml *value, const StsNode **placed)
{
  const char *line = sts_read_yaml_line(reader, value);

  *placed = sts_read_yaml_place(reader, value, line);
  if (*placed)
    refuse_notes(reader, value, *placed);
  return line;
}

const char *
sts_read_yaml_printed(StsReader *reader, const StsYaml *value, const StsNode **placed, GArray *lines,
                      const char *language)
{
  const char *line = sts_read_yaml_title(reader, value, placed);
  const StsPrintedLine printed = {*placed, language};

  if (*placed)
    g_array_append_val(lines, printed);
  return line;
}
