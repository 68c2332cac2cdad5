/* The text of a content document of an EPUB. */
#ifndef STS_OUTPUT_EPUB_READ_TEXT_H
#define STS_OUTPUT_EPUB_READ_TEXT_H

#include "document/reading-builder.h"

/* Adds the lines of an XHTML document's body to the reading. `name` is for the error. Returns false with
 * STS_VERIFY_ERROR_DAMAGED. */
bool sts_epub_text_read(StsReading *reading, const GString *document, const char *name, GError **error);

#endif
