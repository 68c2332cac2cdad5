/* Writes the content of the pages (ISO 32000-1, 7.8 and 14.6), one marked-content sequence after another. */
#ifndef STS_OUTPUT_PDF_WRITE_CONTENT_H
#define STS_OUTPUT_PDF_WRITE_CONTENT_H

#include "output/pdf/drawing.h"
#include "output/pdf/write-file.h"

/* Writes the page tree with object number `pages`: the pages' dictionaries, resources and contents; `first_page` is the
 * object number of the first page. Gives the sequences their MCIDs. Annotations must have their numbers. Returns
 * false, with some pages left out, when drawing->watch stops the work. */
bool sts_pdf_write_pages(StsStructure *structure, const StsDrawing *drawing, guint32 pages, guint32 first_page,
                         StsPdfWriter *writer);

#endif
