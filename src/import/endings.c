/* Whether a phrase breaks off that need not end in a full stop: an item of a list, a cell of a table, a line of a
 * warning. A complete one may end in a preposition or a verb ("What your drugs are for"), so these count only where
 * nothing before them allows it. */
#include "import/endings.h"

#include <string.h>

#include "import/prose.h"

enum { PHRASE_WORDS = 4, RUNNING_WORDS = 8 };

/* Words with which no phrase ends. Those of names, as in "vitamin A", are not in small letters. */
static const char *const NEVER[] = {"a",       "an",      "the",      "your", "my",    "our",     "their",
                                    "every",   "because", "unless",   "than", "whose", "whether", "versus",
                                    "despite", "via",     "although", "and",  "or",    "but",     "nor",
                                    "el",      "los",     "las",      "del",  NULL};
static const char *const JOINS[] = {"and", "or", "but", "nor", NULL};
static const char *const ARTICLES[] = {"a",     "an",   "the",   "your",  "my",   "our",
                                       "their", "this", "these", "every", "each", NULL};
static const char *const QUESTIONS[] = {"what",  "who", "whom",     "how",       "where",    "when",
                                        "which", "why", "whatever", "whichever", "wherever", NULL};
/* Words of a clause whose object may stand before it: "a person you can talk to", "someone to stay with". */
static const char *const CLAUSES[] = {"you", "they", "we", "i", "he", "she", "it", "people", "to", "that", NULL};

static bool
holds_one_of(char *const *words, guint count, const char *const *list)
{
  for (guint i = 0; i < count; i++) {
    g_autofree char *lower = g_utf8_strdown(words[i], -1);
    if (g_strv_contains(list, lower))
      return true;
  }
  return false;
}

/* "with a glass of", "take it together with", "are listed in"; but not "things you should be aware of". */
static bool
wants_object(char *const *words, guint count)
{
  static const char *const PREPOSITIONS[] = {"with", "from", "into", "to", "for", NULL};
  static const char *const BESIDE[] = {"together", "along", "combined", NULL};
  static const char *const TOLD[] = {"listed", "described", "explained", "shown", "contained", "included", NULL};
  const char *last = words[count - 1], *before = words[count - 2];
  bool noun = g_strv_contains(ARTICLES, words[count - 3]);

  if (strcmp(last, "of") == 0)
    return noun;
  if (holds_one_of(words, count - 1, QUESTIONS))
    return false;
  if (strcmp(last, "with") == 0 && g_strv_contains(BESIDE, before))
    return true;
  if (holds_one_of(words, count - 1, CLAUSES))
    return false;
  return (strcmp(last, "in") == 0 && g_strv_contains(TOLD, before)) || (noun && g_strv_contains(PREPOSITIONS, last));
}

/* "children who have", "if you have", "drugs which", "such as"; but not "we will tell you which". */
static bool
wants_clause(char *const *words, guint count)
{
  static const char *const VERBS[] = {"is", "are", "was", "were", "has", "have", "had", NULL};
  static const char *const HAVE[] = {"have", "has", "had", NULL};
  static const char *const RELATIVE[] = {"who", "which", NULL};
  static const char *const ASK[] = {"tell", "know", "ask",      "say",    "see",  "decide", "you", "us",
                                    "me",   "out",  "remember", "matter", "sure", "and",    "or",  NULL};
  const char *last = words[count - 1], *before = words[count - 2];

  if (g_strv_contains(HAVE, last) && strcmp(words[count - 3], "if") == 0 && g_strv_contains(CLAUSES, before))
    return !holds_one_of(words, count - 1, QUESTIONS);
  if (g_strv_contains(RELATIVE, last))
    return !g_strv_contains(ASK, before);
  return (g_strv_contains(VERBS, last) && g_strv_contains(RELATIVE, before)) ||
         (strcmp(last, "as") == 0 && strcmp(before, "such") == 0);
}

/* "Do not"; but not "even if they do not". */
static bool
wants_verb(char *const *words, guint count)
{
  static const char *const BEFORE[] = {"and", "but", "please", NULL};
  const char *verb = words[count - 2], *before = words[count - 3];

  if (strcmp(words[count - 1], "not") != 0)
    return false;
  return strcmp(verb, "Do") == 0 || (strcmp(verb, "do") == 0 && g_strv_contains(BEFORE, before));
}

/* "Do not take any"; but not "if you have any". */
static bool
wants_noun(char *const *words, guint count)
{
  static const char *const TAKE[] = {"take", "use", "in", "of", "for", "with", "by", "at", "from", NULL};

  return strcmp(words[count - 1], "any") == 0 && g_strv_contains(TAKE, words[count - 2]) &&
         !holds_one_of(words, count - 1, CLAUSES) && !holds_one_of(words, count - 1, QUESTIONS);
}

bool
sts_prose_breaks_off(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words);

  if (count < PHRASE_WORDS)
    return false;
  return g_strv_contains(NEVER, words[count - 1]) || wants_object(words, count) || wants_clause(words, count) ||
         wants_verb(words, count) || wants_noun(words, count);
}

bool
sts_prose_title_breaks_off(const char *text)
{
  static const char *const PREPOSITIONS[] = {"of", "with", "from", "into", "to", "for", "de", "del", NULL};
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  guint count = g_strv_length(words);

  if (count >= PHRASE_WORDS && sts_prose_breaks_off(text))
    return true;
  if (count < 2 || !g_strv_contains(PREPOSITIONS, words[count - 1]))
    return false;
  return !holds_one_of(words, count - 1, QUESTIONS) && !holds_one_of(words, count - 1, CLAUSES);
}

bool
sts_prose_ends_in_join(const char *text)
{
  return g_strv_contains(JOINS, sts_prose_last_word(text));
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
