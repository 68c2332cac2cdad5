/* rooms: libsts */
/* One library and one exporter serve several threads at once, and each thread gets what one alone gets: the same bytes
 * of every export, the same faults of every check, the same verdict on every file. Built with the thread sanitizer
 * (preset "tsan"), this finds what they share without care. */
#include <glib/gstdio.h>

#include "cairo-watch.h"
#include "sts/sts.h"

enum { THREADS = 4 };

/* Latin text with tables and an SVG with text; many scripts, from right to left too, and pictures of every kind. */
static const char *const FOLDERS[] = {"content", "tests/conformance/pdf-library"};
static const char *const FORMATS[] = {"pdf", "epub"};
static const char *const STYLES[] = {"handout", "large-print"};
static const StsCheckSettings CHECK = {.as_of = "2024-08-02"};

/* What is made of a section or of all, and what one thread alone made of it. */
typedef struct {
  const StsLibrary *library;
  StsExporter *exporter;
  const char **ids; /* NULL-terminated; several: a book */
  const char *format;
  GBytes *bytes;
  char *path;
} Item;

typedef struct {
  char *folder;
  StsLibrary *libraries[G_N_ELEMENTS(FOLDERS)];
  char *faults[G_N_ELEMENTS(FOLDERS)];
  StsExporter *exporters[G_N_ELEMENTS(STYLES)];
  GArray *items; /* of Item */
} Fixture;

typedef struct {
  const Fixture *fixture;
  int number;
} Worker;

static char *
in_source(const char *name)
{
  const char *root = g_getenv("STS_SOURCE_DIR");

  return g_build_filename(root ? root : ".", name, NULL);
}

static GBytes *export(const Item *item)
{
  GBytes *bytes = NULL;
  const StsOutput output = {.format = item->format, .bytes = &bytes};
  const StsExport what = {.ids = item->ids, .book = item->ids[1] != NULL, .outputs = &output, .output_count = 1};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  g_assert_true(sts_exporter_export(item->exporter, item->library, &what, diagnostics, &error));
  g_assert_no_error(error);
  return bytes;
}

/* Returns the faults, a line each. Free with g_free(). */
static char *
check(const StsLibrary *library)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) lines = g_string_new(NULL);

  g_assert_true(sts_library_check_sections(library, NULL, &CHECK, diagnostics, &error));
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    g_autofree char *line = sts_diagnostic_format(sts_diagnostics_get(diagnostics, i));
    g_string_append_printf(lines, "%s\n", line);
  }
  return g_string_free(g_steal_pointer(&lines), FALSE);
}

static void
verify(const Item *item)
{
  const StsVerifyOptions options = {.as_of = CHECK.as_of};
  g_autoptr(GError) error = NULL;
  g_autoptr(StsVerifier) verifier = sts_verifier_new(item->library, NULL, &options, &error);
  g_autoptr(StsVerification) found = verifier ? sts_verifier_verify(verifier, item->path, &error) : NULL;

  g_assert_no_error(error);
  g_assert_true(found->intact);
  g_assert_cmpint(found->verdict, ==, STS_VERDICT_CURRENT);
}

/* ---- one thread alone ---- */

static void
add_item(Fixture *fixture, const StsLibrary *library, StsExporter *exporter, size_t first, size_t count,
         const char *format)
{
  Item item = {.library = library, .exporter = exporter, .ids = g_new0(const char *, count + 1), .format = format};
  g_autofree char *name = g_strdup_printf("%u.%s", fixture->items->len, format);
  g_autoptr(GError) error = NULL;
  gsize size;

  for (size_t i = 0; i < count; i++)
    item.ids[i] = sts_library_get_section(library, first + i).id;
  item.bytes = export(&item);
  item.path = g_build_filename(fixture->folder, name, NULL);
  const char *data = g_bytes_get_data(item.bytes, &size);
  g_assert_true(g_file_set_contents(item.path, data, (gssize)size, &error));
  g_array_append_val(fixture->items, item);
}

