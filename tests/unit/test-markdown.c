/* rooms: base document read */
/* Tests of the Markdown reader: the tree of every construct, every fault with its place, and input meant to exhaust it.
 */
#include <string.h>
#include <time.h>

#include "document/plain-text.h"
#include "read/markdown/markdown.h"

typedef struct {
  StsArena *arena;
  StsNode *root;
  GPtrArray *notes;
  StsDiagnostics *diagnostics;
} Result;

static void
parse(Result *result, const char *text, size_t length, StsMarkdownFlags flags)
{
  result->arena = sts_arena_new();
  result->root = sts_node_new(result->arena, STS_NODE_SECTION, (StsPosition){"test.md", 1, 1});
  result->notes = g_ptr_array_new();
  result->diagnostics = sts_diagnostics_new();
  sts_markdown_parse(result->arena, result->root, text, length, "test.md", 1, flags, result->notes,
                     result->diagnostics);
  sts_node_check(result->root);
  for (guint i = 0; i < result->notes->len; i++)
    sts_node_check(result->notes->pdata[i]);
}

static void
clear(Result *result)
{
  sts_diagnostics_free(result->diagnostics);
  g_ptr_array_unref(result->notes);
  sts_arena_free(result->arena);
}

/* ---- golden ---- */

static char *
source_path(const char *name)
{
  return g_build_filename(g_getenv("STS_SOURCE_DIR"), "tests", "golden", name, NULL);
}

static void
test_golden(void)
{
  g_autofree char *input_path = source_path("constructs.md"), *golden_path = source_path("constructs.tree");
  g_autofree char *input = NULL, *golden = NULL;
  g_autoptr(GError) error = NULL;
  size_t length;
  Result result;

  g_file_get_contents(input_path, &input, &length, &error);
  g_assert_no_error(error);
  parse(&result, input, length, STS_MARKDOWN_ALL);
  g_autoptr(GString) dump = g_string_new(NULL);
  g_autofree char *tree = sts_node_dump(result.root, true);
  g_string_append(dump, tree);
  for (guint i = 0; i < result.notes->len; i++) {
    g_autofree char *note = sts_node_dump(result.notes->pdata[i], true);
    g_string_append(dump, note);
  }
  g_assert_cmpuint(sts_diagnostics_size(result.diagnostics), ==, 0);
  if (g_getenv("STS_UPDATE_GOLDEN"))
    g_file_set_contents(golden_path, dump->str, (gssize)dump->len, &error);
  g_assert_no_error(error);
  g_file_get_contents(golden_path, &golden, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(dump->str, ==, golden);
  clear(&result);
}

/* ---- notes and code ---- */

static const struct {
  const char *text;
  guint notes;
  bool code; /* whether the text keeps the code */
} CODE[] = {
    {"- ```\n  [^1]: code\n  ```\n\nText.[^1]\n\n[^1]: A note.\n", 1, true},
    {"1. a\n\n   ~~~\n   [^1]: code\n   ~~~\n\nText.[^1]\n\n[^1]: A note.\n", 1, true},
    {"Text.[^1]\n\n    ```\n\n[^1]: A note.\n", 1, false},
    {"Text.[^1]\n\n    ```\n[^1]: A note.\n", 1, false},
    {"Text.[^1]\n\n- ```\n  [^1]: code\n[^1]: A note.\n", 1, true},
    {"Text.[^1]\n\n> ```\n[^1]: A note.\n", 1, false},
    {"Text.[^1]\n\n```\n[^1]: code\n``` x\n[^1]: code\n```\n[^1]: A note.\n", 1, true},
    {"Text.[^1]\n\n[^1]: A note.\n\n    ```\n    [^1]: inner\n    ```\n\n```\n[^1]: code\n", 1, true},
    {"Text.[^1]\n\n```\n[^1]: code", 0, true},
    {"Text.[^1][^2]\n\n[^1]: ```\nx\n```\n\n[^2]: A note.\n", 2, false},
};

static void
test_code(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(CODE); i++) {
    Result result;
    g_test_message("%zu", i);
    parse(&result, CODE[i].text, strlen(CODE[i].text), STS_MARKDOWN_ALL);
    g_autofree char *tree = sts_node_dump(result.root, true);
    g_assert_cmpuint(result.notes->len, ==, CODE[i].notes);
    g_assert_cmpuint(sts_diagnostics_size(result.diagnostics), ==, CODE[i].notes ? 0 : 1);
    g_assert_true((strstr(tree, "[^1]: code") != NULL) == CODE[i].code);
    clear(&result);
  }
}

