/* Exports the chosen sections: all files are finished before the first takes its name. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "cli/actions.h"
#include "cli/depfile.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/interrupt.h"
#include "cli/outputs.h"
#include "cli/produce.h"
#include "cli/report.h"

static GPtrArray *
list_products(const StsWork *work)
{
  GPtrArray *products = g_ptr_array_new_with_free_func((GDestroyNotify)sts_product_free);

  if (work->options->book) {
    g_autofree char *name = sts_outputs_book_name(work);
    g_ptr_array_add(products, sts_product_new(work->library, name, work->ids, work->count, true));
    return products;
  }
  for (size_t i = 0; i < work->count; i++)
    g_ptr_array_add(products, sts_product_new(work->library, work->ids[i], work->ids + i, 1, false));
  return products;
}

/* Unfinished files are held open until all are finished, which for a large library is more than the usual limit. */
static void
allow_open_files(void)
{
  struct rlimit limit;

  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

static bool
has_errors(const StsWork *work)
{
  return sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR) > 0;
}

static int
refuse_faulty(const StsWork *work)
{
  g_autofree char *count =
      sts_report_count(sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR), "error", "errors");

  StsExit status = sts_exit_for_faults(work->diagnostics);

  sts_report_message(status == STS_EXIT_SYSTEM
                         ? "nothing was written: there are files that cannot be read: %s (see above)"
                         : "nothing was written: the content has %s (see above)",
                     count);
  return status;
}

static bool
to_standard_output(const StsOptions *options)
{
  return options->output && strcmp(options->output, "-") == 0;
}

static void
report_failure(const StsProduct *product)
{
  const char *message = product->error->message;

  for (guint i = 0; i < product->files->len; i++) {
    const char *path = sts_product_file(product, i)->path;
    if (path && strstr(message, path)) {
      sts_report_message("%s", message);
      return;
    }
  }
  const char *path = sts_product_file(product, 0)->path;
  g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;
  if (folder)
    sts_report_message("%s: %s; nothing was written to “%s”", product->name, message, folder);
  else
    sts_report_message("%s: %s; nothing was written", product->name, message);
}

static int
report_failures(const GPtrArray *products)
{
  int status = STS_EXIT_DONE;
  const char *last = NULL;

  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = g_ptr_array_index(products, i);
    if (!product->error)
      continue;
    status = MAX(status, (int)sts_exit_for(product->error));
    /* A missing folder fails every file alike; say it once. */
    if (g_strcmp0(last, product->error->message) == 0)
      continue;
    last = product->error->message;
    report_failure(product);
  }
  return status;
}

static int
send_to_standard_output(const StsProduct *product)
{
  GBytes *bytes = sts_product_file(product, 0)->bytes;

  fwrite(g_bytes_get_data(bytes, NULL), 1, g_bytes_get_size(bytes), stdout);
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
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
  for (guint i = 0; i < files->len && !options->quiet; i++) {
    const StsProductFile *file = files->pdata[i];
    sts_report_line("%s %s", file->spared ? "unchanged" : "wrote", file->path);
  }
  return sts_report_flush() ? STS_EXIT_DONE : STS_EXIT_SYSTEM;
}

static bool
produce_all(StsWork *work, GPtrArray *products, int *status)
{
  if (!sts_work_load_styles(work, status))
    return false;
  allow_open_files();
  /* A single publication appears as a whole by itself; several, or one and what it is made of, wait for each other. */
  for (guint i = 0; i < products->len; i++)
    ((StsProduct *)g_ptr_array_index(products, i))->staged = products->len > 1 || work->options->depfile;
  sts_produce(work, products);
  for (guint i = 0; i < products->len; i++)
    sts_diagnostics_append(work->diagnostics, ((const StsProduct *)g_ptr_array_index(products, i))->diagnostics);
  sts_diagnostics_sort(work->diagnostics);
  return true;
}

/* ---- the folder of --output ---- */

/* Returns whether it is there now; sets `*made` where this call has made it. */
static bool
make_folder(const char *folder, bool *made, int *status)
{
  StsFileKind kind;

  if (!folder)
    return true;
  *made = mkdir(folder, 0777) == 0;
  int number = errno;
  if (*made)
    sts_interrupt_own_folder(folder);
  if (*made || (number == EEXIST && sts_file_look(folder, &kind) == 0 && kind == STS_FILE_KIND_FOLDER))
    return true;
  sts_report_message("the folder “%s” cannot be made: %s", folder, g_strerror(number));
  *status = STS_EXIT_SYSTEM;
  return false;
}

static int
export_all(StsWork *work, GPtrArray *products)
{
  const StsOptions *options = work->options;
  int status = STS_EXIT_DONE;

  if (!has_errors(work) && !produce_all(work, products, &status))
    return status;
  sts_faults_print(stderr, work->diagnostics, sts_options_least_severity(options));
  status = report_failures(products);
  if (status == STS_EXIT_DONE && has_errors(work))
    return refuse_faulty(work);
  if (status != STS_EXIT_DONE)
    return status;
  if (to_standard_output(options))
    return send_to_standard_output(g_ptr_array_index(products, 0));
  return commit_all(work, products);
}

int
sts_action_export(StsWork *work)
{
  g_autoptr(GPtrArray) products = list_products(work);
  g_autofree char *folder = NULL;
  bool made = false;
  int status = STS_EXIT_DONE;

  if (work->count == 0) {
    sts_faults_print(stderr, work->diagnostics, sts_options_least_severity(work->options));
    sts_report_message("%s has no sections, so nothing was written", sts_library_get_file(work->library));
    return MAX(STS_EXIT_CONTENT, sts_exit_for_faults(work->diagnostics));
  }
  if (!sts_outputs_plan(work, products, &folder, &status) ||
      (!has_errors(work) && !make_folder(folder, &made, &status)))
    return status;
  status = export_all(work, products);
  if (made && status != STS_EXIT_DONE)
    rmdir(folder);
  sts_interrupt_own_folder(NULL);
  return status;
}
