/* Tests how web pages are read for an import: what becomes of each kind of element, what is told, and that no page
 * takes too long. */
/* rooms: base document read check import */
#include <string.h>

#include "import/html/html.h"

typedef struct {
  const char *name, *page, *markdown;
  const char *told; /* "line:column rule", joined by "; "; NULL: not looked at */
} Case;

static StsHtmlPage *
convert(const char *text, size_t length, StsDiagnostics *diagnostics)
{
  size_t decoded;
  g_autofree char *page = sts_html_decode("page.html", text, length, &decoded, diagnostics);

  return page ? sts_html_convert("page.html", page, decoded, diagnostics) : NULL;
}

static char *
list_told(const StsHtmlPage *page)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);

  for (guint i = 0; i < page->told->len; i++) {
    const StsHtmlTold *told = &g_array_index(page->told, StsHtmlTold, i);
    g_ptr_array_add(parts,
                    g_strdup_printf("%d:%d %s", told->position.line, told->position.column, sts_rule_name(told->rule)));
  }
  g_ptr_array_add(parts, NULL);
  return g_strjoinv("; ", (char **)parts->pdata);
}

static const Case CASES[] = {
    /* Blocks. */
    {"headings", "<h1>A</h1><h2>B <em>c</em></h2><h6>D</h6>", "# A\n\n## B *c*\n\n###### D\n", ""},
    {"paragraphs", "<p>One\n  two<p>Three</p>four<div>five</div>", "One two\n\nThree\n\nfour\n\nfive\n", ""},
    {"breaks", "<p>a<br>b<br><br>c", "a<br>b\n\nc\n", ""},
    {"rule", "<p>a</p><hr><p>b", "a\n\n---\n\nb\n", ""},
    {"quote", "<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b\n", ""},
    {"code", "<pre><code>a\n  *b* ```\n</code></pre>", "````\na\n  *b* ```\n````\n", ""},
    {"list", "<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c\n", ""},
    {"list-of-paragraphs", "<ol><li><p>a<p>b<li><p>c</ol>", "1. a\n\n   b\n\n2. c\n", ""},
    {"list-start", "<ol start=4><li>a<li>b</ol>", "4. a\n5. b\n", ""},
    {"list-letters", "<ol type=a><li>a</ol>", "1. a\n", "1:1 import-markup"},
    {"lists-beside", "<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b\n", ""},
    {"tasks", "<ul><li><input type=checkbox> a<li><input type=checkbox checked> b</ul>", "- [ ] a\n- [x] b\n", ""},
    {"definitions", "<dl><dt>a<dt>b<dd>c<dd><p>d<p>e<dt>f<dd><ul><li>g</ul></dl>",
     "a\nb\n: c\n\n: d\n\n    e\n\nf\n: - g\n", ""},
    {"definition-of-signs", "<dl><dt>[^1]: a<dt># b<dd>c</dl>", "\\[\\^1\\]\\: a\n\\# b\n: c\n", ""},
    {"definition-of-definitions", "<dl><dt>a<dd><dl><dt>b<dd>c</dl></dl>", "a\n\nb\n: c\n", NULL},
    {"definition-alone", "<dl><dd>a</dl>", "a\n", "1:5 import-markup"},
    {"details", "<details><summary>a</summary><p>b</details>", "**a**\n\nb\n", "1:1 import-markup"},
    {"details-heading", "<details><summary><h3>a</h3></summary><p>b</details>", "### a\n\nb\n", "1:1 import-markup"},
    /* What a click opens is text; a menu is none. */
    {"accordion", "<h3><button aria-expanded=false aria-controls=c>A?</button></h3><div id=c hidden>B.</div>",
     "### A?\n\nB.\n", "1:65 import-markup"},
    {"accordion-named",
     "<div class=faq-item><button aria-expanded=false aria-controls=c>A?</button><div id=c hidden><p>B.</div></div>",
     "A?\n\nB.\n", "1:76 import-markup"},
    {"menu-button", "<button aria-expanded=false aria-controls=c>Menu</button><ul id=c hidden><li>x</ul><p>B.", "B.\n",
     "1:1 import-left-out; 1:58 import-left-out"},
    {"button-of-nothing", "<h3><button aria-expanded=false aria-controls=none>A?</button></h3><p>B.", "B.\n",
     "1:5 import-left-out"},
    /* Furniture of a site, by its name and what is in it; sound text that is called the same. */
    {"cookies", "<div class=cookieBanner><p>We use cookies.<a href=x>More</a></div><p>A.", "A.\n",
     "1:1 import-left-out"},
    {"cookies-in-text", "<div class=cookie-recipe><p>No sugar.</div><p>A.", "No sugar.\n\nA.\n", ""},
    {"breadcrumbs", "<div class=breadcrumbs>Here: <a href=x>Home</a> &gt; Hip replacement</div><p>A.", "A.\n",
     "1:1 import-left-out"},
    {"anchor-above-heading", "<p><a href=#b>See</a></p><a name=b></a>\n<h2>Below</h2><p>A.",
     "[See](#below)\n\n## Below\n\nA.\n", ""},
    {"heading-all-bold", "<h2><strong>A</strong></h2><h2>A <b>b</b></h2><p>C.", "## A\n\n## A **b**\n\nC.\n", ""},
    {"figure-table", "<figure><figcaption>C</figcaption><table><tr><th>A<th>B<tr><td>1<td>2</table></figure><p>D.",
     "| A | B |\n| --- | --- |\n| 1 | 2 |\n\nTable: C\n\nD.\n", ""},
    {"table-head-bold", "<table><tr><td><b>A</b><td><p><b>B c</b></p><tr><td>1<td><b>2</b></table>",
     "| A | B c |\n| --- | --- |\n| 1 | **2** |\n", "1:8 import-markup"},
    {"table-not-all-bold", "<table><tr><td><b>A</b><td><b>B</b> c<tr><td>1<td>2</table>",
     "|  |  |\n| --- | --- |\n| **A** | **B** c |\n| 1 | 2 |\n", "1:8 import-markup"},
    {"table-bold-twice", "<table><tr><td><b>A</b><td><b>B</b> c <b>d</b><tr><td>1<td>2</table>",
     "|  |  |\n| --- | --- |\n| **A** | **B** c **d** |\n| 1 | 2 |\n", "1:8 import-markup"},
    {"skip-link", "<a class=skip-to-content href=#m>Skip</a><p id=m>A.", "A.\n", "1:1 import-left-out"},
    {"skipping", "<p>Read <a class=skip href=http://a.org>this</a>.", "Read [this](http://a.org).\n", ""},
    {"share", "<p>A.<div class=share-links><h2>Share</h2><a href=http://a.org>F</a></div>", "A.\n",
     "1:6 import-left-out"},
    {"shared-care", "<div class=shared-care><a href=http://a.org>F</a></div>", "[F](http://a.org)\n", ""},
    {"share-text", "<div class=share><p>Share what you feel with <a href=http://a.org>us</a>.</div>",
     "Share what you feel with [us](http://a.org).\n", ""},
    {"aside-of-links", "<p>A.<aside><h2>See</h2><ul><li><a href=http://a.org>F</a></ul></aside>", "A.\n",
     "1:6 import-left-out"},
    {"aside-of-text", "<p>A.<aside><p>Call us, or <a href=http://a.org>write</a>.</aside>",
     "A.\n\nCall us, or [write](http://a.org).\n", ""},
    {"main", "<div>Top.</div><main><p>The text of the page.</main><footer>Foot.</footer>", "The text of the page.\n",
     "1:1 import-left-out; 1:53 import-left-out"},
    {"main-below-title", "<header><h1>T</h1></header><div><main><p>The text of the page.</main><p>x</div>",
     "# T\n\nThe text of the page.\n", "1:70 import-left-out"},
    {"main-small", "<p>Much more text than in the main part of the page.<main><p>A.</main>",
     "Much more text than in the main part of the page.\n\nA.\n", ""},
    {"main-two", "<p>A.<main><p>The text of the page.</main><main><p>And more of it.</main>",
     "A.\n\nThe text of the page.\n\nAnd more of it.\n", ""},
    {"main-notes",
     "<main><p>The text of the page.<a href=#n>1</a></main><section role=doc-endnotes><ol><li id=n>B.</ol></section>",
     "The text of the page.[^1]\n\n[^1]: B.\n", ""},
    /* Callouts by names that join a box and a kind. */
    {"callout-bem", "<div class='usa-alert usa-alert--warning'><p>A.</div>", "> [!WARNING]\n> A.\n",
     "1:1 import-markup"},
    {"callout-joined", "<div class=nhsuk-warning-callout><p>A.</div>", "> [!WARNING]\n> A.\n", "1:1 import-markup"},
    {"callout-card", "<div class='nhsuk-card nhsuk-card--emergency'><p>A.</div>", "> [!WARNING]\n> A.\n",
     "1:1 import-markup"},
    {"callout-none", "<div class='card box-shadow information'><p>A.</div><div class=warnings-list><p>B.</div>",
     "A.\n\nB.\n", ""},
    {"underscores", "<p>a_b c_ _d e__f 1_2 __", "a_b c\\_ \\_d e\\_\\_f 1_2 \\_\\_\n", ""},
    /* Inlines. */
    {"emphasis", "<p>a <b> b </b><i>c</i>d<strong><em>e</em></strong>", "a **b** *c*d<!-- -->**_e_**\n", ""},
    {"emphasis-at-signs", "<p>a<b>(b)</b>c", "a<!-- -->**(b)**<!-- -->c\n", ""},
    {"emphasis-at-symbols", "<p><b>(a)</b>©b", "**(a)**<!-- -->©b\n", ""},
    {"emphasis-within-a-word", "<p>a<i>b<b>c</b></i>d", "a<!-- -->_b**c**_<!-- -->d\n", ""},
    {"emphasis-at-breaks", "<p><i><b>a<br></b></i><b>“b”</b>c", "_**a**_<br>**“b”**<!-- -->c\n", ""},
    {"emphasis-within", "<p><i><b>a</b>b<b>c</b></i>", "_**a**b**c**_\n", ""},
    {"code-within-a-line", "<h2>a<pre>b <nav>c</nav></pre></h2>", "## a<br>b c\n", NULL},
    {"emphasis-over-blocks", "<b><p>a</p><p>b</p></b>", "**a**\n\n**b**\n", ""},
    {"emphasis-beside", "<p><b>a</b><b>b</b><i>c</i>", "**ab**<!-- -->*c*\n", ""},
    {"emphasis-by-style", "<p>a <span style='font-weight: bold'>b</span> <b style='font-weight:normal'>c</b>",
     "a **b** c\n", ""},
    {"raised", "<p>H<sub>2</sub>O 10<sup>3<sup>4</sup></sup>", "H<sub>2</sub>O 10<sup>34</sup>\n",
     "1:27 import-markup"},
    {"code-in-text", "<p><code>a`b</code> <kbd>c</kbd>", "``a`b`` `c`\n", ""},
    {"quotation", "<p><q>a</q>", "“a”\n", ""},
    {"ruby", "<p><ruby>漢<rt>kan</ruby>", "漢 (kan)\n", "1:4 import-markup"},
    {"links", "<p><a href='http://x.org/a b?c&amp;d' title='t \"u\"'>e</a>!<a href=tel:911>911</a>",
     "[e](http://x.org/a%20b?c&amp;d \"t \\\"u\\\"\")\\![911](tel:911)\n", ""},
    {"link-within", "<h2 id=x>The dose (new)</h2><p><a href=#x>a</a> <a href=#y>b</a>",
     "## The dose (new)\n\n[a](#the-dose-new) b\n", "1:49 import-markup"},
    {"link-nowhere", "<p><a href='javascript:x()'>a</a> <a href='#'>b</a> <a name=c>c</a>", "a b c\n",
     "1:4 import-markup; 1:35 import-markup"},
    {"struck-out", "<p>Take <del>5 mg</del> 10 mg", "Take ~~5 mg~~ 10 mg\n", "1:9 import-struck-out"},
    {"struck-out-by-style", "<p><span style='text-decoration:line-through'>5</span>", "~~5~~\n",
     "1:4 import-struck-out"},
    {"underlined", "<p><u>a</u> <mark>b</mark> <ins>c</ins>", "a b c\n",
     "1:4 import-markup; 1:13 import-markup; 1:28 import-markup"},
    {"abbreviation", "<p><abbr title='twice a day'>bid</abbr>", "bid\n", "1:4 import-left-out"},
    /* Signs that are no markup in a page. */
    {"signs", "<p>*a* _b_ `c` [d](e) &lt;f> &amp;amp; #g ~~h~~ x^2 {i} j|k \\ $l$ 5*3*2 !",
     "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f> \\&amp; \\#g \\~\\~h\\~\\~ x\\^2 \\{i\\} j\\|k \\\\ \\$l\\$ 5\\*3\\*2 "
     "!\n",
     ""},
    {"ampersands",
     "<p>A&amp;E R&D a &amp; b &amp;nbsp; AT&amp;T; &amp;#38; &amp;<span>amp;</span> <img src=x.png alt='A&amp;E "
     "&amp;lt;'>",
     "A&E R&D a & b \\&nbsp; AT\\&T; &\\#38; &amp\\; ![A&E \\&lt;](x.png)\n", ""},
    {"line-starts", "<p># a<p>1. b<p>12) c<p>- d<p>+ e<p>> f<p>: g<p>--- h<p>=== <p>Table: i<p>[^1]: j<p>-5 °C",
     "\\# a\n\n1\\. b\n\n12\\) c\n\n\\- d\n\n\\+ e\n\n\\> f\n\n\\: g\n\n\\--- h\n\n\\===\n\nTable\\: "
     "i\n\n\\[\\^1\\]\\: j\n\n-5 "
     "°C\n",
     ""},
    {"spaces", "<p> a\t\n b&nbsp;c &nbsp;<b>&nbsp;d</b></p><p>&nbsp;</p>", "a b\u00a0c \u00a0\u00a0**d**\n", ""},
    {"entities", "<p>&lt;b> &frac12; &#8211; &hellip;", "\\<b> ½ – …\n", ""},
    /* Tables. */
    {"table",
     "<table><caption>C</caption><thead><tr><th>a<th align=right>b</thead><tr><td>c|d<td align=right>e<br>f</table>",
     "| a | b |\n| --- | ---: |\n| c\\|d | e<br>f |\n\nTable: C\n", ""},
    {"table-without-heads", "<table><tr><td>a<td>b</table>", "|  |  |\n| --- | --- |\n| a | b |\n",
     "1:8 import-markup"},
    {"table-spanned", "<table><tr><th>a<th>b<th>c\n<tr><td rowspan=2>d<td colspan=2>e\n<tr><td>f<td>g</table>",
     "| a | b | c |\n| --- | --- | --- |\n| d | e |  |\n|  | f | g |\n", "2:5 import-markup; 2:20 import-markup"},
    /* What names a row is in bold. */
    {"table-row-heads",
     "<table><tr><th>a<th>b<tr><th scope=row>c <b>d</b><td>e<tr><th><a href=http://a.org>f</a><td><b>g</b></table>",
     "| a | b |\n| --- | --- |\n| **c d** | e |\n| **[f](http://a.org)** | **g** |\n", ""},
    {"table-row-heads-spanned", "<table><tr><th>a<th>b<tr><th rowspan=2>c<td>d<tr><td>e</table>",
     "| a | b |\n| --- | --- |\n| **c** | d |\n|  | e |\n", "1:26 import-markup"},
    {"table-row-heads-alone", "<table><tr><th>a<td><b>b</b><tr><th>c<td>d</table>",
     "|  |  |\n| --- | --- |\n| **a** | **b** |\n| **c** | d |\n", "1:8 import-markup"},
    {"table-row-heads-some", "<table><tr><th>a<th>b<tr><th>c<td>d<tr><td>e<td>f</table>",
     "| a | b |\n| --- | --- |\n| **c** | d |\n| e | f |\n", "1:40 import-markup"},
    {"table-row-heads-of-corner", "<table><tr><td><th>b<tr><th>c<td>d<tr><td>e<td>f</table>",
     "|  | b |\n| --- | --- |\n| **c** | d |\n| e | f |\n", ""},
    {"table-in-table", "<table><tr><th>a<tr><td><ul><li>b<li>c</ul><table><tr><td>d</table></table>",
     "| a |\n| --- |\n| b<br>c<br>d |\n", "1:25 import-markup; 1:44 import-markup"},
    {"table-of-places", "<table role=presentation><tr><td>a<td>b</table>", "a\n\nb\n", "1:1 import-markup"},
    /* Figures. */
    {"figure", "<figure><figcaption>The <b>arm</b> \"x\"</figcaption><img src='a b.png' alt='An [arm]'></figure>",
     "![An \\[arm\\]](a%20b.png \"The **arm** \\\"x\\\"\")\n", ""},
    {"figure-of-two", "<figure><img src=a.png alt=a><img src=b.png alt=b><figcaption>c</figcaption></figure>",
     "![a](a.png)![b](b.png)\n\nc\n", ""},
    {"image", "<p><img src=a.png alt='a' title='b'>", "![a](a.png)\n", "1:4 import-left-out"},
    {"image-in-link", "<p>a <a href=b.html><img src=a.png alt=c></a>", "a [![c](a.png)](b.html)\n", ""},
    /* Languages. */
    {"languages", "<html lang=en><p>a <span lang=es>b <i lang=fr>c</i></span></p><p lang=es>d</p><p lang=en>e</p>",
     "a [b [*c*]{lang=fr}]{lang=es}\n\n[d]{lang=es}\n\ne\n", ""},
    {"language-around-signs", "<html lang=en><p>a <b>(b)</b><span lang=es><i>(c)</i></span>",
     "a **(b)**<!-- -->[<!-- -->*(c)*<!-- -->]{lang=es}\n", ""},
    {"language-that-is-none", "<html lang=en><p lang='Spanish_x'>a", "a\n", "1:15 import-markup"},
    {"direction", "<p dir=rtl>a", "a\n", "1:1 import-markup"},
    /* Callouts. */
    {"callout-by-class", "<div class='alert alert-warning'><p>a<p>b</div>", "> [!WARNING]\n> a\n>\n> b\n",
     "1:1 import-markup"},
    {"callout-by-role", "<aside role=doc-tip>a</aside><div role=alert>b</div>", "> [!TIP]\n> a\n\n> [!WARNING]\n> b\n",
     "1:1 import-markup; 1:30 import-markup"},
    {"callout-of-sphinx", "<div class='admonition caution'>a</div>", "> [!CAUTION]\n> a\n", "1:1 import-markup"},
    {"callout-not", "<div class='notes footnote-tips'>a</div>", "a\n", ""},
    /* Notes. */
    {"notes-of-pandoc",
     "<p>a<a href=#fn1 class=footnote-ref id=fnref1 role=doc-noteref><sup>1</sup></a> b</p><section class=footnotes "
     "role=doc-endnotes><hr><ol><li id=fn1><p>c<a href=#fnref1 class=footnote-back role=doc-backlink>↩︎</a></p><p>d"
     "</ol></section>",
     "a[^1] b\n\n[^1]: c\n\n    d\n", ""},
    {"notes-of-github",
     "<p>a<sup><a href='#user-content-fn-1' id='user-content-fnref-1'>1</a></sup></p><section class=footnotes><ol><li "
     "id=user-content-fn-1><p>b <a href=#user-content-fnref-1>↩</a></ol></section>",
     "a[^1]\n\n[^1]: b\n", ""},
    {"notes-of-word",
     "<p>a<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a></p><hr width='33%'><div id=ftn1><p><a href='#_ftnref1' "
     "name='_ftn1'>[1]</a> b</div>",
     "a[^1]\n\n[^1]: b\n", ""},
    /* What is left out. */
    {"navigation", "<nav><a href=/>Home</a></nav>\n<div role=navigation>x</div><p>a", "a\n",
     "1:1 import-left-out; 2:1 import-left-out"},
    {"hidden", "<p hidden>a<p style='display: none'>b<p>c<p aria-hidden=true>d", "c\n\nd\n",
     "1:1 import-left-out; 1:12 import-left-out; 1:42 import-markup"},
    {"embedded", "<p>a<iframe src=x></iframe><svg><text>b</text></svg><math><mi>c</mi></math><button>d</button><input>",
     "a\n",
     "1:5 import-left-out; 1:28 import-left-out; 1:53 import-left-out; 1:76 import-left-out; 1:94 import-left-out"},
    {"counted", "<p>a<script>x</script><style>y</style><!-- z --><template>w</template>", "a\n", "1:1 import-left-out"},
    {"hints",
     "<title>A &amp; b</title><meta name=dcterms.modified content=2024-05-06><meta property='article:modified_time' "
     "content=2024><meta name=author content=C><p><time datetime=2024-05-06>May 6</time>",
     "May 6\n", "1:1 import-hint; 1:25 import-hint; 1:72 import-hint; 1:124 import-hint; 1:155 import-hint"},
    /* What is broken. */
    {"unclosed", "<p>a <b>b <i>c</b> d</i> <a href=x>e", "a **b _c_** *d* [e](x)\n", ""},
    {"empty-elements", "<p></p><b></b><ul><li></ul><table></table><h2></h2><a href=x></a>a", "a\n", ""},
    {"in-heading", "<h2>a<p>b</p><ul><li>c</ul></h2>", "## a<br>b<br>c\n", "1:14 import-markup"},
};

