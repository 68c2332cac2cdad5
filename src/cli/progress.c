/* Shows progress on a terminal, and only there. */
#include "cli/progress.h"

#include <stdio.h>

#include "base/text.h"
#include "cli/terminal.h"

enum { PATIENCE = G_USEC_PER_SEC / 2 };

StsProgress
sts_progress_start(bool quiet)
{
  return (StsProgress){.start = g_get_monotonic_time(), .wanted = sts_terminal_is_capable(stderr) && !quiet};
}

void
sts_progress_show(StsProgress *progress, const char *text)
{
  if (!progress->wanted || g_get_monotonic_time() - progress->start < PATIENCE)
    return;
  /* A line that wraps could not be erased. */
  g_autofree char *valid = sts_text_make_printable(text);
  g_autofree char *line = g_utf8_substring(valid, 0, MIN(g_utf8_strlen(valid, -1), sts_terminal_width(stderr) - 1));
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
