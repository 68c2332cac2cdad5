/* Prints the report of an import: what was decided and why, what is damaged, and the proof that no word was lost. */
#include "cli/import-report.h"

#include <stdio.h>

#include "cli/faults.h"
#include "cli/report.h"

/* ---- for people ---- */

static void
print_section(const StsImport *import, size_t index)
{
  StsImportSection section = sts_import_get_section(import, index);
  g_autofree char *reasons = g_strjoinv("; ", (char **)section.reasons);

  sts_report_line("  %s: %s %d to %d, confidence %s", section.file,
                  sts_import_counts_paragraphs(import) ? "paragraphs" : "lines", section.first_line, section.last_line,
                  sts_confidence_name(section.confidence));
  if (section.title)
    sts_report_line("    “%s”", section.title);
  else
    printf("    without a title\n");
  sts_report_line("    %s", reasons);
}

void
sts_import_report_print_findings(const StsImport *import, StsSeverity least)
{
  g_autoptr(StsDiagnostics) found = sts_diagnostics_new();

  for (size_t i = 0; i < sts_import_count_findings(import); i++) {
    const StsDiagnostic *finding = &sts_import_get_finding(import, i)->diagnostic;
    sts_diagnostics_add(found, finding->severity, finding->position, finding->rule, "%s", finding->text);
  }
  sts_faults_print(stdout, found, least);
}

/* "lines 5, 7 to 11 and 13". */
static void
print_lines(const int *lines, size_t count)
{
  printf("Left out, such as rules where sections meet: line%s", count == 1 ? "" : "s");
  for (size_t i = 0, last; i < count; i = last + 1) {
    for (last = i; last + 1 < count && lines[last + 1] == lines[last] + 1;)
      last++;
    printf("%s %d", i == 0 ? "" : last + 1 < count ? "," : " and", lines[i]);
    if (last > i)
      printf(" to %d", lines[last]);
  }
  printf(".\n");
}

static void
print_words(const StsImport *import)
{
  size_t words = sts_import_count_words(import), written = sts_import_count_written_words(import);
  size_t left_out = sts_import_count_left_out_words(import), copied = sts_import_count_copied_words(import);

  printf("%zu words in the document, %zu words in the library: the same, in the same order%s", words, written,
         sts_import_count_moved_notes(import) > 0 ? " but for notes, which went with their marks" : "");
  if (left_out > 0)
    printf(", but for %zu that were left out with lists of contents", left_out);
  if (copied > 0)
    printf("%s %zu of notes that stand in more than one section", left_out > 0 ? ", and" : ", but for", copied);
  printf(".\n");
}

static void
print_rest(const StsImport *import)
{
  size_t count;
  const int *lines = sts_import_get_dropped_lines(import, &count);
  const char *title = sts_import_get_title(import);

  if (title)
    sts_report_line("The library is called “%s” (%s).", title, sts_import_get_title_origin(import));
  else
    printf("The library has no title: the document gives none to guess from.\n");
  printf("Its language is “%s” (%s).\n", sts_import_get_language(import), sts_import_get_language_origin(import));
  if (count > 0)
    print_lines(lines, count);
  for (const char *const *image = sts_import_get_images(import); *image; image++)
    sts_report_line("Copied: %s", *image);
}

static void
print_counts(const StsImport *import)
{
  g_autofree char *errors = sts_report_count(sts_import_count_severity(import, STS_SEVERITY_ERROR), "error", "errors");
  g_autofree char *warnings =
      sts_report_count(sts_import_count_severity(import, STS_SEVERITY_WARNING), "warning", "warnings");
  g_autofree char *notes = sts_report_count(sts_import_count_severity(import, STS_SEVERITY_NOTE), "note", "notes");

  printf("%s, %s, %s. --check refuses the library until every error is resolved.\n", errors, warnings, notes);
}

void
sts_import_report_print(const StsImport *import, const char *document, const char *folder)
{
  size_t sections = sts_import_count_sections(import);
  g_autofree char *count = sts_report_count(sections, "section", "sections");

  sts_report_line("%s was split into %s in %s. %s", document, count, folder,
                  sts_import_counts_paragraphs(import)
                      ? "Numbers are those of the document's paragraphs, lists and tables."
                      : "Line numbers refer to the document.");
  printf("\n");
  for (size_t i = 0; i < sections; i++)
    print_section(import, i);
  printf("\n");
  sts_import_report_print_findings(import, STS_SEVERITY_NOTE);
  printf("\n");
  print_rest(import);
  print_counts(import);
  print_words(import);
}

/* ---- for programs ---- */

static void
add_int(JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, value);
}

static void
add_section(JsonBuilder *builder, StsImportSection section)
{
  json_builder_begin_object(builder);
  sts_report_add_text(builder, "id", section.id);
  sts_report_add_text(builder, "file", section.file);
  sts_report_add_text(builder, "title", section.title);
  sts_report_add_number(builder, "first-line", section.first_line);
  sts_report_add_number(builder, "last-line", section.last_line);
  sts_report_add_text(builder, "confidence", sts_confidence_name(section.confidence));
  add_int(builder, "score", section.score);
  sts_report_add_texts(builder, "reasons", section.reasons);
  json_builder_end_object(builder);
}

static void
add_finding(JsonBuilder *builder, const StsImportFinding *finding)
{
  json_builder_begin_object(builder);
  sts_report_add_diagnostic(builder, &finding->diagnostic);
  sts_report_add_text(builder, "library-file", finding->file);
  sts_report_add_number(builder, "library-line", finding->line);
  sts_report_add_bool(builder, "marked", finding->marked);
  json_builder_end_object(builder);
}

static void
add_dropped_lines(JsonBuilder *builder, const StsImport *import)
{
  size_t count;
  const int *lines = sts_import_get_dropped_lines(import, &count);

  json_builder_set_member_name(builder, "lines-left-out");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < count; i++)
    json_builder_add_int_value(builder, lines[i]);
  json_builder_end_array(builder);
}

static void
add_words(JsonBuilder *builder, const StsImport *import)
{
  json_builder_set_member_name(builder, "words");
  json_builder_begin_object(builder);
  add_int(builder, "document", (gint64)sts_import_count_words(import));
  add_int(builder, "library", (gint64)sts_import_count_written_words(import));
  add_int(builder, "left-out", (gint64)sts_import_count_left_out_words(import));
  add_int(builder, "copied", (gint64)sts_import_count_copied_words(import));
  sts_report_add_bool(builder, "same", true);
  json_builder_end_object(builder);
}

JsonNode *
sts_import_report_to_json(const StsImport *import, const char *document, const char *folder)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_object(builder);
  sts_report_add_text(builder, "document", document);
  sts_report_add_text(builder, "library", folder);
  sts_report_add_text(builder, "title", sts_import_get_title(import));
  sts_report_add_text(builder, "title-origin", sts_import_get_title_origin(import));
  sts_report_add_text(builder, "language", sts_import_get_language(import));
  sts_report_add_text(builder, "language-origin", sts_import_get_language_origin(import));
  json_builder_set_member_name(builder, "sections");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < sts_import_count_sections(import); i++)
    add_section(builder, sts_import_get_section(import, i));
  json_builder_end_array(builder);
  json_builder_set_member_name(builder, "findings");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < sts_import_count_findings(import); i++)
    add_finding(builder, sts_import_get_finding(import, i));
  json_builder_end_array(builder);
  add_dropped_lines(builder, import);
  sts_report_add_texts(builder, "images", sts_import_get_images(import));
  add_words(builder, import);
  json_builder_end_object(builder);
  return json_builder_get_root(builder);
}
