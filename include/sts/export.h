/* Exporting sections to accessible files.
 *
 * Invariants: an exporter is const, so that several threads may export at once, each with diagnostics of its own. Files
 * appear complete, or not at all.
 */
#ifndef STS_EXPORT_H
#define STS_EXPORT_H

#include <glib.h>
#include <stdbool.h>

#include <sts/library.h>

G_BEGIN_DECLS

typedef struct StsExporter StsExporter;

/* How to export. Strings are copied. */
typedef struct {
  const char *styles_folder;       /* holds <style>.yaml and terms/; NULL: the installed one, see sts/data.h */
  const char *const *font_folders; /* NULL-terminated, in order of preference; NULL: the installed one */
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

/* Removes the temporary files of unfinished exports; async-signal-safe. Stop threads that export first, or they may
 * make them anew. */
void sts_exporter_abandon_all(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsExporter, sts_exporter_free)

G_END_DECLS

#endif
