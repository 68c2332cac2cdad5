/* rooms: libsts */
/* The public interface in careless hands: what a caller leaves out or gets wrong ends in an error, or in what was
 * documented, and never in text that should not have left. Public headers alone. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "folder.h"
#include "sts/sts.h"

typedef struct {
  char *folder;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
  (void)data;
  fixture->folder = g_dir_make_tmp("sts-public-XXXXXX", NULL);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  folder_remove(fixture->folder);
  g_free(fixture->folder);
}

/* ---- data ---- */

/* Whoever names no folders gets the styles, words and fonts that come with the library. */
static void
test_data(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"surgery", NULL};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = sts_data_find_folder(&error);
  const StsExportOptions options = {.style = NULL};
  const StsVerifyOptions settings = {.allow_expired = true};

  (void)data;
  g_assert_no_error(error);
  g_autofree char *content = g_build_filename(folder, "content", NULL);
  g_autofree char *pdf = g_build_filename(fixture->folder, "surgery.pdf", NULL);
  g_autoptr(StsLibrary) library = sts_library_load(content, diagnostics, &error);
  g_assert_no_error(error);
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
  g_assert_no_error(error);
  const StsOutput output = {.format = "pdf", .path = pdf};
  const StsExport what = {.ids = IDS, .outputs = &output, .output_count = 1};
  g_assert_true(sts_exporter_export(exporter, library, &what, diagnostics, &error));
  g_assert_no_error(error);
  g_autoptr(StsVerifier) verifier = sts_verifier_new(library, diagnostics, &settings, &error);
  g_assert_no_error(error);
  g_autoptr(StsVerification) verification = sts_verifier_verify(verifier, pdf, &error);
  g_assert_no_error(error);
  g_assert_cmpint(verification->verdict, ==, STS_VERDICT_CURRENT);
}

/* ---- what callers get wrong ---- */

/* A library whose one section, "one", was last revised on 6 April 2018. */
static StsLibrary *
load_library(const Fixture *fixture, const char *keys)
{
  g_autofree char *yaml = g_build_filename(fixture->folder, "library.yaml", NULL),
                  *section = g_build_filename(fixture->folder, "one.md", NULL);
  g_autofree char *text =
      g_strconcat("title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [one]\n", keys, NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_assert_true(g_file_set_contents(yaml, text, -1, NULL));
  g_assert_true(g_file_set_contents(section,
                                    "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n\n## References\n\n"
                                    "Doe J. A study. 2017.\n",
                                    -1, NULL));
  StsLibrary *library = sts_library_load(fixture->folder, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  return library;
}

/* Checks with those settings; expects that error (-1: none) and so many errors in the content. */
static void
expect_check(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings, int code,
             size_t errors)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_assert_cmpint(sts_library_check_sections(library, ids, settings, diagnostics, &error), ==, code < 0);
  if (code < 0)
    g_assert_no_error(error);
  else
    g_assert_error(error, STS_ERROR, code);
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, errors);
}

/* Exports the section with an exporter of that day to memory, not having checked anything; expects that error (-1:
 * none). */
static void
expect_export(const StsLibrary *library, const char *id, const char *as_of, int code)
{
  const char *const ids[] = {id, NULL};
  GBytes *bytes = NULL;
  const StsOutput output = {.format = "pdf", .bytes = &bytes};
  const StsExport what = {.ids = ids, .outputs = &output, .output_count = 1};
  const StsExportOptions options = {.as_of = as_of};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);

  bool done = exporter && sts_exporter_export(exporter, library, &what, diagnostics, &error);
  if (code < 0)
    g_assert_no_error(error);
  else
    g_assert_error(error, STS_ERROR, code);
  g_assert_true(done == (code < 0) && done == (bytes != NULL));
  g_clear_pointer(&bytes, g_bytes_unref);
}

