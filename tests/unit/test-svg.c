/* rooms: base */
/* Tests of SVG by allow-list: what is written, what is refused and where, and what drawing costs. */
#include <string.h>

#include "base/svg/svg.h"

#define HEAD                                                                                                           \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">"
#define INK "xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\""

static StsSvg *
read_drawing(const char *drawing)
{
  g_autofree char *file = g_strconcat(HEAD, drawing, "</svg>", NULL);

  g_test_message("%.300s", drawing);
  return sts_svg_read(file, strlen(file), NULL);
}

/* ---- what is written ---- */

static void
test_written(void)
{
  static const struct {
    const char *drawing, *written;
  } CASES[] = {
      {"<rect  width='9'\n height='9' fill='RED' foo='bar'/>\n<!-- x --><?y z?>",
       "<rect width=\"9\" height=\"9\" fill=\"RED\"/>"},
      {"<metadata><x/></metadata><g " INK " i:label='Layer' id='g1' aria-label='x' tabindex='1'><i:grid id='x'/></g>",
       "<g/>"},
      {"<title>A &amp; B</title><desc>C</desc><text> a <tspan x='1'>b</tspan> </text>",
       "<title>A &amp; B</title><desc>C</desc><text> a <tspan x=\"1\">b</tspan> </text>"},
      {"<path d='M0,0 10-5.5e1z'/>", "<path d=\"M0,0 10-5.5e1z\"/>"},
      {"<g transform='matrix (1 0,0 1 5 5)  rotate(-30)'/>", "<g transform=\"matrix(1 0,0 1 5 5) rotate(-30)\"/>"},
      /* Ids that are asked for stay, under names that all readers find. */
      {"<g id='a 1='/><g id='b'/><use xlink:href='#a 1='/>", "<g id=\"a_201_3d\"/><g/><use xlink:href=\"#a_201_3d\"/>"},
      {"<linearGradient id='g'><stop offset='1'/></linearGradient><rect fill='url(\"#g\") none'/>",
       "<linearGradient id=\"g\"><stop offset=\"1\"/></linearGradient><rect fill=\"url(#g) none\" width=\"0\" "
       "height=\"0\"/>"},
      /* Escapes are decoded, comments dropped. */
      {"<g style='f\\69ll : r\\65 d /**/ ; -i-x: y; animation: a 5s; cursor:pointer;;fill-opacity:.5 !important'/>",
       "<g style=\"fill:red;fill-opacity:.5!important\"/>"},
      {"<g style=\"font-family:'A &lt; B', serif\"/>", "<g style=\"font-family:'A \\3c  B', serif\"/>"},
      {"<style>@charset 'x'; /* a */ .a , #b > g:hover{fill:red} .a>rect{fill:red;x-y:z}\n@keyframes k{from{fill:red}} "
       "g:hover{fill:red} .\\31 {stroke:#FFF}</style>",
       "<style>.a{fill:red}\n.a&gt;rect{fill:red}\n.\\31 {stroke:#FFF}\n</style>"},
      {"<g data-look='neo' data-x='1'/><style>[data-look=\"neo\"] g{fill:red}</style>",
       "<g data-look=\"neo\"/><style>[data-look='neo'] g{fill:red}\n</style>"},
      /* The first of a switch that all can show. */
      {"<switch><foreignObject requiredExtensions='http://ns.adobe.com/x'/><g fill='red'/><g fill='blue'/></switch>",
       "<g><g fill=\"red\"/></g>"},
      {"<a><rect/></a><text><a>x</a></text>", "<g><rect width=\"0\" height=\"0\"/></g><text><tspan>x</tspan></text>"},
      {"<rect fill='none' style='fill:red;fill:color(display-p3 1 0 0)'/>",
       "<rect fill=\"none\" style=\"fill:red\" width=\"0\" height=\"0\"/>"},
      {"<text xml:space='preserve' xml:lang='es'>a</text>", "<text xml:space=\"preserve\" xml:lang=\"es\">a</text>"},
      {"<font><glyph d='M'/></font><view/>", ""},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(StsSvg) svg = read_drawing(CASES[i].drawing);
    g_assert_cmpuint(svg->faults->len, ==, 0);
    g_autofree char *wanted = *CASES[i].written ? g_strconcat(HEAD, CASES[i].written, "</svg>\n", NULL)
                                                : g_strdup_printf("%.*s/>\n", (int)strlen(HEAD) - 1, HEAD);
    gsize length;
    const char *written = g_bytes_get_data(svg->written, &length);
    g_assert_cmpmem(written, length, wanted, strlen(wanted));
    g_autoptr(StsSvg) again = sts_svg_read(written, length, NULL);
    g_assert_true(g_bytes_equal(svg->written, again->written));
  }
}

