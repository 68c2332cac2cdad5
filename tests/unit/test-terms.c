/* Tests the loading of the printed words: those that come with the program, and every kind of fault with its place. */
/* rooms: base document */
#include <glib/gstdio.h>
#include <string.h>

#include "document/terms-file.h"
#include "document/words.h"
#include "folder.h"
#include "read-library.h"
#include "told.h"

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
  (void)data;
  folder_remove(words->folder);
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
  g_assert_cmpstr(sts_terms_set_lookup(set, "xh")->language, ==, "en");
  g_autofree char *date = sts_terms_format_date(sts_terms_set_lookup(set, "en"), (StsDate){2018, 4, 6});
  g_assert_cmpstr(date, ==, "April 6, 2018");
}

/* Long dates, as CLDR has them. */
static void
test_dates_of_languages(void)
{
  static const char *const DATES[][2] = {{"en", "August 2, 2024"},    {"es", "2 de agosto de 2024"},
                                         {"fr", "2 août 2024"},       {"ar", "2 أغسطس 2024"},
                                         {"zh-Hans", "2024年8月2日"}, {"vi", "2 tháng 8, 2024"}};
  g_autoptr(StsTermsSet) set = load_words();

  g_assert_cmpuint(sts_terms_set_size(set), ==, G_N_ELEMENTS(DATES));
  for (size_t i = 0; i < G_N_ELEMENTS(DATES); i++) {
    g_autofree char *date = sts_terms_format_date(sts_terms_set_lookup(set, DATES[i][0]), (StsDate){2024, 8, 2});
    g_assert_cmpstr(date, ==, DATES[i][1]);
  }
}

/* In French, a sign that has a space before it stands on the line of its word. */
static void
test_french_spaces(void)
{
  g_autoptr(StsTermsSet) set = load_words();
  const StsTerms *french = sts_terms_set_lookup(set, "fr");

  for (const char *const *key = sts_terms_keys(); *key; key++) {
    static const char *const LOOSE[] = {" :", " ?", " !", " »", "« "};
    for (size_t i = 0; i < G_N_ELEMENTS(LOOSE); i++)
      if (strstr(sts_terms_get(french, *key), LOOSE[i]))
        g_error("the French word “%s” has a space before a sign that may end a line: “%s”", *key,
                sts_terms_get(french, *key));
  }
}

/* Chinese without a script, and in a country that writes simplified characters, has the words in these; elsewhere, the
 * characters are others. */
static void
test_further_tags(void)
{
  static const char *const SIMPLIFIED[] = {"zh", "zh-CN", "ZH-cn", "zh-Hans", "zh-Hans-HK"};
  static const char *const OTHERS[] = {"zh-TW", "zh-Hant", "zh-HK"};
  g_autoptr(StsTermsSet) set = load_words();

  for (size_t i = 0; i < G_N_ELEMENTS(SIMPLIFIED); i++) {
    const StsTerms *terms = sts_terms_set_lookup(set, SIMPLIFIED[i]);
    g_assert_cmpstr(terms->language, ==, "zh-Hans");
    g_assert_null(sts_terms_language_beside(terms, SIMPLIFIED[i]));
  }
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    g_assert_false(sts_terms_set_has(set, OTHERS[i]));
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
  g_assert_true(told(words->diagnostics, "terms-key", "fr.yaml:", "did you mean “references”?"));
  g_assert_true(told(words->diagnostics, "terms-missing", "fr.yaml:1:1:", "“references”"));
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "fr")->language, ==, "en");
}

static void
test_names(Words *words, gconstpointer data)
{
  g_autofree char *text = edit(words, "{date}", "{datum}");

  (void)data;
  write_words(words, "fr.yaml", text);
  load(words);
  g_assert_true(told(words->diagnostics, "terms-name", "fr.yaml:", "has {datum}"));
  g_assert_true(told(words->diagnostics, "terms-name", "fr.yaml:", "lacks {date}"));
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
  g_assert_true(told(words->diagnostics, "terms-type", "fr.yaml:", "text on one line"));
  g_assert_true(told(words->diagnostics, "terms-type", "de.yaml:", "is empty"));
  g_assert_true(told(words->diagnostics, "terms-yaml", "it.yaml:1:1:", "key:"));
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "de")->language, ==, "en");
}