static void
test_case(gconstpointer data)
{
  const Case *test = data;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsHtmlPage) page = convert(test->page, strlen(test->page), diagnostics);

  if (!page)
    g_error("%s", sts_diagnostics_get(diagnostics, 0)->text);
  g_assert_cmpstr(page->text->str, ==, test->markdown);
  if (test->told) {
    g_autofree char *told = list_told(page);
    g_assert_cmpstr(told, ==, test->told);
  }
}

/* A word's place in the Markdown leads to its place in the page. */
static void
test_places(void)
{
  static const char PAGE[] = "<h1>One</h1>\n<p>a &amp; <b>b\n  c</b>\n<table><tr><th>d\n<tr><td>é f</table>";
  static const struct {
    const char *word;
    int line, column;
  } WORDS[] = {{"One", 1, 5}, {"a", 2, 4}, {"b", 2, 15}, {"c", 3, 3}, {"d", 4, 16}, {"é", 5, 9}, {"f", 5, 12}};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsHtmlPage) page = convert(PAGE, strlen(PAGE), diagnostics);
  guint found = 0;

  g_assert_nonnull(page);
  for (guint i = 0; i < page->places->len; i++) {
    const StsHtmlPlace *place = &g_array_index(page->places, StsHtmlPlace, i);
    for (size_t k = 0; k < G_N_ELEMENTS(WORDS); k++)
      if (g_str_has_prefix(page->text->str + place->offset, WORDS[k].word)) {
        g_assert_cmpint(place->position.line, ==, WORDS[k].line);
        g_assert_cmpint(place->position.column, ==, WORDS[k].column);
        found++;
      }
  }
  g_assert_cmpuint(found, ==, G_N_ELEMENTS(WORDS));
}

