/* A library: the folder of sections, read into memory.
 *
 * Invariants: owns its arena, hence every section, node and string; const after check, so that several exports may read
 * it at once.
 */
#ifndef STS_DOCUMENT_LIBRARY_H
#define STS_DOCUMENT_LIBRARY_H

#include "document/clinic.h"
#include "document/rules.h"
#include "document/section.h"
#include "document/terms.h"

/* A severity that the library gives a rule. */
typedef struct {
  StsSeverity severity;
  bool off; /* not reported at all */
  StsPosition position;
} StsRuleChange;

/* A word that the library does not want, and the one to write in its place. */
typedef struct {
  const char *avoid, *use; /* one line each, words separated by one space */
  StsPosition position;
} StsTermChoice;

/* An abbreviation that the library explains to those who hear it. */
typedef struct {
  const char *text, *expansion; /* one line each, never empty; the expansion is in the library's language */
  StsPosition position;
} StsAbbreviation;

/* What an option is where a call does not give it, as library.yaml has it under `defaults`. */
typedef struct {
  const char *key, *text; /* of formats, one for each */
  StsPosition position;
} StsDefault;

/* How hard to read a section may be. */
typedef struct {
  double smog, flesch_kincaid;      /* the highest grades of English; 0: no limit */
  double fernandez_huerta, inflesz; /* the least ease of Spanish; 0: no limit */
  GHashTable *allow;                /* a set of words, in folded case, that do not count as long */
} StsReadingBudget;

struct StsLibrary {
  StsArena *arena;
  /* Of a library that was read in another language than its own: the same in its own, of which what the translations
   * need was read. Owned; what it lends is used here, too. NULL: this one is in its own. */
  struct StsLibrary *original;
  StsMissingTranslation missing; /* of such a library: what became of sections that are not there in its language */
  const char *translated_file;   /* the file that has its title and so on in that language; NULL: there is none */
  const char *title_language, *publisher_language;       /* NULL: the library's, else that of the original */
  const char *folder;                                    /* as the user named it */
  const char *file;                                      /* of library.yaml, as the user would name it */
  const char *title, *language, *identifier, *publisher; /* publisher may be NULL */
  bool identifier_is_made; /* from the text of a single document that gives none: another text, another identifier */
  const char *certifier;   /* who certifies accessibility; NULL: nobody */
  StsStatus status;
  bool broken;                          /* library.yaml could not be read; diagnostics say why */
  bool title_faulty, disclaimer_faulty; /* they are there and could not be read; diagnostics say why */
  StsPosition title_position, language_position, disclaimer_position;
  const StsNode *title_line;     /* a TEXT node of the title; NULL when it is not from library.yaml */
  const StsNode *publisher_line; /* a TEXT node of the publisher; may be NULL */
  GArray *lines;                 /* of StsPrintedLine: the publisher, and what is printed of the source and the
                                    review record */
  StsReviewRecord review;        /* of all sections that say nothing else */
  const StsSource *source;       /* of all sections that name no other; may be NULL */
  StsNode *disclaimer;           /* a SECTION node holding blocks; NULL when the library has none */
  int review_every_months;       /* 0: no expiry */
  GPtrArray *sections;           /* of StsSection*, in reading order */
  GPtrArray *doubles;       /* of StsSection*: listed, but an earlier one has their id, as a diagnostic says. No caller
                               finds them, but links to their files do */
  bool partial;             /* `sections` are those that were asked for; `targets` has those that they link to, of which
                               no more than id, title and headings may be used */
  GHashTable *by_id;        /* id -> StsSection* */
  GHashTable *targets;      /* what a link to a section may say, its file name or its id -> StsSection* */
  GHashTable *unread;       /* ids of sections that are listed but whose files could not be read; diagnostics say why */
  GHashTable *passages;     /* path of a passage's file -> const StsPassage*: those that sections show; NULL: none */
  GHashTable *rules;        /* rule name -> StsRuleChange*; may be empty */
  GHashTable *ignored_keys; /* a set of keys of front matter that other programs read; may be empty */
  GArray *terms;            /* of StsTermChoice; may be empty */
  GArray *abbreviations;    /* of StsAbbreviation; may be empty */
  StsReadingBudget budget;
  GArray *defaults;        /* of StsDefault; may be empty */
  GPtrArray *fonts;        /* of const char*: folders of more fonts, and a NULL at the end */
  const char *clinic_file; /* the name of the clinic's file that library.yaml gives; NULL: none */
  StsPosition clinic_position;
  const StsClinic *clinic; /* who hands its sheets out; NULL: nobody is named, or its file could not be read */
  StsTermsSet *words;      /* by which closing parts and dates are known, and that are printed; owned */
  gint64 read_at;          /* microseconds since 1970: when its reading began; 0: nobody noted it */
  char **styles;           /* the folders of styles and words, in order of preference; NULL: nobody looked; owned */
};

