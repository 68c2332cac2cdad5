/* Tests of the public interface: exports in several threads, and promises that hold for callers who do not check. */
#include <glib/gstdio.h>
#include <string.h>

#include "sts/sts.h"

enum { THREADS = 4, ROUNDS = 3 };

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
  g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);

  (void)data;
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_remove(path);
  }
  g_rmdir(fixture->folder);
  g_free(fixture->folder);
  sts_exporter_free(fixture->exporter);
  sts_library_free(fixture->library);
}

/* ---- several threads ---- */

typedef struct {
  const Fixture *fixture;
  char *pdf, *epub;
} Job;

static gpointer
export_often(gpointer data)
{
  static const char *const IDS[] = {"treating", "surgery", "immunotherapy", NULL};
  const Job *job = data;

  for (int round = 0; round < ROUNDS; round++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GError) error = NULL;
    sts_library_check_sections(job->fixture->library, IDS, NULL, diagnostics);
    bool done = sts_exporter_write(job->fixture->exporter, job->fixture->library, IDS, true, job->pdf, job->epub, diagnostics, &error);
    g_assert_no_error(error);
    g_assert_true(done);
  }
  return NULL;
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

/* One library and one exporter serve all threads, and each gets the same bytes. */
static void
test_threads(Fixture *fixture, gconstpointer data)
{
  GThread *threads[THREADS];
  Job jobs[THREADS];

  (void)data;
  for (int i = 0; i < THREADS; i++) {
    g_autofree char *pdf = g_strdup_printf("%d.pdf", i), *epub = g_strdup_printf("%d.epub", i);
    jobs[i] = (Job){fixture, g_build_filename(fixture->folder, pdf, NULL), g_build_filename(fixture->folder, epub, NULL)};
    threads[i] = g_thread_new("export", export_often, &jobs[i]);
  }
  for (int i = 0; i < THREADS; i++)
    g_thread_join(threads[i]);
  for (int i = 1; i < THREADS; i++) {
    assert_same_file(jobs[0].pdf, jobs[i].pdf);
    assert_same_file(jobs[0].epub, jobs[i].epub);
  }
  for (int i = 0; i < THREADS; i++) {
    g_free(jobs[i].pdf);
    g_free(jobs[i].epub);
  }
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
  g_autofree char *section = g_build_filename(fixture->folder, "one.md", NULL), *pdf = g_build_filename(fixture->folder, "one.pdf", NULL);
  g_autofree char *yaml = g_build_filename(fixture->folder, "library.yaml", NULL);

  (void)data;
  g_assert_true(g_file_set_contents(yaml, "title: T\nlanguage: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [one]\n", -1, NULL));
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(section, TEXTS[i], -1, NULL));
    g_autoptr(StsLibrary) library = load(fixture->folder);
    g_assert_false(sts_exporter_write(fixture->exporter, library, IDS, false, pdf, NULL, diagnostics, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 1);
    g_assert_false(g_file_test(pdf, G_FILE_TEST_EXISTS));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/api/threads", Fixture, NULL, set_up, test_threads, tear_down);
  g_test_add("/api/unchecked", Fixture, NULL, set_up, test_unchecked, tear_down);
  return g_test_run();
}
