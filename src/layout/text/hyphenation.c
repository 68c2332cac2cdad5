/* Dividing words with libhyphen and its dictionaries, for styles that ask for it. */
#include "layout/text/hyphenation.h"

#include <glib.h>
#include <hyphen.h>
#include <string.h>

#include "base/text.h"

struct StsHyphenation {
  GHashTable *dictionaries; /* language -> HyphenDict*, NULL where there is none */
  HyphenDict *current;
};

/* Where Debian's hyphen-* packages put them. */
static const char dictionary_folder[] = "/usr/share/hyphen";

static void
free_dictionary(gpointer dictionary)
{
  if (dictionary)
    hnj_hyphen_free(dictionary);
}

StsHyphenation *
sts_hyphenation_new(void)
{
  StsHyphenation *hyphenation = g_new0(StsHyphenation, 1);

  hyphenation->dictionaries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_dictionary);
  return hyphenation;
}

void
sts_hyphenation_free(StsHyphenation *hyphenation)
{
  if (!hyphenation)
    return;
  g_hash_table_destroy(hyphenation->dictionaries);
  g_free(hyphenation);
}

char **
sts_hyphenation_list(void)
{
  g_autoptr(GDir) entries = g_dir_open(dictionary_folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new();

  for (const char *name; entries && (name = g_dir_read_name(entries));)
    if (g_str_has_prefix(name, "hyph_") && g_str_has_suffix(name, ".dic"))
      g_ptr_array_add(paths, g_build_filename(dictionary_folder, name, NULL));
  g_ptr_array_sort(paths, sts_text_compare);
  g_ptr_array_add(paths, NULL);
  return (char **)g_ptr_array_free(paths, FALSE);
}

static HyphenDict *
try_load(const char *name)
{
  g_autofree char *file = g_strdup_printf("hyph_%s.dic", name);
  g_autofree char *path = g_build_filename(dictionary_folder, file, NULL);
  HyphenDict *dictionary = g_file_test(path, G_FILE_TEST_IS_REGULAR) ? hnj_hyphen_load(path) : NULL;

  /* All text here is UTF-8; a dictionary in another encoding would divide in the middle of a character. */
  if (dictionary && !dictionary->utf8 && g_ascii_strcasecmp(dictionary->cset, "ISO8859-1") != 0 &&
      g_ascii_strcasecmp(dictionary->cset, "UTF-8") != 0) {
    hnj_hyphen_free(dictionary);
    return NULL;
  }
  return dictionary;
}

/* "es-MX": es_MX, then es; English without a region is American. */
static HyphenDict *
load_dictionary(const char *language)
{
  g_autofree char *name = g_strdelimit(g_strdup(language), "-", '_');
  HyphenDict *dictionary = try_load(name);
  char *region = strchr(name, '_');

  if (!dictionary && region) {
    *region = '\0';
    dictionary = try_load(name);
  }
  if (!dictionary) {
    static const struct {
      const char *language, *name;
    } usual[] = {{"en", "en_US"}, {"es", "es_ES"}, {"de", "de_DE"}, {"fr", "fr_FR"}, {"it", "it_IT"}, {"pt", "pt_PT"}};
    for (size_t i = 0; i < G_N_ELEMENTS(usual) && !dictionary; i++)
      if (strcmp(name, usual[i].language) == 0)
        dictionary = try_load(usual[i].name);
  }
  return dictionary;
}

bool
sts_hyphenation_choose(StsHyphenation *hyphenation, const char *language)
{
  gpointer found;

  hyphenation->current = NULL;
  if (!language)
    return false;
  if (!g_hash_table_lookup_extended(hyphenation->dictionaries, language, NULL, &found)) {
    found = load_dictionary(language);
    g_hash_table_insert(hyphenation->dictionaries, g_strdup(language), found);
  }
  hyphenation->current = found;
  return found != NULL;
}

/* What libhyphen allocates beside its answer: changes of spelling at a break, an array with a string a character. */
static void
free_changes(char **changes, int *positions, int *cuts, size_t length)
{
  for (size_t i = 0; changes && i < length; i++)
    free(changes[i]);
  free(changes);
  free(positions);
  free(cuts);
}

/* The part of the word that is letters: without a bracket or a quotation mark before it, or a point after it. False for
 * a word with digits or with capitals inside. */
static bool
find_letters(const StsHyphenation *hyphenation, const char *word, size_t length, size_t *first, size_t *end)
{
  *first = 0;
  *end = length;
  while (*first < *end && !g_ascii_isalpha(word[*first]) && (unsigned char)word[*first] < 0x80)
    ++*first;
  while (*end > *first && !g_ascii_isalpha(word[*end - 1]) && (unsigned char)word[*end - 1] < 0x80)
    --*end;
  for (size_t i = *first; i < *end; i++) {
    bool ascii = (unsigned char)word[i] < 0x80;
    if ((!ascii && !hyphenation->current->utf8) ||
        (ascii && (i > *first ? !g_ascii_islower(word[i]) : !g_ascii_isalpha(word[i]))))
      return false;
  }
  return *end - *first >= 5 && *end - *first <= 100;
}

bool
sts_hyphenation_word(StsHyphenation *hyphenation, const char *word, size_t length, char *may_break)
{
  size_t first, end;
  char hyphens[128] = "";
  char **changes = NULL;
  int *positions = NULL, *cuts = NULL;
  bool any = false;

  if (!hyphenation->current || !find_letters(hyphenation, word, length, &first, &end))
    return false;
  memset(may_break, 0, length);
  g_autofree char *copy = g_strndup(word + first, end - first);
  copy[0] = g_ascii_tolower(copy[0]);
  if (hnj_hyphen_hyphenate3(hyphenation->current, copy, (int)(end - first), hyphens, NULL, &changes, &positions, &cuts,
                            2, 3, 2, 3) == 0) {
    /* Odd at a character: a break may follow it. The answer counts characters, not bytes. A break that would change the
     * spelling is not taken. */
    size_t character = 0;
    for (const char *p = copy; *p; p = g_utf8_next_char(p), character++) {
      size_t next = (size_t)(g_utf8_next_char(p) - copy);
      if ((hyphens[character] & 1) && next < end - first && !(changes && changes[character])) {
        may_break[first + next] = 1;
        any = true;
      }
    }
  }
  free_changes(changes, positions, cuts, end - first);
  return any;
}
