/* --check: every fault of the content, and nothing written. */
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/produce.h"
#include "cli/report.h"
#include "cli/sarif.h"

/* Lends the library in each language that is checked, beginning with the work's own. */
static const StsWork *
work_at(const StsWork *work, guint index)
{
  return index == 0 ? work : work->translations->pdata[index - 1];
}

/* A section that cannot be laid out, for something that is wrong with it, is looked through for characters that no font
 * has: that fault is not to come only when the others are mended. Nor is what stands on the cover, and in no section,
 * to be told only when the book is made. */
static bool
look_for_characters(StsWork *work, const StsWork *chosen, const GPtrArray *faulty, int *status)
{
  g_autoptr(GError) error = NULL;

  if ((chosen->partial && faulty->len == 1) ||
      sts_exporter_check_characters(work->exporter, chosen->library, (const char *const *)faulty->pdata,
                                    chosen->diagnostics, &error))
    return true;
  sts_report_message("%s", error->message);
  *status = sts_exit_for(error);
  return false;
}

/* Adds the sections that are sound so far to the products; the others, closed by NULL, become faulty. */
static void
part_sections(const StsWork *chosen, GPtrArray *products, GPtrArray *faulty)
{
  for (size_t i = 0; i < chosen->count; i++)
    if (sts_work_count_in_section(chosen, chosen->ids[i], STS_SEVERITY_ERROR) == 0)
      g_ptr_array_add(products, sts_product_new(chosen->library, chosen->ids[i], chosen->ids + i, 1, false));
    else
      g_ptr_array_add(faulty, (gpointer)chosen->ids[i]);
  g_ptr_array_add(faulty, NULL);
}

/* Faults such as a character that no font has show only when the section is laid out, which needs a section that is
 * sound so far. Returns false where nothing is to be printed, having said why; a style with faults is told as all else.
 */
static bool
lay_out(StsWork *work, int *status)
{
  g_autoptr(GPtrArray) products = g_ptr_array_new_with_free_func((GDestroyNotify)sts_product_free);

  if (work->count == 0 && work->translations->len == 0)
    return true;
  size_t before = sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR);
  if (!sts_work_load_styles(work, status)) {
    bool told = sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR) > before;
    sts_work_gather_diagnostics(work);
    sts_diagnostics_sort(work->diagnostics);
    return told;
  }
  for (guint i = 0; i <= work->translations->len; i++) {
    const StsWork *chosen = work_at(work, i);
    g_autoptr(GPtrArray) faulty = g_ptr_array_new();
    part_sections(chosen, products, faulty);
    if (chosen->count > 0 && !look_for_characters(work, chosen, faulty, status))
      return false;
  }
  sts_work_gather_diagnostics(work);
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

/* Returns "8 sections" or "8 sections and 2 translations"; free with g_free(). */
static char *
count_checked(const StsWork *work)
{
  g_autofree char *sections = sts_report_count(work->count, "section", "sections");
  size_t count = 0;

  for (guint i = 0; i < work->translations->len; i++)
    count += ((const StsWork *)work->translations->pdata[i])->count;
  g_autofree char *translations = sts_report_count(count, "translation", "translations");
  return count > 0 ? g_strdup_printf("%s and %s", sections, translations) : g_steal_pointer(&sections);
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
    g_autofree char *sections = count_checked(work);
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
