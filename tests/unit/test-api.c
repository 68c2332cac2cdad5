/* Tests of the public interface: promises that hold for callers who do not check. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "sts/sts.h"

typedef struct {
  char *folder;
  StsLibrary *library;
  StsExporter *exporter;
} Fixture;

static char *
in_source(const char *name)
{
  return g_build_filename(g_getenv("STS_SOURCE_DIR"), name, NULL);
}

static StsLibrary *
load(const char *path)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsLibrary *library = sts_library_load(path, diagnostics, &error);

  g_assert_no_error(error);
  return library;
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = in_source("content"), *styles = in_source("styles"), *fonts = in_source("fonts");
  const char *folders[] = {fonts, NULL};
  StsExportOptions options = {.styles_folder = styles, .font_folders = folders};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  (void)data;
  fixture->folder = g_dir_make_tmp("sts-api-XXXXXX", NULL);
  fixture->library = load(content);
  fixture->exporter = sts_exporter_new(&options, diagnostics, &error);
  g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  folder_remove(fixture->folder);
  g_free(fixture->folder);
  sts_exporter_free(fixture->exporter);
  sts_library_free(fixture->library);
}

/* To a PDF and an EPUB; a path of NULL: not to that. */
static bool
export_files(const Fixture *fixture, StsExporter *exporter, const StsLibrary *library, const char *const *ids,
             bool book, const char *pdf, const char *epub, StsDiagnostics *diagnostics, GError **error)
{
  const StsOutput both[] = {{.format = "pdf", .path = pdf}, {.format = "epub", .path = epub}};
  StsExport what = {.ids = ids, .book = book, .outputs = pdf ? both : both + 1, .output_count = pdf && epub ? 2 : 1};

  return sts_exporter_export(exporter ? exporter : fixture->exporter, library ? library : fixture->library, &what,
                             diagnostics, error);
}

static void
assert_same_file(const char *a, const char *b)
{
  g_autofree char *left = NULL, *right = NULL;
  gsize left_length, right_length;

  g_assert_true(g_file_get_contents(a, &left, &left_length, NULL));
  g_assert_true(g_file_get_contents(b, &right, &right_length, NULL));
  g_assert_cmpmem(left, left_length, right, right_length);
}

/* ---- provenance ---- */