/* Where something expires, nothing is checked or exported without a day to judge it on. */
static void
test_expiry(Fixture *fixture, gconstpointer data)
{
  const StsCheckSettings none = {.as_of = NULL}, no_date = {.as_of = "soon"}, no_day = {.as_of = "2023-02-30"};
  const StsCheckSettings before = {.as_of = "2019-04-06"}, after = {.as_of = "2019-04-07"};
  const StsCheckSettings allowed = {.as_of = "2019-04-07", .allow_expired = true};
  g_autoptr(StsLibrary) library = load_library(fixture, "review-every: 12 months\n");

  (void)data;
  g_assert_cmpint(sts_library_get_review_months(library), ==, 12);
  g_assert_cmpstr(sts_library_get_section(library, 0).review_due, ==, "2019-04-06");
  expect_check(library, NULL, NULL, STS_ERROR_BAD_OPTION, 0);
  expect_check(library, NULL, &none, STS_ERROR_BAD_OPTION, 0);
  expect_check(library, NULL, &no_date, STS_ERROR_BAD_OPTION, 0);
  expect_check(library, NULL, &no_day, STS_ERROR_BAD_OPTION, 0);
  expect_check(library, NULL, &before, -1, 0);
  expect_check(library, NULL, &after, -1, 1);
  expect_check(library, NULL, &allowed, -1, 0);
  expect_export(library, "one", NULL, STS_ERROR_BAD_OPTION);
  expect_export(library, "one", "soon", STS_ERROR_BAD_OPTION);
  expect_export(library, "one", "2019-04-06", -1);
}

/* A file is not called current because nobody said on which day. */
static void
test_expiry_verified(Fixture *fixture, gconstpointer data)
{
  static const struct {
    StsVerifyOptions options;
    int code; /* of the error; -1: none */
    StsVerdict verdict;
  } CASES[] = {
      {{.as_of = NULL}, STS_ERROR_BAD_OPTION, STS_VERDICT_UNKNOWN},
      {{.as_of = "soon"}, STS_ERROR_BAD_OPTION, STS_VERDICT_UNKNOWN},
      {{.as_of = "2019-04-06"}, -1, STS_VERDICT_CURRENT},
      {{.as_of = "2019-04-07"}, -1, STS_VERDICT_OUTDATED},
      {{.as_of = "2019-04-07", .allow_expired = true}, -1, STS_VERDICT_CURRENT},
      {{.allow_expired = true}, -1, STS_VERDICT_CURRENT},
  };
  g_autoptr(StsLibrary) library = load_library(fixture, "review-every: 12 months\n");
  g_autofree char *pdf = g_build_filename(fixture->folder, "one.pdf", NULL);
  static const char *const IDS[] = {"one", NULL};
  const StsOutput output = {.format = "pdf", .path = pdf};
  const StsExport what = {.ids = IDS, .outputs = &output, .output_count = 1};
  const StsExportOptions options = {.as_of = "2019-04-06"};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);

  (void)data;
  g_assert_true(sts_exporter_export(exporter, library, &what, diagnostics, &error));
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(StsVerifier) verifier = sts_verifier_new(library, NULL, &CASES[i].options, &error);
    g_assert_true((verifier != NULL) == (CASES[i].code < 0));
    if (!verifier) {
      g_assert_error(error, STS_ERROR, CASES[i].code);
      g_clear_error(&error);
      continue;
    }
    g_autoptr(StsVerification) verification = sts_verifier_verify(verifier, pdf, &error);
    g_assert_no_error(error);
    g_assert_cmpint(verification->verdict, ==, CASES[i].verdict);
  }
  g_assert_null(sts_verifier_new(library, NULL, NULL, &error));
  g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
}