/* Whether somebody has read the words is said by their file, with a yes or a no. */
static void
test_reviewed(Words *words, gconstpointer data)
{
  g_autofree char *not_yet = edit(words, "reviewed: true", "reviewed: false");
  g_autofree char *unsure = edit(words, "reviewed: true", "reviewed: perhaps");
  g_autofree char *silent = edit(words, "reviewed: true", "");

  (void)data;
  write_words(words, "fr.yaml", not_yet);
  write_words(words, "de.yaml", unsure);
  write_words(words, "it.yaml", silent);
  load(words);
  g_assert_true(sts_terms_are_reviewed(sts_terms_set_lookup(words->set, "en")));
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "fr")->language, ==, "fr");
  g_assert_false(sts_terms_are_reviewed(sts_terms_set_lookup(words->set, "fr")));
  g_assert_true(told(words->diagnostics, "terms-type", "de.yaml:", "“reviewed” must be true"));
  g_assert_true(told(words->diagnostics, "terms-missing", "it.yaml:1:1:", "add a line “reviewed: false”"));
}

static void
test_direction(Words *words, gconstpointer data)
{
  static const char SOUND[] = "references: \"\xe2\x81\xa7"
                              "References\xe2\x81\xa9\xe2\x80\x8f\"";
  g_autofree char *override = edit(words, "references: \"", "references: \"\xe2\x80\xae");
  g_autofree char *open = edit(words, "references: \"", "references: \"\xe2\x81\xa7");
  g_autofree char *closed = edit(words, "references: \"References\"", SOUND);

  (void)data;
  write_words(words, "fr.yaml", override);
  write_words(words, "de.yaml", open);
  write_words(words, "he.yaml", closed);
  load(words);
  g_assert_true(
      told(words->diagnostics, "bidi-control", "fr.yaml:", "“references” has the invisible character U+202E"));
  g_assert_true(told(words->diagnostics, "bidi-control", "de.yaml:", "U+2067"));
  g_assert_cmpuint(sts_diagnostics_size(words->diagnostics), ==, 2);
  g_assert_cmpstr(sts_terms_set_lookup(words->set, "fr")->language, ==, "en");
}

static void
test_english_faulty(Words *words, gconstpointer data)
{
  (void)data;
  write_words(words, "en.yaml", "references: \"References\"\n");
  load(words);
  g_assert_null(words->set);
  g_assert_error(words->error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_true(told(words->diagnostics, "terms-missing", "en.yaml:1:1:", "“disclaimer”"));
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
  g_assert_true(told(words->diagnostics, "terms-language", "francais!.yaml", "not a language tag"));
  g_assert_cmpuint(sts_diagnostics_size(words->diagnostics), ==, 1);
}

/* ---- what is printed is read back ---- */

static void
assert_date(const StsTermsSet *set, const char *text, StsDate wanted)
{
  StsDate date = {0, 0, 0};

  if (!sts_words_parse_date(set, text, &date))
    g_error("“%s” was not read as a date", text);
  g_assert_cmpint(sts_date_compare(date, wanted), ==, 0);
}

static void
test_date_forms(void)
{
  static const char *const SAME[] = {"2018-04-06",         " 2018-04-06 ",       "April 6, 2018",  "Apr. 6, 2018",
                                     "apr 6 2018",         "6 April 2018",       "April 06, 2018", "abril 6, 2018",
                                     "6 de abril de 2018", "6 DE ABRIL DE 2018", "6 abr. 2018"};
  g_autoptr(StsTermsSet) set = load_words();

  for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++)
    assert_date(set, SAME[i], (StsDate){2018, 4, 6});
  assert_date(set, "Sept. 1, 2020", (StsDate){2020, 9, 1});
  assert_date(set, "May. 2, 2020", (StsDate){2020, 5, 2});
  assert_date(set, "3 juil. 2024", (StsDate){2024, 7, 3});
  assert_date(set, "3 juin 2024", (StsDate){2024, 6, 3});
  assert_date(set, "1er mars 2024", (StsDate){2024, 3, 1});
  assert_date(set, "1ER MARS 2024", (StsDate){2024, 3, 1});
  assert_date(set, "1\u1d49\u02b3 mars 2024", (StsDate){2024, 3, 1});
  assert_date(set, "1 mars 2024", (StsDate){2024, 3, 1});
  assert_date(set, "11 mars 2024", (StsDate){2024, 3, 11});
  assert_date(set, "1.º de marzo de 2024", (StsDate){2024, 3, 1});
  assert_date(set, "primero de marzo de 2024", (StsDate){2024, 3, 1});
  assert_date(set, "3 tháng 12, 2024", (StsDate){2024, 12, 3});
  assert_date(set, "2024年11月3日", (StsDate){2024, 11, 3});
  assert_date(set, "٣ مايو ٢٠٢٤", (StsDate){2024, 5, 3});
}

