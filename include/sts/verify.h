/* Reading exported files back: are they whole, unaltered and current, and what has changed between two of them.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     int
 *     main(void)
 *     {
 *       StsVerifyOptions options = {.as_of = "2024-08-02"};
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsDiagnostics) faults = sts_diagnostics_new();
 *       g_autoptr(StsLibrary) library = sts_library_load("content", faults, &error);
 *       g_autoptr(StsVerifier) verifier = library ? sts_verifier_new(library, faults, &options, &error) : NULL;
 *       g_autoptr(StsVerification) found = verifier ? sts_verifier_verify(verifier, "surgery.pdf", &error) : NULL;
 *
 *       if (!found)
 *         return 3;
 *       printf("%s: %s\n", found->title, sts_verdict_name(found->verdict));
 *       return found->verdict == STS_VERDICT_CURRENT ? 0 : 1;
 *     }
 *
 * Invariants
 * - What is judged is text: of every section and its parts, and of a book's cover and contents, read in the order in
 * which a screen reader reads it; the alternative texts of pictures among it. In a PDF, all other words on the pages
 * are judged as one: running feet, page numbers, markers of lists.
 * - Of pictures it is judged whether the library, or the other file, shows the same ones: the file holds a fingerprint
 * of those it was exported with.
 * - All else in the file has one more fingerprint; and what no export ever writes, such as a script, is told whatever
 * fingerprints say.
 * - A fingerprint shows what was changed by accident or carelessness, not what somebody forged with care: only the
 * comparison with the library, or a signature, does that.
 * - Time and memory are bounded, whatever the file holds; a file beyond the bounds is STS_VERDICT_UNKNOWN with the
 * reason.
 */
#ifndef STS_VERIFY_H
#define STS_VERIFY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/diagnostic.h>
#include <sts/error.h>
#include <sts/library.h>

G_BEGIN_DECLS

/* From good to bad; a file's verdict is the worst of all that was found. */
typedef enum {
  STS_VERDICT_CURRENT,    /* all is there, unaltered, and as the library says today */
  STS_VERDICT_OUTDATED,   /* the library's text of today differs, or the review is overdue, or it has lost sections, or
                             for a book gained some */
  STS_VERDICT_INCOMPLETE, /* a section or a part of its provenance is missing */
  STS_VERDICT_ALTERED,    /* all is there, but the text is not the one that was exported */
  STS_VERDICT_UNKNOWN,    /* not of sts-export, unreadable, of another library, or the library cannot say */
} StsVerdict;

/* Returns "current", "outdated", "incomplete", "altered" or "unknown". */
const char *sts_verdict_name(StsVerdict verdict);

/* One section of a file. */
typedef struct {
  const char *id;
  const char *title;
  StsVerdict verdict;
  bool intact;                      /* all parts are there, and the text agrees with its fingerprint */
  const char *last_revised;         /* as the file says: "2018-04-06", or words; NULL: it does not */
  const char *library_last_revised; /* as the library says today; NULL: it does not know the section */
  const char *const *missing; /* names of missing parts, NULL-terminated: "byline", "notes", "hyperlinks", "references",
                                 "disclaimer", "last-revised", "masthead", "clinic" */
  const char *const *reasons; /* sentences without a full stop, NULL-terminated; when current none, but of what the file
                                 alone says of its review */
} StsSectionVerdict;

/* One file. Everything is owned by it. */
typedef struct {
  StsVerdict verdict;
  bool intact; /* all is there, and all text agrees with its fingerprints; false also where nothing could be read */
  const char *format;                      /* its label, such as "PDF"; NULL: it could not be read */
  const char *title, *identifier, *status; /* as the file says; "" where it does not */
  bool book;
  const char *const
      *reasons; /* sentences about the file as a whole, NULL-terminated; those of its sections stand there */
  size_t section_count;
  const StsSectionVerdict *sections; /* in the file's order */
  gpointer memory;                   /* private */
  const char
      *clinic; /* the name of the clinic whose part the file has, which the verdict does not depend on; NULL: none */
} StsVerification;

void sts_verification_free(StsVerification *verification);

/* A section of the library that has the short code of a sheet today. */
typedef struct {
  const char *id, *title, *file, *language;
  StsVerdict verdict;         /* CURRENT; OUTDATED: its review is overdue; UNKNOWN: the library cannot export it now */
  const char *last_revised;   /* "2018-04-06", or words */
  const char *const *reasons; /* sentences without a full stop, NULL-terminated; none when current */
} StsCodeMatch;

/* What a library says of a short code. Everything is owned by it. */
typedef struct {
  const char *code;           /* in lower case */
  StsVerdict verdict;         /* the worst of its sections; UNKNOWN where none has the code */
  const char *const *reasons; /* why none has it, NULL-terminated */
  size_t section_count;
  const StsCodeMatch *sections; /* in reading order */
  gpointer memory;              /* private */
} StsCodeAnswer;

/* Whether the text is the form of a short code: eight hexadecimal digits. */
bool sts_is_short_code(const char *text);
void sts_code_answer_free(StsCodeAnswer *answer);

/* What happened to a section from the old to the new. */
typedef enum {
  STS_CHANGE_NONE,
  STS_CHANGE_DATE, /* its date only */
  STS_CHANGE_TEXT, /* its text or a picture, and perhaps its date */
  STS_CHANGE_ADDED,
  STS_CHANGE_REMOVED,
  STS_CHANGE_UNKNOWN, /* a library cannot export it */
  STS_CHANGE_REVIEW,  /* only who reviewed or approved it, its edition, next review or feedback: no printed copy need be
                         pulled */
} StsChange;