/* A process of its own reads the same; whatever was announced to it, each file is answered for itself. */
static void
test_reader(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"one", NULL};
  g_autoptr(StsLibrary) library = load_library(fixture, "");
  g_autofree char *pdf = g_build_filename(fixture->folder, "one.pdf", NULL),
                  *none = g_build_filename(fixture->folder, "none.pdf", NULL),
                  *text = g_build_filename(fixture->folder, "one.md", NULL);
  const char *const ahead[] = {none, text, pdf, pdf, NULL};
  const struct {
    const char *path;
    int verdict; /* -1: there is no such file */
  } asked[] = {{pdf, STS_VERDICT_CURRENT}, {none, -1}, {text, STS_VERDICT_UNKNOWN}, {text, STS_VERDICT_UNKNOWN},
               {pdf, STS_VERDICT_CURRENT}, {none, -1}, {pdf, STS_VERDICT_CURRENT},  {pdf, STS_VERDICT_CURRENT}};
  const StsOutput output = {.format = "pdf", .path = pdf};
  const StsExport what = {.ids = IDS, .outputs = &output, .output_count = 1};
  const StsExportOptions options = {.style = NULL};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);

  (void)data;
  g_assert_true(sts_exporter_export(exporter, library, &what, diagnostics, &error));
  g_autoptr(StsReader) reader = sts_reader_start(ahead, &error);
  g_assert_no_error(error);
  const StsVerifyOptions settings = {.reader = reader};
  g_autoptr(StsVerifier) verifier = sts_verifier_new(library, NULL, &settings, &error);
  g_assert_no_error(error);
  for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
    g_autoptr(StsVerification) verification = sts_verifier_verify(verifier, asked[i].path, &error);
    if (asked[i].verdict < 0) {
      g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      g_clear_error(&error);
      continue;
    }
    g_assert_no_error(error);
    g_assert_cmpint(verification->verdict, ==, asked[i].verdict);
  }
}

/* Where nothing does, a day is not needed; but what is given must be one. */
static void
test_no_expiry(Fixture *fixture, gconstpointer data)
{
  const StsCheckSettings no_date = {.as_of = ""};
  g_autoptr(StsLibrary) library = load_library(fixture, "");

  (void)data;
  expect_check(library, NULL, NULL, -1, 0);
  expect_check(library, NULL, &no_date, STS_ERROR_BAD_OPTION, 0);
  expect_export(library, "one", NULL, -1);
  expect_export(library, "one", "6 April 2018", STS_ERROR_BAD_OPTION);
}

static void
test_unknown_section(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"one", "oen", NULL};
  g_autoptr(StsLibrary) library = load_library(fixture, "");
  StsSectionInfo section;

  (void)data;
  expect_check(library, IDS, NULL, STS_ERROR_UNKNOWN_SECTION, 0);
  expect_export(library, "oen", NULL, STS_ERROR_UNKNOWN_SECTION);
  g_assert_cmpint(sts_library_find_section(library, "oen", &section), ==, STS_SECTION_UNKNOWN);
  g_assert_cmpint(sts_library_find_section(library, "one", &section), ==, STS_SECTION_FOUND);
  g_assert_cmpstr(section.title, ==, "One");
  g_assert_cmpstr(sts_library_suggest_section(library, "oen"), ==, "one");
  g_assert_cmpstr(sts_library_suggest_section(library, "One.md"), ==, "one");
  g_assert_null(sts_library_suggest_section(library, "something else"));
}

/* The environment is as much the caller's as an option. */
static void
test_source_date_epoch(Fixture *fixture, gconstpointer data)
{
  g_autoptr(StsLibrary) library = load_library(fixture, "");

  (void)data;
  g_setenv("SOURCE_DATE_EPOCH", "1.5e9", TRUE);
  expect_export(library, "one", NULL, STS_ERROR_BAD_OPTION);
  g_setenv("SOURCE_DATE_EPOCH", "1500000000", TRUE);
  expect_export(library, "one", NULL, -1);
  g_unsetenv("SOURCE_DATE_EPOCH");
}

/* No other style is taken in place of the one that was asked for. */
static void
test_style(Fixture *fixture, gconstpointer data)
{
  static const struct {
    StsExportOptions options;
    bool good;
  } CASES[] = {{{.style = "handout"}, true}, {{.style = "hand-out"}, false}, {{.paper = "a5"}, false}};
  static const char *const IDS[] = {"one", NULL};
  const StsExport what = {.ids = IDS};
  g_autoptr(StsLibrary) library = load_library(fixture, "");

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(StsExporter) exporter = sts_exporter_new(&CASES[i].options, diagnostics, &error);
    bool done = exporter && sts_exporter_export(exporter, library, &what, diagnostics, &error);
    g_assert_true(done == CASES[i].good);
    if (done)
      g_assert_no_error(error);
    else
      g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  }
}

