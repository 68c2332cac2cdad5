/* The structure tree of a PDF (ISO 32000-1, 14.7 and 14.8), built from the document tree before anything is drawn.
 *
 * Invariants
 * - Elements stand in the order of the document tree, parents before their children; the first is Document.
 * - What can be drawn has a slot: a place among the kids of its element that takes the sequences of its content, so
 * that reading order is tree order whatever page the content is on.
 * - A sequence, of marked content (ISO 32000-1, 14.6), is a stretch of one page's content: of one element, or an
 *   artifact. Sequences are in the order of drawing; each begins with a fragment.
 * - Drawn text is compared with the slot's as it comes; sts_structure_check_complete() finds what was not drawn, or
 *   drawn twice.
 */
#ifndef STS_OUTPUT_PDF_STRUCTURE_TREE_H
#define STS_OUTPUT_PDF_STRUCTURE_TREE_H

#include "layout/layout.h"

typedef enum {
  STS_TAG_DOCUMENT,
  STS_TAG_SECT,
  STS_TAG_DIV,
  STS_TAG_H1,
  STS_TAG_H2,
  STS_TAG_H3,
  STS_TAG_H4,
  STS_TAG_H5,
  STS_TAG_H6,
  STS_TAG_P,
  STS_TAG_L,
  STS_TAG_LI,
  STS_TAG_LBL,
  STS_TAG_LBODY,
  STS_TAG_TABLE,
  STS_TAG_THEAD,
  STS_TAG_TBODY,
  STS_TAG_TR,
  STS_TAG_TH,
  STS_TAG_TD,
  STS_TAG_CAPTION,
  STS_TAG_FIGURE,
  STS_TAG_BLOCK_QUOTE,
  STS_TAG_CODE,
  STS_TAG_NOTE,
  STS_TAG_REFERENCE,
  STS_TAG_LINK,
  STS_TAG_TOC,
  STS_TAG_TOCI,
  STS_TAG_SPAN,
  STS_TAG_EM,         /* role-mapped to Span */
  STS_TAG_STRONG,     /* role-mapped to Span */
  STS_TAG_CODE_BLOCK, /* role-mapped to P; holds a Code for each line */
} StsTag;

enum { STS_NONE = G_MAXUINT32 }; /* no element, slot, sequence, annotation */

typedef struct {
  const StsNode *node;
  const char *lang; /* of a label, whose words are in another language than the text around; NULL: its node's */
  guint32 parent;
  guint32 first_kid, last_kid; /* in `kids` */
  guint32 first_annotation;
  guint8 tag; /* StsTag */
} StsElement;

typedef struct {
  guint32 next;
  guint32 index; /* of an element or a slot */
  bool is_slot;
} StsKid;

typedef enum {
  STS_SLOT_TEXT,     /* `rest` must be drawn, in order and once */
  STS_SLOT_PICTURE,  /* drawn once */
  STS_SLOT_LABEL,    /* drawn once or in several pieces */
  STS_SLOT_OPTIONAL, /* line breaks, page numbers */
} StsSlotKind;

typedef struct {
  const StsNode *node;
  const char *rest;
  guint32 element;
  guint32 first_sequence, last_sequence;
  guint16 drawn; /* pieces, at most 65535 */
  guint8 kind;   /* StsSlotKind */
} StsSlot;

typedef struct {
  const char *actual; /* the text this content stands for, where its glyphs do not say it; may be NULL */
  guint32 slot;       /* STS_NONE: an artifact */
  guint32 next;       /* of the same slot */
  guint32 page;
  guint32 fragment; /* the first in it, in layout->fragments */
  gint32 mcid;      /* -1: an artifact, or not written yet */
  guint8 role;      /* StsFragmentRole, for artifacts */
} StsPdfSequence;

/* An area that can be clicked: one annotation for each link and page. */
typedef struct {
  const StsNode *node;
  guint32 element;
  guint32 page;
  guint32 next;                   /* of the same element */
  guint32 first_link, link_count; /* in layout->links: a rectangle a line */
  guint32 id;                     /* object number; set by sts_structure_number() */
} StsAnnotation;

typedef struct {
  float x0, y0, x1, y1; /* in page space, y downwards */
  guint32 page;
} StsFigureBox;

typedef struct StsStructure {
  const StsLayout *layout;
  StsArena *arena;
  GArray *elements, *kids, *slots, *sequences, *annotations;
  GArray *page_sequences;   /* guint32: first sequence of each page, and one more */
  GHashTable *slot_of;      /* const StsNode* -> slot + 1 */
  GHashTable *link_of;      /* const StsNode* -> Link element + 1 */
  GHashTable *has_area;     /* nodes that can be clicked */
  GHashTable *figure_boxes; /* element + 1 -> StsFigureBox*, of the arena */
  GHashTable *rises;        /* SUPERSCRIPT or SUBSCRIPT -> how far it is raised, in hundredths of a point */
  GPtrArray *headings;      /* const StsNode*, for the outline */
  GChecksum *strings; /* SHA-256 of all strings in the pages' contents, and of their pictures, which covers what no
                         section's fingerprint does: feet, markers, drawings */
  guint32 first_id;   /* object number of element 0 */
  guint32 root_id, parent_tree_id;
  guint32 first_page_id; /* object number of page 0 */
} StsStructure;

/* Builds the elements and slots. Free with sts_structure_free(); `layout` must outlive it. */
StsStructure *sts_structure_new(const StsLayout *layout);
void sts_structure_free(StsStructure *structure);

const char *sts_tag_name(StsTag tag);

static inline guint32
sts_structure_element_id(const StsStructure *structure, guint32 element)
{
  return structure->first_id + element;
}

static inline StsElement *
sts_element(const StsStructure *structure, guint32 index)
{
  return &g_array_index(structure->elements, StsElement, index);
}

static inline StsSlot *
sts_slot(const StsStructure *structure, guint32 index)
{
  return &g_array_index(structure->slots, StsSlot, index);
}

static inline StsPdfSequence *
sts_pdf_sequence(const StsStructure *structure, guint32 index)
{
  return &g_array_index(structure->sequences, StsPdfSequence, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsStructure, sts_structure_free)

#endif
