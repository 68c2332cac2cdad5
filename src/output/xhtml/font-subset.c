/* Cuts a font down to the characters of a book, where its licence allows it. */
#include "output/xhtml/font-subset.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <stdbool.h>
#include <string.h>

/* ---- what the licence says ---- */

/* OpenType, OS/2: the bits of fsType stand at byte 8, the one that forbids subsetting is the ninth. */
static bool
forbids_subsetting(hb_face_t *face)
{
  hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  unsigned length;
  const unsigned char *data = (const unsigned char *)hb_blob_get_data(blob, &length);
  const bool forbids = length >= 10 && (data[8] & 1) != 0;
  hb_blob_destroy(blob);
  return forbids;
}

/* The words by which a copyright line reserves a name; the licence itself does not hold them. */
static bool
reserves_name(const char *text)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown(text, -1) : NULL;
  return lower != NULL && strstr(lower, "with reserved font name") != NULL;
}

static bool
name_is_reserved(hb_face_t *face)
{
  static const hb_ot_name_id_t ids[] = {HB_OT_NAME_ID_COPYRIGHT, HB_OT_NAME_ID_DESCRIPTION, HB_OT_NAME_ID_LICENSE};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
    char text[4096];
    unsigned size = sizeof text;
    hb_ot_name_get_utf8(face, ids[i], HB_LANGUAGE_INVALID, &size, text);
    if (reserves_name(text))
      return true;
  }
  return false;
}

/* ---- the font ---- */

static hb_subset_input_t *
new_input(const hb_set_t *characters)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (input == NULL)
    return NULL;
  hb_set_union(hb_subset_input_unicode_set(input), characters);
  /* The outline of a missing character stays a visible one. */
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
  /* Copyright, family and style are kept by themselves; licence and its address must be asked for. */
  hb_set_t *names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
  hb_set_add(names, HB_OT_NAME_ID_LICENSE);
  hb_set_add(names, HB_OT_NAME_ID_LICENSE_URL);
  hb_set_add_range(names, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY);
  return input;
}

GBytes *
sts_xhtml_subset_font(hb_face_t *face, const char *licence, const hb_set_t *characters)
{
  if (hb_face_get_glyph_count(face) == 0 || forbids_subsetting(face) || name_is_reserved(face) ||
      reserves_name(licence))
    return NULL;
  hb_subset_input_t *input = new_input(characters);
  hb_face_t *subset = input != NULL ? hb_subset_or_fail(face, input) : NULL;
  hb_subset_input_destroy(input);
  if (subset == NULL)
    return NULL;
  hb_blob_t *blob = hb_face_reference_blob(subset);
  unsigned size;
  const char *data = hb_blob_get_data(blob, &size);
  GBytes *bytes = size > 0 ? g_bytes_new(data, size) : NULL;
  hb_blob_destroy(blob);
  hb_face_destroy(subset);
  return bytes;
}
