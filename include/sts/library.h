/* A library of sections: reading it, and what is known of each section.
 *
 *     #include <sts/sts.h>
 *     #include <stdio.h>
 *
 *     // ./example content
 *     int
 *     main(int argc, char **argv)
 *     {
 *       g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
 *       g_autoptr(GError) error = NULL;
 *       g_autoptr(StsLibrary) library = argc == 2 ? sts_library_load(argv[1], diagnostics, &error) : NULL;
 *
 *       for (size_t i = 0; library && i < sts_library_count_sections(library); i++) {
 *         StsSectionInfo info = sts_library_get_section(library, i);
 *         printf("%s: %s, last revised %s\n", info.id, info.title ? info.title : "?", info.last_revised);
 *       }
 *       return library ? 0 : 1;
 *     }
 *
 * Invariants: a library is const once it is loaded, so that several threads may read it at once. All text is UTF-8 but
 * for the names of files, which are as the system and the user have them. What a function lends lives as long as the
 * library.
 */
#ifndef STS_LIBRARY_H
#define STS_LIBRARY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include <sts/diagnostic.h>
#include <sts/error.h>

G_BEGIN_DECLS

typedef struct StsLibrary StsLibrary;

/* Reads a folder with library.yaml, or one Markdown file, which stands for a library of one section. Faults of the
 * content become diagnostics, and the library is returned with what could be read. Returns NULL with `error`
 * (G_FILE_ERROR) where there is no library. Free with sts_library_free(). */
StsLibrary *sts_library_load(const char *path, StsDiagnostics *diagnostics, GError **error);

/* Reads of a folder only what exporting and checking these sections (NULL-terminated ids) takes, however many others
 * the library has: library.yaml, the sections, and the title and headings of those that they link to. These sections
 * are then all that the library knows; what is wrong with the others is not told. A section is looked for in the file
 * that has its id for a name, then in the others. Where one is nowhere, or takes more than that, the whole library is
 * read, as sts_library_load() does. Instead of an id, the name of a Markdown file in the folder may stand, such as
 * "sub/heat.md"; one that library.yaml does not list is read as if it were the last there. */
StsLibrary *sts_library_load_sections(const char *path, const char *const *ids, StsDiagnostics *diagnostics,
                                      GError **error);

/* What becomes of a section that is not there in the language asked for. */
typedef enum {
  STS_MISSING_REFUSED,  /* an error says so, and the library does not have it */
  STS_MISSING_ORIGINAL, /* the original stands in, and says so in print */
  STS_MISSING_LEFT_OUT, /* the library does not have it */
} StsMissingTranslation;

/* How to load. Set all to zero first: members may be added. */
typedef struct {
  const char *clinic; /* the file of the clinic that hands the sheets out (docs/content-format.md, "The clinic's part"),
                         whatever library.yaml says; "": none; NULL: the one that library.yaml names, or none. Its
                         faults are diagnostics, too */
  bool without_clinic; /* none hands them out, whatever library.yaml says */
  /* BCP 47, such as "es-MX", for which "es" will do: each section is read from the file that has its text in it, such
   * as surgery.es.md beside surgery.md, title and disclaimer from library.es.yaml. A section whose original is in it is
   * taken as it is. NULL: the library's own. */
  const char *language;
  StsMissingTranslation missing;
  bool list_languages; /* look which sections have translations, and for files that are translations of nothing */
} StsLoadOptions;

/* As sts_library_load() or, with `ids`, as sts_library_load_sections(). `ids` and `options` may be NULL. The error is
 * STS_ERROR_BAD_OPTION where `language` is no tag. */
StsLibrary *sts_library_load_with(const char *path, const char *const *ids, const StsLoadOptions *options,
                                  StsDiagnostics *diagnostics, GError **error);
void sts_library_free(StsLibrary *library);

/* ---- the library ---- */

/* The language in which it was read; "en" where it says none. */
const char *sts_library_get_language(const StsLibrary *library);
/* Whether that is another than its own. */
bool sts_library_is_translated(const StsLibrary *library);

/* Returns the tags of the languages in which any of its sections has a translation, sorted; NULL-terminated. It is
 * empty unless the library was read with `list_languages` (or, in its own language, with a clinic whose `qr` holds
 * {language}). Free with g_free(): the tags are lent. */
const char **sts_library_list_languages(const StsLibrary *library);

typedef enum { STS_STATUS_SAMPLE, STS_STATUS_DRAFT, STS_STATUS_APPROVED } StsStatus;

/* Returns "sample", "draft" or "approved". */
const char *sts_status_name(StsStatus status);

/* The title; "" where it has none. */
const char *sts_library_get_title(const StsLibrary *library);
/* The name of library.yaml, or of the single document. */
const char *sts_library_get_file(const StsLibrary *library);
StsStatus sts_library_get_status(const StsLibrary *library);
/* How many months after its last date a section is to be reviewed; 0: nothing expires. Where something does, whoever
 * checks, exports or verifies must say on which day that is judged. */
int sts_library_get_review_months(const StsLibrary *library);

/* Lends what library.yaml gives under `defaults` for the option of that name ("style", "paper", "duplex": "true" or
 * "false", "formats", "language", "address"), where a call does not give it; NULL: nothing. Of formats there may be
 * several, the first with `index` 0; of others there is one. No function of libsts goes by them unless it says so:
 * callers do. */
const char *sts_library_get_default(const StsLibrary *library, const char *option, size_t index);
/* Lends the folders under `fonts`, NULL-terminated. */
const char *const *sts_library_get_font_folders(const StsLibrary *library);
/* Whether the library wants regular reviews, or one of the sections that were read names the day of its next one: then,
 * too, whoever checks or exports must say on which day that is judged. */
