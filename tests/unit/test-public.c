/* The public interface in careless hands: what a caller leaves out or gets wrong ends in an error, or in what was
 * documented, and never in text that should not have left. Public headers alone. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

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
  g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);

  (void)data;
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_remove(path);
  }
  g_rmdir(fixture->folder);
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

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/public/data", Fixture, NULL, set_up, test_data, tear_down);
  return g_test_run();
}
