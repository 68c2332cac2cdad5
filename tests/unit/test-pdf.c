/* rooms: base document style layout output */
/* Tests of the PDF room on pages laid out by hand: one line for each leaf, so that nothing here depends on how layout
 * breaks lines and pages. */
#include <glib/gstdio.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "output/pdf/drawing.h"
#include "output/pdf/pdf-error.h"
#include "output/pdf/pdf.h"
#include "output/pdf/specimen-codes.h"

typedef struct {
  StsPublication *publication;
  StsLayout *layout;
  PangoContext *context;
  PangoFontMap *map;
  StsTermsSet *terms;
  char *folder, *path;
  float y;
} Fixture;

static const StsPosition here = {"test.md", 1, 1};

static StsNode *
add(Fixture *fixture, StsNode *parent, StsNodeKind kind)
{
  StsNode *node = sts_node_new(fixture->publication->arena, kind, here);

  sts_node_append(fixture->publication->arena, parent, node);
  return node;
}

static StsNode *
add_text(Fixture *fixture, StsNode *parent, const char *text)
{
  StsNode *node = sts_node_new_text(fixture->publication->arena, text, here);

  sts_node_append(fixture->publication->arena, parent, node);
  return node;
}

static void
begin_page(Fixture *fixture)
{
  StsPage page = {.first_fragment = fixture->layout->fragments->len,
                  .first_link = fixture->layout->links->len,
                  .width = 612,
                  .height = 792,
                  .label = "1"};

  g_array_append_val(fixture->layout->pages, page);
  fixture->y = 72;
}

static StsPage *
current_page(Fixture *fixture)
{
  return &g_array_index(fixture->layout->pages, StsPage, fixture->layout->pages->len - 1);
}

static void
add_fragment(Fixture *fixture, const StsFragment *fragment)
{
  g_array_append_val(fixture->layout->fragments, *fragment);
  current_page(fixture)->fragment_count++;
}

/* Sets the text in one line as glyph fragments, one cluster a glyph where Pango has them so. */
static void
set_line(Fixture *fixture, const StsNode *node, StsFragmentRole role, const char *text)
{
  StsLayout *layout = fixture->layout;
  PangoLayout *pango = pango_layout_new(fixture->context);
  PangoFontDescription *description = pango_font_description_from_string("Noto Sans 12");
  float x = 72;

  pango_layout_set_font_description(pango, description);
  pango_layout_set_text(pango, text, -1);
  for (GSList *l = pango_layout_get_line_readonly(pango, 0)->runs; l; l = l->next) {
    PangoGlyphItem *run = l->data;
    const char *start = text + run->item->offset;
    StsFragment fragment = {.kind = STS_FRAGMENT_GLYPHS, .role = role, .node = node, .x = x, .y = fixture->y};
    fragment.glyphs.font = layout->fonts->len;
    fragment.glyphs.first_glyph = layout->glyphs->len;
    fragment.glyphs.first_cluster = layout->clusters->len;
    fragment.glyphs.text = (guint32)layout->text->len;
    g_ptr_array_add(layout->fonts, g_object_ref(run->item->analysis.font));
    float pen = 0;
    PangoGlyphItemIter clusters;
    for (gboolean more = pango_glyph_item_iter_init_start(&clusters, run, text); more;
         more = pango_glyph_item_iter_next_cluster(&clusters)) {
      StsCluster cluster = {(guint16)(clusters.end_index - clusters.start_index),
                            (guint16)(clusters.end_glyph - clusters.start_glyph)};
      g_array_append_val(layout->clusters, cluster);
    }
    for (int i = 0; i < run->glyphs->num_glyphs; i++) {
      StsGlyph glyph = {run->glyphs->glyphs[i].glyph, pen, 0};
      g_array_append_val(layout->glyphs, glyph);
      pen += run->glyphs->glyphs[i].geometry.width / (float)PANGO_SCALE;
    }
    fragment.glyphs.glyph_count = layout->glyphs->len - fragment.glyphs.first_glyph;
    fragment.glyphs.cluster_count = layout->clusters->len - fragment.glyphs.first_cluster;
    g_string_append_len(layout->text, start, run->item->length);
    fragment.glyphs.text_length = (guint32)run->item->length;
    fragment.width = pen;
    add_fragment(fixture, &fragment);
    x += pen;
  }
  pango_font_description_free(description);
  g_object_unref(pango);
  fixture->y += 18;
}

