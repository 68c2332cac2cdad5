/* Lays libraries out for tests, and says what is on the pages. */
#include "layout-pages.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "assemble/assemble.h"
#include "document/terms-file.h"
#include "read-library.h"
#include "read/read.h"
#include "style/theme-load.h"

char *
source_path(const char *name)
{
  const char *root = g_getenv("STS_SOURCE_DIR");

  return g_build_filename(root ? root : ".", name, NULL);
}

Pages *
set_library(const char *folder, int wishes)
{
  Pages *pages = g_new0(Pages, 1);
  g_autofree char *styles = source_path("styles"), *fonts = source_path("fonts");
  const char *const font_folders[] = {fonts, NULL};
  StsAssembleOptions options = {.book = (wishes & BOOK) != 0};
  GError *error = NULL;

  pages->diagnostics = sts_diagnostics_new();
  pages->library = sts_read_library(folder, load_words(), pages->diagnostics, &error);
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
    pages->theme->page_width = 280;
  for (int i = 0; (wishes & HYPHENATED) && i < STS_TEXT_KINDS; i++)
    pages->theme->text[i].hyphenate = true;
  g_assert_true(!(wishes & A4) || sts_theme_set_paper(pages->theme, "a4"));
  if (wishes & TALL)
    pages->theme->page_height = 1400;
  for (int i = 0; (wishes & JUSTIFIED) && i < STS_TEXT_KINDS; i++)
    pages->theme->text[i].justify = true;
  pages->fonts = sts_fonts_open(font_folders, pages->theme, &error);
  g_assert_no_error(error);
  pages->publication =
      sts_publication_assemble(pages->library, (const StsSection *const *)pages->library->sections->pdata,
                               pages->library->sections->len, pages->terms, &options, pages->diagnostics);
  pages->layout = sts_layout_new(pages->publication, pages->theme, pages->fonts, NULL);
  sts_layout_report(pages->layout, pages->diagnostics);
  return pages;
}

Pages *
set_markdown(const char *language, const char *body, int wishes)
{
  return set_section(language, "references: {waived: \"none\"}\n", body, wishes);
}

Pages *
set_section(const char *language, const char *front, const char *body, int wishes)
{
  g_autofree char *folder = g_dir_make_tmp("sts-layout-XXXXXX", NULL);
  g_autofree char *library = g_build_filename(folder, "library.yaml", NULL),
                  *section = g_build_filename(folder, "one.md", NULL);
  g_autofree char *yaml =
      g_strdup_printf("title: Pages\nlanguage: %s\nidentifier: urn:uuid:0d5a1c6e-2f4e-4a52-9d1f-6a0f6f2c9b12\nstatus: "
                      "draft\ndisclaimer: |\n  A test.\nsections: [one]\n",
                      language);
  g_autofree char *markdown =
      g_strdup_printf("---\ntitle: A title\nlast-revised: 2020-01-02\n%s---\n\n%s\n", front, body);

  g_assert_true(g_file_set_contents(library, yaml, -1, NULL));
  g_assert_true(g_file_set_contents(section, markdown, -1, NULL));
  Pages *pages = set_library(folder, wishes);
  g_remove(library);
  g_remove(section);
  g_rmdir(folder);
  return pages;
}

void
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

const StsPage *
page_at(const Pages *pages, guint index)
{
  g_assert_cmpuint(index, <, pages->layout->pages->len);
  return &g_array_index(pages->layout->pages, StsPage, index);
}

const StsFragment *
fragment_at(const Pages *pages, const StsPage *page, guint32 index)
{
  return &g_array_index(pages->layout->fragments, StsFragment, page->first_fragment + index);
}

char *
fragment_text(const Pages *pages, const StsFragment *fragment)
{
  if (fragment->kind != STS_FRAGMENT_GLYPHS)
    return g_strdup("");
  return g_strndup(pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
}

const char *
leaf_text(const StsNode *node)
{
  return node->kind == STS_NODE_DATE ? node->date.text : node->text.text;
}

guint
count_on_page(const Pages *pages, const StsPage *page, StsFragmentRole role, const char *text)
{
  guint count = 0;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    g_autofree char *said = fragment_text(pages, fragment);
    count += fragment->role == role && (!text || strcmp(said, text) == 0);
  }
  return count;
}

/* Whether the node is of a heading in the contents that pages leave out. */
static bool
is_omitted(const Pages *pages, const StsNode *node)
{
  const StsNode *entry = sts_node_ancestor(node, STS_NODE_CONTENTS_ENTRY);

  return pages->layout->brief_contents && entry && entry->parent->kind == STS_NODE_CONTENTS_ENTRY;
}

