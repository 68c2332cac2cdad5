/* Shows progress on a terminal, and only there. */
#include "cli/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"

enum { PATIENCE = G_USEC_PER_SEC / 2, WIDTH_DEFAULT = 80 };

StsProgress
sts_progress_start(bool quiet)
{
  const char *terminal = g_getenv("TERM");
  bool capable = isatty(STDERR_FILENO) && g_strcmp0(terminal, "dumb") != 0;

  return (StsProgress){.start = g_get_monotonic_time(), .wanted = capable && !quiet};
}

static long
terminal_width(void)
{
  struct winsize size;

  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return WIDTH_DEFAULT;
}

void
sts_progress_show(StsProgress *progress, const char *text)
{
  if (!progress->wanted || g_get_monotonic_time() - progress->start < PATIENCE)
    return;
  /* A line that wraps could not be erased. */
  g_autofree char *valid = sts_text_make_printable(text);
  g_autofree char *line = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), terminal_width() - 1));
  fprintf(stderr, "\r\033[K%s", line);
  fflush(stderr);
  progress->shown = true;
}

void
sts_progress_clear(StsProgress *progress)
{
  if (!progress->shown)
    return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  progress->shown = false;
}
