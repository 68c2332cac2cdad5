/* Tells whoever watches how far long work has come. */
#include "base/watch.h"

#include "sts/error.h"

void
sts_watch_begin(StsWatch *watch, double from, double to)
{
  if (!watch)
    return;
  watch->from = from;
  watch->to = to;
}

double
sts_watch_place(const StsWatch *watch, double done)
{
  return watch ? watch->from + (watch->to - watch->from) * CLAMP(done, 0, 1) : 0;
}

bool
sts_watch_tell(StsWatch *watch, double done)
{
  if (!watch || !watch->progress || watch->stopped)
    return !sts_watch_is_stopped(watch);
  watch->told = MAX(watch->told, sts_watch_place(watch, done));
  watch->stopped = !watch->progress(watch->told, watch->data);
  return !watch->stopped;
}

bool
sts_watch_is_stopped(const StsWatch *watch)
{
  return watch && watch->stopped;
}

void
sts_watch_set_error(GError **error)
{
  g_set_error_literal(error, STS_ERROR, STS_ERROR_CANCELLED, "the work was cancelled");
}
