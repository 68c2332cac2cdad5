/* What the file says of itself: XMP, the information dictionary, the colors it means. */
#ifndef STS_OUTPUT_PDF_WRITE_METADATA_H
#define STS_OUTPUT_PDF_WRITE_METADATA_H

#include "document/publication.h"
#include "output/pdf/write-file.h"

/* Writes XMP metadata and the information dictionary, which agree. */
typedef struct {
  guint32 xmp, info;
} StsMetadataIds;
/* `strings`: the fingerprint of all strings in the contents. */
StsMetadataIds sts_pdf_write_metadata(const StsPublication *publication, const char *strings, StsPdfWriter *writer);

/* Writes the sRGB output intent (ISO 19005-2, 6.2.3); returns its object number. */
guint32 sts_pdf_write_output_intent(StsPdfWriter *writer);

#endif
