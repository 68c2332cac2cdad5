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

/* Reads of a folder no more than these sections (NULL-terminated ids, or names of files in the folder) need: them,
 * library.yaml, and of the sections that they link to the id, the title and the headings. Faults of other files are not
 * told. Where an id, or the target of a link, is not found so, the whole library is read, as sts_read_library() does;
 * else the library is `partial`. */
StsLibrary *sts_read_sections(const char *path, const char *const *ids, StsTermsSet *words, StsDiagnostics *diagnostics,
                              GError **error);

/* Reads as the others do, `ids` being NULL where all are read, in the language that the options (may be NULL) say: in
 * another than the library's own, with the library in its own as `original`. The clinic's file is left alone. */
StsLibrary *sts_read_with(const char *path, const char *const *ids, const StsLoadOptions *options, StsTermsSet *words,
                          StsDiagnostics *diagnostics, GError **error);

/* Reads the file of the clinic that hands the library's sheets out: the one at the path, or (NULL) the one that
 * library.yaml names, if any. Its faults become diagnostics; then the library has no clinic. */
void sts_read_clinic(StsLibrary *library, const char *path, StsDiagnostics *diagnostics);

/* Finds in which other languages each section can be read, where the clinic's code has an address for each language;
 * tells nothing. Of a library in another language, its original knows them then. */
void sts_read_find_forms(StsLibrary *library);

/* Reads another text of a section, of so many bytes of UTF-8, without the byte order mark: into a library of its own
 * that has this section alone, without images. Its words are those of `library`, lent: set `words` to NULL before
 * freeing. */
StsLibrary *sts_read_section_anew(const StsLibrary *library, const StsSection *section, const char *text, size_t length,
                                  StsDiagnostics *diagnostics);

#endif
