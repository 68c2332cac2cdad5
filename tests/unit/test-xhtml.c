/* rooms: base document output */
/* Tests of XHTML fragments, made from small trees by hand. */
#include <string.h>

#include "output/xhtml/pieces.h"
#include "output/xhtml/xhtml.h"

static const StsPosition NOWHERE = {"test.md", 1, 1};

typedef struct {
  StsArena *arena;
  StsTermsSet *terms;
  StsNode *root; /* as read makes it */
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  fixture->arena = sts_arena_new();
  fixture->root = sts_node_new(fixture->arena, STS_NODE_SECTION, NOWHERE);
  fixture->terms = sts_terms_set_new();
  GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (const char *const *key = sts_terms_keys(); *key != NULL; key++)
    g_hash_table_insert(words, g_strdup(*key), g_strdup_printf("%s {number}", *key));
  sts_terms_set_add(fixture->terms, "en", words);
}

static void
tear_down(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  sts_terms_set_free(fixture->terms);
  sts_arena_free(fixture->arena);
}

static StsNode *
add(Fixture *fixture, StsNode *parent, StsNodeKind kind, const char *text)
{
  StsNode *node = sts_node_new(fixture->arena, kind, NOWHERE);
  if (text != NULL)
    sts_node_append(fixture->arena, node, sts_node_new_text(fixture->arena, text, NOWHERE));
  sts_node_append(fixture->arena, parent, node);
  return node;
}

static StsNode *
add_text(Fixture *fixture, StsNode *parent, const char *text)
{
  StsNode *node = sts_node_new_text(fixture->arena, text, NOWHERE);
  sts_node_append(fixture->arena, parent, node);
  return node;
}

static StsNode *
add_list(Fixture *fixture, StsNode *parent, StsListKind kind, bool tight, int start)
{
  StsNode *list = add(fixture, parent, STS_NODE_LIST, NULL);
  list->list.kind = kind;
  list->list.tight = tight;
  list->list.start = start;
  return list;
}

static GString *
write_xhtml(Fixture *fixture, const StsNode *root, StsXhtmlOptions options)
{
  GString *out = g_string_new(NULL);
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_HTML);
  options.terms = fixture->terms;
  options.language = "en";
  sts_xhtml_append(&xml, root, &options);
  sts_xml_finish(&xml);
  return out;
}

static void
assert_xhtml(Fixture *fixture, const StsNode *root, StsXhtmlOptions options, const char *wanted)
{
  g_autoptr(GString) out = write_xhtml(fixture, root, options);
  g_assert_cmpstr(out->str, ==, wanted);
}

static void
assert_plain(Fixture *fixture, const char *wanted)
{
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){.plain = true}, wanted);
}

static void
test_plain_blocks(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  add(fixture, fixture->root, STS_NODE_HEADING, "A & B")->heading.level = 3;
  add(fixture, fixture->root, STS_NODE_PARAGRAPH, "a < b \"c\"");
  add(fixture, add(fixture, fixture->root, STS_NODE_QUOTE, NULL), STS_NODE_PARAGRAPH, "q");
  add(fixture, fixture->root, STS_NODE_RULE, NULL);
  StsNode *code = add(fixture, fixture->root, STS_NODE_CODE_BLOCK, NULL);
  code->code.info = "c startline=3";
  code->code.text = "if (a < b)\n  c;";
  add(fixture, fixture->root, STS_NODE_CODE_BLOCK, NULL)->code.text = "";
  assert_plain(fixture,
               "<h3>A &amp; B</h3>\n<p>a &lt; b &quot;c&quot;</p>\n<blockquote>\n<p>q</p>\n</blockquote>\n<hr />\n"
               "<pre><code class=\"language-c\">if (a &lt; b)\n  c;\n</code></pre>\n<pre><code></code></pre>\n");
}

static void
test_plain_lists(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *tight = add_list(fixture, fixture->root, STS_LIST_BULLET, true, 1);
  StsNode *item = add(fixture, tight, STS_NODE_ITEM, NULL);
  add(fixture, item, STS_NODE_PARAGRAPH, "one");
  StsNode *loose = add_list(fixture, item, STS_LIST_ORDERED, false, 7);
  add(fixture, add(fixture, loose, STS_NODE_ITEM, NULL), STS_NODE_PARAGRAPH, "seven");
  add(fixture, tight, STS_NODE_ITEM, NULL);
  assert_plain(fixture, "<ul>\n<li>one\n<ol start=\"7\">\n<li><p>seven</p>\n</li>\n</ol>\n</li>\n<li></li>\n</ul>\n");
}

