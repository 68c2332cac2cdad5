/* rooms: libsts */
/* Inputs that have made readers of Markdown slow: each construct once, n times, nested, and never closed. As a test,
 * all are read, checked, exported, verified and imported; tests/cost has the instructions counted. */
#include <glib/gstdio.h>
#include <string.h>

#include <sts/sts.h>

#include "folder.h"

typedef enum { CHECK = 1, EXPORT = 2, IMPORT = 4, EPUB = 8, COMPARE = 16, LIST = 32 } Actions;

/* `first`, n times `repeated` and `middle` and n times `closing`, `last`; %d counts. Of LIST, it is a library.yaml. */
static const struct {
  const char *name, *first, *repeated, *middle, *closing, *last;
  Actions actions;
} CASES[] = {
    /* cmark's and commonmark.js's pathological inputs */
    {"images-open", "", "![a ", "", "", "", CHECK},
    {"images-nested", "", "![", "a", "](b)", "", CHECK},
    {"links-open", "", "[a](<b", "", "", "", CHECK},
    {"brackets-nested", "", "[", "a", "]", "", CHECK},
    {"brackets-links", "", "[a](b", "", "", "", CHECK},
    {"strong-nested", "", "*a **a ", "b", " a** a*", "", CHECK},
    {"emphasis-closers", "", "a_ ", "", "", "", CHECK},
    {"emphasis-openers", "", "_a ", "", "", "", CHECK},
    {"emphasis-multiple-of-3", "a**b", "c* ", "", "", "", CHECK},
    {"emphasis-mixed", "", "*a_ ", "", "", "", CHECK},
    {"links-and-emphasis", "", "[a_ ", "", "", "", CHECK},
    {"backticks", "", "e`", "", "", "", CHECK},
    {"quotes-nested", "", "> ", "a", "", "", CHECK},
    {"lists-nested", "", "- ", "a", "", "", CHECK},
    {"html-open", "", "a <!-- ", "", "", "", CHECK},
    {"instructions-open", "", "a <? ", "", "", "", CHECK},
    {"references", "[a]: /b\n\n", "[a] ", "", "", "", CHECK},
    {"definitions-of-links", "", "[a%d]: http://example.org/%d\n", "\n", "[a%d] ", "", CHECK},
    {"hard-breaks", "", "a\\\n", "b", "", "", CHECK},
    /* what we add */
    {"paragraphs", "", "Some text.\n\n", "", "", "", CHECK | EXPORT | IMPORT},
    {"lines", "", "some words\n", "", "", "", CHECK | EXPORT | IMPORT},
    {"headings", "", "## Part %d\n\nText, see [it](#part-%d).\n\n", "", "", "", CHECK | EXPORT | IMPORT},
    {"headings-alike", "", "## Part\n\nText.\n\n", "", "", "", CHECK},
    {"rows", "| a | b |\n| - | - |\n", "| c | *d* |\n", "", "", "", CHECK | EXPORT | IMPORT},
    {"tables", "", "| a | b |\n| - | - |\n| c | d |\n\n", "", "", "", CHECK},
    {"bars", "a |", " |", "", "", "", CHECK},
    {"items", "", "- a\n", "", "", "", CHECK | EXPORT | IMPORT},
    {"numbers", "", "%d. a\n", "", "", "", CHECK},
    {"tasks", "", "- [ ] a\n", "", "", "", CHECK | EXPORT},
    {"definitions", "", "Term %d\n: Meaning\n\n", "", "", "", CHECK},
    {"terms", "", "a\n", ": b\n", "", "", CHECK},
    {"callouts", "", "> [!NOTE]\n> a\n\n", "", "", "", CHECK | EXPORT},
    {"notes", "", "a[^n%d] ", "\n\n", "[^n%d]: b\n\n", "", CHECK | EXPORT},
    {"notes-undefined", "", "a[^n%d] ", "", "", "", CHECK},
    {"notes-unused", "", "[^n%d]: b\n\n", "", "", "", CHECK},
    {"marks-of-one-note", "", "a[^n] ", "", "", "\n\n[^n]: b\n", CHECK},
    {"spans", "", "[a]{lang=es} ", "", "", "", CHECK},
    {"spans-nested", "", "[", "a", "]{lang=es}", "", CHECK},
    {"superscripts", "", "a<sup>2</sup> ", "", "", "", CHECK},
    {"superscripts-nested", "", "<sup>", "a", "</sup>", "", CHECK},
    {"links", "", "[a](http://example.org/%d) ", "", "", "", CHECK | EXPORT},
    {"addresses", "", "<http://example.org/%d>\n\n", "", "", "", CHECK | EXPORT},
    {"code", "```\n", "a line\n", "```\n", "", "", CHECK},
    {"fences", "", "```\na\n```\n\n", "", "", "", CHECK},
    {"comments", "", "a <!-- b --> ", "", "", "", CHECK},
    {"escapes", "", "\\* &amp; ", "", "", "", CHECK},
    {"references-to-controls", "", "&#1; ", "", "", "", CHECK},
    {"doses", "", "1.0 mg TBD ", "", "", "", CHECK},
    {"isolates", "", "\u2066a\u2069 ", "", "", "", CHECK},
    {"isolates-open", "", "\u2066", "", "", "", CHECK},
    {"numbers-with-marks", "", "\u200E1-2 ", "", "", "", CHECK},
    {"long-word", "", "abc", "", "", "", CHECK},
    {"long-word-wide", "", "\u624B", "", "", "", CHECK},
    {"html-blocks", "", "<div>\n\n", "", "", "", CHECK},
    {"points", "", "a.", "", "", "", CHECK},
    {"points-and-digits", "", "x.1 ", "", "", "", CHECK},
    {"sentences", "", "Sentence %d has words.\n\n", "", "", "", EPUB | COMPARE},
    {"words-of-a-paragraph", "", "word%d ", "", "", "", EPUB | COMPARE},
    {"addresses-of-a-paragraph", "", "<http://example.org/%d> ", "", "", "", CHECK | EXPORT},
    {"addresses-bare", "", "http://example.org/%d ", "", "", "", CHECK | EXPORT},
    {"sections-missing", "sections: [", "s%d, ", "", "", "one]", LIST},
    {"sections-missing-rows", "sections:\n  - one\n", "  - part-%d\n", "", "", "", LIST},
    {"sections-alike", "sections: [", "one, ", "", "", "one]", LIST},
    {"sections-found", "sections: [", "found-%d, ", "", "", "one]", LIST},
    {"sections-unlisted", "sections: [one]\n# ", "found-%d, ", "", "", "", LIST},
    {"terms-to-avoid", "sections: [one]\nterms:\n", "  use%d: [word%d]\n", "", "", "", LIST},
};

