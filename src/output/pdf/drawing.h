/* What cairo is asked for, and what it has made: fonts with the codes of their glyphs, and pictures.
 *
 * Pages are not drawn with cairo: write-content.c writes them. cairo draws a *specimen* of each font, every glyph that
 * is used once, on a page of its own; the codes in that page's content are those of the subset that cairo embeds. A
 * picture, and a run of a colour font, is a page too, of its own size, which becomes a form XObject. None of these
 * pages reaches a reader.
 */
#ifndef STS_OUTPUT_PDF_DRAWING_H
#define STS_OUTPUT_PDF_DRAWING_H

#include <cairo.h>

#include "base/watch.h"
#include "output/pdf/ligatures.h"
#include "output/pdf/structure-tree.h"

/* A glyph of one of the layout's fonts that is used. */
typedef struct {
  guint32 glyph;
  guint32 text_length;
  const char *text; /* that it stands for alone; NULL: only with others. Lent from the layout, not terminated */
  guint16 face;     /* index in drawing->faces */
  guint16 code;     /* in the face */
  float width;      /* as the face says, in thousandths of the size */
} StsCodedGlyph;

/* A font of the layout. */
typedef struct {
  PangoFont *font;            /* lent; NULL until used */
  cairo_scaled_font_t *cairo; /* NULL until it is drawn with, and afterwards */
  double size;
  bool coloured;       /* its glyphs are pictures */
  guint32 *pages[256]; /* glyph / 256 -> 256 indices + 1 in `glyphs`; NULL: none */
  GArray *glyphs;      /* of StsCodedGlyph, in order of first use */
  guint32 specimen;    /* its page in cairo's PDF; STS_NONE: none */
} StsDrawnFont;

/* A subset as cairo embeds it. */
typedef struct {
  guint32 id;     /* object number */
  bool composite; /* codes of two bytes */
  GArray *widths; /* float, by code: in thousandths of the size */
} StsDrawnFace;

typedef struct {
  const StsImage *image;       /* NULL: glyphs of a colour font */
  const StsFragment *fragment; /* the first that shows it */
  guint32 page;                /* in cairo's PDF */
  guint32 id;                  /* object number of the form; set by sts_cairo_pdf_read_fonts(), and so are the next */
  char digest[65];             /* SHA-256 of the form's content, in lower-case hexadecimal */
  bool transparent;            /* something in it lets show through what is beneath */
} StsPicture;

typedef struct {
  const StsStructure *structure;
  const StsLayout *layout;
  StsLigatures *ligatures;
  GArray *fonts;          /* of StsDrawnFont, as layout->fonts */
  GArray *faces;          /* of StsDrawnFace */
  GArray *pictures;       /* of StsPicture */
  GHashTable *picture_of; /* const StsFragment* -> picture + 1 */
  GHashTable *same;       /* of pictures: key -> picture + 1 */
  StsWatch *watch;        /* lent; NULL: nobody */
} StsDrawing;

/* Goes through all pages: gives every fragment its sequence, proves that all is drawn, notes glyphs and pictures.
 * Returns NULL with `error`: STS_PDF_ERROR_INCOMPLETE, or STS_ERROR_CANCELLED where `watch` stops the work. Free with
 * sts_drawing_free(). */
StsDrawing *sts_drawing_new(StsStructure *structure, StsWatch *watch, GError **error);
void sts_drawing_free(StsDrawing *drawing);

/* Draws specimens and pictures. Returns cairo's PDF, or NULL with `error`; free with g_byte_array_unref(). With
 * `diagnostics`, pictures that cannot be drawn are told there instead, and NULL is returned without an error. */
GByteArray *sts_drawing_paint(StsDrawing *drawing, StsDiagnostics *diagnostics, GError **error);

/* Whether the glyph may leave no ink: it stands for spaces, of whatever width, and invisible characters alone. */
static inline bool
sts_coded_glyph_is_blank(const StsCodedGlyph *glyph)
{
  if (!glyph->text)
    return false;
  for (const char *at = glyph->text; at < glyph->text + glyph->text_length; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (!g_unichar_isspace(c) && !g_unichar_iszerowidth(c))
      return false;
  }
  return true;
}

static inline StsCodedGlyph *
sts_drawn_font_lookup(const StsDrawnFont *font, guint32 glyph)
{
  const guint32 *page = glyph <= 0xffff ? font->pages[glyph >> 8] : NULL;
  guint32 index = page ? page[glyph & 0xff] : 0;

  return index > 0 ? &g_array_index(font->glyphs, StsCodedGlyph, index - 1) : NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsDrawing, sts_drawing_free)

#endif
