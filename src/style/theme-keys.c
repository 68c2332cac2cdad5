/* The table of all keys that a style file may have. */
#include "style/theme-keys.h"

#define FIELD(field) offsetof(StsTheme, field)
#define NUMBER(group, name, field, unit, least, most, says)                                                            \
  {                                                                                                                    \
    group, name, STS_KEY_NUMBER, FIELD(field), least, most, false, unit, says                                          \
  }
#define COUNT(group, name, field, unit, least, most, says)                                                             \
  {                                                                                                                    \
    group, name, STS_KEY_COUNT, FIELD(field), least, most, false, unit, says                                           \
  }
#define VALUE(group, name, type, field, says)                                                                          \
  {                                                                                                                    \
    group, name, type, FIELD(field), 0, 0, false, NULL, says                                                           \
  }
#define SWITCH(group, name, field, says) VALUE(group, name, STS_KEY_SWITCH, field, says)
#define COLOR(name, field, says) VALUE("colors", name, STS_KEY_COLOR, field, says)

static const StsThemeKey KEYS[] = {
    VALUE("page", "paper", STS_KEY_PAPER, paper, "The paper that is printed on; --paper takes another."),
    NUMBER("page", "margin-top", margin_top, "pt", 18, 216, "Above the text."),
    NUMBER("page", "margin-bottom", margin_bottom, "pt", 18, 216, "Below the text, with the foot in it."),
    NUMBER("page", "margin-inner", margin_inner, "pt", 18, 216,
           "At the left; in print on both sides at the side of the fold or the punch."),
    NUMBER("page", "margin-outer", margin_outer, "pt", 18, 216,
           "At the right; in print on both sides at the other side."),
    SWITCH("page", "duplex", duplex,
           "Whether it is for print on both sides: sections start on right-hand pages, and margins are mirrored."),
    NUMBER("page", "measure", measure, "pt", 0, 1000,
           "The greatest length of a line; 0: as long as the margins leave it."),
    NUMBER("page", "grid", grid, "pt", 1, 72, "Leadings and spaces are multiples of it."),
    NUMBER("page", "footer-distance", footer_distance, "pt", 6, 144,
           "From the end of the text to the baseline of the first line of the foot."),

    SWITCH("inline", "emphasis-is-bold", emphasis_is_bold,
           "Whether *what is stressed* is bold; otherwise it is italic."),
    SWITCH("inline", "names-italic", names_italic,
           "Whether names that are set apart, as those of journals and genes, are italic; otherwise they look as the "
           "text around them."),
    VALUE("inline", "mono-family", STS_KEY_FAMILY, mono_family, "The family of code within a line."),
    NUMBER("inline", "code-scale", code_scale, "times the text", 0.5, 1.5, "The size of code within a line."),
    NUMBER("inline", "superscript-scale", superscript_scale, "times the text", 0.5, 1,
           "The size of superscripts and subscripts, of the numbers of links and the marks of notes; never less than "
           "`size-min`."),
    NUMBER("inline", "superscript-rise", superscript_rise, "times the size", 0, 1,
           "How far a superscript stands above the line."),
    NUMBER("inline", "subscript-drop", subscript_drop, "times the size", 0, 1, "How far a subscript stands below it."),
    SWITCH("inline", "numbers-in-brackets", numbers_in_brackets,
           "Whether the numbers of links and the marks of notes stand in brackets, not raised."),
    SWITCH("inline", "links-underlined", links_underlined, "Whether links are underlined."),

    NUMBER("list", "indent", list_indent, "pt", 6, 144, "From the margin to the text of an item."),
    NUMBER("list", "gap", list_gap, "pt", 1, 36, "Between its marker and its text."),

    NUMBER("quote", "indent", quote_indent, "pt", 0, 144, "From the margin to the text of a quotation."),
    NUMBER("quote", "bar", quote_bar, "pt", 0, 12, "The width of the bar at its side."),

    NUMBER("callout", "padding", callout_padding, "pt", 0, 36, "Around the text of a callout."),
    NUMBER("callout", "bar", callout_bar, "pt", 0, 12,
           "The width of the bar at the side of a Note, a Tip and an Important."),
    NUMBER("callout", "border", callout_border, "pt", 1, 12, "The width of the border around a Warning and a Caution."),
    NUMBER("callout", "quiet-bar", callout_quiet_bar, "pt", 0, 12,
           "The width of the bar at the side of an editor's note."),

    NUMBER("table", "padding-x", table_padding_x, "pt", 0, 36, "At the left and the right of the text of a cell."),
    NUMBER("table", "padding-y", table_padding_y, "pt", 0, 36, "Above and below it."),
    NUMBER("table", "rule", table_rule, "pt", 0, 6, "The width of the rules between rows."),
    NUMBER("table", "header-rule", table_header_rule, "pt", 0, 6, "The width of the rule below the head."),
    NUMBER("table", "size-min", table_size_min, "pt", 6, 72, "A wide table is set smaller, but not than this."),

    NUMBER("definition", "indent", definition_indent, "pt", 0, 144, "From the margin to what a term means."),

    NUMBER("hanging", "indent", hanging_indent, "pt", 0, 144,
           "From the margin to the second line of a reference or of a printed address."),

    SWITCH("image", "describe-small", image_describe_small,
           "Whether, where letters in a figure are under `size-min`, its text alternative stands beneath it."),
    NUMBER("image", "dpi-min", image_dpi_min, "dots per inch", 72, 600,
           "No picture is enlarged so far that it has fewer."),

    COLOR("ink", ink, "Text."),
    COLOR("muted", muted, "Text of less weight, as in the foot."),
    COLOR("link", link, "Links."),
    COLOR("rule", rule, "Rules, and the bar at the side of a quotation."),
    COLOR("shade", shade, "The ground of callouts, of code and of the heads of tables."),
    COLOR("accent", accent, "Titles and headings, and the ornament of the cover."),
    COLOR("note", callout[STS_CALLOUT_NOTE], "The bar and the label of a Note."),
    COLOR("tip", callout[STS_CALLOUT_TIP], "Those of a Tip."),
    COLOR("important", callout[STS_CALLOUT_IMPORTANT], "Those of an Important."),
    COLOR("warning", callout[STS_CALLOUT_WARNING],
          "The border of a Warning, and the ground of its label, which is white."),
    COLOR("caution", callout[STS_CALLOUT_CAUTION], "Those of a Caution."),
    COLOR("editors-note", callout[STS_CALLOUT_EDITOR], "The bar and the label of an editor's note."),

    COUNT("breaks", "widows", widows, "lines", 1, 10, "At least so many lines of a paragraph begin a page."),
    COUNT("breaks", "orphans", orphans, "lines", 1, 10, "At least so many end one."),
    COUNT("breaks", "heading-keep-lines", heading_keep_lines, "lines", 1, 10,
          "At least so many follow a heading on its page."),
    NUMBER("breaks", "spaces-min", spaces_min, "times the space", 0.5, 1,
           "What may be left of the spaces between blocks where that saves a page that would be nearly empty."),

    NUMBER(NULL, "size-min", size_min, "pt", 6, 72,
           "No character is set smaller, not in marks of links and notes either."),
    VALUE(NULL, "fallback", STS_KEY_FAMILIES, fallback,
          "For characters that the families of the text lack, in this order."),
    {NULL, NULL, STS_KEY_NUMBER, 0, 0, 0, false, NULL, NULL},
};

