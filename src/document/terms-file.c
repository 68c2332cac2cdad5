/* Loads the words that the program prints from styles/terms/<language>.yaml. */
#include "document/terms-file.h"

#include <string.h>

#include "base/file-read.h"
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

static void
read_reviewed(const StsYaml *value, GHashTable *words, StsDiagnostics *diagnostics)
{
  if (g_strcmp0(value->text, "true") == 0 || g_strcmp0(value->text, "false") == 0)
    g_hash_table_insert(words, g_strdup("reviewed"), g_strdup(value->text));
  else
    sts_error(diagnostics, value->position, STS_RULE_TERMS_TYPE,
              "“reviewed” must be true, where somebody whose language it is has read these words, or false");
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
  if (strcmp(key, "reviewed") == 0) {
    read_reviewed(value, words, diagnostics);
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

/* What a file leaves out, it has from these words; but not for which other tags they stand, where they are those of
 * another language ("es" for "es-MX"). */
static void
take_rest(GHashTable *words, const StsTerms *base, const char *language)
{
  for (const char *const *key = sts_terms_keys(); base && *key; key++) {
    bool other = strcmp(*key, "language-also") == 0 && g_ascii_strcasecmp(base->language, language) != 0;
    if (!g_hash_table_contains(words, *key))
      g_hash_table_insert(words, g_strdup(*key), g_strdup(other ? "" : sts_terms_get(base, *key)));
  }
}

/* Returns the words of a file, or NULL where it has faults. `base` is NULL where it must have all. */
static GHashTable *
read_words(const StsYaml *root, const char *language, const StsTerms *english, const StsTerms *base,
           StsDiagnostics *diagnostics)
{
  g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  size_t faults = sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR);
  StsPosition start = {root->position.file, 1, 1};

  for (const StsYaml *value = root->first; value; value = value->next)
    read_word(value, words, english, diagnostics);
  if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == faults)
    take_rest(words, base, language);
  for (const char *const *key = sts_terms_keys(); !base && *key; key++)
    if (!g_hash_table_contains(words, *key))
      sts_error(diagnostics, start, STS_RULE_TERMS_MISSING, "the word “%s” is missing; add a line “%s: %s”", *key, *key,
                strcmp(*key, "reviewed") == 0 ? "false" : "\"...\"");
  return sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == faults ? g_steal_pointer(&words) : NULL;
}

/* A folder of words: the last, which comes with the program, or one before it. */
typedef struct {
  const char *folder;
  const char *library; /* out of which no link in it leads; NULL: any may */
  bool last;
} Place;

/* Says so where the file of that name, or the folder itself (NULL), lies outside of the library. */
static bool
leads_out(const Place *place, const char *name, StsDiagnostics *diagnostics)
{
  g_autofree char *path = g_build_filename(place->folder, name, NULL);

  if (!place->library || !sts_file_leads_out(place->library, path))
    return false;
  g_autofree char *within = g_build_filename("styles/terms", name, NULL);
  sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_STYLE_OUTSIDE,
            "“%s” does not lie in the library's folder", within);
  return true;
}

/* What is no file of words, or none that a person wrote, is told like what is wrong in one. */
static bool
load_yaml(StsArena *arena, const char *path, const Place *place, const StsYaml **root, StsDiagnostics *diagnostics,
          GError **error)
{
  const StsYamlRules rules = {.syntax = sts_rule_name(STS_RULE_TERMS_YAML),
                              .control = sts_rule_name(STS_RULE_TERMS_YAML),
                              .quotes = sts_rule_name(STS_RULE_TERMS_TYPE)};
  g_autoptr(GError) fault = NULL;

  if (sts_yaml_load(arena, path, &rules, root, diagnostics, &fault))
    return true;
  if (place->last || !(g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_INVAL) ||
                       g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  sts_error(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_TERMS_YAML, "%s", fault->message);
  return true;
}

static bool
load_language(StsTermsSet *set, const Place *place, const char *language, StsDiagnostics *diagnostics, GError **error)
{
  g_autofree char *name = g_strconcat(language, ".yaml", NULL);
  g_autofree char *path = g_build_filename(place->folder, name, NULL);
  g_autoptr(StsArena) arena = sts_arena_new();
  bool is_first = sts_terms_set_size(set) == 0;
  const StsTerms *english = is_first ? NULL : sts_terms_set_lookup(set, "en");
  const StsTerms *base = !place->last && sts_terms_set_has(set, language) ? sts_terms_set_lookup(set, language) : NULL;
  const StsYaml *root;

  if (leads_out(place, name, diagnostics))
    return true;
  if (!load_yaml(arena, path, place, &root, diagnostics, error))
    return false;
  GHashTable *words = root ? read_words(root, language, english, base, diagnostics) : NULL;
  if (words) {
    sts_terms_set_add(set, language, words);
    sts_terms_set_note_file(set, path);
  } else if (is_first) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%s has faults, and no other language can stand in for English", path);
    return false;
  }
  return true;
}