/* What is no language tag never becomes a part of a file's name. */
static void
test_no_language(Fixture *fixture, gconstpointer data)
{
  static const char *const WORDS[] = {"english", "xx_yy", "", "../x", "klingon"};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  (void)data;
  sts_library_free(load_library(fixture, ""));
  for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    StsLoadOptions options = {.language = WORDS[i], .missing = STS_MISSING_ORIGINAL};
    g_autofree char *name = g_strdup_printf("one.%s.md", WORDS[i]);
    g_autoptr(GError) error = NULL;
    if (!strchr(name, '/'))
      folder_write(fixture->folder, name, "# One\n", -1);
    g_assert_null(sts_library_load_with(fixture->folder, NULL, &options, diagnostics, &error));
    g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  }
}

/* ---- what is known of a library ---- */

static void
test_section_info(Fixture *fixture, gconstpointer data)
{
  static const char TEXT[] =
      "---\n"
      "title: Two\n"
      "language: es\n"
      "last-revised: {waived: the source gives no date}\n"
      "last-reviewed: 2019-01-31\n"
      "codes: {icd-10-cm: [C49.9, C49.8]}\n"
      "gaps:\n"
      "  - the figure was lost\n"
      "  - {id: more, lost: a reference, print: More are lost.}\n"
      "  - {lost: a line, silent: it stood twice}\n"
      "---\n\nText.\n\n## References\n\n- Doe J.\n- Roe K.\n\n<!-- gap: more -->\n\n## Disclaimer\n\nIts own.\n";
  g_autofree char *file = g_build_filename(fixture->folder, "two.md", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsSectionInfo section;

  (void)data;
  sts_library_free(load_library(fixture, ""));
  g_autofree char *yaml = g_build_filename(fixture->folder, "library.yaml", NULL);
  g_assert_true(g_file_set_contents(yaml,
                                    "title: T\nlanguage: en\nidentifier: urn:x:y\nstatus: draft\ndisclaimer: D\n"
                                    "sections: [one, two, three]\n",
                                    -1, NULL));
  g_assert_true(g_file_set_contents(file, TEXT, -1, NULL));
  g_autoptr(StsLibrary) library = sts_library_load(fixture->folder, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_library_count_sections(library), ==, 2);
  g_assert_cmpstr(sts_library_get_title(library), ==, "T");
  g_assert_cmpstr(sts_library_get_file(library), ==, yaml);
  g_assert_cmpstr(sts_status_name(sts_library_get_status(library)), ==, "draft");
  g_assert_cmpint(sts_library_find_section(library, "three", NULL), ==, STS_SECTION_UNREADABLE);

  g_assert_cmpint(sts_library_find_section(library, "one", &section), ==, STS_SECTION_FOUND);
  g_assert_cmpint(section.last_revised_state, ==, STS_PROVENANCE_GIVEN);
  g_assert_cmpstr(section.last_revised, ==, "2018-04-06");
  g_assert_null(section.last_revised_waiver);
  g_assert_cmpint(section.last_revised_position.line, ==, 3);
  g_assert_cmpstr(section.last_reviewed, ==, "");
  g_assert_cmpuint(section.reference_count, ==, 1);
  g_assert_false(section.own_disclaimer);
  g_assert_cmpstr(section.language, ==, "en");

  g_assert_cmpint(sts_library_find_section(library, "two", &section), ==, STS_SECTION_FOUND);
  g_assert_cmpstr(section.file, ==, file);
  g_assert_cmpstr(section.language, ==, "es");
  g_assert_cmpint(section.last_revised_state, ==, STS_PROVENANCE_WAIVED);
  g_assert_cmpstr(section.last_revised, ==, "");
  g_assert_cmpstr(section.last_revised_waiver, ==, "the source gives no date");
  g_assert_cmpstr(section.last_reviewed, ==, "2019-01-31");
  g_assert_cmpstr(section.review_due, ==, "");
  g_assert_cmpint(section.references_state, ==, STS_PROVENANCE_GIVEN);
  g_assert_cmpuint(section.reference_count, ==, 2);
  g_assert_true(section.own_disclaimer);
  g_assert_cmpuint(section.code_count, ==, 2);
  g_assert_cmpstr(section.codes[1], ==, "icd-10-cm:C49.8");
  g_assert_cmpuint(section.gap_count, ==, 3);
  g_assert_cmpstr(section.gaps[0].text, ==, "the figure was lost");
  g_assert_cmpint(section.gaps[0].position.line, ==, 8);
  g_assert_cmpint(section.gaps[0].state, ==, STS_GAP_OPEN);
  g_assert_cmpint(section.gaps[1].state, ==, STS_GAP_PRINTED);
  g_assert_cmpint(section.gaps[2].state, ==, STS_GAP_SILENT);
  g_assert_cmpstr(section.gaps[2].reason, ==, "it stood twice");

  g_auto(GStrv) files = sts_library_list_files(library);
  g_assert_cmpuint(g_strv_length(files), ==, 3);
  g_assert_true(g_strv_contains((const char *const *)files, yaml));
  g_assert_true(g_strv_contains((const char *const *)files, file));
}

/* A fault in another section is nobody's who did not ask for it; one in library.yaml is everybody's. */
static void
test_select_diagnostics(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"one", NULL};
  g_autoptr(StsLibrary) library = load_library(fixture, "");
  g_autofree char *own = g_build_filename(fixture->folder, "one.md", NULL),
                  *other = g_build_filename(fixture->folder, "other.md", NULL);
  const char *const files[] = {own, other, sts_library_get_file(library), NULL};
  g_autoptr(StsDiagnostics) all = sts_diagnostics_new();

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
    sts_diagnostics_add(all, STS_SEVERITY_WARNING, (StsPosition){files[i], 1, 1}, "raw-html", "fault %zu", i);
  g_autoptr(StsDiagnostics) selected = sts_library_select_diagnostics(library, IDS, all);
  g_assert_cmpuint(sts_diagnostics_size(selected), ==, 3);
  g_assert_cmpuint(sts_diagnostics_count_in_file(selected, other, STS_SEVERITY_WARNING), ==, 0);
}