static void
test_date_refused(void)
{
  static const char *const WRONG[] = {"",
                                      "2018",
                                      "2018-4-6",
                                      "2018-02-29",
                                      "2100-02-29",
                                      "2018-13-01",
                                      "2018-04-06x",
                                      "0000-01-01",
                                      "April 31, 2018",
                                      "Apri 6, 2018",
                                      "April 6, 18",
                                      "April, 2018",
                                      "32 May 2018",
                                      "99999-01-01",
                                      "2018-04-06T00:00",
                                      "6 de April de 2018",
                                      "6 de abril",
                                      "Sept 1, 20200",
                                      "Apr.. 6, 2018",
                                      "3 jui 2024",
                                      "2er mars 2024",
                                      "11er mars 2024",
                                      "1erx mars 2024",
                                      "1er March 2024",
                                      "er mars 2024",
                                      "3 thá 2024",
                                      "2024年13月3日"};
  g_autoptr(StsTermsSet) set = load_words();

  for (size_t i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    StsDate date = {7, 7, 7};
    if (sts_words_parse_date(set, WRONG[i], &date))
      g_error("“%s” was read as a date", WRONG[i]);
    g_assert_cmpint(date.year, ==, 7);
  }
}

/* Whatever the locale: in Turkish, g_utf8_strup() has another letter for i. */
static char *
in_capitals(const char *text)
{
  GString *capitals = g_string_new(NULL);

  for (const char *p = text; *p; p = g_utf8_next_char(p))
    g_string_append_unichar(capitals, g_unichar_toupper(g_utf8_get_char(p)));
  return g_string_free(capitals, FALSE);
}

/* Every day that is printed, in every language, is read as that day; so are the headings of closing parts and the line
 * with the date. */
static void
test_read_back(void)
{
  static const struct {
    const char *key;
    StsClosingPart part;
  } HEADINGS[] = {{"references", STS_CLOSING_REFERENCES},
                  {"hyperlinks", STS_CLOSING_HYPERLINKS},
                  {"disclaimer", STS_CLOSING_DISCLAIMER},
                  {"notes", STS_CLOSING_NONE}};
  g_autoptr(StsTermsSet) set = load_words();

  g_assert_cmpuint(sts_terms_set_size(set), >=, 2);
  for (guint i = 0; i < sts_terms_set_size(set); i++) {
    const StsTerms *terms = sts_terms_set_get(set, i);
    for (StsDate day = {2023, 12, 30}; day.year < 2025; day = sts_date_from_epoch(sts_date_to_epoch(day) + 86400)) {
      g_autofree char *printed = sts_terms_format_date(terms, day);
      g_autofree char *line = sts_terms_format(terms, "last-revised-line", "date", printed, NULL);
      const char *rest = sts_words_skip_date_label(set, line);
      g_assert_cmpstr(rest, ==, printed);
      assert_date(set, rest, day);
    }
    for (size_t k = 0; k < G_N_ELEMENTS(HEADINGS); k++) {
      g_autofree char *loud = in_capitals(sts_terms_get(terms, HEADINGS[k].key));
      g_assert_cmpint(sts_words_closing_part(set, sts_terms_get(terms, HEADINGS[k].key)), ==, HEADINGS[k].part);
      g_assert_cmpint(sts_words_closing_part(set, loud), ==, HEADINGS[k].part);
    }
  }
  g_assert_cmpint(sts_words_closing_part(set, "Enlaces:"), ==, STS_CLOSING_HYPERLINKS);
  g_assert_cmpint(sts_words_closing_part(set, "Liens :"), ==, STS_CLOSING_HYPERLINKS);
  g_assert_cmpint(sts_words_closing_part(set, "参考文献："), ==, STS_CLOSING_REFERENCES);
  g_assert_cmpint(sts_words_closing_part(set, ""), ==, STS_CLOSING_NONE);
  g_assert_cmpint(sts_words_closing_part(set, "References and more"), ==, STS_CLOSING_NONE);
  g_assert_null(sts_words_skip_date_label(set, "Last Revised"));
  g_assert_null(sts_words_skip_date_label(set, ": 2018-04-06"));
}

