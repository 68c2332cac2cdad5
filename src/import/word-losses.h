/* What pandoc leaves out of a text of Word or LibreOffice. For the files of this room only. */
#ifndef STS_IMPORT_WORD_LOSSES_H
#define STS_IMPORT_WORD_LOSSES_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  const char *where; /* "a text box"; lent for ever */
  char *text;
  bool is_edge; /* it is the head or the foot of a page */
} StsWordLoss;

/* Returns an array of StsWordLoss that frees them: the paragraphs of the document whose words the page, which pandoc
 * made of it, lacks; empty, too, where the document is no sound archive. Returns NULL with `error` (G_FILE_ERROR) where
 * the system does not let it be read. Free with g_array_unref(). */
GArray *sts_word_find_losses(const char *path, const char *page, GError **error);

#endif
