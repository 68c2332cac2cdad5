/* What the exporter writes as XHTML: the one table of what stands in a body, and how a document is held to that of its
 * format. Whoever writes something new puts it there; whoever reads tells everything else as altered, whatever
 * fingerprints say. */
#ifndef STS_OUTPUT_XHTML_WRITTEN_H
#define STS_OUTPUT_XHTML_WRITTEN_H

#include "base/xml/xml-forms.h"
#include "document/reading-builder.h"

/* What nodes of the tree say of themselves: attributes of a row. */
#define STS_XHTML_NODE_FORM "id=*;lang=*;xml:lang=*;dir=ltr|rtl"

#define STS_XHTML_SECTION_FORM                                                                                         \
  STS_XHTML_NODE_FORM                                                                                                  \
  ";class=cover|clinic|closing notes|closing hyperlinks|closing references|closing disclaimer|callout note|callout "   \
  "tip|callout important|callout warning|callout caution;"                                                             \
  "epub:type=chapter|cover|titlepage|endnotes|bibliography|notice;"                                                    \
  "role=doc-chapter|doc-endnotes|doc-bibliography|doc-notice|note;aria-label=*;aria-labelledby=*"

/* The elements of a body; a format's own rows come before them. */
extern const StsXmlRow sts_xhtml_body_forms[];

/* One document that is held to a table: for who parses it, to be called for each element, comment, instruction and
 * type. Lends all. */
typedef struct {
  StsReading *reading;       /* takes the faults */
  const char *name;          /* of the document in its file; NULL: it is the file */
  const StsXmlForms *forms;  /* NULL: anything goes */
  const char *const *others; /* the instructions and types that it has; NULL-terminated */
} StsWrittenCheck;

void sts_written_check_element(const StsWrittenCheck *check, const char *uri, const char *name,
                               const StsXmlElement *element);
void sts_written_check_other(const StsWrittenCheck *check, const char *markup, size_t length);

/* The same of a picture of that name: an SVG is written by src/base/svg/svg.h alone, whose table is the same. `older`:
 * the file is of an sts-export that wrote SVGs as they were; then what is in them must only be harmless. */
void sts_written_check_drawing(StsReading *reading, const char *name, const char *drawing, size_t length, bool older);

#endif
