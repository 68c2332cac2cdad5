/* Whether a phrase breaks off that need not end in a full stop: an item of a list, a cell of a table, a line of a
 * warning. A complete one may end in a preposition or a verb ("What your drugs are for"), so these count only where
 * nothing before them allows it. */
#include "import/endings.h"

#include <string.h>

#include "import/prose.h"
#include "import/words.h"

enum { PHRASE_WORDS = 4, RUNNING_WORDS = 8 };

static bool
holds_one_of(char *const *words, guint count, StsImportWords list)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *lower = g_utf8_strdown(words[i], -1);
    if (sts_import_words_hold(list, lower))
      return true;
  }
  return false;
}

/* "with a glass of", "take it together with", "are listed in"; but not "things you should be aware of". */
static bool
wants_object(char *const *words, guint count)
{
  const char *last = words[count - 1], *before = words[count - 2];
  bool noun = sts_import_words_hold(STS_WORDS_ARTICLES, words[count - 3]);

  if (strcmp(last, "of") == 0)
    return noun;
  if (holds_one_of(words, count - 1, STS_WORDS_QUESTIONS))
    return false;
  if (strcmp(last, "with") == 0 && sts_import_words_hold(STS_WORDS_BESIDE, before))
    return true;
  if (holds_one_of(words, count - 1, STS_WORDS_CLAUSES))
    return false;
  return (strcmp(last, "in") == 0 && sts_import_words_hold(STS_WORDS_TOLD, before)) ||
         (noun && sts_import_words_hold(STS_WORDS_PREPOSITIONS, last));
}

/* "children who have", "if you have", "drugs which", "such as"; but not "we will tell you which". */
static bool
wants_clause(char *const *words, guint count)
{
  const char *last = words[count - 1], *before = words[count - 2];

  if (sts_import_words_hold(STS_WORDS_TO_HAVE, last) && strcmp(words[count - 3], "if") == 0 &&
      sts_import_words_hold(STS_WORDS_CLAUSES, before))
    return !holds_one_of(words, count - 1, STS_WORDS_QUESTIONS);
  if (sts_import_words_hold(STS_WORDS_RELATIVES, last))
    return !sts_import_words_hold(STS_WORDS_ASKING, before);
  return (sts_import_words_hold(STS_WORDS_TO_BE_OR_HAVE, last) && sts_import_words_hold(STS_WORDS_RELATIVES, before)) ||
         (strcmp(last, "as") == 0 && strcmp(before, "such") == 0);
}

/* "Do not"; but not "even if they do not". */
static bool
wants_verb(char *const *words, guint count)
{
  const char *verb = words[count - 2], *before = words[count - 3];

  if (strcmp(words[count - 1], "not") != 0)
    return false;
  return strcmp(verb, "Do") == 0 || (strcmp(verb, "do") == 0 && sts_import_words_hold(STS_WORDS_BEFORE_DO_NOT, before));
}

/* "Do not take any"; but not "if you have any". */
static bool
wants_noun(char *const *words, guint count)
{

  return strcmp(words[count - 1], "any") == 0 && sts_import_words_hold(STS_WORDS_BEFORE_ANY, words[count - 2]) &&
         !holds_one_of(words, count - 1, STS_WORDS_CLAUSES) && !holds_one_of(words, count - 1, STS_WORDS_QUESTIONS);
}

bool
sts_prose_breaks_off(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words);

  if (count < PHRASE_WORDS)
    return false;
  return sts_import_words_hold(STS_WORDS_NEVER_LAST, words[count - 1]) || wants_object(words, count) ||
         wants_clause(words, count) || wants_verb(words, count) || wants_noun(words, count);
}

bool
sts_prose_title_breaks_off(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words);

  if (count >= PHRASE_WORDS && sts_prose_breaks_off(text))
    return true;
  if (count < 2 || !sts_import_words_hold(STS_WORDS_PREPOSITIONS_OF_TITLES, words[count - 1]))
    return false;
  return !holds_one_of(words, count - 1, STS_WORDS_QUESTIONS) && !holds_one_of(words, count - 1, STS_WORDS_CLAUSES);
}

bool
sts_prose_ends_in_join(const char *text)
{
  return sts_import_words_hold(STS_WORDS_JOINS, sts_prose_last_word(text));
}

/* The last full stop that ends a sentence: behind a word of several letters, before a capital. */
static const char *
find_last_stop(const char *text)
{
  const char *found = NULL;

  for (const char *p = text; (p = strstr(p, ". ")); p++)
    if (p - text > 3 && g_ascii_islower(p[-1]) && g_ascii_islower(p[-2]) && g_ascii_islower(p[-3]) &&
        g_unichar_isupper(g_utf8_get_char(p + 2)))
      found = p + 2;
  return found;
}

bool
sts_prose_lacks_stop(const char *text)
{
  const char *last = find_last_stop(text);

  return last && sts_prose_ends_open(last) && sts_prose_count_words(last) >= RUNNING_WORDS;
}
