/* The typesetter: what is kept from one text to the next while a publication is laid out.
 *
 * One thread's, as its fonts are.
 */
#ifndef STS_LAYOUT_TEXT_SETTER_H
#define STS_LAYOUT_TEXT_SETTER_H

#include "base/watch.h"
#include "layout/layout.h"
#include "layout/text/face.h"
#include "layout/text/hyphenation.h"
#include "style/fonts.h"

typedef struct {
  guint32 space;        /* the glyph */
  double space_advance; /* points */
} StsFontFacts;

typedef struct StsPlain StsPlain;

typedef struct StsSetter {
  StsLayout *layout; /* that is being made */
  const StsPublication *publication;
  const StsTheme *theme;
  StsFonts *fonts;
  PangoContext *context;
  PangoLayout *pango;            /* one for all paragraphs */
  StsPlain *plain;               /* sets what needs no Pango */
  const char *language;          /* of the context */
  StsFace faces[STS_TEXT_KINDS]; /* made ready when first used; see sts_setter_face() */
  GHashTable *font_indices;      /* PangoFont* -> index + 1 */
  GArray *font_facts;            /* of StsFontFacts */
  PangoFont *last_font;
  guint32 last_font_index;
  StsHyphenation *hyphenation;
  double width, height; /* of the text area */
  double measure;       /* of text */
  bool breaks_only;     /* nothing will be drawn */
  bool pango_only;      /* no text is set from kept words */
  StsWatch *watch;      /* who may stop the work; NULL: nobody */
} StsSetter;

/* Makes the typesetter ready for the layout; to be cleared with sts_setter_clear(). */
void sts_setter_init(StsSetter *setter, StsLayout *layout, StsFonts *fonts);
void sts_setter_clear(StsSetter *setter);
/* Lends the face of the kind of text. */
const StsFace *sts_setter_face(StsSetter *setter, StsTextKind kind);
/* Index of the font in layout->fonts. */
guint32 sts_setter_font(StsSetter *setter, PangoFont *font);
/* The language in which the node is set. */
const char *sts_setter_language(const StsSetter *setter, const StsNode *node);

#endif
