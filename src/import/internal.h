/* What the files of this room share about one document being imported. */
#ifndef STS_IMPORT_INTERNAL_H
#define STS_IMPORT_INTERNAL_H

#include "document/node.h"
#include "document/rules.h"
#include "import/import.h"

/* A line of the document. Lines count from 1, as in places. */
typedef struct {
  size_t offset;
  size_t length; /* without its end */
  size_t ending; /* bytes of its end: 0 for a last line without one */
  bool blank;
} StsImportLine;

typedef enum {
  STS_ROLE_TEXT,
  STS_ROLE_HEADING,
  STS_ROLE_FRAGMENT, /* a heading by its marks, the end of a sentence by its words */
  STS_ROLE_RULE,
  STS_ROLE_CONTENTS,        /* a list of nothing but links without a target, or to headings */
  STS_ROLE_CLOSING,         /* the heading of a closing part; `part` says which */
  STS_ROLE_REFERENCE,       /* stands under References */
  STS_ROLE_HYPERLINKS,      /* stands under Hyperlinks */
  STS_ROLE_DISCLAIMER,      /* stands under Disclaimer */
  STS_ROLE_DATE,            /* Last Revised */
  STS_ROLE_LOOSE_REFERENCE, /* reads as a reference, and stands under no heading that says so */
} StsBlockRole;

/* A top-level block. */
typedef struct {
  const StsNode *node;
  StsBlockRole role;
  int part;         /* CLOSING: an StsClosingPart */
  int first, last;  /* lines */
  int gap;          /* blank lines before it */
  const char *text; /* what it says, on one line, without the numbers of links and notes */
  size_t words;
  bool title_level;  /* HEADING: begins no section, but is of the level on which titles of sections stand */
  bool own_contents; /* CONTENTS: right below a heading, so that it lists what the section holds */
} StsImportBlock;

typedef struct {
  int line; /* before which it stands */
  const char *text;
} StsImportMarker;

typedef struct {
  guint begin, end; /* blocks, half-open; the first may come before the title */
  guint heading;    /* the block with the title; G_MAXUINT: none */
  StsImportSection shown;
  GPtrArray *reasons; /* const char*, ended by NULL once complete */
  GArray *markers;    /* StsImportMarker, by line */
  GPtrArray *gaps;    /* const char* */
  int own_lines;      /* lines of front matter that come before the text */
} StsImportPart;

struct StsImport {
  StsArena *arena;
  const char *path;
  char *text;
  size_t length;
  const char *newline; /* as the document ends its first line: "\n" or "\r\n" */
  GArray *lines;       /* StsImportLine */
  StsNode *root;
  GPtrArray *notes;
  /* Front matter of the document's own: its lines between the fences; 0 where it has none. */
  int matter_first, matter_last;
  const char *matter_title, *matter_language, *matter_id;
  bool matter_gaps, matter_date, matter_references, matter_disclaimer; /* whether it has these keys */
  int body_line;
  bool low_headings;              /* the document writes its headings in small letters */
  GArray *blocks;                 /* StsImportBlock */
  GPtrArray *parts;               /* StsImportPart* */
  GPtrArray *findings;            /* StsImportFinding* */
  guint counts[STS_RULE_COUNT];   /* how often each rule was found */
  StsImportFinding *last_finding; /* the one that was reported last; NULL if it was one too many to list */
  GArray *dropped;                /* int */
  GPtrArray *images;              /* const char*, ended by NULL once written */
  GPtrArray *image_paths;         /* const char*: where each lies */
  guint
      document_title; /* the block with the title of the whole document, where it is not a section's; G_MAXUINT: none */
  const char *title, *title_origin;
  GHashTable *vocabulary; /* folded word -> how often it stands in the document; NULL until asked for */
  size_t words, written_words;
};

static inline StsImportBlock *
sts_import_block(const StsImport *import, guint index)
{
  return &g_array_index(import->blocks, StsImportBlock, index);
}

static inline const StsImportLine *
sts_import_line(const StsImport *import, int line)
{
  return &g_array_index(import->lines, StsImportLine, line - 1);
}

/* ---- document.c ---- */

/* Splits import->text into lines, parses it and fills `blocks`. Returns false with diagnostics where there is nothing
 * to import. */
bool sts_import_take_apart(StsImport *import, StsDiagnostics *diagnostics);
/* Gives each line of a text, whatever its line ends are. */
GArray *sts_import_split_lines(const char *text, size_t length);

/* ---- prose.c: what a text looks like. All texts are one line with single spaces. ---- */

