/* rooms: libsts */
/* Exports as somebody else's program makes them: through the public headers and the shared library alone. */
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include <sts/sts.h>

#include "folder.h"

static const char *const IDS[] = {"treating", "surgery", "immunotherapy", NULL};

enum { LARGE = 400 }; /* sections */

typedef struct {
  char *folder;
  StsLibrary *library;
  StsExporter *exporter;
  StsDiagnostics *diagnostics;
} Fixture;

static StsExporter *
new_exporter(void)
{
  const StsExportOptions options = {0};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsExporter *exporter = sts_exporter_new(&options, diagnostics, &error);

  g_assert_no_error(error);
  return exporter;
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autofree char *content = g_build_filename(g_getenv("STS_SOURCE_DIR"), "content", NULL);
  g_autoptr(GError) error = NULL;

  (void)data;
  fixture->folder = g_dir_make_tmp("sts-export-XXXXXX", NULL);
  fixture->diagnostics = sts_diagnostics_new();
  fixture->library = sts_library_load(content, fixture->diagnostics, &error);
  g_assert_no_error(error);
  fixture->exporter = new_exporter();
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  folder_remove(fixture->folder);
  g_free(fixture->folder);
  sts_exporter_free(fixture->exporter);
  sts_library_free(fixture->library);
  sts_diagnostics_free(fixture->diagnostics);
}

static char *
in_folder(const Fixture *fixture, const char *name)
{
  return g_build_filename(fixture->folder, name, NULL);
}

static void
assert_holds(const char *path, GBytes *bytes)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true(g_file_get_contents(path, &content, &length, NULL));
  g_assert_cmpmem(content, length, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* ---- outputs ---- */

/* Every format, to a file and to memory at once: the same bytes, which begin as files of that format do. */
static void
test_memory(Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *format, *suffix, *media_type, *head;
  } KNOWN[] = {{"pdf", ".pdf", "application/pdf", "%PDF-1.7"}, {"epub", ".epub", "application/epub+zip", "PK\3\4"}};
  g_autoptr(GError) error = NULL;

  (void)data;
  g_assert_cmpuint(sts_format_count(), >=, G_N_ELEMENTS(KNOWN));
  for (size_t i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
    const StsFormatInfo *format = sts_format_lookup(KNOWN[i].format);
    g_assert_nonnull(format);
    g_assert_true(format == sts_format_get(i));
    g_assert_cmpstr(format->suffix, ==, KNOWN[i].suffix);
    g_assert_cmpstr(format->media_type, ==, KNOWN[i].media_type);
    g_autofree char *name = g_strconcat("file", format->suffix, NULL), *path = in_folder(fixture, name);
    g_autoptr(GBytes) bytes = NULL;
    const StsOutput outputs[] = {{.format = format->name, .bytes = &bytes}, {.format = format->name, .path = path}};
    const StsExport what = {.ids = IDS, .book = true, .outputs = outputs, .output_count = 2};
    g_assert_true(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
    g_assert_no_error(error);
    assert_holds(path, bytes);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), strlen(KNOWN[i].head), KNOWN[i].head, strlen(KNOWN[i].head));
  }
}

/* One that cannot be written, and there is none. What was there before stays. */
static void
test_all_or_none(Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = in_folder(fixture, "good.pdf"), *bad = g_build_filename(fixture->folder, "none", "x", NULL);
  g_autoptr(GBytes) bytes = NULL, before = g_bytes_new_static("before", strlen("before"));
  const StsOutput outputs[] = {
      {.format = "epub", .bytes = &bytes}, {.format = "pdf", .path = good}, {.format = "epub", .path = bad}};
  const StsExport what = {.ids = IDS, .outputs = outputs, .output_count = G_N_ELEMENTS(outputs)};

  (void)data;
  for (int there = 0; there <= 1; there++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_assert_null(bytes);
    g_assert_true(g_file_test(good, G_FILE_TEST_EXISTS) == there);
    if (there)
      assert_holds(good, before);
    g_assert_true(g_file_set_contents(good, "before", -1, NULL));
  }
}

/* Makes a folder of that name when all is written and nothing has its name yet. */
static bool
obstruct(double done, gpointer path)
{
  if (done >= 1)
    g_assert_cmpint(g_mkdir_with_parents(path, 0777), ==, 0);
  return true;
}

/* One that cannot take its name in the end, and those before it give theirs back: to what had it before, or to nobody.
 */
