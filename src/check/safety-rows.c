/* Reads the tables of src/check/safety/, which are compiled in. */
#include "check/safety-rows.h"

#include <string.h>

/* The files, by name; cmake/words.cmake. */
static const char *const FILES[] = {
#include "safety-tables.inc"
};

typedef struct {
  size_t file;
  const char *name, *value;
} Define;

/* A record as it grows; the keys of one without "find" are what the next begin with. */
typedef struct {
  StsSafetyRows *rows;
  StsSafetyRow row, file_row;
} Reader;

/* Takes the key's value; lends from the line, and returns NULL where it has another key. */
static const char *
value_of(const char *line, const char *key)
{
  size_t length = strlen(key);

  return strncmp(line, key, length) == 0 && line[length] == ':' && line[length + 1] == ' ' ? line + length + 2 : NULL;
}

static StsSafetyPlaces
parse_places(const char *value)
{
  return (StsSafetyPlaces)((strstr(value, "text") ? STS_SAFETY_TEXT : 0) |
                           (strstr(value, "references") ? STS_SAFETY_REFERENCES : 0) |
                           (strstr(value, "lines") ? STS_SAFETY_LINES : 0));
}

static void
add_define(Reader *reader, char *line)
{
  static const char WORD[] = "define ";
  char *colon = strstr(line, ": ");

  g_assert(colon);
  *colon = '\0';
  Define define = {reader->row.file, line + strlen(WORD), colon + strlen(": ")};
  g_array_append_val(reader->rows->defines, define);
}

/* Returns the literals; free with g_strfreev(). */
static char **
parse_literals(const char *value)
{
  char **literals = g_strsplit(value, " ", -1);

  for (char **literal = literals; *literal; literal++) {
    GString *text = g_string_new(*literal);
    g_string_replace(text, "⏎", "\n", 0);
    g_string_replace(text, "␣", " ", 0);
    g_free(*literal);
    *literal = g_string_free(text, FALSE);
  }
  return literals;
}

static void
read_line(Reader *reader, char *line)
{
  StsSafetyRow *row = &reader->row;
  const struct {
    const char *key, **value;
  } texts[] = {{"language", &row->language}, {"not-in", &row->not_in}, {"find", &row->find},    {"wrong", &row->wrong},
               {"why", &row->why},           {"write", &row->write},   {"source", &row->source}};
  const char *value;

  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    if ((value = value_of(line, texts[i].key))) {
      *texts[i].value = value;
      return;
    }
  if ((value = value_of(line, "rule"))) {
    bool found = sts_rule_find(value, &row->rule);
    g_assert(found);
  } else if ((value = value_of(line, "in"))) {
    row->in = parse_places(value);
  } else if ((value = value_of(line, "needs"))) {
    row->needs = parse_literals(value);
  } else if ((value = value_of(line, "needs-too"))) {
    row->needs_too = parse_literals(value);
  } else if (g_str_has_prefix(line, "define ")) {
    add_define(reader, line);
  } else if (!value_of(line, "seen") && !value_of(line, "example") && !value_of(line, "sound")) {
    g_error("src/check/safety/: “%s” has no key that is known", line);
  }
}

static void
end_record(Reader *reader)
{
  const StsSafetyRow *row = &reader->row;

  if (!row->find) {
    reader->file_row = *row;
    return;
  }
  g_assert(row->in && row->needs && row->wrong && row->why && row->write);
  g_array_append_val(reader->rows->rows, *row);
  reader->row = reader->file_row;
}

static void
read_file(StsSafetyRows *rows, size_t file)
{
  Reader reader = {rows, {.file = file}, {.file = file}};
  char *text = g_strdup(FILES[file]), *next;

  g_ptr_array_add(rows->texts, text);
  for (char *line = text; line; line = next) {
    next = strchr(line, '\n');
    if (next)
      *next++ = '\0';
    if (*line == '\0')
      end_record(&reader);
    else if (*line != '#')
      read_line(&reader, line);
  }
  end_record(&reader);
}

StsSafetyRows *
sts_safety_rows_new(void)
{
  StsSafetyRows *rows = g_new0(StsSafetyRows, 1);

  rows->texts = g_ptr_array_new_with_free_func(g_free);
  rows->rows = g_array_new(FALSE, FALSE, sizeof(StsSafetyRow));
  rows->defines = g_array_new(FALSE, FALSE, sizeof(Define));
  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
    read_file(rows, i);
  return rows;
}

void
sts_safety_rows_free(StsSafetyRows *rows)
{
  for (guint i = 0; i < rows->rows->len; i++) {
    StsSafetyRow *row = &g_array_index(rows->rows, StsSafetyRow, i);
    g_strfreev(row->needs);
    g_strfreev(row->needs_too);
    if (row->regex)
      g_regex_unref(row->regex);
  }
  g_array_unref(rows->rows);
  g_array_unref(rows->defines);
  g_ptr_array_unref(rows->texts);
  g_free(rows);
}

/* Returns the expression with what was defined in the file for {NAME}; a definition may use those before it. Free with
 * g_string_free(). */
static GString *
expand(const StsSafetyRows *rows, const StsSafetyRow *row)
{
  GString *out = g_string_new(row->find);

  for (guint i = rows->defines->len; i-- > 0;) {
    const Define *define = &g_array_index(rows->defines, Define, i);
    g_autofree char *name = g_strdup_printf("{%s}", define->name);
    if (define->file == row->file)
      g_string_replace(out, name, define->value, 0);
  }
  return out;
}

const GRegex *
sts_safety_row_regex(const StsSafetyRows *rows, StsSafetyRow *row)
{
  if (!row->regex) {
    g_autoptr(GError) error = NULL;
    GString *expression = expand(rows, row);
    row->regex = g_regex_new(expression->str, G_REGEX_MULTILINE, 0, &error);
    if (!row->regex)
      g_error("%s: %s", expression->str, error->message);
    g_string_free(expression, TRUE);
  }
  return row->regex;
}

/* Whether the list of languages has the one that the tag begins with. */
static bool
names_language(const char *list, const char *tag)
{
  size_t length = strcspn(tag, "-");

  for (const char *p = list; *p; p += strcspn(p, " ") + strspn(p + strcspn(p, " "), " "))
    if (strcspn(p, " ") == length && g_ascii_strncasecmp(p, tag, length) == 0)
      return true;
  return false;
}

bool
sts_safety_row_is_for(const StsSafetyRow *row, const char *language)
{
  if (row->language)
    return language && names_language(row->language, language);
  return !row->not_in || !language || !names_language(row->not_in, language);
}

const char *
sts_safety_rows_lookup(const StsSafetyRows *rows, const char *name)
{
  for (guint i = 0; i < rows->defines->len; i++) {
    const Define *define = &g_array_index(rows->defines, Define, i);
    if (strcmp(define->name, name) == 0)
      return define->value;
  }
  return NULL;
}
