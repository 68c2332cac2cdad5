/* A library made by hand, with everything a section may hold, and what tests need to write and open its EPUBs. */
#ifndef STS_TESTS_EPUB_LIBRARY_H
#define STS_TESTS_EPUB_LIBRARY_H

#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#include "assemble/assemble.h"
#include "document/terms-file.h"
#include "output/epub/epub.h"
#include "style/theme-load.h"

static const StsPosition NOWHERE = {"test.md", 1, 1};

typedef struct {
  StsTermsSet *terms;
  StsTheme *theme;
  StsFonts *fonts;
  StsDiagnostics *diagnostics;
  StsLibrary *library;
  char *folder;
} Fixture;

/* ---- a library by hand ---- */

static inline StsNode *
add(StsArena *arena, StsNode *parent, StsNodeKind kind)
{
  StsNode *node = sts_node_new(arena, kind, NOWHERE);
  sts_node_append(arena, parent, node);
  return node;
}

static inline void
add_text(StsArena *arena, StsNode *parent, const char *text)
{
  sts_node_append(arena, parent, sts_node_new_text(arena, text, NOWHERE));
}

static inline StsNode *
add_block(StsArena *arena, StsNode *parent, StsNodeKind kind, const char *text)
{
  StsNode *node = add(arena, parent, kind);
  add_text(arena, node, text);
  return node;
}

static inline void
add_heading(StsArena *arena, StsNode *parent, int level, const char *text)
{
  add_block(arena, parent, STS_NODE_HEADING, text)->heading.level = level;
}

static inline StsNode *
add_list(StsArena *arena, StsNode *parent, StsListKind kind, bool tight, int start, const char *const *items)
{
  StsNode *list = sts_node_new(arena, STS_NODE_LIST, NOWHERE);
  list->list.kind = kind;
  list->list.tight = tight;
  list->list.start = start;
  list->list.delimiter = ')';
  sts_node_append(arena, parent, list);
  for (int i = 0; items[i] != NULL; i++) {
    StsNode *item = sts_node_new(arena, STS_NODE_ITEM, NOWHERE);
    if (kind == STS_LIST_TASK)
      item->item.task = i % 2 == 0 ? STS_TASK_OPEN : STS_TASK_DONE;
    sts_node_append(arena, list, item);
    add_block(arena, item, STS_NODE_PARAGRAPH, items[i]);
  }
  return list;
}

static inline StsNode *
add_link(StsArena *arena, StsNode *parent, StsLinkKind kind, const char *destination, const char *text)
{
  StsNode *link = sts_node_new(arena, STS_NODE_LINK, NOWHERE);
  link->link.kind = kind;
  link->link.destination = destination;
  sts_node_append(arena, parent, link);
  add_text(arena, link, text);
  return link;
}

static inline void
add_table(StsArena *arena, StsNode *parent, int columns, int rows, const char *caption)
{
  StsNode *table = sts_node_new(arena, STS_NODE_TABLE, NOWHERE);
  StsAlign *align = sts_arena_alloc(arena, sizeof *align * (size_t)columns);
  table->table.columns = columns;
  table->table.align = align;
  sts_node_append(arena, parent, table);
  if (caption != NULL)
    add_block(arena, table, STS_NODE_CAPTION, caption);
  for (int r = 0; r < rows; r++) {
    StsNode *row = sts_node_new(arena, STS_NODE_ROW, NOWHERE);
    row->row.header = r == 0;
    sts_node_append(arena, table, row);
    for (int c = 0; c < columns; c++) {
      StsNode *cell = sts_node_new(arena, STS_NODE_CELL, NOWHERE);
      cell->cell.header = r == 0;
      cell->cell.scope = r == 0 ? STS_SCOPE_COLUMN : STS_SCOPE_NONE;
      cell->cell.column = c;
      cell->cell.align = c == 1 ? STS_ALIGN_RIGHT : STS_ALIGN_DEFAULT;
      sts_node_append(arena, row, cell);
      g_autofree char *text = g_strdup_printf("%s %d of some length", r == 0 ? "Column" : "Value", r * columns + c + 1);
      add_text(arena, cell, text);
    }
  }
}

