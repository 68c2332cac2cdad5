/* Adds to the style sheet of e-readers what they have of their own: colors, the width of lines, pages. */
#include "output/html/page-style.h"

#include <string.h>

#include "base/language-tag.h"
#include "base/text.h"
#include "document/color.h"
#include "document/foot-text.h"
#include "output/xhtml/css.h"

/* By night: of what is black by day, and of what has a color. WCAG 2.2, 1.4.6, asks for 7. */
static const double ink_contrast = 13, color_contrast = 8;

static const StsColor white = {1, 1, 1}, night = {0.071, 0.078, 0.086};

/* A size that is so many points on paper is as many on the screen: 12 are 16 pixels. */
static const double root_size = 12;

/* Lines of a screen are further apart than those of paper (WCAG 2.2, 1.4.12). */
static const double screen_leading = 1.5;

/* About 70 characters. */
static const double measure = 36;

static const char page[] =
    "html { color-scheme: light dark; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }\n"
    "main { margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }\n"
    "main > * + section { margin-top: 4rem; }\n"
    "main > nav { margin-top: 3rem; }\n"
    "a:focus-visible, [tabindex]:focus-visible { outline: 0.19em solid; outline-offset: 0.15em; border-radius: 2px; }\n"
    /* 24 pixels wide (WCAG 2.2, 2.5.8), without a gap in the text. */
    "sup a { padding-left: 9px; padding-right: 9px; margin-left: calc(0.2em - 9px); margin-right: calc(0.2em - 9px); "
    "}\n"
    ":target { scroll-margin-top: 1rem; }\n"
    "figure { margin-left: 0; margin-right: 0; }\n"
    "h1, h2, h3 { text-wrap: balance; }\n"
    "@media (max-width: 30em) { main { padding: 1rem 0.9rem 2rem; } }\n";

static const char paper[] =
    "  main { max-width: none; padding: 0; }\n"
    "  main > * + section, main > nav { break-before: page; margin-top: 0; }\n"
    "  a:focus-visible { outline: 0; }\n"
    "  h1, h2, h3, h4, h5, h6, dt, .callout-label, .caption { break-after: avoid; }\n"
    "  .callout, figure, tr, .disclaimer, .last-revised, section.clinic { break-inside: avoid; }\n"
    "  .short-code { break-before: avoid; margin-top: 0.5em; }\n"
    "  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n";

static void
append_hex(GString *out, StsColor color)
{
  char hex[STS_COLOR_HEX_SIZE];

  sts_color_write_hex(color, hex);
  g_string_append(out, hex);
}

/* Returns the color, lighter until text of it has its contrast on the ground of the night. */
static StsColor
lighten(StsColor color)
{
  const double spread = MAX(MAX(color.red, color.green), color.blue) - MIN(MIN(color.red, color.green), color.blue);
  const double wanted = spread < 0.1 ? ink_contrast : color_contrast;
  for (int step = 0; step < 100 && sts_color_contrast(color, night) < wanted; step++) {
    color.red += (1 - color.red) * 0.05;
    color.green += (1 - color.green) * 0.05;
    color.blue += (1 - color.blue) * 0.05;
  }
  return color;
}

static const struct {
  StsTextKind kind;
  const char *selector;
} colored[] = {
    {STS_TEXT_BODY, "body"},
    {STS_TEXT_TITLE, "h1"},
    {STS_TEXT_HEADING_2, "h2"},
    {STS_TEXT_HEADING_3, "h3"},
    {STS_TEXT_HEADING_4, "h4"},
    {STS_TEXT_HEADING_5, "h5"},
    {STS_TEXT_HEADING_6, "h6"},
    {STS_TEXT_COVER_TITLE, ".cover h1"},
    {STS_TEXT_CLOSING_HEADING, ".closing h2"},
    {STS_TEXT_BYLINE, ".byline p"},
};

/* The colors of text, by day as they are in the theme. */
static void
append_colors(GString *out, const StsXhtmlMaterial *material, bool dark)
{
  const StsTheme *theme = material->theme;

  g_string_append(out, "  body { background: ");
  append_hex(out, dark ? night : white);
  g_string_append(out, "; }\n");
  for (size_t i = 0; i < G_N_ELEMENTS(colored); i++) {
    StsColor color = theme->text[colored[i].kind].color;
    g_string_append(out, "  ");
    sts_xhtml_append_sheet(out, material, colored[i].selector);
    g_string_append(out, " { color: ");
    append_hex(out, dark ? lighten(color) : color);
    g_string_append(out, "; }\n");
  }
  g_string_append(out, "  a[href] { color: ");
  append_hex(out, dark ? lighten(theme->link) : theme->link);
  g_string_append(out, "; }\n");
}

static void
append_number(GString *out, const char *before, double number, const char *after)
{
  g_string_append(out, before);
  sts_text_append_number(out, number, 3);
  g_string_append(out, after);
}

static void
append_screen(GString *out, const StsXhtmlMaterial *material)
{
  const StsTextStyle *body = &material->theme->text[STS_TEXT_BODY];

  g_string_append(out, page);
  append_number(out, "body { margin: 0; padding: 0; font-size: ", body->size / root_size, "rem; ");
  append_number(out, "line-height: ", MAX(body->leading / body->size, screen_leading), "; }\n");
  append_number(out, "main { max-width: ", measure, "em; }\n");
  append_colors(out, material, false);
  g_string_append(out, "@media screen and (prefers-color-scheme: dark) {\n");
  append_colors(out, material, true);
  g_string_append(out, "}\n");
}

