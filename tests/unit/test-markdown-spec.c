/* rooms: base document read output */
/* Every example of the CommonMark specification: the tree that the reader makes of it, written as HTML, is what the
 * specification prints. */
#include <string.h>

#include "output/xhtml/xhtml.h"
#include "read/markdown/markdown.h"

enum { EXAMPLES = 652 };

/* Examples with HTML of their own, which handouts refuse: each must be reported, and is not compared further. */
static const int RAW_HTML[] = {21,  31,  148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163,
                               164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181,
                               182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 201, 308, 309, 344, 475, 476, 477, 491,
                               494, 524, 536, 613, 614, 615, 616, 617, 623, 627, 628, 629, 630, 631, 642, 643};

/* Examples that differ for a reason. */
static const struct {
  int number;
  const char *reason;
} DIFFERENT[] = {
    {196, "a title over several lines becomes one line: the tree has no line breaks in texts"},
    {354, "since 0.31 currency signs count as punctuation; cmark 0.30.2 does not know that"},
    {625, "since 0.31 a comment may hold two hyphens; see test-markdown.c for what the reader makes of that"},
    {626, "since 0.31 <!--> and <!---> are comments; cmark 0.30.2 reads them as text"},
};

typedef struct {
  int number;
  char *markdown, *html;
} Example;

/* ---- the specification's file ---- */

static void
free_example(gpointer data)
{
  Example *example = data;

  g_free(example->markdown);
  g_free(example->html);
  g_free(example);
}

/* The file writes a tab as an arrow. */
static char *
with_tabs(const GString *text)
{
  GString *out = g_string_new(text->str);

  g_string_replace(out, "→", "\t", 0);
  return g_string_free(out, FALSE);
}

static GPtrArray *
load_examples(void)
{
  static const char FENCE[] = "````````````````````````````````";
  g_autofree char *path = g_build_filename(g_getenv("STS_SOURCE_DIR"), "tests", "spec", "spec.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *examples = g_ptr_array_new_with_free_func(free_example);
  g_autoptr(GString) markdown = g_string_new(NULL), html = g_string_new(NULL);
  enum { OUTSIDE, MARKDOWN, HTML } state = OUTSIDE;

  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++) {
    if (state == OUTSIDE && g_str_has_prefix(*line, FENCE) && g_str_has_suffix(*line, " example")) {
      state = MARKDOWN;
      g_string_truncate(markdown, 0);
      g_string_truncate(html, 0);
    } else if (state == MARKDOWN && strcmp(*line, ".") == 0) {
      state = HTML;
    } else if (state == HTML && strcmp(*line, FENCE) == 0) {
      Example *example = g_new0(Example, 1);
      example->number = (int)examples->len + 1;
      example->markdown = with_tabs(markdown);
      example->html = with_tabs(html);
      g_ptr_array_add(examples, example);
      state = OUTSIDE;
    } else if (state != OUTSIDE) {
      g_string_append_printf(state == MARKDOWN ? markdown : html, "%s\n", *line);
    }
  }
  return examples;
}

/* ---- comparing HTML: white space that says nothing, the order of attributes, entities ---- */

static bool
is_block_tag(const char *name)
{
  static const char *const BLOCKS[] = {"p",  "ul", "ol", "li",    "blockquote", "pre",   "hr", "h1", "h2", "h3",
                                       "h4", "h5", "h6", "table", "thead",      "tbody", "tr", "th", "td", NULL};

  return g_strv_contains(BLOCKS, *name == '/' ? name + 1 : name);
}

