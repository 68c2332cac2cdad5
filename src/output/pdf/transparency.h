/* Finds out whether anything is transparent in what cairo drew. */
#ifndef STS_OUTPUT_PDF_TRANSPARENCY_H
#define STS_OUTPUT_PDF_TRANSPARENCY_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>

/* Whether content with the resources may paint anything that lets show through what is beneath, or that blends with it
 * (ISO 32000-1, 11.6): by a constant alpha below 1, a soft mask, a blend mode, or a group within. A false answer is
 * proof of the contrary; cairo states an alpha of 1 everywhere. */
bool sts_pdf_is_transparent(qpdf_data qpdf, qpdf_oh resources);

#endif
