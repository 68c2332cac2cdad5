/* Runs assemble, layout and the back ends for each publication on a pool of threads. */
#include "cli/produce.h"

#include "assemble/assemble.h"
#include "cli/progress.h"
#include "epub/epub.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

/* How often the waiting thread looks whether there is progress to show. */
enum { TICK = G_USEC_PER_SEC / 10 };

typedef struct {
  StsWork *work;
  GAsyncQueue *finished; /* of StsProduct* */
} Shop;

StsProduct *
sts_product_new(const char *name, const StsSection *const *sections, size_t count, bool book)
{
  StsProduct *product = g_new0(StsProduct, 1);

  product->name = g_strdup(name);
  product->sections = sections;
  product->count = count;
  product->book = book;
  product->diagnostics = sts_diagnostics_new();
  return product;
}

void
sts_product_free(StsProduct *product)
{
  if (!product)
    return;
  sts_atomic_file_free(product->pdf_file);
  sts_atomic_file_free(product->epub_file);
  sts_diagnostics_free(product->diagnostics);
  g_clear_error(&product->error);
  g_free(product->pdf);
  g_free(product->epub);
  g_free(product->name);
  g_free(product);
}

static void
enter_stage(StsProduct *product, const char *stage)
{
  g_atomic_pointer_set(&product->stage, (gpointer)stage);
}

static bool
write_pdf(StsProduct *product, const StsOptions *options, const StsLayout *layout)
{
  StsPdfOptions pdf = {.linearize = options->linearize};

  enter_stage(product, "writing the PDF");
  product->pdf_file = sts_atomic_file_new(product->pdf, &product->error);
  return product->pdf_file && sts_pdf_write(layout, &pdf, sts_atomic_file_get_temporary(product->pdf_file), &product->error);
}

static bool
write_epub(StsProduct *product, const StsOptions *options, const StsLayout *layout, StsFonts *fonts)
{
  /* The pages' source is named by what the PDF is called unless the user renames it: the name must not depend on where the files go. */
  g_autofree char *source = g_strconcat(product->name, ".pdf", NULL);
  StsEpubOptions epub = {
    .fonts = !options->no_fonts,
    .breaks = (const StsPageBreak *)(gpointer)layout->breaks->data,
    .break_count = layout->breaks->len,
    .page_source = source,
  };

  enter_stage(product, "writing the EPUB");
  product->epub_file = sts_atomic_file_new(product->epub, &product->error);
  return product->epub_file && sts_epub_write(layout->publication, layout->theme, options->no_fonts ? NULL : fonts, &epub,
                                              sts_atomic_file_get_temporary(product->epub_file), &product->error);
}

static bool
is_faulty(const StsProduct *product)
{
  return sts_diagnostics_count(product->diagnostics, STS_SEVERITY_ERROR) > 0;
}

static void
make_with_fonts(StsProduct *product, StsWork *work, StsFonts *fonts)
{
  StsAssembleOptions assemble = {.book = product->book, .language = work->options->language};

  enter_stage(product, "assembling");
  g_autoptr(StsPublication) publication =
    sts_publication_assemble(work->library, product->sections, product->count, work->terms, &assemble, product->diagnostics);
  enter_stage(product, "laying out the pages");
  g_autoptr(StsLayout) layout = sts_layout_new(publication, work->theme, fonts, product->diagnostics, &product->error);
  if (!layout || is_faulty(product))
    return;
  product->pages = layout->pages->len;
  if (product->pdf && !write_pdf(product, work->options, layout))
    return;
  if (product->epub)
    write_epub(product, work->options, layout, fonts);
}

static void
make(gpointer data, gpointer user_data)
{
  StsProduct *product = data;
  Shop *shop = user_data;
  StsFonts *fonts = sts_work_borrow_fonts(shop->work, &product->error);

  if (fonts) {
    make_with_fonts(product, shop->work, fonts);
    sts_work_return_fonts(shop->work, fonts);
  }
  enter_stage(product, NULL);
  g_async_queue_push(shop->finished, product);
}

static void
show_progress(StsProgress *progress, const GPtrArray *products, guint done)
{
  for (guint i = 0; i < products->len; i++) {
    const StsProduct *product = g_ptr_array_index(products, i);
    const char *stage = g_atomic_pointer_get(&product->stage);
    if (!stage)
      continue;
    g_autofree char *line = products->len == 1 ? g_strdup_printf("%s: %s", product->name, stage)
                                               : g_strdup_printf("%u of %u done; %s: %s", done, products->len, product->name, stage);
    sts_progress_show(progress, line);
    return;
  }
}

void
sts_produce(StsWork *work, GPtrArray *products)
{
  StsProgress progress = sts_progress_start(work->options->quiet);
  Shop shop = {.work = work, .finished = g_async_queue_new()};
  /* A pool that shares its threads cannot fail to be made. */
  GThreadPool *pool = g_thread_pool_new(make, &shop, MAX(1, MIN(work->options->jobs, (int)products->len)), FALSE, NULL);

  for (guint i = 0; i < products->len; i++)
    g_thread_pool_push(pool, g_ptr_array_index(products, i), NULL);
  for (guint done = 0; done < products->len;) {
    if (g_async_queue_timeout_pop(shop.finished, TICK))
      done++;
    show_progress(&progress, products, done);
  }
  g_thread_pool_free(pool, FALSE, TRUE);
  sts_progress_clear(&progress);
  g_async_queue_unref(shop.finished);
}
