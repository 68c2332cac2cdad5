/* Counts the syllables of English words by rules and a short list of exceptions.
 *
 * The method: in the lower-case word, each run of vowels (a e i o u, and y but at the beginning before a vowel; not the
 * u of "qu") is a syllable. Silent endings are taken away: a final e after a consonant ("dose"), but not in consonant +
 * le ("muscle"); the e of -es but after s, x, z, c, g, sh, ch and consonant + l ("doses"); the e of -ed but after t, d
 * and consonant + l ("called"); the e before -ly, -ment, -ful, -less, -ness
 * ("likely"). Runs in which two vowels are spoken apart add one ("radiation", "fluid"). Words that no rule fits stand
 * in a list.
 */
#include "check/syllables.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORD_MAX = 64 };

typedef struct {
  const char *word;
  int syllables;
} Exception;

/* From words/en-syllables.txt; sorted, for the binary search. */
static const Exception EXCEPTIONS[] = {
#define WORD(count, word) {word, count},
#include "check-words.inc"
#undef WORD
};

static int
compare_exception(const void *key, const void *element)
{
  return strcmp(key, ((const Exception *)element)->word);
}

static bool
is_vowel_letter(char letter)
{
  return letter && strchr("aeiouy", letter);
}

/* Whether the letter at `i` sounds as a vowel. */
static bool
is_vowel(const char *word, size_t i)
{
  if (word[i] == 'y')
    return !(i == 0 && is_vowel_letter(word[1]));
  if (word[i] == 'u' && i > 0 && word[i - 1] == 'q')
    return false;
  return is_vowel_letter(word[i]);
}

static bool
is_consonant(const char *word, size_t i)
{
  return word[i] != '\0' && !is_vowel(word, i);
}

static bool
ends_with(const char *word, size_t length, const char *end)
{
  size_t end_length = strlen(end);

  return length > end_length && strcmp(word + length - end_length, end) == 0;
}

static int
count_runs(const char *word)
{
  int runs = 0;

  for (size_t i = 0; word[i]; i++)
    runs += is_vowel(word, i) && (i == 0 || !is_vowel(word, i - 1));
  return runs;
}

/* ---- vowels that are spoken apart ---- */

/* "ia", "io", "iu": apart, but not after the letters that melt with the i ("partial", "nation", "region"). */
static bool
is_apart_after_i(const char *word, size_t i)
{
  char before = i > 0 ? word[i - 1] : '\0', second = word[i + 1], third = word[i + 2];

  if (second == 'u')
    return true;
  if (second == 'a') {
    if (third == 'g' && word[i + 3] == 'e')
      return false;
    if (third == 't' && strncmp(word + i, "iate", 4) != 0 && strncmp(word + i, "iati", 4) != 0)
      return !strchr("ctsg", before);
    return third == 't' || before == '\0' || !strchr("ctsg", before);
  }
  if (second == 'o') {
    if (third == 'n' && strchr("lnh", before))
      return false;
    return before == '\0' || !strchr("tscgx", before);
  }
  if (second == 'e') {
    if (third == 'n')
      return !strchr("tc", before) && !(before == 'r' && i > 1 && word[i - 2] == 'f');
    return third == 't' ||
           ((third == 'r' || (third == 's' && word[i + 3] == 't')) && word[i + 3 + (third == 's')] == '\0' && i > 1);
  }
  return false;
}

static bool
is_apart_after_u(const char *word, size_t i)
{
  char before = i > 0 ? word[i - 1] : '\0', second = word[i + 1], third = word[i + 2];

  if (before == 'q' || before == 'g')
    return false;
  if (second == 'a')
    return !(third == 'd' && before == 's');
  if (second == 'e')
    return third == 'n';
  if (second == 'o')
    return third == 'u';
  if (second == 'i')
    return strncmp(word + i, "uity", 4) == 0 || strncmp(word + i, "uing", 4) == 0 || strncmp(word + i, "uid", 3) == 0
               ? strncmp(word + (i > 0 ? i - 1 : 0), "guid", 4) != 0
               : false;
  return false;
}

static bool
is_apart_after_e(const char *word, size_t i)
{
  char before = i > 0 ? word[i - 1] : '\0', second = word[i + 1], third = word[i + 2];

  if (second == 'o') {
    if (before == 'p' && third == 'p')
      return false;
    return !((before == 'g' || before == 't') && (third == 'n' || third == 'u'));
  }
  if (second == 'u')
    return third == 'm' || (third == 's' && before == 'l');
  if (second == 'a') {
    if (strncmp(word + i, "eat", 3) == 0)
      return before == 'r' && i > 1 && word[i - 2] == 'c';
    if (strncmp(word + i, "eas", 3) == 0)
      return before == 'r' && i > 1 && word[i - 2] == 'c' && i > 3;
    return strncmp(word + i, "eal", 3) == 0 && (before == 'n' || before == 'g' || (before == 'd' && i == 2));
  }
  return second == 'i' && strncmp(word + i, "eing", 4) == 0;
}