/* Returns an empty library that takes the words, which may be NULL where none are looked for; free with
 * sts_library_free(), which is public. */
StsLibrary *sts_library_new(const char *folder, StsTermsSet *words);

/* Whether a fault by the rule is of one of the sections that a library lists, though it stands in the list. */
bool sts_library_rule_is_of_section(const char *rule);

/* Lends what it was read from: its folder, or the document that stands for one. */
const char *sts_library_get_path(const StsLibrary *library);

/* Whether it is a single document, which stands for a library of one section. */
bool sts_library_is_document(const StsLibrary *library);

/* Lends the section, or NULL; the Unicode form of the id does not matter. */
const StsSection *sts_library_lookup(const StsLibrary *library, const char *id);

/* Lends the section that a link names by its file or its id, or NULL. */
const StsSection *sts_library_find_target(const StsLibrary *library, const char *name);

/* Lends the passage whose file has the path, which may be NULL; NULL: it is none of a passage. */
const StsPassage *sts_library_find_passage(const StsLibrary *library, const char *file);

/* Returns "; 3 sections show this passage", for the end of a message: "" where not all sections were read, or
 * translations of some. Free with g_free(). */
char *sts_passage_describe_shown(const StsLibrary *library, const StsPassage *passage);

/* How many of the diagnostics are of that severity and of the section: in its file, or in that of a passage that it
 * shows. */
size_t sts_section_count_faults(const StsSection *section, const StsDiagnostics *diagnostics, StsSeverity severity);

/* Puts a section, whose id and name are set, at the end of those of the library. A name or an id that an earlier one
 * has stays with that. */
void sts_library_add_section(StsLibrary *library, StsSection *section);

/* Keeps a section that has the id of an earlier one, so that what else is wrong with it can be told. */
void sts_library_add_double(StsLibrary *library, StsSection *section);

/* Makes a section known to links that is not among those of the library. */
void sts_library_add_target(StsLibrary *library, const StsSection *section);

/* Makes a section known to links by a name, which it need not have, unless another has it. */
void sts_library_add_target_name(StsLibrary *library, const char *name, const StsSection *section);

/* Whether the file is library.yaml, or the file that has what it says in another language. */
bool sts_library_is_own_file(const StsLibrary *library, const char *file);

/* Lends the disclaimer of the section: its own, or the library's that stands in, in its own language where there is
 * none in another and originals stand in; NULL: there is none. One that stands in is in `*language`; NULL: it is in the
 * section's. */
const StsNode *sts_section_disclaimer(const StsLibrary *library, const StsSection *section, const char **language);

/* Returns a new section of the library with empty arrays; not yet in `sections`. */
StsSection *sts_section_new(StsLibrary *library);

/* The severity of a rule that the library may change: `severity`, or what the library says. Returns false if it has
 * switched the rule off. */
bool sts_library_judge(const StsLibrary *library, StsRule rule, StsSeverity *severity);

/* The newer of the two dates, which is the one that counts: a text may be reviewed and found right without being
 * revised. Not set where the section has neither. */
StsDate sts_section_newest_date(const StsSection *section);

/* What the section's review record says, or the library's in its place; the text is NULL where neither says it. */
StsReviewLine sts_section_review_line(const StsLibrary *library, const StsSection *section, StsReviewKey key);
/* The day of its next review, its own or the library's; not set where neither gives one. */
StsDate sts_section_next_review(const StsLibrary *library, const StsSection *section);

/* The day by which the section should have been reviewed again: its next review, or `review-every` after it was last
 * revised or reviewed, whichever comes first. Not set where it has neither. A passage in it that has dates of its own
 * may be due before. */
StsDate sts_section_review_due(const StsLibrary *library, const StsSection *section);
/* The same of the section, or of the text of a passage, without the passages in it. */
StsDate sts_section_own_review_due(const StsLibrary *library, const StsSection *section);
/* The day by which the section's review, or that of a passage in it, was due, where that was before `as_of`; otherwise,
 * and where `as_of` is not set, not set. */
StsDate sts_section_overdue(const StsLibrary *library, const StsSection *section, StsDate as_of);

#endif
