/* Calendar dates: parsing ISO 8601, comparing, formatting. Dates in words are in document/words.c. */
#include "base/date.h"

#include <string.h>

#include "sts/error.h"

/* GLib's, which must be a day that exists. */
static GDate
to_glib(StsDate date)
{
  GDate glib;

  g_date_clear(&glib, 1);
  g_date_set_dmy(&glib, (GDateDay)date.day, (GDateMonth)date.month, (GDateYear)date.year);
  return glib;
}

bool
sts_date_set(StsDate *date, int year, int month, int day)
{
  if (year < 1583 || year > 9999 || day < 1 || day > 31 ||
      !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return false;
  *date = (StsDate){year, month, day};
  return true;
}

/* Reads between `least` and `most` digits; returns -1 where there are fewer or more. */
static int
read_number(const char **text, int least, int most)
{
  int value = 0, digits = 0;

  while (g_ascii_isdigit(**text)) {
    if (++digits > most)
      return -1;
    value = value * 10 + (*(*text)++ - '0');
  }
  return digits >= least ? value : -1;
}

static bool
skip_char(const char **text, char c)
{
  if (**text != c)
    return false;
  (*text)++;
  return true;
}

static void
skip_space(const char **text)
{
  while (g_ascii_isspace(**text))
    (*text)++;
}

static bool
at_end(const char *text)
{
  skip_space(&text);
  return *text == '\0';
}

bool
sts_date_parse_iso(const char *text, StsDate *date)
{
  skip_space(&text);
  int year = read_number(&text, 4, 4);
  if (year < 0 || !skip_char(&text, '-'))
    return false;
  int month = read_number(&text, 2, 2);
  if (month < 0 || !skip_char(&text, '-'))
    return false;
  int day = read_number(&text, 2, 2);
  return day >= 0 && at_end(text) && sts_date_set(date, year, month, day);
}

int
sts_date_compare(StsDate a, StsDate b)
{
  if (a.year != b.year)
    return a.year < b.year ? -1 : 1;
  if (a.month != b.month)
    return a.month < b.month ? -1 : 1;
  return (a.day > b.day) - (a.day < b.day);
}

char *
sts_date_format_iso(StsDate date)
{
  return g_strdup_printf("%04d-%02d-%02d", date.year, date.month, date.day);
}

int64_t
sts_date_to_epoch(StsDate date)
{
  const GDate day = to_glib(date), first = to_glib((StsDate){1970, 1, 1});

  return (int64_t)g_date_days_between(&first, &day) * 86400;
}

StsDate
sts_date_from_epoch(int64_t epoch)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(epoch);
  StsDate date = {0, 0, 0};

  if (time)
    g_date_time_get_ymd(time, &date.year, &date.month, &date.day);
  return date;
}

bool
sts_date_source_epoch(bool *given, int64_t *epoch, GError **error)
{
  /* The seconds of the years in which a date may lie, 1583 to 9999. */
  const gint64 first = -G_GINT64_CONSTANT(12212553600), last = G_GINT64_CONSTANT(253402300799);
  const char *text = g_getenv("SOURCE_DATE_EPOCH");
  gint64 value = 0;

  *given = text && *text;
  if (*given && !g_ascii_string_to_signed(text, 10, first, last, &value, NULL)) {
    g_set_error(error, STS_ERROR, STS_ERROR_BAD_OPTION,
                "SOURCE_DATE_EPOCH is “%s”, which is no number of seconds since 1970; correct it, or unset it", text);
    return false;
  }
  *epoch = value;
  return true;
}

char *
sts_date_format_epoch(int64_t epoch)
{
  const StsDate date = sts_date_from_epoch(epoch);
  const int second = (int)((epoch % 86400 + 86400) % 86400);

  return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", date.year, date.month, date.day, second / 3600,
                         second / 60 % 60, second % 60);
}

StsDate
sts_date_add_months(StsDate date, int months)
{
  GDate later = to_glib(date);

  g_date_add_months(&later, (guint)months);
  return (StsDate){g_date_get_year(&later), (int)g_date_get_month(&later), g_date_get_day(&later)};
}

bool
sts_time_span_parse(const char *text, StsTimeSpan *span)
{
  enum { YEARS_MAX = 100, DAYS_MAX = 366 * YEARS_MAX };
  static const struct {
    const char *letter, *one, *several;
    int months, days;
  } UNITS[] = {{"d", "day", "days", 0, 1},
               {"w", "week", "weeks", 0, 7},
               {"m", "month", "months", 1, 0},
               {"y", "year", "years", 12, 0}};
  size_t digits = strspn(text, "0123456789");
  const char *unit = text + digits + strspn(text + digits, " ");

  /* What has more digits is no time of less than a century. */
  if (digits == 0 || digits > 5)
    return false;
  int count = (int)g_ascii_strtoll(text, NULL, 10);
  for (size_t i = 0; i < G_N_ELEMENTS(UNITS); i++)
    if (strcmp(unit, UNITS[i].letter) == 0 || strcmp(unit, UNITS[i].one) == 0 || strcmp(unit, UNITS[i].several) == 0) {
      *span = (StsTimeSpan){count * UNITS[i].months, count * UNITS[i].days};
      return span->months <= 12 * YEARS_MAX && span->days <= DAYS_MAX;
    }
  return false;
}

StsDate
sts_date_add_span(StsDate date, StsTimeSpan span)
{
  enum { A_DAY = 24 * 60 * 60 };

  return sts_date_from_epoch(sts_date_to_epoch(sts_date_add_months(date, span.months)) + (int64_t)span.days * A_DAY);
}
