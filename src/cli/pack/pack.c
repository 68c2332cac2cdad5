/* --pack: every section in every language and form, in one folder that appears as a whole. */
#include <string.h>

#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/interrupt.h"
#include "cli/pack/answers.h"
#include "cli/pack/folder.h"
#include "cli/pack/index-file.h"
#include "cli/pack/index-page.h"
#include "cli/pack/pictures.h"
#include "cli/publish.h"
#include "cli/report.h"

static const char LARGE_PRINT_STYLE[] = "large-print", INDEX_TYPE[] = "application/json";

/* What of a text is made at once: its files in one look. */
typedef struct {
  const StsPackText *text;
  bool large;
  StsProduct *product; /* lent */
} Batch;

typedef struct {
  StsWork *work;
  StsPack *pack;
  StsPackFolder *folder;
  StsExporter *large;  /* exports in large print */
  char *drawer;        /* the program that draws pictures */
  GPtrArray *products; /* of StsProduct*: what must be made */
  GArray *batches;     /* of Batch: the same */
  GError *error;
} Making;

static void
clear_making(Making *making)
{
  g_clear_pointer(&making->products, g_ptr_array_unref);
  g_clear_pointer(&making->batches, g_array_unref);
  sts_pack_free(making->pack);
  sts_pack_folder_free(making->folder);
  sts_exporter_free(making->large);
  g_free(making->drawer);
  g_clear_error(&making->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Making, clear_making)

static bool
fail(Making *making, int *status)
{
  sts_report_message("%s", making->error->message);
  *status = STS_EXIT_SYSTEM;
  return false;
}

/* ---- before anything is made ---- */

/* A section may have an id that makes its files those of the pack itself. */
static bool
check_names(const StsPack *pack, int *status)
{
  g_autoptr(GPtrArray) files = sts_pack_list_files(pack);
  g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);

  g_hash_table_add(taken, (gpointer)STS_PACK_INDEX_NAME);
  g_hash_table_add(taken, (gpointer)STS_PACK_PAGE_NAME);
  for (guint i = 0; i < files->len; i++) {
    const char *name = ((const StsPackFile *)files->pdata[i])->name;
    if (g_hash_table_add(taken, (gpointer)name))
      continue;
    sts_report_message("two files of the pack would be called “%s”; give that section another id", name);
    *status = STS_EXIT_CONTENT;
    return false;
  }
  return true;
}

/* ---- what must be made ---- */

/* Whether the file is one of the look that is exported; a picture is drawn from the plain one. */
static bool
is_in_batch(const StsPackFile *file, bool large)
{
  return file->form->large == large;
}

/* Sets the keys of the files in one look. Where they cannot be told, the files will be made. */
static bool
set_keys(Making *making, StsInputs *inputs, const StsPackText *text, bool large)
{
  const char *ids[] = {text->info.id, NULL};
  g_autofree StsOutput *outputs = g_new0(StsOutput, text->files->len);
  StsExport what = {.ids = ids, .outputs = outputs};

  for (guint i = 0; i < text->files->len; i++) {
    const StsPackFile *file = text->files->pdata[i];
    if (is_in_batch(file, large) && file->form->format)
      outputs[what.output_count++].format = file->form->format->name;
  }
  g_autofree char *key = sts_inputs_key(inputs, &what, &making->error);
  for (guint i = 0; i < text->files->len; i++) {
    StsPackFile *file = text->files->pdata[i];
    if (is_in_batch(file, large))
      file->key = g_strdup(key);
  }
  return !making->error;
}

/* Whether all files of the look can stay as they are; then they will. */
static bool
spare_files(const Making *making, const StsPackText *text, bool large)
{
  bool all = !making->work->options->force;

  for (guint i = 0; i < text->files->len && all; i++)
    all = !is_in_batch(text->files->pdata[i], large) || sts_pack_folder_has(making->folder, text->files->pdata[i]);
  for (guint i = 0; i < text->files->len && all; i++)
    if (is_in_batch(text->files->pdata[i], large))
      ((StsPackFile *)text->files->pdata[i])->spared = true;
  return all;
}

