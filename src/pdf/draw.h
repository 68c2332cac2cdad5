/* Draws pages with cairo, with a marker before the content of each mark.
 *
 * A marker is a filled square of 1/256 pt whose position is the number of the mark in its page. It ends one mark and begins the next; rewrite.c takes
 * it out.
 */
#ifndef STS_PDF_DRAW_H
#define STS_PDF_DRAW_H

#include <cairo.h>

#include "pdf/structure.h"

/* Texts of several characters that one glyph stands for. cairo is given a private-use character (U+F0000 and up) in their place, so that it neither
 * guesses the text nor wraps each use in an ActualText; sts_ligatures_restore() puts the true text into what cairo wrote. */
typedef struct {
  GPtrArray *texts;
  GHashTable *index;
} StsLigatures;

StsLigatures *sts_ligatures_new(void);
void sts_ligatures_free(StsLigatures *ligatures);
gunichar sts_ligatures_key(StsLigatures *ligatures, const char *text, size_t length);
/* Appends `length` bytes of cairo's output, hexadecimal keys replaced by the UTF-16 of their texts. Returns whether there was one. */
bool sts_ligatures_restore(const StsLigatures *ligatures, GString *out, const char *data, size_t length);

/* Draws all pages. Returns cairo's PDF, or NULL with `error`; free with g_byte_array_unref(). */
GByteArray *sts_pdf_draw(StsStructure *structure, StsLigatures *ligatures, GError **error);

/* Paints an image into the box (points): vectors stay vectors, JPEG data pass through, others are decoded, reduced to 600 dpi and flattened on white.
 * `fonts` is the font map for the text of an SVG. */
bool sts_pdf_draw_image(cairo_t *cr, const StsImage *image, const double box[4], PangoFontMap *fonts, GError **error);

/* Decodes a PNG, or a JPEG of four components, into an opaque surface of at most max_width by max_height pixels; NULL with `error`. */
cairo_surface_t *sts_pdf_decode_image(const StsImage *image, int max_width, int max_height, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLigatures, sts_ligatures_free)

#endif