/* A language that somebody adds is read back without a change of the program. */
static void
test_another_language(Words *words, gconstpointer data)
{
  static const char *const CHANGES[][2] = {
      {"references: \"References\"", "references: \"Références\""},
      {"references-also: \"References; Reference\"", "references-also: \"Sources; Bibliographie\""},
      {"last-revised: \"Last Revised\"", "last-revised: \"Dernière révision\""},
      {"date-format: \"{month} {day}, {year}\"", "date-format: \"le {day} {month} {year}\""},
      {"month-2: \"February\"", "month-2: \"février\""}};
  g_autofree char *text = g_strdup(words->english);

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(CHANGES); i++) {
    g_auto(GStrv) pieces = g_strsplit(text, CHANGES[i][0], -1);
    g_assert_cmpuint(g_strv_length(pieces), ==, 2);
    g_free(text);
    text = g_strjoinv(CHANGES[i][1], pieces);
  }
  write_words(words, "fr.yaml", text);
  load(words);
  g_assert_no_error(words->error);
  g_assert_cmpint(sts_words_closing_part(words->set, "Références"), ==, STS_CLOSING_REFERENCES);
  g_assert_cmpint(sts_words_closing_part(words->set, "bibliographie"), ==, STS_CLOSING_REFERENCES);
  const char *rest = sts_words_skip_date_label(words->set, "Dernière révision\302\240: le 3 février 2024");
  g_assert_cmpstr(rest, ==, "le 3 février 2024");
  assert_date(words->set, rest, (StsDate){2024, 2, 3});
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/terms/real", test_real);
  g_test_add_func("/terms/dates-of-languages", test_dates_of_languages);
  g_test_add_func("/terms/french-spaces", test_french_spaces);
  g_test_add_func("/terms/further-tags", test_further_tags);
  g_test_add_func("/terms/folder-missing", test_folder_missing);
  g_test_add("/terms/translation-unknown-key", Words, NULL, set_up, test_translation_unknown_key, tear_down);
  g_test_add("/terms/names", Words, NULL, set_up, test_names, tear_down);
  g_test_add("/terms/types", Words, NULL, set_up, test_types, tear_down);
  g_test_add("/terms/reviewed", Words, NULL, set_up, test_reviewed, tear_down);
  g_test_add("/terms/direction", Words, NULL, set_up, test_direction, tear_down);
  g_test_add("/terms/english-faulty", Words, NULL, set_up, test_english_faulty, tear_down);
  g_test_add("/terms/english-missing", Words, NULL, set_up, test_english_missing, tear_down);
  g_test_add("/terms/file-name", Words, NULL, set_up, test_file_name, tear_down);
  g_test_add_func("/terms/date-forms", test_date_forms);
  g_test_add_func("/terms/date-refused", test_date_refused);
  g_test_add_func("/terms/read-back", test_read_back);
  g_test_add("/terms/another-language", Words, NULL, set_up, test_another_language, tear_down);
  return g_test_run();
}
