/* Completes a theme that was read, and finds what is missing in it or does not go together. */
#include "style/theme-check.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"

/* WCAG 2.1, success criterion 1.4.3 (AA) for text of any size. */
#define CONTRAST_MIN 4.5

static size_t
size_of(StsKeyType type)
{
  switch (type) {
  case STS_KEY_NUMBER:
    return sizeof(double);
  case STS_KEY_COUNT:
    return sizeof(int);
  case STS_KEY_SWITCH:
    return sizeof(bool);
  case STS_KEY_FAMILY:
  case STS_KEY_FAMILIES:
  case STS_KEY_PAPER:
    return sizeof(void *);
  case STS_KEY_COLOR:
  case STS_KEY_TEXT_COLOR:
    return sizeof(StsColor);
  }
  g_assert_not_reached();
}

void
sts_theme_complete(StsThemeReading *reading)
{
  const StsThemeKey *keys = sts_theme_text_keys();
  StsTextStyle *text = reading->theme->text;

  for (int kind = 0; kind < STS_TEXT_KINDS; kind++) {
    for (int i = 0; keys[i].name; i++) {
      if (kind == STS_TEXT_BODY || reading->text_positions[kind][i].line > 0)
        continue;
      memcpy((char *)&text[kind] + keys[i].offset, (const char *)&text[STS_TEXT_BODY] + keys[i].offset,
             size_of(keys[i].type));
      if (keys[i].type == STS_KEY_TEXT_COLOR)
        reading->named[kind] = reading->named[STS_TEXT_BODY];
    }
    if (reading->named[kind])
      text[kind].color = *reading->named[kind];
  }
}

static void
check_complete(const StsThemeReading *reading, StsPosition start)
{
  const StsThemeKey *keys = sts_theme_keys();
  const StsThemeKey *text_keys = sts_theme_text_keys();

  for (int i = 0; keys[i].name; i++)
    if (reading->positions[i].line == 0)
      sts_error(reading->diagnostics, start, STS_RULE_THEME_MISSING,
                "the key “%s%s%s” is missing, here and in the styles that this one extends",
                keys[i].group ? keys[i].group : "", keys[i].group ? ": " : "", keys[i].name);
  for (int i = 0; text_keys[i].name; i++)
    if (reading->text_positions[STS_TEXT_BODY][i].line == 0)
      sts_error(reading->diagnostics, start, STS_RULE_THEME_MISSING,
                "the key “text: body: %s” is missing, here and in the styles that this one extends", text_keys[i].name);
}

static void
check_contrast_of(const StsThemeReading *reading, const char *name, StsColor color, StsPosition position)
{
  const StsColor white = {1, 1, 1};
  double on_white = sts_color_contrast(color, white), on_shade = sts_color_contrast(color, reading->theme->shade);
  g_autoptr(GString) found = g_string_new(NULL);

  if (MIN(on_white, on_shade) >= CONTRAST_MIN)
    return;
  sts_text_append_number(found, floor(MIN(on_white, on_shade) * 100) / 100, 2);
  sts_error(reading->diagnostics, position, STS_RULE_THEME_CONTRAST,
            "the color of “%s” has a contrast of %s to 1 against %s; text needs at least 4.5 to 1, so make it darker",
            name, found->str, on_white <= on_shade ? "white" : "the shade of callouts and table heads");
}

/* All text, links and labels may stand on white or on the shade. Rules are furniture, and the shade is the ground. */
static void
check_contrast(const StsThemeReading *reading)
{
  const StsTheme *theme = reading->theme;
  const StsThemeKey *keys = sts_theme_keys();
  const StsThemeKey *text_keys = sts_theme_text_keys();

  for (int i = 0; keys[i].name; i++) {
    if (keys[i].type != STS_KEY_COLOR || strcmp(keys[i].name, "rule") == 0 || strcmp(keys[i].name, "shade") == 0)
      continue;
    check_contrast_of(reading, keys[i].name, *(const StsColor *)(const void *)((const char *)theme + keys[i].offset),
                      reading->positions[i]);
  }
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++)
    for (int i = 0; text_keys[i].name; i++)
      if (text_keys[i].type == STS_KEY_TEXT_COLOR && reading->text_positions[kind][i].line > 0 &&
          (!reading->named[kind] || reading->named[kind] == &theme->shade || reading->named[kind] == &theme->rule))
        check_contrast_of(reading, sts_theme_text_names()[kind], theme->text[kind].color,
                          reading->text_positions[kind][i]);
}

