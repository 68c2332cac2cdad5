/* rooms: base document assemble style output */
/* Tests of whole EPUBs: the library made by hand is assembled, written and read back. */
#include <cairo.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/reading-builder.h"
#include "epub-library.h"
#include "output/epub/epub-error.h"
#include "output/xhtml/read-text.h"

/* All leaves with text become the first of a page in turn. */
static GArray *
make_breaks(const StsPublication *publication, int every)
{
  GArray *breaks = g_array_new(FALSE, TRUE, sizeof(StsPageBreak));
  int leaf = 0;
  StsNodeIter iter;
  sts_node_iter_init(&iter, publication->root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    const bool text = node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE_BLOCK;
    if (event != STS_EVENT_ENTER ||
        (!text && node->kind != STS_NODE_FIGURE && node->kind != STS_NODE_RULE && node->kind != STS_NODE_CALLOUT) ||
        leaf++ % every != 0)
      continue;
    g_autofree char *label = g_strdup_printf("%u", breaks->len + 1);
    StsPageBreak one = {.node = node, .label = sts_arena_strdup(publication->arena, label)};
    g_array_append_val(breaks, one);
    const char *string = node->kind == STS_NODE_TEXT ? node->text.text : "";
    if (strlen(string) > 8 && g_utf8_validate(string + 4, -1, NULL)) {
      g_autofree char *next = g_strdup_printf("%u", breaks->len + 1);
      StsPageBreak second = {.node = node, .offset = 4, .label = sts_arena_strdup(publication->arena, next)};
      g_array_append_val(breaks, second);
    }
  }
  return breaks;
}

/* ---- reading the text back ---- */

typedef struct {
  GString *out, *line;
  int skip, pre, figure;
} Reader;

static void
flush_line(Reader *reader)
{
  g_autofree char *text = sts_text_normalize_space(reader->line->str);
  if (*text != '\0')
    g_string_append_printf(reader->out, "%s\n", text);
  g_string_truncate(reader->line, 0);
}

static bool
is_inline(const char *name)
{
  static const char *const names[] = {"a",    "em",   "i",   "strong", "sup", "sub", "span",
                                      "code", "time", "img", "br",     "wbr", NULL};
  return g_strv_contains(names, name);
}

static const char *
find_attribute(const char **names, const char **values, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp(names[i], name) == 0)
      return values[i];
  return NULL;
}

static void
read_start(GMarkupParseContext *context, const char *name, const char **names, const char **values, gpointer data,
           GError **error)
{
  (void)context;
  (void)error;
  Reader *reader = data;
  const char *class = find_attribute(names, values, "class");
  if (reader->skip > 0 || (class != NULL && (strcmp(class, "label") == 0 || strcmp(class, "short-code") == 0)) ||
      strcmp(name, "head") == 0 || find_attribute(names, values, "hidden") != NULL)
    reader->skip++;
  if (!is_inline(name))
    flush_line(reader);
  reader->pre += strcmp(name, "pre") == 0;
  reader->figure += strcmp(name, "figure") == 0;
  if (strcmp(name, "br") == 0)
    g_string_append_c(reader->line, ' ');
  if (strcmp(name, "img") == 0)
    g_string_append(reader->line, find_attribute(names, values, "alt"));
}

static void
read_end(GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  (void)context;
  (void)error;
  Reader *reader = data;
  if (!is_inline(name))
    flush_line(reader);
  reader->pre -= strcmp(name, "pre") == 0;
  reader->figure -= strcmp(name, "figure") == 0;
  if (reader->skip > 0)
    reader->skip--;
}

static void
read_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  (void)context;
  (void)error;
  Reader *reader = data;
  if (reader->skip > 0)
    return;
  for (gsize i = 0; i < length; i++) {
    if (reader->pre > 0 && text[i] == '\n')
      flush_line(reader);
    else
      g_string_append_c(reader->line, text[i]);
  }
}

/* Returns what a reader would hear; free with g_free(). */
static char *
text_of_xhtml(const char *xhtml)
{
  static const GMarkupParser parser = {.start_element = read_start, .end_element = read_end, .text = read_text};
  g_autoptr(GError) error = NULL;
  Reader reader = {.out = g_string_new(NULL), .line = g_string_new(NULL)};
  const char *body = strstr(xhtml, "<html");
  g_assert_nonnull(body);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &reader, NULL);
  g_markup_parse_context_parse(context, body, -1, &error);
  g_assert_no_error(error);
  g_markup_parse_context_end_parse(context, &error);
  g_assert_no_error(error);
  flush_line(&reader);
  g_string_free(reader.line, TRUE);
  return g_string_free(reader.out, FALSE);
}

