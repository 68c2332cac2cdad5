/* --verify: whether exported files are whole, unaltered and current, and of which sections the codes of sheets are, as
 * text or as JSON. */
#include <string.h>

#include "base/file-read.h"
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/work.h"
#include "sts/sts.h"

enum { VERDICTS = STS_VERDICT_UNKNOWN + 1 };

/* A file or a code of the call: one of the three is set. */
typedef struct {
  const char *path; /* lent */
  StsVerification *verification;
  StsCodeAnswer *code;
  GError *error;
} Checked;

typedef struct {
  const StsOptions *options;
  char *data;
  StsLibrary *library;    /* no more than what its file says; NULL: none at hand */
  StsDiagnostics *faults; /* of that */
  StsReader *reader;      /* NULL: files are read in this process */
  StsVerifier *verifier;
  GPtrArray *checked; /* of Checked */
} Task;

static void
free_checked(gpointer data)
{
  Checked *checked = data;

  sts_verification_free(checked->verification);
  sts_code_answer_free(checked->code);
  g_clear_error(&checked->error);
  g_free(checked);
}

static void
clear_task(Task *task)
{
  g_clear_pointer(&task->checked, g_ptr_array_unref);
  sts_verifier_free(task->verifier);
  sts_reader_free(task->reader);
  sts_library_free(task->library);
  sts_diagnostics_free(task->faults);
  g_free(task->data);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Task, clear_task)

/* ---- the work ---- */

/* Whether it is the code of a sheet: a file of that name goes first, and one that is missing is named with its folder.
 */
static bool
is_code(const char *name)
{
  StsFileKind kind;

  return sts_is_short_code(name) && sts_file_look(name, &kind) == 0 && kind == STS_FILE_KIND_NONE;
}

/* Starts the process that reads the files; NULL where there are none. */
static StsReader *
start_reader(char **names)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (; *names; names++)
    if (!is_code(*names))
      g_strv_builder_add(builder, *names);
  g_auto(GStrv) files = g_strv_builder_end(builder);
  return *files ? sts_work_start_reader(files) : NULL;
}

static bool
asks_for_code(const StsOptions *options)
{
  for (char **name = options->files; *name; name++)
    if (is_code(*name))
      return true;
  return false;
}

/* Without a library that was asked for, files can still be found whole or altered. */
static bool
load_library(Task *task, int *status)
{
  g_autoptr(GError) error = NULL;
  static const char *const NO_SECTIONS[] = {NULL};
  static const StsLoadOptions NO_CLINIC = {.without_clinic = true}; /* no verdict depends on its file */
  bool sample;
  g_autofree char *content = sts_places_find_content(task->options->content, task->data, &sample);

  task->faults = sts_diagnostics_new();
  task->library = sts_library_load_with(content, NO_SECTIONS, &NO_CLINIC, task->faults, &error);
  /* A code says nothing of its library, as a file does. */
  if (task->library && sample && !task->options->quiet && asks_for_code(task->options))
    sts_places_tell_sample();
  if (task->library && task->options->verbose)
    sts_report_message("reading the library %s", content);
  if (sts_faults_are_systems(task->faults)) {
    *status = STS_EXIT_SYSTEM;
    return false;
  }
  if (task->library || !task->options->content)
    return true;
  bool missing = g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                 g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  *status = missing ? STS_EXIT_CALL : STS_EXIT_SYSTEM;
  sts_report_message("%s", error->message);
  return false;
}

static bool
make_verifier(Task *task, int *status)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *day = NULL;

  if (!sts_judgement_day(task->options, task->library, &day, status))
    return false;
  const StsVerifyOptions settings = {
      .as_of = day, .allow_expired = task->options->allow_expired, .reader = task->reader};

  task->verifier = sts_verifier_new(task->library, task->faults, &settings, &error);
  if (task->verifier)
    return true;
  sts_report_message("%s", error->message);
  *status = sts_exit_for(error);
  return false;
}

