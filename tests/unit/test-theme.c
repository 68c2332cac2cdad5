/* Tests the loading of styles: the two that come with the program, inheritance, and every kind of fault with its place.
 */
/* rooms: base document style */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "folder.h"
#include "style/theme-load.h"
#include "told.h"

/* A folder of styles that begins as a copy of the real one. */
typedef struct {
  char *folder;
  StsDiagnostics *diagnostics;
  GError *error;
  StsTheme *theme;
} Styles;

static char *
real_styles(void)
{
  const char *source = g_getenv("STS_SOURCE_DIR");

  g_assert_nonnull(source);
  return g_build_filename(source, "styles", NULL);
}

static void
write_style(const Styles *styles, const char *name, const char *text)
{
  g_autofree char *file = g_strconcat(name, ".yaml", NULL);
  g_autofree char *path = g_build_filename(styles->folder, file, NULL);

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
set_up(Styles *styles, gconstpointer data)
{
  g_autofree char *real = real_styles();
  g_autofree char *path = g_build_filename(real, "handout.yaml", NULL);
  g_autofree char *text = NULL;

  (void)data;
  styles->folder = g_dir_make_tmp("sts-theme-XXXXXX", NULL);
  g_assert_nonnull(styles->folder);
  styles->diagnostics = sts_diagnostics_new();
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  write_style(styles, "handout", text);
}

static void
tear_down(Styles *styles, gconstpointer data)
{
  (void)data;
  folder_remove(styles->folder);
  sts_theme_free(styles->theme);
  sts_diagnostics_free(styles->diagnostics);
  g_clear_error(&styles->error);
  g_free(styles->folder);
}

static void
load(Styles *styles, const char *name)
{
  g_clear_pointer(&styles->theme, sts_theme_free);
  g_clear_error(&styles->error);
  styles->theme = sts_theme_load(styles->folder, name, styles->diagnostics, &styles->error);
}

static void
assert_no_fault(Styles *styles, const char *text)
{
  write_style(styles, "mine", text);
  load(styles, "mine");
  g_assert_no_error(styles->error);
  g_assert_cmpuint(sts_diagnostics_size(styles->diagnostics), ==, 0);
}

/* Asserts that the style is refused, with a diagnostic of that rule whose printed form holds both texts. */
static void
assert_fault(Styles *styles, const char *rule, const char *place, const char *words)
{
  load(styles, "mine");
  g_assert_null(styles->theme);
  g_assert_error(styles->error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  if (!told(styles->diagnostics, rule, place, words)) {
    g_test_message("no %s at %s with “%s”", rule, place, words);
    g_test_fail();
  }
}

/* ---- the styles that come with the program ---- */

static StsTheme *
load_real(const char *name)
{
  g_autofree char *folder = real_styles();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsTheme *theme = sts_theme_load(folder, name, diagnostics, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_nonnull(theme);
  return theme;
}

static void
test_handout(void)
{
  g_autoptr(StsTheme) theme = load_real("handout");

  g_assert_cmpstr(theme->name, ==, "handout");
  g_assert_cmpstr(theme->paper, ==, "letter");
  g_assert_cmpfloat(theme->page_width, ==, 612);
  g_assert_cmpfloat(theme->margin_inner, ==, 81);
  g_assert_cmpstr(theme->text[STS_TEXT_BODY].family, ==, "Atkinson Hyperlegible Next");
  /* Clear print (UKAAF G003): 12 points at the least, 14 for text. */
  g_assert_cmpfloat(theme->text[STS_TEXT_BODY].size, ==, 14);
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++)
    g_assert_cmpfloat(theme->text[kind].size, >=, 12);
  g_assert_cmpfloat(theme->table_size_min, >=, 12);
  g_assert_cmpfloat(sts_theme_scale(theme, 14, theme->superscript_scale), ==, 12);
  g_assert_cmpfloat(sts_theme_scale(theme, 12, theme->superscript_scale), ==, 12);
  g_assert_cmpfloat(sts_theme_scale(theme, 100, theme->superscript_scale), ==, 70);
  g_assert_true(theme->emphasis_is_bold);
  g_assert_true(theme->names_italic);
  g_assert_cmpstr(theme->text[STS_TEXT_CODE].family, ==, theme->mono_family);
  g_assert_cmpstr(theme->fallback[0], ==, "Noto Sans");
  /* What a kind leaves out is as in body. */
  g_assert_cmpstr(theme->text[STS_TEXT_FOOTER].family, ==, theme->text[STS_TEXT_BODY].family);
  g_assert_cmpfloat(theme->text[STS_TEXT_HEADING_4].size, ==, theme->text[STS_TEXT_BODY].size);
  /* A name of the palette is its color. */
  g_assert_true(theme->text[STS_TEXT_FOOTER].color.red == theme->muted.red);
  g_assert_true(theme->text[STS_TEXT_BODY].color.red == 0);
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++) {
    g_assert_false(theme->text[kind].hyphenate);
    g_assert_false(theme->text[kind].justify);
  }
}

/* The rules of the American Council of the Blind. */
static void
test_large_print(void)
{
  g_autoptr(StsTheme) theme = load_real("large-print");

  for (int kind = 0; kind < STS_TEXT_KINDS; kind++) {
    g_assert_cmpfloat(theme->text[kind].size, >=, 18);
    g_assert_cmpfloat(theme->text[kind].leading, >=, 1.5 * theme->text[kind].size);
    g_assert_false(theme->text[kind].italic);
  }
  g_assert_cmpfloat(theme->text[STS_TEXT_TITLE].size, ==, 22);
  g_assert_cmpfloat(theme->text[STS_TEXT_HEADING_2].size, ==, 20);
  g_assert_true(theme->text[STS_TEXT_HEADING_2].bold);
  g_assert_cmpfloat(theme->superscript_scale * theme->text[STS_TEXT_BODY].size, >=, 18);
  g_assert_cmpfloat(theme->code_scale * theme->text[STS_TEXT_BODY].size, >=, 18);
  g_assert_cmpfloat(theme->table_size_min, >=, 18);
  /* A footer of two lines stays clear of the strip that printers leave white. */
  g_assert_cmpfloat(theme->margin_bottom - theme->footer_distance - theme->text[STS_TEXT_FOOTER].leading, >=, 18);
  g_assert_true(theme->emphasis_is_bold);
  g_assert_false(theme->names_italic);
}

static void
test_paper(void)
{
  g_autoptr(StsTheme) theme = load_real("handout");

  g_assert_true(sts_theme_set_paper(theme, "a4"));
  g_assert_cmpstr(theme->paper, ==, "a4");
  g_assert_true(fabs(theme->page_width - 595.2756) < 1e-4);
  g_assert_true(fabs(theme->page_height - 841.8898) < 1e-4);
  g_assert_false(sts_theme_set_paper(theme, "A4 "));
  g_assert_cmpstr(theme->paper, ==, "a4");
}

/* ---- inheritance ---- */

static void
test_extends(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "middle", "extends: handout\ncolors: {ink: \"#101010\"}\ntext: {footer: {size: 13}}\n");
  write_style(styles, "mine", "extends: middle\ntext: {footer: {bold: true}}\npage: {paper: a4}\n");
  load(styles, "mine");
  g_assert_no_error(styles->error);
  g_assert_cmpstr(styles->theme->name, ==, "mine");
  g_assert_cmpstr(styles->theme->paper, ==, "a4");
  g_assert_cmpfloat(styles->theme->text[STS_TEXT_FOOTER].size, ==, 13);
  g_assert_true(styles->theme->text[STS_TEXT_FOOTER].bold);
  /* Body takes its color by name, so it follows the palette. */
  g_assert_true(fabs(styles->theme->text[STS_TEXT_BODY].color.red - 16 / 255.0) < 1e-9);
}

