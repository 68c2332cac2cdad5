/* Libraries laid out in pages, and what tests need to look at them. */
#ifndef STS_TESTS_LAYOUT_PAGES_H
#define STS_TESTS_LAYOUT_PAGES_H

#include "layout/typeset.h"

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
typedef enum {
  PLAIN = 0,
  BOOK = 1,
  DUPLEX = 2,
  NARROW = 4,
  HYPHENATED = 8,
  LARGE = 16,
  JUSTIFIED = 32,
  TALL = 64,
  A4 = 128
} Wish;

char *source_path(const char *name);
/* The library in the folder. */
Pages *set_library(const char *folder, int wishes);
/* A library of one section with that body. */
Pages *set_markdown(const char *language, const char *body, int wishes);
/* The same with these lines of front matter. */
Pages *set_section(const char *language, const char *front, const char *body, int wishes);
void pages_free(Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)

const StsPage *page_at(const Pages *pages, guint index);
const StsFragment *fragment_at(const Pages *pages, const StsPage *page, guint32 index);
char *fragment_text(const Pages *pages, const StsFragment *fragment);
const char *leaf_text(const StsNode *node);
/* Counts the fragments of the page that say exactly `text` in the role; with `text` NULL all of the role. */
guint count_on_page(const Pages *pages, const StsPage *page, StsFragmentRole role, const char *text);
/* The texts of the page's lines: fragments on one baseline. Free with g_ptr_array_unref(). */
GPtrArray *lines_of(const Pages *pages, const StsPage *page);
/* How many lines of all pages hold the words. */
guint count_lines_with(const Pages *pages, const char *words);
/* Where the first run of the first page stands that has these words. */
float x_of(const Pages *pages, const char *words);
/* A table with so many rows of cells, for set_markdown(). */
char *table_of(int rows, int columns, const char *cell);

/* Every text is there once, whole, and every page is in the order of the tree. */
void check_texts(const Pages *pages);
/* Nothing leaves the page; glyphs, clusters and bytes of each run agree. */
void check_fragments(const Pages *pages);

#endif
