/* Pages and tree to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), and back. */
#ifndef STS_OUTPUT_PDF_PDF_H
#define STS_OUTPUT_PDF_PDF_H

#include <stdio.h>
#include <sys/types.h>

#include "document/reading.h"
#include "output/writing.h"

/* Writes writing->layout as a PDF, from the beginning of the stream, which stays open. The structure tree is built from
 * the publication's tree. Dates come from publication->modified. Asserts in every build, by an error of STS_PDF_ERROR,
 * that each leaf of the tree was drawn exactly once. Returns false with `error` on any failure but one that is a
 * diagnostic. */
bool sts_pdf_write(const StsWriting *writing, FILE *stream, GError **error);

/* Returns where "%PDF-" stands near the beginning of the bytes, or -1. */
ssize_t sts_pdf_recognise(const char *bytes, size_t size);
/* Whether it is a PDF that we wrote: its metadata are not packed. */
bool sts_pdf_is_own(const char *bytes, size_t size);

/* Reads a PDF back, within bounds. Returns NULL with STS_VERIFY_ERROR. */
StsReading *sts_pdf_read(const char *bytes, size_t size, GError **error);

#endif
