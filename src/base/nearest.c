/* Finds the name that is meant by one that is none: by synonyms, and by the slips of a hand. */
#include "base/nearest.h"

#include <stdbool.h>
#include <string.h>

enum { NAME_MAX_BYTES = 200 };            /* nobody mistypes a name longer than this; bounds the work */
static const char SEPARATORS[] = "-_. /"; /* of the words of a name */
enum { LETTERS_TO_A_SLIP = 3, BEGINNING_LEAST = 3 };

typedef struct {
  gunichar letters[NAME_MAX_BYTES];
  size_t length;
} Name;

static void
decode(const char *text, Name *name)
{
  for (name->length = 0; *text; text = g_utf8_next_char(text))
    name->letters[name->length++] = g_unichar_tolower(g_utf8_get_char(text));
}

static bool
changed_places(const Name *a, const Name *b, size_t i, size_t j)
{
  return i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] && a->letters[i - 2] == b->letters[j - 1];
}

/* The distance of Damerau, in the form that edits no letter twice ("optimal string alignment"), if it is at most
 * `bound`; else a larger number. Only the cells of the table that can lie on a path that short are computed. */
static size_t
distance_within(const Name *a, const Name *b, size_t bound)
{
  size_t rows[3][NAME_MAX_BYTES + 2], *before = rows[0], *above = rows[1], *row = rows[2];

  if ((a->length > b->length ? a->length - b->length : b->length - a->length) > bound)
    return bound + 1;
  for (size_t j = 0; j <= b->length; j++)
    before[j] = above[j] = row[j] = j <= bound ? j : bound + 1;
  for (size_t i = 1; i <= a->length; i++) {
    size_t first = i > bound ? i - bound : 1, last = MIN(b->length, i + bound), least;
    row[first - 1] = least = first == 1 && i <= bound ? i : bound + 1;
    for (size_t j = first; j <= last; j++) {
      size_t cell = above[j - 1] + (a->letters[i - 1] == b->letters[j - 1] ? 0 : 1);
      cell = MIN(cell, MIN(row[j - 1], j == i + bound ? bound : above[j]) + 1);
      if (changed_places(a, b, i, j))
        cell = MIN(cell, before[j - 2] + 1);
      row[j] = cell;
      least = MIN(least, cell);
    }
    if (least > bound)
      return bound + 1;
    size_t *oldest = before;
    before = above;
    above = row;
    row = oldest;
  }
  return above[b->length];
}

/* The number that a word is, in digits or Roman numerals up to 39; 0: it is none. */
static int
number_of(const char *word, size_t length)
{
  static const struct {
    const char *letters;
    int value;
  } NUMERALS[] = {{"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}};
  int value = 0;

  if (length > 0 && strspn(word, "0123456789") >= length && length < 9)
    return (int)g_ascii_strtoll(word, NULL, 10);
  for (size_t i = 0, at = 0; at < length;) {
    size_t size = i < G_N_ELEMENTS(NUMERALS) ? strlen(NUMERALS[i].letters) : 0;
    if (size == 0)
      return 0;
    bool found = at + size <= length && g_ascii_strncasecmp(word + at, NUMERALS[i].letters, size) == 0;
    at += found ? size : 0;
    value += found ? NUMERALS[i].value : 0;
    i += found ? 0 : 1;
  }
  return value;
}

/* Whether a word of the text is that number. */
static bool
has_number(const char *text, int number)
{
  for (size_t length; *text; text += length + (text[length] != '\0')) {
    length = strcspn(text, SEPARATORS);
    if (number_of(text, length) == number)
      return true;
  }
  return false;
}

/* Nobody writes one number for another by a slip that could be told from what was meant: stage 2 is not stage 4. */
static bool
has_numbers_of(const char *candidate, const char *word)
{
  for (size_t length; *word; word += length + (word[length] != '\0')) {
    length = strcspn(word, SEPARATORS);
    int number = number_of(word, length);
    if (number > 0 && !has_number(candidate, number))
      return false;
  }
  return true;
}

const char *
sts_text_nearest(const char *word, const char *const *candidates)
{
  const char *nearest = NULL;
  size_t bytes = strlen(word);
  Name name, candidate;

  if (bytes > NAME_MAX_BYTES || !g_utf8_validate(word, -1, NULL))
    return NULL;
  decode(word, &name);
  for (size_t bound = name.length / LETTERS_TO_A_SLIP; *candidates && bound > 0; candidates++) {
    size_t candidate_bytes = strlen(*candidates);
    if (candidate_bytes > NAME_MAX_BYTES)
      continue;
    decode(*candidates, &candidate);
    bool beginning =
        name.length >= BEGINNING_LEAST && candidate.length > name.length && g_str_has_prefix(*candidates, word);
    size_t distance = beginning ? 1 : distance_within(&name, &candidate, bound);
    if (distance <= bound && has_numbers_of(*candidates, word)) {
      nearest = *candidates;
      /* What comes later must be nearer. */
      bound = distance - MIN(distance, 1);
    }
  }
  return nearest;
}

const char *
sts_text_meant(const char *word, const StsSynonym *synonyms, const char *const *candidates)
{
  g_autofree char *name = g_ascii_strdown(word, -1);

  g_strdelimit(name, "_ ", '-');
  for (; synonyms && synonyms->theirs; synonyms++)
    if (strcmp(name, synonyms->theirs) == 0 && (!synonyms->ours || g_strv_contains(candidates, synonyms->ours)))
      return synonyms->ours;
  return sts_text_nearest(word, candidates);
}
