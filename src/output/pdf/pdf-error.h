/* Why a PDF could not be written. */
#ifndef STS_OUTPUT_PDF_PDF_ERROR_H
#define STS_OUTPUT_PDF_PDF_ERROR_H

#include <glib.h>

#define STS_PDF_ERROR sts_pdf_error_quark()
GQuark sts_pdf_error_quark(void);

typedef enum {
  STS_PDF_ERROR_CAIRO,
  STS_PDF_ERROR_QPDF,
  STS_PDF_ERROR_INCOMPLETE, /* a leaf was not drawn, or drawn twice: a fault of the program */
  STS_PDF_ERROR_IMAGE,
} StsPdfError;

#endif
