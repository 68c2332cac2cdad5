/* The domain of errors of PDF files. */
#include "output/pdf/pdf-error.h"

GQuark
sts_pdf_error_quark(void)
{
  return g_quark_from_static_string("sts-pdf-error");
}
