/* Why an EPUB could not be written. */
#ifndef STS_OUTPUT_EPUB_EPUB_ERROR_H
#define STS_OUTPUT_EPUB_EPUB_ERROR_H

#include <glib.h>

#define STS_EPUB_ERROR sts_epub_error_quark()
GQuark sts_epub_error_quark(void);

typedef enum {
  STS_EPUB_ERROR_ARCHIVE,
  STS_EPUB_ERROR_FONT,
} StsEpubError;

#endif