static void
set_place(Fixture *fixture, const StsNode *node)
{
  StsPlace *place = STS_ARENA_NEW(fixture->layout->arena, StsPlace);

  *place = (StsPlace){(int)fixture->layout->pages->len - 1, fixture->y - 12};
  g_hash_table_insert(fixture->layout->places, (gpointer)node, place);
}

static void
add_english(StsTermsSet *set)
{
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

  for (const char *const *key = sts_terms_keys(); *key; key++)
    g_hash_table_insert(words, g_strdup(*key), g_strdup("{target}"));
  sts_terms_set_add(set, "en", words);
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autofree char *fonts =
      g_build_filename(g_getenv("STS_SOURCE_DIR") ? g_getenv("STS_SOURCE_DIR") : ".", "fonts", NULL);

  (void)data;
  *fixture = (Fixture){0};
  fixture->folder = g_dir_make_tmp("sts-pdf-XXXXXX", NULL);
  fixture->path = g_build_filename(fixture->folder, "out.pdf", NULL);
  fixture->terms = sts_terms_set_new();
  add_english(fixture->terms);
  StsPublication *publication = fixture->publication = sts_publication_new();
  publication->title = "A handout";
  publication->language = "en";
  publication->identifier = "urn:uuid:0";
  publication->terms = fixture->terms;
  publication->modified = 1523000000;
  publication->root = sts_node_new(publication->arena, STS_NODE_PUBLICATION, here);

  g_autofree char *font = g_build_filename(fonts, "NotoSans-Regular.ttf", NULL);
  FcConfig *config = FcConfigCreate();
  g_assert_true(FcConfigAppFontAddFile(config, (const FcChar8 *)font));
  fixture->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fixture->map), config);
  FcConfigDestroy(config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fixture->map), 72);
  fixture->context = pango_font_map_create_context(fixture->map);
  pango_context_set_round_glyph_positions(fixture->context, FALSE);
  fixture->layout = sts_layout_alloc(publication, NULL);
  begin_page(fixture);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  g_unlink(fixture->path);
  g_rmdir(fixture->folder);
  sts_layout_free(fixture->layout);
  g_object_unref(fixture->context);
  g_object_unref(fixture->map);
  sts_publication_free(fixture->publication);
  sts_terms_set_free(fixture->terms);
  g_free(fixture->folder);
  g_free(fixture->path);
}

static StsNode *
add_section(Fixture *fixture)
{
  StsNode *section = add(fixture, (StsNode *)fixture->publication->root, STS_NODE_SECTION);
  section->id = "one";
  StsPublishedSection published = {
      .id = "one", .title = "One", .language = "en", .content = "01", .printed = "00", .node = section};

  section->section.id = "one";
  section->section.title = "One";
  g_array_append_val(fixture->publication->sections, published);
  return section;
}

static void
add_heading(Fixture *fixture, StsNode *section, const char *text)
{
  StsNode *heading = add(fixture, section, STS_NODE_HEADING);

  heading->heading.level = 1;
  set_place(fixture, heading);
  set_line(fixture, add_text(fixture, heading, text), STS_ROLE_CONTENT, text);
}

static bool
write_pdf(Fixture *fixture, bool linearize, const char *path, GError **error)
{
  StsWriting writing = {.publication = fixture->publication, .layout = fixture->layout, .linearize = linearize};
  FILE *stream = fopen(path, "wb");

  g_assert_nonnull(stream);
  bool done = sts_pdf_write(&writing, stream, error);
  fclose(stream);
  return done;
}

static char *
write_and_read(Fixture *fixture, gsize *length)
{
  g_autoptr(GError) error = NULL;
  char *data;

  write_pdf(fixture, false, fixture->path, &error);
  g_assert_no_error(error);
  g_assert_true(g_file_get_contents(fixture->path, &data, length, NULL));
  return data;
}

static void
assert_incomplete(Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_false(write_pdf(fixture, false, fixture->path, &error));
  g_assert_error(error, STS_PDF_ERROR, STS_PDF_ERROR_INCOMPLETE);
}

static void
test_paragraph(Fixture *fixture, gconstpointer data)
{
  StsNode *section = add_section(fixture);
  gsize length, again_length;

  (void)data;
  add_heading(fixture, section, "Affluent waffles");
  StsNode *paragraph = add(fixture, section, STS_NODE_PARAGRAPH);
  set_line(fixture, add_text(fixture, paragraph, "Difficult officials "), STS_ROLE_CONTENT, "Difficult officials ");
  set_line(fixture, NULL, STS_ROLE_ARTIFACT_FOOTER, "Page 1 of 1");
  g_autofree char *first = write_and_read(fixture, &length);
  g_assert_true(g_str_has_prefix(first, "%PDF-1.7\n"));
  g_assert_cmpmem(first + length - 6, 6, "%%EOF\n", 6);
  g_autofree char *second = write_and_read(fixture, &again_length);
  g_assert_cmpmem(first, length, second, again_length);
}