static inline StsImage *
new_image(StsLibrary *library, const char *name, StsImageFormat format, const void *bytes, size_t size)
{
  StsImage *image = STS_ARENA_NEW(library->arena, StsImage);
  image->path = image->name = name;
  image->bytes = g_bytes_new(bytes, size);
  image->shown = image->bytes;
  image->format = format;
  image->width = image->height = 120;
  image->dpi = 96;
  sts_arena_on_free(library->arena, (GDestroyNotify)g_bytes_unref, image->bytes);
  return image;
}

static inline void
add_figure(StsArena *arena, StsNode *parent, const StsImage *image, const char *alternative, const char *caption)
{
  StsNode *figure = sts_node_new(arena, STS_NODE_FIGURE, NOWHERE);
  StsNode *node = sts_node_new(arena, STS_NODE_IMAGE, NOWHERE);
  node->image.source = image->name;
  node->image.alternative = alternative;
  node->image.image = image;
  node->parent = figure;
  figure->figure.image = node;
  sts_node_append(arena, parent, figure);
  if (caption != NULL)
    add_block(arena, figure, STS_NODE_CAPTION, caption);
}

static inline StsSection *
add_section(Fixture *fixture, const char *id, const char *title, const char *language)
{
  StsLibrary *library = fixture->library;
  StsSection *section = sts_section_new(library);
  g_autofree char *name = g_strconcat(id, ".md", NULL);
  section->id = id;
  section->title = title;
  section->file = section->name = sts_arena_strdup(library->arena, name);
  section->language = language;
  section->body = sts_node_new(library->arena, STS_NODE_SECTION, NOWHERE);
  section->last_revised_state = STS_PROVENANCE_GIVEN;
  section->last_revised = (StsDate){2018, 4, 6};
  section->references_state = STS_PROVENANCE_GIVEN;
  section->references = sts_node_new(library->arena, STS_NODE_LIST, NOWHERE);
  section->references->list.kind = STS_LIST_PLAIN;
  StsNode *item = add(library->arena, section->references, STS_NODE_ITEM);
  add_block(library->arena, item, STS_NODE_PARAGRAPH, "A. Author. A title. A journal. 2018.");
  section->disclaimer_state = STS_PROVENANCE_GIVEN;
  g_ptr_array_add(library->sections, section);
  g_hash_table_insert(library->by_id, (gpointer)id, section);
  return section;
}

static inline void
add_note(Fixture *fixture, StsSection *section, StsNode *paragraph, const char *label, const char *text)
{
  StsArena *arena = fixture->library->arena;
  StsNode *note = sts_node_new(arena, STS_NODE_NOTE, NOWHERE);
  note->note.label = label;
  add_block(arena, note, STS_NODE_PARAGRAPH, text);
  add_block(arena, note, STS_NODE_PARAGRAPH, "A second paragraph.");
  g_ptr_array_add(section->notes, note);
  StsNode *reference = sts_node_new(arena, STS_NODE_NOTE_REFERENCE, NOWHERE);
  reference->note_reference.label = label;
  sts_node_append(arena, paragraph, reference);
}

static inline void
fill_inlines(Fixture *fixture, StsSection *section)
{
  StsArena *arena = fixture->library->arena;
  StsNode *paragraph = add_block(arena, section->body, STS_NODE_PARAGRAPH, "Text with <markup> & \"quotes\", ");
  add_block(arena, add(arena, paragraph, STS_NODE_STRONG), STS_NODE_EMPHASIS, "strong emphasis");
  add_text(arena, paragraph, ", H");
  add_block(arena, paragraph, STS_NODE_SUBSCRIPT, "2");
  add_text(arena, paragraph, "O, 10");
  add_block(arena, paragraph, STS_NODE_SUPERSCRIPT, "9");
  add_text(arena, paragraph, ", ");
  StsNode *code = sts_node_new(arena, STS_NODE_CODE, NOWHERE);
  code->text.text = "a < b";
  sts_node_append(arena, paragraph, code);
  add(arena, paragraph, STS_NODE_LINE_BREAK);
  StsNode *span = sts_node_new(arena, STS_NODE_SPAN, NOWHERE);
  span->lang = "he";
  sts_node_append(arena, paragraph, span);
  add_text(arena, span, "\u05e9\u05dc\u05d5\u05dd");
  add_text(arena, paragraph, ", see ");
  add_link(arena, paragraph, STS_LINK_EXTERNAL, "https://example.org/a b?x=1&y=%zz#c#d", "a page");
  add_text(arena, paragraph, " and ");
  add_link(arena, paragraph, STS_LINK_SECTION, "Con.md", "the other section");
  add_note(fixture, section, paragraph, "1", "The note's text.");
}

