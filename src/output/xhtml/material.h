/* What the XHTML of a publication is shown with, whichever file it stands in: pictures, fonts, and what the style sheet
 * must know of the text.
 *
 * Invariants: const once the fonts are chosen and the format has given each picture and font its address.
 */
#ifndef STS_OUTPUT_XHTML_MATERIAL_H
#define STS_OUTPUT_XHTML_MATERIAL_H

#include "document/publication.h"
#include "output/xhtml/table-width.h"
#include "style/fonts.h"
#include "style/theme.h"

typedef struct {
  const StsImage *image;
  const char *media_type;
  const char *address; /* given by the format: "images/stages.svg" */
} StsXhtmlPicture;

typedef struct {
  const StsFontFile *file;
  const char *ending; /* of a file's name: "ttf", "otf" */
  const char *media_type;
  GBytes *bytes;       /* the characters of the text only; NULL: the whole file */
  const char *address; /* given by the format: "fonts/X.ttf" */
} StsXhtmlFont;

typedef struct {
  const StsPublication *publication;
  const StsTheme *theme;
  const StsTerms *terms; /* of the publication's language */
  StsArena *arena;
  GArray *pictures;       /* of StsXhtmlPicture; each file once */
  GArray *fonts;          /* of StsXhtmlFont */
  GPtrArray *licences;    /* of const char*: the paths of the fonts' licences */
  GHashTable *picture_of; /* StsImage* -> index in pictures + 1 */
  int deeper;             /* how many levels headings stand below those of the tree; set by the format */
  const char *id_prefix;  /* with which no id of the tree meets one that is made */
  bool has_images, has_code, has_tasks, has_animation, has_reviewers;
  bool has_italic, has_bold_italic;
  bool has_table_step[STS_XHTML_TABLE_WIDTHS];
  GError *unread; /* why the file of a font, or of its licence, could not be read; NULL: none was */
} StsXhtmlMaterial;

/* Looks through the publication, which is lent as the theme is; without fonts. Free with sts_xhtml_material_free(). */
StsXhtmlMaterial *sts_xhtml_material_new(const StsPublication *publication, const StsTheme *theme);
void sts_xhtml_material_free(StsXhtmlMaterial *material);

/* Lends the picture of the image, which the publication shows. */
static inline StsXhtmlPicture *
sts_xhtml_picture_of(const StsXhtmlMaterial *material, const StsImage *image)
{
  const guint index = GPOINTER_TO_UINT(g_hash_table_lookup(material->picture_of, image));
  g_assert(index > 0);
  return &g_array_index(material->pictures, StsXhtmlPicture, index - 1);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsXhtmlMaterial, sts_xhtml_material_free)

#endif