void
check_texts(const Pages *pages)
{
  g_autoptr(GHashTable) said = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, NULL);
  g_autoptr(GHashTable) order = g_hash_table_new(g_direct_hash, g_direct_equal);
  const StsNode *root = pages->publication->root;
  guint place = 0;

  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    g_hash_table_insert(order, (gpointer)node, GUINT_TO_POINTER(++place));
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    guint last = 0;
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      if (fragment->role != STS_ROLE_CONTENT || fragment->kind != STS_FRAGMENT_GLYPHS)
        continue;
      guint now = GPOINTER_TO_UINT(g_hash_table_lookup(order, fragment->node));
      g_assert_cmpuint(now, >=, last);
      last = now;
      GString *text = g_hash_table_lookup(said, fragment->node);
      if (!text)
        g_hash_table_insert(said, (gpointer)fragment->node, text = g_string_new(NULL));
      g_string_append_len(text, pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
    }
  }
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false))
    if (node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE || node->kind == STS_NODE_DATE) {
      GString *text = g_hash_table_lookup(said, node);
      g_assert_true(is_omitted(pages, node) == !text);
      if (!text)
        continue;
      g_string_replace(text, "\xc2\xad", "", 0); /* hyphens at the ends of lines */
      g_assert_cmpstr(text->str, ==, leaf_text(node));
    }
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init(&iter, said);
  while (g_hash_table_iter_next(&iter, NULL, &text))
    g_string_free(text, TRUE);
}

void
check_fragments(const Pages *pages)
{
  for (guint i = 0; i < pages->layout->pages->len; i++) {
    const StsPage *page = page_at(pages, i);
    for (guint32 k = 0; k < page->fragment_count; k++) {
      const StsFragment *fragment = fragment_at(pages, page, k);
      g_assert_cmpfloat(fragment->x, >=, 0);
      g_assert_cmpfloat(fragment->x + fragment->width, <=, page->width);
      g_assert_cmpfloat(fragment->y, >, 0);
      g_assert_cmpfloat(fragment->y + fragment->height, <, page->height);
      if (fragment->kind != STS_FRAGMENT_GLYPHS)
        continue;
      guint32 glyphs = 0, bytes = 0;
      for (guint32 c = 0; c < fragment->glyphs.cluster_count; c++) {
        const StsCluster *cluster =
            &g_array_index(pages->layout->clusters, StsCluster, fragment->glyphs.first_cluster + c);
        glyphs += cluster->glyphs;
        bytes += cluster->bytes;
        g_assert_cmpuint(cluster->glyphs, >, 0);
      }
      g_assert_cmpuint(glyphs, ==, fragment->glyphs.glyph_count);
      g_assert_cmpuint(bytes, ==, fragment->glyphs.text_length);
      g_assert_true(
          g_utf8_validate(pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length, NULL));
      g_assert_cmpuint(fragment->glyphs.font, <, pages->layout->fonts->len);
    }
  }
}

GPtrArray *
lines_of(const Pages *pages, const StsPage *page)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GString) line = g_string_new(NULL);
  float y = -1;

  for (guint32 i = 0; i < page->fragment_count; i++) {
    const StsFragment *fragment = fragment_at(pages, page, i);
    if (fragment->kind != STS_FRAGMENT_GLYPHS ||
        (fragment->role != STS_ROLE_CONTENT && fragment->role != STS_ROLE_LABEL))
      continue;
    if (fabsf(fragment->y - y) > 8 && line->len > 0) {
      g_ptr_array_add(lines, g_strdup(line->str));
      g_string_truncate(line, 0);
    }
    if (line->len == 0)
      y = fragment->y;
    g_string_append_len(line, pages->layout->text->str + fragment->glyphs.text, fragment->glyphs.text_length);
  }
  if (line->len > 0)
    g_ptr_array_add(lines, g_strdup(line->str));
  return lines;
}

guint
count_lines_with(const Pages *pages, const char *words)
{
  guint count = 0;

  for (guint i = 0; i < pages->layout->pages->len; i++) {
    g_autoptr(GPtrArray) lines = lines_of(pages, page_at(pages, i));
    for (guint k = 0; k < lines->len; k++)
      count += strstr(lines->pdata[k], words) != NULL;
  }
  return count;
}

float
x_of(const Pages *pages, const char *words)
{
  const StsPage *page = page_at(pages, 0);

  for (guint32 i = 0; i < page->fragment_count; i++) {
    g_autofree char *text = fragment_text(pages, fragment_at(pages, page, i));
    if (strstr(text, words))
      return fragment_at(pages, page, i)->x;
  }
  g_assert_not_reached();
}

char *
table_of(int rows, int columns, const char *cell)
{
  GString *body = g_string_new("|");

  for (int i = 0; i < columns; i++)
    g_string_append_printf(body, " Head%d |", i);
  g_string_append(body, "\n|");
  for (int i = 0; i < columns; i++)
    g_string_append(body, "---|");
  for (int k = 0; k < rows; k++) {
    g_string_append(body, "\n|");
    for (int i = 0; i < columns; i++)
      g_string_append_printf(body, " %s%d-%d |", cell, k, i);
  }
  g_string_append_c(body, '\n');
  return g_string_free(body, FALSE);
}
