/* The table of all keys that a style file may have. */
#include "style/theme-keys.h"

#define FIELD(type, field) offsetof(type, field)
#define NUMBER(group, name, field, least, most)                                                                        \
  {                                                                                                                    \
    group, name, STS_KEY_NUMBER, FIELD(StsTheme, field), least, most, false                                            \
  }
#define ON_GRID(group, name, field, least, most)                                                                       \
  {                                                                                                                    \
    group, name, STS_KEY_NUMBER, FIELD(StsTheme, field), least, most, true                                             \
  }
#define COUNT(group, name, field, least, most)                                                                         \
  {                                                                                                                    \
    group, name, STS_KEY_COUNT, FIELD(StsTheme, field), least, most, false                                             \
  }
#define SWITCH(group, name, field)                                                                                     \
  {                                                                                                                    \
    group, name, STS_KEY_SWITCH, FIELD(StsTheme, field), 0, 0, false                                                   \
  }
#define COLOR(name, field)                                                                                             \
  {                                                                                                                    \
    "colors", name, STS_KEY_COLOR, FIELD(StsTheme, field), 0, 0, false                                                 \
  }

static const StsThemeKey KEYS[] = {
    {"page", "paper", STS_KEY_PAPER, FIELD(StsTheme, paper), 0, 0, false},
    NUMBER("page", "margin-top", margin_top, 18, 216),
    NUMBER("page", "margin-bottom", margin_bottom, 18, 216),
    NUMBER("page", "margin-inner", margin_inner, 18, 216),
    NUMBER("page", "margin-outer", margin_outer, 18, 216),
    SWITCH("page", "duplex", duplex),
    NUMBER("page", "measure", measure, 0, 1000),
    NUMBER("page", "grid", grid, 1, 72),
    NUMBER("page", "footer-distance", footer_distance, 6, 144),

    SWITCH("inline", "emphasis-is-bold", emphasis_is_bold),
    SWITCH("inline", "names-italic", names_italic),
    {"inline", "mono-family", STS_KEY_FAMILY, FIELD(StsTheme, mono_family), 0, 0, false},
    NUMBER("inline", "code-scale", code_scale, 0.5, 1.5),
    NUMBER("inline", "superscript-scale", superscript_scale, 0.5, 1),
    NUMBER("inline", "superscript-rise", superscript_rise, 0, 1),
    NUMBER("inline", "subscript-drop", subscript_drop, 0, 1),
    SWITCH("inline", "numbers-in-brackets", numbers_in_brackets),
    SWITCH("inline", "links-underlined", links_underlined),

    NUMBER("list", "indent", list_indent, 6, 144),
    NUMBER("list", "gap", list_gap, 1, 36),
    NUMBER("quote", "indent", quote_indent, 0, 144),
    NUMBER("quote", "bar", quote_bar, 0, 12),
    NUMBER("callout", "padding", callout_padding, 0, 36),
    NUMBER("callout", "bar", callout_bar, 0, 12),
    NUMBER("callout", "border", callout_border, 1, 12),
    NUMBER("callout", "quiet-bar", callout_quiet_bar, 0, 12),
    NUMBER("table", "padding-x", table_padding_x, 0, 36),
    NUMBER("table", "padding-y", table_padding_y, 0, 36),
    NUMBER("table", "rule", table_rule, 0, 6),
    NUMBER("table", "header-rule", table_header_rule, 0, 6),
    NUMBER("table", "size-min", table_size_min, 6, 72),
    NUMBER("definition", "indent", definition_indent, 0, 144),
    NUMBER("hanging", "indent", hanging_indent, 0, 144),
    SWITCH("image", "describe-small", image_describe_small),
    NUMBER("image", "dpi-min", image_dpi_min, 72, 600),

    COLOR("ink", ink),
    COLOR("muted", muted),
    COLOR("link", link),
    COLOR("rule", rule),
    COLOR("shade", shade),
    COLOR("accent", accent),
    COLOR("note", callout[STS_CALLOUT_NOTE]),
    COLOR("tip", callout[STS_CALLOUT_TIP]),
    COLOR("important", callout[STS_CALLOUT_IMPORTANT]),
    COLOR("warning", callout[STS_CALLOUT_WARNING]),
    COLOR("caution", callout[STS_CALLOUT_CAUTION]),
    COLOR("editors-note", callout[STS_CALLOUT_EDITOR]),

    COUNT("breaks", "widows", widows, 1, 10),
    COUNT("breaks", "orphans", orphans, 1, 10),
    COUNT("breaks", "heading-keep-lines", heading_keep_lines, 1, 10),
    NUMBER("breaks", "spaces-min", spaces_min, 0.5, 1),

    NUMBER(NULL, "size-min", size_min, 6, 72),
    {NULL, "fallback", STS_KEY_FAMILIES, FIELD(StsTheme, fallback), 0, 0, false},
    {NULL, NULL, STS_KEY_NUMBER, 0, 0, 0, false},
};

static const StsThemeKey TEXT_KEYS[] = {
    {NULL, "family", STS_KEY_FAMILY, FIELD(StsTextStyle, family), 0, 0, false},
    {NULL, "size", STS_KEY_NUMBER, FIELD(StsTextStyle, size), 6, 96, false},
    {NULL, "leading", STS_KEY_NUMBER, FIELD(StsTextStyle, leading), 6, 144, true},
    {NULL, "bold", STS_KEY_SWITCH, FIELD(StsTextStyle, bold), 0, 0, false},
    {NULL, "italic", STS_KEY_SWITCH, FIELD(StsTextStyle, italic), 0, 0, false},
    {NULL, "color", STS_KEY_TEXT_COLOR, FIELD(StsTextStyle, color), 0, 0, false},
    {NULL, "space-before", STS_KEY_NUMBER, FIELD(StsTextStyle, space_before), 0, 288, true},
    {NULL, "space-after", STS_KEY_NUMBER, FIELD(StsTextStyle, space_after), 0, 288, true},
    {NULL, "hyphenate", STS_KEY_SWITCH, FIELD(StsTextStyle, hyphenate), 0, 0, false},
    {NULL, "justify", STS_KEY_SWITCH, FIELD(StsTextStyle, justify), 0, 0, false},
    {NULL, NULL, STS_KEY_NUMBER, 0, 0, 0, false},
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
    [STS_TEXT_KINDS] = NULL,
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