static void
test_encodings(void)
{
  static const struct {
    const char *bytes, *markdown, *fault;
    size_t length;
  } PAGES[] = {
      {"\xEF\xBB\xBF<p>\xC3\xA9", "é\n", NULL, 8},
      {"<meta charset=windows-1252><p>\xE9 \x80 \x93x\x94", "é € “x”\n", NULL, 37},
      {"<meta http-equiv=x content='text/html; charset=ISO-8859-1'><p>\xB5g", "µg\n", NULL, 64},
      {"\xFF\xFE<\0p\0>\0a\0", "a\n", NULL, 10},
      {"<p>\xE9", NULL, "the page is not UTF-8, and does not say what it is; save it as UTF-8", 4},
      {"<meta charset=klingon><p>\xE9", NULL,
       "the page says that its encoding is klingon, which cannot be read; save it as UTF-8", 26},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autoptr(StsHtmlPage) page = convert(PAGES[i].bytes, PAGES[i].length, diagnostics);
    g_assert_cmpstr(page ? page->text->str : NULL, ==, PAGES[i].markdown);
    if (PAGES[i].fault)
      g_assert_cmpstr(sts_diagnostics_get(diagnostics, 0)->text, ==, PAGES[i].fault);
  }
}

static void
test_beginnings(void)
{
  static const char *const PAGES[] = {"<!DOCTYPE html>\n<p>", " \n<html lang=en>", "<?xml version='1.0'?>\n<html>",
                                      "<!-- x -->\n<!doctype HTML >", "\xEF\xBB\xBF<HTML>"};
  static const char *const OTHERS[] = {"# A", "<!-- x -->\n# A", "<b>a</b>", "<htmlx>", "", "<!doc", "a <html>"};

  for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++)
    g_assert_true(sts_html_is_page(PAGES[i], strlen(PAGES[i])));
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
    g_assert_false(sts_html_is_page(OTHERS[i], strlen(OTHERS[i])));
}