/* ---- definitions ---- */

/* The kinds of nodes within one another, and their text, on a line: term"a" definition(paragraph"b"). */
static void
outline(GString *out, const StsNode *parent)
{
  for (const StsNode *node = parent->first_child; node; node = node->next) {
    g_string_append_printf(out, "%s%s", node != parent->first_child ? " " : "", sts_node_kind_name(node->kind));
    if (sts_node_holds_inlines(node->kind)) {
      g_autofree char *text = sts_node_inline_text(node);
      g_string_append_printf(out, "\"%s\"", text);
    } else if (node->kind == STS_NODE_CODE_BLOCK) {
      g_string_append_printf(out, "\"%s\"", node->code.text);
    } else {
      g_string_append_c(out, '(');
      outline(out, node);
      g_string_append_c(out, ')');
    }
  }
}

static const struct {
  const char *name, *text, *outline;
} DEFINITIONS[] = {
    {"paragraphs", "a\n: b\n\n    c\n    d\n\n    e\n\nf\n",
     "definition-list(term\"a\" definition(paragraph\"b\" paragraph\"c d\" paragraph\"e\")) paragraph\"f\""},
    {"blank-before", "a *b*\n\n:   c\n    d\n\n\n\n: e\n\nf\n\n: g\n",
     "definition-list(term\"a b\" definition(paragraph\"c d\") definition(paragraph\"e\") term\"f\" "
     "definition(paragraph\"g\"))"},
    {"list", "a\n: b\n\n    - c\n      - d\n    - e\n\n    2. f\n",
     "definition-list(term\"a\" definition(paragraph\"b\" list(item(paragraph\"c\" list(item(paragraph\"d\"))) "
     "item(paragraph\"e\")) list(item(paragraph\"f\"))))"},
    {"all-kinds", "a\n: b\n\n\t| c |\n\t|---|\n\t| *d* |\n\n\t> e\n\n\t~~~\n\tf\n\t~~~\n\n\t    g\n\nh\n: i\n",
     "definition-list(term\"a\" definition(paragraph\"b\" table(row(cell\"c\") row(cell\"d\")) quote(paragraph\"e\") "
     "code-block\"f\" code-block\"g\") term\"h\" definition(paragraph\"i\"))"},
    {"second-definition", "a\n: b\n\n    c\n\n: d\n\n    e\n",
     "definition-list(term\"a\" definition(paragraph\"b\" paragraph\"c\") definition(paragraph\"d\" paragraph\"e\"))"},
    {"list-first", "a\n: - b\n    - c\n      - d\n: 1) e\n\n    f\n\ng\n\n:   * h\n    i\n",
     "definition-list(term\"a\" definition(list(item(paragraph\"b\") item(paragraph\"c\" list(item(paragraph\"d\"))))) "
     "definition(list(item(paragraph\"e\")) paragraph\"f\") term\"g\" definition(list(item(paragraph\"h i\"))))"},
    {"no-list", "a\nb\n: -c\n: 5 d\n: 2.5 e\n: *f* g\n- h\n",
     "definition-list(term\"a\" term\"b\" definition(paragraph\"-c\") definition(paragraph\"5 d\") "
     "definition(paragraph\"2.5 e\") definition(paragraph\"f g\")) list(item(paragraph\"h\"))"},
    {"in-a-definition", "a\n\n: b\n\n    c\n\n    : d\n\n        e\n\n        - f\n",
     "definition-list(term\"a\" definition(paragraph\"b\" definition-list(term\"c\" definition(paragraph\"d\" "
     "paragraph\"e\" list(item(paragraph\"f\"))))))"},
    {"in-a-quote", "> a\n>\n> : b\n>\n>     c\n",
     "quote(definition-list(term\"a\" definition(paragraph\"b\" paragraph\"c\")))"},
    {"in-an-item", "1. a\n\n   b\n   : c\n\n       d\n",
     "list(item(paragraph\"a\" definition-list(term\"b\" definition(paragraph\"c\" paragraph\"d\"))))"},
    {"links-and-notes", "a\n: b\n\n    [c][r] d[^1]\n\n[r]: http://example.org\n[^1]: e\n",
     "definition-list(term\"a\" definition(paragraph\"b\" paragraph\"c d\"))"},
    /* What only looks like it. */
    {"code-after-text", "a\n\n    b\n", "paragraph\"a\" code-block\"b\""},
    {"fence-after-definition", "a\n: b\n\n```\nc\n```\n\n   ~~~ x\n   ~~~ x\n   ~~~\n",
     "definition-list(term\"a\" definition(paragraph\"b\")) code-block\"c\" code-block\"~~~ x\""},
    {"escaped", "a\n\n\\: b\n", "paragraph\"a\" paragraph\": b\""},
    {"no-space", "a\n\n:b\n", "paragraph\"a\" paragraph\":b\""},
};

