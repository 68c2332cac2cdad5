/* The text of a block, made ready to be set: spans lead back to the leaves, attributes tell Pango how it looks. */
#ifndef STS_LAYOUT_TEXT_INLINE_H
#define STS_LAYOUT_TEXT_INLINE_H

#include "document/node.h"
#include "layout/text/face.h"

enum {
  STS_SPAN_SUPERSCRIPT = 1,
  STS_SPAN_SUBSCRIPT = 2,
  STS_SPAN_CODE = 4,
  STS_SPAN_BOLD = 8,
  STS_SPAN_ITALIC = 16,
  STS_SPAN_INSERTED = 32, /* a break opportunity of ours: not text */
  STS_SPAN_ARTIFACT = 64, /* a sign of ours that is printed: not text */
};

/* A stretch of the text that comes from one leaf; it ends where the next begins. */
typedef struct {
  guint32 start;  /* in the text */
  guint32 offset; /* of `start` in the leaf's own text, bytes */
  const StsNode *node;
  const StsNode *link; /* LINK, LINK_NUMBER or NOTE_REFERENCE around it; NULL: none */
  guint8 flags;
} StsSpan;

typedef enum {
  STS_ATTRIBUTE_NO_BREAK,
  STS_ATTRIBUTE_BOLD,
  STS_ATTRIBUTE_ITALIC,
  STS_ATTRIBUTE_FAMILY,
  STS_ATTRIBUTE_SIZE,
  STS_ATTRIBUTE_LANGUAGE,
  STS_ATTRIBUTE_SHAPE
} StsTextAttributeKind;

/* An attribute for Pango, kept apart so that a long paragraph can be cut. */
typedef struct {
  guint32 start, end;
  StsTextAttributeKind kind;
  int value, value_2;
  const char *text;
} StsTextAttribute;

typedef struct {
  GString *text;      /* for Pango */
  GArray *spans;      /* of StsSpan */
  GArray *attributes; /* of StsTextAttribute */
  const StsFace *face;
  double size; /* the style's, or smaller */
  const char *language;
  bool rtl;      /* lines begin at the right */
  bool base_rtl; /* the base direction of the text: as `rtl` but for addresses */
  bool narrow;   /* in so short lines a few words carried over would leave a hole; set before gathering */
} StsInline;

void sts_inline_init(StsInline *in, const StsFace *face, double size, const char *language);
void sts_inline_clear(StsInline *in);
/* Appends text that stands for `node`: a label, a footer. */
void sts_inline_append(StsInline *in, const char *text, const StsNode *node, const StsNode *link);
/* The same in bold. */
void sts_inline_append_bold(StsInline *in, const char *text);
/* Adds the attribute unless it is of no text. */
void sts_inline_add_attribute(StsInline *in, StsTextAttribute attribute);
/* Sets the text so far in bold. */
void sts_inline_embolden(StsInline *in);
/* Takes the text from the byte `at` on, with which a span begins, to `rest`, which is set in the face. */
void sts_inline_split(StsInline *in, guint32 at, const StsFace *face, StsInline *rest);

/* Returns it as an attribute of Pango's, to be freed or inserted in a list. */
PangoAttribute *sts_text_attribute_new(const StsTextAttribute *attribute);
/* Gives the layout the font of the text. */
void sts_inline_describe(PangoLayout *pango, const StsInline *in);

#endif
