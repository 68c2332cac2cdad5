/* Writes the style sheet that e-readers keep legible whatever they do to it. */
#include "output/xhtml/css.h"

#include <string.h>

#include "base/text.h"
#include "document/clinic.h"
#include "style/fonts.h"

/* Kinds of text with a rule of their own, and what they stand in: sizes are relative to that. */
static const struct {
  StsTextKind kind, base;
  const char *selector;
  bool margins;
} rules[] = {
    {STS_TEXT_TITLE, STS_TEXT_BODY, "h1", true},
    {STS_TEXT_HEADING_2, STS_TEXT_BODY, "h2", true},
    {STS_TEXT_HEADING_3, STS_TEXT_BODY, "h3", true},
    {STS_TEXT_HEADING_4, STS_TEXT_BODY, "h4", true},
    {STS_TEXT_HEADING_5, STS_TEXT_BODY, "h5", true},
    {STS_TEXT_HEADING_6, STS_TEXT_BODY, "h6", true},
    {STS_TEXT_COVER_TITLE, STS_TEXT_BODY, ".cover h1", true},
    {STS_TEXT_BYLINE, STS_TEXT_BODY, ".byline p", true},
    {STS_TEXT_CALLOUT_LABEL, STS_TEXT_BODY, ".callout-label", true},
    {STS_TEXT_CAPTION, STS_TEXT_BODY, "figcaption", true},
    {STS_TEXT_CAPTION, STS_TEXT_BODY, ".caption", false},
    {STS_TEXT_TABLE, STS_TEXT_BODY, "td, tbody th", false},
    {STS_TEXT_TABLE_HEADER, STS_TEXT_BODY, "thead th", false},
    {STS_TEXT_CODE, STS_TEXT_BODY, "pre", true},
    {STS_TEXT_CLOSING, STS_TEXT_BODY, ".closing", false},
    {STS_TEXT_CLOSING, STS_TEXT_BODY, ".short-code", false},
    {STS_TEXT_CLOSING_HEADING, STS_TEXT_CLOSING, ".closing h2", true},
};

/* Whatever the theme says, nothing is smaller than this part of the reader's size, nor so large that a word fills a
 * phone. */
static const double smallest = 0.875, largest = 2.0;

static void
append_em(GString *out, double points, double size)
{
  sts_text_append_number(out, points / size, 3);
  if (points > 0)
    g_string_append(out, "em");
}

/* Appends the selector of a heading of that level. */
static void
append_heading(GString *out, int level)
{
  if (level <= 6)
    g_string_append_printf(out, "h%d", level);
  else
    g_string_append_printf(out, "h6[aria-level=\"%d\"]", level);
}

void
sts_xhtml_append_sheet(GString *out, const StsXhtmlMaterial *material, const char *text)
{
  for (const char *c = text; *c != '\0'; c++) {
    const bool heading = c[0] == 'h' && c[1] >= '1' && c[1] <= '6' && !g_ascii_isalnum(c[2]) &&
                         (c == text || !(g_ascii_isalnum(c[-1]) || c[-1] == '-'));
    /* The title of the cover is above all others. */
    const bool cover = heading && c - text >= 7 && strncmp(c - 7, ".cover ", 7) == 0;
    if (heading && !cover && material->deeper > 0)
      append_heading(out, *++c - '0' + material->deeper);
    else
      g_string_append_c(out, *c);
  }
}

static void
append_text_rules(GString *out, const StsXhtmlMaterial *material)
{
  const StsTheme *theme = material->theme;
  for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
    const StsTextStyle *style = &theme->text[rules[i].kind];
    sts_xhtml_append_sheet(out, material, rules[i].selector);
    g_string_append(out, " { font-size: ");
    sts_text_append_number(out, CLAMP(style->size / theme->text[rules[i].base].size, smallest, largest), 3);
    g_string_append_printf(out, "em; font-weight: %s; font-style: %s", style->bold ? "bold" : "normal",
                           style->italic ? "italic" : "normal");
    if (rules[i].margins) {
      g_string_append(out, "; margin: ");
      append_em(out, style->space_before, style->size);
      g_string_append(out, " 0 ");
      append_em(out, style->space_after, style->size);
    }
    g_string_append(out, "; }\n");
  }
}