static void
assert_text(const char *path, const char *entry, const StsNode *node)
{
  g_autofree char *xhtml = read_entry(path, entry);
  g_assert_nonnull(xhtml);
  g_autofree char *got = text_of_xhtml(xhtml);
  g_autofree char *wanted = sts_node_plain_text(node);
  g_assert_cmpstr(got, ==, wanted);
}

/* ---- tests ---- */

static const char *const files[] = {"EPUB/text/section-1.xhtml", "EPUB/text/Con.xhtml", "EPUB/text/section-3.xhtml",
                                    "EPUB/text/page-1.xhtml"};

static void
test_text_is_equal(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autoptr(GArray) breaks = make_breaks(publication, 3);
  StsWriting writing = {.breaks = (StsPageBreak *)(gpointer)breaks->data, .break_count = breaks->len};
  g_autofree char *path = write_epub(fixture, publication, writing, "book.epub");
  size_t section = 0;
  for (const StsNode *node = publication->root->first_child; node != NULL; node = node->next) {
    if (node->kind == STS_NODE_COVER)
      assert_text(path, "EPUB/title.xhtml", node);
    else if (node->kind == STS_NODE_CONTENTS)
      assert_text(path, "EPUB/nav.xhtml", node);
    else
      assert_text(path, files[section++], node);
  }
  g_assert_cmpuint(section, ==, G_N_ELEMENTS(files));
}

static void
test_pages_are_linked(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autoptr(GArray) breaks = make_breaks(publication, 1);
  StsWriting writing = {
      .breaks = (StsPageBreak *)(gpointer)breaks->data, .break_count = breaks->len, .without_fonts = true};
  g_autofree char *path = write_epub(fixture, publication, writing, "pages.epub");
  g_autoptr(GString) all = g_string_new(NULL);
  static const char *const documents[] = {
      "EPUB/nav.xhtml",      "EPUB/title.xhtml",          "EPUB/text/section-1.xhtml",
      "EPUB/text/Con.xhtml", "EPUB/text/section-3.xhtml", "EPUB/text/page-1.xhtml"};
  for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
    g_autofree char *text = read_entry(path, documents[i]);
    g_string_append(all, text);
  }
  /* A section is called "page-1", so the pages have another prefix. */
  for (guint i = 1; i <= breaks->len; i++) {
    g_autofree char *marker =
        g_strdup_printf(" epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"_page-%u\" aria-label=\"%u\">", i, i);
    g_autofree char *target = g_strdup_printf("#_page-%u\">%u</a>", i, i);
    assert_has(all->str, marker);
    assert_has(all->str, target);
  }
  g_autofree char *package = read_entry(path, "EPUB/package.opf");
  assert_has(package, ">pageBreakMarkers<");
  assert_has(package, ">pageNavigation<");
  g_autofree char *source = g_strdup_printf(">%s#pdf-handout-letter<", publication->identifier);
  assert_has(package, source);
  g_autofree char *ncx = read_entry(path, "EPUB/toc.ncx");
  assert_has(ncx, "<pageList>");
}

static void
test_claims_are_true(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsWriting writing = {.without_fonts = true};
  fixture->library->sections->pdata[0] = fixture->library->sections->pdata[1];
  g_autoptr(StsPublication) plain = assemble(fixture, 1, false);
  g_autofree char *path = write_epub(fixture, plain, writing, "plain.epub");
  g_autofree char *package = read_entry(path, "EPUB/package.opf");
  assert_lacks(package, "visual");
  assert_lacks(package, "alternativeText");
  assert_lacks(package, "pageBreak");
  assert_lacks(package, "pageNavigation");
  assert_lacks(package, "conformsTo");
  assert_lacks(package, "font");
  assert_has(package, ">none<");
  g_autofree char *nav = read_entry(path, "EPUB/nav.xhtml");
  assert_lacks(nav, "page-list");

  fixture->library->certifier = "A. Certifier";
  g_autoptr(StsPublication) certified = assemble(fixture, 1, false);
  g_autofree char *second = write_epub(fixture, certified, writing, "certified.epub");
  g_autofree char *claims = read_entry(second, "EPUB/package.opf");
  /* EPUB Accessibility 1.1, 3.5.2: to the letter. */
  assert_has(claims, "property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA<");
  assert_has(claims, "A. Certifier");
}

