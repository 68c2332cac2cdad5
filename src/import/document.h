/* A document that is being imported: taken apart, and all that is found about it. For the files of this room only. */
#ifndef STS_IMPORT_DOCUMENT_H
#define STS_IMPORT_DOCUMENT_H

#include "document/node.h"
#include "document/rules.h"
#include "document/terms.h"
#include "import/html/html.h"
#include "import/lines.h"
#include "sts/import.h"

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

/* What becomes of a line of the document. */
typedef enum {
  STS_LINE_KEPT,     /* stands in its section */
  STS_LINE_LEFT_OUT, /* a rule where sections meet, or a line of a contents list */
  STS_LINE_MOVED,    /* of a note, which went with its mark into another section */
} StsLineFate;

/* Lines, from the first to the last. */
typedef struct {
  int first, last;
} StsImportRun;

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
  int named_by;      /* HEADING: the line in which the contents list of the document names it; 0: it has none */
  bool named_within; /* HEADING: a contents list names it as a part of a section */
  int dated;         /* the line of it that gives a date under another name than “Last Revised”; 0: none */
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
  const char *language;
  bool own_language; /* another than the document's, by a guess */
  int dated;         /* the last line that gives a date under another name than “Last Revised”; 0: none */
  GArray *lines;     /* int: where each line of its file, from 1, comes from; 0: from the program; once rendered */
  GArray *notes;     /* StsImportRun: notes from elsewhere that its marks refer to; they stand at its end */
} StsImportPart;

/* A finding, and what those outside need not know. */
typedef struct {
  StsImportFinding shown;
  StsPosition place; /* in the text; the document may be no Markdown, and have others */
  bool settled;
  StsPosition source; /* in the document, where its line is not that of the text; line 0: by the text's */
} StsImportOwnFinding;

struct StsImport {
  StsArena *arena;
  StsTermsSet *terms; /* by which closing parts are known; owned; NULL: none */
  const char *path;
  char *text; /* Markdown */
  size_t length;
  StsHtmlPage *page;      /* the page from which the text was made; NULL: the document is Markdown */
  bool counts_paragraphs; /* places in the document are numbers of paragraphs */
  GArray *shown_dropped;  /* int: `dropped`, by their lines in a page */
  const char *newline;    /* as the document ends its first line: "\n" or "\r\n" */
  GArray *lines;          /* StsImportLine */
  guint8 *fates;          /* StsLineFate of each line */
  int *written_lines;     /* in the file of its section, of each line; 0: not written yet */
  int split_level;        /* headings up to this level begin sections, and nothing else does; 0: to be decided */
  /* That below the only heading of the first level, in a document of chapters, which are its sections; 0: it has none.
   */
  int chapters_level;
  StsNode *root;
  GPtrArray *notes;
  /* Front matter of the document's own: its lines between the fences; 0 where it has none. */
  int matter_first, matter_last;
  int preface_lines; /* comments and empty lines before it */
  const char *matter_title, *matter_language, *matter_id;
  bool matter_gaps, matter_date, matter_references, matter_disclaimer; /* whether it has these keys */
  int body_line;
  bool low_headings;              /* the document writes its headings in small letters */
  GArray *blocks;                 /* StsImportBlock */
  GPtrArray *parts;               /* StsImportPart* */
  GPtrArray *findings;            /* StsImportFinding* */
  guint counts[STS_RULE_COUNT];   /* how often each rule was found */
  StsImportFinding *last_finding; /* the one that was reported last; NULL if it was one too many to list */
  GArray *dropped;                /* int: lines that say something and are left out */
  GPtrArray *images;              /* const char*, ended by NULL once written */
  GPtrArray *image_paths;         /* const char*: where each lies */
  guint
      document_title; /* the block with the title of the whole document, where it is not a section's; G_MAXUINT: none */
  const char *title, *title_origin, *language, *language_origin;
  GHashTable *vocabulary; /* folded word -> how often it stands in the document; NULL until asked for */
  size_t words, written_words, left_out_words, copied_words, moved_notes;
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

static inline StsLineFate
sts_import_fate(const StsImport *import, int line)
{
  return (StsLineFate)import->fates[line - 1];
}

/* Leaves a line out that says something. */
void sts_import_leave_out(StsImport *import, int line);

/* Splits import->text into lines, parses it and fills `blocks`. Returns false with diagnostics where there is nothing
 * to import. */
bool sts_import_take_apart(StsImport *import, StsDiagnostics *diagnostics);

#endif