/* ---- colours ---- */

/* Returns the colour, darker or lighter until it stands at 3:1 or better (WCAG 1.4.11) on white and on black alike: the
 * page behind it may be either. */
static StsColor
settle(StsColor color)
{
  for (int step = 0; step < 100; step++) {
    const double light = sts_color_luminance(color);
    if (light > 0.28) {
      color.red *= 0.97;
      color.green *= 0.97;
      color.blue *= 0.97;
    } else if (light < 0.13) {
      color.red += (1 - color.red) * 0.03;
      color.green += (1 - color.green) * 0.03;
      color.blue += (1 - color.blue) * 0.03;
    } else {
      break;
    }
  }
  return color;
}

static void
append_hex(GString *out, StsColor color)
{
  char hex[STS_COLOR_HEX_SIZE];

  sts_color_write_hex(color, hex);
  g_string_append(out, hex);
}

static void
append_color(GString *out, StsColor color)
{
  append_hex(out, settle(color));
}

/* ---- fonts ---- */

static void
append_font_faces(GString *out, const StsXhtmlMaterial *material)
{
  for (guint i = 0; i < material->fonts->len; i++) {
    const StsXhtmlFont *font = &g_array_index(material->fonts, StsXhtmlFont, i);
    g_string_append(out, "@font-face { font-family: ");
    sts_text_append_css_string(out, font->file->family);
    g_string_append_printf(out, "; font-weight: %s; font-style: %s; src: url(", font->file->bold ? "bold" : "normal",
                           font->file->italic ? "italic" : "normal");
    sts_text_append_css_string(out, font->address);
    g_string_append(out, "); }\n");
  }
}

static bool
is_embedded(const StsXhtmlMaterial *material, const char *family)
{
  for (guint i = 0; i < material->fonts->len; i++)
    if (strcmp(g_array_index(material->fonts, StsXhtmlFont, i).file->family, family) == 0)
      return true;
  return false;
}

/* The families that are embedded, in the theme's order, then the reader's own. */
static void
append_families(GString *out, const StsXhtmlMaterial *material, const char *first, const char *last)
{
  if (first != NULL && is_embedded(material, first)) {
    sts_text_append_css_string(out, first);
    g_string_append(out, ", ");
  }
  for (const char *const *family = material->theme->fallback; family != NULL && *family != NULL; family++)
    if (is_embedded(material, *family)) {
      sts_text_append_css_string(out, *family);
      g_string_append(out, ", ");
    }
  g_string_append(out, last);
}

void
sts_xhtml_append_families(GString *out, const StsXhtmlMaterial *material, const char *family)
{
  append_families(out, material, family, "sans-serif");
}

/* ---- what every reader knows: CSS 2.1 ---- */

static const char page[] =
    "body { margin: 0; padding: 0 3%; word-wrap: break-word; }\n"
    /* Readers of EPUB 2 do not know the attribute, and would print the list of pages below the contents. */
    "[hidden] { display: none; }\n"
    /* Kindle's converter indents each paragraph unless told not to. */
    "p { margin: 0 0 0.75em; text-indent: 0; }\n"
    "h1, h2, h3, h4, h5, h6 { line-height: 1.25; page-break-after: avoid; }\n"
    "p, li, dd { orphans: 2; widows: 2; }\n"
    /* A link is told by its line, and has the colour of the text around it: so it is legible on any page. */
    "a { color: inherit; text-decoration: underline; }\n"
    /* Underlined, it would look like a link. */
    "abbr { border: 0; text-decoration: none; }\n"
    "sup, sub { line-height: 0; }\n"
    "sup a { padding: 0.2em; }\n"
    "hr { border: 0; border-top: 1px solid; margin: 1.5em 0; }\n"
    "time, .whole { white-space: nowrap; }\n"
    "[role=\"doc-pagebreak\"] { margin: 0; padding: 0; }\n";