static inline void
fill_blocks(Fixture *fixture, StsSection *section)
{
  StsArena *arena = fixture->library->arena;
  StsNode *body = section->body;
  add_heading(arena, body, 2, "Side effects & <care>");
  StsNode *list = add_list(arena, body, STS_LIST_BULLET, true, 1, (const char *const[]){"One", "Two", NULL});
  add_list(arena, list->last_child, STS_LIST_ORDERED, false, 4, (const char *const[]){"Four", "Five", NULL});
  add_list(arena, body, STS_LIST_TASK, true, 1,
           (const char *const[]){"Ask about wound care", "Bring the list of drugs", NULL});
  StsNode *callout = sts_node_new(arena, STS_NODE_CALLOUT, NOWHERE);
  callout->callout.kind = STS_CALLOUT_WARNING;
  sts_node_append(arena, body, callout);
  add_block(arena, callout, STS_NODE_PARAGRAPH, "Call your care team.");
  add_heading(arena, body, 2, "Side effects & <care>");
  add_table(arena, body, 2, 3, "A small table");
  add_table(arena, body, 5, 3, NULL);
  add_heading(arena, body, 3, "Deeper");
  add_block(arena, add(arena, body, STS_NODE_QUOTE), STS_NODE_PARAGRAPH, "A quotation.");
  add(arena, body, STS_NODE_RULE);
  StsNode *definitions = sts_node_new(arena, STS_NODE_DEFINITION_LIST, NOWHERE);
  sts_node_append(arena, body, definitions);
  add_block(arena, definitions, STS_NODE_TERM, "Margin");
  add_block(arena, add(arena, definitions, STS_NODE_DEFINITION), STS_NODE_PARAGRAPH, "The edge of the tissue.");
  StsNode *code = sts_node_new(arena, STS_NODE_CODE_BLOCK, NOWHERE);
  code->code.info = "text";
  code->code.text = "first line\n\n  <third> line";
  sts_node_append(arena, body, code);
}

static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"60\"><rect width=\"120\" "
                          "height=\"60\" fill=\"#246\"/></svg>";

static inline void
fill_figures(Fixture *fixture, StsSection *section)
{
  StsArena *arena = fixture->library->arena;
  const StsImage *first =
      new_image(fixture->library, "figures/st\u00e4ges of it.jpeg", STS_IMAGE_SVG, svg, strlen(svg));
  const StsImage *same = new_image(fixture->library, "figures/copy.svg", STS_IMAGE_SVG, svg, strlen(svg));
  add_figure(arena, section->body, first, "A blue box.", "How treatment is chosen");
  add_figure(arena, section->body, same, "The box again.", NULL);
}

static inline void
fill_library(Fixture *fixture)
{
  StsArena *arena = fixture->library->arena;
  StsSection *section = add_section(fixture, "sur gery & <co>", "Surgery & <Co>", "en");
  fill_inlines(fixture, section);
  fill_blocks(fixture, section);
  fill_figures(fixture, section);
  StsSection *other = add_section(fixture, "Con", "Con", "en");
  add_block(arena, other->body, STS_NODE_PARAGRAPH, "Short.");
  add_section(fixture, "con", "Con again", "en");
  StsSection *hebrew = add_section(fixture, "page-1", "\u05e0\u05d9\u05ea\u05d5\u05d7", "he");
  add_block(arena, hebrew->body, STS_NODE_PARAGRAPH, "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 2 cm.");
  add_list(arena, hebrew->body, STS_LIST_BULLET, true, 1,
           (const char *const[]){"\u05d0\u05d7\u05d3", "\u05e9\u05ea\u05d9\u05d9\u05dd", NULL});
}

/* ---- set-up ---- */