#define TEXT(name, type, field, unit, least, most, on_grid, says)                                                      \
  {                                                                                                                    \
    NULL, name, type, offsetof(StsTextStyle, field), least, most, on_grid, unit, says                                  \
  }

static const StsThemeKey TEXT_KEYS[] = {
    TEXT("family", STS_KEY_FAMILY, family, NULL, 0, 0, false, "The family."),
    TEXT("size", STS_KEY_NUMBER, size, "pt", 6, 96, false, "The size."),
    TEXT("leading", STS_KEY_NUMBER, leading, "pt", 6, 144, true, "From one baseline to the next."),
    TEXT("bold", STS_KEY_SWITCH, bold, NULL, 0, 0, false, "Whether it is bold."),
    TEXT("italic", STS_KEY_SWITCH, italic, NULL, 0, 0, false, "Whether it is italic."),
    TEXT("color", STS_KEY_TEXT_COLOR, color, NULL, 0, 0, false, "Its color, or the name of one of `colors`."),
    TEXT("space-before", STS_KEY_NUMBER, space_before, "pt", 0, 288, true,
         "Above it; of two spaces that meet, the larger one counts."),
    TEXT("space-after", STS_KEY_NUMBER, space_after, "pt", 0, 288, true, "Below it."),
    TEXT("hyphenate", STS_KEY_SWITCH, hyphenate, NULL, 0, 0, false, "Whether words are divided at the ends of lines."),
    TEXT("justify", STS_KEY_SWITCH, justify, NULL, 0, 0, false, "Whether lines end at one edge."),
    {NULL, NULL, STS_KEY_NUMBER, 0, 0, 0, false, NULL, NULL},
};