static const char lists[] =
    "ul, ol { margin: 0 0 0.75em; padding: 0 0 0 1.6em; }\n"
    "[dir=\"rtl\"] ul, [dir=\"rtl\"] ol { padding: 0 1.6em 0 0; }\n"
    "li { margin: 0 0 0.35em; }\n"
    "li > ul, li > ol { margin-top: 0.35em; }\n"
    "ul.plain, ul.task, ul.labelled, nav ol, [dir=\"rtl\"] nav ol { list-style: none; padding: 0; }\n"
    "ul.task > li.bullet { list-style: disc inside; }\n"
    /* From the fifth level on, a list has no room left to move to the side. */
    "[dir] li li li li ul, [dir] li li li li ol { list-style-position: inside; padding: 0; }\n"
    "dt { font-weight: bold; page-break-after: avoid; }\n"
    "nav li { margin: 0.5em 0; }\n"
    "nav li ol { padding: 0 0 0 1.5em; }\n"
    "[dir=\"rtl\"] nav li ol { padding: 0 1.5em 0 0; }\n";

static const char boxes[] = ".callout { margin: 1.25em 0; padding: 0.75em 1em 0.25em; page-break-inside: avoid; }\n"
                            ".byline { margin: 0 0 1.5em; }\n"
                            "p.status { display: inline-block; border: 0.11em solid; padding: 0.3em 0.6em; "
                            "font-weight: bold; }\n"
                            ".closing { margin-top: 2em; }\n"
                            ".short-code { margin: 1.5em 0 0; }\n"
                            "section.closing { border-top: 1px solid; padding-top: 1em; }\n"
                            "hr + section.closing { margin: 0; border: 0; padding: 0; }\n"
                            "section.closing > h2:first-child, section.closing > [role=\"doc-pagebreak\"] + h2 { "
                            "margin-top: 0; }\n"
                            "pre { white-space: pre-wrap; word-wrap: break-word; }\n"
                            "figure { margin: 1.25em 0; page-break-inside: avoid; }\n"
                            /* A picture drawn in black on nothing would vanish at night. */
                            "img { max-width: 100%; width: auto; height: auto; background-color: #fff; }\n"
                            "figure img { display: block; }\n"
                            "figcaption { margin-top: 0.5em; }\n"
                            ".cover-page { margin: 0; padding: 0; text-align: center; }\n";

static const char tables[] =
    ".table { margin: 1.25em 0; }\n"
    "table { border-collapse: collapse; word-wrap: normal; }\n"
    ".caption { margin: 0 0 0.5em; font-weight: bold; page-break-after: avoid; }\n"
    "th, td { padding: 0.4em 1em 0.4em 0; text-align: left; vertical-align: top; border-bottom: 1px solid; }\n"
    "[dir=\"rtl\"] th, [dir=\"rtl\"] td { padding: 0.4em 0 0.4em 1em; text-align: right; }\n"
    "tr { page-break-inside: avoid; }\n"
    "thead th, thead td { vertical-align: bottom; border-bottom: 2px solid; }\n"
    "th.left, td.left { text-align: left; }\n"
    "th.center, td.center { text-align: center; }\n"
    "th.right, td.right { text-align: right; }\n";

/* A bar at the side where lines begin. */
static void
append_bar(GString *out, const char *selector, double width, double padding, double size)
{
  static const struct {
    const char *around, *side;
  } ways[] = {{"", "left"}, {"[dir=\"rtl\"] ", "right"}};
  for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
    g_string_append_printf(out, "%s%s { border-%s: ", ways[i].around, selector, ways[i].side);
    append_em(out, width, size);
    g_string_append_printf(out, " solid; padding-%s: ", ways[i].side);
    append_em(out, padding, size);
    g_string_append(out, i == 0 ? "; }\n" : "; border-left: 0; padding-left: 0; }\n");
  }
}

static const StsCalloutKind urgent[] = {STS_CALLOUT_WARNING, STS_CALLOUT_CAUTION};

/* What may harm a patient: a border all round, and the label in white on a bar of the theme's own colour, which has the
 * contrast for it on any page. Where a reader takes the bar away, its colour for text stands there. */
static void
append_urgent(GString *out, const StsTheme *theme)
{
  g_autoptr(GString) border = g_string_new(NULL);
  append_em(border, MAX(theme->callout_border, 2), theme->text[STS_TEXT_BODY].size);
  for (size_t i = 0; i < G_N_ELEMENTS(urgent); i++) {
    const char *name = sts_callout_kind_name(urgent[i]);
    g_string_append_printf(out,
                           ".callout.%s, [dir=\"rtl\"] .callout.%s { border-width: %s; padding: 0 0 0.25em; }\n"
                           ".callout.%s > * { margin-left: 1em; margin-right: 1em; }\n"
                           ".callout.%s > .callout-label { margin: 0 0 0.75em; padding: 0.25em 1em; color: #fff; "
                           "background-color: ",
                           name, name, border->str, name, name);
    append_hex(out, theme->callout[urgent[i]]);
    g_string_append(out, "; }\n");
  }
}

