/* --check: every fault of the content, and nothing written. */
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/produce.h"
#include "cli/report.h"
#include "cli/sarif.h"

/* A section that cannot be laid out, for something that is wrong with it, is looked through for characters that no font
 * has: that fault is not to come only when the others are mended. Nor is what stands on the cover, and in no section,
 * to be told only when the book is made. */
static bool
look_for_characters(StsWork *work, const GPtrArray *faulty, int *status)
{
  g_autoptr(GError) error = NULL;

  if ((work->partial && faulty->len == 1) ||
      sts_exporter_check_characters(work->exporter, work->library, (const char *const *)faulty->pdata,
                                    work->diagnostics, &error))
    return true;
  sts_report_message("%s", error->message);
  *status = sts_exit_for(error);
  return false;
}

/* Faults such as a character that no font has show only when the section is laid out, which needs a section that is
 * sound so far. Returns false where nothing is to be printed, having said why; a style with faults is told as all else.
 */
static bool
lay_out(StsWork *work, int *status)
{
  g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func((GDestroyNotify)sts_product_free);
  g_autoptr(GPtrArray) faulty = g_ptr_array_new();

  for (size_t i = 0; i < work->count; i++)
    if (sts_work_count_in_section(work, work->ids[i], STS_SEVERITY_ERROR) == 0)
      g_ptr_array_add(products, sts_product_new(work->ids[i], work->ids + i, 1, false));
    else
      g_ptr_array_add(faulty, (gpointer)work->ids[i]);
  g_ptr_array_add(faulty, NULL);
  if (work->count == 0)
    return true;
  size_t before = sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR);
  if (!sts_work_load_styles(work, status)) {
    sts_diagnostics_sort(work->diagnostics);
    return sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR) > before;
  }
  if (!look_for_characters(work, faulty, status))
    return false;
  sts_produce(work, products);
  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = g_ptr_array_index(products, i);
    if (product->error) {
      sts_report_message("%s: %s", product->name, product->error->message);
      *status = sts_exit_for(product->error);
      return false;
    }
    sts_diagnostics_append(work->diagnostics, product->diagnostics);
  }
  sts_diagnostics_sort(work->diagnostics);
  return true;
}

static void
print_as_json(const StsDiagnostics *diagnostics)
{
  g_autoptr(JsonNode) root = sts_report_to_json(diagnostics);

  sts_report_print_json(root);
}

static void
print_as_sarif(const StsDiagnostics *diagnostics)
{
  g_autoptr(JsonNode) root = sts_sarif_new(diagnostics);

  sts_report_print_json(root);
}

int
sts_action_check(StsWork *work)
{
  int status = STS_EXIT_DONE;

  if (!lay_out(work, &status))
    return status;
  if (work->options->json) {
    print_as_json(work->diagnostics);
  } else if (work->options->sarif) {
    print_as_sarif(work->diagnostics);
  } else {
    g_autofree char *sections = sts_report_count(work->count, "section", "sections");
    g_autofree char *counts = sts_report_counts(work->diagnostics);
    bool untold = !work->options->verbose && sts_diagnostics_count(work->diagnostics, STS_SEVERITY_NOTE) > 0;
    sts_faults_print(stdout, work->diagnostics, sts_options_least_severity(work->options));
    if (!work->options->quiet) {
      sts_faults_print_table(stdout, work->diagnostics);
      printf("%s checked: %s%s\n", sections, counts, untold ? " (-v shows the notes)" : "");
    }
  }
  if (!sts_report_flush())
    return STS_EXIT_SYSTEM;
  return sts_exit_for_faults(work->diagnostics);
}