/* ---- what is refused ---- */

static void
test_refused(void)
{
  static const struct {
    const char *drawing, *fault;
  } CASES[] = {
      /* Ways out of the file. */
      {"<style>@imp<!-- -->ort 'x.css';</style>", "@import"},
      {"<style>@im<?x?>port 'x.css';</style>", "@import"},
      {"<style>@im<![CDATA[port 'x.css';]]></style>", "@import"},
      {"<style><title/>@import url(x.css);</style>", "@import"},
      {"<style>@\\69mport 'x.css';</style>", "@import"},
      {"<style>@font-face{font-family:x;src:url(x.ttf)}</style>", "@font-face"},
      {"<style>@namespace x url(y);</style>", "@namespace"},
      {"<style>@media print{g{fill:red}}</style>", "@media"},
      {"<style>g{fill:url(x.svg#a)}</style>", "outside the file"},
      {"<style>g{background:url(x.png)}</style>", "outside the file"},
      {"<style>g{fill:src('x')}</style>", "“src()” is not allowed"},
      {"<style>g{mask:image-set('x')}</style>", "“image-set()” is not allowed"},
      {"<style>g{mask:cross-fade(url(x),url(y))}</style>", "“cross-fade()” is not allowed"},
      {"<style>g{fill:var(--x)}</style>", "“var()” is not allowed"},
      {"<style>g{width:expression(x)}</style>", "“expression()” is not allowed"},
      {"<text unicode-bidi='bidi-override' direction='rtl'>01</text>", "“bidi-override” shows text in another order"},
      {"<style media='print'>g{}</style>", "media"},
      {"<style type='text/xsl'>g{}</style>", "no CSS"},
      {"<rect fill='\\75rl(http://h.example/x)'/>", "outside the file"},
      {"<rect style='fill:\\75 rl(http://h.example/x)'/>", "outside the file"},
      {"<rect style='fill:u/**/rl(x)'/>", "is not allowed"},
      {"<rect clip-path='URL( \"http://h.example/x\" )'/>", "outside the file"},
      {"<rect filter='url(x#y)'/>", "outside the file"},
      {"<path marker-end='url(//h.example/x)'/>", "outside the file"},
      {"<rect><set attributeName='style' to='fill:\\75rl(x)'/></rect>", "stands still"},
      {"<rect><animate attributeName='href' values='x;y'/></rect>", "stands still"},
      {"<image href='x.png'/>", "outside the file"},
      {"<image href='data:image/svg+xml;base64,PHN2Zz4='/>", "neither PNG nor JPEG"},
      {"<image href='data:image/png;base64,PHN2ZyB4bWxucz0i'/>", "says that it is a PNG, and is none"},
      {"<image xlink:href='data:image/jpeg;base64,iVBORw0KGgo='/>", "says that it is a JPEG, and is none"},
      {"<image href='data:image/png;base64,%69VBO'/>", "damaged"},
      {"<use href='x.svg#a'/>", "outside the file"},
      {"<linearGradient xlink:href='x.svg#a'/>", "outside the file"},
      {"<a href='https://h.example/'><rect/></a>", "outside the file"},
      {"<a xlink:href='javascript:x()'><rect/></a>", "outside the file"},
      {"<g xml:base='http://h.example/'/>", "xml:base"},
      {"<h:video xmlns:h='http://www.w3.org/1999/xhtml' poster='x'/>", "“video” of a web page"},
      {"<g><h:form xmlns:h='http://www.w3.org/1999/xhtml' action='x'/></g>", "“form” of a web page"},
      {"<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>", "foreignObject"},
      {"<feImage href='x.png'/>", "feImage"},
      /* What runs, or differs. */
      {"<script>x()</script>", "“script”"},
      {"<g onclick='x()'/>", "the script “onclick”"},
      {"<g systemLanguage='es'/>", "systemLanguage"},
      {"<text><textPath href='#a'>x</textPath></text>", "a PDF would lack"},
      {"<flowRoot><flowPara>x</flowPara></flowRoot>", "make “text” of it"},
      {"<foo/>", "“foo”, which is not known here"},
      /* What is no value. */
      {"<rect width='1e300'/>", "too large"},
      {"<rect width='5furlongs'/>", "no unit"},
      {"<rect fill='rgb(1,2'/>", "bracket opens"},
      {"<rect fill='a;b'/>", "no meaning here"},
      {"<path d='M0 0 &lt;'/>", "no meaning here"},
      {"<g style='fill:red}'/>", "bracket"},
      {"<g style='{}'/>", "cannot be understood"},
      {"<style>g{fill:red</style>", "does not end"},
      {"<style>g[fill]{fill:red}</style>", "selects by an attribute"},
      {"<style>g:not(x){fill:red}</style>", "selects by “:not”"},
      {"<style>g{fill:'\n'}</style>", "“fill”"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(StsSvg) svg = read_drawing(CASES[i].drawing);
    g_assert_cmpuint(svg->faults->len, >, 0);
    const StsSvgFault *fault = svg->faults->pdata[0];
    g_test_message("%s", fault->text);
    g_assert_nonnull(strstr(fault->text, CASES[i].fault));
    gsize length;
    const char *written = g_bytes_get_data(svg->written, &length);
    g_assert_null(g_strstr_len(written, (gssize)length, "h.example"));
    g_assert_null(g_strstr_len(written, (gssize)length, "x.svg"));
  }
}

/* Lines and columns are those of the element; the same fault is told once. */
static void
test_places(void)
{
  static const char SVG[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n"
                            "<text>\u00e9\u00e9</text> <g/><g onload='x'/><g/>\n"
                            "  <g\n onload='y'\n/><script/>\n"
                            "<g id='a'/><g id='a'/><use href='#a'/></svg>";
  static const struct {
    int line, column;
    guint times;
    const char *text;
  } FAULTS[] = {{2, 23, 2, "onload"}, {5, 3, 1, "script"}, {6, 12, 1, "two elements"}};
  g_autoptr(StsSvg) svg = sts_svg_read(SVG, strlen(SVG), NULL);

  g_assert_cmpuint(svg->faults->len, ==, G_N_ELEMENTS(FAULTS));
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
    const StsSvgFault *fault = svg->faults->pdata[i];
    g_assert_nonnull(strstr(fault->text, FAULTS[i].text));
    g_assert_cmpint(fault->line, ==, FAULTS[i].line);
    g_assert_cmpint(fault->column, ==, FAULTS[i].column);
    g_assert_cmpuint(fault->times, ==, FAULTS[i].times);
  }
}

/* ---- what drawing costs ---- */

static char *
repeat(const char *before, const char *part, int times, const char *after)
{
  GString *out = g_string_new(before);

  for (int i = 0; i < times; i++)
    g_string_append(out, part);
  g_string_append(out, after);
  return g_string_free(out, FALSE);
}

/* `links` things of the kind, each of which holds `shapes` shapes that refer to the next. */
static char *
make_chain(const char *element, const char *property, int links, int shapes)
{
  GString *out = g_string_new(NULL);

  for (int i = 0; i < links; i++) {
    g_string_append_printf(out, "<%s id=\"m%d\">", element, i);
    for (int j = 0; j < shapes; j++)
      g_string_append_printf(out, "<path d=\"M0 0\" %s=\"url(#m%d)\"/>", property, i + 1);
    g_string_append_printf(out, "</%s>", element);
  }
  g_string_append_printf(out, "<g %s=\"url(#m0)\"><path d=\"M0 0 1 1\"/></g>", property);
  return g_string_free(out, FALSE);
}

static void
assert_cost(char *drawing, const char *fault)
{
  g_autofree char *owned = drawing;
  g_autoptr(StsSvg) svg = read_drawing(owned);

  for (guint i = 0; i < svg->faults->len; i++)
    g_test_message("%s", ((const StsSvgFault *)svg->faults->pdata[i])->text);
  g_assert_cmpuint(svg->faults->len, ==, fault ? 1 : 0);
  if (fault)
    g_assert_nonnull(strstr(((const StsSvgFault *)svg->faults->pdata[0])->text, fault));
}

static void
test_cost(void)
{
  static const char SHAPES[] = "more than 100,000 shapes";
  static const char *const CHAINS[][2] = {
      {"mask", "mask"}, {"clipPath", "clip-path"}, {"pattern", "fill"}, {"marker", "marker-mid"}};

  assert_cost(repeat("", "<rect/>", 20000, ""), NULL);
  assert_cost(repeat("", "<rect/>", 100000, ""), "more than 100,000 elements");
  for (size_t i = 0; i < G_N_ELEMENTS(CHAINS); i++) {
    assert_cost(make_chain(CHAINS[i][0], CHAINS[i][1], 3, 2), NULL);
    assert_cost(make_chain(CHAINS[i][0], CHAINS[i][1], 12, 10), SHAPES);
    assert_cost(make_chain(CHAINS[i][0], CHAINS[i][1], 100, 1), "128 deep");
  }
}

/* A pattern of a thousand points that 1,000 shapes inherit, over ways that each must count. */
static void
test_inherited_cost(void)
{
  static const char SHAPES[] = "more than 100,000 shapes";
  static const char *const WAYS[][2] = {
      {"<g fill='url(#p)'>", "</g>"},
      {"<g style='stroke:url(#p)'>", "</g>"},
      {"<style>.a{fill:url(#p)}</style><g class='b a'>", "</g>"},
      {"<style>g rect{fill:url(#p)}</style><g>", "</g>"},
      {"<g id='s'>", "</g><use href='#s' fill='url(#p)'/>"},
      {"<g marker-end='url(#p)'>", "</g>"},
  };
  g_autofree char *pattern = repeat("<pattern id='p'><path d='M0 0", "h1", 1000, "'/></pattern>");
  g_autofree char *marker = repeat("<marker id='p'><path d='M0 0", "h1", 1000, "'/></marker>");

  for (size_t i = 0; i < G_N_ELEMENTS(WAYS); i++) {
    const char *what = strstr(WAYS[i][0], "marker") ? marker : pattern;
    g_autofree char *before = g_strconcat(what, WAYS[i][0], NULL);
    assert_cost(repeat(before, "<rect width='1' height='1'/>", 1000, WAYS[i][1]), SHAPES);
    assert_cost(repeat(before, "<rect width='1' height='1'/>", 10, WAYS[i][1]), NULL);
    /* What says otherwise does not inherit. */
    if (i < 3)
      assert_cost(repeat(before, "<rect fill='red' stroke='red'/>", 1000, WAYS[i][1]), NULL);
  }
}

static void
test_bounds(void)
{
  static const char *const CIRCLES[] = {
      "<g id='a'><g id='b'><use href='#a'/></g></g><use href='#b'/>",
      "<mask id='a'><g id='b'><rect mask='url(#a)'/></g></mask><use href='#b'/>",
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CIRCLES); i++)
    assert_cost(g_strdup(CIRCLES[i]), "shows itself");
  /* What refers to just what it stands in shows nothing anywhere. */
  assert_cost(g_strdup("<pattern id='p'><rect fill='url(#p)'/></pattern>"), NULL);
  assert_cost(repeat("<text>", "abcd ", 400, "</text>"), NULL);
  assert_cost(repeat("<text>", "abcd ", 401, "</text>"), "2,000 characters");
  assert_cost(repeat("<text>", "<tspan>abcd </tspan>", 401, "</text>"), "2,000 characters");
  assert_cost(g_strdup("<text font-size='100'>a</text>"), NULL);
  assert_cost(g_strdup("<text font-size='1000000'>a</text>"), "larger than any page");
  assert_cost(g_strdup("<text style='font:9999px x'>a</text>"), "larger than any page");
  assert_cost(g_strdup("<g transform='scale(100)'><g transform='scale(100)'><text>a</text></g></g>"),
              "larger than any");
  assert_cost(g_strdup("<g transform='scale(100)'><g transform='scale(.01)'><text>a</text></g></g>"), NULL);
  assert_cost(g_strdup("<svg viewBox='0 0 .001 .001'><text>a</text></svg>"), "larger than any page");
  assert_cost(g_strdup("<g id='a'><text>a</text></g><use href='#a' transform='scale(10000)'/>"),
              "larger than any page");
  assert_cost(g_strdup("<style>.a{font-size:1.00001em}</style><text class='a' font-size='2em'>a</text>"), NULL);
  g_autofree char *ends = repeat("<text>a</text>", "</g>", 12, "");
  assert_cost(repeat("", "<g font-size='2em'>", 12, ends), "larger than any page");
  g_autofree char *few = repeat("<text>a</text>", "</g>", 9, "");
  assert_cost(repeat("<style>g{font-size:larger}</style>", "<g>", 9, few), NULL);
  assert_cost(repeat("<style>g{font-size:200%}</style>", "<g>", 12, ends), "larger than any page");
  assert_cost(g_strdup("<text font-size='larger'>a</text>"), NULL);
  assert_cost(g_strdup("<text font-size='5vw'>a</text>"), "say it in px");
  assert_cost(g_strdup("<text font-size='65%'>a</text>"), NULL);
  assert_cost(g_strdup("<path d='M0 0H9' stroke-dasharray='.0000001'/>"), NULL);
  assert_cost(g_strdup("<mask id='m'><path d='M0 0H9' stroke-dasharray='.0000001'/></mask><rect mask='url(#m)'/>"),
              "millions of dashes");
  assert_cost(repeat("<path stroke-dasharray='", "1 ", 65, "'/>"), "64 lengths");
  assert_cost(repeat("<rect style='filter:", "drop-shadow(1px 1px 1px red) ", 100, "'/>"), NULL);
  assert_cost(repeat("<rect style='filter:", "drop-shadow(1px 1px 1px rgb(1,2,3)) ", 1000, "'/>"), "100,000 shapes");
  assert_cost(repeat("<style>", ".a .b .c{fill:red}", 500, "</style>"), NULL);
}

