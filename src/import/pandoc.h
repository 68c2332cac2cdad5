/* Texts of Word and LibreOffice, made into web pages by pandoc, where it is installed. For the files of this room only.
 *
 * Invariants: pandoc runs without a shell, within bounds of time and memory, and reads nothing but the document; what
 * it writes lies in a folder of its own, which is removed whatever happens.
 */
#ifndef STS_IMPORT_PANDOC_H
#define STS_IMPORT_PANDOC_H

#include "import/html/html.h"

typedef struct {
  char *page;
  size_t length;
  GArray *pictures; /* StsHtmlPicture: those of the document */
  bool loses_heads; /* pandoc 2.17 loses those of tables in the document's format */
  char *messages;   /* what pandoc said; "" : nothing */
} StsPandoc;

/* Whether pandoc is needed for a document of that name. */
bool sts_pandoc_is_needed(const char *path);
/* Returns NULL with a diagnostic if the document cannot be read, or with `error` (G_FILE_ERROR) if pandoc is not
 * installed or cannot be run. Free with sts_pandoc_free(). */
StsPandoc *sts_pandoc_read(const char *path, StsDiagnostics *diagnostics, GError **error);
void sts_pandoc_free(StsPandoc *pandoc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsPandoc, sts_pandoc_free)

#endif
