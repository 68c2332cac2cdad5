/* Exports each publication to temporary files in several threads. */
#include "cli/produce.h"

#include "cli/interrupt.h"
#include "cli/progress.h"

/* How often the waiting thread looks whether there is progress to show. */
enum { TICK = G_USEC_PER_SEC / 10 };

typedef struct {
  StsWork *work;
  const GPtrArray *products;
  int next;              /* the index of the first product that nobody has taken; atomic */
  GAsyncQueue *finished; /* of StsProduct* */
} Shop;

static void
clear_file(gpointer data)
{
  StsProductFile *file = data;

  sts_atomic_file_free(file->file);
  g_clear_pointer(&file->bytes, g_bytes_unref);
  g_free(file->path);
}

StsProduct *
sts_product_new(const StsLibrary *library, const char *name, const char *const *ids, size_t count, bool book)
{
  StsProduct *product = g_new0(StsProduct, 1);

  product->library = library;
  product->name = g_strdup(name);
  product->ids = g_new0(char *, count + 1);
  for (size_t i = 0; i < count; i++)
    product->ids[i] = g_strdup(ids[i]);
  product->book = book;
  product->files = g_array_new(FALSE, FALSE, sizeof(StsProductFile));
  g_array_set_clear_func(product->files, clear_file);
  product->diagnostics = sts_diagnostics_new();
  return product;
}

void
sts_product_add_file(StsProduct *product, const StsFormatInfo *format, char *path)
{
  StsProductFile file = {.format = format, .path = path};

  g_array_append_val(product->files, file);
}

void
sts_product_free(StsProduct *product)
{
  if (!product)
    return;
  g_array_unref(product->files);
  sts_diagnostics_free(product->diagnostics);
  g_clear_error(&product->error);
  g_strfreev(product->ids);
  g_free(product->name);
  g_free(product);
}

GPtrArray *
sts_products_list_files(const GPtrArray *products)
{
  GPtrArray *files = g_ptr_array_new();

  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = g_ptr_array_index(products, i);
    for (guint k = 0; k < product->files->len; k++)
      g_ptr_array_add(files, sts_product_file(product, k));
  }
  return files;
}

/* Says where the export is to write the file. Returns false if its temporary file cannot be made: then the product has
 * its error. */
static bool
open_output(StsProduct *product, StsProductFile *file, bool spare, StsOutput *output)
{
  *output = (StsOutput){.format = file->format->name,
                        .path = file->path,
                        .bytes = file->path ? NULL : &file->bytes,
                        .same = spare ? &file->spared : NULL};
  if (!file->path || !product->staged)
    return true;
  file->file = sts_atomic_file_new(file->path, sts_interrupt_files(), &product->error);
  output->path = NULL;
  if (file->file && spare)
    sts_atomic_file_spare_same(file->file, &file->spared);
  output->stream = file->file ? sts_atomic_file_open_stream(file->file, &product->error) : NULL;
  return output->stream;
}

/* What the streams hold has been flushed, where the export was done. */
static void
close_outputs(const StsOutput *outputs, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (outputs[i].stream)
      fclose(outputs[i].stream);
}

static bool
note_progress(double done, gpointer product)
{
  g_atomic_int_set(&((StsProduct *)product)->percent, (int)(100 * done));
  return true;
}

static void
make(const Shop *shop, StsProduct *product)
{
  g_autofree StsOutput *outputs = g_new0(StsOutput, product->files->len);
  StsExport what = {.ids = (const char *const *)product->ids,
                    .book = product->book,
                    .outputs = outputs,
                    .progress = note_progress,
                    .progress_data = product};

  while (what.output_count < product->files->len &&
         open_output(product, sts_product_file(product, (guint)what.output_count), !shop->work->options->force,
                     &outputs[what.output_count]))
    what.output_count++;
  if (!product->error)
    sts_exporter_export(product->exporter ? product->exporter : shop->work->exporter, product->library, &what,
                        product->diagnostics, &product->error);
  close_outputs(outputs, product->files->len);
  g_async_queue_push(shop->finished, product);
}

static gpointer
make_all(gpointer data)
{
  Shop *shop = data;

  sts_interrupt_enter();
  for (guint index; (index = (guint)g_atomic_int_add(&shop->next, 1)) < shop->products->len;)
    make(shop, g_ptr_array_index(shop->products, index));
  sts_interrupt_leave();
  return NULL;
}

/* Where the system grants no thread more, those that there are do the work; at the worst, this one. It also does it
 * where one is enough and nobody watches: a thread costs a part of a handout's time. */
static GPtrArray *
start_workers(Shop *shop, int wanted, bool watched)
{
  GPtrArray *workers = g_ptr_array_new();

  if (wanted == 1 && !watched)
    wanted = 0;
  for (int i = 0; i < wanted; i++) {
    GThread *worker = g_thread_try_new("export", make_all, shop, NULL);
    if (!worker)
      break;
    g_ptr_array_add(workers, worker);
  }
  if (workers->len == 0)
    make_all(shop);
  return workers;
}

static void
show_progress(StsProgress *progress, const StsOptions *options, const GPtrArray *products, guint done)
{
  const char *doing = options->action == STS_ACTION_CHECK ? "checking" : "exporting";
  const StsProduct *first = g_ptr_array_index(products, 0);
  g_autofree char *line = products->len == 1
                              ? g_strdup_printf("%s %s: %d %%", doing, first->name, g_atomic_int_get(&first->percent))
                              : g_strdup_printf("%s: %u of %u sections done", doing, done, products->len);

  sts_progress_show(progress, line);
}

void
sts_produce(StsWork *work, GPtrArray *products)
{
  StsProgress progress = sts_progress_start(work->options->quiet);
  Shop shop = {.work = work, .products = products, .finished = g_async_queue_new()};
  g_autoptr(GPtrArray) workers = start_workers(&shop, MIN(work->options->jobs, (int)products->len), progress.wanted);

  for (guint done = 0; done < products->len;) {
    if (g_async_queue_timeout_pop(shop.finished, TICK))
      done++;
    show_progress(&progress, work->options, products, done);
  }
  for (guint i = 0; i < workers->len; i++)
    g_thread_join(g_ptr_array_index(workers, i));
  sts_progress_clear(&progress);
  g_async_queue_unref(shop.finished);
}
