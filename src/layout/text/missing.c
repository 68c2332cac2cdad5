/* Notes characters that no font has, while text is set and of the pictures. */
#include "layout/text/missing.h"

#include <string.h>

#include "layout/missing-report.h"

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

static void
note_missing_of_image(StsSetter *setter, const StsNode *node)
{
  g_autofree char *found = sts_missing_among(setter->fonts, node->image.image->characters);

  if (*found)
    g_hash_table_insert(setter->layout->missing, (gpointer)node, g_string_new(found));
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
