/* Has the program that draws pages draw each PDF's first. */
#include "cli/pack/pictures.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file-read.h"
#include "base/leftovers.h"
#include "cli/draw-pages.h"
#include "cli/exit-status.h"
#include "cli/interrupt.h"
#include "cli/report.h"

enum { DPI = 96, PNG_MAX = 64 << 20 };

struct StsPackDrawing {
  char *pdf, *picture; /* paths */
  GError *error;
};

char *
sts_pack_find_drawer(int *status)
{
  g_autoptr(GError) error = NULL;
  char *program = sts_draw_pages_find_program(&error);

  if (!program) {
    sts_report_message("%s", error->message);
    *status = STS_EXIT_SYSTEM;
  }
  return program;
}

StsPackDrawing *
sts_pack_drawing_new(StsPackFolder *folder, const char *pdf, const char *picture)
{
  StsPackDrawing *drawing = g_new0(StsPackDrawing, 1);

  drawing->picture = sts_pack_folder_new_path(folder, picture);
  drawing->pdf = sts_pack_folder_find(folder, pdf);
  return drawing;
}

void
sts_pack_drawing_free(gpointer data)
{
  StsPackDrawing *drawing = data;

  g_free(drawing->pdf);
  g_free(drawing->picture);
  g_clear_error(&drawing->error);
  g_free(drawing);
}

static bool
draw_in(StsPackDrawing *drawing, const char *program, const char *folder)
{
  const StsPageRange first = {1, 1};
  g_autoptr(GArray) pages = sts_draw_pages(program, drawing->pdf, folder, first, DPI, &drawing->error);
  g_autofree char *bytes = NULL;
  gsize size;

  if (!pages || !sts_file_load(g_array_index(pages, StsDrawnPage, 0).path, PNG_MAX, &bytes, &size, &drawing->error))
    return false;
  g_autoptr(GBytes) png = sts_drawn_page_sign(bytes, size);
  if (!png) {
    g_set_error(&drawing->error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "what pdftoppm made of “%s” is no PNG",
                drawing->pdf);
    return false;
  }
  return g_file_set_contents(drawing->picture, g_bytes_get_data(png, NULL), (gssize)g_bytes_get_size(png),
                             &drawing->error);
}

/* In a folder that is there only as long as it is used. */
static void
draw(gpointer data, gpointer program)
{
  StsPackDrawing *drawing = data;
  g_autofree char *folder = g_strconcat(drawing->picture, ".drawing", NULL);

  if (sts_interrupt_is_wanted()) {
    g_set_error(&drawing->error, G_FILE_ERROR, G_FILE_ERROR_INTR, "the call was interrupted; nothing was written");
    return;
  }
  if (mkdir(folder, 0700) != 0) {
    g_set_error(&drawing->error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "cannot make the folder “%s”: %s",
                folder, g_strerror(errno));
    return;
  }
  draw_in(drawing, program, folder);
  sts_leftovers_remove_folder(folder);
}

bool
sts_pack_draw(const GPtrArray *drawings, const char *drawer, int jobs, GError **error)
{
  GThreadPool *pool = g_thread_pool_new(draw, (gpointer)drawer, jobs, FALSE, error);

  if (!pool)
    return false;
  for (guint i = 0; i < drawings->len; i++)
    g_thread_pool_push(pool, drawings->pdata[i], NULL);
  g_thread_pool_free(pool, FALSE, TRUE);
  for (guint i = 0; i < drawings->len; i++) {
    StsPackDrawing *drawing = drawings->pdata[i];
    if (drawing->error) {
      g_propagate_error(error, g_steal_pointer(&drawing->error));
      return false;
    }
  }
  return true;
}