/* The text of the inlines below, without the numbers of links and notes. Free with g_free(). */
char *sts_import_inline_text(const StsNode *node);
size_t sts_prose_count_words(const char *text);
/* Whether the text breaks off: no mark ends it, and nothing else that texts end with. */
bool sts_prose_ends_open(const char *text);
/* Whether it ends in a comma or in a word that no sentence ends with, such as "the". */
bool sts_prose_ends_dangling(const char *text);
/* Whether it has opened a bracket that it does not close. */
bool sts_prose_leaves_bracket(const char *text);
/* Whether it begins with a word in lower case that names no thing so written. */
bool sts_prose_begins_low(const char *text);
/* Whether it names the volume of a journal or the pages of a book: "2017;24", "2014: 1753". */
bool sts_prose_has_volume(const char *text);
bool sts_prose_is_reference(const char *text);
/* The offset at which a second reference begins; 0 if there is only one. */
size_t sts_prose_find_second_reference(const char *text);
bool sts_prose_begins_with_author(const char *text);
bool sts_prose_is_disclaimer(const char *text);
/* The last word; lends from the text. */
const char *sts_prose_last_word(const char *text);
/* The first few words, for messages; free with g_free(). */
char *sts_prose_beginning(const char *text);
/* The last few words. */
char *sts_prose_ending(const char *text);
/* Whether a word is an address, a telephone number or the like. */
bool sts_prose_is_address(const char *word);

/* ---- endings.c ---- */

/* Whether a phrase of some words ends in what no phrase ends in, whether it is a sentence or not: "with a glass of",
 * "children who have". */
bool sts_prose_breaks_off(const char *text);
/* The same for a title, which is shorter: "Side effects of"; but not "What to look for". */
bool sts_prose_title_breaks_off(const char *text);
/* Whether the last word is "and" or the like, with which an item of a list may lead on to the next. */
bool sts_prose_ends_in_join(const char *text);
/* Whether the text has full stops, but none at the end of its last sentence, which is long enough to be one. */
bool sts_prose_lacks_stop(const char *text);

/* ---- borders.c ---- */

void sts_import_part_free(StsImportPart *part);
/* Fills `parts`. */
void sts_import_find_borders(StsImport *import);

/* ---- titles.c ---- */

/* Gives the parts titles, ids, files, and the library its title. Reports borders and lost titles. */
void sts_import_name_parts(StsImport *import);

/* ---- findings.c ---- */

void sts_import_report(StsImport *import, StsSeverity severity, StsPosition position, StsRule rule, const char *format,
                       ...) G_GNUC_PRINTF(5, 6);
#define sts_import_error(import, position, rule, ...)                                                                  \
  sts_import_report((import), STS_SEVERITY_ERROR, (position), (rule), __VA_ARGS__)
#define sts_import_warning(import, position, rule, ...)                                                                \
  sts_import_report((import), STS_SEVERITY_WARNING, (position), (rule), __VA_ARGS__)
#define sts_import_note(import, position, rule, ...)                                                                   \
  sts_import_report((import), STS_SEVERITY_NOTE, (position), (rule), __VA_ARGS__)

/* Puts a comment before the line that reading refuses until it is deleted, for what was reported last. The text says
 * what is wrong and what to do. */
void sts_import_mark(StsImport *import, StsImportPart *part, int line, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* Notes in the front matter what the source lost. */
void sts_import_note_gap(StsImport *import, StsImportPart *part, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The place where a block begins, and where its last line ends. */
StsPosition sts_import_block_start(const StsImport *import, const StsImportBlock *block);
StsPosition sts_import_block_end(const StsImport *import, const StsImportBlock *block);
/* The line in which the text below a node of a block ends. */
int sts_import_last_text_line(const StsImport *import, const StsImportBlock *block, const StsNode *node);
StsPosition sts_import_line_end(const StsImport *import, int line);
/* Sorts the findings and binds each to its section. */
void sts_import_settle_findings(StsImport *import);

/* ---- cuts.c, closings.c, links.c, duplicates.c, images.c: the detectors ---- */

void sts_import_find_cuts(StsImport *import, StsImportPart *part);
void sts_import_find_headings(StsImport *import, StsImportPart *part);
void sts_import_find_closings(StsImport *import, StsImportPart *part);
void sts_import_find_links(StsImport *import);
void sts_import_find_duplicates(StsImport *import, StsImportPart *part);
void sts_import_find_images(StsImport *import);

/* ---- proof.c ---- */

typedef struct StsImportProof StsImportProof;

/* Compares the sections, in their order and as they were written, with the document. */
StsImportProof *sts_import_proof_new(StsImport *import);
void sts_import_proof_free(StsImportProof *proof);
/* Returns false with `error` at the first line that is not the document's next. */
bool sts_import_proof_add(StsImportProof *proof, const char *name, const char *text, size_t length, GError **error);
/* Whether nothing of the document is missing. Sets written_words. */
bool sts_import_proof_finish(StsImportProof *proof, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsImportProof, sts_import_proof_free)

/* How many words (runs without white space that hold a letter or digit) there are. */
size_t sts_import_count_words_in(const char *text, size_t length);
/* How many words the document has, those of markers from an earlier import left out. */
size_t sts_import_count_document_words(const StsImport *import);
/* Whether the line is a marker of the import. */
bool sts_import_is_marker(const char *line, size_t length);

/* ---- write.c ---- */

/* Returns the file of a section; sets its own_lines. Free with g_string_free(). */
GString *sts_import_render(StsImport *import, guint index);

extern const char STS_IMPORT_MATTER_LINE[]; /* in YAML: what follows is the document's own */

#endif