static void
test_provenance(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsWriting writing = {0};
  g_autoptr(StsPublication) publication = assemble(fixture, 2, false);
  g_autofree char *path = write_epub(fixture, publication, writing, "two.epub");
  g_autofree char *package = read_entry(path, "EPUB/package.opf");
  assert_has(package, "prefix=\"sts: ");
  for (guint i = 0; i < publication->sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(publication->sections, StsPublishedSection, i);
    g_autofree char *fingerprint =
        g_strdup_printf("refines=\"#section-%u\" property=\"sts:printedFingerprint\">%s<", i + 1, section->printed);
    g_autofree char *date = g_strdup_printf("refines=\"#section-%u\" property=\"sts:lastRevised\">2018-04-06<", i + 1);
    assert_has(package, fingerprint);
    assert_has(package, date);
  }
  assert_has(package, ">visual<");
  assert_has(package, ">alternativeText<");
  assert_has(package, "LICENSE-");
  /* Two names of one picture: one file. */
  g_autofree char *image = read_entry(path, "EPUB/images/st--ges-of-it.svg");
  g_assert_cmpstr(image, ==, svg);
  assert_lacks(package, "image-2");
}

static void
assert_same_bytes(const char *first, const char *second)
{
  g_autofree char *a = NULL, *b = NULL;
  gsize a_size, b_size;
  g_assert_true(g_file_get_contents(first, &a, &a_size, NULL));
  g_assert_true(g_file_get_contents(second, &b, &b_size, NULL));
  g_assert_cmpmem(a, a_size, b, b_size);
}

static void
test_archive(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsWriting writing = {0};
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autofree char *zone = g_strdup(g_getenv("TZ"));
  g_setenv("TZ", "Pacific/Kiritimati", TRUE);
  tzset();
  g_autofree char *first = write_epub(fixture, publication, writing, "east.epub");
  g_setenv("TZ", "Pacific/Pago_Pago", TRUE);
  tzset();
  g_autofree char *second = write_epub(fixture, publication, writing, "west.epub");
  if (zone != NULL)
    g_setenv("TZ", zone, TRUE);
  else
    g_unsetenv("TZ");
  tzset();
  assert_same_bytes(first, second);

  /* EPUB 3.3, 4.3.3: mimetype first, stored, no extra field; so the type stands at byte 38. */
  g_autofree char *bytes = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(first, &bytes, &size, NULL));
  g_assert_cmpmem(bytes, 4, "PK\003\004", 4);
  g_assert_cmpmem(bytes + 8, 2, "\0\0", 2);
  g_assert_cmpmem(bytes + 26, 4, "\010\0\0\0", 4);
  g_assert_cmpmem(bytes + 30, 28, "mimetypeapplication/epub+zip", 28);
  /* No header says ZIP64. */
  zip_t *zip = zip_open(first, ZIP_RDONLY, NULL);
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
    g_assert_cmpint(zip_file_extra_fields_count(zip, (zip_uint64_t)i, ZIP_FL_LOCAL), ==, 0);
    g_assert_cmpint(zip_file_extra_fields_count(zip, (zip_uint64_t)i, ZIP_FL_CENTRAL), ==, 0);
  }
  zip_discard(zip);
}

/* Returns the path; free with g_free(). */
static char *
write_without_fonts(Fixture *fixture, const StsPublication *publication)
{
  g_autoptr(GError) error = NULL;
  StsWriting writing = {.publication = publication, .theme = fixture->theme, .without_fonts = true};
  char *path = g_build_filename(fixture->folder, "bare.epub", NULL);
  FILE *stream = fopen(path, "wb");
  g_assert_true(sts_epub_write(&writing, stream, &error));
  g_assert_cmpint(fclose(stream), ==, 0);
  return path;
}

static void
test_without_fonts(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autofree char *path = write_without_fonts(fixture, publication);
  g_autofree char *cover = read_entry(path, "EPUB/cover.svg");
  assert_has(cover, "&lt;Sarcoma&gt;");
  g_autofree char *css = read_entry(path, "EPUB/style.css");
  assert_lacks(css, "@font-face");
}

