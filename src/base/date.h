/* Calendar dates (proleptic Gregorian), without time or zone. */
#ifndef STS_BASE_DATE_H
#define STS_BASE_DATE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* year 0 means "no date". */
typedef struct {
  int year, month, day;
} StsDate;

/* Sets the date. Returns false, leaving *date alone, unless it is a day that exists, in years 1583 to 9999. */
bool sts_date_set(StsDate *date, int year, int month, int day);

/* Parses the whole text, surrounding white space allowed: "2018-04-06" (ISO 8601). Returns as sts_date_set(). */
bool sts_date_parse_iso(const char *text, StsDate *date);

static inline bool
sts_date_is_set(StsDate date)
{
  return date.year != 0;
}

/* Less than, equal to or greater than 0, as strcmp; no date comes first. */
int sts_date_compare(StsDate a, StsDate b);

/* Returns "2018-04-06"; free with g_free(). */
char *sts_date_format_iso(StsDate date);

/* Returns a second since 1970 UTC as "2018-04-06T00:00:00Z"; free with g_free(). */
char *sts_date_format_epoch(int64_t epoch);

/* Seconds since 1970-01-01T00:00:00Z of the date's midnight in UTC. */
int64_t sts_date_to_epoch(StsDate date);
/* The UTC calendar date of that second. */
StsDate sts_date_from_epoch(int64_t epoch);

/* Reads SOURCE_DATE_EPOCH from the environment, the second that stands for now where the same input must give the same
 * output (https://reproducible-builds.org/specs/source-date-epoch/). *given says whether it is there. Returns false
 * with `error` (STS_ERROR_BAD_OPTION) where it is no number. */
bool sts_date_source_epoch(bool *given, int64_t *epoch, GError **error);

/* A time to come: of months or of days. */
typedef struct {
  int months, days; /* one of them is 0 */
} StsTimeSpan;

/* Parses a time such as "90d", "12 weeks", "18 months" or "3y"; false where it is none, or longer than a century. */
bool sts_time_span_parse(const char *text, StsTimeSpan *span);
/* The date after that time. */
StsDate sts_date_add_span(StsDate date, StsTimeSpan span);

/* The date `months` later; the day is cut to the month's last. */
StsDate sts_date_add_months(StsDate date, int months);

#endif
