/* Calendar dates: parsing ISO 8601, comparing, formatting. Dates in words are in document/words.c. */
#include "base/date.h"

#include <string.h>

#include "sts/error.h"

static bool
is_leap(int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
  static const int DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  return month == 2 && is_leap(year) ? 29 : DAYS[month - 1];
}

bool
sts_date_set(StsDate *date, int year, int month, int day)
{
  if (year < 1583 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
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

/* Days since 1970-01-01, counting years from March so that the leap day is a year's last. */
static int64_t
days_from_civil(StsDate date)
{
  int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  int64_t era = year / 400, year_of_era = year % 400;
  int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

int64_t
sts_date_to_epoch(StsDate date)
{
  return days_from_civil(date) * 86400;
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
  int month = date.year * 12 + (date.month - 1) + months;
  StsDate later = {month / 12, month % 12 + 1, date.day};

  later.day = MIN(later.day, days_in_month(later.year, later.month));
  return later;
}