static void
append_decoded(GString *out, const char *text, size_t length)
{
  static const char *const NAMES[][2] = {{"&lt;", "<"},  {"&gt;", ">"},  {"&quot;", "\""}, {"&#39;", "'"},
                                         {"&amp;", "&"}, {"&#9;", "\t"}, {"&#10;", "\n"}};

  for (size_t i = 0; i < length;) {
    size_t taken = 0;
    for (size_t k = 0; k < G_N_ELEMENTS(NAMES) && !taken; k++)
      if (strncmp(text + i, NAMES[k][0], strlen(NAMES[k][0])) == 0) {
        g_string_append(out, NAMES[k][1]);
        taken = strlen(NAMES[k][0]);
      }
    if (!taken) {
      g_string_append_c(out, text[i]);
      taken = 1;
    }
    i += taken;
  }
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A tag with its attributes in order, one a line. */
static char *
normal_tag(const char *tag, size_t length, char **name)
{
  g_autoptr(GPtrArray) attributes = g_ptr_array_new_with_free_func(g_free);
  size_t at = strcspn(tag, " />\n"), end = length;

  if (at == 0)
    at = 1 + strcspn(tag + 1, " />\n");
  at = MIN(at, length);
  *name = g_strndup(tag, at);
  while (end > at && strchr(" /", tag[end - 1]))
    end--;
  while (at < end) {
    at += strspn(tag + at, " \n");
    size_t equals = at + strcspn(tag + at, "=");
    if (equals >= end)
      break;
    size_t close = equals + 2 + strcspn(tag + equals + 2, "\"");
    GString *one = g_string_new(NULL);
    g_string_append_len(one, tag + at, (gssize)(equals - at));
    g_string_append(one, "=\"");
    append_decoded(one, tag + equals + 2, close - equals - 2);
    g_string_append_c(one, '"');
    g_ptr_array_add(attributes, g_string_free(one, FALSE));
    at = close + 1;
  }
  g_ptr_array_sort(attributes, compare_strings);
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "\n<%s", *name);
  for (guint i = 0; i < attributes->len; i++)
    g_string_append_printf(out, " %s", (const char *)attributes->pdata[i]);
  g_string_append(out, ">\n");
  return g_string_free(out, FALSE);
}

static void
trim_end(GString *out)
{
  while (out->len > 0 && g_ascii_isspace(out->str[out->len - 1]))
    g_string_truncate(out, out->len - 1);
}

/* Appends text; `after_block` says that white space here stands between blocks. */
static void
append_text(GString *out, const char *text, size_t length, bool pre, bool after_block)
{
  g_autoptr(GString) decoded = g_string_new(NULL);

  append_decoded(decoded, text, length);
  if (pre) {
    g_string_append(out, decoded->str);
    return;
  }
  bool gap = false, first = true;
  for (const char *p = decoded->str; *p; p++) {
    if (g_ascii_isspace(*p)) {
      gap = true;
      continue;
    }
    if (gap && !(first && after_block))
      g_string_append_c(out, ' ');
    g_string_append_c(out, *p);
    gap = first = false;
  }
  if (gap && !(first && after_block))
    g_string_append_c(out, ' ');
}

/* Where text ends before a block begins or ends, its last space says nothing. */
static char *
normalize(const char *html)
{
  GString *out = g_string_new(NULL);
  bool pre = false, after_block = true;

  for (const char *p = html; *p;) {
    if (*p != '<') {
      size_t length = strcspn(p, "<");
      append_text(out, p, length, pre, after_block);
      after_block = false;
      p += length;
      continue;
    }
    size_t length = strcspn(p + 1, ">");
    g_autofree char *name = NULL;
    g_autofree char *tag = normal_tag(p + 1, length, &name);
    bool block = is_block_tag(name);
    if ((block && !pre) || strcmp(name, "br") == 0)
      trim_end(out);
    if (out->len > 0 && out->str[out->len - 1] == '\n')
      g_string_truncate(out, out->len - 1);
    g_string_append(out, tag);
    if (strcmp(name, "pre") == 0)
      pre = true;
    else if (strcmp(name, "/pre") == 0)
      pre = false;
    after_block = block || strcmp(name, "br") == 0;
    p += length + 2;
  }
  return g_string_free(out, FALSE);
}

