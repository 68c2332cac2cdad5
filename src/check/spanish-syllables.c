/* Counts the syllables of Spanish words by the rules of Spanish spelling, which needs no exceptions.
 *
 * The method follows the Ortografía de la lengua española (RAE and ASALE, 2010), chapter II, 3.3: each of a, e and o is
 * the vowel of a syllable of its own, and so are í and ú beside one of them ("día", "baúl"). An i or u beside another
 * vowel belongs to its syllable ("ciudad", "agua", "cuídate"), whatever is said in some places ("guion" has one). Two
 * of the same letter are two ("chiita"). An h between vowels parts nothing ("prohibir", "alcohol"); the u of "que" and
 * "guerra" is silent, that of "pingüino" is not; y is a vowel where none follows it ("muy").
 */
#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "check/syllables.h"

enum { WORD_MAX = 64 };

/* The kinds of letters: no vowel, one that may share its syllable, one that never does. */
typedef enum { CONSONANT, WEAK, STRONG } Kind;

typedef struct {
  gunichar letter; /* in lower case, without its marks */
  bool stressed;   /* has an acute accent, or the two dots that part ï from its neighbor */
  bool sounded;    /* ü: said after g */
} Letter;

static bool
is_vowel(gunichar letter)
{
  return letter < 128 && letter != 0 && strchr("aeiou", (int)letter);
}

/* Splits the word into its letters, but for the h, which nobody hears; "ch" is no vowel either way. */
static guint
read_letters(const char *word, size_t length, Letter *letters)
{
  g_autofree char *parted = g_utf8_normalize(word, (gssize)length, G_NORMALIZE_NFD);
  guint count = 0;

  for (const char *p = parted; p && *p && count < WORD_MAX; p = g_utf8_next_char(p)) {
    gunichar c = g_unichar_tolower(g_utf8_get_char(p));
    if (g_unichar_ismark(c)) {
      if (count > 0 && (c == 0x301 || (c == 0x308 && letters[count - 1].letter != 'u')))
        letters[count - 1].stressed = true;
      else if (count > 0 && c == 0x308)
        letters[count - 1].sounded = true;
    } else if (c != 'h') {
      letters[count++] = (Letter){.letter = c};
    }
  }
  return count;
}

static Kind
kind_of(const Letter *letters, guint count, guint i)
{
  gunichar letter = letters[i].letter, next = i + 1 < count ? letters[i + 1].letter : 0;
  gunichar before = i > 0 ? letters[i - 1].letter : 0;

  if (letter == 'y')
    return is_vowel(next) ? CONSONANT : WEAK;
  if (letter == 'u' && !letters[i].sounded && !letters[i].stressed && (before == 'q' || before == 'g') &&
      (next == 'e' || next == 'i'))
    return CONSONANT;
  if (letter == 'i' || letter == 'u')
    return WEAK;
  return is_vowel(letter) ? STRONG : CONSONANT;
}

/* The syllables of the vowels from `first`, which stand together; sets `end` to what follows them. */
static int
count_run(const Letter *letters, guint count, guint first, guint *end)
{
  int syllables = 0;
  bool strong = false;
  guint i = first;

  for (; i < count && kind_of(letters, count, i) != CONSONANT; i++)
    strong = strong || kind_of(letters, count, i) == STRONG;
  *end = i;
  for (i = first; i < *end; i++) {
    Kind kind = kind_of(letters, count, i);
    bool doubled = i > first && letters[i].letter == letters[i - 1].letter && kind == WEAK;
    syllables += kind == STRONG || (strong && letters[i].stressed) || doubled;
  }
  return strong ? syllables : syllables + 1;
}

int
sts_spanish_syllables(const char *word, size_t length)
{
  Letter letters[WORD_MAX];
  guint count = read_letters(word, length, letters);
  int syllables = 0;

  for (guint i = 0; i < count; i++)
    if (kind_of(letters, count, i) != CONSONANT)
      syllables += count_run(letters, count, i, &i);
  return MAX(syllables, count > 0 ? 1 : 0);
}