static void
test_definitions(void)
{
  Result result;

  for (size_t i = 0; i < G_N_ELEMENTS(DEFINITIONS); i++) {
    g_autoptr(GString) found = g_string_new(NULL);
    g_test_message("%s", DEFINITIONS[i].name);
    parse(&result, DEFINITIONS[i].text, strlen(DEFINITIONS[i].text), STS_MARKDOWN_ALL);
    outline(found, result.root);
    g_assert_cmpstr(found->str, ==, DEFINITIONS[i].outline);
    g_assert_cmpuint(sts_diagnostics_size(result.diagnostics), ==, 0);
    clear(&result);
  }
}

/* ---- faults ---- */

static const struct {
  const char *name, *text, *faults; /* "line:column rule" each, in order */
} FAULTS[] = {
    {"html-block", "text\n\n<div>x</div>\n", "3:1 raw-html"},
    {"html-inline", "some <b>bold</b> text\n", "1:6 raw-html"},
    {"html-nested", "<b>a <u>b</u></b> <img/> <BR class=x> </u>\n",
     "1:1 raw-html, 1:6 raw-html, 1:19 raw-html, 1:26 raw-html, 1:39 raw-html"},
    {"html-of-names", "A <i>gene</i>, <I>*two*</I>, <i>one <sup>2</sup></i>, *<i>in</i>*, <i lang=la>x</i>, <i>y\n",
     "1:68 raw-html, 1:86 raw-html"},
    {"html-over-blocks", "<div a='>'>\n\n- text\n\n</div>\n\n</div>\n", "1:1 raw-html, 7:1 raw-html"},
    {"html-end-and-text", "<div>\n\ntext\n\n</div>lost\n", "1:1 raw-html, 5:1 raw-html"},
    {"html-end-first", "a</b> <b>\n", "1:2 raw-html, 1:7 raw-html"},
    {"html-second-line", "some\nmore <u>x\n", "2:6 raw-html"},
    {"html-after-hard-break", "some\\\nmore <u>x\n", "2:6 raw-html"},
    {"html-in-quote", "> some\n> more <u>x\n", "2:8 raw-html"},
    {"html-in-cell", "| a |\n|---|\n| b <u> |\n", "3:5 raw-html"},
    {"html-in-note", "x[^1]\n\n[^1]: a <u>\n", "3:9 raw-html"},
    {"html-comment-and-text", "<!-- a --> lost\n", "1:1 raw-html"},
    {"html-comment-open", "<!-- a\n\nlost\n", "1:1 raw-html"},
    {"import-marker",
     "<!-- import: a -->\ntext\n\nmore <!--import: b--> text\n\n> <!-- import: c -->\n\n<!-- imports -->\n\n`<!-- "
     "import: d -->`\n",
     "1:1 import-unresolved, 4:6 import-unresolved, 6:3 import-unresolved"},
    {"import-markers-in-a-row", "<!-- a --> <!-- import: b -->\n<!--\n import: c\n -->\n",
     "1:12 import-unresolved, 2:1 import-unresolved"},
    {"html-alternative", "![a <u> b](x.png)\n", "1:5 raw-html"},
    {"sup-open", "a <sup>b\n", "1:3 raw-html"},
    {"sup-unopened", "a b</sup>\n", "1:4 raw-html"},
    {"sup-crossing", "*a <sup>b* c</sup>\n", "1:4 raw-html, 1:13 raw-html"},
    {"sup-in-sup", "x<sup>2<sup>3</sup></sup>\n", "1:8 raw-html"},
    {"sup-in-sub", "x<sub>a *b<sup>3</sup> c<sup>4</sup>*</sub>, y<sup>2</sup> and z<sub>3</sub>\n",
     "1:11 raw-html, 1:25 raw-html"},
    {"sup-attributes", "a <sup class=\"x\">b</sup>\n", "1:3 raw-html"},
    {"note-undefined", "a[^1] and [^2]\n\n[^1]: x\n", "1:11 note-undefined"},
    {"note-unused", "a\n\n[^1]: x\n", "3:1 note-unused"},
    {"note-duplicate", "a[^1]\n\n[^1]: x\n[^1]: y\n", "4:1 note-duplicate"},
    {"span-tag", "[hola]{lang=es_MX}\n", "1:1 span-language"},
    {"span-empty-tag", "[hola]{lang=}\n", "1:1 span-language"},
    {"span-crossing", "*[hola* y]{lang=es}\n", "1:2 span-language, 1:10 span-language"},
    {"callout-unknown", "> [!WARN]\n> x\n", "1:3 callout-kind"},
    {"callout-same-line", "> [!WARNING] x\n", "1:3 callout-kind"},
    {"table-many-cells", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "3:11 table-columns"},
    {"table-in-callout", "> [!TIP]\n> | a |\n> |---|\n> | 1 | 2 |\n", "4:9 table-columns"},
    {"table-delimiters", "| a | b |\n|---|\n| 1 | 2 |\n", "2:1 table-columns"},
    {"link-www", "[a](www.example.org)\n", "1:1 link-malformed"},
    {"link-scheme", "[a](javascript:x)\n", "1:1 link-malformed"},
    {"link-host", "[a](http://?x)\n", "1:1 link-malformed"},
    {"link-space", "[a](<http://example.org/a b>)\n", "1:1 link-malformed"},
    {"link-percent", "[a](http://example.org/%zz)\n", "1:1 link-malformed"},
    {"link-escape", "[a](http://example.org/a\\\\_b)\n", "1:1 link-malformed"},
    {"link-empty", "[](http://example.org)\n", "1:1 link-malformed"},
    {"link-blank", "[ ](http://example.org) [&nbsp;](#) a [*<!-- b -->*](b.md) [&shy;&#x200b;](http://example.org)\n",
     "1:1 link-malformed, 1:25 link-malformed, 1:39 link-malformed, 1:60 link-malformed"},
    {"link-image-only", "[![](a.png)](http://example.org) [` `b](#) [*c*](#)\n", ""},
    {"link-in-link", "[a <http://example.org> b](http://example.com)\n", "1:4 link-malformed"},
    {"note-in-link", "[a[^1]](http://example.org)[^1] b *[c **d[^1]**](#)*\n\n[^1]: x\n",
     "1:3 link-malformed, 1:42 link-malformed"},
    {"definition-without-term", "\\\n: a\n\n> text\n\n&nbsp;\n\\\n: b\n: c\n",
     "1:1 definition-without-term, 6:1 definition-without-term"},
    {"definition-after-text", ": a\n\nb\nc\n\n: d\n\n# e\n\n: f\n",
     "1:1 definition-without-term, 6:1 definition-without-term, 10:1 definition-without-term"},
    {"definition-places",
     "a <u>\n\n:   b\n\n    c\n    d <u>\n\n    | e |\n    |---|\n    | f <u> |\n\n    g\n\n    : h\n\n        i "
     "<u>\n\n> j\n> : "
     "k\n>\n> \tl <u>\n>\n> \t- m <u>\n",
     "1:3 raw-html, 6:7 raw-html, 10:9 raw-html, 16:11 raw-html, 21:6 raw-html, 23:8 raw-html"},
    {"definition-of-a-list", "a <u>\n:   - b <u>\n    - c\n      d <u>\n\n> e\n> : 1. f <u>\n>     2. g <u>\n",
     "1:3 raw-html, 2:9 raw-html, 4:9 raw-html, 7:10 raw-html, 8:12 raw-html"},
    {"definition-joined", "a\n: b\n\n\\\n: c\n\nd\n\\\n: e\n", "4:1 definition-without-term"},
    {"after-code-lines", "a `x\ny` <b> c\nd <b>\n", "2:4 raw-html, 3:3 raw-html"},
    {"after-comment-lines", "a <!-- x\ny --> <b> c\nd <b>\n", "2:7 raw-html, 3:3 raw-html"},
    {"after-definitions", "[r]: http://y.org\n[q]: http://y.org\ntext <b>\nd <b>\n", "3:6 raw-html, 4:3 raw-html"},
    {"control-reference", "a&#1;b &#x85;\n", "1:2 control-character, 1:8 control-character"},
    {"control-after-tick", "## `\n&#xC;`\n", "2:1 control-character"},
    {"control-in-code", "`&#1;` \\&#2; `\\&#3;`\n\n    &#4;\n\n```\n&#5;\n```\n", ""},
    {"control-after-backslashes", "\\\\&#1;\n", "1:3 control-character"},
    {"control-in-link", "[a](http://a.b/&#1;) [a](http://a.b/ \"&#2;\")\n",
     "1:1 control-character, 1:22 control-character"},
    {"control-in-definition", "[a]\n\n[a]: http://a.b/&#1;\n", "1:1 control-character"},
    {"control-in-image", "a ![&#1; `&#2;`](&#3;.png \"&#4;\")\n",
     "1:3 control-character, 1:3 control-character, 1:5 control-character"},
    {"control-in-caption", "![a](b.png \"c &#1; &amp;#2;\")\n", "1:3 control-character, 1:8 control-character"},
    {"control-in-table", "| a &#1; |\n| --- |\n", "1:5 control-character"},
    {"control-in-note", "a[^1]\n\n[^1]: &#1;\n", "3:7 control-character"},
    {"no-character", "&#xD800;&#xDFFF;&#x110000;&#0;&#xFFFE;&#xFEFF;&#x2028;&#xE0041;\n",
     "1:1 control-character, 1:9 control-character, 1:17 control-character, 1:27 control-character, 1:31 "
     "control-character, "
     "1:39 control-character, 1:47 control-character, 1:55 control-character"},
    {"sound-references", "&#9;&#10;&#173;&#x200B;&#xFFFD;&#x1F600;&#000000012;&#x;&#;\n", ""},
};

