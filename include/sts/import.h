/* Splits one long document, Markdown, a web page, or a text of Word, into a library, and reports its damage. Repairs
 * nothing.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     // ./example long.md new-library
 *     int
 *     main(int argc, char **argv)
 *     {
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsImport) import = argc == 3 ? sts_import_read(argv[1], NULL, diagnostics, &error) : NULL;
 *
 *       if (!import || !sts_import_write(import, argv[2], &error))
 *         return 1;
 *       for (size_t i = 0; i < sts_import_count_findings(import); i++)
 *         puts(sts_import_get_finding(import, i)->diagnostic.text);
 *       return 0;
 *     }
 *
 * Invariants
 * - Not for use by several threads at once.
 * - A web page is made into Markdown first, without a word lost or changed; places are those in the page.
 * - What is written are the document's own lines, byte for byte and in their order; only blank lines, rules where
 * sections meet, and lists of contents are left out, each line by its number. sts_import_write() proves it, by reading
 * what it wrote, before the library appears.
 * - What is added says that it is: front matter (`id`, `gaps`) and comments `<!-- import: ... -->`, which reading
 * refuses until an editor has deleted them.
 * - No title, date, reference or disclaimer is made up.
 * - An ERROR among the findings is what the check of the library will refuse. sts_import_write() asks the check, and
 * adds what it says to the findings. No finding makes the import fail.
 */
#ifndef STS_IMPORT_H
#define STS_IMPORT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/diagnostic.h>

G_BEGIN_DECLS

typedef struct StsImport StsImport;

typedef enum { STS_CONFIDENCE_LOW, STS_CONFIDENCE_MEDIUM, STS_CONFIDENCE_HIGH } StsConfidence;

/* A section as the document has it. All strings are lent by the import. */
typedef struct {
  const char *id;
  const char *file;           /* its name in the library */
  const char *title;          /* NULL where it is lost */
  int first_line, last_line;  /* of the document */
  StsConfidence confidence;   /* that it begins there */
  int score;                  /* what the confidence is made from */
  const char *const *reasons; /* NULL-terminated; each a clause in words */
} StsImportSection;

/* Something that an editor should look at. The diagnostic's place is in the document. */
typedef struct {
  StsDiagnostic diagnostic;
  const char *file; /* in the library, where the same line stands; NULL if it concerns no line */
  int line;         /* in that file; 0 before sts_import_write() */
  bool marked;      /* a comment that --check refuses stands by it */
} StsImportFinding;

/* How to import. Set all to zero first: members may be added. */
typedef struct {
  int split_level; /* 1 to 6: headings up to this level begin sections, and nothing else does; 0: all signs decide */
} StsImportSettings;

/* Reads the document, which may have up to 8 MB, and decides everything; writes nothing. `settings` may be NULL.
 * Returns NULL with diagnostics if it is not text, too large, or has too many sections; NULL with `error`
 * (G_FILE_ERROR) if it cannot be read; NOSYS: it needs pandoc, which is not installed. Free
 * with sts_import_free(). */
StsImport *sts_import_read(const char *path, const StsImportSettings *settings, StsDiagnostics *diagnostics,
                           GError **error);

/* Writes the library to `folder`, which must not exist or be empty: whole, or not at all. Returns false with `error`
 * (G_FILE_ERROR) otherwise. Call once. */
bool sts_import_write(StsImport *import, const char *folder, GError **error);

void sts_import_free(StsImport *import);

size_t sts_import_count_sections(const StsImport *import);
StsImportSection sts_import_get_section(const StsImport *import, size_t index);
/* In the order of their places in the document. */
size_t sts_import_count_findings(const StsImport *import);
const StsImportFinding *sts_import_get_finding(const StsImport *import, size_t index);
size_t sts_import_count_severity(const StsImport *import, StsSeverity severity);

/* What library.yaml calls itself; NULL where the document gives nothing to guess from. And where that comes from, in
 * words. */
const char *sts_import_get_title(const StsImport *import);
const char *sts_import_get_title_origin(const StsImport *import);
/* The language that library.yaml gives (BCP 47), and where that comes from, in words. A section that seems to be in
 * another has that in its front matter. */
const char *sts_import_get_language(const StsImport *import);
const char *sts_import_get_language_origin(const StsImport *import);
/* The document's lines that say something and were left out: rules where sections meet, and lists of contents. `count`
 * may be NULL. */
const int *sts_import_get_dropped_lines(const StsImport *import, size_t *count);
/* The images that were copied, by their names in the library; NULL-terminated. */
const char *const *sts_import_get_images(const StsImport *import);
/* Whether the document has no lines, as those of Word, so that places in it are numbers of paragraphs, from 1. */
bool sts_import_counts_paragraphs(const StsImport *import);
/* How many words the document has, and, after sts_import_write(), how many were read back. The words are the same in
 * the same order, but for those that were left out with lists of contents, and those of notes, which went with their
 * marks, and stand more than once where several sections have such a mark: document = written + left out - copied. */
size_t sts_import_count_words(const StsImport *import);
size_t sts_import_count_written_words(const StsImport *import);
size_t sts_import_count_left_out_words(const StsImport *import);
size_t sts_import_count_copied_words(const StsImport *import);
/* How many notes stand in another section than the one where the document has them. */
size_t sts_import_count_moved_notes(const StsImport *import);

/* Returns "low", "medium" or "high". */
const char *sts_confidence_name(StsConfidence confidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsImport, sts_import_free)

G_END_DECLS

#endif
