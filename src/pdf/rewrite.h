/* Turns cairo's content streams into marked content (ISO 32000-1, 14.6): each marker becomes the end of one mark and the beginning of the next. */
#ifndef STS_PDF_REWRITE_H
#define STS_PDF_REWRITE_H

#include "pdf/draw.h"

/* Appends the rewritten stream of page `page` to `out` and gives the marks their MCIDs. Everything painted ends up in a mark. Returns false with
 * STS_PDF_ERROR_CAIRO if the markers are not those that were drawn, or a mark that has content is empty. */
bool sts_pdf_rewrite(StsStructure *structure, const StsLigatures *ligatures, guint32 page, const char *content, size_t length, GString *out,
                     GError **error);

#endif
