/* Headings, labels and dates, found by the words of the terms files. */
#include "document/words.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"

/* ---- headings and the label of the date ---- */

/* The colon of Chinese and Japanese is as wide as their characters. */
static const char wide_colon[] = "：";

StsClosingPart
sts_words_closing_part(const StsTermsSet *terms, const char *heading)
{
  g_autofree char *lower = sts_text_lower(heading);
  const char *const colons[] = {":", wide_colon};

  for (size_t i = 0; i < G_N_ELEMENTS(colons); i++)
    if (g_str_has_suffix(lower, colons[i])) {
      lower[strlen(lower) - strlen(colons[i])] = '\0';
      break;
    }
  return sts_terms_set_closing_part(terms, g_strchomp(lower));
}

/* Whether the fragment is that of a heading of one of these words, parted by semicolons. */
static bool
names_heading(const char *fragment, const char *words)
{
  g_auto(GStrv) list = g_strsplit(words, ";", -1);

  for (char **word = list; *word; word++) {
    g_autofree char *slug = sts_text_is_blank(*word) ? NULL : sts_text_slug(*word);
    if (g_strcmp0(slug, fragment) == 0)
      return true;
  }
  return false;
}

bool
sts_words_find_part(const StsTermsSet *terms, const char *fragment, StsPartKind *part)
{
  static const struct {
    StsPartKind part;
    const char *keys[2]; /* of its heading, or the word that it begins with, and of what may stand for it */
  } PARTS[] = {
      {STS_PART_NOTES, {"notes", NULL}},
      {STS_PART_HYPERLINKS, {"hyperlinks", "hyperlinks-also"}},
      {STS_PART_REFERENCES, {"references", "references-also"}},
      {STS_PART_DISCLAIMER, {"disclaimer", "disclaimer-also"}},
      {STS_PART_LAST_REVISED, {"last-revised", "last-revised-also"}},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
    bool found = strcmp(fragment, sts_part_kind_name(PARTS[i].part)) == 0;
    for (guint k = 0; k < sts_terms_set_size(terms) && !found; k++)
      for (size_t n = 0; n < G_N_ELEMENTS(PARTS[i].keys) && PARTS[i].keys[n] && !found; n++)
        found = names_heading(fragment, sts_terms_get(sts_terms_set_get(terms, k), PARTS[i].keys[n]));
    if (found) {
      *part = PARTS[i].part;
      return true;
    }
  }
  return false;
}

/* What follows the word at the beginning of the text, whatever the case of its letters; NULL if it does not stand
 * there. */
static const char *
skip_word(const char *text, const char *word)
{
  for (; *word; word = g_utf8_next_char(word), text = g_utf8_next_char(text))
    if (!*text || g_unichar_tolower(g_utf8_get_char(text)) != g_unichar_tolower(g_utf8_get_char(word)))
      return NULL;
  return text;
}

