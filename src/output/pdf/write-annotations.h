/* Links within the pages, and where they lead. */
#ifndef STS_OUTPUT_PDF_WRITE_ANNOTATIONS_H
#define STS_OUTPUT_PDF_WRITE_ANNOTATIONS_H

#include "base/watch.h"
#include "output/pdf/structure-tree.h"
#include "output/pdf/write-file.h"

/* Makes one annotation for each link and page of layout->links. */
void sts_structure_add_annotations(StsStructure *structure);

/* Writes the link annotations (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18.5). Returns false, with some
 * left out, when `watch`, which may be NULL, stops the work. */
bool sts_pdf_write_annotations(const StsStructure *structure, StsPdfWriter *writer, StsWatch *watch);

/* Appends an explicit destination: "[ 12 0 R /XYZ null 700 null ]"; false if the node has no place. */
bool sts_pdf_append_destination(const StsStructure *structure, GString *out, const StsNode *target);

#endif
