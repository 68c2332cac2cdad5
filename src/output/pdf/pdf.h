/* Pages and tree to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). */
#ifndef STS_OUTPUT_PDF_PDF_H
#define STS_OUTPUT_PDF_PDF_H

#include "layout/layout.h"

typedef struct {
  bool linearize;              /* for serving over a network; twice the time */
  StsDiagnostics *diagnostics; /* takes the pictures that cannot be drawn, with their places; NULL: the first is an
                                  error as any other */
} StsPdfOptions;

/* Writes the layout as a PDF to the file at `path` (which is truncated; give a temporary name, see
 * support/atomic-file.h). The structure tree is built from layout->publication's tree. Dates come from
 * publication->modified. Asserts in every build, by an error of STS_PDF_ERROR, that each leaf of the tree was drawn
 * exactly once. Returns false with `error` on any failure but one that is a diagnostic. */
bool sts_pdf_write(const StsLayout *layout, const StsPdfOptions *options, const char *path, GError **error);

#define STS_PDF_ERROR sts_pdf_error_quark()
GQuark sts_pdf_error_quark(void);

typedef enum {
  STS_PDF_ERROR_CAIRO,
  STS_PDF_ERROR_QPDF,
  STS_PDF_ERROR_INCOMPLETE, /* a leaf was not drawn, or drawn twice: a fault of the program */
  STS_PDF_ERROR_IMAGE,
} StsPdfError;

#endif
