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
 * Invariants: opaque types; no global state; a loaded library and an exporter are const, so that several threads may export at once, each with diagnostics of its own.
 * All text is UTF-8. Content faults are diagnostics; failures of the system are a GError.
 */
#ifndef STS_STS_H
#define STS_STS_H

#include <glib.h>
#include <stdbool.h>

#include <sts/diagnostic.h>

G_BEGIN_DECLS

typedef struct StsLibrary StsLibrary;
typedef struct StsExporter StsExporter;

/* Reads a folder with library.yaml, or one Markdown file. Faults of the content become diagnostics, and the library is returned with what could be read. Returns NULL with `error`
 * (G_FILE_ERROR) where there is no library. Free with sts_library_free(). */
StsLibrary *sts_library_load(const char *path, StsDiagnostics *diagnostics, GError **error);
void sts_library_free(StsLibrary *library);

/* What is known of a section. All strings are lent by the library. */
typedef struct {
  const char *id;
  const char *title;
  const char *file;
  const char *language;
  char last_revised[16];    /* "2018-04-06", or empty */
  const char *last_revised_state; /* "given", "waived", "absent"; so the next two */
  const char *references_state;
  const char *disclaimer_state;
  const char *status;       /* "sample", "draft", "approved" */
} StsSectionInfo;

/* The sections in reading order. */
size_t sts_library_count_sections(const StsLibrary *library);
StsSectionInfo sts_library_get_section(const StsLibrary *library, size_t index);
/* Whether the library has the section; if not, *nearest (may be NULL) is the id most like it, or NULL. */
bool sts_library_has_section(const StsLibrary *library, const char *id, const char **nearest);
const char *sts_library_get_title(const StsLibrary *library);

/* How to check. */
typedef struct {
  const char *as_of;  /* ISO date for what expires; NULL: no currency check */
  bool allow_expired;
} StsCheckSettings;

/* Checks the sections (NULL-terminated ids; NULL: all) by every rule. `settings` may be NULL. Ids must exist. */
void sts_library_check_sections(const StsLibrary *library, const char *const *ids, const StsCheckSettings *settings, StsDiagnostics *diagnostics);

/* How to export. Strings are copied. */
typedef struct {
  const char *styles_folder;        /* holds <style>.yaml and terms/ */
  const char *const *font_folders;  /* NULL-terminated, in order of preference */
  const char *style;                /* NULL: "handout" */
  const char *paper;                /* "letter", "a4"; NULL: the style's */
  const char *language;             /* of the words that the program prints; NULL: each section's */
  const char *as_of;                /* ISO date: sections whose review was due before it say so; NULL: none does */
  bool duplex;                      /* PDF: sections start on a right-hand page, margins mirrored */
  bool linearize;                   /* PDF: for serving over a network */
  bool without_fonts;               /* EPUB: embed none */
  bool without_pages;               /* EPUB: no page list; saves the layout */
} StsExportOptions;

/* Loads style and words. Returns NULL with `error`; faults in the style's files are diagnostics besides. Free with sts_exporter_free(). */
StsExporter *sts_exporter_new(const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error);
void sts_exporter_free(StsExporter *exporter);

/* Exports the sections (NULL-terminated ids, in that order) as one publication, as a book with cover and contents if `book`, to a PDF and an EPUB (either path may be NULL). The files appear complete, or not at
 * all. Refuses, returning false without `error`, when the diagnostics hold an error, those of the caller's included, and when a section lacks its provenance; returns false with
 * `error` on a failure of the system. Checks nothing else: see sts_library_check_sections(). Ids must exist. */
bool sts_exporter_write(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book, const char *pdf_path, const char *epub_path,
                        StsDiagnostics *diagnostics, GError **error);

/* Removes the temporary files of unfinished exports; async-signal-safe. Stop threads that export first, or they may make them anew. */
void sts_exporter_abandon_all(void);

/* Returns the version, e.g. "0.1.0". */
const char *sts_version(void);

#ifndef STS_DOCUMENT_LIBRARY_H
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLibrary, sts_library_free)
#endif
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsExporter, sts_exporter_free)

G_END_DECLS

#endif
