/* Makes publications of the chosen sections, up to the point where their files take their names. */
#include "cli/publish.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/interrupt.h"
#include "cli/outputs.h"
#include "cli/report.h"

GPtrArray *
sts_publish_list(const StsWork *work)
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

bool
sts_publish_has_sections(const StsWork *work, int *status)
{
  if (work->count > 0)
    return true;
  sts_faults_print(stderr, work->diagnostics, sts_options_least_severity(work->options));
  sts_report_message("%s has no sections, so nothing was written", sts_library_get_file(work->library));
  *status = MAX(STS_EXIT_CONTENT, (int)sts_exit_for_faults(work->diagnostics));
  return false;
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

bool
sts_publish_is_faulty(const StsWork *work)
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
  g_autofree char *folder = product->folder ? g_strdup(product->folder) : path ? g_path_get_dirname(path) : NULL;
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

static bool
has_all_files(const StsProduct *product)
{
  for (guint i = 0; i < product->files->len; i++) {
    const char *path = sts_product_file(product, i)->path;
    if (!path || sts_file_find(path) != 0)
      return false;
  }
  return product->files->len > 0;
}

/* Returns the products that are to be made; free with g_ptr_array_unref(). */
static GPtrArray *
choose_products(const StsWork *work, const GPtrArray *products)
{
  const StsMemory *memory = work->memory;
  GPtrArray *chosen = g_ptr_array_new();

  for (guint i = 0; i < products->len; i++) {
    StsProduct *product = products->pdata[i];
    product->recalled = memory && has_all_files(product) &&
                        memory->recall(memory->data, (const char *const *)product->ids, product->diagnostics);
    if (!product->recalled)
      g_ptr_array_add(chosen, product);
  }
  return chosen;
}

static bool
produce_all(StsWork *work, GPtrArray *products, bool staged, int *status)
{
  if (!sts_work_load_styles(work, status))
    return false;
  allow_open_files();
  for (guint i = 0; i < products->len; i++)
    ((StsProduct *)g_ptr_array_index(products, i))->staged = staged;
  g_autoptr(GPtrArray) chosen = choose_products(work, products);
  sts_produce(work, chosen);
  for (guint i = 0; i < products->len; i++)
    sts_diagnostics_append(work->diagnostics, ((const StsProduct *)g_ptr_array_index(products, i))->diagnostics);
  sts_diagnostics_sort(work->diagnostics);
  return true;
}

int
sts_publish(StsWork *work, GPtrArray *products, bool staged)
{
  int status = STS_EXIT_DONE;

  if (!sts_publish_is_faulty(work) && !produce_all(work, products, staged, &status))
    return status;
  sts_faults_print(stderr, work->diagnostics, sts_options_least_severity(work->options));
  status = report_failures(products);
  return status == STS_EXIT_DONE && sts_publish_is_faulty(work) ? refuse_faulty(work) : status;
}

bool
sts_publish_make_folder(const char *folder, bool *made, int *status)
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

void
sts_publish_settle_folder(const char *folder, bool made, int status)
{
  if (made && status != STS_EXIT_DONE)
    rmdir(folder);
  sts_interrupt_own_folder(NULL);
}