static void
check_grid_of(const StsThemeReading *reading, const char *text_name, const StsThemeKey *key, double value,
              StsPosition position)
{
  double grid = reading->theme->grid, steps = value / grid;
  g_autoptr(GString) step = g_string_new(NULL);

  if (!key->on_grid || position.line == 0 || fabs(steps - round(steps)) < 1e-6)
    return;
  sts_text_append_number(step, grid, 3);
  sts_error(reading->diagnostics, position, STS_RULE_THEME_GRID,
            "“%s” of “%s” is not a multiple of “grid” (%s), so lines would leave the page's rhythm", key->name,
            text_name, step->str);
}

static void
check_grid(const StsThemeReading *reading)
{
  const StsThemeKey *keys = sts_theme_text_keys();

  for (int kind = 0; kind < STS_TEXT_KINDS; kind++)
    for (int i = 0; keys[i].name; i++)
      if (keys[i].type == STS_KEY_NUMBER)
        check_grid_of(reading, sts_theme_text_names()[kind], &keys[i],
                      *(const double *)(const void *)((const char *)&reading->theme->text[kind] + keys[i].offset),
                      reading->text_positions[kind][i]);
}

static void
check_text(const StsThemeReading *reading)
{
  const StsThemeKey *keys = sts_theme_text_keys();
  const char *const *names = sts_theme_text_names();

  for (int kind = 0; kind < STS_TEXT_KINDS; kind++) {
    const StsTextStyle *style = &reading->theme->text[kind];
    for (int i = 0; keys[i].name; i++) {
      if (keys[i].offset != offsetof(StsTextStyle, size))
        continue;
      StsPosition position = reading->text_positions[kind][i].line > 0 ? reading->text_positions[kind][i]
                                                                       : reading->text_positions[STS_TEXT_BODY][i];
      if (style->leading < style->size)
        sts_error(reading->diagnostics, position, STS_RULE_THEME_VALUE,
                  "the leading of “%s” is less than its size, so its lines would overlap", names[kind]);
      if (style->size < reading->theme->size_min)
        sts_error(reading->diagnostics, position, STS_RULE_THEME_VALUE,
                  "the size of “%s” is less than “size-min”, which no text may be in this style", names[kind]);
    }
  }
}

/* The position of a key of the theme, by the offset of its field. */
static StsPosition
position_of(const StsThemeReading *reading, size_t offset)
{
  const StsThemeKey *keys = sts_theme_keys();

  for (int i = 0; keys[i].name; i++)
    if (keys[i].offset == offset)
      return reading->positions[i];
  g_assert_not_reached();
}

static void
check_page(const StsThemeReading *reading)
{
  const StsTheme *theme = reading->theme;
  /* Below the footer's baseline there must be room for its descenders, and for the strip that printers leave white. */
  double below_footer = theme->margin_bottom - theme->footer_distance;

  if (below_footer < 12 + 0.3 * theme->text[STS_TEXT_FOOTER].size)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, footer_distance)), STS_RULE_THEME_VALUE,
              "the footer would stand outside the part of the paper that printers reach; make “footer-distance” "
              "smaller or “margin-bottom” larger");
  if (theme->footer_distance < theme->text[STS_TEXT_FOOTER].size)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, footer_distance)), STS_RULE_THEME_VALUE,
              "“footer-distance” is less than the footer's size, so the footer would touch the text");
  if (theme->table_size_min < theme->size_min)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, table_size_min)), STS_RULE_THEME_VALUE,
              "“size-min” of “table” is less than that of the style, which no text may be");
  if (theme->table_size_min > theme->text[STS_TEXT_TABLE].size)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, table_size_min)), STS_RULE_THEME_VALUE,
              "“size-min” is larger than the size of “text: table”");
  if (theme->measure > 0 && theme->measure < 144)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, measure)), STS_RULE_THEME_VALUE,
              "“measure” must be 0 (as wide as the page allows) or at least 144");
  if (theme->list_gap >= theme->list_indent)
    sts_error(reading->diagnostics, position_of(reading, offsetof(StsTheme, list_gap)), STS_RULE_THEME_VALUE,
              "“gap” must be less than “indent”: the marker stands in what is left");
}

static bool
is_complete(const StsThemeReading *reading)
{
  for (int i = 0; sts_theme_keys()[i].name; i++)
    if (reading->positions[i].line == 0)
      return false;
  for (int i = 0; sts_theme_text_keys()[i].name; i++)
    if (reading->text_positions[STS_TEXT_BODY][i].line == 0)
      return false;
  return true;
}

void
sts_theme_check(const StsThemeReading *reading, const char *file, bool sound)
{
  /* What a broken value left out would only be told again as missing. */
  if (sound)
    check_complete(reading, (StsPosition){file, 1, 1});
  /* What goes together can be judged only once everything is there. */
  if (!is_complete(reading))
    return;
  check_contrast(reading);
  check_grid(reading);
  if (!sound)
    return;
  check_text(reading);
  check_page(reading);
}
