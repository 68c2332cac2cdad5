/* What the exporter writes into an EPUB: the table of its files, elements, attributes and closed values, with that of
 * output/xhtml/written.h for what stands in a body. */
#ifndef STS_OUTPUT_EPUB_WRITTEN_H
#define STS_OUTPUT_EPUB_WRITTEN_H

#include "output/xhtml/written.h"

typedef enum { STS_WRITTEN_CONTAINER, STS_WRITTEN_PACKAGE, STS_WRITTEN_NCX, STS_WRITTEN_XHTML } StsWrittenKind;

/* The media type that is the first file's content. */
#define STS_EPUB_MEDIA_TYPE "application/epub+zip"

/* Adds to the reading's faults what a document has that no export writes, with its place. */
void sts_epub_check_written(StsReading *reading, StsWrittenKind kind, const char *name, const GString *document);

/* The same for who parses the document anyway. */
StsWrittenCheck sts_epub_written_check(StsReading *reading, StsWrittenKind kind, const char *name);

#endif