/* English comes first: all others are compared with it, and "es" before "es-MX", which may begin with its words. */
static int
compare_languages(const void *a, const void *b)
{
  const char *first = *(const char *const *)a, *second = *(const char *const *)b;
  int by_english = (strcmp(second, "en") == 0) - (strcmp(first, "en") == 0);

  return by_english ? by_english : strcmp(first, second);
}

/* Returns the language tags of the files, sorted; NULL with `error`. A folder that is not there has none. */
static GPtrArray *
list_languages(const Place *place, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(GPtrArray) languages = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GError) fault = NULL;
  g_autoptr(GDir) dir = g_dir_open(place->folder, 0, &fault);
  const char *name;

  if (!dir && (place->last || !(g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                                g_error_matches(fault, G_FILE_ERROR, G_FILE_ERROR_NOTDIR)))) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return NULL;
  }
  while (dir && (name = g_dir_read_name(dir))) {
    if (!g_str_has_suffix(name, ".yaml") || name[0] == '.')
      continue;
    g_autofree char *language = g_strndup(name, strlen(name) - strlen(".yaml"));
    if (sts_language_is_valid(language)) {
      g_ptr_array_add(languages, g_steal_pointer(&language));
      continue;
    }
    g_autofree char *path = g_build_filename(place->folder, name, NULL), *meant = sts_language_meant(language);
    sts_warning(diagnostics, ((StsPosition){path, 0, 0}), STS_RULE_TERMS_LANGUAGE,
                "“%s” is not a language tag, so the file is not used; name it %s“%s.yaml”", language,
                meant ? "" : "as in ", meant ? meant : "es");
  }
  /* A folder lists its files in any order; faults are told in one. */
  g_ptr_array_sort(languages, compare_languages);
  return g_steal_pointer(&languages);
}

static bool
load_folder(StsTermsSet *set, const Place *place, StsDiagnostics *diagnostics, GError **error)
{
  if (leads_out(place, NULL, diagnostics))
    return true;
  g_autoptr(GPtrArray) languages = list_languages(place, diagnostics, error);
  bool good = languages;

  if (good && place->last && (languages->len == 0 || strcmp(languages->pdata[0], "en") != 0))
    good = load_language(set, place, "en", diagnostics, error);
  for (guint i = 0; good && i < languages->len; i++)
    good = load_language(set, place, languages->pdata[i], diagnostics, error);
  return good;
}

StsTermsSet *
sts_terms_load(const char *styles_folder, StsDiagnostics *diagnostics, GError **error)
{
  const char *const folders[] = {styles_folder, NULL};

  return sts_terms_load_from(folders, NULL, diagnostics, error);
}

StsTermsSet *
sts_terms_load_from(const char *const *folders, const char *library, StsDiagnostics *diagnostics, GError **error)
{
  g_autoptr(StsTermsSet) set = sts_terms_set_new();
  guint count = g_strv_length((char **)folders);

  for (guint i = count; i-- > 0;) {
    g_autofree char *folder = g_build_filename(folders[i], "terms", NULL);
    if (!load_folder(set, &(Place){folder, library, i + 1 == count}, diagnostics, error))
      return NULL;
  }
  return g_steal_pointer(&set);
}
