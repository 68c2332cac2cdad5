/* The lines that the program adds to the document's own. For the files of this room only. */
#ifndef STS_IMPORT_MARKERS_H
#define STS_IMPORT_MARKERS_H

#include "import/document.h"

/* In YAML: what follows is the document's own. */
extern const char STS_IMPORT_MATTER_LINE[];

/* Returns the comment that stands for a marker, without a line end; free with g_free(). */
char *sts_import_format_marker(const char *text);
/* Whether the line is a marker of the import. */
bool sts_import_is_marker(const char *line, size_t length);

/* How many words the document has, those of markers from an earlier import left out. */
size_t sts_import_count_document_words(const StsImport *import);

#endif
