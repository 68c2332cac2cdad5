/* Headings, labels and dates, found by the words of the terms files. */
#include "document/words.h"

#include <string.h>

#include "base/names.h"
#include "base/text.h"

/* ---- headings and the label of the date ---- */

StsClosingPart
sts_words_closing_part(const StsTermsSet *terms, const char *heading)
{
  g_autofree char *lower = sts_text_lower(heading);
  size_t length = strlen(lower);

  if (length > 0 && lower[length - 1] == ':')
    lower[length - 1] = '\0';
  return sts_terms_set_closing_part(terms, lower);
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

  if (rest)
    rest = skip_spaces(rest);
  return rest && *rest == ':' ? skip_spaces(rest + 1) : NULL;
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

/* Reads between `least` and `most` digits; returns NULL where there are fewer or more. */
static const char *
read_number(const char *text, int least, int most, int *value)
{
  int digits = 0;

  for (*value = 0; g_ascii_isdigit(*text); text++) {
    if (++digits > most)
      return NULL;
    *value = *value * 10 + (*text - '0');
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

/* Reads a whole name of a month, or its first three (for September also four) letters, with or without a full stop
 * after them. */
static const char *
read_month(const StsTerms *terms, const char *text, int *month)
{
  size_t letters = count_letters(text);

  for (int i = 1; i <= 12; i++) {
    const char *name = sts_terms_get_month(terms, i);
    size_t length = (size_t)g_utf8_strlen(name, -1);
    g_autofree char *shown = letters > 0 && letters <= length ? g_utf8_substring(name, 0, (long)letters) : NULL;
    const char *rest = shown ? skip_word(text, shown) : NULL;
    if (!rest || (letters != length && letters != 3 && !(i == 9 && letters == 4)))
      continue;
    *month = i;
    return *rest == '.' && letters <= 4 ? rest + 1 : rest;
  }
  return NULL;
}

/* Reads what a {name} of the form stands for. */
static const char *
read_field(const StsTerms *terms, const char *form, const char *text, StsDate *date)
{
  if (g_str_has_prefix(form, "{day}"))
    return read_number(text, 1, 2, &date->day);
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
