/* Unpacks the data of streams. */
#ifndef STS_OUTPUT_PDF_INFLATE_H
#define STS_OUTPUT_PDF_INFLATE_H

#include <glib.h>

/* Returns what the data of /FlateDecode (ISO 32000-1, 7.4.4) unpack to, as far as they are whole. Stops once there are
 * `most` bytes, so that at least as many mean too much. */
GString *sts_pdf_inflate(const void *data, size_t length, size_t most);

#endif