static void
append_callouts(GString *out, const StsTheme *theme)
{
  g_autoptr(GString) bar = g_string_new(NULL), quiet = g_string_new(NULL);
  append_em(bar, MAX(theme->callout_bar, 3), theme->text[STS_TEXT_BODY].size);
  append_em(quiet, MAX(theme->callout_quiet_bar, 1), theme->text[STS_TEXT_BODY].size);
  g_string_append_printf(out,
                         ".callout { border: 1px solid; border-left-width: %s; }\n[dir=\"rtl\"] .callout { "
                         "border-left-width: 1px; border-right-width: %s; }\n",
                         bar->str, bar->str);
  for (int kind = 0; kind < STS_CALLOUT_KINDS; kind++) {
    g_string_append_printf(out, ".callout.%s { border-color: ", sts_callout_kind_name((StsCalloutKind)kind));
    append_color(out, theme->callout[kind]);
    g_string_append(out, "; }\n");
  }
  g_string_append_printf(out,
                         ".callout.editors-note { border-width: 0; border-left-width: %s; }\n[dir=\"rtl\"] "
                         ".callout.editors-note { border-left-width: 0; border-right-width: %s; }\n",
                         quiet->str, quiet->str);
  append_urgent(out, theme);
}

static void
append_definitions(GString *out, const StsTheme *theme)
{
  const double size = theme->text[STS_TEXT_BODY].size;
  g_string_append(out, "dd { margin: 0 0 0.75em ");
  append_em(out, theme->definition_indent, size);
  g_string_append(out, "; }\n[dir=\"rtl\"] dd { margin: 0 ");
  append_em(out, theme->definition_indent, size);
  g_string_append(out, " 0.75em 0; }\n");
}

/* Around marks of links and notes, where the style has brackets: no text, as on paper. The link has its name, in which
 * nobody hears them. */
static const char brackets[] = "sup.opens > a:before { content: \"[\"; }\nsup.closes > a:after { content: \"]\"; }\n";

static const char clinic[] =
    /* Where no later rule says more: the logo, and all else beside it. */
    ".masthead { margin: 0 0 1.5em; padding: 0 0 0.5em; border-bottom: 0.11em solid; overflow: hidden; }\n"
    ".masthead p { margin: 0; }\n"
    /* A line of its own, at the side where the others are. */
    ".masthead a:before { content: \"\\A\"; white-space: pre; }\n"
    ".masthead figure { float: left; margin: 0 0.75em 0 0; }\n"
    "[dir=\"rtl\"] .masthead figure { float: right; margin: 0 0 0 0.75em; }\n"
    ".masthead img { height: 2.8em; max-width: 8em; }\n"
    "section.clinic { margin: 2em 0 0; border: 1px solid; padding: 0.75em 1em; }\n"
    "section.clinic h2 { margin-top: 0; }\n"
    "section.clinic p { margin: 0 0 0.35em; }\n"
    /* A line to write on. */
    "section.clinic hr { margin: 2.2em 0 0; }\n"
    "section.clinic hr + p { margin-top: 1.2em; }\n";

/* The clinic's own part, where there is one. */
static void
append_clinic(GString *out, const StsXhtmlMaterial *material)
{
  const StsTheme *theme = material->theme;
  const double body = theme->text[STS_TEXT_BODY].size, small = theme->text[STS_TEXT_MASTHEAD].size;
  StsColor accent = theme->accent;

  sts_xhtml_append_sheet(out, material, clinic);
  g_string_append(out, ".masthead p { font-size: ");
  sts_text_append_number(out, CLAMP(small / body, smallest, largest), 3);
  g_string_append(out, "em; }\n.masthead a { font-weight: bold; font-size: ");
  sts_text_append_number(out, CLAMP(theme->text[STS_TEXT_MASTHEAD_PHONE].size / small, 1, largest), 3);
  g_string_append(out, "em; }\n");
  sts_clinic_find_accent(material->publication->root->first_child->first_child, &accent);
  g_string_append(out, ".masthead { border-color: ");
  append_color(out, accent);
  g_string_append(out, "; }\n");
}