static char *
list_faults(StsDiagnostics *diagnostics)
{
  GString *out = g_string_new(NULL);

  sts_diagnostics_sort(diagnostics);
  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *one = sts_diagnostics_get(diagnostics, i);
    g_assert_cmpint(one->severity, ==, STS_SEVERITY_ERROR);
    g_assert_cmpstr(one->position.file, ==, "test.md");
    g_string_append_printf(out, "%s%d:%d %s", i > 0 ? ", " : "", one->position.line, one->position.column, one->rule);
  }
  return g_string_free(out, FALSE);
}

static void
test_faults(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    Result result;
    g_test_message("%s", FAULTS[i].name);
    parse(&result, FAULTS[i].text, strlen(FAULTS[i].text), STS_MARKDOWN_ALL);
    g_autofree char *faults = list_faults(result.diagnostics);
    g_assert_cmpstr(faults, ==, FAULTS[i].faults);
    clear(&result);
  }
}

/* ---- single constructs ---- */

static const struct {
  const char *text, *tree;
} TREES[] = {
    /* Line ends of other systems. */
    {"a\r\nb\r\rc", "section\n  paragraph\n    text \"a b\"\n  paragraph\n    text \"c\"\n"},
    /* Without the construct's second half nothing is special. */
    {"a | b\n", "section\n  paragraph\n    text \"a | b\"\n"},
    {"[x]{.class} [y]\n", "section\n  paragraph\n    text \"[x]{.class} [y]\"\n"},
    {"a\n\\: b\n", "section\n  paragraph\n    text \"a : b\"\n"},
    {"`[x]{lang=es} [^1] \\:`\n", "section\n  paragraph\n    code \"[x]{lang=es} [^1] \\\\:\"\n"},
    {"> \\[!NOTE]\n> x\n", "section\n  quote\n    paragraph\n      text \"[!NOTE] x\"\n"},
    /* Numbers after links. */
    {"[a](#)<sup>12</sup>.\n",
     "section\n  paragraph\n    link hollow destination=\"#\" number=12\n      text \"a\"\n    text \".\"\n"},
    {"[a<sup>2</sup>](#)\n", "section\n  paragraph\n    link hollow destination=\"#\" number=2\n      text \"a\"\n"},
    {"[a](#)<sup>th</sup>\n",
     "section\n  paragraph\n    link hollow destination=\"#\"\n      text \"a\"\n    superscript\n      text \"th\"\n"},
    {"m<sup>2</sup>\n", "section\n  paragraph\n    text \"m\"\n    superscript\n      text \"2\"\n"},
    /* A comment leaves no gap and no paragraph. */
    {"a <!-- b --> c\n", "section\n  paragraph\n    text \"a c\"\n"},
    {"a <!-- b - c -- d -->\n", "section\n  paragraph\n    text \"a\"\n"},
    {"*<!-- a -->*\n", "section\n"},
    /* References of characters that are white space. */
    {"a&#10;b&Tab;c\n", "section\n  paragraph\n    text \"a b c\"\n"},
    /* A table ends with its paragraph; one column needs bars. */
    {"|a|\n|-|\n|b|\n\nc\n", "section\n  table columns=1 align=-\n    row header\n      cell header column=0 align=-\n "
                             "       text \"a\"\n    row\n  "
                             "    cell column=0 align=-\n"
                             "        text \"b\"\n  paragraph\n    text \"c\"\n"},
    /* The line that names a callout is no line of the table or the text below it. */
    {"> [!TIP]\n> |a|\n> |-|\n", "section\n  callout tip\n    table columns=1 align=-\n      row header\n        cell "
                                 "header column=0 align=-\n          text \"a\"\n"},
    {"- > [!TIP]\n  > b\n  > |a|\n  > |-|\n",
     "section\n  list bullet tight\n    item\n      callout tip\n        paragraph\n          text \"b\"\n        "
     "table columns=1 align=-\n          row header\n"
     "            cell header column=0 align=-\n              text \"a\"\n"},
    {"a\n-\n", "section\n  heading level=2\n    text \"a\"\n"},
};