static cairo_status_t
read_bytes(void *closure, unsigned char *data, unsigned int length)
{
  const char **at = closure;

  memcpy(data, *at, length);
  *at += length;
  return CAIRO_STATUS_SUCCESS;
}

/* The last pixel of the row that is not of the cover's ground; 0: all are. */
static int
last_ink(cairo_surface_t *cover, int row)
{
  const guint32 *pixels =
      (const guint32 *)(cairo_image_surface_get_data(cover) + row * cairo_image_surface_get_stride(cover));
  int x = cairo_image_surface_get_width(cover) - 1;

  while (x > 0 && ((pixels[x] ^ pixels[0]) & 0xFFFFFF) == 0)
    x--;
  return x;
}

/* In a book from right to left, English words on the cover's picture begin at the right as well, and their box. */
static void
test_cover_from_right(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  fixture->library->language = "ar";
  g_autoptr(StsPublication) publication = assemble(fixture, 4, true);
  g_autofree char *path = write_epub(fixture, publication, (StsWriting){0}, "right.epub");
  g_autofree char *png = read_entry(path, "EPUB/cover.png");
  const char *at = png;
  cairo_surface_t *cover = cairo_image_surface_create_from_png_stream(read_bytes, &at);
  g_assert_cmpint(cairo_surface_status(cover), ==, CAIRO_STATUS_SUCCESS);
  int lines = 0, end = 0;
  for (int row = 0; row < cairo_image_surface_get_height(cover); row++) {
    const int ink = last_ink(cover, row);
    /* 72 pixels are the margin. */
    g_assert_cmpint(ink, <=, 800 - 72 + 2);
    if (ink == 0 && end > 0) {
      g_assert_cmpint(end, >=, 800 - 72 - 8);
      lines++;
    }
    end = ink > 0 ? MAX(ink, end) : 0;
  }
  cairo_surface_destroy(cover);
  g_assert_cmpint(lines, >=, 4); /* bar, title, date, status */

  g_autofree char *bare = write_without_fonts(fixture, publication);
  g_autofree char *drawn = read_entry(bare, "EPUB/cover.svg");
  assert_has(drawn, "<text x=\"728\" text-anchor=\"end\"");
  assert_lacks(drawn, "x=\"72\"");
}

static void
test_full_disk(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  g_autoptr(GError) error = NULL;
  g_autoptr(StsPublication) publication = assemble(fixture, 1, false);
  StsWriting writing = {.publication = publication, .theme = fixture->theme, .without_fonts = true};
  FILE *stream = fopen("/dev/full", "wb");
  if (stream == NULL) {
    g_test_skip("there is no /dev/full");
    return;
  }
  g_assert_false(sts_epub_write(&writing, stream, &error));
  g_assert_error(error, STS_EPUB_ERROR, STS_EPUB_ERROR_ARCHIVE);
  g_assert_nonnull(strstr(error->message, g_strerror(ENOSPC)));
  fclose(stream);
}

static void
test_style_sheets(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsWriting writing = {0};
  g_autoptr(StsPublication) publication = assemble(fixture, 1, false);
  g_autofree char *path = write_epub(fixture, publication, writing, "style.epub");
  g_autofree char *css = read_entry(path, "EPUB/style.css");
  g_autofree char *newer = read_entry(path, "EPUB/newer.css");
  g_autofree char *both = g_strconcat(css, newer, NULL);
  /* Nothing is fixed against the reader: no length in points or pixels but hairlines, no colour of text without its
   * ground. */
  assert_no_match(both, "(font-size|line-height): *[0-9.]+(pt|px|cm|mm|in)|[{; ]color: *+(?!inherit|#fff; "
                        "background-color: #)|body[^}]*background");
  assert_has(both, "max-width: 100%");
  assert_has(newer, "@media (max-width: ");
  assert_has(newer, "@container (max-width: ");
  /* What scrolls cannot be broken over pages: a long table would end with the first. */
  assert_no_match(both, "overflow(-[xy])?: *(auto|scroll)");
  /* Adobe's engine leaves out the whole of a sheet that has anything but CSS 2.1 in it. */
  assert_no_match(css, "@(media|supports|container)|::|\\(max|calc|min\\(|inline-(start|end)|: "
                       "start|[0-9]v[hw]|overflow-|hyphens|(?<!page-)break-(after|inside)");
  assert_has(css, "[hidden] { display: none; }");
  /* What hangs out of its block needs room that a reader may not know how to make: then it would be cut off at the edge
   * of the screen. */
  assert_no_match(css, ": -|[^0-9a-z]-[0-9]");
  const char *directed = strstr(newer, "@supports (margin-inline-start: 1em) {");
  g_assert_nonnull(directed);
  g_assert_true(strstr(newer, "-1.5em") > directed);
  g_autofree char *xhtml = read_entry(path, "EPUB/text/section-1.xhtml");
  const char *first = strstr(xhtml, "../style.css");
  g_assert_true(first != NULL && strstr(first, "../newer.css") != NULL);
}

