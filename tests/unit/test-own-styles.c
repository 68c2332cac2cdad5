/* Tests styles and words of a library's own: which of several folders gives a style or a word, what each may leave to
 * those behind it, and what is told of a file that is none. */
/* rooms: base document style */
#include <glib/gstdio.h>
#include <string.h>

#include "document/terms-file.h"
#include "folder.h"
#include "style/theme-load.h"
#include "told.h"

/* Two empty folders, and behind them that of the program. */
typedef struct {
  char *top, *own, *user, *program;
  const char *folders[4];
  StsDiagnostics *diagnostics;
  GError *error;
} Places;

static void
set_up(Places *places, gconstpointer data)
{
  const char *source = g_getenv("STS_SOURCE_DIR");

  (void)data;
  g_assert_nonnull(source);
  places->top = g_dir_make_tmp("sts-own-XXXXXX", NULL);
  g_assert_nonnull(places->top);
  places->own = g_build_filename(places->top, "own", NULL);
  places->user = g_build_filename(places->top, "user", NULL);
  places->program = g_build_filename(source, "styles", NULL);
  places->diagnostics = sts_diagnostics_new();
  const char *folders[] = {places->own, places->user, places->program, NULL};
  memcpy(places->folders, folders, sizeof folders);
}

static void
tear_down(Places *places, gconstpointer data)
{
  (void)data;
  folder_remove(places->top);
  sts_diagnostics_free(places->diagnostics);
  g_clear_error(&places->error);
  g_free(places->top);
  g_free(places->own);
  g_free(places->user);
  g_free(places->program);
}

static void
put(const char *folder, const char *name, const char *text)
{
  folder_write(folder, name, text, -1);
}

static StsTheme *
load_style(Places *places, const char *style)
{
  return sts_theme_load_from(places->folders, NULL, style, places->diagnostics, &places->error);
}

static StsTheme *
load_sound(Places *places, const char *style)
{
  StsTheme *theme = load_style(places, style);

  g_assert_no_error(places->error);
  g_assert_cmpuint(sts_diagnostics_size(places->diagnostics), ==, 0);
  return theme;
}

