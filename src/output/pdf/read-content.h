/* The text of a PDF's pages by marked content (ISO 32000-1, 14.6).
 *
 * Invariants
 * - A sequence is what one MCID of one page encloses. Sequences are sorted by page and MCID.
 * - Text outside of all sequences and artifacts, and MCIDs that stand twice on a page, are faults of the reading.
 */
#ifndef STS_OUTPUT_PDF_READ_CONTENT_H
#define STS_OUTPUT_PDF_READ_CONTENT_H

#include "document/reading-builder.h"
#include "output/pdf/read-file.h"

typedef struct {
  gint32 page, mcid;
  size_t start, length; /* in `text` */
  bool used;            /* by an element */
  bool written;         /* the page shows text in it, and not a picture alone */
} StsReadSequence;

typedef struct {
  GArray *sequences; /* of StsReadSequence */
  GString *text;
} StsPdfContent;

/* Reads all pages. Returns NULL with STS_VERIFY_ERROR. Free with sts_pdf_content_free(). */
StsPdfContent *sts_pdf_content_read(StsPdfFile *file, StsReading *reading, GError **error);
void sts_pdf_content_free(StsPdfContent *content);

/* Lends the sequence, or NULL. */
StsReadSequence *sts_pdf_content_find(const StsPdfContent *content, gint32 page, gint64 mcid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPdfContent, sts_pdf_content_free)

#endif
