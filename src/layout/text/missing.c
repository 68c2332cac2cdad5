/* Notes characters that no font has, while text is set and of the pictures. */
#include "layout/text/missing.h"

#include <string.h>

void
sts_missing_note(StsSetter *setter, gunichar character, const StsNode *node)
{
  GHashTable *missing = setter->layout->missing;
  GString *characters = g_hash_table_lookup(missing, node);
  char utf8[8] = "";

  if (!characters) {
    characters = g_string_new(NULL);
    g_hash_table_insert(missing, (gpointer)node, characters);
  }
  utf8[g_unichar_to_utf8(character, utf8)] = '\0';
  if (!strstr(characters->str, utf8))
    g_string_append(characters, utf8);
}

/* Whether a glyph is needed for the character alone: what is not seen needs none, and a mark is told by the letters of
 * its script. */
static bool
needs_glyph(gunichar character)
{
  switch (g_unichar_type(character)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_SPACE_SEPARATOR:
  case G_UNICODE_NON_SPACING_MARK:
  case G_UNICODE_SPACING_MARK:
  case G_UNICODE_ENCLOSING_MARK:
    return false;
  default:
    return !pango_is_zero_width(character);
  }
}

/* Whether the fonts have the character, or all that it is composed of. */
static bool
has_glyphs(const StsFonts *fonts, gunichar character)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (sts_fonts_cover(fonts, character))
    return true;
  gsize count = g_unichar_fully_decompose(character, FALSE, parts, G_N_ELEMENTS(parts));
  if (count < 2)
    return false;
  for (gsize i = 0; i < count; i++)
    if (!sts_fonts_cover(fonts, parts[i]))
      return false;
  return true;
}

static void
note_missing_of_image(StsSetter *setter, const StsNode *node)
{
  g_autoptr(GString) found = g_string_new(NULL);

  for (const char *p = node->image.image->characters; *p; p = g_utf8_next_char(p)) {
    gunichar character = g_utf8_get_char(p);
    if (needs_glyph(character) && !has_glyphs(setter->fonts, character))
      g_string_append_unichar(found, character);
  }
  if (found->len > 0)
    g_hash_table_insert(setter->layout->missing, (gpointer)node, g_steal_pointer(&found));
}

/* The text in pictures is drawn with the same fonts, but by librsvg, which says nothing of what it has no glyph for. A
 * picture is told where it stands first. Where nothing is drawn, no picture needs a font: a reading system has fonts of
 * its own for those of an EPUB. */
void
sts_missing_note_images(StsSetter *setter)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  const StsNode *root = setter->publication->root;

  for (const StsNode *node = setter->breaks_only ? NULL : root; node; node = sts_node_next(root, node, false)) {
    const StsNode *shown = sts_node_shown_image(node);
    const StsImage *image = shown ? shown->image.image : NULL;
    if (image && image->characters && g_hash_table_add(seen, (gpointer)image))
      note_missing_of_image(setter, shown);
  }
}
