/* Paints pictures: SVG as vectors, JPEG passed through, other pixels reduced to what print can show. */
#include "output/pdf/draw-image.h"

#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "output/pdf/decode-image.h"
#include "output/pdf/pdf-error.h"

static const double DPI_MAX = 600;

static bool
fail(GError **error, const char *reason)
{
  g_set_error_literal(error, STS_PDF_ERROR, STS_PDF_ERROR_IMAGE, reason);
  return false;
}

/* What is used of librsvg. It is loaded when an SVG is drawn: with all that it brings, it would take a third of the
 * time in which the program starts.
 */
typedef struct {
  void *library;
  RsvgHandle *(*new_from_data)(const guint8 *data, gsize length, GError **error);
  gboolean (*render_document)(RsvgHandle *handle, cairo_t *cr, const RsvgRectangle *viewport, GError **error);
} Rsvg;

static bool
open_rsvg(Rsvg *rsvg, GError **error)
{
  /* Its types stay registered, so it must stay too, also when it is closed. */
  rsvg->library = dlopen("librsvg-2.so.2", RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
  if (rsvg->library) {
    *(void **)&rsvg->new_from_data = dlsym(rsvg->library, "rsvg_handle_new_from_data");
    *(void **)&rsvg->render_document = dlsym(rsvg->library, "rsvg_handle_render_document");
    if (rsvg->new_from_data && rsvg->render_document)
      return true;
    dlclose(rsvg->library);
  }
  g_set_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO,
              "drawing an SVG needs librsvg (package librsvg2-2), which could not be loaded: %s", dlerror());
  return false;
}

/* Text in an SVG takes our fonts: librsvg uses the thread's default font map. */
static bool
render(const Rsvg *rsvg, cairo_t *cr, RsvgHandle *handle, const double box[4], PangoFontMap *fonts, GError **error)
{
  g_autoptr(PangoFontMap) before = fonts ? g_object_ref(pango_cairo_font_map_get_default()) : NULL;
  RsvgRectangle viewport = {.x = box[0], .y = box[1], .width = box[2], .height = box[3]};

  if (fonts)
    pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(fonts));
  cairo_save(cr);
  bool drawn = rsvg->render_document(handle, cr, &viewport, error);
  cairo_restore(cr);
  if (fonts)
    pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(before));
  return drawn;
}

static bool
draw_svg(cairo_t *cr, const StsImage *image, const double box[4], PangoFontMap *fonts, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data(image->shown, &length);
  g_autoptr(GError) fault = NULL;
  Rsvg rsvg;

  if (!open_rsvg(&rsvg, error))
    return false;
  RsvgHandle *handle = rsvg.new_from_data(data, length, &fault);
  bool drawn = handle && render(&rsvg, cr, handle, box, fonts, &fault);
  g_clear_object(&handle);
  dlclose(rsvg.library);
  return drawn ? true : fail(error, fault->message);
}

static void
paint_surface(cairo_t *cr, cairo_surface_t *surface, const double box[4])
{
  cairo_save(cr);
  cairo_translate(cr, box[0], box[1]);
  cairo_scale(cr, box[2] / cairo_image_surface_get_width(surface), box[3] / cairo_image_surface_get_height(surface));
  cairo_set_source_surface(cr, surface, 0, 0);
  /* Interpolation is a matter of the viewer's, and PDF/A forbids asking for it. */
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_FAST);
  cairo_paint(cr);
  cairo_restore(cr);
}

/* The file's bytes go into the PDF as they are; the surface only says how large the picture is, and its pixels are
 * never touched. */
static cairo_surface_t *
wrap_jpeg(const StsImage *image, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data(image->shown, &length);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, image->width, image->height);
  cairo_status_t status = cairo_surface_status(surface);

  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, data, length,
                                         (cairo_destroy_func_t)g_bytes_unref, g_bytes_ref(image->shown));
  if (status == CAIRO_STATUS_SUCCESS)
    return surface;
  cairo_surface_destroy(surface);
  fail(error, cairo_status_to_string(status));
  return NULL;
}

static bool
draw_pixels(cairo_t *cr, const StsImage *image, const double box[4], GError **error)
{
  cairo_surface_t *surface;

  if (image->format == STS_IMAGE_JPEG && !image->cmyk)
    surface = wrap_jpeg(image, error);
  else
    surface = sts_pdf_decode_image(image, (int)ceil(box[2] / 72 * DPI_MAX), (int)ceil(box[3] / 72 * DPI_MAX), error);
  if (!surface)
    return false;
  /* The same picture at the same size is stored once, however often it is drawn. */
  char *name = g_strdup_printf("%p %d %d", (const void *)image, cairo_image_surface_get_width(surface),
                               cairo_image_surface_get_height(surface));
  if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_UNIQUE_ID, (const unsigned char *)name, strlen(name), g_free,
                                  name) != CAIRO_STATUS_SUCCESS)
    g_free(name);
  paint_surface(cr, surface, box);
  cairo_surface_destroy(surface);
  return true;
}

bool
sts_pdf_draw_image(cairo_t *cr, const StsImage *image, const double box[4], PangoFontMap *fonts, GError **error)
{
  if (!image)
    return true;
  switch (image->format) {
  case STS_IMAGE_SVG:
    return draw_svg(cr, image, box, fonts, error);
  case STS_IMAGE_PNG:
  case STS_IMAGE_JPEG:
    return draw_pixels(cr, image, box, error);
  }
  g_assert_not_reached();
}
