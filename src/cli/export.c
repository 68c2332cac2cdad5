/* Exports the chosen sections: all files are finished before the first takes its name. */
#include <stdio.h>
#include <string.h>

#include "cli/actions.h"
#include "cli/depfile.h"
#include "cli/exit-status.h"
#include "cli/outputs.h"
#include "cli/publish.h"
#include "cli/report.h"

static bool
to_standard_output(const StsOptions *options)
{
  return options->output && strcmp(options->output, "-") == 0;
}

static int
send_to_standard_output(const StsProduct *product)
{
  GBytes *bytes = sts_product_file(product, 0)->bytes;

  fwrite(g_bytes_get_data(bytes, NULL), 1, g_bytes_get_size(bytes), stdout);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

static void
note_product(const StsWork *work, const StsProduct *product)
{
  const StsMemory *memory = work->memory;

  if (memory && !product->recalled)
    memory->note(memory->data, (const char *const *)product->ids, product->diagnostics);
}

static void
report_product(const StsProduct *product)
{
  for (guint i = 0; i < product->files->len && !product->recalled; i++) {
    const StsProductFile *file = sts_product_file(product, i);
    sts_report_line("%s %s", file->spared ? "unchanged" : "wrote", file->path);
  }
}

static int
commit_all(const StsWork *work, const GPtrArray *products)
{
  const StsOptions *options = work->options;
  g_autoptr(GPtrArray) files = sts_products_list_files(products), staged = g_ptr_array_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(StsAtomicFile) depfile = options->depfile ? sts_depfile_make(work, products, &error) : NULL;

  for (guint i = 0; i < files->len; i++) {
    const StsProductFile *file = files->pdata[i];
    if (file->file)
      g_ptr_array_add(staged, file->file);
  }
  if (depfile)
    g_ptr_array_add(staged, depfile);
  if (error || !sts_atomic_files_commit((StsAtomicFile *const *)staged->pdata, staged->len, &error)) {
    sts_report_message("%s", error->message);
    return STS_EXIT_SYSTEM;
  }
  for (guint i = 0; i < products->len; i++) {
    note_product(work, products->pdata[i]);
    if (!options->quiet)
      report_product(products->pdata[i]);
  }
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

static int
export_all(StsWork *work, GPtrArray *products)
{
  /* A single publication appears as a whole by itself; several, or one and what it is made of, wait for each other. */
  int status = sts_publish(work, products, products->len > 1 || work->options->depfile);

  if (status != STS_EXIT_DONE)
    return status;
  if (to_standard_output(work->options))
    return send_to_standard_output(g_ptr_array_index(products, 0));
  return commit_all(work, products);
}

int
sts_action_export(StsWork *work)
{
  g_autoptr(GPtrArray) products = sts_publish_list(work);
  g_autofree char *folder = NULL;
  bool made = false;
  int status = STS_EXIT_DONE;

  if (!sts_publish_has_sections(work, &status))
    return status;
  if (!sts_outputs_plan(work, products, &folder, &status) ||
      (!sts_publish_is_faulty(work) && !sts_publish_make_folder(folder, &made, &status)))
    return status;
  status = export_all(work, products);
  sts_publish_settle_folder(folder, made, status);
  return status;
}