static void
add_items(Fixture *fixture, const StsLibrary *library, StsExporter *exporter)
{
  size_t count = sts_library_count_sections(library);

  for (size_t k = 0; k < G_N_ELEMENTS(FORMATS); k++) {
    for (size_t i = 0; i < count; i++)
      add_item(fixture, library, exporter, i, 1, FORMATS[k]);
    add_item(fixture, library, exporter, 0, count, FORMATS[k]);
  }
}

static void
set_up(Fixture *fixture, gconstpointer unused)
{
  g_autofree char *styles = in_source("styles"), *fonts = in_source("fonts");
  const char *const font_folders[] = {fonts, NULL};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;

  (void)unused;
  fixture->folder = g_dir_make_tmp("sts-threads-XXXXXX", NULL);
  fixture->items = g_array_new(FALSE, FALSE, sizeof(Item));
  for (size_t i = 0; i < G_N_ELEMENTS(STYLES); i++) {
    const StsExportOptions options = {
        .styles_folder = styles, .font_folders = font_folders, .style = STYLES[i], .as_of = CHECK.as_of};
    fixture->exporters[i] = sts_exporter_new(&options, diagnostics, &error);
    g_assert_no_error(error);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    g_autofree char *folder = in_source(FOLDERS[i]);
    fixture->libraries[i] = sts_library_load(folder, diagnostics, &error);
    g_assert_no_error(error);
    fixture->faults[i] = check(fixture->libraries[i]);
    for (size_t k = 0; k < G_N_ELEMENTS(STYLES); k++)
      add_items(fixture, fixture->libraries[i], fixture->exporters[k]);
  }
}

static void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (guint i = 0; i < fixture->items->len; i++) {
    Item *item = &g_array_index(fixture->items, Item, i);
    g_unlink(item->path);
    g_free(item->path);
    g_free(item->ids);
    g_bytes_unref(item->bytes);
  }
  g_array_unref(fixture->items);
  for (size_t i = 0; i < G_N_ELEMENTS(STYLES); i++)
    sts_exporter_free(fixture->exporters[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    sts_library_free(fixture->libraries[i]);
    g_free(fixture->faults[i]);
  }
  g_rmdir(fixture->folder);
  g_free(fixture->folder);
}

/* ---- several ---- */

static void
check_all(const Fixture *fixture)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
    g_autofree char *faults = check(fixture->libraries[i]);
    g_assert_cmpstr(faults, ==, fixture->faults[i]);
  }
}

/* Each thread begins elsewhere. */
static gpointer
work(gpointer data)
{
  const Worker *worker = data;
  const GArray *items = worker->fixture->items;
  guint first = items->len / THREADS * (guint)worker->number;

  for (guint i = 0; i < items->len; i++) {
    const Item *item = &g_array_index(items, Item, (first + i) % items->len);
    g_autoptr(GBytes) bytes = export(item);
    g_assert_true(g_bytes_equal(bytes, item->bytes));
    if (i % 8 == 0)
      check_all(worker->fixture);
    if (i % 4 == 0)
      verify(item);
  }
  return NULL;
}

static void
test_shared(Fixture *fixture, gconstpointer unused)
{
  Worker workers[THREADS];
  GThread *threads[THREADS];

  (void)unused;
  g_assert_cmpuint(fixture->items->len, >, 40);
  for (int i = 0; i < THREADS; i++) {
    workers[i] = (Worker){fixture, i};
    threads[i] = g_thread_new("work", work, &workers[i]);
  }
  for (int i = 0; i < THREADS; i++)
    g_thread_join(threads[i]);
  /* cairo 1.16 is not safe with text in two threads: they hang, or crash, when there are many glyphs. */
  g_assert_cmpint(cairo_watch_calls(), >, 0);
  g_assert_false(cairo_watch_overlapped());
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/threads/shared", Fixture, NULL, set_up, test_shared, tear_down);
  return g_test_run();
}