static void
test_plain_inlines(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *paragraph = add(fixture, fixture->root, STS_NODE_PARAGRAPH, NULL);
  add(fixture, add(fixture, paragraph, STS_NODE_EMPHASIS, NULL), STS_NODE_STRONG, "x");
  add(fixture, paragraph, STS_NODE_LINE_BREAK, NULL);
  StsNode *link = add(fixture, paragraph, STS_NODE_LINK, "l");
  link->link.kind = STS_LINK_EXTERNAL;
  link->link.destination = "/b\u00e4 [c]\\?a=1&b=%20\"";
  link->link.title = "t \"u\"";
  StsNode *image = add(fixture, paragraph, STS_NODE_IMAGE, NULL);
  image->image.source = "a.png";
  image->image.alternative = "an <image>";
  image->image.title = "title";
  assert_plain(fixture, "<p><em><strong>x</strong></em><br />\n<a href=\"/b%C3%A4%20%5Bc%5D%5C?a=1&amp;b=%20%22\" "
                        "title=\"t &quot;u&quot;\">l</a>"
                        "<img src=\"a.png\" alt=\"an &lt;image&gt;\" title=\"title\" /></p>\n");
}

static void
test_addresses_are_urls(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  (void)fixture;
  g_autofree char *address = sts_xhtml_encode_address("https://a.org/100%?x={y}&z#one#two", false);
  g_assert_cmpstr(address, ==, "https://a.org/100%25?x=%7By%7D&z#one%23two");
}

static void
test_hosts(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *address, *wanted;
  } CASES[] = {
      {"http://m\u00fcnchen.de/\u00fc", "http://xn--mnchen-3ya.de/%C3%BC"},
      {"HTTPS://M\u00dcNCHEN.de:80?\u00fc", "HTTPS://xn--mnchen-3ya.de:80?%C3%BC"},
      {"https://me:it@\u4f8b.jp", "https://me:it@xn--fsq.jp"},
      {"http://[::1]/[a]", "http://[::1]/%5Ba%5D"},
      {"http://[2001:db8::a]:80", "http://[2001:db8::a]:80"},
      {"http://[x]/", "http://%5Bx%5D/"},
      {"http://[::1", "http://%5B::1"},
      {"http://a\u2100b.de/", "http://a%E2%84%80b.de/"},
      {"http://", "http://"},
      {"https://a.org/\u00fc@[b]", "https://a.org/%C3%BC@%5Bb%5D"},
      {"mailto:a@m\u00fcnchen.de", "mailto:a@m%C3%BCnchen.de"},
  };
  (void)unused;
  (void)fixture;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *address = sts_xhtml_encode_address(CASES[i].address, false);
    g_assert_cmpstr(address, ==, CASES[i].wanted);
  }
  g_autofree char *plain = sts_xhtml_encode_address("http://[::1]/\u00fc", true);
  g_assert_cmpstr(plain, ==, "http://%5B::1%5D/%C3%BC");
}

static void
test_languages(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *paragraph = add(fixture, fixture->root, STS_NODE_PARAGRAPH, "a");
  paragraph->lang = "ar";
  StsNode *span = add(fixture, paragraph, STS_NODE_SPAN, "b");
  span->lang = "he";
  add(fixture, paragraph, STS_NODE_SPAN, "c")->lang = "fr";
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){0},
               "<p lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">a<span lang=\"he\" xml:lang=\"he\">b</span><span "
               "lang=\"fr\" xml:lang=\"fr\" dir=\"ltr\">c</span></p>\n");
}

/* A reference that is read from left to right on a page of the other direction says so once. */
static void
test_latin_reference(Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *language, *wanted;
  } CASES[] = {{NULL, "<p><span dir=\"ltr\">Doe J.</span></p>\n"},
               {"en", "<p><span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Doe J.</span></p>\n"},
               {"he", "<p><span dir=\"ltr\"><span lang=\"he\" xml:lang=\"he\">Doe J.</span></span></p>\n"}};
  (void)unused;
  StsNode *part = add(fixture, fixture->root, STS_NODE_PART, NULL);
  part->part.kind = STS_PART_REFERENCES;
  part->lang = "ar";
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    StsNode *paragraph = add(fixture, part, STS_NODE_PARAGRAPH, CASES[i].language ? NULL : "Doe J.");
    if (CASES[i].language)
      add(fixture, paragraph, STS_NODE_SPAN, "Doe J.")->lang = CASES[i].language;
    assert_xhtml(fixture, paragraph, (StsXhtmlOptions){.language = "ar"}, CASES[i].wanted);
  }
}