static inline char *
source_path(const char *name)
{
  const char *root = g_getenv("STS_SOURCE_DIR");
  return g_build_filename(root != NULL ? root : ".", name, NULL);
}

static inline void
set_up(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autofree char *styles = source_path("styles");
  g_autofree char *font_folder = source_path("fonts");
  fixture->diagnostics = sts_diagnostics_new();
  fixture->terms = sts_terms_load(styles, fixture->diagnostics, &error);
  g_assert_no_error(error);
  fixture->theme = sts_theme_load(styles, "handout", fixture->diagnostics, &error);
  g_assert_no_error(error);
  fixture->fonts = sts_fonts_open((const char *const[]){font_folder, NULL}, fixture->theme, &error);
  g_assert_no_error(error);
  fixture->folder = g_dir_make_tmp("sts-epub-XXXXXX", &error);
  g_assert_no_error(error);

  StsLibrary *library = fixture->library = sts_library_new("test", NULL);
  library->title = "A Guide to <Sarcoma> & More";
  library->language = "en";
  library->publisher = "A & B";
  library->identifier = "urn:uuid:00000000-0000-4000-8000-000000000000";
  library->status = STS_STATUS_SAMPLE;
  library->disclaimer = sts_node_new(library->arena, STS_NODE_SECTION, NOWHERE);
  add_block(library->arena, library->disclaimer, STS_NODE_PARAGRAPH, "Not advice.");
  fill_library(fixture);
}

static inline void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GDir) dir = g_dir_open(fixture->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(fixture->folder);
  g_free(fixture->folder);
  sts_library_free(fixture->library);
  sts_fonts_free(fixture->fonts);
  sts_theme_free(fixture->theme);
  sts_terms_set_free(fixture->terms);
  sts_diagnostics_free(fixture->diagnostics);
}

static inline StsPublication *
assemble(Fixture *fixture, size_t count, bool book)
{
  StsAssembleOptions options = {.book = book};
  return sts_publication_assemble(fixture->library, (const StsSection *const *)fixture->library->sections->pdata, count,
                                  fixture->terms, &options, fixture->diagnostics);
}

/* Writes the EPUB, with the fixture's theme and fonts, and returns its path; free with g_free(). */
static inline char *
write_epub(Fixture *fixture, const StsPublication *publication, StsWriting writing, const char *name)
{
  g_autoptr(GError) error = NULL;
  /* The files may be looked at, or given to other checkers. */
  const char *keep = g_getenv("STS_KEEP");
  char *path = g_build_filename(keep != NULL ? keep : fixture->folder, name, NULL);
  FILE *stream = fopen(path, "wb");
  g_assert_nonnull(stream);
  writing.publication = publication;
  writing.theme = fixture->theme;
  writing.fonts = fixture->fonts;
  sts_epub_write(&writing, stream, &error);
  g_assert_no_error(error);
  g_assert_cmpint(fclose(stream), ==, 0);
  return path;
}

/* Returns the content of an entry, or NULL; free with g_free(). */
static inline char *
read_entry(const char *path, const char *name)
{
  zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
  g_assert_nonnull(zip);
  zip_stat_t stat;
  char *text = NULL;
  if (zip_stat(zip, name, 0, &stat) == 0) {
    zip_file_t *file = zip_fopen(zip, name, 0);
    text = g_malloc0(stat.size + 1);
    g_assert_cmpint(zip_fread(file, text, stat.size), ==, stat.size);
    zip_fclose(file);
  }
  zip_discard(zip);
  return text;
}

static inline void
assert_has(const char *text, const char *part)
{
  if (strstr(text, part) == NULL)
    g_error("missing: %s\nin: %s", part, text);
}

static inline void
assert_lacks(const char *text, const char *part)
{
  if (strstr(text, part) != NULL)
    g_error("unwanted: %s\nin: %s", part, text);
}

static inline void
assert_no_match(const char *text, const char *pattern)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, &error);
  g_assert_no_error(error);
  g_autoptr(GMatchInfo) match = NULL;
  if (g_regex_match(regex, text, 0, &match)) {
    g_autofree char *word = g_match_info_fetch(match, 0);
    g_error("unwanted: %s", word);
  }
}

#endif
