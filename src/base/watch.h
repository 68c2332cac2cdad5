/* Long work that somebody watches, and may stop.
 *
 * Invariants: what is told never falls; once stopped, a watch stays stopped. A watch of NULL, or without `progress`, is
 * nobody's, and never stops anything.
 */
#ifndef STS_BASE_WATCH_H
#define STS_BASE_WATCH_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  bool (*progress)(double done, gpointer data); /* false: the work is not wanted any more */
  gpointer data;
  double from, to; /* which part of the whole the present step is */
  double told;
  bool stopped;
} StsWatch;

/* Begins a step that takes the work from one part of the whole to another, each from 0 to 1. */
void sts_watch_begin(StsWatch *watch, double from, double to);

/* Returns how much of the whole is done when so much of the step is, from 0 to 1. */
double sts_watch_place(const StsWatch *watch, double done);

/* Tells how much of the step is done, from 0 to 1. Returns false if the work is to stop. Cheap enough to be called for
 * each page. */
bool sts_watch_tell(StsWatch *watch, double done);

/* Whether the work is to stop. */
bool sts_watch_is_stopped(const StsWatch *watch);

/* Sets STS_ERROR_CANCELLED. */
void sts_watch_set_error(GError **error);

#endif