static void
test_missing_leaf(Fixture *fixture, gconstpointer data)
{
  StsNode *section = add_section(fixture);

  (void)data;
  add_heading(fixture, section, "Heading");
  add_text(fixture, add(fixture, section, STS_NODE_PARAGRAPH), "Never laid out");
  assert_incomplete(fixture);
}

static void
test_cut_leaf(Fixture *fixture, gconstpointer data)
{
  StsNode *section = add_section(fixture);

  (void)data;
  add_heading(fixture, section, "Heading");
  set_line(fixture, add_text(fixture, add(fixture, section, STS_NODE_PARAGRAPH), "Whole words"), STS_ROLE_CONTENT,
           "Whole word");
  assert_incomplete(fixture);
}

static void
test_leaf_twice(Fixture *fixture, gconstpointer data)
{
  StsNode *section = add_section(fixture);
  StsNode *text = add_text(fixture, add(fixture, section, STS_NODE_PARAGRAPH), "Twice");

  (void)data;
  set_line(fixture, text, STS_ROLE_CONTENT, "Twice");
  set_line(fixture, text, STS_ROLE_CONTENT, "Twice");
  assert_incomplete(fixture);
}

static void
test_foreign_content(Fixture *fixture, gconstpointer data)
{
  (void)data;
  add_heading(fixture, add_section(fixture), "Heading");
  set_line(fixture, NULL, STS_ROLE_CONTENT, "Of no node");
  assert_incomplete(fixture);
}

static void
test_beyond_edge(Fixture *fixture, gconstpointer data)
{
  (void)data;
  add_heading(fixture, add_section(fixture), "Heading");
  g_array_index(fixture->layout->fragments, StsFragment, 0).x = 600;
  assert_incomplete(fixture);
}

static void
test_unlabelled_item(Fixture *fixture, gconstpointer data)
{
  StsNode *list = add(fixture, add_section(fixture), STS_NODE_LIST);
  StsNode *item = add(fixture, list, STS_NODE_ITEM);
  StsNode *text = add_text(fixture, add(fixture, item, STS_NODE_PARAGRAPH), "An item");

  (void)data;
  list->list.kind = STS_LIST_BULLET;
  set_line(fixture, text, STS_ROLE_CONTENT, "An item");
  assert_incomplete(fixture);
}

static void
test_code_lines(Fixture *fixture, gconstpointer data)
{
  StsNode *code = add(fixture, add_section(fixture), STS_NODE_CODE_BLOCK);
  gsize length;

  (void)data;
  code->code.text = "first line\n\n  third";
  set_line(fixture, code, STS_ROLE_CONTENT, "first ");
  set_line(fixture, code, STS_ROLE_CONTENT, "line");
  assert_incomplete(fixture);
  set_line(fixture, code, STS_ROLE_CONTENT, "  third");
  g_autofree char *contents = write_and_read(fixture, &length);
  g_assert_true(g_str_has_prefix(contents, "%PDF-"));
}

/* The words of a leaf may be drawn on two pages, with a heading repeated as an artifact between them. */
static void
test_over_pages(Fixture *fixture, gconstpointer data)
{
  StsNode *text = add_text(fixture, add(fixture, add_section(fixture), STS_NODE_PARAGRAPH), "One two");
  gsize length;

  (void)data;
  set_line(fixture, text, STS_ROLE_CONTENT, "One ");
  begin_page(fixture);
  set_line(fixture, text, STS_ROLE_ARTIFACT_LAYOUT, "One");
  set_line(fixture, text, STS_ROLE_CONTENT, "two");
  g_autofree char *contents = write_and_read(fixture, &length);
  g_assert_true(g_str_has_prefix(contents, "%PDF-"));
}