static bool
open_task(Task *task, int *status)
{
  g_autoptr(GError) error = NULL;

  task->checked = g_ptr_array_new_with_free_func(free_checked);
  task->reader = start_reader(task->options->files);
  task->data = sts_data_find_folder(&error);
  if (task->data)
    return load_library(task, status) && make_verifier(task, status);
  sts_report_message("%s", error->message);
  *status = STS_EXIT_SYSTEM;
  return false;
}

static void
verify_all(Task *task)
{
  StsProgress progress = sts_progress_start(task->options->quiet);
  guint count = g_strv_length(task->options->files);

  for (guint i = 0; i < count; i++) {
    Checked *checked = g_new0(Checked, 1);
    g_autofree char *line = g_strdup_printf("verifying: %u of %u files done", i, count);
    sts_progress_show(&progress, line);
    checked->path = task->options->files[i];
    if (is_code(checked->path))
      checked->code = sts_verifier_find_code(task->verifier, checked->path, &checked->error);
    else
      checked->verification = sts_verifier_verify(task->verifier, checked->path, &checked->error);
    g_ptr_array_add(task->checked, checked);
  }
  sts_progress_clear(&progress);
}

/* ---- text ---- */

static void
print_reasons(const char *indent, const char *const *reasons)
{
  for (; *reasons; reasons++)
    sts_report_line("%s%s", indent, *reasons);
}

/* A section of which there is nothing to say but what the file is told for has no lines. */
static void
print_section(const StsSectionVerdict *section, bool all)
{
  if (!all && !*section->reasons)
    return;
  sts_report_line("  section “%s” (%s): %s", section->id, section->title, sts_verdict_name(section->verdict));
  print_reasons("    ", section->reasons);
}

static void
print_file(const Task *task, const Checked *checked)
{
  const StsVerification *verification = checked->verification;

  if (verification->clinic)
    sts_report_line("%s: %s, with the clinic's part of %s", checked->path, sts_verdict_name(verification->verdict),
                    verification->clinic);
  else
    sts_report_line("%s: %s", checked->path, sts_verdict_name(verification->verdict));
  print_reasons("  ", verification->reasons);
  for (size_t i = 0; i < verification->section_count; i++)
    print_section(&verification->sections[i], task->options->verbose);
  if (verification->intact && verification->verdict != STS_VERDICT_CURRENT)
    printf("  nothing is missing, and its text matches its fingerprints\n");
}

static void
print_code(const StsCodeAnswer *answer)
{
  sts_report_line("%s: %s", answer->code, sts_verdict_name(answer->verdict));
  print_reasons("  ", answer->reasons);
  for (size_t i = 0; i < answer->section_count; i++) {
    const StsCodeMatch *section = &answer->sections[i];
    sts_report_line("  section “%s” (%s), in %s, language %s: %s", section->id, section->title, section->file,
                    section->language, sts_verdict_name(section->verdict));
    print_reasons("    ", section->reasons);
  }
}

/* Returns false where there is none. */
static bool
get_verdict(const Checked *checked, StsVerdict *verdict)
{
  if (checked->verification)
    *verdict = checked->verification->verdict;
  else if (checked->code)
    *verdict = checked->code->verdict;
  return checked->verification || checked->code;
}

static void
print_summary(const Task *task)
{
  guint counts[VERDICTS] = {0};
  const char *separator = ": ";

  for (guint i = 0; i < task->checked->len; i++) {
    StsVerdict verdict;
    if (get_verdict(task->checked->pdata[i], &verdict))
      counts[verdict]++;
  }
  printf("%u %s", task->checked->len, asks_for_code(task->options) ? "files and codes" : "files");
  for (int verdict = 0; verdict < VERDICTS; verdict++) {
    if (counts[verdict] == 0)
      continue;
    printf("%s%u %s", separator, counts[verdict], sts_verdict_name((StsVerdict)verdict));
    separator = ", ";
  }
  printf("\n");
}

static void
print_text(const Task *task)
{
  for (guint i = 0; i < task->checked->len; i++) {
    const Checked *checked = task->checked->pdata[i];
    StsVerdict verdict;
    if (!get_verdict(checked, &verdict) || (task->options->quiet && verdict == STS_VERDICT_CURRENT))
      continue;
    if (checked->code)
      print_code(checked->code);
    else
      print_file(task, checked);
  }
  if (task->checked->len > 1 && !task->options->quiet)
    print_summary(task);
}

