/* Finds what an author changed and nobody has accepted, as pandoc shows it with --track-changes=all. */
#include <string.h>

#include "base/text.h"
#include "import/html/html.h"
#include "import/html/tree.h"

static const struct {
  const char *name, *one, *many;
} KINDS[] = {{"insertion", "insertion", "insertions"},
             {"deletion", "deletion", "deletions"},
             {"paragraph-insertion", "inserted paragraph", "inserted paragraphs"},
             {"paragraph-deletion", "deleted paragraph", "deleted paragraphs"},
             {"comment-start", "comment", "comments"}};

static void
add_author(GPtrArray *authors, const GumboNode *node)
{
  const char *author = sts_html_attribute(node, "data-author");

  for (guint i = 0; author && i < authors->len; i++)
    if (strcmp(authors->pdata[i], author) == 0)
      return;
  if (author && *author && authors->len < 10)
    g_ptr_array_add(authors, (gpointer)author);
}

static char *
describe(const guint *counts, const GPtrArray *authors)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (counts[i] > 0)
      g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", counts[i],
                             counts[i] == 1 ? KINDS[i].one : KINDS[i].many);
  for (guint i = 0; i < authors->len; i++)
    g_string_append_printf(text, "%s%s", i == 0 ? ", by " : ", ", (const char *)authors->pdata[i]);
  return text->len > 0 ? sts_text_make_printable(text->str) : NULL;
}

char *
sts_html_find_changes(const char *path, const char *text, size_t length, StsDiagnostics *diagnostics)
{
  g_autoptr(StsHtmlTree) tree = sts_html_tree_new(path, text, length, diagnostics);
  g_autoptr(GPtrArray) authors = g_ptr_array_new();
  guint counts[G_N_ELEMENTS(KINDS)] = {0};
  StsHtmlWalk walk;

  if (!tree)
    return NULL;
  sts_html_walk_begin(&walk, tree->root);
  for (StsHtmlEvent event; (event = sts_html_walk_next(&walk)) != STS_HTML_DONE;) {
    if (event != STS_HTML_ENTER || !sts_html_is(walk.node, GUMBO_TAG_SPAN))
      continue;
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
      if (sts_html_has_class(walk.node, KINDS[i].name)) {
        counts[i]++;
        add_author(authors, walk.node);
      }
  }
  return describe(counts, authors);
}
