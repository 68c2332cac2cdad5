/* Refuses PDFs that would unpack to more than memory holds, before libqpdf, which has no such limit, unpacks anything.
 * */
#ifndef STS_OUTPUT_PDF_READ_GUARD_H
#define STS_OUTPUT_PDF_READ_GUARD_H

#include <glib.h>
#include <stdbool.h>

/* Whether all streams of the file, unpacked, stay below STS_READ_UNPACKED_MAX, pictures below a limit of their own, and
 * none is packed in another way than sts-export does. Otherwise false with STS_VERIFY_ERROR_TOO_LARGE or
 * STS_VERIFY_ERROR_FOREIGN. */
bool sts_pdf_guard(const char *bytes, size_t size, GError **error);

#endif
