/* Writes diagnostics as SARIF 2.1.0. */
#include "cli/sarif.h"

#include <string.h>

#include "base/file-read.h"
#include "sts/check.h"

/* The file that the last diagnostic was of. Diagnostics come ordered by file and line, so that each file is read once,
 * from its beginning to its end.
 */
typedef struct {
  const char *name;
  char *text;
  gsize length;
  size_t offset; /* of the line */
  int line;
} Source;

static void
open_source(Source *source, const char *name)
{
  static const char MARK[] = "\xEF\xBB\xBF";

  g_clear_pointer(&source->text, g_free);
  *source = (Source){.name = name, .line = 1};
  if (!sts_file_load(name, STS_FILE_TEXT_MAX, &source->text, &source->length, NULL))
    source->length = 0;
  /* A byte order mark is no part of the text. */
  if (source->length >= strlen(MARK) && memcmp(source->text, MARK, strlen(MARK)) == 0)
    source->offset = strlen(MARK);
}

/* Returns the column in characters, or 0 if there is no such line any more. */
static int
column_in_characters(Source *source, StsPosition position)
{
  int column = 1;

  if (source->name != position.file || position.line < source->line)
    open_source(source, position.file);
  while (source->text && source->line < position.line) {
    const char *feed = memchr(source->text + source->offset, '\n', source->length - source->offset);
    if (!feed)
      return 0;
    source->offset = (size_t)(feed - source->text) + 1;
    source->line++;
  }
  if (!source->text)
    return 0;
  for (size_t i = 1; i < (size_t)position.column && source->offset + i <= source->length &&
                     source->text[source->offset + i - 1] != '\n';
       i++)
    column += ((unsigned char)source->text[source->offset + i] & 0xC0) != 0x80;
  return column;
}

/* ---- values ---- */

static void
add_string(JsonBuilder *builder, const char *name, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid(value, -1);

  json_builder_set_member_name(builder, name);
  json_builder_add_string_value(builder, valid);
}

static void
add_number(JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, value);
}

static void
begin_object(JsonBuilder *builder, const char *name)
{
  if (name)
    json_builder_set_member_name(builder, name);
  json_builder_begin_object(builder);
}

static void
begin_array(JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
}

/* In a message, braces begin placeholders (3.11.5), and [text](address) is a link (3.11.6); what we quote from the
 * content is neither. */
static void
add_message(JsonBuilder *builder, const char *name, const char *text)
{
  GString *escaped = g_string_new(NULL);
  bool link = strstr(text, "](") != NULL;

  for (const char *p = text; *p; p++) {
    if (*p == '{' || *p == '}')
      g_string_append_c(escaped, *p);
    if (link && (*p == '[' || *p == ']' || *p == '\\'))
      g_string_append_c(escaped, '\\');
    g_string_append_c(escaped, *p);
  }
  begin_object(builder, name);
  add_string(builder, "text", escaped->str);
  json_builder_end_object(builder);
  g_string_free(escaped, TRUE);
}

/* ---- rules ---- */

/* "heading-skip" of "structure": "Structure: heading skip". */
static char *
title_of(const StsRuleInfo *rule)
{
  g_autofree char *words = g_strdelimit(g_strdup(rule->name), "-", ' ');

  return g_strdup_printf("%c%s: %s", g_ascii_toupper(rule->family[0]), rule->family + 1, words);
}

static void
add_rule(JsonBuilder *builder, const StsRuleInfo *rule)
{
  g_autofree char *title = title_of(rule);
  g_autofree char *help =
      rule->fixed
          ? g_strdup_printf("%s This rule is fixed: library.yaml cannot change it.", rule->reason)
          : g_strdup_printf("%s library.yaml can change its severity: “rules: {%s: error}”, or warning, or note.",
                            rule->reason, rule->name);

  json_builder_begin_object(builder);
  add_string(builder, "id", rule->name);
  add_message(builder, "shortDescription", title);
  add_message(builder, "fullDescription", rule->reason);
  add_message(builder, "help", help);
  begin_object(builder, "defaultConfiguration");
  add_string(builder, "level", sts_severity_name(rule->severity));
  json_builder_end_object(builder);
  begin_object(builder, "properties");
  begin_array(builder, "tags");
  json_builder_add_string_value(builder, rule->family);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  json_builder_end_object(builder);
}

