/* Exporting sections to accessible files.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     static bool
 *     tell(double done, gpointer wanted)
 *     {
 *       printf("%3.0f %%\n", 100 * done);
 *       return *(bool *)wanted; // false would stop the export
 *     }
 *
 *     int
 *     main(void)
 *     {
 *       const char *ids[] = {"surgery", "radiation", NULL};
 *       bool wanted = true;
 *       GBytes *epub = NULL;
 *       StsOutput outputs[] = {{.format = "pdf", .path = "two.pdf"}, {.format = "epub", .bytes = &epub}};
 *       StsExport what = {.ids = ids, .book = true, .outputs = outputs, .output_count = 2,
 *                         .progress = tell, .progress_data = &wanted};
 *       StsExportOptions options = {.style = "large-print", .paper = "a4"};
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(StsLibrary) library = sts_library_load("content", diagnostics, &error);
 *       g_autoptr(StsExporter) exporter = sts_exporter_new(&options, diagnostics, &error);
 *
 *       if (!library || !exporter || !sts_exporter_export(exporter, library, &what, diagnostics, &error))
 *         return 1;
 *       printf("an EPUB of %zu bytes\n", g_bytes_get_size(epub));
 *       g_bytes_unref(epub);
 *       return 0;
 *     }
 *
 * Invariants: an exporter is const, so that several threads may export at once, each with diagnostics of its own. Of
 * the outputs of one export all appear, each complete, or none. What cairo keeps of fonts is the process's and not safe
 * in several threads: exports use it one at a time, and a program that itself draws text with cairo in another thread
 * should not do so meanwhile.
 */
#ifndef STS_EXPORT_H
#define STS_EXPORT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <sts/error.h>
#include <sts/format.h>
#include <sts/library.h>

G_BEGIN_DECLS

typedef struct StsExporter StsExporter;

/* How to export. Callers set all to zero first: members may be added. Strings are copied. */
typedef struct {
  const char *styles_folder;       /* holds <style>.yaml and terms/; NULL: the installed one, see sts/data.h, and
                                      the words that the library was read with */
  const char *const *font_folders; /* NULL-terminated, in order of preference; NULL: the installed one */
  const char *style; /* the name of one, or, with a slash or “.yaml”, the path of one; NULL: "handout" */
  const char *paper; /* "letter", "a4"; NULL: the style's */
  const char *as_of; /* the day, such as "2024-08-02"; sections whose review was due before it say so. NULL: none;
                        allowed only where nothing expires */
  bool duplex;       /* sections start on a right-hand page, margins mirrored */
  /* These mean something to some formats only: see StsFormatInfo. */
  bool linearize;            /* order files for serving over a network */
  bool without_fonts;        /* embed none */
  bool without_pages;        /* do not say where printed pages begin; saves the layout */
  const StsLibrary *library; /* whose styles are looked for, too: see sts_data_find_user_styles(), and whose folders of
                                fonts come after those above; lent for the time of the call. NULL: none */
  bool simplex;              /* sections do not start on a right-hand page, whatever the style says */
  bool
      allow_unreviewed_words; /* an approved library may have printed words that nobody whose language it is has read */
} StsExportOptions;

/* Loads style and words. Returns NULL with `error`: STS_ERROR_BAD_OPTION where there is no such style or paper, `as_of`
 * is no date, or SOURCE_DATE_EPOCH in the environment is no number; or another domain where a file cannot be read;
 * faults in the style's files are diagnostics besides. Free with sts_exporter_free(). */
StsExporter *sts_exporter_new(const StsExportOptions *options, StsDiagnostics *diagnostics, GError **error);
void sts_exporter_free(StsExporter *exporter);

/* Where what an exporter prints with comes from. All is NULL-terminated, and lent by exporter and library. */
typedef struct {
  const char *const *style_files;  /* the style's own, then those that it extends */
  const char *const *words_files;  /* where two have a word of a language, the later gives it */
  const char *const *font_folders; /* in order of preference */
  const char *clinic_file;         /* of who hands the sheets out; NULL: nobody is named */
} StsExportSources;

StsExportSources sts_exporter_get_sources(const StsExporter *exporter, const StsLibrary *library);

/* One file to make, or the bytes of one: `path`, `bytes` or `stream` is set. */
typedef struct {
  const char *format; /* the name of one: see sts_format_get() */
  const char *path;   /* where the file shall be; its folder must exist, and what was there is replaced */
  GBytes **bytes;     /* takes the file's content; free it with g_bytes_unref(). NULL where the export fails */
  FILE *stream;       /* takes it, too, from its beginning on; it can be sought in, is flushed, and stays open */
  bool *same; /* with `path`: a file that is there and has the same bytes stays as it is, with its time, and this
                 is set to whether that was so. NULL: it is written in any case */
} StsOutput;

/* What to export. Callers set all to zero first: members may be added. All is lent for the time of the call. */
typedef struct {
  const char *const *ids; /* of the sections, in their order; NULL-terminated, each once */
  bool book;              /* with cover and contents */
  const StsOutput *outputs;
  size_t output_count; /* 0: the sections are laid out, and nothing comes of it but diagnostics */

  /* Called again and again, in the thread of the call, with what part of the work is done: from 0 to 1, never less
   * than before. Where it returns false the export ends within a fraction of a second, but for a file that is being
   * linearized, which must be finished first. NULL: nobody watches. */
  bool (*progress)(double done, gpointer data);
  gpointer progress_data;
} StsExport;

/* Exports the sections as one publication, to all outputs or to none. Refuses, returning false without `error`, when
 * the diagnostics hold an error, those of the caller's included, and when a section lacks its provenance. Checks
 * nothing else: see sts_library_check_sections(). Returns false with `error`, STS_ERROR where the call asks for what
 * cannot be (a section that the library lacks), was cancelled, or where the library wants reviews and the exporter was
 * given no day; another domain on a failure of the system. */
bool sts_exporter_export(StsExporter *exporter, const StsLibrary *library, const StsExport *what,
                         StsDiagnostics *diagnostics, GError **error);

/* Tells what characters of library.yaml and of the sections (NULL-terminated ids) no font has, as an export to no
 * output does, also of sections that cannot be exported for something else that is wrong with them: so that all faults
 * come at once. Returns false with `error`: STS_ERROR_UNKNOWN_SECTION, or another domain where the fonts cannot be
 * read. */
bool sts_exporter_check_characters(StsExporter *exporter, const StsLibrary *library, const char *const *ids,
                                   StsDiagnostics *diagnostics, GError **error);

/* Returns the pages that an export of these sections would have, as text: for each page a line for each run of glyphs,
 * rule and picture, with its place in points from the upper left corner. It is for people who look for a fault; its
 * form may change. Returns NULL as sts_exporter_export() returns false. Free with g_free(). */
char *sts_exporter_dump_pages(StsExporter *exporter, const StsLibrary *library, const char *const *ids, bool book,
                              StsDiagnostics *diagnostics, GError **error);

/* Removes the temporary files of the exporter's unfinished exports; async-signal-safe. Stop threads that export first,
 * or they may make them anew. */
void sts_exporter_abandon(StsExporter *exporter);

/* For a program, before its first export: the configuration and the fonts of the system are read when the first fonts
 * are opened, though no export uses them, and that takes longer than a handout. This gives the process an empty
 * configuration of fonts instead; since it is the process's, no other function of the library does so. */
void sts_exporter_shun_system_fonts(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsExporter, sts_exporter_free)

G_END_DECLS

#endif
