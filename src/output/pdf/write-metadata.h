/* What the file says of itself: XMP, the information dictionary, the colors it means. */
#ifndef STS_OUTPUT_PDF_WRITE_METADATA_H
#define STS_OUTPUT_PDF_WRITE_METADATA_H

#include "layout/layout.h"
#include "output/pdf/write-file.h"

/* Object numbers of XMP metadata and the information dictionary, which agree. */
typedef struct {
  guint32 xmp, info;
} StsMetadataIds;
/* Writes the information dictionary, and reserves the number of the XMP. */
StsMetadataIds sts_pdf_write_info(const StsPublication *publication, StsPdfWriter *writer);

/* Writes the XMP, with the fingerprint of all objects that were added before: it comes last. `strings`: the fingerprint
 * of all strings in the contents. */
void sts_pdf_write_xmp(const StsLayout *layout, const char *strings, guint32 root, StsMetadataIds ids,
                       StsPdfWriter *writer);

/* Writes the sRGB output intent (ISO 19005-2, 6.2.3); returns its object number. */
guint32 sts_pdf_write_output_intent(StsPdfWriter *writer);

#endif