/* What is in a language of the other direction on the cover and in the contents begins where their lines do: the
 * direction is not the block's. */
static void
test_front_keeps_its_side(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *publication = sts_node_new(fixture->arena, STS_NODE_PUBLICATION, NOWHERE);
  StsNode *cover = add(fixture, publication, STS_NODE_COVER, NULL);
  cover->lang = "ar";
  add(fixture, cover, STS_NODE_PARAGRAPH, "date")->lang = "en";
  StsNode *notice = add(fixture, cover, STS_NODE_PARAGRAPH, "status");
  notice->paragraph.notice = true;
  notice->lang = "en";
  assert_xhtml(fixture, cover, (StsXhtmlOptions){0},
               "<section lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\" class=\"cover\" epub:type=\"titlepage\">\n"
               "<p><span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">date</span></p>\n"
               "<p class=\"status\"><span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">status</span></p>\n</section>\n");

  StsNode *contents = add(fixture, publication, STS_NODE_CONTENTS, NULL);
  contents->lang = "ar";
  add(fixture, contents, STS_NODE_HEADING, "Contents")->lang = "en";
  StsNode *above = contents;
  for (int i = 0; i < 2; i++) {
    StsNode *entry = add(fixture, above, STS_NODE_CONTENTS_ENTRY, NULL);
    add(fixture, add(fixture, entry, STS_NODE_PARAGRAPH, NULL), STS_NODE_LINK, "x");
    above = entry;
  }
  above->parent->lang = "en";
  assert_xhtml(fixture, contents, (StsXhtmlOptions){0},
               "<nav lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\" id=\"toc\" epub:type=\"toc\" role=\"doc-toc\">\n"
               "<h1><span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Contents</span></h1>\n<ol>\n"
               "<li lang=\"en\" xml:lang=\"en\"><a href=\"\" dir=\"ltr\">x</a>\n<ol>\n"
               "<li><a href=\"\" dir=\"ltr\">x</a></li>\n</ol>\n</li>\n</ol>\n</nav>\n");
}

static void
test_callout(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *callout = add(fixture, fixture->root, STS_NODE_CALLOUT, NULL);
  callout->callout.kind = STS_CALLOUT_WARNING;
  callout->callout.label = "Warning";
  add(fixture, callout, STS_NODE_PARAGRAPH, "Call.");
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){.id_prefix = "_"},
               "<div class=\"callout warning\" epub:type=\"notice\" role=\"doc-notice\" aria-labelledby=\"_label-1\">\n"
               "<p class=\"callout-label\" id=\"_label-1\"><strong>Warning</strong></p>\n<p>Call.</p>\n</div>\n");
  callout->callout.kind = STS_CALLOUT_EDITOR;
  callout->callout.label = "Editor's note";
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){.id_prefix = "_"},
               "<div class=\"callout editors-note\" role=\"note\" aria-labelledby=\"_label-1\">\n"
               "<p class=\"callout-label\" id=\"_label-1\"><strong>Editor's note</strong></p>\n<p>Call.</p>\n</div>\n");
}

static void
test_notes(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *reference =
      add(fixture, add(fixture, fixture->root, STS_NODE_PARAGRAPH, "t"), STS_NODE_NOTE_REFERENCE, NULL);
  StsNode *part = add(fixture, fixture->root, STS_NODE_PART, NULL);
  part->part.kind = STS_PART_NOTES;
  add(fixture, part, STS_NODE_HEADING, "Notes")->heading.level = 2;
  part->first_child->id = "n";
  StsNode *note = add(fixture, part, STS_NODE_NOTE, NULL);
  note->id = "note-1";
  note->note.number = 1;
  note->note.back = reference;
  add(fixture, note, STS_NODE_PARAGRAPH, "text");
  reference->id = "ref-1";
  reference->note_reference.number = 1;
  reference->note_reference.note = note;
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){0},
               "<p>t<sup><a id=\"ref-1\" epub:type=\"noteref\" role=\"doc-noteref\" href=\"#note-1\" "
               "aria-label=\"note-number a\">a</a></sup></p>\n"
               "<section dir=\"ltr\" class=\"closing notes\" epub:type=\"endnotes\" role=\"doc-endnotes\" "
               "aria-labelledby=\"n\">\n<h2 id=\"n\">Notes</h2>\n"
               "<ul class=\"labelled\" role=\"list\">\n<li id=\"note-1\" epub:type=\"endnote\"><p>"
               "<a class=\"label\" epub:type=\"backlink\" role=\"doc-backlink\" href=\"#ref-1\" aria-label=\"a. "
               "back-to-text {number}\">a.</a> text</p>\n</li>\n</ul>\n</section>\n");
}