static void
test_full_disk(Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  (void)data;
  if (g_access("/dev/full", W_OK) != 0) {
    g_test_skip("there is no /dev/full");
    return;
  }
  add_heading(fixture, add_section(fixture), "Heading");
  g_assert_false(write_pdf(fixture, false, "/dev/full", &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

static void
test_linearized(Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;

  (void)data;
  add_heading(fixture, add_section(fixture), "Heading");
  write_pdf(fixture, true, fixture->path, &error);
  g_assert_no_error(error);
  g_assert_true(g_file_get_contents(fixture->path, &contents, NULL, NULL));
  g_assert_true(g_str_has_prefix(contents, "%PDF-1.7\n"));
  g_assert_nonnull(g_strstr_len(contents + 15, 300, "/Linearized"));
}

/* The codes that cairo gave the glyphs of a font, however it wrote them; texts that it wrote beside them are no codes.
 */
static void
test_codes(Fixture *fixture, gconstpointer data)
{
  static const char content[] =
      "q BT\n13 0 0 13 50 700 Tm\n/f-0-0 1 Tf\n[(A\\050\\\\\\\n)-12(b)]TJ\n"
      "/Span << /ActualText <feff0041> >> BDC /f-0-1 1 Tf <0001>Tj EMC\n[<00 02>5<01ff>]TJ ET Q";
  static const guint codes[] = {'A', '(', '\\', 'b', 1, 2, 0x1ff};
  StsDrawing drawing = {.faces = g_array_new(FALSE, TRUE, sizeof(StsDrawnFace))};
  StsDrawnFont font = {.glyphs = g_array_new(FALSE, TRUE, sizeof(StsCodedGlyph))};
  g_autoptr(GHashTable) faces = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;

  (void)fixture;
  (void)data;
  for (guint i = 0; i < 2; i++) {
    StsDrawnFace face = {.composite = i == 1};
    g_array_append_val(drawing.faces, face);
  }
  g_hash_table_insert(faces, "f-0-0", GUINT_TO_POINTER(1));
  g_hash_table_insert(faces, "f-0-1", GUINT_TO_POINTER(2));
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
    StsCodedGlyph glyph = {.glyph = 100 + i, .text = "x", .text_length = 1};
    g_array_append_val(font.glyphs, glyph);
  }
  g_assert_true(sts_drawing_read_specimen(&drawing, &font, faces, content, strlen(content), &error));
  g_assert_no_error(error);
  for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
    const StsCodedGlyph *glyph = &g_array_index(font.glyphs, StsCodedGlyph, i);
    g_assert_cmpuint(glyph->code, ==, codes[i]);
    g_assert_cmpuint(glyph->face, ==, i < 4 ? 0 : 1);
  }
  /* A glyph that is missing, or one too many, is told. */
  g_assert_false(sts_drawing_read_specimen(&drawing, &font, faces, content, strlen(content) - 20, &error));
  g_assert_error(error, STS_PDF_ERROR, STS_PDF_ERROR_CAIRO);
  g_clear_error(&error);
  g_array_set_size(font.glyphs, 3);
  g_assert_false(sts_drawing_read_specimen(&drawing, &font, faces, content, strlen(content), &error));
  g_array_unref(drawing.faces);
  g_array_unref(font.glyphs);
}

/* Each line is a font of its own: one that has nothing to ink is written too. */
static void
test_blanks(Fixture *fixture, gconstpointer data)
{
  static const char *const blanks[] = {"\u00a0", "\u00a0 \u2003"};
  StsNode *section = add_section(fixture);
  g_autoptr(GError) error = NULL;

  (void)data;
  add_heading(fixture, section, "Heading");
  for (size_t i = 0; i < G_N_ELEMENTS(blanks); i++) {
    StsNode *paragraph = add(fixture, section, STS_NODE_PARAGRAPH);
    set_line(fixture, add_text(fixture, paragraph, blanks[i]), STS_ROLE_CONTENT, blanks[i]);
  }
  write_pdf(fixture, false, fixture->path, &error);
  g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run)(Fixture *, gconstpointer);
  } TESTS[] = {
      {"/pdf/paragraph", test_paragraph},
      {"/pdf/missing-leaf", test_missing_leaf},
      {"/pdf/cut-leaf", test_cut_leaf},
      {"/pdf/leaf-twice", test_leaf_twice},
      {"/pdf/foreign-content", test_foreign_content},
      {"/pdf/beyond-edge", test_beyond_edge},
      {"/pdf/unlabelled-item", test_unlabelled_item},
      {"/pdf/code-lines", test_code_lines},
      {"/pdf/over-pages", test_over_pages},
      {"/pdf/full-disk", test_full_disk},
      {"/pdf/linearized", test_linearized},
      {"/pdf/codes", test_codes},
      {"/pdf/blanks", test_blanks},
  };

  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(TESTS); i++)
    g_test_add(TESTS[i].name, Fixture, NULL, set_up, TESTS[i].run, tear_down);
  return g_test_run();
}