void
sts_xhtml_append_css(GString *out, const StsXhtmlMaterial *material)
{
  g_string_append(out, "@charset \"utf-8\";\n");
  sts_xhtml_append_rules(out, material);
}

void
sts_xhtml_append_rules(GString *out, const StsXhtmlMaterial *material)
{
  const StsTheme *theme = material->theme;
  const StsTextStyle *body = &theme->text[STS_TEXT_BODY];
  append_font_faces(out, material);
  sts_xhtml_append_sheet(out, material, page);
  if (material->fonts->len > 0) {
    g_string_append(out, "body { font-family: ");
    sts_xhtml_append_families(out, material, body->family);
    g_string_append(out, "; }\n");
  }
  if (!body->justify)
    g_string_append(out, "body { text-align: left; }\n[dir=\"rtl\"] body { text-align: right; }\n");
  append_text_rules(out, material);
  g_string_append(out, lists);
  /* Both boxes of one font, whichever of them others have. */
  if (material->has_tasks && is_embedded(material, STS_SYMBOLS_FAMILY))
    g_string_append(out, "ul.task .label { font-family: \"" STS_SYMBOLS_FAMILY "\", sans-serif; }\n");
  sts_xhtml_append_sheet(out, material, boxes);
  if (material->has_reviewers)
    g_string_append(out, ".reviewers { margin: 0; }\n");
  g_string_append(out, tables);
  g_string_append(out, "blockquote { margin: 0 0 0.75em; }\n");
  append_bar(out, "blockquote", MAX(theme->quote_bar, 1), theme->quote_indent, body->size);
  g_string_append(out, "[dir] blockquote blockquote blockquote blockquote { border: 0; padding: 0; }\n");
  append_definitions(out, theme);
  append_callouts(out, theme);
  if (material->publication->clinic != NULL)
    append_clinic(out, material);
  if (theme->numbers_in_brackets)
    g_string_append(out, brackets);
  if (theme->emphasis_is_bold)
    g_string_append(out, "em { font-style: normal; font-weight: bold; }\n");
  if (!theme->names_italic)
    g_string_append(out, "i { font-style: normal; }\n");
  g_string_append(out, "pre, code { font-family: ");
  append_families(out, material, theme->mono_family, "monospace");
  g_string_append(out, "; }\ncode { font-size: ");
  sts_text_append_number(out, CLAMP(theme->code_scale, smallest, 1.0), 3);
  g_string_append(out, "em; }\npre code { font-size: 1em; }\nsup, sub { font-size: ");
  sts_text_append_number(out,
                         CLAMP(sts_theme_scale(theme, body->size, theme->superscript_scale) / body->size, 0.7, 1.0), 3);
  g_string_append(out, "em; }\n");
}

/* ---- what newer readers know ---- */

static const char newer[] = "body, pre { overflow-wrap: break-word; }\n"
                            "h1, h2, h3, h4, h5, h6, dt { break-after: avoid; }\n"
                            ".callout, figure { break-inside: avoid; }\n"
                            "hr { opacity: 0.5; }\n"
                            "ol.parenthesis > li::marker { content: counter(list-item) \") \"; }\n"
                            ".address { hyphens: none; -webkit-hyphens: none; -epub-hyphens: none; }\n"
                            ".hyperlinks a, .references li { overflow-wrap: anywhere; word-break: break-word; }\n"
                            ".table { container-type: inline-size; }\n"
                            "table { overflow-wrap: normal; }\n"
                            "img { max-height: 95vh; }\n";

/* Text may run against the direction of the page: an English address in an Arabic section. Only these properties follow
 * it. What hangs out of its block does so only with the room for it, in one rule: KOReader knows negative indents and
 * not the margins. */