/* A caller who neither looked at what loading said nor checked gets no file of a section without its provenance. */
static void
test_unchecked(Fixture *fixture, gconstpointer data)
{
  static const char *const TEXTS[] = {
      "---\ntitle: One\n---\n\nText.\n\n## References\n\nDoe J.\n",
      "---\ntitle: One\nlast-revised: soon\n---\n\nText.\n\n## References\n\nDoe J.\n",
      "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n",
      "---\ntitle: One\nlast-revised: 2018-04-06\nreferences: {waived: true}\n---\n\nText.\n",
      "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n\n## References\n\n&nbsp;\n",
  };
  static const char *const IDS[] = {"one", NULL};
  g_autofree char *section = g_build_filename(fixture->folder, "one.md", NULL),
                  *pdf = g_build_filename(fixture->folder, "one.pdf", NULL);
  g_autofree char *yaml = g_build_filename(fixture->folder, "library.yaml", NULL);

  (void)data;
  g_assert_true(g_file_set_contents(
      yaml, "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [one]\n", -1, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(section, TEXTS[i], -1, NULL));
    g_autoptr(StsLibrary) library = load(fixture->folder);
    g_assert_false(export_files(fixture, NULL, library, IDS, false, pdf, NULL, diagnostics, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 1);
    g_assert_false(g_file_test(pdf, G_FILE_TEST_EXISTS));
  }
}

/* ---- fonts ---- */

static bool
write_text_in(const char *language, const Fixture *fixture, StsExporter *exporter, const char *text, const char *pdf,
              const char *epub, StsDiagnostics *diagnostics)
{
  static const char *const IDS[] = {"one", NULL};
  g_autofree char *section = g_build_filename(fixture->folder, "one.md", NULL),
                  *yaml = g_build_filename(fixture->folder, "library.yaml", NULL);
  g_autofree char *whole =
      g_strdup_printf("---\ntitle: One\nlast-revised: 2018-04-06\nreferences: {waived: none}\n---\n\n%s\n", text);
  g_autoptr(GError) error = NULL;

  g_autofree char *keys =
      g_strdup_printf("title: T\nlanguage: %s\nidentifier: urn:x:y\ndisclaimer: D\nsections: [one]\n", language);
  g_assert_true(g_file_set_contents(yaml, keys, -1, NULL));
  g_assert_true(g_file_set_contents(section, whole, -1, NULL));
  g_autoptr(StsLibrary) library = load(fixture->folder);
  bool done = export_files(fixture, exporter, library, IDS, false, pdf, epub, diagnostics, &error);
  g_assert_no_error(error);
  return done;
}

static bool
write_text(const Fixture *fixture, StsExporter *exporter, const char *text, const char *pdf, const char *epub,
           StsDiagnostics *diagnostics)
{
  return write_text_in("en", fixture, exporter, text, pdf, epub, diagnostics);
}

/* A PDF alone is made with the fonts that it needs; beside an EPUB, with all. The exporter keeps fonts from one to the
 * next, and whatever came before, the bytes are the same. */
static void
test_few_fonts(Fixture *fixture, gconstpointer data)
{
  static const char *const TEXTS[] = {
      "Plain **bold** _text_ \xe2\x80\x93 caf\xc3\xa9 \xe2\x89\xa4 5 cm.",
      "Some [\xd8\xb9\xd9\x84\xd8\xa7\xd8\xac]{lang=ar} text.",
      "Plain text again.",
      "Some `code` in a line.",
      "```\ncode\n```",
      "- [ ] to do\n- [x] done",
      "A check mark \xe2\x9c\x93, and \xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2.",
      "A key 1\xef\xb8\x8f\xe2\x83\xa3 and a watch \xe2\x8c\x9a\xef\xb8\x8e.",
      "Composed a\xcc\x84\xcc\x81, joined x\xe2\x80\x8dy, tight\xe2\x81\xa0ly.",
      "Plain text at last.",
  };
  g_autofree char *alone = g_build_filename(fixture->folder, "alone.pdf", NULL),
                  *beside = g_build_filename(fixture->folder, "beside.pdf", NULL);
  g_autofree char *epub = g_build_filename(fixture->folder, "one.epub", NULL);
  Fixture other;

  (void)data;
  set_up(&other, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new(), others = sts_diagnostics_new();
    bool done = write_text(fixture, fixture->exporter, TEXTS[i], alone, NULL, diagnostics);
    g_assert_true(done == write_text(fixture, other.exporter, TEXTS[i], beside, epub, others));
    g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, sts_diagnostics_size(others));
    if (done)
      assert_same_file(alone, beside);
    else
      g_assert_cmpint(i, ==, 7); /* no font has the key */
  }
  tear_down(&other, NULL);
}

/* A styles folder in which the foot of a page is Greek, which the font of the text is not; free with g_free(). */
static char *
make_greek_styles(const Fixture *fixture)
{
  static const char *const NAMES[] = {"handout.yaml", "terms/en.yaml"};
  char *folder = g_build_filename(fixture->folder, "styles", NULL);
  g_autofree char *terms = g_build_filename(folder, "terms", NULL), *greek = g_build_filename(terms, "el.yaml", NULL);

  g_mkdir_with_parents(terms, 0700);
  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *styles = in_source("styles"), *text = NULL;
    g_autofree char *from = g_build_filename(styles, NAMES[i], NULL), *to = g_build_filename(folder, NAMES[i], NULL);
    g_assert_true(g_file_get_contents(from, &text, NULL, NULL));
    g_assert_true(g_file_set_contents(to, text, -1, NULL));
    if (i == 0)
      continue;
    g_autoptr(GString) words = g_string_new(text);
    g_assert_cmpuint(
        g_string_replace(words, "page-of: \"Page", "page-of: \"\xce\xa3\xce\xb5\xce\xbb\xce\xaf\xce\xb4\xce\xb1", 0),
        ==, 1);
    g_assert_true(g_file_set_contents(greek, words->str, -1, NULL));
  }
  return folder;
}

static void
remove_greek_styles(const char *folder)
{
  static const char *const NAMES[] = {"handout.yaml", "terms/en.yaml", "terms/el.yaml", "terms", ""};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
    g_assert_cmpint(g_remove(path), ==, 0);
  }
}

