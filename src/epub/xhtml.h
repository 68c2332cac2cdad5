/* Tree to XHTML: the body of a content document, or a bare fragment. */
#ifndef STS_EPUB_XHTML_H
#define STS_EPUB_XHTML_H

#include "document/page-break.h"
#include "document/publication.h"

/* How nodes are written. */
typedef struct {
  bool plain;                 /* only what CommonMark defines, as its specification prints it (no ids, no classes, no roles): for proving the reader */
  const StsPageBreak *breaks; /* those inside the tree that is written, in reading order */
  size_t break_count;
  /* Returns the href of a target node as seen from the document being written; free with g_free(). NULL: "#id". */
  char *(*href)(const StsNode *target, gpointer data);
  /* Returns the href of an image; NULL: as written. */
  char *(*image_href)(const StsImage *image, gpointer data);
  gpointer data;
  const StsTermsSet *terms;   /* NULL only when `plain` */
  const char *language;       /* of the surrounding document */
} StsXhtmlOptions;

/* Appends `root` (with itself, when it is not a SECTION made by read) as XHTML. */
void sts_xhtml_append(GString *out, const StsNode *root, const StsXhtmlOptions *options);

#endif