/* Where the style has brackets around marks, one pair is around those that follow one another, as on paper; none around
 * a mark with brackets of its own. They are no text. */
static void
test_brackets(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  static const StsNumberForm forms[] = {STS_NUMBER_PLAIN, STS_NUMBER_LISTED, STS_NUMBER_LISTED, STS_NUMBER_PLAIN,
                                        STS_NUMBER_APART};
  StsNode *paragraph = add(fixture, fixture->root, STS_NODE_PARAGRAPH, "t");
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    StsNode *mark = add(fixture, i == 1 ? add(fixture, paragraph, STS_NODE_STRONG, NULL) : paragraph,
                        STS_NODE_NOTE_REFERENCE, NULL);
    mark->note_reference.number = (int)i + 1;
    mark->note_reference.form = forms[i];
  }
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){.numbers_in_brackets = true},
               "<p>t<sup class=\"opens\">a</sup><strong><sup>,b</sup></strong><sup class=\"closes\">,c</sup>"
               "<sup class=\"opens closes\">d</sup> <sup>[e]</sup></p>\n");
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){0},
               "<p>t<sup>a</sup><strong><sup>,b</sup></strong><sup>,c</sup><sup>d</sup> <sup>[e]</sup></p>\n");
}

static void
test_tasks(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *list = add_list(fixture, fixture->root, STS_LIST_TASK, true, 1);
  StsNode *item = add(fixture, list, STS_NODE_ITEM, NULL);
  item->item.task = STS_TASK_DONE;
  add(fixture, item, STS_NODE_PARAGRAPH, "asked");
  /* What is not to be ticked off stands among the others with a bullet. */
  add(fixture, add(fixture, list, STS_NODE_ITEM, NULL), STS_NODE_PARAGRAPH, "plain");
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){0},
               "<ul class=\"task\" role=\"list\">\n<li><span class=\"label\" role=\"img\" aria-label=\"task-done "
               "{number}\">\u2611</span> asked</li>\n"
               "<li class=\"bullet\">plain</li>\n</ul>\n");
}

static StsNode *
add_row(Fixture *fixture, StsNode *table, bool header, const char *const *texts)
{
  StsNode *row = add(fixture, table, STS_NODE_ROW, NULL);
  row->row.header = header;
  for (int i = 0; texts[i] != NULL; i++) {
    StsNode *cell = add(fixture, row, STS_NODE_CELL, texts[i]);
    cell->cell.header = header;
    cell->cell.scope = header ? STS_SCOPE_COLUMN : STS_SCOPE_NONE;
    cell->cell.column = i;
  }
  return row;
}

