/* One line on standard error that says how far long work has come. */
#ifndef STS_CLI_PROGRESS_H
#define STS_CLI_PROGRESS_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  gint64 start; /* microseconds, monotonic */
  bool wanted;  /* a terminal is there and the user did not ask for quiet */
  bool shown;
} StsProgress;

/* Starts the clock. */
StsProgress sts_progress_start(bool quiet);

/* Replaces the line, if the work has taken more than half a second so far. */
void sts_progress_show(StsProgress *progress, const char *text);

/* Removes the line. */
void sts_progress_clear(StsProgress *progress);

#endif
