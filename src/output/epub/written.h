/* What the exporter writes into an EPUB: the one table of its files, elements, attributes and closed values. Whoever
 * writes something new puts it here; whoever reads tells everything else as altered, whatever fingerprints say. */
#ifndef STS_OUTPUT_EPUB_WRITTEN_H
#define STS_OUTPUT_EPUB_WRITTEN_H

#include "base/xml/xml-read.h"
#include "document/reading-builder.h"

typedef enum { STS_WRITTEN_CONTAINER, STS_WRITTEN_PACKAGE, STS_WRITTEN_NCX, STS_WRITTEN_XHTML } StsWrittenKind;

/* The media type that is the first file's content. */
#define STS_EPUB_MEDIA_TYPE "application/epub+zip"

/* Adds to the reading's faults what a document has that no export writes, with its place. */
void sts_epub_check_written(StsReading *reading, StsWrittenKind kind, const char *name, const GString *document);

/* The same for who parses the document anyway: to be called for each element, comment, instruction and type. */
typedef struct {
  StsReading *reading;
  const char *name; /* of the document */
  StsWrittenKind kind;
} StsWrittenCheck;

void sts_written_check_element(const StsWrittenCheck *check, const char *uri, const char *name,
                               const StsXmlElement *element);
void sts_written_check_other(const StsWrittenCheck *check, const char *markup, size_t length);

/* The same of a picture: an SVG is written by src/base/svg/svg.h alone, whose table is the same. `older`: the file is
 * of an sts-export that wrote SVGs as they were; then what is in them must only be harmless. */
void sts_epub_check_drawing(StsReading *reading, const char *name, const GString *drawing, bool older);

#endif
