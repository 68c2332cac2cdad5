#include "cairo-watch.h"

#include <cairo-ft.h>
#include <dlfcn.h>
#include <stdatomic.h>
#include <unistd.h>

static atomic_int calls, inside;
static atomic_bool overlapped;
static _Thread_local int depth;

int
cairo_watch_calls(void)
{
  return atomic_load(&calls);
}

bool
cairo_watch_overlapped(void)
{
  return atomic_load(&overlapped);
}

/* Another thread gets a moment in which to come in, too. */
static void
enter(void)
{
  if (depth++ > 0)
    return;
  atomic_fetch_add(&calls, 1);
  if (atomic_fetch_add(&inside, 1) > 0)
    atomic_store(&overlapped, true);
  usleep(100);
}

static void
leave(void)
{
  if (--depth == 0)
    atomic_fetch_sub(&inside, 1);
}

/* Defines the function as a call of the true one. */
#define WATCH(type, name, parameters, ...)                                                                             \
  type name parameters                                                                                                 \
  {                                                                                                                    \
    type(*real) parameters;                                                                                            \
    *(void **)&real = dlsym(RTLD_NEXT, #name);                                                                         \
    enter();                                                                                                           \
    type result = real(__VA_ARGS__);                                                                                   \
    leave();                                                                                                           \
    return result;                                                                                                     \
  }
#define WATCH_VOID(name, parameters, ...)                                                                              \
  void name parameters                                                                                                 \
  {                                                                                                                    \
    void(*real) parameters;                                                                                            \
    *(void **)&real = dlsym(RTLD_NEXT, #name);                                                                         \
    enter();                                                                                                           \
    real(__VA_ARGS__);                                                                                                 \
    leave();                                                                                                           \
  }

/* clang-format off */
WATCH(cairo_font_face_t *, cairo_ft_font_face_create_for_pattern, (FcPattern *pattern), pattern)
WATCH(cairo_scaled_font_t *, cairo_scaled_font_create,
      (cairo_font_face_t *face, const cairo_matrix_t *matrix, const cairo_matrix_t *ctm,
       const cairo_font_options_t *options),
      face, matrix, ctm, options)
WATCH_VOID(cairo_scaled_font_destroy, (cairo_scaled_font_t *font), font)
WATCH(FT_Face, cairo_ft_scaled_font_lock_face, (cairo_scaled_font_t *font), font)
WATCH_VOID(cairo_scaled_font_glyph_extents,
           (cairo_scaled_font_t *font, const cairo_glyph_t *glyphs, int count, cairo_text_extents_t *extents),
           font, glyphs, count, extents)
WATCH_VOID(cairo_show_glyphs, (cairo_t *cr, const cairo_glyph_t *glyphs, int count), cr, glyphs, count)
WATCH_VOID(cairo_show_text_glyphs,
           (cairo_t *cr, const char *text, int bytes, const cairo_glyph_t *glyphs, int count,
            const cairo_text_cluster_t *clusters, int cluster_count, cairo_text_cluster_flags_t flags),
           cr, text, bytes, glyphs, count, clusters, cluster_count, flags)
WATCH_VOID(cairo_surface_finish, (cairo_surface_t *surface), surface)