static void
test_pictures(void)
{
  static const char PAGE[] = "<p><img alt=a src='data:image/png;base64,iVBORw0K'> <img alt=b src='data:image/x,y'>";
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsHtmlPage) page = convert(PAGE, strlen(PAGE), diagnostics);

  g_assert_cmpstr(page->text->str, ==, "![a](images/page-1.png) ![b](image-in-page)\n");
  g_assert_cmpuint(page->pictures->len, ==, 1);
  const StsHtmlPicture *picture = &g_array_index(page->pictures, StsHtmlPicture, 0);
  g_assert_cmpmem(g_bytes_get_data(picture->bytes, NULL), g_bytes_get_size(picture->bytes), "\x89PNG\r\n", 6);
  g_autofree char *told = list_told(page);
  g_assert_cmpstr(told, ==, "1:53 import-image");
}

/* ---- what is made to harm ---- */

static char *
repeat(const char *part, guint count, const char *before)
{
  GString *out = g_string_new(before);

  for (guint i = 0; i < count; i++)
    g_string_append(out, part);
  return g_string_free(out, FALSE);
}

/* Each must be read or refused within seconds, even by a build with sanitizers. */
static void
test_hostile(void)
{
  static const struct {
    const char *part;
    guint count;
    bool refused;
  } PAGES[] = {
      {"<div>", 100000, true},           {"<b>", 100000, true},         {"<ul><li>", 390, false},
      {"<ul><li>a", 390, false},         {"<blockquote>a", 390, false}, {"<table><tr><td>a", 390, false},
      {"<p>a", 100000, false},           {"<li>", 100000, false},       {"<td>a", 50000, false},
      {"&amp;", 200000, false},          {"*_`[<", 50000, false},       {"<!--", 100000, false},
      {"<a href=#x id=x>", 30000, true}, {"<sup>1", 390, false},        {"</p>", 100000, false},
      {"<dd>a", 50000, false},           {"<br>", 100000, false},       {"<p lang=es>a", 20000, false},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(PAGES); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    g_autofree char *text = repeat(PAGES[i].part, PAGES[i].count, "<p>x");
    gint64 begin = g_get_monotonic_time();
    g_autoptr(StsHtmlPage) page = convert(text, strlen(text), diagnostics);
    gint64 time = g_get_monotonic_time() - begin;
    if (time > 10 * G_USEC_PER_SEC)
      g_error("%s: %.1f s", PAGES[i].part, (double)time / G_USEC_PER_SEC);
    g_test_message("%s: %.3f s", PAGES[i].part, (double)time / G_USEC_PER_SEC);
    if (PAGES[i].refused != !page)
      g_error("%s: %s", PAGES[i].part, page ? "not refused" : sts_diagnostics_get(diagnostics, 0)->text);
  }
}