static void
add_product(Making *making, const StsPackText *text, bool large)
{
  const char *id = text->info.id;
  Batch batch = {text, large, sts_product_new(text->work->library, id, &id, 1, false)};

  batch.product->folder = making->work->options->pack;
  batch.product->exporter = large ? making->large : making->work->exporter;
  for (guint i = 0; i < text->files->len; i++) {
    const StsPackFile *file = text->files->pdata[i];
    if (is_in_batch(file, large) && file->form->format)
      sts_product_add_file(batch.product, file->form->format, sts_pack_folder_new_path(making->folder, file->name));
  }
  g_ptr_array_add(making->products, batch.product);
  g_array_append_val(making->batches, batch);
}

/* Parts what stays from what must be made, in one look and language. */
static bool
plan_language(Making *making, const StsWork *work, bool large)
{
  g_autoptr(StsInputs) inputs = sts_inputs_new(large ? making->large : making->work->exporter, work->library);
  g_autoptr(GPtrArray) texts = sts_pack_list_texts(making->pack);

  for (guint i = 0; i < texts->len; i++) {
    const StsPackText *text = texts->pdata[i];
    if (text->work != work)
      continue;
    if (!set_keys(making, inputs, text, large))
      return false;
    if (!spare_files(making, text, large))
      add_product(making, text, large);
  }
  return true;
}

static bool
plan(Making *making, int *status)
{
  if (!sts_pack_folder_begin(making->folder, &making->error))
    return fail(making, status);
  for (guint i = 0; i <= making->work->translations->len; i++) {
    const StsWork *work = i == 0 ? making->work : making->work->translations->pdata[i - 1];
    if (!plan_language(making, work, false) || !plan_language(making, work, true))
      return fail(making, status);
  }
  return true;
}

/* ---- what was made ---- */

static bool
keep_files(Making *making)
{
  g_autoptr(GPtrArray) files = sts_pack_list_files(making->pack);

  for (guint i = 0; i < files->len; i++)
    if (((const StsPackFile *)files->pdata[i])->spared &&
        !sts_pack_folder_keep(making->folder, files->pdata[i], &making->error))
      return false;
  return true;
}

/* What something was told of is made again by the next call, so that it is told again. */
static void
forget_keys(const Making *making)
{
  for (guint i = 0; i < making->batches->len; i++) {
    const Batch *batch = &g_array_index(making->batches, Batch, i);
    bool told = sts_diagnostics_count(batch->product->diagnostics, STS_SEVERITY_WARNING) > 0;
    for (guint k = 0; k < batch->text->files->len && told; k++)
      if (is_in_batch(batch->text->files->pdata[k], batch->large))
        g_clear_pointer(&((StsPackFile *)batch->text->files->pdata[k])->key, g_free);
  }
}

static bool
draw_pictures(Making *making)
{
  g_autoptr(GPtrArray) drawings = g_ptr_array_new_with_free_func(sts_pack_drawing_free);

  for (guint i = 0; i < making->batches->len; i++) {
    const Batch *batch = &g_array_index(making->batches, Batch, i);
    const char *pdf = NULL;
    for (guint k = 0; k < batch->text->files->len; k++) {
      const StsPackFile *file = batch->text->files->pdata[k];
      if (is_in_batch(file, batch->large) && file->form->format && file->form->format->has_pages)
        pdf = file->name;
      if (is_in_batch(file, batch->large) && !file->form->format)
        g_ptr_array_add(drawings, sts_pack_drawing_new(making->folder, pdf, file->name));
    }
  }
  return sts_pack_draw(drawings, making->drawer, making->work->options->jobs, &making->error);
}

static bool
take_files(Making *making)
{
  bool spare = !making->work->options->force;

  for (guint i = 0; i < making->batches->len; i++) {
    const Batch *batch = &g_array_index(making->batches, Batch, i);
    for (guint k = 0; k < batch->text->files->len; k++)
      if (is_in_batch(batch->text->files->pdata[k], batch->large) &&
          !sts_pack_folder_take(making->folder, batch->text->files->pdata[k], spare, &making->error))
        return false;
  }
  return true;
}

static GBytes *
take_text(char *text)
{
  return g_bytes_new_take(text, strlen(text));
}

/* The page is of the same kind as sheets whose names end as its name does. */
static const char *
page_type(void)
{
  const char *type = NULL;

  for (size_t i = 0; i < sts_format_count() && !type; i++)
    if (g_str_has_suffix(STS_PACK_PAGE_NAME, sts_format_get(i)->suffix))
      type = sts_format_get(i)->media_type;
  g_assert(type);
  return type;
}

