/* Tree to XHTML: the body of a content document, or a bare fragment.
 *
 * Elements carry epub:type and the matching DPUB-ARIA role (EPUB Accessibility 1.1, DPUB-ARIA 1.1), so a document that
 * holds the fragment declares xmlns:epub. What is not text of the tree (markers, back-links' numbers) has the class
 * "label", so that text can be compared (promise 2). */
#ifndef STS_OUTPUT_XHTML_XHTML_H
#define STS_OUTPUT_XHTML_XHTML_H

#include "base/xml/xml-write.h"
#include "output/xhtml/options.h"

/* The name and the class of the element that a part of that kind is. */
typedef struct {
  const char *element, *class;
} StsXhtmlPartForm;
StsXhtmlPartForm sts_xhtml_part_form(StsPartKind kind);

/* Appends `root` (with itself, when it is not a SECTION made by read, which has no id of a section yet) as XHTML. */
void sts_xhtml_append(StsXmlWriter *xml, const StsNode *root, const StsXhtmlOptions *options);

#endif