static const char *
take_picture(G_GNUC_UNUSED bool jpeg, G_GNUC_UNUSED const guint8 *bytes, G_GNUC_UNUSED size_t size, guint64 *pixels)
{
  *pixels = 5 * 1000 * 1000;
  return NULL;
}

/* A picture takes its pixels as often as it is shown. */
static void
test_pictures(void)
{
  static const char IMAGE[] = "<image id='i' href='data:image/png;base64,iVBORw0KGgo='/>";
  static const struct {
    int images, uses;
    const char *fault;
  } CASES[] = {{1, 0, NULL}, {1, 1, NULL}, {1, 4, "100,000 shapes"}, {3, 0, NULL}, {4, 0, "16 million pixels"}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *uses = repeat("", "<use href='#i'/>", CASES[i].uses, "</svg>");
    g_autofree char *file = repeat(HEAD, IMAGE, CASES[i].images, uses);
    g_autoptr(StsSvg) svg = sts_svg_read(file, strlen(file), take_picture);
    g_assert_cmpuint(svg->faults->len, ==, CASES[i].fault ? 1 : 0);
    if (CASES[i].fault)
      g_assert_nonnull(strstr(((const StsSvgFault *)svg->faults->pdata[0])->text, CASES[i].fault));
  }
}

/* A path of `count` points, each of which is made of its number. */
static char *
make_line(int count, const char *before, void (*append)(GString *out, int index, int count))
{
  GString *out = g_string_new("<path d='");

  g_string_append(out, before);
  for (int i = 0; i < count; i++)
    append(out, i, count);
  g_string_append(out, "'/>");
  return g_string_free(out, FALSE);
}

