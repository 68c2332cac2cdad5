/* How a tree is written as XHTML. */
#ifndef STS_OUTPUT_XHTML_OPTIONS_H
#define STS_OUTPUT_XHTML_OPTIONS_H

#include "base/xml/xml-write.h"
#include "document/page-break.h"
#include "document/publication.h"

typedef struct {
  bool plain; /* only what CommonMark defines, as its specification prints it (no ids, no classes, no roles): for
                 proving the reader */
  const StsPageBreak *breaks; /* those inside the tree that is written, in reading order */
  size_t break_count;
  /* Returns the href of a target node as seen from the document being written; free with g_free(). NULL: "#id". */
  char *(*href)(const StsNode *target, gpointer data);
  /* Returns the href of an image; NULL: as written. */
  char *(*image_href)(const StsImage *image, gpointer data);
  gpointer data;
  const StsTermsSet *terms;     /* NULL only when `plain` */
  const char *language;         /* of the surrounding document */
  const char *code;             /* the short code of the section that is written; NULL: it has none */
  const char *const *break_ids; /* the id of each of `breaks`; NULL: "page-" and the label */
  bool numbers_in_brackets;     /* marks say where the style sheet puts brackets around them */
  bool without_types;           /* no epub:type, which is of EPUBs alone */
  bool full_names;              /* what is named after its heading says of which section it is, too */
  int deeper;                   /* how many levels headings stand below those of the tree */
  /* Returns the id that a node with one has in the document; free with g_free(). NULL: its own. */
  char *(*id)(const StsNode *node, gpointer data);
  /* Appends attributes to a SECTION's element; NULL: none. */
  void (*describe)(StsXmlWriter *xml, const StsNode *section, gpointer data);
  const char *id_prefix; /* begins every id that is made here ("label-1"), where the tree's own ids have one like it;
                            NULL: "" */
} StsXhtmlOptions;

#endif