G_STATIC_ASSERT(G_N_ELEMENTS(KEYS) <= STS_THEME_KEYS_MAX);
G_STATIC_ASSERT(G_N_ELEMENTS(TEXT_KEYS) <= STS_THEME_TEXT_KEYS_MAX);

static const char *const TEXT_NAMES[] = {
    [STS_TEXT_BODY] = "body",
    [STS_TEXT_TITLE] = "title",
    [STS_TEXT_HEADING_2] = "heading-2",
    [STS_TEXT_HEADING_3] = "heading-3",
    [STS_TEXT_HEADING_4] = "heading-4",
    [STS_TEXT_HEADING_5] = "heading-5",
    [STS_TEXT_HEADING_6] = "heading-6",
    [STS_TEXT_COVER_TITLE] = "cover-title",
    [STS_TEXT_BYLINE] = "byline",
    [STS_TEXT_CALLOUT_LABEL] = "callout-label",
    [STS_TEXT_CAPTION] = "caption",
    [STS_TEXT_TABLE] = "table",
    [STS_TEXT_TABLE_HEADER] = "table-header",
    [STS_TEXT_CODE] = "code",
    [STS_TEXT_CLOSING] = "closing",
    [STS_TEXT_CLOSING_HEADING] = "closing-heading",
    [STS_TEXT_CONTENTS] = "contents",
    [STS_TEXT_FOOTER] = "footer",
    [STS_TEXT_MASTHEAD] = "masthead",
    [STS_TEXT_MASTHEAD_PHONE] = "masthead-phone",
    [STS_TEXT_KINDS] = NULL,
};

static const char *const TEXT_SAYS[] = {
    [STS_TEXT_BODY] = "Paragraphs, and all that says nothing else.",
    [STS_TEXT_TITLE] = "The title of a section.",
    [STS_TEXT_HEADING_2] = "Headings of the second level.",
    [STS_TEXT_HEADING_3] = "Of the third.",
    [STS_TEXT_HEADING_4] = "Of the fourth.",
    [STS_TEXT_HEADING_5] = "Of the fifth.",
    [STS_TEXT_HEADING_6] = "Of the sixth.",
    [STS_TEXT_COVER_TITLE] = "The title on the cover of a book.",
    [STS_TEXT_BYLINE] = "What stands below the title of a section: its date and its status.",
    [STS_TEXT_CALLOUT_LABEL] = "“Note”, “Warning” and the like.",
    [STS_TEXT_CAPTION] = "Captions of figures, and text alternatives beneath them.",
    [STS_TEXT_TABLE] = "Cells of a table.",
    [STS_TEXT_TABLE_HEADER] = "Cells of its head.",
    [STS_TEXT_CODE] = "Blocks of code.",
    [STS_TEXT_CLOSING] = "The closing parts: notes, hyperlinks, references, disclaimer, date.",
    [STS_TEXT_CLOSING_HEADING] = "Their headings.",
    [STS_TEXT_CONTENTS] = "Entries of the contents list.",
    [STS_TEXT_FOOTER] = "The foot of each page.",
    [STS_TEXT_MASTHEAD] = "The clinic's name and address at the head of the first page, and the space below.",
    [STS_TEXT_MASTHEAD_PHONE] = "The clinic's telephone number there.",
};

const StsThemeKey *
sts_theme_keys(void)
{
  return KEYS;
}

const StsThemeKey *
sts_theme_text_keys(void)
{
  return TEXT_KEYS;
}

const char *const *
sts_theme_text_names(void)
{
  return TEXT_NAMES;
}

const char *
sts_theme_text_says(StsTextKind kind)
{
  return TEXT_SAYS[kind];
}
