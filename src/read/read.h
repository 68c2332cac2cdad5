/* From a folder, or a single document, to the tree. Alone knows Markdown and YAML. */
#ifndef STS_READ_READ_H
#define STS_READ_READ_H

#include "document/library.h"

/* Reads `path`: a folder with library.yaml, or a single .md file (a library of one section whose front matter may hold
 * the library's keys). Content faults, unreadable section files and images among them, become diagnostics and reading
 * goes on; the library is returned even then, with what could be read. Returns NULL with `error` (G_FILE_ERROR) only
 * when there is no library at all: no such folder, no library.yaml, not readable. Free with sts_library_free().
 * `words`, which the library takes (also where reading fails), are those by which closing parts and dates are known. */
StsLibrary *sts_read_library(const char *path, StsTermsSet *words, StsDiagnostics *diagnostics, GError **error);

#endif