static const char HEAD[] = "---\ntitle: T\nlanguage: en\nidentifier: urn:uuid:f1714538-5325-4bcd-a9f5-06d591ddc7ac\n"
                           "status: approved\nlast-revised: 2024-01-02\nreferences: [\"A work. 2020.\"]\n"
                           "disclaimer: Ask.\n---\n\n";

static void
append_times(GString *out, const char *piece, int from, int times)
{
  for (int i = from; i < from + times; i++) {
    g_autofree char *number = g_strdup_printf("%d", i + 1);
    g_auto(GStrv) parts = g_strsplit(piece, "%d", -1);
    g_autofree char *counted = g_strjoinv(number, parts);
    g_string_append(out, counted);
  }
}

/* Its name is how the counter finds what is to be counted. */
G_GNUC_NO_INLINE void measured(const char *action, const char *folder);

static StsExporter *exporter;

static void
export_and_verify(const StsLibrary *library, const char *pdf, const char *epub, bool verify,
                  StsDiagnostics *diagnostics)
{
  const char *const ids[] = {"case", NULL};
  const StsOutput outputs[] = {{.format = "epub", .path = epub}, {.format = "pdf", .path = pdf}};
  const StsExport what = {.ids = ids, .outputs = outputs, .output_count = pdf ? 2 : 1};
  g_autoptr(GError) error = NULL;

  if (!verify) {
    /* Some are faulty, and refused. */
    g_remove(pdf ? pdf : epub);
    sts_exporter_export(exporter, library, &what, diagnostics, &error);
    return;
  }
  if (!g_file_test(pdf, G_FILE_TEST_EXISTS))
    return;
  const StsVerifyOptions options = {0};
  g_autoptr(StsVerifier) verifier = sts_verifier_new(library, diagnostics, &options, &error);
  g_assert_nonnull(verifier);
  for (int i = 0; i < 2; i++) {
    g_autoptr(StsVerification) found = sts_verifier_verify(verifier, i ? epub : pdf, &error);
    g_assert_no_error(error);
    g_assert_cmpint(found->verdict, ==, STS_VERDICT_CURRENT);
  }
}