static const char directed[] =
    "  ul, ol, [dir=\"rtl\"] ul, [dir=\"rtl\"] ol { padding: 0; padding-inline-start: 1.6em; }\n"
    "  ul.plain, ul.task, ul.labelled, nav ol, [dir=\"rtl\"] nav ol { padding: 0; }\n"
    "  nav li ol, [dir=\"rtl\"] nav li ol { padding: 0; padding-inline-start: 1.5em; }\n"
    "  ul.labelled > li, ul.task > li { margin-inline-start: 2em; }\n"
    "  ul.task > li.bullet { list-style-position: outside; }\n"
    "  ul.labelled > li .label, ul.task > li > .label, ul.task > li > p > .label { display: inline-block; min-width: "
    "1.75em; margin-inline-start: -2em; text-indent: 0; }\n"
    "  ul.labelled > li .label.again { display: inline; margin-inline-start: 0; }\n"
    "  ul.plain > li { margin-inline-start: 1.5em; }\n"
    "  ul.plain > li, ul.plain > li > p { text-indent: -1.5em; }\n"
    "  ul.plain li ul, ul.plain li ol, ul.plain li pre { text-indent: 0; }\n"
    "  .labelled li, .labelled p, .task > li, .task > li > p, .plain > li, .plain > li > p, .status, nav li { "
    "text-align: start; }\n"
    "  th, td, [dir=\"rtl\"] th, [dir=\"rtl\"] td { padding: 0.4em 0; padding-inline-end: 1em; text-align: start; }\n"
    "  th.left, td.left { text-align: left; }\n"
    "  th.center, td.center { text-align: center; }\n"
    "  th.right, td.right { text-align: right; }\n";

/* Where a table cannot fit, each row becomes a list; the headers stay for screen readers and stand before each value
 * for the eye. */
static void
append_stacked(GString *out, const char *condition, int width, int step)
{
  static const struct {
    const char *parts, *declarations;
  } stacked[] = {
      {",tbody,tr,td,tbody th", "display: block"},
      {"thead", "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0)"},
      {"tr", "border-bottom: 2px solid; padding: 0.5em 0"},
      {"tbody tr > :first-child", "font-weight: bold"},
      {"", "overflow-wrap: break-word; word-wrap: break-word"},
      {"td,tbody th", "border: 0; padding: 0.2em 0; text-align: start"},
      {"tbody [data-label]::before", "content: attr(data-label) \": \"; font-weight: bold"},
  };
  g_string_append_printf(out, "@%s (max-width: %dem) {\n", condition, width);
  for (size_t i = 0; i < G_N_ELEMENTS(stacked); i++) {
    g_auto(GStrv) parts = g_strsplit(stacked[i].parts, ",", -1);
    g_string_append(out, "  ");
    for (char **part = parts; part[0] != NULL; part++)
      g_string_append_printf(out, "table.stack-%d%s%s%s", step, **part != '\0' ? " " : "", *part,
                             part[1] != NULL ? ", " : "");
    if (parts[0] == NULL)
      g_string_append_printf(out, "table.stack-%d", step);
    g_string_append_printf(out, " { %s; }\n", stacked[i].declarations);
  }
  g_string_append(out, "}\n");
}

/* By the screen, and by the room that the table has in a column of it, measured in the letters that the reader chose,
 * where the reader's program can tell. */
static void
append_tables(GString *out, const StsXhtmlMaterial *material)
{
  for (int i = 0; i < STS_XHTML_TABLE_WIDTHS; i++) {
    if (!material->has_table_step[i])
      continue;
    const int width = sts_xhtml_table_widths[i];
    append_stacked(out, "media", width + 2, width);
    append_stacked(out, "container", width, width);
  }
}

/* The telephone number beneath the address, or at the other edge where there is room for it. */
static const char masthead[] =
    ".masthead { display: grid; grid-template-columns: auto 1fr; column-gap: 0.75em; }\n"
    ".masthead figure, [dir=\"rtl\"] .masthead figure { float: none; margin: 0; grid-row: 1 / 4; }\n"
    /* Else the mark of a page would take the first row. */
    ".masthead p { grid-column: 2; grid-row: 1; }\n"
    ".masthead p + p { grid-row: 2; }\n"
    ".masthead p + p + p { grid-row: 3; }\n"
    "@media (min-width: 34em) {\n"
    "  .masthead { grid-template: 1fr 1fr / auto 1fr auto; }\n"
    "  .masthead figure, [dir=\"rtl\"] .masthead figure { grid-row: 1 / 3; align-self: center; }\n"
    "  .masthead p:first-of-type { align-self: end; }\n"
    "  .masthead p:has(a):last-child { grid-column: 3; grid-row: 1 / 3; align-self: center; text-align: end; }\n"
    "}\n";