static void
test_rules(Fixture *fixture, gconstpointer data)
{
  size_t fixed = 0, skips = 0;

  (void)fixture;
  (void)data;
  for (size_t i = 0; i < sts_rule_count(); i++) {
    const StsRuleInfo *rule = sts_rule_get(i);
    fixed += rule->fixed;
    if (strcmp(rule->name, "heading-skip") == 0) {
      g_assert_cmpstr(rule->family, ==, "structure");
      g_assert_cmpint(rule->severity, ==, STS_SEVERITY_ERROR);
      g_assert_false(rule->fixed);
      g_assert_nonnull(strstr(rule->reason, "Screen readers"));
      skips++;
    }
  }
  g_assert_cmpuint(skips, ==, 1);
  g_assert_cmpuint(fixed, >, 0);
}

/* What a person who looks for a fault is shown: all that was read, and where it stands on the pages. */
static void
test_dumps(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"one", NULL};
  g_autoptr(StsLibrary) library = load_library(fixture, "");
  const StsExportOptions options = {.paper = "a4"};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);

  (void)data;
  g_autofree char *tree = sts_library_dump_tree(library, "one", &error);
  g_assert_no_error(error);
  g_assert_nonnull(strstr(tree, "text 6:1 \"Text.\"\n"));
  g_assert_nonnull(strstr(tree, "\"Doe J. A study. 2017.\"\n"));
  g_autofree char *pages = sts_exporter_dump_pages(exporter, library, IDS, false, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_true(g_str_has_prefix(pages, "page 1 section 0 595.3 841.9\n"));
  g_assert_nonnull(strstr(pages, " text \"Text.\"\n"));

  g_assert_null(sts_library_dump_tree(library, "two", &error));
  g_assert_error(error, STS_ERROR, STS_ERROR_UNKNOWN_SECTION);
}