/* ---- JSON ---- */

static void
add_section(JsonBuilder *builder, const StsSectionVerdict *section)
{
  json_builder_begin_object(builder);
  sts_report_add_text(builder, "id", section->id);
  sts_report_add_text(builder, "title", section->title);
  sts_report_add_text(builder, "verdict", sts_verdict_name(section->verdict));
  sts_report_add_bool(builder, "intact", section->intact);
  sts_report_add_text(builder, "last-revised", section->last_revised);
  sts_report_add_text(builder, "library-last-revised", section->library_last_revised);
  sts_report_add_texts(builder, "missing", section->missing);
  sts_report_add_texts(builder, "reasons", section->reasons);
  json_builder_end_object(builder);
}

static void
add_verification(JsonBuilder *builder, const StsVerification *verification)
{
  bool read = verification->format;

  sts_report_add_text(builder, "verdict", sts_verdict_name(verification->verdict));
  sts_report_add_bool(builder, "intact", verification->intact);
  sts_report_add_text(builder, "format", verification->format);
  sts_report_add_text(builder, "title", read ? verification->title : NULL);
  sts_report_add_text(builder, "identifier", read ? verification->identifier : NULL);
  sts_report_add_text(builder, "status", read ? verification->status : NULL);
  sts_report_add_bool(builder, "book", verification->book);
  if (verification->clinic)
    sts_report_add_text(builder, "clinic", verification->clinic);
  sts_report_add_texts(builder, "reasons", verification->reasons);
  json_builder_set_member_name(builder, "sections");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < verification->section_count; i++)
    add_section(builder, &verification->sections[i]);
  json_builder_end_array(builder);
}

static void
add_answer(JsonBuilder *builder, const StsCodeAnswer *answer)
{
  sts_report_add_text(builder, "verdict", sts_verdict_name(answer->verdict));
  sts_report_add_texts(builder, "reasons", answer->reasons);
  json_builder_set_member_name(builder, "sections");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < answer->section_count; i++) {
    const StsCodeMatch *section = &answer->sections[i];
    json_builder_begin_object(builder);
    sts_report_add_text(builder, "id", section->id);
    sts_report_add_text(builder, "title", section->title);
    sts_report_add_text(builder, "file", section->file);
    sts_report_add_text(builder, "language", section->language);
    sts_report_add_text(builder, "verdict", sts_verdict_name(section->verdict));
    sts_report_add_text(builder, "last-revised", section->last_revised);
    sts_report_add_texts(builder, "reasons", section->reasons);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
print_json(const Task *task)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_array(builder);
  for (guint i = 0; i < task->checked->len; i++) {
    const Checked *checked = task->checked->pdata[i];
    json_builder_begin_object(builder);
    sts_report_add_text(builder, checked->code ? "short-code" : "file",
                        checked->code ? checked->code->code : checked->path);
    if (checked->verification)
      add_verification(builder, checked->verification);
    else if (checked->code)
      add_answer(builder, checked->code);
    else
      sts_report_add_text(builder, "error", checked->error->message);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  sts_report_print_json(root);
}

static int
find_status(const Task *task)
{
  int status = STS_EXIT_DONE;

  for (guint i = 0; i < task->checked->len; i++) {
    const Checked *checked = task->checked->pdata[i];
    StsVerdict verdict;
    if (!get_verdict(checked, &verdict)) {
      sts_report_message("%s", checked->error->message);
      status = STS_EXIT_SYSTEM;
    } else if (verdict != STS_VERDICT_CURRENT) {
      status = MAX(status, STS_EXIT_CONTENT);
    }
  }
  return status;
}

int
sts_action_verify(const StsOptions *options)
{
  g_auto(Task) task = {.options = options};
  int status = STS_EXIT_DONE;

  if (!open_task(&task, &status))
    return status;
  verify_all(&task);
  if (options->json)
    print_json(&task);
  else
    print_text(&task);
  if (!sts_report_flush())
    return STS_EXIT_SYSTEM;
  return find_status(&task);
}
