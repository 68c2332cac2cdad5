/* Copies what cairo made into the new file, mended where ISO 19005-2 and ISO 14289-1 ask for more. */
#ifndef STS_OUTPUT_PDF_CAIRO_PDF_H
#define STS_OUTPUT_PDF_CAIRO_PDF_H

#include <qpdf/qpdf-c.h>

#include "output/pdf/drawing.h"
#include "output/pdf/write-file.h"

typedef struct StsCairoPdf {
  qpdf_data qpdf;
  GByteArray *bytes; /* lent to qpdf */
  guint32 object_count;
  GArray *page_ids, *content_ids; /* guint32 */
} StsCairoPdf;

/* Opens cairo's PDF, taking the bytes; returns NULL with `error` (STS_PDF_ERROR_QPDF). Free with sts_cairo_pdf_free().
 */
StsCairoPdf *sts_cairo_pdf_open(GByteArray *bytes, GError **error);
void sts_cairo_pdf_free(StsCairoPdf *pdf);

/* Reads the codes and widths of all glyphs, and the object numbers of faces and pictures, into `drawing`. Returns false
 * with STS_PDF_ERROR_CAIRO or STS_PDF_ERROR_QPDF. */
bool sts_cairo_pdf_read_fonts(StsCairoPdf *pdf, StsDrawing *drawing, GError **error);

/* Writes fonts and all they need, mended, and pictures as forms; pages and their contents are left out. */
bool sts_cairo_pdf_write_objects(StsCairoPdf *pdf, const StsDrawing *drawing, StsPdfWriter *writer, GError **error);

/* Returns false and sets `error` if qpdf has one to tell. */
bool sts_qpdf_check(qpdf_data qpdf, const char *doing, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCairoPdf, sts_cairo_pdf_free)

#endif