static void
test_tables(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *table = add(fixture, fixture->root, STS_NODE_TABLE, NULL);
  table->table.columns = 2;
  add(fixture, table, STS_NODE_CAPTION, "C");
  add_row(fixture, table, true, (const char *const[]){"a", "b", NULL});
  add_row(fixture, table, false, (const char *const[]){"1", "2", NULL})->last_child->cell.align = STS_ALIGN_RIGHT;
  assert_xhtml(
      fixture, fixture->root, (StsXhtmlOptions){0},
      "<div class=\"table\">\n<p class=\"caption\" id=\"caption-1\">C</p>\n<table class=\"stack-14\" role=\"table\" "
      "aria-labelledby=\"caption-1\">\n"
      "<thead role=\"rowgroup\">\n<tr role=\"row\">\n<th scope=\"col\" role=\"columnheader\">a</th>\n<th "
      "scope=\"col\" role=\"columnheader\">b</th>\n</tr>\n</thead>\n"
      "<tbody role=\"rowgroup\">\n<tr role=\"row\">\n<td role=\"cell\" data-label=\"a\">1</td>\n<td "
      "class=\"right\" role=\"cell\" data-label=\"b\">2</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
}

/* A first column that names the rows, and an empty corner, which names nothing. */
static void
test_heads_of_rows(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *table = add(fixture, fixture->root, STS_NODE_TABLE, NULL);
  table->table.columns = 2;
  add_row(fixture, table, true, (const char *const[]){"a", "b", NULL})->first_child->cell.scope = STS_SCOPE_NONE;
  add_row(fixture, table, false, (const char *const[]){"1", "2", NULL})->first_child->cell.scope = STS_SCOPE_ROW;
  g_autoptr(GString) out = write_xhtml(fixture, fixture->root, (StsXhtmlOptions){.plain = false});
  g_assert_nonnull(strstr(out->str, "<td role=\"cell\">a</td>\n<th scope=\"col\" role=\"columnheader\">b</th>"));
  g_assert_nonnull(strstr(out->str, "<th scope=\"row\" role=\"rowheader\" data-label=\"a\">1</th>\n"
                                    "<td role=\"cell\" data-label=\"b\">2</td>"));
}

static void
test_wide_tables_keep_their_headers(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *table = add(fixture, fixture->root, STS_NODE_TABLE, NULL);
  table->table.columns = 4;
  add_row(fixture, table, true, (const char *const[]){"a", "b", "c", "d", NULL});
  add_row(fixture, table, false, (const char *const[]){"1", "2", "3", "4", NULL});
  g_autoptr(GString) out = write_xhtml(fixture, fixture->root, (StsXhtmlOptions){.plain = false});
  g_assert_nonnull(strstr(out->str, "<table class=\"stack-34\" role=\"table\">"));
  g_assert_nonnull(strstr(out->str, "<th scope=\"col\" role=\"columnheader\">d</th>"));
  g_assert_nonnull(strstr(out->str, "<td role=\"cell\" data-label=\"d\">4</td>"));
}

static void
test_page_breaks(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *text = add_text(fixture, add(fixture, fixture->root, STS_NODE_PARAGRAPH, NULL), "one & two three");
  StsNode *figure = add(fixture, fixture->root, STS_NODE_FIGURE, NULL);
  StsNode *image = sts_node_new(fixture->arena, STS_NODE_IMAGE, NOWHERE);
  image->image.source = "a.png";
  image->image.alternative = "A";
  image->parent = figure;
  figure->figure.image = image;
  StsNode *list = add_list(fixture, fixture->root, STS_LIST_BULLET, true, 1);
  add(fixture, add(fixture, list, STS_NODE_ITEM, NULL), STS_NODE_PARAGRAPH, "item");
  const StsPageBreak breaks[] = {{text, 0, "1"}, {text, 4, "2"}, {text, 4, "3"}, {figure, 0, "4"}, {list, 0, "5"}};
#define SPAN(number)                                                                                                   \
  "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-" number "\" aria-label=\"" number "\"></span>"
  assert_xhtml(fixture, fixture->root, (StsXhtmlOptions){.breaks = breaks, .break_count = G_N_ELEMENTS(breaks)},
               "<p>" SPAN("1") "one " SPAN("2")
                   SPAN("3") "&amp; two three</p>\n"
                             "<div epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-4\" "
                             "aria-label=\"4\"></div>\n<figure>\n<img src=\"a.png\" alt=\"A\" />\n</figure>\n"
                             "<ul>\n<li>" SPAN("5") "item</li>\n</ul>\n");
}

#define DIV(number)                                                                                                    \
  "<div epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-" number "\" aria-label=\"" number "\"></div>\n"

/* Within a heading, a link, a callout's label or the head of a table, a page's number would be said as a part of the
 * name. */
static void
test_page_breaks_are_in_no_name(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *heading = add(fixture, fixture->root, STS_NODE_HEADING, NULL);
  heading->heading.level = 2;
  StsNode *title = add_text(fixture, add(fixture, heading, STS_NODE_EMPHASIS, NULL), "Title");
  StsNode *paragraph = add(fixture, fixture->root, STS_NODE_PARAGRAPH, NULL);
  StsNode *link = add(fixture, paragraph, STS_NODE_LINK, NULL);
  link->link.kind = STS_LINK_EXTERNAL;
  link->link.destination = "https://example.org/";
  StsNode *words = add_text(fixture, link, "words of a link");
  StsNode *callout = add(fixture, fixture->root, STS_NODE_CALLOUT, NULL);
  callout->callout.kind = STS_CALLOUT_NOTE;
  callout->callout.label = "Note";
  StsNode *advice = add_text(fixture, add(fixture, callout, STS_NODE_PARAGRAPH, NULL), "text");
  StsNode *table = add(fixture, fixture->root, STS_NODE_TABLE, NULL);
  table->table.columns = 1;
  StsNode *row = add(fixture, table, STS_NODE_ROW, NULL);
  row->row.header = true;
  StsNode *cell = add(fixture, row, STS_NODE_CELL, NULL);
  cell->cell.header = true;
  cell->cell.scope = STS_SCOPE_COLUMN;
  StsNode *head = add_text(fixture, cell, "Head");
  StsNode *body_row = add(fixture, table, STS_NODE_ROW, NULL);
  StsNode *value = add_text(fixture, add(fixture, body_row, STS_NODE_CELL, NULL), "value");
  const StsPageBreak breaks[] = {{title, 0, "1"},  {words, 0, "2"}, {words, 6, "3"},
                                 {advice, 0, "4"}, {head, 0, "5"},  {value, 0, "6"}};
  assert_xhtml(
      fixture, fixture->root, (StsXhtmlOptions){.breaks = breaks, .break_count = G_N_ELEMENTS(breaks)},
      DIV("1") "<h2><em>Title</em></h2>\n"
               "<p>" SPAN("2") "<a href=\"https://example.org/\">words " SPAN("3") "of a link</a></p>\n" DIV(
                   "4") "<div class=\"callout note\" epub:type=\"notice\" role=\"doc-notice\" "
                        "aria-labelledby=\"label-1\">\n"
                        "<p class=\"callout-label\" "
                        "id=\"label-1\"><strong>Note</strong></p>\n<p>text</p>\n</div>\n" DIV(
                            "5") "<div class=\"table\">\n<table class=\"stack-14\" role=\"table\">\n<thead "
                                 "role=\"rowgroup\">\n"
                                 "<tr role=\"row\">\n<th scope=\"col\" "
                                 "role=\"columnheader\">Head</th>\n</tr>\n</thead>\n"
                                 "<tbody role=\"rowgroup\">\n<tr role=\"row\">\n<td role=\"cell\" "
                                 "data-label=\"Head\">" SPAN("6") "value</td>\n</tr>\n</tbody>\n</table>\n</div>\n");
}

/* The number of an item stands on the page of its text. */
static void
test_page_breaks_come_before_labels(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *list = add_list(fixture, fixture->root, STS_LIST_TASK, true, 1);
  StsNode *item = add(fixture, list, STS_NODE_ITEM, NULL);
  item->item.task = STS_TASK_OPEN;
  StsNode *text = add_text(fixture, add(fixture, item, STS_NODE_PARAGRAPH, NULL), "ask");
  const StsPageBreak breaks[] = {{text, 0, "7"}};
  g_autoptr(GString) out = write_xhtml(fixture, fixture->root, (StsXhtmlOptions){.breaks = breaks, .break_count = 1});
  g_assert_nonnull(strstr(out->str, SPAN("7") "<span class=\"label\""));
}

/* The tree may be as deep as the grammar allows, and ten thousand items long. */
static void
test_depth_and_length(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  StsNode *parent = fixture->root;
  for (int depth = 0; depth < STS_NODE_DEPTH_MAX / 2; depth++)
    parent = add(fixture, add_list(fixture, parent, STS_LIST_BULLET, true, 1), STS_NODE_ITEM, NULL);
  for (int i = 0; i < 10000; i++)
    add(fixture, parent, STS_NODE_PARAGRAPH, "x");
  g_autoptr(GString) out = write_xhtml(fixture, fixture->root, (StsXhtmlOptions){.plain = false});
  g_assert_true(g_str_has_prefix(out->str, "<ul>\n<li><ul>\n<li>"));
  g_assert_true(g_str_has_suffix(out->str, "</ul>\n</li>\n</ul>\n"));
}

#define ADD(name, function) g_test_add("/xhtml/" name, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("plain/blocks", test_plain_blocks);
  ADD("plain/lists", test_plain_lists);
  ADD("plain/inlines", test_plain_inlines);
  ADD("addresses", test_addresses_are_urls);
  ADD("hosts", test_hosts);
  ADD("languages", test_languages);
  ADD("front", test_front_keeps_its_side);
  ADD("reference", test_latin_reference);
  ADD("callout", test_callout);
  ADD("notes", test_notes);
  ADD("brackets", test_brackets);
  ADD("tasks", test_tasks);
  ADD("tables", test_tables);
  ADD("heads-of-rows", test_heads_of_rows);
  ADD("wide-tables", test_wide_tables_keep_their_headers);
  ADD("page-breaks", test_page_breaks);
  ADD("page-breaks-are-in-no-name", test_page_breaks_are_in_no_name);
  ADD("page-breaks-come-before-labels", test_page_breaks_come_before_labels);
  ADD("depth-and-length", test_depth_and_length);
  return g_test_run();
}
