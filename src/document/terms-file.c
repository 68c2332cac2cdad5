/* Loads the words that the program prints from styles/terms/<language>.yaml. */
#include "document/terms-file.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/yaml/yaml.h"
#include "document/rules.h"

/* Words that may be empty: what an approved text says of its status is nothing, and no other word need be taken for the
 * one that is printed. */
static bool
may_be_empty(const char *key)
{
  return strcmp(key, "status-approved") == 0 || sts_terms_key_is_read_only(key);
}

/* Collects the {names} of a text, in a set. */
static GHashTable *
names_in(const char *text)
{
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
    const char *close = strchr(open, '}');
    if (!close)
      break;
    g_hash_table_add(names, g_strndup(open + 1, (size_t)(close - open - 1)));
  }
  return names;
}

/* A translation that drops or misspells a {name} would print a sentence without its date, or with braces. */
static void
compare_names(const char *key, const char *word, const char *english, StsPosition position, StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) have = names_in(word);
  g_autoptr(GHashTable) want = names_in(english);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init(&iter, have);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (!g_hash_table_contains(want, name))
      sts_error(diagnostics, position, STS_RULE_TERMS_NAME,
                "“%s” has {%s}, which is not among the names of the English text; write its names as they are there",
                key, (char *)name);
  g_hash_table_iter_init(&iter, want);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (!g_hash_table_contains(have, name))
      sts_error(diagnostics, position, STS_RULE_TERMS_NAME, "“%s” lacks {%s}; what it stands for would not be printed",
                key, (char *)name);
}

static void
report_unknown(const StsYaml *value, StsDiagnostics *diagnostics)
{
  const char *nearest = sts_text_nearest(value->key, sts_terms_keys());

  if (nearest)
    sts_error(diagnostics, value->key_position, STS_RULE_TERMS_KEY,
              "the program prints no word called “%s”; did you mean “%s”?", value->key, nearest);
  else
    sts_error(diagnostics, value->key_position, STS_RULE_TERMS_KEY,
              "the program prints no word called “%s”; take it out", value->key);
}

/* Adds one value of the file; `english` is NULL while English itself is read. */
static void
read_word(const StsYaml *value, GHashTable *words, const StsTerms *english, StsDiagnostics *diagnostics)
{
  const char *key = value->key;

  if (!g_strv_contains(sts_terms_keys(), key)) {
    report_unknown(value, diagnostics);
    return;
  }
  if (!value->text || strpbrk(value->text, "\r\n\t")) {
    sts_error(diagnostics, value->position, STS_RULE_TERMS_TYPE,
              "“%s” must be text on one line, between quotation marks", key);
    return;
  }
  if (!sts_text_is_blank(value->text))
    sts_yaml_prose(value, diagnostics);
  g_autofree char *word = g_strdup(value->text);
  if (!may_be_empty(key) && *g_strstrip(word) == '\0') {
    sts_error(diagnostics, value->position, STS_RULE_TERMS_TYPE, "“%s” is empty; write what is to be printed", key);
    return;
  }
  gunichar turn = sts_text_find_turn(word);
  if (turn)
    sts_error(diagnostics, value->position, STS_RULE_BIDI_CONTROL,
              "“%s” has the invisible character U+%04X, a control of direction, which could turn what is printed after "
              "it round; take it out, or close it with U+2069 if it is an isolate",
              key, turn);
  if (english)
    compare_names(key, word, sts_terms_get(english, key), value->position, diagnostics);
  g_hash_table_insert(words, g_strdup(key), g_steal_pointer(&word));
}

/* Returns the words of a file, or NULL where it has faults. */
static GHashTable *
read_words(const StsYaml *root, const StsTerms *english, StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  size_t faults = sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR);
  StsPosition start = {root->position.file, 1, 1};

  for (const StsYaml *value = root->first; value; value = value->next)
    read_word(value, words, english, diagnostics);
  for (const char *const *key = sts_terms_keys(); *key; key++)
    if (!g_hash_table_contains(words, *key))
      sts_error(diagnostics, start, STS_RULE_TERMS_MISSING, "the word “%s” is missing; add a line “%s: \"...\"”", *key,
                *key);
  return sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == faults ? g_steal_pointer(&words) : NULL;
}

static bool
load_language(StsTermsSet *set, const char *folder, const char *language, StsDiagnostics *diagnostics, GError **error)
{
  const StsYamlRules rules = {.syntax = sts_rule_name(STS_RULE_TERMS_YAML),
                              .control = sts_rule_name(STS_RULE_TERMS_YAML),
                              .quotes = sts_rule_name(STS_RULE_TERMS_TYPE)};
  g_autofree char *name = g_strconcat(language, ".yaml", NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(StsArena) arena = sts_arena_new();
  bool is_english = strcmp(language, "en") == 0;
  const StsYaml *root;

  if (!sts_yaml_load(arena, path, &rules, &root, diagnostics, error))
    return false;
  GHashTable *words = root ? read_words(root, is_english ? NULL : sts_terms_set_lookup(set, "en"), diagnostics) : NULL;
  if (words) {
    sts_terms_set_add(set, language, words);
  } else if (is_english) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s has faults, and no other language can stand in for English", path);
    return false;
  }
  return true;
}

static int
compare_names_of_files(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Returns the language tags of the files but English, sorted; NULL with `error`. */
static GPtrArray *
list_languages(const char *folder, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
  const char *name;

  if (!dir)
    return NULL;
  while ((name = g_dir_read_name(dir))) {
    if (!g_str_has_suffix(name, ".yaml") || name[0] == '.')
      continue;
    g_autofree char *language = g_strndup(name, strlen(name) - strlen(".yaml"));
    if (!sts_language_is_valid(language)) {
      g_autofree char *path = g_build_filename(folder, name, NULL);
      sts_warning(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_TERMS_LANGUAGE,
                  "“%s” is not a language tag, so the file is not used; name it as in “es.yaml”", language);
    } else if (strcmp(language, "en") != 0) {
      g_ptr_array_add(languages, g_steal_pointer(&language));
    }
  }
  /* A folder lists its files in any order; faults are told in one. */
  g_ptr_array_sort(languages, compare_names_of_files);
  return g_steal_pointer(&languages);
}

StsTermsSet *
sts_terms_load(const char *styles_folder, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsTermsSet) set = sts_terms_set_new();
  g_autofree char *folder = g_build_filename(styles_folder, "terms", NULL);
  g_autoptr(GPtrArray) languages = list_languages(folder, diagnostics, error);

  if (!languages || !load_language(set, folder, "en", diagnostics, error))
    return NULL;
  for (guint i = 0; i < languages->len; i++)
    if (!load_language(set, folder, g_ptr_array_index(languages, i), diagnostics, error))
      return NULL;
  return g_steal_pointer(&set);
}
