/* Fonts whose outlines cairo can be trusted to embed, made with HarfBuzz. */
#include "style/plain-outlines.h"

#include <cairo-ft.h>
#include <hb-subset.h>

/* What a face of cairo's lives on. */
typedef struct {
  FT_Library library;
  FT_Face face;
  hb_blob_t *blob;
} Opened;

static void
close_opened(void *data)
{
  Opened *opened = data;

  if (opened->face)
    FT_Done_Face(opened->face);
  if (opened->library)
    FT_Done_FreeType(opened->library);
  hb_blob_destroy(opened->blob);
  g_free(opened);
}

bool
sts_plain_outlines_are_needed(hb_face_t *face)
{
  hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
  bool found = hb_blob_get_length(blob) > 0;

  hb_blob_destroy(blob);
  return found;
}

/* The characters of the glyphs, from which cairo makes its map to Unicode where it is given no text. */
static void
add_characters(hb_face_t *face, const hb_set_t *glyphs, hb_set_t *characters)
{
  hb_set_t *all = hb_set_create();
  hb_font_t *font = hb_font_create(face);
  hb_codepoint_t character = HB_SET_VALUE_INVALID, glyph;

  hb_face_collect_unicodes(face, all);
  while (hb_set_next(all, &character))
    if (hb_font_get_nominal_glyph(font, character, &glyph) && hb_set_has(glyphs, glyph))
      hb_set_add(characters, character);
  hb_font_destroy(font);
  hb_set_destroy(all);
}

static hb_face_t *
cut_down(hb_face_t *face, const guint32 *glyphs, size_t count)
{
  static const hb_tag_t LAYOUT[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F')};
  hb_subset_input_t *input = hb_subset_input_create_or_fail();

  if (!input)
    return NULL;
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                       HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  for (size_t i = 0; i < G_N_ELEMENTS(LAYOUT); i++)
    hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), LAYOUT[i]);
  for (size_t i = 0; i < count; i++)
    hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
  add_characters(face, hb_subset_input_glyph_set(input), hb_subset_input_unicode_set(input));
  hb_face_t *cut = hb_subset_or_fail(face, input);
  hb_subset_input_destroy(input);
  return cut;
}

cairo_font_face_t *
sts_plain_outlines_open(hb_face_t *face, const guint32 *glyphs, size_t count)
{
  static const cairo_user_data_key_t key;
  hb_face_t *cut = cut_down(face, glyphs, count);

  if (!cut)
    return NULL;
  Opened *opened = g_new0(Opened, 1);
  opened->blob = hb_face_reference_blob(cut);
  hb_face_destroy(cut);
  unsigned length;
  const char *data = hb_blob_get_data(opened->blob, &length);
  if (FT_Init_FreeType(&opened->library) != 0 ||
      FT_New_Memory_Face(opened->library, (const FT_Byte *)data, (FT_Long)length, 0, &opened->face) != 0) {
    close_opened(opened);
    return NULL;
  }
  cairo_font_face_t *made = cairo_ft_font_face_create_for_ft_face(opened->face, FT_LOAD_NO_HINTING);
  if (cairo_font_face_set_user_data(made, &key, opened, close_opened) != CAIRO_STATUS_SUCCESS) {
    cairo_font_face_destroy(made);
    close_opened(opened);
    return NULL;
  }
  return made;
}
