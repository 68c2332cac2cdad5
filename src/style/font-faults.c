/* Looks anew at the files of fonts that were not read. */
#include "style/font-faults.h"

#include <fontconfig/fontconfig.h>
#include <gio/gio.h>
#include <hb.h>
#include <pango/pangofc-fontmap.h>

#include "style/font-names.h"

void
sts_font_fault_set(const char *path, GError **error)
{
  g_autoptr(StsFontNames) read = sts_font_names_open(path, error);

  if (read)
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
                "the font file “%s” cannot be read: the system refused it for a moment; try again", path);
}

static const char *
path_of(const FcPattern *pattern)
{
  FcChar8 *path = NULL;

  return pattern && FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch ? (const char *)path : "";
}

void
sts_font_fault_set_font(PangoFont *font, GError **error)
{
  sts_font_fault_set(path_of(pango_fc_font_get_pattern(PANGO_FC_FONT(font))), error);
}

bool
sts_font_fault_check(PangoFont *font, GError **error)
{
  if (hb_face_get_glyph_count(hb_font_get_face(pango_font_get_hb_font(font))) > 0)
    return true;
  sts_font_fault_set_font(font, error);
  return false;
}

bool
sts_font_fault_check_all(PangoFontMap *map, GError **error)
{
  FcConfig *config = pango_fc_font_map_get_config(PANGO_FC_FONT_MAP(map));
  const FcFontSet *set = FcConfigGetFonts(config, FcSetApplication);

  for (int i = 0; set && i < set->nfont; i++) {
    g_autoptr(StsFontNames) read = sts_font_names_open(path_of(set->fonts[i]), error);
    if (!read)
      return false;
  }
  return true;
}