static void
test_names_given_back(Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = in_folder(fixture, "old.pdf"), *new = in_folder(fixture, "new.pdf"),
                  *last = in_folder(fixture, "last.epub");
  g_autoptr(GBytes) bytes = NULL, before = g_bytes_new_static("before", strlen("before"));
  const StsOutput outputs[] = {{.format = "pdf", .path = old},
                               {.format = "epub", .bytes = &bytes},
                               {.format = "pdf", .path = new},
                               {.format = "epub", .path = last}};
  StsExport what = {.ids = IDS, .outputs = outputs, .output_count = G_N_ELEMENTS(outputs)};
  g_autoptr(GError) error = NULL;

  (void)data;
  what.progress = obstruct;
  what.progress_data = last;
  g_assert_true(g_file_set_contents(old, "before", -1, NULL));
  g_assert_false(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_null(bytes);
  assert_holds(old, before);
  g_assert_cmpint(g_rmdir(last), ==, 0);
  g_assert_cmpint(g_remove(old), ==, 0);
  g_assert_cmpuint(folder_count(fixture->folder), ==, 0);
  what.progress = NULL;
  g_clear_error(&error);
  g_assert_true(g_file_set_contents(old, "before", -1, NULL));
  g_assert_true(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
  g_autofree char *written = NULL;
  g_assert_true(g_file_get_contents(old, &written, NULL, NULL));
  g_assert_true(g_str_has_prefix(written, "%PDF"));
  g_assert_true(g_file_test(new, G_FILE_TEST_EXISTS) && g_file_test(last, G_FILE_TEST_EXISTS));
  g_assert_cmpuint(folder_count(fixture->folder), ==, 3);
}

/* Without any output a section is laid out, and what is wrong with its pages is found. */
static void
test_no_output(Fixture *fixture, gconstpointer data)
{
  static const char *const ONE[] = {"one", NULL};
  const StsExport what = {.ids = ONE};
  g_autofree char *path = in_folder(fixture, "one.md");
  g_autoptr(GError) error = NULL;

  (void)data;
  g_assert_true(g_file_set_contents(
      path,
      "---\ntitle: One\nlast-revised: 2018-04-06\nreferences: {waived: none}\ndisclaimer: D\n---\n\nA \xe1\x9b\x97.\n",
      -1, NULL));
  g_autoptr(StsLibrary) library = sts_library_load(path, fixture->diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), ==, 0);
  g_assert_false(sts_exporter_export(fixture->exporter, library, &what, fixture->diagnostics, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), ==, 1);
}

/* ---- calls that ask for what cannot be ---- */

static void
assert_refused(const Fixture *fixture, const StsExport *what, StsError code, const char *named)
{
  g_autoptr(GError) error = NULL;

  g_assert_false(sts_exporter_export(fixture->exporter, fixture->library, what, fixture->diagnostics, &error));
  g_assert_error(error, STS_ERROR, (int)code);
  g_assert_nonnull(strstr(error->message, named));
}

static void
test_refusals(Fixture *fixture, gconstpointer data)
{
  static const char *const UNKNOWN[] = {"surgery", "surgary", NULL}, *const TWICE[] = {"surgery", "surgery", NULL},
                           *const NONE[] = {NULL};
  g_autofree char *path = in_folder(fixture, "x.pdf");
  g_autoptr(GBytes) bytes = NULL;
  const StsOutput pdf = {.format = "pdf", .path = path}, word = {.format = "docx", .path = path}, bare = {.path = path},
                  nowhere = {.format = "pdf"}, both = {.format = "pdf", .path = path, .bytes = &bytes},
                  same[] = {pdf, {.format = "epub", .path = path}};

  (void)data;
  assert_refused(fixture, NULL, STS_ERROR_BAD_OPTION, "what to export");
  assert_refused(fixture, &(StsExport){.outputs = &pdf, .output_count = 1}, STS_ERROR_BAD_OPTION, "section");
  assert_refused(fixture, &(StsExport){.ids = NONE, .outputs = &pdf, .output_count = 1}, STS_ERROR_BAD_OPTION,
                 "section");
  assert_refused(fixture, &(StsExport){.ids = UNKNOWN, .outputs = &pdf, .output_count = 1}, STS_ERROR_UNKNOWN_SECTION,
                 "surgary");
  assert_refused(fixture, &(StsExport){.ids = TWICE, .outputs = &pdf, .output_count = 1}, STS_ERROR_BAD_OPTION,
                 "surgery");
  assert_refused(fixture, &(StsExport){.ids = IDS, .outputs = &word, .output_count = 1}, STS_ERROR_UNKNOWN_FORMAT,
                 "docx");
  assert_refused(fixture, &(StsExport){.ids = IDS, .outputs = &bare, .output_count = 1}, STS_ERROR_BAD_OPTION,
                 "format");
  assert_refused(fixture, &(StsExport){.ids = IDS, .outputs = &nowhere, .output_count = 1}, STS_ERROR_BAD_OPTION,
                 "path");
  assert_refused(fixture, &(StsExport){.ids = IDS, .outputs = &both, .output_count = 1}, STS_ERROR_BAD_OPTION, "path");
  assert_refused(fixture, &(StsExport){.ids = IDS, .outputs = same, .output_count = 2}, STS_ERROR_BAD_OPTION, path);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint(sts_diagnostics_size(fixture->diagnostics), ==, 0);
}

/* A sheet whose code would be left out is refused, whether or not the caller has checked it. */
static void
test_long_code(Fixture *fixture, gconstpointer data)
{
  static const char *const ONE[] = {"a-section-that-has-forty-characters-here", NULL};
  g_autofree char *path = in_folder(fixture, "x.pdf"), *clinic = in_folder(fixture, "clinic.yaml");
  const StsOutput pdf = {.format = "pdf", .path = path};
  g_autoptr(GString) code = g_string_new("name: Hill Clinic\nqr: https://clinic.example/");
  g_autoptr(GError) error = NULL;

  (void)data;
  for (int i = 0; i < 60; i++)
    g_string_append(code, "{id}");
  folder_write(fixture->folder, "library.yaml",
               "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nstatus: draft\nclinic: clinic.yaml\n"
               "sections: [one]\n",
               -1);
  folder_write(fixture->folder, "one.md",
               "---\nid: a-section-that-has-forty-characters-here\ntitle: One\nlast-revised: 2018-04-06\n"
               "references: {waived: none}\n---\n\nText.\n",
               -1);
  folder_write(fixture->folder, "clinic.yaml", code->str, -1);
  g_autoptr(StsLibrary) library = sts_library_load(fixture->folder, fixture->diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_size(fixture->diagnostics), ==, 0);
  g_assert_false(sts_exporter_export(fixture->exporter, library,
                                     &(StsExport){.ids = ONE, .outputs = &pdf, .output_count = 1}, fixture->diagnostics,
                                     &error));
  g_assert_cmpuint(sts_diagnostics_count(fixture->diagnostics, STS_SEVERITY_ERROR), ==, 1);
  const StsDiagnostic *told = sts_diagnostics_get(fixture->diagnostics, 0);
  g_assert_cmpstr(told->rule, ==, "clinic-value");
  g_assert_cmpstr(told->position.file, ==, clinic);
  g_assert_cmpint(told->position.line, ==, 2);
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void
test_bad_options(Fixture *fixture, gconstpointer data)
{
  static const StsExportOptions BAD[] = {{.paper = "a5"}, {.as_of = "soon"}};
  g_autoptr(GError) error = NULL;

  (void)data;
  g_assert_null(sts_exporter_new(NULL, fixture->diagnostics, &error));
  g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
    g_clear_error(&error);
    g_assert_null(sts_exporter_new(&BAD[i], fixture->diagnostics, &error));
    g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  }
}

/* ---- progress ---- */

typedef struct {
  int calls, stop_at; /* stop_at 0: never */
  double done;
  clock_t last, longest; /* CPU time between calls */
} Watch;

static bool
watch(double done, gpointer data)
{
  Watch *seen = data;
  clock_t now = clock();

  g_assert_cmpfloat(done, >=, seen->done);
  g_assert_cmpfloat(done, <=, 1);
  g_assert_true(seen->stop_at == 0 || seen->calls < seen->stop_at);
  seen->done = done;
  seen->calls++;
  if (seen->calls > 1) /* the book is assembled before the first */
    seen->longest = MAX(seen->longest, now - seen->last);
  seen->last = now;
  return seen->calls != seen->stop_at;
}

/* Whenever it is stopped, nothing is left, and the next export is none the worse. */
static void
test_cancel(Fixture *fixture, gconstpointer data)
{
  g_autofree char *pdf = in_folder(fixture, "x.pdf"), *epub = in_folder(fixture, "x.epub");
  g_autoptr(GBytes) first = NULL, bytes = NULL;
  const StsOutput outputs[] = {
      {.format = "pdf", .bytes = &bytes}, {.format = "pdf", .path = pdf}, {.format = "epub", .path = epub}};
  StsExport what = {.ids = IDS, .book = true, .outputs = outputs, .output_count = 3, .progress = watch};
  Watch whole = {0};
  g_autoptr(GError) error = NULL;

  (void)data;
  what.progress_data = &whole;
  g_assert_true(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
  g_assert_no_error(error);
  g_assert_cmpfloat(whole.done, ==, 1);
  g_assert_cmpint(whole.calls, >, 30);
  first = g_steal_pointer(&bytes);
  g_assert_cmpint(g_remove(pdf) + g_remove(epub), ==, 0);

  for (int stop = 1; stop <= whole.calls; stop += MAX(1, MIN(stop, whole.calls - stop) / 4)) {
    Watch watcher = {.stop_at = stop};
    what.progress_data = &watcher;
    g_assert_false(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
    g_assert_error(error, STS_ERROR, STS_ERROR_CANCELLED);
    g_clear_error(&error);
    g_assert_null(bytes);
    g_assert_cmpuint(folder_count(fixture->folder), ==, 0);
  }
  g_assert_cmpuint(sts_diagnostics_size(fixture->diagnostics), ==, 0);
  what.progress = NULL;
  g_assert_true(sts_exporter_export(fixture->exporter, fixture->library, &what, fixture->diagnostics, &error));
  g_assert_true(g_bytes_equal(first, bytes));
}

/* A library of many sections, each a page or two long. */
static StsLibrary *
load_large(const Fixture *fixture, size_t count)
{
  g_autofree char *yaml = in_folder(fixture, "library.yaml");
  g_autoptr(GString) list =
      g_string_new("title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nstatus: draft\nsections:\n");
  g_autoptr(GString) text = g_string_new("");
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 30; i++)
    g_string_append(text, "Words that **fill** a [page](https://example.org/) of the section, and one more.\n\n");
  for (size_t i = 0; i < count; i++) {
    g_autofree char *name = g_strdup_printf("s%zu.md", i), *path = in_folder(fixture, name);
    g_autofree char *whole = g_strdup_printf(
        "---\ntitle: Section %zu\nlast-revised: 2018-04-06\nreferences: {waived: none}\n---\n\n%s", i, text->str);
    g_assert_true(g_file_set_contents(path, whole, -1, NULL));
    g_string_append_printf(list, "  - s%zu\n", i);
  }
  g_assert_true(g_file_set_contents(yaml, list->str, -1, NULL));
  StsLibrary *library = sts_library_load(fixture->folder, fixture->diagnostics, &error);
  g_assert_no_error(error);
  return library;
}

/* Exports the book in the format, and returns the longest time that it worked on without asking, as a share of all. */
static double
longest_share(Fixture *fixture, StsLibrary *library, const char *format, const GPtrArray *ids)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  const StsOutput output = {.format = format, .bytes = &bytes};
  Watch watcher = {0};
  const StsExport what = {.ids = (const char *const *)ids->pdata,
                          .book = true,
                          .outputs = &output,
                          .output_count = 1,
                          .progress = watch,
                          .progress_data = &watcher};
  clock_t start = clock();

  g_assert_true(sts_exporter_export(fixture->exporter, library, &what, fixture->diagnostics, &error));
  g_assert_no_error(error);
  double all = (double)(clock() - start);
  g_test_message("%s: %d calls, %.1f ms, at most %.1f ms between two", format, watcher.calls,
                 all * 1e3 / CLOCKS_PER_SEC, (double)watcher.longest * 1e3 / CLOCKS_PER_SEC);
  return (double)watcher.longest / all;
}

/* A large book asks often enough: at no time does it work on for long without asking. */
static void
test_asks_often(Fixture *fixture, gconstpointer data)
{
  static const char *const FIRST[] = {"s0", NULL};
  enum { TRIES = 4 }; /* what else runs on the machine can draw out a stretch, and shortens none */
  const StsExport one = {.ids = FIRST};
  g_autoptr(StsLibrary) library = load_large(fixture, LARGE);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  g_autoptr(GError) error = NULL;

  (void)data;
  for (size_t i = 0; i < LARGE; i++)
    g_ptr_array_add(ids, (gpointer)sts_library_get_section(library, i).id);
  g_ptr_array_add(ids, NULL);
  /* To open fonts takes the same time however large the book is. */
  g_assert_true(sts_exporter_export(fixture->exporter, library, &one, fixture->diagnostics, &error));
  for (size_t i = 0; i < sts_format_count(); i++) {
    double least = 1;

    for (int n = 0; n < TRIES && least >= 1.0 / 8; n++) {
      double share = longest_share(fixture, library, sts_format_get(i)->name, ids);
      least = MIN(least, share);
    }
    g_assert_cmpfloat(least, <, 1.0 / 8);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) g_test_add("/export/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("memory", test_memory);
  ADD("all-or-none", test_all_or_none);
  ADD("names-given-back", test_names_given_back);
  ADD("no-output", test_no_output);
  ADD("refusals", test_refusals);
  ADD("long-code", test_long_code);
  ADD("bad-options", test_bad_options);
  ADD("cancel", test_cancel);
  ADD("asks-often", test_asks_often);
  return g_test_run();
}
