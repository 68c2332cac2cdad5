/* Libraries laid out in pages, and what tests need to look at them. */
#ifndef STS_TESTS_LAYOUT_PAGES_H
#define STS_TESTS_LAYOUT_PAGES_H

#include <glib/gstdio.h>

#include "assemble/assemble.h"
#include "layout/typeset.h"
#include "read/read.h"
#include "style/terms.h"
#include "style/theme-load.h"

typedef struct {
  StsDiagnostics *diagnostics;
  StsLibrary *library;
  StsTermsSet *terms;
  StsTheme *theme;
  StsFonts *fonts;
  StsPublication *publication;
  StsLayout *layout;
} Pages;

/* What a test asks of the theme. */
typedef enum { PLAIN = 0, BOOK = 1, DUPLEX = 2, NARROW = 4, HYPHENATED = 8, LARGE = 16, JUSTIFIED = 32 } Wish;

static inline char *
source_path(const char *name)
{
  const char *root = g_getenv("STS_SOURCE_DIR");

  return g_build_filename(root ? root : ".", name, NULL);
}

static inline Pages *
set_library(const char *folder, int wishes)
{
  Pages *pages = g_new0(Pages, 1);
  g_autofree char *styles = source_path("styles"), *fonts = source_path("fonts");
  const char *const font_folders[] = {fonts, NULL};
  StsAssembleOptions options = {.book = (wishes & BOOK) != 0};
  GError *error = NULL;

  pages->diagnostics = sts_diagnostics_new();
  pages->library = sts_library_load(folder, pages->diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_count(pages->diagnostics, STS_SEVERITY_ERROR), ==, 0);
  pages->terms = sts_terms_load(styles, pages->diagnostics, &error);
  g_assert_no_error(error);
  pages->theme = sts_theme_load(styles, wishes & LARGE ? "large-print" : "handout", pages->diagnostics, &error);
  g_assert_no_error(error);
  pages->theme->duplex = (wishes & DUPLEX) != 0;
  if (wishes & DUPLEX)
    pages->theme->margin_outer = pages->theme->margin_inner / 2;
  if (wishes & NARROW)
    pages->theme->page_width = 260;
  for (int i = 0; (wishes & HYPHENATED) && i < STS_TEXT_KINDS; i++)
    pages->theme->text[i].hyphenate = true;
  for (int i = 0; (wishes & JUSTIFIED) && i < STS_TEXT_KINDS; i++)
    pages->theme->text[i].justify = true;
  pages->fonts = sts_fonts_open(font_folders, pages->theme, &error);
  g_assert_no_error(error);
  pages->publication =
      sts_publication_assemble(pages->library, (const StsSection *const *)pages->library->sections->pdata,
                               pages->library->sections->len, pages->terms, &options, pages->diagnostics);
  pages->layout = sts_layout_new(pages->publication, pages->theme, pages->fonts, pages->diagnostics);
  return pages;
}

/* A library of one section with that body. */
static inline Pages *
set_markdown(const char *language, const char *body, int wishes)
{
  g_autofree char *folder = g_dir_make_tmp("sts-layout-XXXXXX", NULL);
  g_autofree char *library = g_build_filename(folder, "library.yaml", NULL),
                  *section = g_build_filename(folder, "one.md", NULL);
  g_autofree char *yaml =
      g_strdup_printf("title: Pages\nlanguage: %s\nidentifier: urn:uuid:0d5a1c6e-2f4e-4a52-9d1f-6a0f6f2c9b12\nstatus: "
                      "draft\ndisclaimer: |\n  A test.\nsections: [one]\n",
                      language);
  g_autofree char *markdown = g_strdup_printf(
      "---\ntitle: A title\nlast-revised: 2020-01-02\nreferences: {waived: \"none\"}\n---\n\n%s\n", body);

  g_assert_true(g_file_set_contents(library, yaml, -1, NULL));
  g_assert_true(g_file_set_contents(section, markdown, -1, NULL));
  Pages *pages = set_library(folder, wishes);
  g_remove(library);
  g_remove(section);
  g_rmdir(folder);
  return pages;
}

static inline void
pages_free(Pages *pages)
{
  sts_layout_free(pages->layout);
  sts_publication_free(pages->publication);
  sts_fonts_free(pages->fonts);
  sts_theme_free(pages->theme);
  sts_terms_set_free(pages->terms);
  sts_library_free(pages->library);
  sts_diagnostics_free(pages->diagnostics);
  g_free(pages);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)

static inline const StsPage *
page_at(const Pages *pages, guint index)
{
  g_assert_cmpuint(index, <, pages->layout->pages->len);
  return &g_array_index(pages->layout->pages, StsPage, index);
}

static inline const StsFragment *
fragment_at(const Pages *pages, const StsPage *page, guint32 index)
{
  return &g_array_index(pages->layout->fragments, StsFragment, page->first_fragment + index);
}

static inline char *
fragment_text(const Pages *pages, const StsFragment *fragment)
{
  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    return g_strdup("");
  return g_strndup(pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
}

static inline const char *
leaf_text(const StsNode *node)
{
  return node->kind == STS_NODE_DATE ? node->date.text : node->text.text;
}

#endif
