/* The tree of a page.
 *
 * Invariants: the tree is freed at once, whatever its depth; it lends from the text, which must outlive it.
 */
#ifndef STS_IMPORT_HTML_TREE_H
#define STS_IMPORT_HTML_TREE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "import/html/nodes.h"

typedef struct {
  StsArena *arena;
  void *memory; /* that of gumbo */
  const GumboNode *root;
  const char *path, *text;
  size_t length;
  GArray *line_starts;    /* size_t */
  GHashTable *ids;        /* const char* -> GumboNode* */
  GHashTable *notes;      /* GumboNode* that holds a note -> its label */
  GHashTable *references; /* GumboNode* of a link to a note -> the label */
  GHashTable *opened;     /* GumboNode* that a click opens, and of what is clicked at; a set */
  GHashTable *furniture;  /* GumboNode* that surrounds the text of the page -> its StsHtmlUse */
  GHashTable *backlinks;  /* GumboNode* of a link from a note to its mark; a set */
} StsHtmlTree;

/* Returns NULL with a diagnostic where the page is nested too deep or needs too much memory. */
StsHtmlTree *sts_html_tree_new(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics);
void sts_html_tree_free(StsHtmlTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StsHtmlTree, sts_html_tree_free)

/* The place of a byte of the page. */
StsPosition sts_html_place(const StsHtmlTree *tree, size_t offset);
/* The byte where a node begins; that of the nearest one above it which has a place where it has none. */
size_t sts_html_offset(const StsHtmlTree *tree, const GumboNode *node);

#endif
