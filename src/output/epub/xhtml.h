/* Tree to XHTML: the body of a content document, or a bare fragment.
 *
 * Elements carry epub:type and the matching DPUB-ARIA role (EPUB Accessibility 1.1, DPUB-ARIA 1.1), so a document that
 * holds the fragment declares xmlns:epub. What is not text of the tree (markers, back-links' numbers) has the class
 * "label", so that text can be compared (promise 2). */
#ifndef STS_OUTPUT_EPUB_XHTML_H
#define STS_OUTPUT_EPUB_XHTML_H

#include "base/xml/xml-write.h"
#include "document/page-break.h"
#include "document/publication.h"

/* How nodes are written. */
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
  const char *const *break_ids; /* the id of each of `breaks`; NULL: "page-" and the label */
  const char *id_prefix; /* begins every id that is made here ("label-1"), where the tree's own ids have one like it;
                            NULL: "" */
} StsXhtmlOptions;

/* Appends `root` (with itself, when it is not a SECTION made by read, which has no id of a section yet) as XHTML. */
void sts_xhtml_append(StsXmlWriter *xml, const StsNode *root, const StsXhtmlOptions *options);

/* The least widths, in the letters' size, below which tables are shown as lists: a table of class "stack-22" where it
 * has less room than 22em. */
enum { STS_XHTML_TABLE_WIDTHS = 9 };
extern const int sts_xhtml_table_widths[STS_XHTML_TABLE_WIDTHS];
/* The index of the width that the TABLE needs, by its longest words. */
unsigned sts_xhtml_table_step(const StsNode *table);

/* Returns an address for an href or src: what a URL must not hold is percent-encoded. Free with g_free(). */
char *sts_xhtml_encode_address(const char *address, bool plain);

/* Appends ` lang="" xml:lang=""`, and ` dir=""` where `always_dir` or the direction differs from that of `around`
 * (NULL: left to right). */
void sts_xhtml_append_language(StsXmlWriter *xml, const char *language, const char *around, bool always_dir);

/* Appends the marker of a page break: a <div> where blocks stand, else a <span>. */
void sts_xhtml_append_page_break(StsXmlWriter *xml, const char *id, const char *label, bool block);

#endif