static void
test_trees(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(TREES); i++) {
    Result result;
    g_test_message("%s", TREES[i].text);
    parse(&result, TREES[i].text, strlen(TREES[i].text), STS_MARKDOWN_ALL);
    g_autofree char *tree = sts_node_dump(result.root, false);
    g_assert_cmpstr(tree, ==, TREES[i].tree);
    g_assert_cmpuint(sts_diagnostics_size(result.diagnostics), ==, 0);
    clear(&result);
  }
}

/* ---- what is hidden from cmark ---- */

/* Whether the string has a control character: a mark that was not undone. */
static bool
has_mark(const char *text)
{
  for (; text && *text; text++)
    if ((guchar)*text < 0x20 && *text != '\n')
      return true;
  return false;
}

static bool
is_marked(const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
    return has_mark(node->text.text);
  case STS_NODE_CODE_BLOCK:
    return has_mark(node->code.text) || has_mark(node->code.info);
  case STS_NODE_LINK:
    return has_mark(node->link.destination) || has_mark(node->link.title);
  case STS_NODE_IMAGE:
    return has_mark(node->image.source) || has_mark(node->image.alternative) || has_mark(node->image.title);
  default:
    return false;
  }
}

/* Whether a string of the tree holds these words. */
static bool
says(const StsNode *root, const char *words)
{
  for (const StsNode *node = root; node; node = sts_node_next(root, node, false)) {
    const StsNode *image = sts_node_shown_image(node);
    const char *const said[] = {
        node->kind == STS_NODE_TEXT || node->kind == STS_NODE_CODE ? node->text.text : NULL,
        node->kind == STS_NODE_CODE_BLOCK ? node->code.text : NULL,
        node->kind == STS_NODE_LINK ? node->link.destination : NULL,
        node->kind == STS_NODE_LINK ? node->link.title : NULL,
        image ? image->image.alternative : NULL,
        image ? image->image.title : NULL,
    };
    g_assert_false(is_marked(node) || (image && is_marked(image)));
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
      if (said[i] && strstr(said[i], words))
        return true;
  }
  return false;
}

