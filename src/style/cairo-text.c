/* Fonts and font maps for cairo, made of those that pages are laid out with, and the lock around their use. */
#include "style/cairo-text.h"

#include <cairo-ft.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include "style/font-faults.h"
#include "style/font-threads.h"
#include "style/plain-outlines.h"

/* The cache is the process's, and so must be what guards it: it is of no use to anything else. */
static GMutex guard;

void
sts_cairo_text_begin(void)
{
  g_mutex_lock(&guard);
}

void
sts_cairo_text_end(void)
{
  g_mutex_unlock(&guard);
}

double
sts_cairo_text_size(PangoFont *font)
{
  double size = 0;

  FcPatternGetDouble(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_PIXEL_SIZE, 0, &size);
  return size;
}

bool
sts_cairo_text_is_coloured(PangoFont *font)
{
  FcBool coloured = FcFalse;

  FcPatternGetBool(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_COLOR, 0, &coloured);
  return coloured == FcTrue;
}

/* Grey edges without hinting: subpixel rendering would follow the machine's screen. */
static cairo_font_options_t *
make_options(void)
{
  cairo_font_options_t *options = cairo_font_options_create();

  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  return options;
}

/* The file, and how it is drawn, as the rules of the font's map say; nothing of what a system's may have added. */
static FcPattern *
make_pattern(PangoFont *font)
{
  static const char *const taken[] = {FC_FILE, FC_INDEX, FC_FONT_VARIATIONS};
  FcPattern *from = pango_fc_font_get_pattern(PANGO_FC_FONT(font)), *pattern = FcPatternCreate();
  FcValue value;

  for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
    if (FcPatternGet(from, taken[i], 0, &value) == FcResultMatch)
      FcPatternAdd(pattern, taken[i], value, FcTrue);
  FcConfigSubstitute(pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(pango_font_get_font_map(font))), pattern,
                     FcMatchPattern);
  return pattern;
}

static hb_face_t *
face_of(PangoFont *font)
{
  return hb_font_get_face(pango_font_get_hb_font(font));
}

bool
sts_cairo_text_share_face(PangoFont *font, PangoFont *other)
{
  return face_of(font) == face_of(other) && sts_plain_outlines_are_needed(face_of(font));
}

static cairo_font_face_t *
open_face(PangoFont *font, const guint32 *glyphs, size_t count)
{
  hb_face_t *face = face_of(font);
  cairo_font_face_t *plain = sts_plain_outlines_are_needed(face) ? sts_plain_outlines_open(face, glyphs, count) : NULL;

  if (plain)
    return plain;
  FcPattern *pattern = make_pattern(font);
  cairo_font_face_t *opened = cairo_ft_font_face_create_for_pattern(pattern);
  FcPatternDestroy(pattern);
  return opened;
}

cairo_scaled_font_t *
sts_cairo_text_open_font(PangoFont *font, cairo_scaled_font_t *like, const guint32 *glyphs, size_t count)
{
  cairo_font_options_t *options = make_options();
  double size = sts_cairo_text_size(font);
  cairo_matrix_t scale, identity;
  cairo_font_face_t *face =
      like ? cairo_font_face_reference(cairo_scaled_font_get_font_face(like)) : open_face(font, glyphs, count);

  cairo_matrix_init_scale(&scale, size, size);
  cairo_matrix_init_identity(&identity);
  cairo_scaled_font_t *scaled = cairo_scaled_font_create(face, &scale, &identity, options);
  cairo_font_options_destroy(options);
  cairo_font_face_destroy(face);
  return scaled;
}

/* The name under which a map has its companion. */
static const char companion[] = "sts-cairo-map";

static PangoFontMap *
open_map(PangoFontMap *map)
{
  PangoFontMap *opened = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);

  g_assert(opened && PANGO_IS_FC_FONT_MAP(opened));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(opened), pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(map)));
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(opened), 72);
  return opened;
}