static void
test_extends_itself(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "mine", "extends: mine\n");
  assert_fault(styles, "theme-extends", "mine.yaml:1:10:", "extends itself");
}

static void
test_extends_circle(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "other", "page: {grid: 3}\nextends: mine\n");
  write_style(styles, "mine", "extends: other\n");
  assert_fault(styles, "theme-extends", "other.yaml:2:10:", "circle");
}

static void
test_extends_unknown(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "mine", "extends: handuot\n");
  assert_fault(styles, "theme-extends", "mine.yaml:1:10:", "did you mean “handout”?");
}

/* ---- names ---- */

static void
test_unknown(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "other", "extends: handout\n");
  load(styles, "handuot");
  g_assert_error(styles->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull(strstr(styles->error->message, "did you mean “handout”?"));
  g_assert_nonnull(strstr(styles->error->message, "handout, other"));
}

static void
test_name_is_no_path(Styles *styles, gconstpointer data)
{
  static const char *const NAMES[] = {"../handout", "/nowhere/handout", "handout.yaml", "", ".", "a/b", "a\\b",
                                      "-x",         "hand out"};

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    load(styles, NAMES[i]);
    g_assert_null(styles->theme);
    g_assert_error(styles->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  }
}

/* ---- faults in a file ---- */

typedef struct {
  const char *name, *text, *rule, *place, *words;
} Fault;

