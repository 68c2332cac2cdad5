/* What the room offers beyond its public interface. */
#ifndef STS_IMPORT_IMPORT_H
#define STS_IMPORT_IMPORT_H

#include "sts/import.h"

/* Reads a text in memory as if it were the content of a file of that path; for tests. As sts_import_read(). */
StsImport *sts_import_read_text(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics);

#endif