static void
test_thousand_sections(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsArena *arena = fixture->library->arena;
  for (int i = 0; i < 1000; i++) {
    g_autofree char *id = g_strdup_printf("s%d", i);
    StsSection *section = add_section(fixture, sts_arena_strdup(arena, id), "Title", "en");
    for (int j = 0; j < 20; j++)
      add_block(arena, section->body, STS_NODE_PARAGRAPH,
                "Some words that fill a line of the section, over and over again.");
  }
  StsWriting writing = {.without_fonts = true};
  g_autoptr(StsPublication) publication = assemble(fixture, fixture->library->sections->len, true);
  g_autofree char *path = write_epub(fixture, publication, writing, "thousand.epub");
  g_autofree char *last = read_entry(path, "EPUB/text/s999.xhtml");
  assert_has(last, "over and over again");
  g_autofree char *package = read_entry(path, "EPUB/package.opf");
  assert_has(package, "<itemref idref=\"section-1004\"/>");
}

#define ADD(name, function) g_test_add("/epub/" name, Fixture, NULL, set_up, function, tear_down)

/* A picture in an EPUB is as the exporter writes it, or told; one of an older export must be harmless. */
static void
test_foreign_drawing(void)
{
#define BEGIN                                                                                                          \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">"
  static const struct {
    const char *drawing;
    bool told, told_of_older;
  } CASES[] = {
      {BEGIN "<rect width=\"9\" height=\"9\"/></svg>\n", false, false},
      {BEGIN "<rect width=\"9\" height=\"9\" /></svg>\n", true, false},
      {BEGIN "<metadata>x</metadata></svg>\n", true, false},
      {BEGIN "<script>x</script></svg>\n", true, true},
      {BEGIN "<rect onclick=\"x\"/></svg>\n", true, true},
      {BEGIN "<rect fill=\"url(http://example.org/)\"/></svg>\n", true, true},
      {BEGIN, true, true},
  };
#undef BEGIN

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
    for (int older = 0; older < 2; older++) {
      StsReading *reading = sts_reading_new();
      g_autoptr(GString) drawing = g_string_new(CASES[i].drawing);
      sts_written_check_drawing(reading, "a.svg", drawing->str, drawing->len, older != 0);
      g_assert_cmpuint(reading->faults->len > 0, ==, older ? CASES[i].told_of_older : CASES[i].told);
      sts_reading_free(reading);
    }
}

/* A line break is a space, as in the tree: the line feed that is written behind it vanishes between no characters. */
static void
test_break_between_wide(void)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  g_autoptr(GString) page =
      g_string_new("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>\u836f<br />\n\u7247</p>"
                   "</body></html>");
  g_autoptr(GError) error = NULL;

  const StsWrittenCheck check = {.reading = reading};
  g_assert_true(sts_xhtml_text_read(page, &check, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(reading->front->len, ==, 1);
  g_assert_cmpstr(g_array_index(reading->front, StsReadLine, 0).text, ==, "\u836f \u7247");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("text-is-equal", test_text_is_equal);
  ADD("pages-are-linked", test_pages_are_linked);
  ADD("claims-are-true", test_claims_are_true);
  ADD("provenance", test_provenance);
  ADD("archive", test_archive);
  ADD("without-fonts", test_without_fonts);
  ADD("cover-from-right", test_cover_from_right);
  ADD("thousand-sections", test_thousand_sections);
  ADD("full-disk", test_full_disk);
  ADD("style-sheets", test_style_sheets);
  g_test_add_func("/epub/foreign-drawing", test_foreign_drawing);
  g_test_add_func("/epub/break-between-wide", test_break_between_wide);
  return g_test_run();
}