/* Where a construct of ours stands in code, it is code; and wherever it stands that it means nothing, each of its
 * characters is there again. */
static void
test_hidden(void)
{
  static const char *const CONSTRUCTS[] = {"[^a_b]", "[x]{lang=es}", "\\:", "<!-- a - b -->", "&#1;"};
  static const char *const CODE_PLACES[] = {"```\n%s\n```\n", "    %s\n", "`` %s ``\n", "- ~~~\n  %s\n  ~~~\n"};
  static const char *const PLACES[] = {
      "[t](<http://a.org/%s>)\n",
      "[t](http://a.org \"%s\")\n",
      "![%s](a.png)\n",
      "a ![t](a.png \"%s\") b\n",
      "[a **b %s c](x.md)\n",
      "|%s|\n|-|\n|%s|\n",
      "# *%s\n",
      "> [!NOTE]\n> %s\n",
      "[t]: http://a.org/ \"%s\"\n\n[t]\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CONSTRUCTS); i++) {
    for (size_t k = 0; k < G_N_ELEMENTS(CODE_PLACES) + G_N_ELEMENTS(PLACES); k++) {
      bool code = k < G_N_ELEMENTS(CODE_PLACES);
      g_auto(GStrv) parts = g_strsplit(code ? CODE_PLACES[k] : PLACES[k - G_N_ELEMENTS(CODE_PLACES)], "%s", -1);
      g_autofree char *text = g_strjoinv(CONSTRUCTS[i], parts);
      Result result;
      g_test_message("%s", text);
      parse(&result, text, strlen(text), STS_MARKDOWN_ALL);
      bool said = says(result.root, CONSTRUCTS[i]);
      g_assert_true(said || !code);
      clear(&result);
    }
  }
}

