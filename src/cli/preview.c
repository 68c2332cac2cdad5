/* --preview: pictures of the pages of the chosen sections, drawn from the PDF that an export of them would write. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file-read.h"
#include "base/leftovers.h"
#include "cli/actions.h"
#include "cli/draw-pages.h"
#include "cli/exit-status.h"
#include "cli/guard.h"
#include "cli/interrupt.h"
#include "cli/outputs.h"
#include "cli/publish.h"
#include "cli/report.h"

/* More than pdftoppm makes of any page that a style allows. */
enum { PNG_MAX = 256 << 20 };

/* One that waits for its name. */
typedef struct {
  StsAtomicFile *file;
  char *path;
  bool same; /* result: what was there has the same bytes, and stays as it is */
} Picture;

typedef struct {
  const StsWork *work;
  const char *program, *folder; /* that of --output */
  StsGuard *guard;              /* what the call reads */
  GPtrArray *waiting;           /* of Picture* */
  GPtrArray *stale;             /* names of pages that there are no more */
  GError *error;
  int status;
} Pictures;

static void
free_picture(gpointer data)
{
  Picture *picture = data;

  sts_atomic_file_free(picture->file);
  g_free(picture->path);
  g_free(picture);
}

static void
clear_pictures(Pictures *pictures)
{
  sts_guard_free(pictures->guard);
  g_ptr_array_unref(pictures->waiting);
  g_ptr_array_unref(pictures->stale);
  g_clear_error(&pictures->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pictures, clear_pictures)

static bool G_GNUC_PRINTF(3, 4) refuse(Pictures *pictures, int status, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  sts_report_message("%s", text);
  pictures->status = status;
  return false;
}

static bool
fail(Pictures *pictures)
{
  return refuse(pictures, STS_EXIT_SYSTEM, "%s", pictures->error->message);
}

/* ---- where they go ---- */

static void
list_sources(Pictures *pictures)
{
  g_auto(GStrv) files = sts_library_list_files(pictures->work->library);

  pictures->guard = sts_guard_new();
  for (char **file = files; *file; file++)
    sts_guard_add(pictures->guard, *file);
}

/* What is replaced is an earlier picture, or nothing. */
static bool
check_place(Pictures *pictures, const char *path)
{
  StsFileKind kind;

  if (sts_file_look(path, &kind) != 0 || kind != STS_FILE_KIND_FILE)
    return true;
  const char *source = sts_guard_find(pictures->guard, path);
  if (source)
    return refuse(pictures, STS_EXIT_CALL, "“%s” would overwrite “%s”, which this call reads; choose another folder",
                  path, source);
  return sts_drawn_page_is_own(path) ||
         refuse(pictures, STS_EXIT_CALL,
                "“%s” exists, and sts-export did not write it; move it away, or choose another folder with --output",
                path);
}

static char *
name_of(const Pictures *pictures, const StsProduct *product, int page)
{
  g_autofree char *stem = sts_outputs_stem(pictures->work, pictures->folder, product);

  return g_strdup_printf("%s-%d.png", stem, page);
}

/* Pages after the last that an earlier call drew would be taken for pages of today. */
static void
find_stale(Pictures *pictures, const StsProduct *product, int page)
{
  for (;; page++) {
    char *path = name_of(pictures, product, page);
    if (!sts_drawn_page_is_own(path)) {
      g_free(path);
      return;
    }
    g_ptr_array_add(pictures->stale, path);
  }
}

/* ---- drawing ---- */

static bool
stage(Pictures *pictures, const StsProduct *product, const StsDrawnPage *page)
{
  g_autofree char *path = name_of(pictures, product, page->page), *bytes = NULL;
  gsize size;

  if (!check_place(pictures, path))
    return false;
  if (!sts_file_load(page->path, PNG_MAX, &bytes, &size, &pictures->error))
    return fail(pictures);
  g_autoptr(GBytes) png = sts_drawn_page_sign(bytes, size);
  if (!png)
    return refuse(pictures, STS_EXIT_SYSTEM, "%s: what pdftoppm made of page %d is no PNG", product->name, page->page);
  StsAtomicFile *file = sts_atomic_file_new(path, sts_interrupt_files(), &pictures->error);
  if (!file)
    return fail(pictures);
  Picture *picture = g_new0(Picture, 1);
  *picture = (Picture){file, g_steal_pointer(&path), false};
  g_ptr_array_add(pictures->waiting, picture);
  if (!pictures->work->options->force)
    sts_atomic_file_spare_same(file, &picture->same);
  return sts_atomic_file_write(file, g_bytes_get_data(png, NULL), g_bytes_get_size(png), &pictures->error) ||
         fail(pictures);
}

/* In a folder that is there only as long as it is used. */
static bool
draw_in(Pictures *pictures, const StsProduct *product, const char *folder)
{
  const StsOptions *options = pictures->work->options;
  g_autofree char *pdf = g_build_filename(folder, "pages.pdf", NULL), *drawn = g_build_filename(folder, "png", NULL);
  GBytes *bytes = sts_product_file((StsProduct *)product, 0)->bytes;

  if (!g_file_set_contents(pdf, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), &pictures->error))
    return fail(pictures);
  if (mkdir(drawn, 0700) != 0)
    return refuse(pictures, STS_EXIT_SYSTEM, "cannot make the folder “%s”: %s", drawn, g_strerror(errno));
  g_autoptr(GArray) pages =
      sts_draw_pages(pictures->program, pdf, drawn, options->pages, options->dpi, &pictures->error);
  if (!pages)
    return refuse(pictures,
                  g_error_matches(pictures->error, G_FILE_ERROR, G_FILE_ERROR_INVAL) ? STS_EXIT_CALL : STS_EXIT_SYSTEM,
                  "%s: %s", product->name, pictures->error->message);
  for (guint i = 0; i < pages->len; i++)
    if (!stage(pictures, product, &g_array_index(pages, StsDrawnPage, i)))
      return false;
  if (options->pages.last == 0)
    find_stale(pictures, product, g_array_index(pages, StsDrawnPage, pages->len - 1).page + 1);
  return true;
}