/* Returns "same", "date", "changed", "added", "removed", "unknown" or "review". */
const char *sts_change_name(StsChange change);

/* A line that only one of the two has. Within a section, removed lines stand before those that stand in their place. */
typedef struct {
  bool added;
  const char *part; /* "text", or the name of a part */
  const char *text;
} StsLineChange;

typedef struct {
  const char *id;
  const char *title; /* the new one where there is one */
  StsChange change;
  bool moved;                            /* stands elsewhere among the others */
  bool pull;                             /* printed copies of the old must be pulled */
  const char *old_title;                 /* where it differs; NULL: it does not */
  const char *old_revised, *new_revised; /* NULL: not said, or not there */
  bool picture_changed;                  /* it shows another picture, or the same ones in another order */
  const char *note; /* a sentence, or NULL: why the change is unknown, or what has changed besides lines */
  size_t line_count;
  const StsLineChange *lines;
} StsSectionChange;

typedef struct {
  bool differs;
  const char *const *notes; /* sentences about the whole: title, status, cover and contents; NULL-terminated */
  const char *conclusion;   /* one sentence: must printed copies be pulled, and of which sections? */
  size_t section_count;
  const StsSectionChange *sections; /* in the new order, what was removed last */
  gpointer memory;                  /* private */
} StsComparison;

void sts_comparison_free(StsComparison *comparison);

/* A process that reads files in the caller's place, with little memory and time, and without a right to anything else:
 * what a file does to it is told of the file, and the next file is read by a new one, unless the caller has threads
 * then. */
typedef struct StsReader StsReader;

/* Starts the process, by a fork without exec: to be called while the caller has one thread, and best while it has
 * little memory. It reads the first of the files `ahead` (NULL-terminated; may be NULL) at once, and each of the others
 * when the one before it was asked for. It ends with the calling thread, whatever becomes of that. Returns NULL with
 * `error` (G_FILE_ERROR) where no process can be had. Not for use by several threads at once. Free with
 * sts_reader_free(), which waits for its end. */
StsReader *sts_reader_start(const char *const *ahead, GError **error);
void sts_reader_free(StsReader *reader);

typedef struct StsVerifier StsVerifier;

/* How to verify and compare. Set all to zero first: members may be added. Strings are read during the call only. */
typedef struct {
  const char *styles_folder; /* holds terms/; NULL: the installed one, see sts/data.h */
  const char *as_of;  /* the day, such as "2024-08-02"; a section whose review was due before it is outdated. NULL:
                         none; allowed only where nothing expires. A comparison judges no dates */
  bool allow_expired; /* an overdue review makes nothing outdated */
  StsReader *reader;  /* reads the files; lent, and must outlive what it is given to. NULL: the caller's process */
} StsVerifyOptions;

/* Prepares to verify files against the library, which may be NULL: then files are found whole or altered, never
 * current. The library is lent; of one from sts_library_load_sections() more is read where a file takes it, as
 * sts_verifier_new_for_path() does. `faults` (may be NULL) is what loading it found, by which a section is known that
 * cannot be exported now. `options` may be NULL. Returns NULL with `error`: STS_ERROR_BAD_OPTION where `as_of` is no
 * date, or is left out though the library wants reviews (sts_library_has_reviews()) and they may make something
 * outdated; another domain where the words of the program cannot be loaded. Not for use by several threads at once.
 * Free with sts_verifier_free(). */
StsVerifier *sts_verifier_new(const StsLibrary *library, const StsDiagnostics *faults, const StsVerifyOptions *options,
                              GError **error);
/* As sts_verifier_new(), with the library at `path`, of which no more is read than the files take: for one handout as
 * much as exporting it takes, for a book, or more files with other sections, all. What is wrong with the sections is
 * not told but where it tells in a verdict. Returns NULL with `error` also as sts_library_load() does. */
StsVerifier *sts_verifier_new_for_path(const char *path, const StsVerifyOptions *options, GError **error);
void sts_verifier_free(StsVerifier *verifier);

/* Reads an exported file back and judges it. A file that sts-export did not write, or that is damaged, is
 * STS_VERDICT_UNKNOWN with the reason. Returns NULL with `error` (G_FILE_ERROR) where the file cannot be had at all.
 * Free with sts_verification_free(). */
StsVerification *sts_verifier_verify(StsVerifier *verifier, const char *path, GError **error);

/* Says which sections of the library have the short code that stands at the foot of a printed page and where a section
 * of an EPUB or a web page ends: the first digits of the fingerprint of the text, the same in every format and style.
 * `code` is one by sts_is_short_code(). The library is read as a whole. Returns NULL with `error` (G_FILE_ERROR) where
 * it cannot be read. Free with sts_code_answer_free(). */
StsCodeAnswer *sts_verifier_find_code(StsVerifier *verifier, const char *code, GError **error);

/* Says section by section what has changed from the old to the new; each is an exported file, a library's folder or a
 * single Markdown document. Beside a file, a library is read as if the same sections were exported from it in the same
 * way; two libraries are compared as books. `options` may be NULL. Returns NULL with `error`: G_FILE_ERROR where one of
 * them cannot be had, another domain where it cannot be compared. Free with sts_comparison_free(). */
StsComparison *sts_compare_paths(const char *old_path, const char *new_path, const StsVerifyOptions *options,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsReader, sts_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsVerifier, sts_verifier_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsVerification, sts_verification_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsCodeAnswer, sts_code_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsComparison, sts_comparison_free)

G_END_DECLS

#endif
