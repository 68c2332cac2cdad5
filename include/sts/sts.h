/* libsts: patient-education text to accessible PDF and EPUB.
 *
 *     g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *     g_autoptr(StsLibrary) library = sts_library_load("content", diagnostics, &error);
 *     g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
 *     const char *ids[] = {"stage-ii-iii", NULL};
 *     sts_library_check_sections(library, ids, NULL, diagnostics);
 *     if (sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR) == 0)
 *       sts_exporter_write(exporter, library, ids, false, "stage-ii-iii.pdf", NULL, diagnostics, &error);
 *
 * Invariants: opaque types; no global state; a loaded library and an exporter are const, so that several threads may
 * export at once, each with diagnostics of its own. All text is UTF-8. Content faults are diagnostics; failures of the
 * system are a GError.
 */
#ifndef STS_STS_H
#define STS_STS_H

#include <glib.h>
#include <stdbool.h>

#include <sts/diagnostic.h>
#include <sts/verify.h>

G_BEGIN_DECLS

typedef struct StsLibrary StsLibrary;
typedef struct StsExporter StsExporter;
typedef struct StsVerifier StsVerifier;

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

/* How to check. */
typedef struct {
  const char *as_of; /* ISO date for what expires; NULL: no currency check */
  bool allow_expired;
} StsCheckSettings;

/* Checks the sections (NULL-terminated ids; NULL: all) by every rule. `settings` may be NULL. Ids must exist. */
void sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings,
                                StsDiagnostics *diagnostics);

/* How to export. Strings are copied. */
typedef struct {
  const char *styles_folder;       /* holds <style>.yaml and terms/ */
  const char *const *font_folders; /* NULL-terminated, in order of preference */
  const char *style;               /* NULL: "handout" */
  const char *paper;               /* "letter", "a4"; NULL: the style's */
  const char *language;            /* of the words that the program prints; NULL: each section's */
  const char *as_of;               /* ISO date: sections whose review was due before it say so; NULL: none does */
  bool duplex;                     /* PDF: sections start on a right-hand page, margins mirrored */
  bool linearize;                  /* PDF: for serving over a network */
  bool without_fonts;              /* EPUB: embed none */
  bool without_pages;              /* EPUB: no page list; saves the layout */
} StsExportOptions;

/* Loads style and words. Returns NULL with `error`; faults in the style's files are diagnostics besides. Free with
 * sts_exporter_free(). */
StsExporter *sts_exporter_new(const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error);
void sts_exporter_free(StsExporter *exporter);

/* Exports the sections (NULL-terminated ids, in that order) as one publication, as a book with cover and contents if
 * `book`, to a PDF and an EPUB (either path may be NULL). The files appear complete, or not at all. Refuses, returning
 * false without `error`, when the diagnostics hold an error, those of the caller's included, and when a section lacks
 * its provenance; returns false with `error` on a failure of the system. Checks nothing else: see
 * sts_library_check_sections(). Ids must exist. */
bool sts_exporter_write(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book,
                        const char *pdf_path, const char *epub_path, StsDiagnostics *diagnostics, GError **error);

/* How to verify and compare. Strings are read during the call only. */
typedef struct {
  const char *styles_folder; /* holds terms/ */
  const char
      *as_of; /* ISO date: a section whose review was due before it is outdated; NULL: no review is ever overdue */
  bool allow_expired; /* an overdue review makes nothing outdated */
} StsVerifyOptions;

/* Prepares to verify files against the library, which may be NULL: then files are found whole or altered, never
 * current. The library is lent, and so is what loading it found (`faults`, may be NULL), by which a section is known
 * that cannot be exported now. Returns NULL with `error` where the words of the program cannot be loaded. Not for use
 * by several threads at once. Free with sts_verifier_free(). */
StsVerifier *sts_verifier_new(const StsLibrary *library, const StsDiagnostics *faults, const StsVerifyOptions *options,
                              GError **error);
void sts_verifier_free(StsVerifier *verifier);

/* Reads a PDF or EPUB back and judges it. A file that sts-export did not write, or that is damaged, is
 * STS_VERDICT_UNKNOWN with the reason. Returns NULL with `error` (G_FILE_ERROR) where the file cannot be had at all.
 * Free with sts_verification_free(). */
StsVerification *sts_verifier_verify(StsVerifier *verifier, const char *path, GError **error);

/* Says section by section what has changed from the old to the new; each is a PDF, an EPUB, a library's folder or a
 * single Markdown document. Beside a file, a library is read as if the same sections were exported from it in the same
 * way; two libraries are compared as books. Returns NULL with `error`: G_FILE_ERROR where one of them cannot be had,
 * another domain where it cannot be compared. Free with sts_comparison_free(). */
StsComparison *sts_compare_paths(const char *old_path, const char *new_path, const StsVerifyOptions *options,
                                 GError **error);

/* Removes the temporary files of unfinished exports; async-signal-safe. Stop threads that export first, or they may
 * make them anew. */
void sts_exporter_abandon_all(void);

/* Returns the version, e.g. "0.1.0". */
const char *sts_version(void);

#ifndef STS_DOCUMENT_LIBRARY_H
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLibrary, sts_library_free)
#endif
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsExporter, sts_exporter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsVerifier, sts_verifier_free)

G_END_DECLS

#endif
