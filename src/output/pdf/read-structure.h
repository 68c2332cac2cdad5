/* The text of a PDF in the order of its structure tree (ISO 32000-1, 14.7 and 14.8). */
#ifndef STS_OUTPUT_PDF_READ_STRUCTURE_H
#define STS_OUTPUT_PDF_READ_STRUCTURE_H

#include "output/pdf/read-content.h"

/* Adds the lines of the structure tree to the reading, and a fault for text that no element owns. Returns false with
 * STS_VERIFY_ERROR. */
bool sts_pdf_structure_read(StsPdfFile *file, StsPdfContent *content, StsReading *reading, GError **error);

#endif