static const Fault FAULTS[] = {
    {"key", "extends: handout\npage:\n  gird: 3\n", "theme-key", "mine.yaml:3:3:", "did you mean “grid”?"},
    {"group", "extends: handout\npagee: {grid: 3}\n", "theme-key", "mine.yaml:2:1:", "did you mean “page”?"},
    {"kind", "extends: handout\ntext:\n  tilte: {size: 20}\n", "theme-key", "mine.yaml:3:3:", "did you mean “title”?"},
    {"text-key", "extends: handout\ntext:\n  title: {siez: 20}\n", "theme-key",
     "mine.yaml:3:11:", "did you mean “size”?"},
    {"synonym", "extends: handout\npage:\n  size: a4\n", "theme-key", "mine.yaml:3:3:", "did you mean “paper”?"},
    {"synonym-of-text", "extends: handout\ntext:\n  body: {line-height: 14}\n", "theme-key",
     "mine.yaml:3:10:", "did you mean “leading”?"},
    {"no-suggestion", "extends: handout\npage:\n  xylophone: 3\n", "theme-key", "mine.yaml:3:3:", "take it out"},
    {"group-type", "extends: handout\npage: 3\n", "theme-type", "mine.yaml:2:1:", "“page” must hold keys"},
    {"kind-type", "extends: handout\ntext: {body: 12}\n", "theme-type", "mine.yaml:2:8:", "“body” must hold"},
    {"unit", "extends: handout\npage: {margin-top: 1in}\n", "theme-type", "mine.yaml:2:20:", "a number of points"},
    {"quoted", "extends: handout\npage: {margin-top: \"72\"}\n", "theme-type", "mine.yaml:2:20:", "a number of points"},
    {"comma", "extends: handout\npage: {margin-top: [7, 5]}\n", "theme-type", "mine.yaml:2:8:", "a number of points"},
    {"infinite", "extends: handout\npage: {margin-top: .inf}\n", "theme-type", "mine.yaml:2:20:", "a number of points"},
    {"hexadecimal", "extends: handout\npage: {margin-top: 0x48}\n", "theme-type",
     "mine.yaml:2:20:", "a number of points"},
    {"huge", "extends: handout\npage: {margin-top: 1e999}\n", "theme-type", "mine.yaml:2:20:", "a number of points"},
    {"empty", "extends: handout\npage:\n  margin-top:\n", "theme-type", "mine.yaml:3:", "a number of points"},
    {"negative", "extends: handout\npage: {margin-top: -72}\n", "theme-value", "mine.yaml:2:20:", "from 18 to 216"},
    {"absurd", "extends: handout\ntext: {body: {size: 5000}}\n", "theme-value", "mine.yaml:2:21:", "from 6 to 96"},
    {"fraction", "extends: handout\nbreaks: {widows: 1.5}\n", "theme-type", "mine.yaml:2:18:", "a whole number"},
    {"switch", "extends: handout\npage: {duplex: yes}\n", "theme-type", "mine.yaml:2:16:", "true or false"},
    {"paper", "extends: handout\npage: {paper: lettre}\n", "theme-value", "mine.yaml:2:15:", "did you mean “letter”?"},
    {"paper-type", "extends: handout\npage: {paper: [letter]}\n", "theme-type", "mine.yaml:2:8:", "letter or a4"},
    {"color", "extends: handout\ncolors: {ink: \"#12345\"}\n", "theme-type", "mine.yaml:2:15:", "a color such as"},
    {"color-name", "extends: handout\ntext: {body: {color: blue}}\n", "theme-type",
     "mine.yaml:2:22:", "a color such as"},
    {"color-comment", "extends: handout\ncolors:\n  ink: #123456\n", "theme-type",
     "mine.yaml:3:", "in quotation marks"},
    {"size-least", "extends: handout\ntext: {footer: {size: 11}}\n", "theme-value",
     "mine.yaml:2:23:", "the size of “footer” is less than “size-min”"},
    {"size-least-inherited", "extends: handout\nsize-min: 15\n", "theme-value", "handout.yaml",
     "the size of “body” is less than “size-min”"},
    {"size-least-table", "extends: handout\ntable: {size-min: 10}\n", "theme-value",
     "mine.yaml:2:19:", "“size-min” of “table” is less"},
    {"contrast", "extends: handout\ncolors: {muted: \"#999999\"}\n", "theme-contrast", "mine.yaml:2:17:", "2.54 to 1"},
    /* 5.02 to 1 against white, and just too little against the shade, where text stands as well. */
    {"contrast-just-too-little", "extends: handout\ncolors: {muted: \"#6f6f6f\"}\n", "theme-contrast",
     "mine.yaml:2:17:", "4.48 to 1 against the shade"},
    {"contrast-text", "extends: handout\ntext: {footer: {color: \"#aaaaaa\"}}\n", "theme-contrast",
     "mine.yaml:2:24:", "“footer”"},
    {"contrast-named", "extends: handout\ntext: {footer: {color: shade}}\n", "theme-contrast",
     "mine.yaml:2:24:", "“footer”"},
    {"contrast-shade", "extends: handout\ncolors: {shade: \"#333333\"}\n", "theme-contrast",
     "handout.yaml:", "the shade of callouts"},
    {"grid", "extends: handout\ntext: {body: {leading: 17}}\n", "theme-grid", "mine.yaml:2:24:", "(3)"},
    {"leading", "extends: handout\ntext: {body: {leading: 12}}\n", "theme-value", "handout.yaml:", "overlap"},
    {"footer", "extends: handout\npage: {footer-distance: 70}\n", "theme-value", "mine.yaml:2:25:", "printers reach"},
    {"measure", "extends: handout\npage: {measure: 20}\n", "theme-value", "mine.yaml:2:17:", "at least 144"},
    {"size-min", "extends: handout\ntable: {size-min: 20}\n", "theme-value", "mine.yaml:2:19:", "larger than"},
    {"gap", "extends: handout\nlist: {gap: 30}\n", "theme-value", "mine.yaml:2:13:", "less than “indent”"},
    {"fallback", "extends: handout\nfallback: \"Noto Sans\"\n", "theme-type", "mine.yaml:2:", "a list of names"},
    {"fallback-item", "extends: handout\nfallback: [\"Noto Sans\", [x]]\n", "theme-type",
     "mine.yaml:2:", "a list of names"},
    {"family", "extends: handout\ninline: {mono-family: \"A, B\"}\n", "theme-type", "mine.yaml:2:23:", "a font family"},
    {"alone", "page: {grid: 3}\n", "theme-missing", "mine.yaml:1:1:", "“text: body: size” is missing"},
    {"extends-type", "extends: [handout]\n", "theme-type", "mine.yaml:1:1:", "the name of a style"},
    {"yaml", "extends: handout\npage: {grid: 3\n", "theme-yaml", "mine.yaml:", "not YAML"},
    {"twice", "extends: handout\npage: {grid: 3}\npage: {grid: 3}\n", "theme-yaml", "mine.yaml:3:1:", "a second time"},
    {"end", "extends: handout\n...\npage: {grid: 3}\n", "theme-yaml", "mine.yaml:3:1:", "delete it"},
    {"second", "---\nextends: handout\n---\npage: {grid: 3}\n", "theme-yaml", "mine.yaml:4:1:", "delete it"},
    {"nothing", "", "theme-yaml", "mine.yaml:1:1:", "key: value"},
    {"list", "- a\n- b\n", "theme-yaml", "mine.yaml:1:1:", "key: value"},
    {"encoding", "extends: handout\n# \xff\n", "theme-yaml", "mine.yaml:2:3:", "UTF-8"},
    {"control", "extends: handout\n# \x01\n", "theme-yaml", "mine.yaml:2:3:", "cannot be printed"},
};

