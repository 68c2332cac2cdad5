/* The text of a document of XHTML. */
#ifndef STS_OUTPUT_XHTML_READ_TEXT_H
#define STS_OUTPUT_XHTML_READ_TEXT_H

#include "output/xhtml/written.h"

/* Adds the lines of an XHTML document's body to the reading of the check, and what is not in its table to the faults.
 * Returns false with STS_VERIFY_ERROR_DAMAGED. */
bool sts_xhtml_text_read(const GString *document, const StsWrittenCheck *check, GError **error);

#endif
