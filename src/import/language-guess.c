/* Guesses the language of a text: by the script that most of its letters are of, and, where several languages share it,
 * by the words that only some of them have. */
#include "import/language-guess.h"

#include <string.h>

#include "base/text.h"
#include "import/words.h"

/* Of fewer letters or words nothing is guessed. */
enum { LETTERS_MIN = 40, WORDS_MIN = 20 };
/* Of a hundred letters, so many are of the text's script; of a hundred words, so many are in the list of its language.
 * In running text a third are. */
enum { SCRIPT_PERCENT = 60, LIST_PERCENT = 14 };
/* What a word says for each of the languages that have it, parted among them; and how much more than the next a
 * language must have, so that a text in two of them is in none. */
enum { WEIGHT = 60, LEAD_PERCENT = 200 };
/* In Japanese at least every twentieth character is no Chinese one. */
enum { KANA_SHARE = 20 };

#define LANGUAGES_MAX 64
#define SCRIPTS_MAX 256

typedef struct {
  char *tag;
  GUnicodeScript script;
} Language;

struct StsLanguages {
  GArray *rows;      /* Language */
  GHashTable *words; /* word -> GArray of guint, rows that have it */
};

/* ---- the table ---- */

static void
clear_language(gpointer data)
{
  g_free(((Language *)data)->tag);
}

static GUnicodeScript
read_script(const char *code)
{
  guint32 packed = 0;

  /* Han and kana together; of the two, kana tell. */
  if (strcmp(code, "Jpan") == 0)
    return G_UNICODE_SCRIPT_HIRAGANA;
  for (int i = 0; i < 4; i++)
    packed = packed << 8 | (guint8)code[i];
  return g_unicode_script_from_iso15924(packed);
}

static void
add_word(StsLanguages *languages, const char *word, guint row)
{
  GArray *rows = g_hash_table_lookup(languages->words, word);

  if (!rows) {
    rows = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(languages->words, g_strdup(word), rows);
  }
  /* A word that a row has twice counts once. */
  if (rows->len == 0 || g_array_index(rows, guint, rows->len - 1) != row)
    g_array_append_val(rows, row);
}

StsLanguages *
sts_languages_new(void)
{
  StsLanguages *languages = g_new0(StsLanguages, 1);

  languages->rows = g_array_new(FALSE, FALSE, sizeof(Language));
  g_array_set_clear_func(languages->rows, clear_language);
  languages->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  for (const char *const *row = sts_import_words_get(STS_WORDS_LANGUAGES); *row; row++) {
    g_auto(GStrv) fields = g_strsplit(*row, " ", -1);
    g_assert(fields[0] && fields[1] && strlen(fields[1]) == 4 && languages->rows->len < LANGUAGES_MAX);
    Language language = {g_strdup(fields[0]), read_script(fields[1])};
    for (char **word = fields + 2; *word; word++)
      add_word(languages, *word, languages->rows->len);
    g_array_append_val(languages->rows, language);
  }
  return languages;
}

void
sts_languages_free(StsLanguages *languages)
{
  if (!languages)
    return;
  g_array_unref(languages->rows);
  g_hash_table_unref(languages->words);
  g_free(languages);
}

static const Language *
get_language(const StsLanguages *languages, guint row)
{
  return &g_array_index(languages->rows, Language, row);
}

/* ---- a text ---- */

typedef struct {
  guint letters, of_script[SCRIPTS_MAX];
  guint words, listed[LANGUAGES_MAX], weights[LANGUAGES_MAX];
} Count;

static void
count_word(const StsLanguages *languages, Count *count, GString *word)
{
  const GArray *rows = word->len > 0 ? g_hash_table_lookup(languages->words, word->str) : NULL;

  count->words += word->len > 0;
  for (guint i = 0; rows && i < rows->len; i++) {
    count->listed[g_array_index(rows, guint, i)]++;
    count->weights[g_array_index(rows, guint, i)] += WEIGHT / rows->len;
  }
  g_string_truncate(word, 0);
}

static void
count_text(const StsLanguages *languages, Count *count, const char *text)
{
  g_autofree char *composed = sts_text_compose(text);
  g_autoptr(GString) word = g_string_new(NULL);

  for (const char *p = composed; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeScript script = g_unichar_get_script(c);
    if (g_unichar_isalpha(c) && (guint)script < SCRIPTS_MAX) {
      count->letters++;
      count->of_script[script]++;
      g_string_append_unichar(word, g_unichar_tolower(c));
    } else if (!g_unichar_ismark(c)) {
      count_word(languages, count, word);
    }
  }
  count_word(languages, count, word);
}

/* Chinese characters are those of Japanese or Korean where its own letters stand among them. */
static void
join_scripts(Count *count)
{
  guint *of = count->of_script;

  of[G_UNICODE_SCRIPT_HIRAGANA] += of[G_UNICODE_SCRIPT_KATAKANA];
  of[G_UNICODE_SCRIPT_KATAKANA] = 0;
  guint kana = of[G_UNICODE_SCRIPT_HIRAGANA], han = of[G_UNICODE_SCRIPT_HAN];
  GUnicodeScript owner = kana > 0 && kana * KANA_SHARE >= kana + han ? G_UNICODE_SCRIPT_HIRAGANA
                         : of[G_UNICODE_SCRIPT_HANGUL] > han         ? G_UNICODE_SCRIPT_HANGUL
                                                                     : G_UNICODE_SCRIPT_HAN;
  of[G_UNICODE_SCRIPT_HAN] = 0;
  of[owner] += han;
}

static GUnicodeScript
find_script(const Count *count)
{
  for (int script = 0; script < SCRIPTS_MAX; script++)
    if (count->of_script[script] * 100 >= count->letters * SCRIPT_PERCENT)
      return (GUnicodeScript)script;
  return G_UNICODE_SCRIPT_INVALID_CODE;
}

/* Of the languages of the script, the one that has the most words of the text to itself. */
static const Language *
choose(const StsLanguages *languages, const Count *count, GUnicodeScript script)
{
  guint best = G_MAXUINT, next = 0, candidates = 0;

  for (guint i = 0; i < languages->rows->len; i++) {
    if (get_language(languages, i)->script != script)
      continue;
    candidates++;
    if (best == G_MAXUINT || count->weights[i] > count->weights[best]) {
      next = best == G_MAXUINT ? 0 : count->weights[best];
      best = i;
    } else {
      next = MAX(next, count->weights[i]);
    }
  }
  if (best == G_MAXUINT || candidates == 1)
    return best == G_MAXUINT ? NULL : get_language(languages, best);
  bool enough = count->words >= WORDS_MIN && count->listed[best] * 100 >= count->words * LIST_PERCENT;
  return enough && count->weights[best] * 100 >= next * LEAD_PERCENT ? get_language(languages, best) : NULL;
}

const char *
sts_languages_guess(const StsLanguages *languages, const char *text)
{
  g_autofree Count *count = g_new0(Count, 1);

  count_text(languages, count, text);
  join_scripts(count);
  if (count->letters < LETTERS_MIN)
    return NULL;
  const Language *language = choose(languages, count, find_script(count));
  return language ? language->tag : NULL;
}
