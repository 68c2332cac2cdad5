/* What an EPUB consists of: its documents, and what they are shown with.
 *
 * Invariants: const once made. All names are those of names.h, relative to the package document.
 */
#ifndef STS_OUTPUT_EPUB_PLAN_H
#define STS_OUTPUT_EPUB_PLAN_H

#include "output/writing.h"
#include "output/xhtml/material.h"

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
  StsXhtmlMaterial *material; /* lends the next three */
  const StsPublication *publication;
  const StsTheme *theme;
  const StsTerms *terms; /* of the publication's language */
  StsArena *arena;       /* the material's */
  const StsWriting *writing;
  GArray *documents;       /* of StsEpubDocument; in a book, the title page and the contents come first */
  GArray *licences;        /* of StsEpubLicence */
  GArray *entries;         /* of StsEpubEntry */
  char **break_ids;        /* one a page break */
  const char *page_source; /* identifies the printed pages that the breaks are those of */
  const StsNode *contents; /* NULL unless a book */
  GHashTable *document_of; /* child of the root -> index in documents + 1 */
} StsEpubPlan;

/* Chooses the fonts, too, where writing->fonts are given and wanted; `writing` is lent and must outlive the plan. Free
 * with sts_epub_plan_free(). */
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