/* What was exported is compared with what it was made of, and with a text that is another in every number. */
static void
compare(const char *path, const char *folder)
{
  g_autofree char *epub = g_build_filename(folder, "a.epub", NULL),
                  *other = g_build_filename(folder, "other", "case.md", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(StsComparison) same = sts_compare_paths(epub, path, NULL, &error);
  g_autoptr(StsComparison) differing = sts_compare_paths(epub, other, NULL, &error);

  g_assert_no_error(error);
  g_assert_true(!same->differs && differing->differs);
}

static void
perform(const char *action, const char *folder)
{
  g_autofree char *path = g_build_filename(folder, "case.md", NULL), *pdf = g_build_filename(folder, "a.pdf", NULL),
                  *epub = g_build_filename(folder, "a.epub", NULL), *out = g_build_filename(folder, "out", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  if (strcmp(action, "import") == 0) {
    g_autoptr(StsImport) import = sts_import_read(path, NULL, diagnostics, &error);
    g_assert_true(!import || sts_import_write(import, out, &error));
    return;
  }
  if (strcmp(action, "compare") == 0) {
    compare(path, folder);
    return;
  }
  bool list = strcmp(action, "list") == 0;
  g_autofree char *many = g_build_filename(folder, "many", NULL);
  g_autoptr(StsLibrary) library = sts_library_load(list ? many : path, diagnostics, &error);
  g_assert_no_error(error);
  if (strcmp(action, "check") == 0 || list)
    g_assert_true(sts_library_check_sections(library, NULL, NULL, diagnostics, &error));
  else
    export_and_verify(library, strcmp(action, "epub") == 0 ? NULL : pdf, epub, strcmp(action, "verify") == 0,
                      diagnostics);
}

void
measured(const char *action, const char *folder)
{
  perform(action, folder);
}

static void
write_case(const char *path, const char *head, size_t at, int from, int times)
{
  g_autoptr(GString) text = g_string_new(head);

  g_string_append(text, CASES[at].first);
  append_times(text, CASES[at].repeated, from, times);
  g_string_append(text, CASES[at].middle);
  append_times(text, CASES[at].closing, from, times);
  g_string_append_printf(text, "%s\n", CASES[at].last);
  g_assert_true(g_file_set_contents(path, text->str, (gssize)text->len, NULL));
}

/* A library with the section that is named, and as many as there may be. */
static void
write_library(const char *folder, size_t at, int times)
{
  static const char LIBRARY[] = "title: T\nlanguage: en\nidentifier: urn:uuid:f1714538-5325-4bcd-a9f5-06d591ddc7ac\n"
                                "status: draft\ndisclaimer: Ask.\n";
  g_autofree char *path = g_build_filename(folder, "library.yaml", NULL);

  folder_remove(folder);
  g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
  write_case(path, LIBRARY, at, 0, times);
  for (int i = 0; i <= (strstr(CASES[at].repeated, "found") ? times : 0); i++) {
    g_autofree char *id = i == 0 ? g_strdup("one") : g_strdup_printf("found-%d", i);
    g_autofree char *file = g_strdup_printf("%s/%s.md", folder, id);
    g_autofree char *text = g_strdup_printf("---\nid: %s\ntitle: T\nlast-revised: 2024-01-02\n---\n\nText.\n", id);
    g_assert_true(g_file_set_contents(file, text, -1, NULL));
  }
}

static void
run(const char *folder, const char *action, size_t at, int times)
{
  g_autofree char *path = g_build_filename(folder, "case.md", NULL), *out = g_build_filename(folder, "out", NULL);
  g_autofree char *other = g_build_filename(folder, "other", "case.md", NULL),
                  *many = g_build_filename(folder, "many", NULL);

  write_case(path, strcmp(action, "import") == 0 ? "# One\n\n" : HEAD, at, 0, times);
  write_case(other, HEAD, at, times, times);
  if (strcmp(action, "list") == 0)
    write_library(many, at, times);
  if (strcmp(action, "import") == 0)
    folder_remove(out);
  measured(action, folder);
}

/* The first export opens fonts, which is no cost of its input. */
static void
warm_up(const char *folder)
{
  g_autofree char *path = g_build_filename(folder, "case.md", NULL), *text = g_strconcat(HEAD, "Text.\n", NULL);

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  perform("export", folder);
  perform("verify", folder);
}

static void
run_all(int least, int most)
{
  static const struct {
    const char *name;
    Actions of;
  } ACTIONS[] = {{"check", CHECK}, {"export", EXPORT},   {"verify", EXPORT}, {"import", IMPORT},
                 {"epub", EPUB},   {"compare", COMPARE}, {"list", LIST}};
  g_autofree char *folder = g_dir_make_tmp("sts-cost-XXXXXX", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  const StsExportOptions options = {0};

  exporter = sts_exporter_new(&options, diagnostics, NULL);
  g_assert_nonnull(exporter);
  g_autofree char *other = g_build_filename(folder, "other", NULL);
  g_assert_cmpint(g_mkdir(other, 0700), ==, 0);
  warm_up(folder);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
    for (int times = least; times <= most; times *= 10)
      for (size_t k = 0; k < G_N_ELEMENTS(ACTIONS); k++)
        if (CASES[i].actions & ACTIONS[k].of) {
          g_print("# %s %s %d\n", CASES[i].name, ACTIONS[k].name, times);
          run(folder, ACTIONS[k].name, i, times);
        }
  sts_exporter_free(exporter);
  folder_remove(folder);
}

static void
test_small(void)
{
  run_all(10, 100);
}

int
main(int argc, char **argv)
{
  if (argc == 3 && strcmp(argv[1], "--measure") == 0) {
    int least = (int)g_ascii_strtoll(argv[2], NULL, 10);
    run_all(least, 100 * least);
    return 0;
  }
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cost/small", test_small);
  return g_test_run();
}