/* A code block's last line feed is not in the tree. */
static char *
without_last_feed(const char *html)
{
  GString *out = g_string_new(html);

  g_string_replace(out, "\n</code></pre>", "</code></pre>", 0);
  return g_string_free(out, FALSE);
}

/* ---- the test ---- */

static bool
has_raw_html(const StsDiagnostics *diagnostics)
{
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++)
    if (strcmp(sts_diagnostics_get(diagnostics, i)->rule, "raw-html") == 0)
      return true;
  return false;
}

static bool
is_listed_raw(int number)
{
  for (size_t i = 0; i < G_N_ELEMENTS(RAW_HTML); i++)
    if (RAW_HTML[i] == number)
      return true;
  return false;
}

static const char *
difference(int number)
{
  for (size_t i = 0; i < G_N_ELEMENTS(DIFFERENT); i++)
    if (DIFFERENT[i].number == number)
      return DIFFERENT[i].reason;
  return NULL;
}

static bool
check_example(const Example *example)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"spec.txt", 1, 1});
  const StsXhtmlOptions options = {.plain = true, .language = "en"};
  g_autoptr(GString) out = g_string_new(NULL);

  sts_markdown_parse(arena, root, example->markdown, strlen(example->markdown), "spec.txt", 1, STS_MARKDOWN_COMMONMARK,
                     NULL, diagnostics);
  sts_node_check(root);
  bool raw = has_raw_html(diagnostics);
  if (raw != is_listed_raw(example->number)) {
    g_printerr("example %d: %s\n%s", example->number, raw ? "HTML is reported, but not listed" : "no HTML is reported",
               example->markdown);
    return false;
  }
  if (raw)
    return true;
  StsXmlWriter xml = sts_xml_begin(out, STS_XML_HTML);
  sts_xhtml_append(&xml, root, &options);
  sts_xml_finish(&xml);
  g_autofree char *wanted_text = without_last_feed(example->html), *got_text = without_last_feed(out->str);
  g_autofree char *wanted = normalize(wanted_text), *got = normalize(got_text);
  bool same = strcmp(wanted, got) == 0;
  if (same == (difference(example->number) == NULL))
    return true;
  g_printerr("example %d %s\n%s--- wanted\n%s--- got\n%s\n", example->number,
             same ? "agrees, but is listed as different" : "differs", example->markdown, example->html, out->str);
  return false;
}

static void
test_examples(void)
{
  g_autoptr(GPtrArray) examples = load_examples();
  int wrong = 0;

  g_assert_cmpuint(examples->len, ==, EXAMPLES);
  for (guint i = 0; i < examples->len; i++)
    wrong += !check_example(examples->pdata[i]);
  g_assert_cmpint(wrong, ==, 0);
}

/* The comparison itself must tell apart what differs. */
static void
test_normalize(void)
{
  g_autofree char *a = normalize("<p>one  <em>two</em>\nthree</p>\n"),
                  *b = normalize("<p>\none <em>two</em> three</p>");
  g_autofree char *c = normalize("<p>one<em>two</em> three</p>"),
                  *d = normalize("<p>one <em>two</em> three</p><p></p>");
  g_autofree char *e = normalize("<a href=\"x\" title=\"y\">z</a>"), *f = normalize("<a title=\"y\" href=\"x\">z</a>"),
                  *g = normalize("<a title=\"y\">z</a>");
  g_autofree char *h = normalize("<pre>a  b</pre>"), *i = normalize("<pre>a b</pre>");

  g_assert_cmpstr(a, ==, b);
  g_assert_cmpstr(b, !=, c);
  g_assert_cmpstr(b, !=, d);
  g_assert_cmpstr(e, ==, f);
  g_assert_cmpstr(f, !=, g);
  g_assert_cmpstr(h, !=, i);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/markdown-spec/normalize", test_normalize);
  g_test_add_func("/markdown-spec/examples", test_examples);
  return g_test_run();
}