static void
append_star(GString *out, int index, G_GNUC_UNUSED int count)
{
  g_string_append_printf(out, " %d %d", 50 + (index * 7919) % 101 - 50, 50 + (index * 104729) % 103 - 50);
}

static void
append_outline(GString *out, int index, int count)
{
  int side = index * 4 / count, along = index % (count / 4);

  g_string_append_printf(out, " %d %d",
                         side == 0   ? along
                         : side == 1 ? count / 4
                         : side == 2 ? count / 4 - along
                                     : index % 3,
                         side == 0   ? index % 3
                         : side == 1 ? along
                         : side == 2 ? count / 4 + index % 3
                                     : count / 4 - along);
}

static void
append_graph(GString *out, int index, G_GNUC_UNUSED int count)
{
  g_string_append_printf(out, " %d %d", index, (index * 7919) % 101);
}

static void
append_impulse(GString *out, int index, G_GNUC_UNUSED int count)
{
  g_string_append_printf(out, "M%d 100V%d", index, (index * 7919) % 101);
}

static void
append_island(GString *out, int index, G_GNUC_UNUSED int count)
{
  g_string_append_printf(out, "M%d %dl2 1 1 2-2 1z", (index * 7919) % 1009, (index * 104729) % 1013);
}

static void
test_lines(void)
{
  static const char SHAPES[] = "more than 100,000 shapes";

  assert_cost(make_line(20000, "M0 0L", append_outline), NULL);
  assert_cost(make_line(5000, "M0 0L", append_graph), NULL);
  assert_cost(make_line(500, "", append_impulse), NULL);
  assert_cost(make_line(3000, "", append_island), NULL);
  assert_cost(make_line(300, "M0 0L", append_star), NULL);
  assert_cost(make_line(3000, "M0 0L", append_star), SHAPES);
  assert_cost(make_line(4000, "", append_impulse), SHAPES);
  assert_cost(make_line(40000, "M0 0L", append_graph), SHAPES);
}

