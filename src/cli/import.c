/* --import: a library from a long document, and the report of what is damaged in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/atomic-file.h"
#include "base/file-read.h"
#include "base/leftovers.h"
#include "cli/actions.h"
#include "cli/confine.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/guard.h"
#include "cli/import-report.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "sts/data.h"

/* What is no document is a slip in the call; a file that is not there, a disk or a permission is not. */
static int
status_of(const GError *error)
{
  static const int SLIPS[] = {G_FILE_ERROR_ISDIR, G_FILE_ERROR_INVAL, G_FILE_ERROR_EXIST};

  for (size_t i = 0; i < G_N_ELEMENTS(SLIPS); i++)
    if (g_error_matches(error, G_FILE_ERROR, SLIPS[i]))
      return STS_EXIT_CALL;
  return STS_EXIT_SYSTEM;
}

static int
fail(const GError *error, int status)
{
  sts_report_message("%s", error->message);
  return status;
}

/* Every report begins so. */
static const char BEGINNING[] = "{\n  \"document\" : ";

/* Whether the report takes the place of nothing but an earlier one: an exit status. */
static int
check_report(const StsOptions *options)
{
  g_autoptr(StsGuard) guard = sts_guard_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  size_t size = 0;

  if (!options->report)
    return STS_EXIT_DONE;
  bool loaded = sts_file_load(options->report, STS_FILE_TEXT_MAX, &text, &size, &error);
  /* What is no file is for the opening to refuse. */
  if (!loaded && (g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                  g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INVAL)))
    return STS_EXIT_DONE;
  sts_guard_add(guard, options->import);
  if (sts_guard_find(guard, options->report)) {
    sts_report_message("--report names “%s”, which is the document “%s” itself; name another file", options->report,
                       options->import);
    return STS_EXIT_CALL;
  }
  if (!loaded)
    return fail(error, STS_EXIT_SYSTEM);
  if (size == 0 || g_str_has_prefix(text, BEGINNING))
    return STS_EXIT_DONE;
  sts_report_message("--report names “%s”, which exists and is no report of an import; name another file",
                     options->report);
  return STS_EXIT_CALL;
}

static StsAtomicFile *
open_report(const char *path, int *status)
{
  g_autoptr(GError) error = NULL;
  StsAtomicFile *file = sts_atomic_file_new(path, sts_interrupt_files(), &error);

  if (!file)
    *status = fail(error, STS_EXIT_SYSTEM);
  return file;
}

/* What an earlier import that was killed has left, also of a text that pandoc was reading. */
static void
clean_beside(const StsOptions *options)
{
  g_autofree char *library = g_canonicalize_filename(options->output, NULL);
  g_autofree char *folder = g_path_get_dirname(library);
  g_autofree char *beside = options->report ? g_path_get_dirname(options->report) : NULL;

  sts_leftovers_clean(folder);
  sts_leftovers_clean(g_get_tmp_dir());
  if (beside)
    sts_leftovers_clean(beside);
}

static bool
write_report(StsAtomicFile *file, JsonNode *root, int *status)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = sts_report_json_text(root);

  if (sts_atomic_file_write(file, text, strlen(text), &error) && sts_atomic_file_commit(file, &error))
    return true;
  *status = fail(error, STS_EXIT_SYSTEM);
  return false;
}

/* Removes the library that was made, so that nothing is left of a call that failed but what was there: nothing, or an
 * empty folder. */
static void
take_back(const char *library, StsFileKind before)
{
  char *real = realpath(library, NULL);

  if (real)
    sts_leftovers_remove_folder(real);
  if (real && before == STS_FILE_KIND_FOLDER)
    mkdir(real, 0777);
  free(real);
}

static int
print_report(const StsOptions *options, const StsImport *import, JsonNode *root)
{
  if (options->json)
    sts_report_print_json(root);
  else if (options->quiet)
    sts_import_report_print_findings(import, STS_SEVERITY_ERROR);
  else
    sts_import_report_print(import, options->import, options->output);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

int
sts_action_import(const StsOptions *options)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  int status = STS_EXIT_DONE;

  status = check_report(options);
  if (status != STS_EXIT_DONE)
    return status;
  clean_beside(options);
  g_autofree char *data = sts_data_find_folder(&error);
  if (!data)
    return fail(error, STS_EXIT_SYSTEM);
  sts_confine_call(options, options->import, data);
  const StsImportSettings settings = {.split_level = options->split_level};
  g_autoptr(StsImport) import = sts_import_read(options->import, &settings, diagnostics, &error);

  if (error)
    return fail(error, status_of(error));
  if (!import) {
    sts_faults_print(stderr, diagnostics, STS_SEVERITY_NOTE);
    return MAX(STS_EXIT_CONTENT, sts_exit_for_faults(diagnostics));
  }
  /* Opened before the library is made: a report that cannot be written must not leave a library without one. */
  g_autoptr(StsAtomicFile) report = options->report ? open_report(options->report, &status) : NULL;
  if (options->report && !report)
    return status;
  StsFileKind kind;
  sts_file_look(options->output, &kind);
  if (!sts_import_write(import, options->output, &error))
    return fail(error, g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_EXIST) ? STS_EXIT_CALL : STS_EXIT_SYSTEM);
  g_autoptr(JsonNode) root = sts_import_report_to_json(import, options->import, options->output);
  if (report && !write_report(report, root, &status)) {
    take_back(options->output, kind);
    return status;
  }
  return print_report(options, import, root);
}
