/* Prints messages and diagnostics, as text and as JSON. */
#include "cli/report.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"

/* NULL: what is said is printed. Only the main thread says anything. */
static StsKept *keeper;

StsKept *
sts_kept_new(void)
{
  StsKept *kept = g_new(StsKept, 1);

  *kept =
      (StsKept){g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(g_free), sts_diagnostics_new()};
  return kept;
}

void
sts_kept_free(StsKept *kept)
{
  if (!kept)
    return;
  g_ptr_array_unref(kept->messages);
  g_ptr_array_unref(kept->lines);
  sts_diagnostics_free(kept->faults);
  g_free(kept);
}

void
sts_report_keep(StsKept *kept)
{
  keeper = kept;
}

bool
sts_report_keep_faults(const StsDiagnostics *diagnostics, StsSeverity least)
{
  for (size_t i = 0; keeper && i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *fault = sts_diagnostics_get(diagnostics, i);
    if (fault->severity >= least)
      sts_diagnostics_add(keeper->faults, fault->severity, fault->position, fault->rule, "%s", fault->text);
  }
  return keeper;
}

void
sts_report_message(const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (keeper) {
    g_ptr_array_add(keeper->messages, g_steal_pointer(&text));
    return;
  }
  g_autofree char *printable = sts_text_make_printable(text);
  /* In one call, so that lines of two processes do not mix. */
  fprintf(stderr, "sts-export: %s\n", printable);
}

void
sts_report_line(const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (keeper) {
    g_ptr_array_add(keeper->lines, g_steal_pointer(&text));
    return;
  }
  g_autofree char *printable = sts_text_make_printable(text);
  printf("%s\n", printable);
}

void
sts_report_lines(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  for (char **line = lines; *line && (line[0][0] || line[1]); line++)
    sts_report_line("%s", *line);
}

/* JSON is UTF-8; a file's name need not be. */
void
sts_report_add_text(JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name(builder, name);
  if (text) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    json_builder_add_string_value(builder, valid);
  } else {
    json_builder_add_null_value(builder);
  }
}

void
sts_report_add_bool(JsonBuilder *builder, const char *name, bool value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_boolean_value(builder, value);
}

void
sts_report_add_texts(JsonBuilder *builder, const char *name, const char *const *texts)
{
  json_builder_set_member_name(builder, name);
  json_builder_begin_array(builder);
  for (; texts && *texts; texts++) {
    g_autofree char *valid = g_utf8_make_valid(*texts, -1);
    json_builder_add_string_value(builder, valid);
  }
  json_builder_end_array(builder);
}

void
sts_report_add_codes(JsonBuilder *builder, const StsSectionInfo *section)
{
  json_builder_set_member_name(builder, "codes");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < section->code_count; i++)
    json_builder_add_string_value(builder, section->codes[i]);
  json_builder_end_array(builder);
}

void
sts_report_add_number(JsonBuilder *builder, const char *name, int number)
{
  json_builder_set_member_name(builder, name);
  if (number > 0)
    json_builder_add_int_value(builder, number);
  else
    json_builder_add_null_value(builder);
}

void
sts_report_add_diagnostic(JsonBuilder *builder, const StsDiagnostic *diagnostic)
{
  sts_report_add_text(builder, "file", diagnostic->position.file);
  sts_report_add_number(builder, "line", diagnostic->position.line);
  sts_report_add_number(builder, "column", diagnostic->position.column);
  sts_report_add_text(builder, "severity", sts_severity_name(diagnostic->severity));
  sts_report_add_text(builder, "rule", diagnostic->rule);
  sts_report_add_text(builder, "text", diagnostic->text);
}

JsonNode *
sts_report_to_json(const StsDiagnostics *diagnostics)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_array(builder);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    json_builder_begin_object(builder);
    sts_report_add_diagnostic(builder, sts_diagnostics_get(diagnostics, i));
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  return json_builder_get_root(builder);
}

char *
sts_report_json_text(JsonNode *root)
{
  g_autofree char *text = json_to_string(root, TRUE);
  GString *out = g_string_sized_new(strlen(text) + 1);

  /* Within strings alone; between them JSON has line feeds and spaces. */
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0x10000 && sts_text_is_order(c))
      g_string_append_printf(out, "\\u%04x\\u%04x", 0xD800 + (c - 0x10000) / 0x400, 0xDC00 + (c - 0x10000) % 0x400);
    else if (c != '\n' && sts_text_is_order(c))
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, '\n');
  return g_string_free(out, FALSE);
}

void
sts_report_print_json(JsonNode *root)
{
  g_autofree char *text = sts_report_json_text(root);

  fputs(text, stdout);
}

char *
sts_report_count(size_t count, const char *singular, const char *plural)
{
  if (count == 0)
    return g_strdup_printf("no %s", plural);
  return g_strdup_printf("%zu %s", count, count == 1 ? singular : plural);
}

char *
sts_report_counts(const StsDiagnostics *diagnostics)
{
  g_autofree char *errors = sts_report_count(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), "error", "errors");
  g_autofree char *warnings =
      sts_report_count(sts_diagnostics_count(diagnostics, STS_SEVERITY_WARNING), "warning", "warnings");
  g_autofree char *notes = sts_report_count(sts_diagnostics_count(diagnostics, STS_SEVERITY_NOTE), "note", "notes");

  return g_strdup_printf("%s, %s, %s", errors, warnings, notes);
}

bool
sts_report_flush(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return true;
  /* A reader such as head(1) that has seen enough needs no message. */
  if (errno != EPIPE)
    sts_report_message("cannot write to standard output: %s", g_strerror(errno));
  return false;
}
