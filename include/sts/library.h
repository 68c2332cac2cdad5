/* A library of sections: loading it, and what is known of it.
 *
 * Invariants: a loaded library is const, so that several threads may read it at once. All strings are UTF-8 and lent by
 * the library, but for names of files, which are as the system has them.
 */
#ifndef STS_LIBRARY_H
#define STS_LIBRARY_H

#include <glib.h>
#include <stdbool.h>

#include <sts/diagnostic.h>

G_BEGIN_DECLS

typedef struct StsLibrary StsLibrary;

/* Reads a folder with library.yaml, or one Markdown file. Faults of the content become diagnostics, and the library is
 * returned with what could be read. Returns NULL with `error` (G_FILE_ERROR) where there is no library. Free with
 * sts_library_free(). */
StsLibrary *sts_library_load(const char *path, StsDiagnostics *diagnostics, GError **error);
void sts_library_free(StsLibrary *library);

/* What is known of a section. All strings are lent by the library. */
typedef struct {
  const char *id;
  const char *title;
  const char *file;
  const char *language;
  char last_revised[16];          /* "2018-04-06", or empty */
  const char *last_revised_state; /* "given", "waived", "absent"; so the next two */
  const char *references_state;
  const char *disclaimer_state;
  const char *status; /* "sample", "draft", "approved" */
} StsSectionInfo;

/* The sections in reading order. */
size_t sts_library_count_sections(const StsLibrary *library);
StsSectionInfo sts_library_get_section(const StsLibrary *library, size_t index);
/* Whether the library has the section; if not, *nearest (may be NULL) is the id most like it, or NULL. */
bool sts_library_has_section(const StsLibrary *library, const char *id, const char **nearest);
const char *sts_library_get_title(const StsLibrary *library);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLibrary, sts_library_free)

G_END_DECLS

#endif
