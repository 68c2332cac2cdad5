/* What the exporter writes into a PDF: the one table of its dictionaries' keys and values, and of the operators of its
 * pages. Whoever writes something new puts it here; whoever reads tells everything else as altered, whatever
 * fingerprints say. */
#ifndef STS_OUTPUT_PDF_WRITTEN_H
#define STS_OUTPUT_PDF_WRITTEN_H

#include "document/reading-builder.h"
#include "output/pdf/read-file.h"

/* Goes through all objects that the file's catalog leads to: adds to the reading's faults what no export has, and takes
 * the fingerprint of all. Returns false with STS_VERIFY_ERROR. */
bool sts_pdf_check_written(StsPdfFile *file, StsReading *reading, GError **error);

/* Whether pages are drawn with the operator. */
bool sts_pdf_is_written_operator(StsPdfSlice name);

/* Whether a key stands in the properties of marked content. */
bool sts_pdf_is_written_property(StsPdfSlice key);

#endif
