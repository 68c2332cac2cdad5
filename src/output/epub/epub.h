/* Tree to EPUB 3.3 with EPUB Accessibility 1.1 metadata. */
#ifndef STS_OUTPUT_EPUB_EPUB_H
#define STS_OUTPUT_EPUB_EPUB_H

#include "document/page-break.h"
#include "document/publication.h"
#include "style/fonts.h"
#include "style/theme.h"

typedef struct {
  bool fonts;                 /* embed the theme's fonts */
  const StsPageBreak *breaks; /* where the printed pages begin, in reading order; NULL: no page list */
  size_t break_count;
  const char *page_source; /* identifies the PDF that the pages are taken from, for pageBreakSource */
} StsEpubOptions;

/* Writes the publication as an EPUB to the file at `path` (replaced; give a temporary name, see support/atomic-file.h).
 * `fonts` may be NULL when options->fonts is false. Returns false with `error` on failure. */
bool sts_epub_write(const StsPublication *publication, const StsTheme *theme, StsFonts *fonts,
                    const StsEpubOptions *options, const char *path, GError **error);

#define STS_EPUB_ERROR sts_epub_error_quark()
GQuark sts_epub_error_quark(void);

typedef enum {
  STS_EPUB_ERROR_ARCHIVE,
  STS_EPUB_ERROR_FONT,
} StsEpubError;

#endif