/* The index in JSON lists all other files, and so comes last. It is not in its own list. */
static bool
write_index(Making *making, StsPackFile *index)
{
  bool spare = !making->work->options->force;

  if (!sts_pack_add_answers(making->pack, making->work->options->address, page_type(), &making->error))
    return false;
  sts_pack_add_file(making->pack, STS_PACK_PAGE_NAME, page_type(), take_text(sts_pack_page_write(making->pack)));
  for (guint i = 0; i < making->pack->others->len; i++)
    if (!sts_pack_folder_write(making->folder, making->pack->others->pdata[i], spare, &making->error))
      return false;
  index->bytes = take_text(sts_pack_index_write(making->pack));
  return sts_pack_folder_write(making->folder, index, spare, &making->error);
}

static void
tell(const Making *making, const GPtrArray *files, const GPtrArray *gone)
{
  const StsOptions *options = making->work->options;
  guint written = 0;

  for (guint i = 0; i < files->len; i++) {
    const StsPackFile *file = files->pdata[i];
    g_autofree char *path = g_build_filename(options->pack, file->name, NULL);
    written += !file->spared;
    if (!file->spared && !options->quiet)
      sts_report_line("wrote %s", path);
  }
  for (guint i = 0; i < gone->len && !options->quiet; i++) {
    g_autofree char *path = g_build_filename(options->pack, gone->pdata[i], NULL);
    sts_report_line("removed %s", path);
  }
  if (options->quiet)
    return;
  g_autofree char *count = sts_report_count(files->len, "file", "files");
  if (written + gone->len == 0)
    sts_report_line("nothing has changed in %s: %s", options->pack, count);
  else
    sts_report_line("%s has %s: %u written, %u unchanged, %u removed", options->pack, count, written,
                    files->len - written, gone->len);
}

static bool
needs_place(const GPtrArray *files, const GPtrArray *gone)
{
  for (guint i = 0; i < files->len; i++)
    if (!((const StsPackFile *)files->pdata[i])->spared)
      return true;
  return gone->len > 0;
}

static int
finish(Making *making)
{
  StsPackFile index = {.name = (char *)STS_PACK_INDEX_NAME, .media_type = INDEX_TYPE};
  int status = STS_EXIT_DONE;

  forget_keys(making);
  /* What is in the new folder from now on is more than a handler of signals could remove. */
  sts_interrupt_hold();
  bool made = draw_pictures(making) && keep_files(making) && take_files(making) && write_index(making, &index);
  g_autoptr(GPtrArray) files = sts_pack_list_files(making->pack);
  g_autoptr(GPtrArray) gone = sts_pack_folder_list_gone(making->folder, files);

  g_ptr_array_add(files, &index);
  made = made && (!needs_place(files, gone) || sts_pack_folder_commit(making->folder, &making->error));
  sts_pack_folder_abandon(making->folder);
  sts_interrupt_release();
  if (!made)
    fail(making, &status);
  else
    tell(making, files, gone);
  g_clear_pointer(&index.bytes, g_bytes_unref);
  g_free(index.digest);
  return status == STS_EXIT_DONE && !sts_report_flush() ? STS_EXIT_SYSTEM : status;
}

/* ---- the call ---- */

static bool
load_looks(Making *making, int *status)
{
  if (sts_publish_is_faulty(making->work))
    return true;
  if (!sts_work_load_styles(making->work, status))
    return false;
  making->large = sts_work_load_style(making->work, LARGE_PRINT_STYLE, status);
  return making->large;
}

int
sts_action_pack(StsWork *work)
{
  int status = STS_EXIT_DONE;
  g_auto(Making) making = {
      .work = work,
      .products = g_ptr_array_new_with_free_func((GDestroyNotify)sts_product_free),
      .batches = g_array_new(FALSE, FALSE, sizeof(Batch)),
  };

  sts_work_gather_diagnostics(work);
  sts_diagnostics_sort(work->diagnostics);
  making.drawer = sts_pack_find_drawer(&status);
  if (!making.drawer || !sts_publish_has_sections(work, &status))
    return status;
  making.folder = sts_pack_folder_open(work->options->pack, &status);
  making.pack = sts_pack_new(work);
  if (!making.folder || !check_names(making.pack, &status) || !load_looks(&making, &status) ||
      (!sts_publish_is_faulty(work) && !plan(&making, &status)))
    return status;
  status = sts_publish(work, making.products, false);
  return status == STS_EXIT_DONE ? finish(&making) : status;
}