bool sts_library_has_reviews(const StsLibrary *library);

/* Returns the names of all files that the library is made of and that were read: library.yaml, sections, pictures;
 * NULL-terminated. Free with g_strfreev(). */
char **sts_library_list_files(const StsLibrary *library);

/* ---- the words that are printed ---- */

/* Lends a word that the program prints, by its key in styles/terms/, in the language of that tag, or, where there are
 * none in it, in the nearest that there is, at last in English. `key` must be one of those there. */
const char *sts_library_get_word(const StsLibrary *library, const char *language, const char *key);
/* Lends the tag of the language in which these words are. */
const char *sts_library_get_words_language(const StsLibrary *library, const char *language);
/* Returns a date, given as "2018-04-06", as these words write it; NULL where it is none. Free with g_free(). */
char *sts_library_format_date(const StsLibrary *library, const char *language, const char *date);

/* ---- its sections ---- */

/* Whether a part of the provenance is there. */
typedef enum {
  STS_PROVENANCE_ABSENT,
  STS_PROVENANCE_GIVEN,
  STS_PROVENANCE_WAIVED, /* with a reason, which is printed */
  STS_PROVENANCE_FAULTY, /* there, but not to be read; an error says why */
} StsProvenance;

/* Returns "given", "waived" or "absent", which is also what cannot be read. */
const char *sts_provenance_name(StsProvenance state);

/* What becomes of something that the source of a text lost. */
typedef enum {
  STS_GAP_OPEN,    /* nobody has said yet */
  STS_GAP_PRINTED, /* the reader is told */
  STS_GAP_SILENT,  /* the reader is not told, for a reason */
} StsGapState;

typedef struct {
  const char *text; /* what was lost, for the editor */
  StsPosition position;
  StsGapState state;
  const char *reason; /* SILENT: why; else NULL */
} StsGap;

/* What is known of a section. Everything is lent by the library. Dates are as "2018-04-06", or "". Members may be
 * added. */
typedef struct {
  const char *id;
  const char *title; /* plain text; NULL: it has none */
  const char *file;
  const char *language; /* BCP 47 */

  StsProvenance last_revised_state;
  char last_revised[16];
  const char *last_revised_waiver; /* the reason; NULL unless waived. So the next two */
  StsPosition last_revised_position;
  char last_reviewed[16]; /* optional */
  char review_due[16];    /* by its next review or the library's regular ones, whichever comes first; "": neither */

  StsProvenance references_state;
  size_t reference_count;
  const char *references_waiver;
  StsPosition references_position;

  StsProvenance disclaimer_state; /* GIVEN also where the library's stands in */
  bool own_disclaimer;            /* and not the library's */
  const char *disclaimer_waiver;
  StsPosition disclaimer_position;

  size_t code_count;
  const char *const *codes; /* "icd-10-cm:C49.9" */
  size_t gap_count;
  const StsGap *gaps; /* what the source of the text lost */

  size_t passage_count; /* passages that it shows, see sts_library_get_passage() */

  /* Its review record, or the library's where it says nothing else; NULL: not given. */
  const char *reviewed_by, *approved_by, *owner, *feedback, *edition;
  char next_review[16];

  const char *const *languages; /* of its translations, sorted; NULL-terminated; NULL: there are none, or the library
                                   was read neither with `list_languages` nor with a clinic whose `qr` holds
                                   {language} */
  bool translation;             /* the text is one */
  bool original_newer;          /* of a translation: the original has changed since */
  bool untranslated;            /* it is the original, in the place of a translation that is not there */
  bool last_revised_lost;       /* waived, as one that the source had and lost: other words are printed then */
} StsSectionInfo;

/* The sections that could be read, in reading order. `index` must be less than the count. */
size_t sts_library_count_sections(const StsLibrary *library);
StsSectionInfo sts_library_get_section(const StsLibrary *library, size_t index);

/* Lends the name of the file of a passage that the section with this id shows; NULL where it shows no more than
 * `index`. */
const char *sts_library_get_passage(const StsLibrary *library, const char *id, size_t index);

typedef enum {
  STS_SECTION_FOUND,
  STS_SECTION_UNREADABLE, /* it is listed, or the list itself could not be read; diagnostics of loading say why */
  STS_SECTION_UNKNOWN,
} StsSectionPresence;

/* Looks for a section; `info` (may be NULL) is set where it is found. */
StsSectionPresence sts_library_find_section(const StsLibrary *library, const char *id, StsSectionInfo *info);

/* Lends the id that somebody who wrote `name` probably meant: with a slip of the finger, or the name of the file, or
 * the title in place of the id. NULL: none is near. */
const char *sts_library_suggest_section(const StsLibrary *library, const char *name);

/* Returns the short code of a section, such as "17acaa5a", that stands at the foot of each of its printed pages and
 * where it ends in an EPUB or a web page: the first digits of the fingerprint of its text. NULL where there is no such
 * section, or it could not be read. Free with g_free(). */
char *sts_library_get_short_code(const StsLibrary *library, const char *id);

/* Returns all that was read of a section, as indented text: a line for each node, with its place in the file, its
 * properties and its text. It is for people who look for a fault; its form may change. Returns NULL with `error`
 * (STS_ERROR_UNKNOWN_SECTION) where the library has no such section. Free with g_free(). */
char *sts_library_dump_tree(const StsLibrary *library, const char *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsLibrary, sts_library_free)

G_END_DECLS

#endif