/* The lightest gray that text may have on the shade: 4.55 to 1. */
static void
test_contrast_enough(Styles *styles, gconstpointer data)
{
  (void)data;
  assert_no_fault(styles, "extends: handout\ncolors: {muted: \"#6e6e6e\"}\n");
}

static void
test_fault(Styles *styles, gconstpointer data)
{
  const Fault *fault = data;

  write_style(styles, "mine", fault->text);
  assert_fault(styles, fault->rule, fault->place, fault->words);
}

/* All faults at once, not the first only. */
static void
test_all_at_once(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(
      styles, "mine",
      "extends: handout\npage: {grid: x, duplex: 3, paper: b5}\ntext: {boddy: {}, title: {size: 0, bold: 1}}\n");
  load(styles, "mine");
  g_assert_null(styles->theme);
  g_assert_cmpuint(sts_diagnostics_count(styles->diagnostics, STS_SEVERITY_ERROR), ==, 6);
}

/* So are those of values that do not go together with others, but not what they are measured by where that is faulty.
 */
static void
test_all_kinds_at_once(Styles *styles, gconstpointer data)
{
  (void)data;
  write_style(styles, "mine",
              "extends: handout\nacent: 1\ncolors: {accent: \"#ffff00\"}\ntext: {body: {size: 200, leading: 17}}\n");
  assert_fault(styles, "theme-contrast", "mine.yaml:3:18:", "“accent”");
  assert_fault(styles, "theme-grid", "mine.yaml:4:35:", "“leading” of “body”");
  g_assert_cmpuint(sts_diagnostics_count(styles->diagnostics, STS_SEVERITY_ERROR), ==, 8);
  write_style(styles, "mine", "extends: handout\npage: {grid: x}\ntext: {body: {size: 12, leading: 17}}\n");
  load(styles, "mine");
  g_assert_cmpuint(sts_diagnostics_count(styles->diagnostics, STS_SEVERITY_ERROR), ==, 9);
}

