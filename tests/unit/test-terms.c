/* Tests the loading of the printed words: those that come with the program, and every kind of fault with its place. */
/* rooms: base document style */
#include <glib/gstdio.h>
#include <string.h>

#include "style/terms.h"

typedef struct {
  char *folder, *terms;
  char *english; /* the real file's text */
  StsDiagnostics *diagnostics;
  GError *error;
  StsTermsSet *set;
} Words;

static void
write_words(const Words *words, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(words->terms, name, NULL);

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
set_up(Words *words, gconstpointer data)
{
  const char *source = g_getenv("STS_SOURCE_DIR");

  (void)data;
  g_assert_nonnull(source);
  g_autofree char *path = g_build_filename(source, "styles", "terms", "en.yaml", NULL);
  words->folder = g_dir_make_tmp("sts-terms-XXXXXX", NULL);
  g_assert_nonnull(words->folder);
  words->terms = g_build_filename(words->folder, "terms", NULL);
  g_assert_cmpint(g_mkdir(words->terms, 0755), ==, 0);
  words->diagnostics = sts_diagnostics_new();
  g_assert_true(g_file_get_contents(path, &words->english, NULL, NULL));
  write_words(words, "en.yaml", words->english);
}

static void
tear_down(Words *words, gconstpointer data)
{
  g_autoptr(GDir) dir = g_dir_open(words->terms, 0, NULL);
  const char *name;

  (void)data;
  while (dir && (name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(words->terms, name, NULL);
    g_remove(path);
  }
  g_rmdir(words->terms);
  g_rmdir(words->folder);
  sts_terms_set_free(words->set);
  sts_diagnostics_free(words->diagnostics);
  g_clear_error(&words->error);
  g_free(words->english);
  g_free(words->terms);
  g_free(words->folder);
}

static void
load(Words *words)
{
  words->set = sts_terms_load(words->folder, words->diagnostics, &words->error);
}

static bool
has_fault(const Words *words, const char *rule, const char *place, const char *text)
{
  for (size_t i = 0; i < sts_diagnostics_size(words->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(words->diagnostics, i);
    g_autofree char *printed = sts_diagnostic_format(diagnostic);
    if (strcmp(diagnostic->rule, rule) == 0 && strstr(printed, place) && strstr(printed, text))
      return true;
    g_test_message("%s", printed);
  }
  return false;
}

/* Returns the English file with the first `old` replaced. */
static char *
edit(const Words *words, const char *old, const char *new_text)
{
  const char *place = strstr(words->english, old);

  g_assert_nonnull(place);
  return g_strdup_printf("%.*s%s%s", (int)(place - words->english), words->english, new_text, place + strlen(old));
}

static void
test_real(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "styles", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsTermsSet) set = sts_terms_load(folder, diagnostics, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_cmpstr(sts_terms_get(sts_terms_set_lookup(set, "en-US"), "references"), ==, "References");
  g_assert_cmpstr(sts_terms_set_lookup(set, "es-MX")->language, ==, "es");
  g_assert_cmpstr(sts_terms_set_lookup(set, "fr")->language, ==, "en");
  g_autofree char *date = sts_terms_format_date(sts_terms_set_lookup(set, "en"), (StsDate){2018, 4, 6});
  g_assert_cmpstr(date, ==, "April 6, 2018");
}

/* A faulty translation is left out; English stands in. */
static void
test_translation_unknown_key(Words *words, gconstpointer data)
{
  g_autofree char *text = edit(words, "references:", "refrences:");

  (void)data;
  write_words(words, "fr.yaml", text);
  load(words);
  g_assert_no_error(words->error);
  g_assert_true(has_fault(words, "terms-key", "fr.yaml:", "did you mean “references”?"));
  g_assert_true(has_fault(words, "terms-missing", "fr.yaml:1:1:", "“references”"));
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "fr")->language, ==, "en");
}

static void
test_names(Words *words, gconstpointer data)
{
  g_autofree char *text = edit(words, "{date}", "{datum}");

  (void)data;
  write_words(words, "fr.yaml", text);
  load(words);
  g_assert_true(has_fault(words, "terms-name", "fr.yaml:", "has {datum}"));
  g_assert_true(has_fault(words, "terms-name", "fr.yaml:", "lacks {date}"));
}

static void
test_types(Words *words, gconstpointer data)
{
  g_autofree char *list = edit(words, "references: \"References\"", "references: [\"References\"]");
  g_autofree char *empty = edit(words, "disclaimer: \"Disclaimer\"", "disclaimer: \"  \"");

  (void)data;
  write_words(words, "fr.yaml", list);
  write_words(words, "de.yaml", empty);
  write_words(words, "it.yaml", "- a\n");
  load(words);
  g_assert_true(has_fault(words, "terms-type", "fr.yaml:", "text on one line"));
  g_assert_true(has_fault(words, "terms-type", "de.yaml:", "is empty"));
  g_assert_true(has_fault(words, "terms-yaml", "it.yaml:1:1:", "key:"));
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "de")->language, ==, "en");
}

static void
test_english_faulty(Words *words, gconstpointer data)
{
  (void)data;
  write_words(words, "en.yaml", "references: \"References\"\n");
  load(words);
  g_assert_null(words->set);
  g_assert_error(words->error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_true(has_fault(words, "terms-missing", "en.yaml:1:1:", "“disclaimer”"));
}

static void
test_english_missing(Words *words, gconstpointer data)
{
  g_autofree char *path = g_build_filename(words->terms, "en.yaml", NULL);

  (void)data;
  g_remove(path);
  load(words);
  g_assert_null(words->set);
  g_assert_error(words->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_folder_missing(void)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_assert_null(sts_terms_load("/nonexistent", diagnostics, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_file_name(Words *words, gconstpointer data)
{
  (void)data;
  write_words(words, "francais!.yaml", words->english);
  write_words(words, "fr.yaml~", "not looked at");
  load(words);
  g_assert_no_error(words->error);
  g_assert_true(has_fault(words, "terms-language", "francais!.yaml", "not a language tag"));
  g_assert_cmpuint(sts_diagnostics_size(words->diagnostics), ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/terms/real", test_real);
  g_test_add_func("/terms/folder-missing", test_folder_missing);
  g_test_add("/terms/translation-unknown-key", Words, NULL, set_up, test_translation_unknown_key, tear_down);
  g_test_add("/terms/names", Words, NULL, set_up, test_names, tear_down);
  g_test_add("/terms/types", Words, NULL, set_up, test_types, tear_down);
  g_test_add("/terms/english-faulty", Words, NULL, set_up, test_english_faulty, tear_down);
  g_test_add("/terms/english-missing", Words, NULL, set_up, test_english_missing, tear_down);
  g_test_add("/terms/file-name", Words, NULL, set_up, test_file_name, tear_down);
  return g_test_run();
}
