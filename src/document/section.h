/* A section of a library: a piece of patient education with its provenance.
 *
 * Invariants: all memory is the library's. After check a section is const; assembly copies what it changes.
 */
#ifndef STS_DOCUMENT_SECTION_H
#define STS_DOCUMENT_SECTION_H

#include "document/node.h"
#include "document/review.h"
#include "sts/library.h"

/* One entry of the section's own "Hyperlinks" list. */
typedef struct {
  int number;
  const char *address; /* absolute */
  const char *shown;   /* the text in the list, as plain text */
  StsPosition position;
} StsHyperlink;

/* The text that a section was made from. */
typedef struct {
  const char *title;
  const char *publisher, *year, *address;     /* may be NULL; `address` is absolute */
  const StsNode *title_line, *publisher_line; /* TEXT */
  const char *language;                       /* of title and publisher: BCP 47 */
  bool verbatim;                              /* its words are those of the source; else they were adapted */
  StsPosition position;
} StsSource;

/* What the id of a gap is made of. */
#define STS_GAP_ID_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

/* The reason for doing without something. */
typedef struct {
  const char *text;
  const StsNode *line; /* TEXT, that begins with the same; NULL: the reason is empty */
  bool lost;           /* the source had it and lost it; else it never had it */
  StsPosition position;
} StsWaiver;

/* Plain text of the front matter, or of library.yaml, that is printed as it stands: a reason, a publisher. */
typedef struct {
  const StsNode *text;  /* TEXT */
  const char *language; /* BCP 47; NULL: that of the section, or of the library */
} StsPrintedLine;

/* A text in the folder `shared`, which sections show: ![[when-to-call]]. */
typedef struct StsPassage {
  const char *name;        /* as texts write it: "when-to-call" */
  struct StsSection *text; /* read as a section is: its title, body, notes, and its own references and date, if any. Its
                              name is that of its file, "shared/when-to-call.md" */
  guint shown_by;          /* how many sections of the library show it, among those that were read */
} StsPassage;

/* A passage that stands in a section. */
typedef struct {
  const StsPassage *passage;
  const StsNode *references; /* its own, a LIST, marked with its language where that is not the section's; NULL: none */
  const char *lang;          /* of the passage, where it is not the section's; NULL: the same */
} StsShownPassage;

/* What a translation says of the original that it was made from (translation-of.h). */
typedef struct {
  const char *content; /* fingerprint; NULL: it says nothing */
  const char *lines;   /* short fingerprints, parted by spaces; NULL: it has none */
  StsPosition position;
} StsTranslationOf;

typedef struct StsSection {
  /* The language that the name of its file says ("surgery.es.md"): the text is a translation. NULL: an original. */
  const char *tag;
  const struct StsSection *original; /* of a translation, in the library's `original`; NULL: it could not be read */
  StsTranslationOf translation_of;
  bool original_newer; /* the original has another content than the translation was made from */
  bool untranslated;   /* an original in the place of its translation into the library's language, which is not there */
  const char *const *languages;        /* NULL-terminated: of its translations; NULL: nobody asked, or there are none */
  const char *const *faulty_languages; /* NULL-terminated: those of them, and its own, in which it is refused, where
                                          somebody looked; NULL: none */
  const char *id;
  StsPosition id_position;
  const char *file;  /* path as the user would name it */
  const char *name;  /* the file's name inside the library, e.g. "surgery.md", for links between sections */
  const char *title; /* plain text; never NULL once read without error */
  StsPosition title_position;
  const StsNode *title_line; /* a TEXT node of the title, when it is from the front matter; else NULL */
  StsNode *title_heading; /* the heading with the title's inlines, level 1, not in the body; NULL when the title is from
                             the front matter */
  const char *short_title; /* plain text, for the foot of its pages; NULL: it has none, and the title stands there */
  bool title_faulty;       /* the front matter has a title that could not be read; an error says why */
  bool broken;          /* the front matter could not be read; an error says why, and nobody can tell what is missing */
  const char *language; /* BCP 47; the library's when not given */
  StsPosition language_position;

  StsNode *body; /* a SECTION node: blocks, without title and closing parts. Levels of headings as written */

  StsProvenance last_revised_state;
  StsDate last_revised;
  StsDate last_reviewed; /* optional */
  StsWaiver
      last_revised_waiver; /* reason; position of the key or the line in every state (whole file when absent: line 1) */

  StsProvenance references_state;
  StsNode *references; /* a LIST of ITEMs, PLAIN, or ORDERED where the source numbers them; NULL unless given */
  StsWaiver references_waiver;

  StsProvenance disclaimer_state; /* GIVEN also where the library's disclaimer stands in */
  StsNode *disclaimer;            /* a SECTION node holding blocks; NULL: the library's */
  StsWaiver disclaimer_waiver;

  StsReviewRecord review; /* what its own front matter says; see sts_section_review_line() */

  GArray *lines; /* of StsPrintedLine: its short title, and what is printed of waivers, of its own source and of its
                    review record */

  const StsSource *source; /* its own, or the library's; NULL: none is named */

  GArray *hyperlinks; /* of StsHyperlink, in the list's order; may be empty */
  GPtrArray *notes;   /* of NOTE nodes, by position in the source */
  GArray *gaps;       /* of StsGap: what the source lost. What is printed of it stands in the body */
  GPtrArray *codes;   /* of char*: "icd-10-cm:C49.9" */

  bool is_passage;  /* it is the text of a passage: without disclaimer, and what else covers it is the section's */
  GArray *passages; /* of StsShownPassage: those in its text, which are in the body already, each once and by its first
                       place; their notes are among the section's. NULL: none */
  bool lacks_passage; /* one that its text names was refused, or has no text, which was told: what is empty without it
                         is no fault of its own */
} StsSection;

/* Lends the passage that the section shows as the `index`th; NULL: it shows no more. */
static inline const StsShownPassage *
sts_section_passage(const StsSection *section, guint index)
{
  return section->passages && index < section->passages->len ? &g_array_index(section->passages, StsShownPassage, index)
                                                             : NULL;
}

/* Whether the node of its body is the section's own, and not from a passage in it. */
static inline bool
sts_section_owns(const StsSection *section, const StsNode *node)
{
  return !section->passages || node->position.file == section->file;
}

/* Whether the passage has references or a date of its own, which are printed with its title. */
bool sts_passage_has_provenance(const StsPassage *passage);

/* Returns "Title. Publisher, year. " with what there is of it: what stands before the address. Free with g_free(). */
char *sts_source_name(const StsSource *source);
/* Returns the same with the address. Free with g_free(). */
char *sts_source_text(const StsSource *source);

/* All trees of a section that a reader sees, one after the other: the title where it stands in the text, body,
 * references, own disclaimer, references of passages, notes. */
typedef struct {
  const StsSection *section;
  guint index;
} StsSectionTrees;

/* Whether the tree, one of those, is references of the section or of a passage in it. */
bool sts_section_is_references(const StsSection *section, const StsNode *root);

/* Returns the next tree, or NULL. Start with {section, 0}. */
const StsNode *sts_section_trees_next(StsSectionTrees *trees);

#endif
