/* The bookmarks and the labels of pages. */
#ifndef STS_OUTPUT_PDF_WRITE_OUTLINE_H
#define STS_OUTPUT_PDF_WRITE_OUTLINE_H

#include "output/pdf/structure-tree.h"
#include "output/pdf/write-file.h"

/* Writes the outline of all headings; returns its object number, 0 when there are none. */
guint32 sts_pdf_write_outline(const StsStructure *structure, StsPdfWriter *writer);

/* Appends the number tree of page labels. */
void sts_pdf_append_page_labels(const StsLayout *layout, GString *out);

#endif