static void
append_directed(GString *out, const StsTheme *theme)
{
  const StsTextStyle *body = &theme->text[STS_TEXT_BODY];
  g_string_append(out, "@supports (margin-inline-start: 1em) {\n");
  if (!body->justify)
    g_string_append(out, "  body, [dir=\"rtl\"] body { text-align: start; }\n");
  g_string_append(out, directed);
  g_string_append(out, "  blockquote, [dir=\"rtl\"] blockquote { border: 0; padding: 0; border-inline-start: ");
  append_em(out, MAX(theme->quote_bar, 1), body->size);
  g_string_append(out, " solid; padding-inline-start: ");
  append_em(out, theme->quote_indent, body->size);
  g_string_append(out, "; }\n  dd, [dir=\"rtl\"] dd { margin: 0 0 0.75em; margin-inline-start: ");
  append_em(out, theme->definition_indent, body->size);
  g_string_append(out, "; }\n  .callout, [dir=\"rtl\"] .callout { border-width: 1px; border-inline-start-width: ");
  append_em(out, MAX(theme->callout_bar, 3), body->size);
  g_string_append(out, "; }\n  .callout.editors-note, [dir=\"rtl\"] .callout.editors-note { border-width: 0; "
                       "border-inline-start-width: ");
  append_em(out, MAX(theme->callout_quiet_bar, 1), body->size);
  g_string_append(out, "; }\n}\n");
}

/* The sign before the label, painted without a letter that would be read aloud: its ground has the color of the label,
 * its mark of exclamation that of the bar. Both are images, which stay where a reader takes grounds away. */
static void
append_signs(GString *out, const StsTheme *theme)
{
  static const struct {
    const char *outline;
    int mark, dot; /* of the room, percent from above */
  } signs[] = {
      {"50% 2%, 100% 95%, 0 95%", 52, 84},
      {"29% 0, 71% 0, 100% 29%, 100% 71%, 71% 100%, 29% 100%, 0 71%, 0 29%", 30, 74},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(urgent); i++) {
    const char *name = sts_callout_kind_name(urgent[i]);
    char hex[STS_COLOR_HEX_SIZE];
    sts_color_write_hex(theme->callout[urgent[i]], hex);
    g_string_append_printf(out, ".callout.%s, [dir=\"rtl\"] .callout.%s { border-width: ", name, name);
    append_em(out, MAX(theme->callout_border, 2), theme->text[STS_TEXT_BODY].size);
    g_string_append_printf(
        out,
        "; }\n.callout.%s > .callout-label { break-after: avoid; }\n"
        ".callout.%s > .callout-label::before { content: \"\"; display: inline-block; width: 1.15em; height: 1.15em; "
        "margin-inline-end: 0.45em; vertical-align: -0.2em; clip-path: polygon(%s); background: "
        "linear-gradient(%s, %s) 50%% %d%% / 12%% 34%% no-repeat, linear-gradient(%s, %s) 50%% %d%% / 12%% 12%% "
        "no-repeat, linear-gradient(currentColor, currentColor); }\n",
        name, name, signs[i].outline, hex, hex, signs[i].mark, hex, hex, signs[i].dot);
  }
}

void
sts_xhtml_append_newer_css(GString *out, const StsXhtmlMaterial *material)
{
  g_string_append(out, "@charset \"utf-8\";\n");
  sts_xhtml_append_newer_rules(out, material);
}

void
sts_xhtml_append_newer_rules(GString *out, const StsXhtmlMaterial *material)
{
  const char *hyphens = material->theme->text[STS_TEXT_BODY].hyphenate ? "auto" : "manual";
  sts_xhtml_append_sheet(out, material, newer);
  g_string_append_printf(out, "body { hyphens: %s; -webkit-hyphens: %s; -epub-hyphens: %s; }\n", hyphens, hyphens,
                         hyphens);
  append_directed(out, material->theme);
  if (material->publication->clinic != NULL)
    g_string_append(out, masthead);
  append_signs(out, material->theme);
  append_tables(out, material);
}