static bool
is_apart(const char *word, size_t i)
{
  switch (word[i]) {
  case 'i':
    return is_apart_after_i(word, i);
  case 'u':
    return is_apart_after_u(word, i);
  case 'e':
    return is_apart_after_e(word, i);
  case 'o':
    return strcmp(word + i, "oing") == 0 || strcmp(word + i, "oings") == 0;
  case 'a':
    return word[i + 1] == 'o';
  case 'y':
    return i > 0 && (word[i + 1] == 'o' || word[i + 1] == 'a' || word[i + 1] == 'i' ||
                     (word[i + 1] == 'e' && word[i + 2] == 'r'));
  default:
    return false;
  }
}

static int
count_apart(const char *word)
{
  int count = 0;

  for (size_t i = 0; word[i] && word[i + 1]; i++)
    count += is_vowel(word, i) && is_vowel(word, i + 1) && is_apart(word, i);
  return count;
}

/* ---- endings ---- */

/* Whether consonant + l stands before the ending: the e between them is spoken or stands for a syllable ("muscle",
 * "handled"). */
static bool
has_syllabic_l(const char *word, size_t ending)
{
  return ending >= 2 && word[ending - 1] == 'l' && is_consonant(word, ending - 2) && word[ending - 2] != 'l' &&
         word[ending - 2] != 'r';
}

static bool
is_silent_plural(const char *word, size_t length)
{
  size_t ending = length - 2;

  if (!ends_with(word, length, "es") || !is_consonant(word, ending - 1) || has_syllabic_l(word, ending))
    return false;
  if (strchr("sxzcg", word[ending - 1]))
    return false;
  return !(word[ending - 1] == 'h' && ending >= 2 && strchr("sc", word[ending - 2]));
}

static bool
is_silent_past(const char *word, size_t length)
{
  size_t ending = length - 2;

  return ends_with(word, length, "ed") && is_consonant(word, ending - 1) && !strchr("td", word[ending - 1]) &&
         !has_syllabic_l(word, ending);
}

static bool
has_silent_e_within(const char *word, size_t length)
{
  static const char *const ENDINGS[] = {"ely", "ement", "ements", "eful", "efully", "eless", "eness"};

  for (size_t i = 0; i < G_N_ELEMENTS(ENDINGS); i++)
    if (ends_with(word, length, ENDINGS[i]) && is_consonant(word, length - strlen(ENDINGS[i]) - 1))
      return true;
  return false;
}

static int
count_endings(const char *word, size_t length)
{
  int count = 0;

  if (length < 3)
    return 0;
  if (word[length - 1] == 'e' && is_consonant(word, length - 2) && !has_syllabic_l(word, length - 1))
    count--;
  if (is_silent_plural(word, length) || is_silent_past(word, length))
    count--;
  if (has_silent_e_within(word, length))
    count--;
  if (ends_with(word, length, "gue") || ends_with(word, length, "gues"))
    count--;
  if (ends_with(word, length, "sm") || ends_with(word, length, "sms") || ends_with(word, length, "thm") ||
      ends_with(word, length, "thms"))
    count++;
  return count;
}

/* Copies the letters in lower case, without a possessive s; returns whether "n't" after s or d, which is a syllable,
 * was cut off. */
static bool
normalize(const char *word, size_t length, char *out)
{
  size_t used = 0;
  bool negation = false;

  for (size_t i = 0; i < length && used < WORD_MAX - 1; i++) {
    bool apostrophe = word[i] == '\'' || strncmp(word + i, "\xe2\x80\x99", MIN((size_t)3, length - i)) == 0;
    if (apostrophe && used > 1 && out[used - 1] == 'n' && strchr("sd", out[used - 2])) {
      negation = true;
      used--;
      break;
    }
    if (apostrophe)
      break;
    if (g_ascii_isalpha(word[i]))
      out[used++] = g_ascii_tolower(word[i]);
  }
  out[used] = '\0';
  return negation;
}

static int
count_part(const char *part, size_t length)
{
  char word[WORD_MAX];
  bool negation = normalize(part, length, word);
  const Exception *exception =
      bsearch(word, EXCEPTIONS, G_N_ELEMENTS(EXCEPTIONS), sizeof EXCEPTIONS[0], compare_exception);
  size_t letters = strlen(word);

  if (letters == 0)
    return 0;
  if (exception)
    return exception->syllables + negation;
  return MAX(1, count_runs(word) + count_apart(word) + count_endings(word, letters)) + negation;
}

int
sts_english_syllables(const char *word, size_t length)
{
  int syllables = 0;

  /* The parts of a compound with hyphens are spoken one by one. */
  for (size_t start = 0; start < length;) {
    const char *hyphen = memchr(word + start, '-', length - start);
    size_t end = hyphen ? (size_t)(hyphen - word) : length;
    syllables += count_part(word + start, end - start);
    start = end + 1;
  }
  return syllables;
}