static bool
draw(Pictures *pictures, const StsProduct *product)
{
  g_autofree char *folder = sts_leftovers_new_name(pictures->folder ? pictures->folder : ".", "preview");

  if (mkdir(folder, 0700) != 0)
    return refuse(pictures, STS_EXIT_SYSTEM, "cannot make the folder “%s”: %s", folder, g_strerror(errno));
  bool drawn = draw_in(pictures, product, folder);
  sts_leftovers_remove_folder(folder);
  return drawn;
}

static bool
commit(Pictures *pictures)
{
  bool quiet = pictures->work->options->quiet;
  g_autoptr(GPtrArray) files = g_ptr_array_new();

  for (guint i = 0; i < pictures->waiting->len; i++)
    g_ptr_array_add(files, ((const Picture *)pictures->waiting->pdata[i])->file);
  if (!sts_atomic_files_commit((StsAtomicFile *const *)files->pdata, files->len, &pictures->error))
    return fail(pictures);
  for (guint i = 0; i < pictures->waiting->len && !quiet; i++) {
    const Picture *picture = pictures->waiting->pdata[i];
    sts_report_line("%s %s", picture->same ? "unchanged" : "wrote", picture->path);
  }
  for (guint i = 0; i < pictures->stale->len; i++) {
    const char *path = pictures->stale->pdata[i];
    if (unlink(path) == 0 && !quiet)
      sts_report_line("removed %s, a page that there is no more", path);
  }
  return sts_report_flush() || (pictures->status = STS_EXIT_SYSTEM, false);
}

/* ---- the call ---- */

static int
draw_all(StsWork *work, GPtrArray *products, const char *program)
{
  g_auto(Pictures) pictures = {
      .work = work,
      .program = program,
      .folder = work->options->output,
      .waiting = g_ptr_array_new_with_free_func(free_picture),
      .stale = g_ptr_array_new_with_free_func(g_free),
      .status = STS_EXIT_DONE,
  };

  list_sources(&pictures);
  sts_leftovers_clean(pictures.folder ? pictures.folder : ".");
  for (guint i = 0; i < products->len; i++)
    if (!draw(&pictures, products->pdata[i]))
      return pictures.status;
  commit(&pictures);
  return pictures.status;
}

static bool
check_folder(const StsOptions *options, int *status)
{
  StsFileKind kind;

  if (!options->output || sts_file_look(options->output, &kind) != 0 || kind == STS_FILE_KIND_NONE ||
      kind == STS_FILE_KIND_FOLDER)
    return true;
  sts_report_message("--output names “%s”, which is no folder; --preview writes a file for each page", options->output);
  *status = STS_EXIT_CALL;
  return false;
}

/* The format whose files are drawn. */
static const StsFormatInfo *
find_paged_format(void)
{
  for (size_t i = 0; i < sts_format_count(); i++)
    if (sts_format_get(i)->has_pages)
      return sts_format_get(i);
  g_assert_not_reached();
}

int
sts_action_preview(StsWork *work)
{
  g_autoptr(GPtrArray) products = sts_publish_list(work);
  g_autoptr(GError) error = NULL;
  g_autofree char *program = sts_draw_pages_find_program(&error);
  bool made = false;
  int status = STS_EXIT_DONE;

  if (!program) {
    sts_report_message("%s", error->message);
    return STS_EXIT_SYSTEM;
  }
  if (!sts_publish_has_sections(work, &status) || !check_folder(work->options, &status))
    return status;
  for (guint i = 0; i < products->len; i++)
    sts_product_add_file(products->pdata[i], find_paged_format(), NULL);
  status = sts_publish(work, products, false);
  if (status != STS_EXIT_DONE || !sts_publish_make_folder(work->options->output, &made, &status))
    return status;
  status = draw_all(work, products, program);
  sts_publish_settle_folder(work->options->output, made, status);
  return status;
}
