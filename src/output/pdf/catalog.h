/* What stands beside the pages: annotations, outline, page labels, metadata, catalog. */
#ifndef STS_OUTPUT_PDF_CATALOG_H
#define STS_OUTPUT_PDF_CATALOG_H

#include "output/pdf/structure-tree.h"

/* Writes the link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5). Returns false, with some
 * left out, when `watch`, which may be NULL, stops the work. */
bool sts_pdf_write_annotations(const StsStructure *structure, StsPdfWriter *writer, StsWatch *watch);

/* Writes the outline of all headings; returns its object number, 0 when there are none. */
guint32 sts_pdf_write_outline(const StsStructure *structure, StsPdfWriter *writer);

/* Appends an explicit destination: "[ 12 0 R /XYZ null 700 null ]"; false if the node has no place. */
bool sts_pdf_append_destination(const StsStructure *structure, GString *out, const StsNode *target);

/* Writes XMP metadata and the information dictionary, which agree. */
typedef struct {
  guint32 xmp, info;
} StsMetadataIds;
/* `strings`: the fingerprint of all strings in the contents. */
StsMetadataIds sts_pdf_write_metadata(const StsPublication *publication, const char *strings, StsPdfWriter *writer);

/* Writes the sRGB output intent (ISO 19005-2, 6.2.3); returns its object number. */
guint32 sts_pdf_write_output_intent(StsPdfWriter *writer);

/* Appends the number tree of page labels. */
void sts_pdf_append_page_labels(const StsLayout *layout, GString *out);

#endif
