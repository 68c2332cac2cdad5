/* What an EPUB consists of: its documents, pictures and fonts, and what is in the book.
 *
 * Invariants: const once its fonts are chosen. All names are those of names.h, relative to the package document.
 */
#ifndef STS_OUTPUT_EPUB_PLAN_H
#define STS_OUTPUT_EPUB_PLAN_H

#include "output/epub/xhtml-table-width.h"
#include "output/writing.h"

typedef enum { STS_EPUB_TITLE_PAGE, STS_EPUB_CONTENTS, STS_EPUB_SECTION } StsEpubDocumentKind;

/* An XHTML document made from one child of the publication's root. */
typedef struct {
  StsEpubDocumentKind kind;
  const StsNode *root;
  const char *name; /* "text/surgery.xhtml" */
  const char *item; /* id in the manifest */
  const char *title, *language;
  const char *code; /* the section's short code; NULL: it has none */
  size_t first_break, break_count;
} StsEpubDocument;

typedef struct {
  const StsImage *image;
  const char *name; /* "images/stages.svg" */
  const char *media_type;
} StsEpubImage;

typedef struct {
  const StsFontFile *file;
  const char *name; /* "fonts/X.ttf" */
  const char *media_type;
  GBytes *bytes; /* the characters of the book only; NULL: the whole file */
} StsEpubFont;

typedef struct {
  const char *path; /* on disk */
  const char *name; /* "fonts/LICENSE-X.txt" */
} StsEpubLicence;

/* An entry of the table of contents, in reading order. */
typedef struct {
  int depth; /* from 1 */
  const StsNode *target;
  const char *title;
  const char *lang; /* NULL: the publication's */
} StsEpubEntry;

typedef struct {
  const StsPublication *publication;
  const StsTheme *theme;
  const StsWriting *writing;
  const StsTerms *terms; /* of the publication's language */
  StsArena *arena;
  GArray *documents;       /* of StsEpubDocument; in a book, the title page and the contents come first */
  GArray *images;          /* of StsEpubImage */
  GArray *fonts;           /* of StsEpubFont */
  GArray *licences;        /* of StsEpubLicence */
  GArray *entries;         /* of StsEpubEntry */
  char **break_ids;        /* one a page break */
  const char *page_source; /* identifies the printed pages that the breaks are those of */
  const char *id_prefix;
  const StsNode *contents;   /* NULL unless a book */
  GHashTable *document_of;   /* child of the root -> index in documents + 1 */
  GHashTable *name_of_image; /* StsImage* -> name */
  bool has_images, has_code, has_tasks, has_animation, has_reviewers;
  GError *unread; /* why the file of a font, or of its licence, could not be read; NULL: none was */
  bool has_italic, has_bold_italic;
  bool has_table_step[STS_XHTML_TABLE_WIDTHS];
} StsEpubPlan;

/* `writing` is lent and must outlive the plan. Free with sts_epub_plan_free(). */
StsEpubPlan *sts_epub_plan_new(const StsWriting *writing);
void sts_epub_plan_free(StsEpubPlan *plan);

/* Lends the document that holds the node. */
const StsEpubDocument *sts_epub_plan_find(const StsEpubPlan *plan, const StsNode *node);

/* Returns the href of the node as seen from the document of the given name; free with g_free(). */
char *sts_epub_plan_href(const StsEpubPlan *plan, const char *from, const StsNode *target);
/* Returns the way from one file to another, both named from the package document; free with g_free(). */
char *sts_epub_relative(const char *from, const char *to);

/* Lends the document by index. */
static inline const StsEpubDocument *
sts_epub_document(const StsEpubPlan *plan, guint index)
{
  return &g_array_index(plan->documents, StsEpubDocument, index);
}

/* Lends the first document that holds a section. */
const StsEpubDocument *sts_epub_first_section(const StsEpubPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsEpubPlan, sts_epub_plan_free)

#endif
