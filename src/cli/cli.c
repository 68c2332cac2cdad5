/* Dispatches a call to its action. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/guard.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/watch.h"

/* A reader that went away, or a file at its limit, is an error to report, not a reason to die with temporary files
 * left. */
static void
ignore_signals(void)
{
  struct sigaction ignore = {.sa_handler = SIG_IGN};

  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, NULL);
  sigaction(SIGXFSZ, &ignore, NULL);
}

/* A file opened under the number of a closed standard stream would receive what is printed there: the streams are
 * taken, for reading alone, so that printing fails as it should. */
static void
take_streams(void)
{
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
    if (fcntl(stream, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDONLY) < 0)
      return;
}

static int
print_text(const char *text)
{
  fputs(text, stdout);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

/* What was repaired is read anew and checked, so that all that is left is told. */
static int
fix(StsWork *work, StsOptions *options)
{
  int status = sts_action_fix(work);

  if (!work->options->write || status != STS_EXIT_DONE)
    return status;
  g_autoptr(StsWork) anew = sts_work_open(options, &status);
  return anew ? sts_action_check(anew) : status;
}

static int
act(StsWork *work, StsOptions *options)
{
  g_auto(GStrv) files = sts_library_list_files(work->library);
  int status = sts_guard_check_stdout((const char *const *)files);

  if (status != STS_EXIT_DONE)
    return status;
  switch (options->action) {
  case STS_ACTION_EXPORT:
    sts_exporter_shun_system_fonts();
    return sts_action_export(work);
  case STS_ACTION_PREVIEW:
    sts_exporter_shun_system_fonts();
    return sts_action_preview(work);
  case STS_ACTION_PACK:
    sts_exporter_shun_system_fonts();
    return sts_action_pack(work);
  case STS_ACTION_LIST:
    return sts_action_list(work);
  case STS_ACTION_CHECK:
    return options->fix ? fix(work, options) : sts_action_check(work);
  case STS_ACTION_DUMP:
    return sts_action_dump(work);
  case STS_ACTION_STAMP:
    return sts_action_stamp(work);
  case STS_ACTION_IMPORT:
  case STS_ACTION_VERIFY:
  case STS_ACTION_COMPARE:
  case STS_ACTION_NEW_LIBRARY:
  case STS_ACTION_NEW_SECTION:
  case STS_ACTION_FROM_FOLDER:
  case STS_ACTION_VERSION:
  case STS_ACTION_HELP:
    break;
  }
  g_assert_not_reached();
}

static int
run_with_library(StsOptions *options)
{
  int status = STS_EXIT_DONE;
  g_autoptr(StsWork) work = sts_work_open(options, &status);

  return work ? act(work, options) : status;
}

/* What the new library lacks is told, and is not the call's failure. */
static int
from_folder(StsOptions *options)
{
  int status = sts_action_from_folder(options);

  if (status != STS_EXIT_DONE)
    return status;
  options->action = STS_ACTION_CHECK;
  options->content = g_strdup(options->from);
  g_clear_pointer(&options->language, g_free);
  status = run_with_library(options);
  return status == STS_EXIT_CONTENT ? STS_EXIT_DONE : status;
}

int
sts_cli_run(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;

  take_streams();
  ignore_signals();
  sts_interrupt_install();
  g_autoptr(StsOptions) options = sts_options_parse(argc, argv, &error);
  if (!options) {
    sts_report_message("%s", error->message);
    return STS_EXIT_CALL;
  }
  if (options->action == STS_ACTION_HELP) {
    g_autofree char *help = sts_options_help();
    return print_text(help);
  }
  if (options->action == STS_ACTION_VERSION)
    return print_text("sts-export " STS_VERSION "\n");
  if (options->action == STS_ACTION_NEW_LIBRARY)
    return sts_action_new_library(options);
  if (options->action == STS_ACTION_NEW_SECTION)
    return sts_action_new_section(options);
  if (options->action == STS_ACTION_FROM_FOLDER)
    return from_folder(options);
  const char *document[] = {options->import, NULL};
  int status = sts_guard_check_stdout(options->files ? (const char *const *)options->files : document);
  if (status != STS_EXIT_DONE)
    return status;
  if (options->action == STS_ACTION_IMPORT)
    return sts_action_import(options);
  if (options->action == STS_ACTION_VERIFY)
    return sts_action_verify(options);
  if (options->action == STS_ACTION_COMPARE)
    return sts_action_compare(options);
  return options->watch ? sts_watch_run(argc, argv, options, act) : run_with_library(options);
}