/* "Page 3 of 7", of which the program that prints knows the numbers. */
static void
append_page_number(GString *out, const StsTerms *terms)
{
  static const char PAGE[] = "\x01", PAGES[] = "\x02";
  g_autofree char *text = sts_terms_format(terms, "page-of", "page", PAGE, "pages", PAGES, NULL);

  for (const char *from = text; *from;) {
    const size_t length = strcspn(from, "\x01\x02");
    g_autofree char *words = g_strndup(from, length);
    sts_text_append_css_string(out, words);
    from += length;
    if (*from)
      g_string_append(out, *from++ == *PAGE ? " counter(page) " : " counter(pages) ");
  }
}

static void
append_piece(GString *line, const char *piece)
{
  if (piece && *piece)
    g_string_append_printf(line, "%s%s", line->len > 0 ? " \xc2\xb7 " : "", piece);
}

static void
begin_box(GString *out, const StsXhtmlMaterial *material, const char *side)
{
  const StsTextStyle *style = &material->theme->text[STS_TEXT_FOOTER];

  g_string_append_printf(out, "  @bottom-%s { ", side);
  append_number(out, "font-size: ", style->size, "pt; ");
  append_number(out, "line-height: ", style->leading / style->size, "; font-family: ");
  sts_xhtml_append_families(out, material, style->family);
  append_number(out, "; border-top: ", material->theme->table_rule,
                "pt solid; margin-top: 9pt; padding-top: 4pt; vertical-align: top; ");
  g_string_append_printf(out, "text-align: %s; color: ", side);
  append_hex(out, style->color);
  g_string_append(out, "; content: ");
}

/* As in the PDF: title and date, below them status and code; the page's number at the other side. */
static void
append_foot(GString *out, const StsXhtmlMaterial *material, const StsPublishedSection *section)
{
  const StsPublication *publication = material->publication;
  const char *language = section ? section->language : publication->language;
  const StsTerms *terms = sts_terms_set_lookup(publication->terms, language);
  const bool rtl = sts_language_is_rtl(language);
  g_autoptr(GString) above = g_string_new(NULL), below = g_string_new(NULL);
  g_auto(StsFootText) text;

  sts_foot_text_init(&text, publication, section, terms);
  append_piece(above, text.title);
  append_piece(above, text.revised);
  append_piece(below, text.status);
  append_piece(below, text.code);
  begin_box(out, material, rtl ? "right" : "left");
  sts_text_append_css_string(out, above->str);
  if (below->len > 0) {
    g_string_append(out, " \"\\A\" ");
    sts_text_append_css_string(out, below->str);
  }
  g_string_append(out, "; white-space: pre-line; }\n");
  begin_box(out, material, rtl ? "left" : "right");
  append_page_number(out, terms);
  g_string_append(out, "; }\n");
}

/* Each section has its foot: a page is named after it. */
static void
append_feet(GString *out, const StsXhtmlMaterial *material)
{
  const GArray *sections = material->publication->sections;

  for (guint i = 0; i < sections->len; i++) {
    const StsPublishedSection *section = &g_array_index(sections, StsPublishedSection, i);
    g_string_append_printf(out, "@page of-%u {\n", i + 1);
    append_foot(out, material, section);
    g_string_append(out, "}\n[id=");
    sts_text_append_css_string(out, section->node->id);
    g_string_append_printf(out, "] { page: of-%u; }\n", i + 1);
  }
}

static void
append_paper(GString *out, const StsXhtmlMaterial *material)
{
  const StsTheme *theme = material->theme;
  const StsTextStyle *body = &theme->text[STS_TEXT_BODY];
  const bool several = material->publication->book || material->publication->sections->len > 1;

  append_number(out, "@page { size: ", theme->page_width, "pt ");
  append_number(out, "", theme->page_height, "pt; ");
  append_number(out, "margin: ", theme->margin_top, "pt ");
  append_number(out, "", theme->margin_outer, "pt ");
  append_number(out, "", theme->margin_bottom, "pt ");
  append_number(out, "", theme->margin_inner, "pt;\n");
  append_foot(out, material, several ? NULL : &g_array_index(material->publication->sections, StsPublishedSection, 0));
  g_string_append(out, "}\n");
  if (several)
    append_feet(out, material);
  g_string_append(out, "@media print {\n");
  append_number(out, "  html { color-scheme: light; } body { line-height: ", body->leading / body->size, "; }\n");
  sts_xhtml_append_sheet(out, material, paper);
  g_string_append(out, "}\n");
}

void
sts_html_append_style(GString *out, const StsXhtmlMaterial *material)
{
  g_autoptr(GString) sheet = g_string_new(NULL);

  sts_xhtml_append_rules(sheet, material);
  sts_xhtml_append_newer_rules(sheet, material);
  append_screen(sheet, material);
  append_paper(sheet, material);
  /* They can only stand in a string, as in the name of a font. */
  g_string_replace(sheet, "<", "\\3c ", 0);
  g_string_replace(sheet, "&", "\\26 ", 0);
  g_string_append(out, sheet->str);
}