/* Open elements that each paragraph opens again: gumbo would need all memory there is. */
static void
test_multiplied(void)
{
  g_autoptr(GString) text = g_string_new("<p>");
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  for (int i = 0; i < 390; i++)
    g_string_append_printf(text, "<font size=%d>", i);
  for (int i = 0; i < 200000; i++)
    g_string_append(text, "<p>a");
  g_autoptr(StsHtmlPage) page = convert(text->str, text->len, diagnostics);
  g_assert_null(page);
  g_assert_nonnull(strstr(sts_diagnostics_get(diagnostics, 0)->text, "MB to read"));
}

static void
test_zero_bytes(void)
{
  static const char PAGE[] = "<p>a\0b<b>\0</b>c";
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(StsHtmlPage) page = convert(PAGE, sizeof PAGE - 1, diagnostics);

  g_assert_nonnull(page);
  g_assert_cmpstr(page->text->str, ==, "abc\n");
}

static void
test_wide_table(void)
{
  g_autoptr(GString) text = g_string_new("<table><tr><th>a</tr>");
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();

  for (int i = 0; i < 20000; i++)
    g_string_append(text, "<tr><td colspan=1000 rowspan=65534>a</tr>");
  g_autoptr(StsHtmlPage) page = convert(text->str, text->len, diagnostics);
  g_assert_nonnull(page);
  g_assert_cmpuint(page->text->len, <, 100 * 1000 * 1000);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path = g_strconcat("/import/html/", CASES[i].name, NULL);
    g_test_add_data_func(path, &CASES[i], test_case);
  }
  g_test_add_func("/import/html/places", test_places);
  g_test_add_func("/import/html/encodings", test_encodings);
  g_test_add_func("/import/html/beginnings", test_beginnings);
  g_test_add_func("/import/html/pictures", test_pictures);
  g_test_add_func("/import/html/hostile", test_hostile);
  g_test_add_func("/import/html/multiplied", test_multiplied);
  g_test_add_func("/import/html/zero-bytes", test_zero_bytes);
  g_test_add_func("/import/html/wide-table", test_wide_table);
  return g_test_run();
}