static void
add_tool(JsonBuilder *builder, GHashTable *indices)
{
  begin_object(builder, "tool");
  begin_object(builder, "driver");
  add_string(builder, "name", "sts-export");
  add_string(builder, "version", STS_VERSION);
  begin_array(builder, "rules");
  for (size_t i = 0; i < sts_rule_count(); i++) {
    const StsRuleInfo *rule = sts_rule_get(i);
    g_hash_table_insert(indices, (gpointer)rule->name, GINT_TO_POINTER((gint)i));
    add_rule(builder, rule);
  }
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  json_builder_end_object(builder);
}

/* ---- results ---- */

/* Names the file as a reference (RFC 3986): relative to the current folder where it lies below it. */
static void
add_file(JsonBuilder *builder, const char *file)
{
  static const char UNRESERVED[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  g_autofree char *here = g_get_current_dir();
  g_autofree char *path = g_canonicalize_filename(file, here);
  size_t length = strcmp(here, "/") == 0 ? 0 : strlen(here);
  bool below = strncmp(path, here, length) == 0 && path[length] == '/' && path[length + 1] != '\0';
  GString *uri = g_string_new(below ? NULL : "file://");

  for (const char *p = below ? path + length + 1 : path; *p; p++) {
    if (strchr(UNRESERVED, *p))
      g_string_append_c(uri, *p);
    else
      g_string_append_printf(uri, "%%%02X", (unsigned)(unsigned char)*p);
  }
  begin_object(builder, "artifactLocation");
  add_string(builder, "uri", uri->str);
  if (below)
    add_string(builder, "uriBaseId", "%SRCROOT%");
  json_builder_end_object(builder);
  g_string_free(uri, TRUE);
}

static void
add_place(JsonBuilder *builder, Source *source, StsPosition position)
{
  int column = position.line > 0 && position.column > 0 ? column_in_characters(source, position) : 0;

  json_builder_begin_object(builder);
  begin_object(builder, "physicalLocation");
  add_file(builder, position.file);
  if (position.line > 0) {
    begin_object(builder, "region");
    add_number(builder, "startLine", position.line);
    if (column > 0)
      add_number(builder, "startColumn", column);
    json_builder_end_object(builder);
  }
  json_builder_end_object(builder);
  json_builder_end_object(builder);
}

static void
add_result(JsonBuilder *builder, Source *source, GHashTable *indices, const StsDiagnostic *diagnostic)
{
  gpointer index;

  json_builder_begin_object(builder);
  add_string(builder, "ruleId", diagnostic->rule);
  if (g_hash_table_lookup_extended(indices, diagnostic->rule, NULL, &index))
    add_number(builder, "ruleIndex", GPOINTER_TO_INT(index));
  add_string(builder, "level", sts_severity_name(diagnostic->severity));
  add_message(builder, "message", diagnostic->text);
  begin_array(builder, "locations");
  if (diagnostic->position.file)
    add_place(builder, source, diagnostic->position);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
}

static void
add_run(JsonBuilder *builder, const StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) indices = g_hash_table_new(g_str_hash, g_str_equal);
  Source source = {0};

  json_builder_begin_object(builder);
  add_tool(builder, indices);
  begin_array(builder, "invocations");
  json_builder_begin_object(builder);
  json_builder_set_member_name(builder, "executionSuccessful");
  json_builder_add_boolean_value(builder, TRUE);
  json_builder_end_object(builder);
  json_builder_end_array(builder);
  add_string(builder, "columnKind", "unicodeCodePoints");
  begin_array(builder, "results");
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++)
    add_result(builder, &source, indices, sts_diagnostics_get(diagnostics, i));
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  g_free(source.text);
}

JsonNode *
sts_sarif_new(const StsDiagnostics *diagnostics)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_object(builder);
  add_string(builder, "$schema",
             "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
  add_string(builder, "version", "2.1.0");
  begin_array(builder, "runs");
  add_run(builder, diagnostics);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  return json_builder_get_root(builder);
}