static void
test_flags(void)
{
  static const char TEXT[] = "| a |\n|---|\n\n> [!NOTE]\n> x\n\n- [ ] y\n\n![z](z.png)\n\nt\n: d [e]{lang=es} [^1]\n";
  Result result;

  parse(&result, TEXT, strlen(TEXT), STS_MARKDOWN_COMMONMARK);
  g_autofree char *plain = sts_node_plain_text(result.root);
  g_assert_cmpstr(plain, ==, "| a | |---|\n[!NOTE] x\n[ ] y\nz\nt : d [e]{lang=es} [^1]\n");
  clear(&result);
}

static void
test_inlines(void)
{
  g_autoptr(StsArena) arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsNode *paragraph = sts_node_new(arena, STS_NODE_PARAGRAPH, (StsPosition){"test.md", 7, 3});

  sts_markdown_parse_inlines(arena, paragraph, "# 1. *Doe J*\n2018 <u>", (StsPosition){"test.md", 7, 3},
                             STS_MARKDOWN_ALL, diagnostics);
  g_autofree char *tree = sts_node_dump(paragraph, true);
  g_assert_cmpstr(
      tree, ==, "paragraph 7:3\n  text 7:3 \"# 1. \"\n  emphasis 7:8\n    text 7:9 \"Doe J\"\n  text 7:15 \" 2018\"\n");
  g_autofree char *faults = list_faults(diagnostics);
  g_assert_cmpstr(faults, ==, "7:21 raw-html");
}