PangoFontMap *
sts_cairo_text_get_map(PangoFontMap *map)
{
  PangoFontMap *opened = g_object_get_data(G_OBJECT(map), companion);

  if (!opened) {
    opened = open_map(map);
    g_object_set_data_full(G_OBJECT(map), companion, opened, g_object_unref);
  }
  return opened;
}

/* After what was asked for; before what fontconfig would take. */
static void
append_families(FcPattern *pattern, gpointer families)
{
  for (char **family = families; *family; family++)
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)*family);
}

void
sts_cairo_text_set_theme(PangoFontMap *map, const StsTheme *theme)
{
  GStrvBuilder *families = g_strv_builder_new();

  g_strv_builder_add(families, theme->text[STS_TEXT_BODY].family);
  for (const char *const *family = theme->fallback; family && *family; family++)
    g_strv_builder_add(families, *family);
  pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(sts_cairo_text_get_map(map)), append_families,
                                           g_strv_builder_end(families), (GDestroyNotify)g_strfreev);
  g_strv_builder_unref(families);
}

void
sts_cairo_text_close_map(PangoFontMap *map)
{
  PangoFontMap *opened = g_object_get_data(G_OBJECT(map), companion);

  if (!opened)
    return;
  sts_font_threads_wait(opened);
  sts_cairo_text_begin();
  /* Pango's map takes a reference to its configuration and does not give it back when it goes. */
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(opened), NULL);
  g_object_set_data(G_OBJECT(map), companion, NULL);
  sts_cairo_text_end();
}

PangoContext *
sts_cairo_text_new_context(PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context(sts_cairo_text_get_map(map));
  cairo_font_options_t *options = make_options();

  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("en"));
  return context;
}

bool
sts_cairo_text_check_font(PangoFont *font, GError **error)
{
  cairo_scaled_font_t *drawn = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));

  if (drawn && cairo_scaled_font_status(drawn) == CAIRO_STATUS_SUCCESS)
    return sts_font_fault_check(font, error);
  sts_font_fault_set_font(font, error);
  return false;
}

static void
let_go(gpointer font)
{
  cairo_ft_scaled_font_unlock_face(font);
  cairo_scaled_font_destroy(font);
}

static bool
hold_face(StsHeldFonts *held, PangoContext *context, PangoFontFace *face, GError **error)
{
  PangoFontDescription *description = pango_font_face_describe(face);

  pango_font_description_set_absolute_size(description, PANGO_SCALE);
  PangoFont *font = pango_context_load_font(context, description);
  pango_font_description_free(description);
  bool opened = sts_cairo_text_check_font(font, error);
  if (opened) {
    cairo_scaled_font_t *drawn = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
    opened = cairo_ft_scaled_font_lock_face(drawn);
    if (opened)
      g_ptr_array_add(held, cairo_scaled_font_reference(drawn));
    else
      sts_font_fault_set_font(font, error);
  }
  g_object_unref(font);
  return opened;
}

StsHeldFonts *
sts_cairo_text_hold(PangoFontMap *map, GError **error)
{
  PangoContext *context = sts_cairo_text_new_context(map);
  StsHeldFonts *held = g_ptr_array_new_with_free_func(let_go);
  PangoFontFamily **families;
  int count, faces;
  bool opened = true;

  pango_font_map_list_families(pango_context_get_font_map(context), &families, &count);
  for (int i = 0; i < count && opened; i++) {
    PangoFontFace **list;
    pango_font_family_list_faces(families[i], &list, &faces);
    for (int k = 0; k < faces && opened; k++)
      opened = pango_font_face_is_synthesized(list[k]) || hold_face(held, context, list[k], error);
    g_free(list);
  }
  g_free(families);
  g_object_unref(context);
  if (!opened)
    g_clear_pointer(&held, g_ptr_array_unref);
  return held;
}

void
sts_cairo_text_let_go(StsHeldFonts *fonts)
{
  if (fonts)
    g_ptr_array_unref(fonts);
}