static void
assert_refused(Places *places, const char *style, const char *rule, const char *place, const char *words)
{
  g_assert_null(load_style(places, style));
  g_assert_error(places->error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_assert_true(told(places->diagnostics, rule, place, words));
}

static void
assert_ink(const StsTheme *theme, const char *color)
{
  StsColor wanted;

  g_assert_true(sts_color_parse(color, &wanted));
  g_assert_cmpmem(&theme->ink, sizeof wanted, &wanted, sizeof wanted);
}

/* ---- styles ---- */

static void
test_first_folder(Places *places, gconstpointer data)
{
  g_autofree char *path = g_build_filename(places->own, "mine.yaml", NULL);
  g_autofree char *base = g_build_filename(places->program, "handout.yaml", NULL);

  (void)data;
  put(places->user, "mine.yaml", "extends: handout\ncolors: {ink: \"#300000\"}\n");
  g_autoptr(StsTheme) of_user = load_sound(places, "mine");
  assert_ink(of_user, "#300000");
  put(places->own, "mine.yaml", "extends: handout\ncolors: {ink: \"#003000\"}\n");
  g_autoptr(StsTheme) own = load_sound(places, "mine");
  assert_ink(own, "#003000");
  g_assert_cmpstr(own->name, ==, "mine");
  g_assert_cmpstr(own->files[0], ==, path);
  g_assert_cmpstr(own->files[1], ==, base);
  g_assert_null(own->files[2]);
}

/* A library's own handout may stand on the user's of that name, and that on the program's; the program's other styles,
 * which extend a handout, too, stay as they are. */
static void
test_same_name(Places *places, gconstpointer data)
{
  g_autoptr(StsTheme) before = load_sound(places, "large-print");

  (void)data;
  put(places->own, "handout.yaml", "extends: handout\ncolors: {ink: \"#003000\"}\n");
  put(places->user, "handout.yaml", "extends: handout\npage: {paper: a4}\ncolors: {ink: \"#300000\"}\n");
  g_autoptr(StsTheme) theme = load_sound(places, "handout");
  assert_ink(theme, "#003000");
  g_assert_cmpstr(theme->paper, ==, "a4");
  g_autoptr(StsTheme) after = load_sound(places, "large-print");
  g_assert_cmpstr(after->paper, ==, before->paper);
  g_assert_cmpmem(&after->ink, sizeof after->ink, &before->ink, sizeof before->ink);
}

/* What a library calls handout is what its own styles extend. */
static void
test_extends_own(Places *places, gconstpointer data)
{
  (void)data;
  put(places->own, "handout.yaml", "extends: handout\ncolors: {ink: \"#003000\"}\n");
  put(places->own, "clinic.yaml", "extends: handout\npage: {paper: a4}\n");
  g_autoptr(StsTheme) theme = load_sound(places, "clinic");
  assert_ink(theme, "#003000");
}

static void
test_path(Places *places, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename(places->top, "elsewhere", NULL);
  g_autofree char *path = g_build_filename(elsewhere, "mine.yaml", NULL);

  (void)data;
  put(elsewhere, "base.yaml", "extends: clinic\npage: {paper: a4}\n");
  put(elsewhere, "mine.yaml", "extends: base\n");
  put(places->own, "clinic.yaml", "extends: handout\ncolors: {ink: \"#003000\"}\n");
  put(places->own, "base.yaml", "extends: handout\n");
  g_autoptr(StsTheme) theme = load_sound(places, path);
  g_assert_cmpstr(theme->name, ==, "mine");
  g_assert_cmpstr(theme->paper, ==, "a4");
  assert_ink(theme, "#003000");
}

static void
test_no_style(Places *places, gconstpointer data)
{
  (void)data;
  put(places->own, "clinic.yaml", "extends: handout\n");
  g_assert_null(load_style(places, "clinics"));
  g_assert_error(places->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull(strstr(places->error->message, "did you mean “clinic”? (there are: clinic, handout, large-print)"));
  g_clear_error(&places->error);
  g_assert_null(load_style(places, "./nowhere.yaml"));
  g_assert_error(places->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error(&places->error);
  g_assert_null(sts_theme_find(places->folders, "nowhere.yaml", &places->error));
  g_assert_error(places->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_circle(Places *places, gconstpointer data)
{
  (void)data;
  put(places->own, "one.yaml", "extends: two\n");
  put(places->user, "two.yaml", "extends: two\n");
  assert_refused(places, "one", "theme-extends", "user/two.yaml:1:10:", "extends itself, and no other has this name");
  put(places->own, "two.yaml", "extends: one\n");
  g_clear_error(&places->error);
  assert_refused(places, "one", "theme-extends", "own/two.yaml:1:10:", "circle");
}

/* The extended style is in a folder before that of the style that extends it. */
static void
test_extends_forward_only(Places *places, gconstpointer data)
{
  (void)data;
  put(places->own, "base.yaml", "extends: handout\n");
  put(places->user, "mine.yaml", "extends: base\n");
  assert_refused(places, "mine", "theme-extends", "user/mine.yaml:1:10:", "there is no style “base”");
}

static void
test_no_file(Places *places, gconstpointer data)
{
  g_autofree char *folder = g_build_filename(places->own, "mine.yaml", NULL);
  g_autoptr(GString) huge = g_string_new("extends: handout\n");

  (void)data;
  g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
  assert_refused(places, "mine", "theme-yaml", "own/mine.yaml", "it is a folder");
  put(places->own, "next.yaml", "page: {grid: 3}\nextends: mine\n");
  g_clear_error(&places->error);
  assert_refused(places, "next", "theme-yaml", "own/next.yaml:2:10:", "it is a folder");
  while (huge->len < 3 << 20)
    g_string_append(huge, "# a comment that says nothing at all\n");
  put(places->own, "huge.yaml", huge->str);
  g_clear_error(&places->error);
  assert_refused(places, "huge", "theme-yaml", "own/huge.yaml:", "1024");
  put(places->own, "text.yaml", "just words\n");
  g_clear_error(&places->error);
  assert_refused(places, "text", "theme-yaml", "own/text.yaml:1:", "");
}

/* ---- words ---- */

static StsTermsSet *
load_words(Places *places)
{
  StsTermsSet *set = sts_terms_load_from(places->folders, NULL, places->diagnostics, &places->error);

  g_assert_no_error(places->error);
  return set;
}

static const char *
word(const StsTermsSet *set, const char *language, const char *key)
{
  return sts_terms_get(sts_terms_set_lookup(set, language), key);
}

static char *
english_of_program(const Places *places)
{
  g_autofree char *path = g_build_filename(places->program, "terms", "en.yaml", NULL);
  char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* Of the words in all languages. */
static char *
fingerprint(const StsTermsSet *set)
{
  g_autoptr(GPtrArray) languages = g_ptr_array_new();

  for (guint i = 0; i < sts_terms_set_size(set); i++)
    g_ptr_array_add(languages, (gpointer)sts_terms_set_get(set, i));
  return sts_terms_fingerprint(languages);
}

static void
test_some_words(Places *places, gconstpointer data)
{
  g_autoptr(StsTermsSet) before = load_words(places);
  g_autofree char *print_before = fingerprint(before);

  (void)data;
  put(places->user, "terms/en.yaml", "contents: \"In this guide\"\nreferences: \"Sources\"\n");
  put(places->own, "terms/en.yaml", "references: \"Where this comes from\"\n");
  put(places->own, "terms/es.yaml", "contents: \"En esta guía\"\n");
  g_autoptr(StsTermsSet) set = load_words(places);
  g_assert_cmpuint(sts_diagnostics_size(places->diagnostics), ==, 0);
  g_assert_cmpstr(word(set, "en", "references"), ==, "Where this comes from");
  g_assert_cmpstr(word(set, "en", "contents"), ==, "In this guide");
  g_assert_cmpstr(word(set, "en", "disclaimer"), ==, word(before, "en", "disclaimer"));
  g_assert_cmpstr(word(set, "es", "contents"), ==, "En esta guía");
  g_assert_cmpstr(word(set, "es", "references"), ==, word(before, "es", "references"));
  g_assert_cmpuint(sts_terms_set_size(set), ==, sts_terms_set_size(before));
  g_assert_cmpstr(sts_terms_set_get(set, 0)->language, ==, "en");
  /* What texts say already stays known, and verification sees that other words were printed. */
  g_assert_cmpint(sts_terms_set_closing_part(set, "references"), ==, STS_CLOSING_REFERENCES);
  g_assert_cmpint(sts_terms_set_closing_part(set, "where this comes from"), ==, STS_CLOSING_REFERENCES);
  g_autofree char *print = fingerprint(set);
  g_assert_cmpstr(print, !=, print_before);
  const char *const *files = sts_terms_set_files(set);
  g_assert_true(g_str_has_suffix(files[0], "styles/terms/en.yaml"));
  g_assert_true(g_strv_contains(files, places->own) == FALSE);
  g_autofree char *own = g_build_filename(places->own, "terms", "es.yaml", NULL);
  g_assert_true(g_strv_contains(files, own));
}

static void
test_new_language(Places *places, gconstpointer data)
{
  g_autofree char *english = english_of_program(places);

  (void)data;
  put(places->own, "terms/el.yaml", english);
  put(places->own, "terms/es-MX.yaml", "contents: \"Índice\"\n");
  g_autoptr(StsTermsSet) set = load_words(places);
  g_assert_cmpuint(sts_diagnostics_size(places->diagnostics), ==, 0);
  g_assert_true(sts_terms_set_has(set, "el"));
  /* It begins with the words of the language that its tag begins with. */
  g_assert_cmpstr(word(set, "es-MX", "contents"), ==, "Índice");
  g_assert_cmpstr(word(set, "es-MX", "references"), ==, word(set, "es", "references"));
  /* But not the further tags that these stand for. */
  put(places->own, "terms/zh-Hans-SG.yaml", "contents: \"内容\"\n");
  g_autoptr(StsTermsSet) more = load_words(places);
  g_assert_cmpstr(word(more, "zh-Hans-SG", "references"), ==, word(more, "zh-Hans", "references"));
  g_assert_cmpstr(word(more, "zh-Hans-SG", "language-also"), ==, "");
  g_assert_cmpstr(sts_terms_set_lookup(more, "zh-CN")->language, ==, "zh-Hans");
}

static void
test_broken_words(Places *places, gconstpointer data)
{
  g_autofree char *folder = g_build_filename(places->own, "terms", "it.yaml", NULL);

  (void)data;
  put(places->own, "terms/en.yaml", "refrences: \"Sources\"\nlast-revised-line: \"Revised: {datum}\"\n");
  put(places->own, "terms/el.yaml", "contents: \"Περιεχόμενα\"\n");
  put(places->own, "terms/es.yaml", "contents: [a, b]\n");
  put(places->own, "terms/words.yaml.yaml", "contents: \"x\"\n");
  put(places->own, "terms/pt.yaml", "- no map\n");
  g_assert_cmpint(g_mkdir(folder, 0755), ==, 0);
  g_autoptr(StsTermsSet) set = load_words(places);
  g_assert_true(told(places->diagnostics, "terms-key", "own/terms/en.yaml:1:1:", "did you mean “references”?"));
  g_assert_true(told(places->diagnostics, "terms-name", "own/terms/en.yaml:2:20:", "has {datum}"));
  g_assert_true(told(places->diagnostics, "terms-name", "own/terms/en.yaml:2:20:", "lacks {date}"));
  g_assert_true(told(places->diagnostics, "terms-missing", "own/terms/el.yaml:1:1:", "“references”"));
  g_assert_true(told(places->diagnostics, "terms-type", "own/terms/es.yaml:1:1:", "“contents”"));
  g_assert_true(told(places->diagnostics, "terms-language", "own/terms/words.yaml.yaml", "not a language tag"));
  g_assert_true(told(places->diagnostics, "terms-yaml", "own/terms/pt.yaml:1:", ""));
  g_assert_true(told(places->diagnostics, "terms-yaml", "own/terms/it.yaml", "it is a folder"));
  /* A faulty file gives no word, and takes none away. */
  g_assert_cmpstr(word(set, "en", "last-revised-line"), ==, "Last Revised: {date}");
  g_assert_false(sts_terms_set_has(set, "el"));
  g_assert_true(sts_terms_set_has(set, "es"));
}

static void
add(const char *name, void (*test)(Places *, gconstpointer))
{
  g_autofree char *path = g_strconcat("/own-styles/", name, NULL);

  g_test_add(path, Places, NULL, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("first-folder", test_first_folder);
  add("same-name", test_same_name);
  add("extends-own", test_extends_own);
  add("path", test_path);
  add("no-style", test_no_style);
  add("circle", test_circle);
  add("extends-forward-only", test_extends_forward_only);
  add("no-file", test_no_file);
  add("some-words", test_some_words);
  add("new-language", test_new_language);
  add("broken-words", test_broken_words);
  return g_test_run();
}