static void
test_large_file(Styles *styles, gconstpointer data)
{
  g_autofree char *blank = g_strnfill(2 * 1024 * 1024, '\n');

  (void)data;
  write_style(styles, "mine", blank);
  assert_fault(styles, "theme-yaml", "mine.yaml:1:1:", "the most that is read");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/theme/handout", test_handout);
  g_test_add_func("/theme/large-print", test_large_print);
  g_test_add_func("/theme/paper", test_paper);
  g_test_add("/theme/extends", Styles, NULL, set_up, test_extends, tear_down);
  g_test_add("/theme/extends-itself", Styles, NULL, set_up, test_extends_itself, tear_down);
  g_test_add("/theme/extends-circle", Styles, NULL, set_up, test_extends_circle, tear_down);
  g_test_add("/theme/extends-unknown", Styles, NULL, set_up, test_extends_unknown, tear_down);
  g_test_add("/theme/unknown", Styles, NULL, set_up, test_unknown, tear_down);
  g_test_add("/theme/name-is-no-path", Styles, NULL, set_up, test_name_is_no_path, tear_down);
  g_test_add("/theme/contrast-enough", Styles, NULL, set_up, test_contrast_enough, tear_down);
  g_test_add("/theme/all-at-once", Styles, NULL, set_up, test_all_at_once, tear_down);
  g_test_add("/theme/all-kinds-at-once", Styles, NULL, set_up, test_all_kinds_at_once, tear_down);
  g_test_add("/theme/large-file", Styles, NULL, set_up, test_large_file, tear_down);
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    g_autofree char *path = g_strdup_printf("/theme/fault/%s", FAULTS[i].name);
    g_test_add(path, Styles, &FAULTS[i], set_up, test_fault, tear_down);
  }
  return g_test_run();
}
