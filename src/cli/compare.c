/* --compare: what has changed between two exported files or libraries, as text or as JSON. */
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/report.h"
#include "cli/work.h"
#include "sts/sts.h"

/* ---- text ---- */

/* Returns what is said of the dates; free with g_free(). */
static char *
describe_dates(const StsSectionChange *change)
{
  if (change->old_revised && change->new_revised && g_strcmp0(change->old_revised, change->new_revised) != 0)
    return g_strdup_printf("; last revised: %s, then %s", change->old_revised, change->new_revised);
  if (change->old_revised && change->new_revised && change->change == STS_CHANGE_TEXT)
    return g_strdup_printf("; last revised: %s in both", change->new_revised);
  return g_strdup("");
}

static void
print_section(const StsSectionChange *change)
{
  static const char *const WORDS[] = {"the same",
                                      "only its date has changed",
                                      "changed",
                                      "added",
                                      "removed",
                                      "unknown",
                                      "only what is said of its review has changed"};
  g_autofree char *dates = describe_dates(change);

  sts_report_line("section “%s” (%s): %s%s%s", change->id, change->title, WORDS[change->change],
                  change->moved ? ", moved" : "", dates);
  if (change->note)
    sts_report_line("  %s", change->note);
  if (change->old_title)
    sts_report_line("  its title was “%s”", change->old_title);
  if (change->picture_changed)
    printf("  a picture has changed\n");
  for (size_t i = 0; i < change->line_count; i++)
    sts_report_line("  %c [%s] %s", change->lines[i].added ? '+' : '-', change->lines[i].part, change->lines[i].text);
}

static void
print_text(const StsComparison *comparison, const StsOptions *options)
{
  for (const char *const *note = comparison->notes; *note; note++)
    sts_report_line("%s", *note);
  for (size_t i = 0; i < comparison->section_count; i++) {
    const StsSectionChange *change = &comparison->sections[i];
    if (change->change != STS_CHANGE_NONE || change->moved || change->old_title || options->verbose)
      print_section(change);
  }
  sts_report_line("%s", comparison->conclusion);
}

/* ---- JSON ---- */

static void
add_lines(JsonBuilder *builder, const StsSectionChange *change)
{
  json_builder_set_member_name(builder, "lines");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < change->line_count; i++) {
    json_builder_begin_object(builder);
    sts_report_add_text(builder, "change", change->lines[i].added ? "added" : "removed");
    sts_report_add_text(builder, "part", change->lines[i].part);
    sts_report_add_text(builder, "text", change->lines[i].text);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_section(JsonBuilder *builder, const StsSectionChange *change)
{
  json_builder_begin_object(builder);
  sts_report_add_text(builder, "id", change->id);
  sts_report_add_text(builder, "title", change->title);
  sts_report_add_text(builder, "change", sts_change_name(change->change));
  sts_report_add_bool(builder, "moved", change->moved);
  sts_report_add_bool(builder, "pull", change->pull);
  sts_report_add_text(builder, "old-title", change->old_title);
  sts_report_add_text(builder, "old-last-revised", change->old_revised);
  sts_report_add_text(builder, "new-last-revised", change->new_revised);
  sts_report_add_text(builder, "note", change->note);
  sts_report_add_bool(builder, "picture-changed", change->picture_changed);
  add_lines(builder, change);
  json_builder_end_object(builder);
}

static void
print_json(const StsComparison *comparison, const StsOptions *options)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_object(builder);
  sts_report_add_text(builder, "old", options->files[0]);
  sts_report_add_text(builder, "new", options->files[1]);
  sts_report_add_bool(builder, "differs", comparison->differs);
  sts_report_add_text(builder, "conclusion", comparison->conclusion);
  sts_report_add_texts(builder, "notes", comparison->notes);
  json_builder_set_member_name(builder, "sections");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < comparison->section_count; i++)
    add_section(builder, &comparison->sections[i]);
  json_builder_end_array(builder);
  json_builder_end_object(builder);
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  sts_report_print_json(root);
}

/* What cannot be had is the system's fault; what is no export or library, that of the call. */
static int
fail(const GError *error)
{
  sts_report_message("%s", error->message);
  return error->domain == G_FILE_ERROR ? STS_EXIT_SYSTEM : STS_EXIT_CALL;
}

int
sts_action_compare(const StsOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StsReader) reader = sts_work_start_reader(NULL);
  const StsVerifyOptions settings = {.reader = reader};
  g_autoptr(StsComparison) comparison = sts_compare_paths(options->files[0], options->files[1], &settings, &error);
  if (!comparison)
    return fail(error);
  if (options->json)
    print_json(comparison, options);
  else if (!options->quiet || comparison->differs)
    print_text(comparison, options);
  if (!sts_report_flush())
    return STS_EXIT_SYSTEM;
  return comparison->differs ? STS_EXIT_CONTENT : STS_EXIT_DONE;
}