/* ---- what tools write ---- */

static void
test_tools(void)
{
  static const struct {
    const char *name, *fault;
  } FILES[] = {
      {"cairo.svg", NULL},
      {"figma.svg", NULL},
      {"graphviz.svg", NULL},
      {"illustrator.svg", NULL},
      {"inkscape.svg", NULL},
      {"libreoffice.svg", NULL},
      {"matplotlib.svg", NULL},
      {"mermaid.svg", NULL},
      {"powerpoint.svg", NULL},
      {"svglite.svg", NULL},
      {"visio.svg", NULL},
      {"told/drawio.svg", "foreignObject"},
      {"told/illustrator-entities.svg", "entities"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path =
        g_build_filename(g_getenv("STS_SOURCE_DIR"), "tests", "fixtures", "svg", FILES[i].name, NULL);
    g_autofree char *text = NULL;
    gsize length;
    g_assert_true(g_file_get_contents(path, &text, &length, NULL));
    g_autoptr(StsSvg) svg = sts_svg_read(text, length, NULL);
    g_test_message("%s: %s", FILES[i].name,
                   svg->faults->len > 0 ? ((const StsSvgFault *)svg->faults->pdata[0])->text : "");
    g_assert_cmpuint(svg->faults->len, ==, FILES[i].fault ? 1 : 0);
    if (FILES[i].fault)
      g_assert_nonnull(strstr(((const StsSvgFault *)svg->faults->pdata[0])->text, FILES[i].fault));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/svg/written", test_written);
  g_test_add_func("/svg/refused", test_refused);
  g_test_add_func("/svg/places", test_places);
  g_test_add_func("/svg/cost", test_cost);
  g_test_add_func("/svg/inherited-cost", test_inherited_cost);
  g_test_add_func("/svg/bounds", test_bounds);
  g_test_add_func("/svg/pictures", test_pictures);
  g_test_add_func("/svg/lines", test_lines);
  g_test_add_func("/svg/tools", test_tools);
  return g_test_run();
}