/* ---- input meant to exhaust the reader ---- */

static const struct {
  const char *first, *repeated, *last;
  unsigned times;
  bool deep;
} NASTY[] = {
    {"", ">", " a\n", 100000, true},
    {"", "- ", "a\n", 100000, true},
    {"", "1. ", "a\n", 50000, true},
    {"", "> - ", "a\n", 50000, true},
    {"", "**a", "b\n", 50000, false},
    {"", "*a _b ", "\n", 50000, false},
    {"", "[", "\n", 100000, false},
    {"", "[a](", "\n", 50000, false},
    {"", "[a]{lang=", "\n", 50000, false},
    {"", "[a", "]{lang=es}\n", 50000, false},
    {"", "<!--", "\n", 50000, false},
    {"a ", "<!-- ", "\n", 50000, false},
    {"", "a <!--\n\n", "", 20000, false},
    {"", "`` ` ", "\n", 50000, false},
    {"", "<sup>", "\n", 50000, true},
    {"", "[^a]", "\n\n[^a]: x\n", 50000, false},
    {"", "[^a]: x\n", "", 20000, false},
    {"|a|\n|-|\n", "|b|\n", "", 20000, false},
    {"", "|a", "|\n|-|\n", 20000, false},
    {"", "|-|-|\n", "", 20000, false},
    {"", "t\n: d\n\n", "", 20000, false},
    {"t\n", ": d\n", "", 50000, false},
    {"", "> [!NOTE]\n> a\n\n", "", 20000, false},
    {"", "line of a long paragraph\n", "", 50000, false},
    {"", "a\\\n", "", 50000, false},
    {"", "[a](#)<sup>1</sup>", "\n", 20000, false},
    {"", "![a](b.png \"c\")\n\n", "", 20000, false},
    {"", "&#1;", "\n", 20000, false},
    {"```\n", "a [^1] ", "", 50000, false},
};

static void
test_nasty(void)
{
  /* Each takes well under a second; what grows with the square of its input takes minutes. */
  const double limit = g_getenv("STS_SANITIZED") ? 120 : 20;

  for (size_t i = 0; i < G_N_ELEMENTS(NASTY); i++) {
    g_autoptr(GString) text = g_string_new(NASTY[i].first);
    Result result;
    bool deep = false;
    for (unsigned k = 0; k < NASTY[i].times; k++)
      g_string_append(text, NASTY[i].repeated);
    g_string_append(text, NASTY[i].last);
    clock_t start = clock();
    parse(&result, text->str, text->len, STS_MARKDOWN_ALL);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    for (size_t k = 0; k < sts_diagnostics_size(result.diagnostics); k++)
      deep |= strcmp(sts_diagnostics_get(result.diagnostics, k)->rule, "nesting-depth") == 0;
    if (seconds > limit || deep != NASTY[i].deep)
      g_error("“%s” %u times: %.1f s, %s", NASTY[i].repeated, NASTY[i].times, seconds,
              deep ? "too deep" : "not too deep");
    clear(&result);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/markdown/code", test_code);
  g_test_add_func("/markdown/hidden", test_hidden);
  g_test_add_func("/markdown/golden", test_golden);
  g_test_add_func("/markdown/trees", test_trees);
  g_test_add_func("/markdown/definitions", test_definitions);
  g_test_add_func("/markdown/faults", test_faults);
  g_test_add_func("/markdown/flags", test_flags);
  g_test_add_func("/markdown/inlines", test_inlines);
  g_test_add_func("/markdown/nasty", test_nasty);
  return g_test_run();
}
