/* Tree to EPUB 3.3 with EPUB Accessibility 1.1 metadata, and back. */
#ifndef STS_OUTPUT_EPUB_EPUB_H
#define STS_OUTPUT_EPUB_EPUB_H

#include <stdio.h>
#include <sys/types.h>

#include "document/reading.h"
#include "output/writing.h"

/* Writes the publication as an EPUB, from the beginning of the stream, which stays open; with a page list if
 * writing->breaks are given. writing->fonts may be NULL when none are to be embedded. Returns false with `error` on
 * failure. */
bool sts_epub_write(const StsWriting *writing, FILE *stream, GError **error);

/* Returns 0 if the bytes begin as a ZIP container does (EPUB 3.3, 4.2), otherwise -1. */
ssize_t sts_epub_recognise(const char *bytes, size_t size);
/* Whether it is an EPUB that we wrote. */
bool sts_epub_is_own(const char *bytes, size_t size);

/* Reads an EPUB back, within bounds. Returns NULL with STS_VERIFY_ERROR. */
StsReading *sts_epub_read(const char *bytes, size_t size, GError **error);

#endif