/* Fonts that have all of the text may lack what the layout adds to it. */
static void
test_few_fonts_for_feet(Fixture *fixture, gconstpointer data)
{
  g_autofree char *alone = g_build_filename(fixture->folder, "alone.pdf", NULL),
                  *beside = g_build_filename(fixture->folder, "beside.pdf", NULL);
  g_autofree char *epub = g_build_filename(fixture->folder, "one.epub", NULL);
  g_autofree char *styles = make_greek_styles(fixture), *fonts = in_source("fonts");
  const char *folders[] = {fonts, NULL};
  StsExportOptions options = {.styles_folder = styles, .font_folders = folders};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  (void)data;
  for (int i = 0; i < 2; i++) {
    StsExporter *exporter = sts_exporter_new(&options, diagnostics, NULL);
    g_assert_true(write_text_in("el", fixture, exporter, "Plain text.", i == 0 ? alone : beside, i == 0 ? NULL : epub,
                                diagnostics));
    sts_exporter_free(exporter);
  }
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 0);
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_WARNING), ==, 0);
  assert_same_file(alone, beside);
  remove_greek_styles(styles);
}

/* Said once, though two layouts may have met it. */
static void
test_missing_glyph(Fixture *fixture, gconstpointer data)
{
  g_autofree char *pdf = g_build_filename(fixture->folder, "one.pdf", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  (void)data;
  g_assert_false(write_text(fixture, fixture->exporter, "A rune: \xe1\x9b\x97.", pdf, NULL, diagnostics));
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 1);
  g_assert_cmpstr(sts_diagnostics_get(diagnostics, 0)->rule, ==, "missing-glyph");
  g_assert_false(g_file_test(pdf, G_FILE_TEST_EXISTS));
}

/* librsvg draws a box and says nothing. A reading system brings fonts of its own, so an EPUB alone needs none. */
static void
test_missing_glyph_in_image(Fixture *fixture, gconstpointer data)
{
  static const char SVG[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 "
                            "9\"><title>\xe1\x9b\x98</title><text>e\xcc\x81 \xc3\xa9\xe1\x9b\x97</text></svg>";
  static const char BODY[] = "![A rune](rune.svg)\n\n![Again](rune.svg \"Its caption\")";
  g_autofree char *pdf = g_build_filename(fixture->folder, "one.pdf", NULL),
                  *epub = g_build_filename(fixture->folder, "one.epub", NULL);
  g_autofree char *svg = g_build_filename(fixture->folder, "rune.svg", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  (void)data;
  g_assert_true(g_file_set_contents(svg, SVG, -1, NULL));
  g_assert_true(write_text(fixture, fixture->exporter, BODY, NULL, epub, diagnostics));
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_cmpint(g_remove(epub), ==, 0);
  g_assert_false(write_text(fixture, fixture->exporter, BODY, pdf, epub, diagnostics));
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 1);
  const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, 0);
  g_assert_cmpstr(diagnostic->rule, ==, "missing-glyph");
  g_assert_cmpint(diagnostic->position.line, ==, 7);
  g_assert_nonnull(strstr(diagnostic->text, "U+16D7"));
  g_assert_null(strstr(diagnostic->text, ", U+"));
  g_assert_false(g_file_test(pdf, G_FILE_TEST_EXISTS));
  g_assert_false(g_file_test(epub, G_FILE_TEST_EXISTS));
}

/* What the theme needs is missed at once, even where this text would not need it. */
static void
test_missing_family(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"surgery", NULL};
  g_autofree char *styles = in_source("styles"), *fonts = in_source("fonts"),
                  *pdf = g_build_filename(fixture->folder, "one.pdf", NULL);
  const char *folders[] = {fixture->folder, NULL};
  StsExportOptions options = {.styles_folder = styles, .font_folders = folders};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GDir) dir = g_dir_open(fonts, 0, NULL);
  g_autoptr(GError) error = NULL;

  (void)data;
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *from = g_build_filename(fonts, name, NULL), *to = g_build_filename(fixture->folder, name, NULL);
    if (g_str_has_prefix(name, "Atkinson"))
      g_assert_cmpint(symlink(from, to), ==, 0);
  }
  StsExporter *exporter = sts_exporter_new(&options, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_false(export_files(fixture, exporter, NULL, IDS, false, pdf, NULL, diagnostics, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull(strstr(error->message, "Noto Sans Mono"));
  sts_exporter_free(exporter);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/api/unchecked", Fixture, NULL, set_up, test_unchecked, tear_down);
  g_test_add("/api/few-fonts", Fixture, NULL, set_up, test_few_fonts, tear_down);
  g_test_add("/api/few-fonts-for-feet", Fixture, NULL, set_up, test_few_fonts_for_feet, tear_down);
  g_test_add("/api/missing-glyph", Fixture, NULL, set_up, test_missing_glyph, tear_down);
  g_test_add("/api/missing-glyph-in-image", Fixture, NULL, set_up, test_missing_glyph_in_image, tear_down);
  g_test_add("/api/missing-family", Fixture, NULL, set_up, test_missing_family, tear_down);
  return g_test_run();
}