/* ---- what a library says that a call need not ---- */

static void
put(const Fixture *fixture, const char *name, const char *text)
{
  folder_write(fixture->folder, name, text, -1);
}

static void
test_own_settings(Fixture *fixture, gconstpointer data)
{
  static const char *const IDS[] = {"one", NULL};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  (void)data;
  put(fixture, "library.yaml",
      "title: T\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\ndisclaimer: Ask.\n"
      "sections: [one]\ndefaults: {style: ours, formats: [epub, pdf], duplex: false}\nfonts: [type]\n");
  put(fixture, "one.md", "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nText.\n\n## References\n\nDoe J. 2017.\n");
  put(fixture, "type/README", "no font\n");
  put(fixture, "styles/ours.yaml", "extends: handout\npage: {margin-inner: 99, duplex: true}\n");
  put(fixture, "styles/terms/en.yaml", "references: \"Where this comes from\"\n");
  g_autoptr(StsLibrary) library = sts_library_load(fixture->folder, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  g_assert_cmpstr(sts_library_get_default(library, "style", 0), ==, "ours");
  g_assert_cmpstr(sts_library_get_default(library, "formats", 0), ==, "epub");
  g_assert_cmpstr(sts_library_get_default(library, "formats", 1), ==, "pdf");
  g_assert_null(sts_library_get_default(library, "formats", 2));
  g_assert_cmpstr(sts_library_get_default(library, "duplex", 0), ==, "false");
  g_assert_null(sts_library_get_default(library, "paper", 0));
  g_assert_null(sts_library_get_default(library, "no such option", 0));
  g_assert_nonnull(sts_library_get_font_folders(library)[0]);
  g_assert_null(sts_library_get_font_folders(library)[1]);

  /* Without the library, nobody knows its styles; with it, its folders of fonts are added. */
  StsExportOptions options = {.style = "ours", .simplex = true};
  g_assert_null(sts_exporter_new(&options, diagnostics, &error));
  g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  g_clear_error(&error);
  options.library = library;
  g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
  g_assert_no_error(error);
  StsExportSources sources = sts_exporter_get_sources(exporter, library);
  g_assert_true(g_str_has_suffix(sources.style_files[0], "styles/ours.yaml"));
  g_assert_true(g_str_has_suffix(sources.style_files[1], "styles/handout.yaml"));
  g_assert_null(sources.style_files[2]);
  g_assert_true(g_str_has_suffix(sources.font_folders[1], "type"));
  g_assert_null(sources.font_folders[2]);
  guint last = g_strv_length((char **)sources.words_files) - 1;
  g_assert_true(g_str_has_suffix(sources.words_files[last], "styles/terms/en.yaml"));
  g_assert_true(g_str_has_prefix(sources.words_files[last], fixture->folder));
  g_autofree char *pages = sts_exporter_dump_pages(exporter, library, IDS, false, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_nonnull(strstr(pages, "content text 99 "));
  g_assert_nonnull(strstr(pages, "Where this comes from"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_unsetenv("SOURCE_DATE_EPOCH");
#define ADD(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)
  ADD("/public/data", test_data);
  ADD("/public/expiry", test_expiry);
  ADD("/public/expiry-verified", test_expiry_verified);
  ADD("/public/reader", test_reader);
  ADD("/public/no-expiry", test_no_expiry);
  ADD("/public/unknown-section", test_unknown_section);
  ADD("/public/source-date-epoch", test_source_date_epoch);
  ADD("/public/style", test_style);
  ADD("/public/section-info", test_section_info);
  ADD("/public/select-diagnostics", test_select_diagnostics);
  ADD("/public/rules", test_rules);
  ADD("/public/dumps", test_dumps);
  ADD("/public/own-settings", test_own_settings);
  ADD("/public/no-language", test_no_language);
  return g_test_run();
}