static const char *
skip_spaces(const char *text)
{
  while (*text && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

static const char *
skip_label(const char *text, const char *label)
{
  const char *rest = *label ? skip_word(text, label) : NULL;

  if (!rest)
    return NULL;
  rest = skip_spaces(rest);
  if (*rest == ':')
    return skip_spaces(rest + 1);
  return g_str_has_prefix(rest, wide_colon) ? skip_spaces(rest + strlen(wide_colon)) : NULL;
}

const char *
sts_words_skip_date_label(const StsTermsSet *terms, const char *text)
{
  const char *rest = NULL;

  for (guint i = 0; i < sts_terms_set_size(terms) && !rest; i++) {
    const StsTerms *of = sts_terms_set_get(terms, i);
    g_auto(GStrv) others = g_strsplit(sts_terms_get(of, "last-revised-also"), ";", -1);
    rest = skip_label(text, sts_terms_get(of, "last-revised"));
    for (char **other = others; *other && !rest; other++)
      rest = skip_label(text, g_strstrip(*other));
  }
  return rest;
}

/* ---- dates ---- */

/* Reads between `least` and `most` digits of any script; returns NULL where there are fewer or more. */
static const char *
read_number(const char *text, int least, int most, int *value)
{
  int digits = 0;

  for (*value = 0; g_unichar_isdigit(g_utf8_get_char(text)); text = g_utf8_next_char(text)) {
    if (++digits > most)
      return NULL;
    *value = *value * 10 + g_unichar_digit_value(g_utf8_get_char(text));
  }
  return digits >= least ? text : NULL;
}

static size_t
count_letters(const char *text)
{
  size_t letters = 0;

  for (; *text && g_unichar_isalpha(g_utf8_get_char(text)); text = g_utf8_next_char(text))
    letters++;
  return letters;
}

/* Reads the whole name, which does not go on: no "tháng 12" is "tháng 1". */
static const char *
skip_name(const char *text, const char *name)
{
  const char *rest = skip_word(text, name);
  gunichar next = rest ? g_utf8_get_char(rest) : 0, last = g_utf8_get_char(g_utf8_prev_char(name + strlen(name)));

  return !rest || (g_unichar_isalpha(last) && g_unichar_isalpha(next)) ||
                 (g_unichar_isdigit(last) && g_unichar_isdigit(next))
             ? NULL
             : rest;
}

/* Reads the first three letters of a name of a month that no other month begins with ("jui" is none), or four before a
 * full stop or of September. */
static const char *
read_short_month(const StsTerms *terms, const char *text, int *month)
{
  size_t letters = count_letters(text);
  const char *end = g_utf8_offset_to_pointer(text, (glong)letters);
  g_autofree char *shown = g_strndup(text, (size_t)(end - text));
  int found = 0;

  for (int i = 1; i <= 12; i++) {
    if (letters != 3 && !(letters == 4 && (i == 9 || *end == '.')))
      continue;
    if (!skip_word(sts_terms_get_month(terms, i), shown))
      continue;
    if (found)
      return NULL;
    found = i;
  }
  *month = found;
  return found ? end : NULL;
}

/* Reads the name of a month, or its beginning, with or without a full stop after few letters. */
static const char *
read_month(const StsTerms *terms, const char *text, int *month)
{
  const char *rest = NULL;

  for (int i = 1; i <= 12 && !rest; i++)
    if ((rest = skip_name(text, sts_terms_get_month(terms, i))))
      *month = i;
  if (!rest)
    rest = read_short_month(terms, text, month);
  return rest && *rest == '.' && g_utf8_strlen(text, rest - text) <= 4 ? rest + 1 : rest;
}

/* Reads the day: its number, or what the language calls the first of a month ("1er"). */
static const char *
read_day(const StsTerms *terms, const char *text, int *day)
{
  g_auto(GStrv) names = g_strsplit(sts_terms_get(terms, "date-first-also"), ";", -1);

  for (char **name = names; *name; name++) {
    const char *rest = *g_strstrip(*name) ? skip_name(text, *name) : NULL;
    if (rest) {
      *day = 1;
      return rest;
    }
  }
  return read_number(text, 1, 2, day);
}

/* Reads what a {name} of the form stands for. */
static const char *
read_field(const StsTerms *terms, const char *form, const char *text, StsDate *date)
{
  if (g_str_has_prefix(form, "{day}"))
    return read_day(terms, text, &date->day);
  if (g_str_has_prefix(form, "{month}"))
    return read_month(terms, text, &date->month);
  return g_str_has_prefix(form, "{year}") ? read_number(text, 4, 4, &date->year) : NULL;
}

/* Matches the whole text with a form such as "{month} {day}, {year}": a comma may be left out, and spaces. */
static bool
match_form(const StsTerms *terms, const char *form, const char *text, StsDate *date)
{
  StsDate found = {0, 0, 0};

  for (text = skip_spaces(text); *form && text;) {
    if (*form == '{') {
      text = read_field(terms, form, text, &found);
      form += strcspn(form, "}");
      form += *form == '}';
    } else if (g_ascii_isspace(*form)) {
      text = skip_spaces(text);
      form++;
    } else if (*form == ',') {
      text += *text == ',';
      form++;
    } else {
      const char *next = g_utf8_next_char(form);
      g_autofree char *letter = g_strndup(form, (size_t)(next - form));
      text = skip_word(text, letter);
      form = next;
    }
  }
  return text && !*skip_spaces(text) && sts_date_set(date, found.year, found.month, found.day);
}

bool
sts_words_parse_date(const StsTermsSet *terms, const char *text, StsDate *date)
{
  if (sts_date_parse_iso(text, date))
    return true;
  for (guint i = 0; i < sts_terms_set_size(terms); i++) {
    const StsTerms *of = sts_terms_set_get(terms, i);
    const char *const forms[] = {"{month} {day}, {year}", "{day} {month}, {year}", sts_terms_get(of, "date-format")};
    for (size_t k = 0; k < G_N_ELEMENTS(forms); k++)
      if (match_form(of, forms[k], text, date))
        return true;
  }
  return false;
}
