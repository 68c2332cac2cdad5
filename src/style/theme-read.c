/* Reads the values of a style file into a theme; every wrong key, type or size is a diagnostic with its place. */
#include "style/theme-read.h"

#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "document/rules.h"

static bool
parse_number(const char *text, double *value)
{
  char *end;

  /* g_ascii_strtod also takes "inf", "nan" and hexadecimal. */
  if (*text == '\0' || strspn(text, "+-.0123456789eE") != strlen(text))
    return false;
  *value = g_ascii_strtod(text, &end);
  return *end == '\0' && isfinite(*value);
}

/* Lends the palette's color of that name. */
static const StsColor *
find_color(const StsTheme *theme, const char *name)
{
  for (const StsThemeKey *key = sts_theme_keys(); key->name; key++)
    if (key->type == STS_KEY_COLOR && strcmp(key->name, name) == 0)
      return (const StsColor *)(const void *)((const char *)theme + key->offset);
  return NULL;
}

static const char *
type_hint(const StsThemeKey *key)
{
  switch (key->type) {
  case STS_KEY_NUMBER:
    return strcmp(key->unit, "pt") == 0 ? "a number of points, without a unit and without quotation marks, such as 12.5"
                                        : "a number, without a unit and without quotation marks, such as 1";
  case STS_KEY_COUNT:
    return "a whole number, such as 2";
  case STS_KEY_SWITCH:
    return "true or false";
  case STS_KEY_FAMILY:
    return "the name of a font family, such as \"Noto Sans\"";
  case STS_KEY_FAMILIES:
    return "a list of names of font families, such as [\"Noto Sans\", \"Noto Sans Arabic\"]";
  case STS_KEY_PAPER:
    return "letter or a4";
  case STS_KEY_COLOR:
    return "a color such as \"#1f4e79\", in quotation marks";
  case STS_KEY_TEXT_COLOR:
    return "a color such as \"#1f4e79\", in quotation marks, or the name of one of “colors”, such as ink";
  }
  g_assert_not_reached();
}

static void
report_type(const StsThemeReading *reading, const StsThemeKey *key, StsPosition position)
{
  sts_error(reading->diagnostics, position, STS_RULE_THEME_TYPE, "“%s” must be %s", key->name, type_hint(key));
}

static bool
in_limits(const StsThemeReading *reading, const StsThemeKey *key, double value, StsPosition position)
{
  if (value >= key->least && value <= key->most)
    return true;
  g_autoptr(GString) text = g_string_new("must be from ");
  sts_text_append_number(text, key->least, 3);
  g_string_append(text, " to ");
  sts_text_append_number(text, key->most, 3);
  sts_error(reading->diagnostics, position, STS_RULE_THEME_VALUE, "“%s” %s", key->name, text->str);
  return false;
}

/* A text without quotation marks, as numbers and true or false are; NULL for any other value. */
static const char *
plain_text(const StsYaml *value)
{
  return value->quoted ? NULL : value->text;
}

static bool
read_number(const StsThemeReading *reading, const StsThemeKey *key, void *field, const StsYaml *value)
{
  const char *text = plain_text(value);
  double number;

  if (!text || !parse_number(text, &number) || (key->type == STS_KEY_COUNT && number != floor(number))) {
    report_type(reading, key, value->position);
    return false;
  }
  if (!in_limits(reading, key, number, value->position))
    return false;
  if (key->type == STS_KEY_COUNT)
    *(int *)field = (int)number;
  else
    *(double *)field = number;
  return true;
}

static bool
read_switch(const StsThemeReading *reading, const StsThemeKey *key, bool *field, const StsYaml *value)
{
  const char *text = plain_text(value);

  *field = g_strcmp0(text, "true") == 0;
  if (*field || g_strcmp0(text, "false") == 0)
    return true;
  report_type(reading, key, value->position);
  return false;
}

/* Lends the name of a family; NULL if the value is none. */
static const char *
family_of(const StsThemeReading *reading, const StsYaml *value)
{
  g_autofree char *name = g_strdup(value->text ? value->text : "");

  /* A comma would make Pango see two families. */
  if (strlen(name) >= 128 || strpbrk(name, ",\n") || *g_strstrip(name) == '\0')
    return NULL;
  return sts_arena_intern(reading->theme->arena, name);
}

static bool
read_families(const StsThemeReading *reading, const StsThemeKey *key, const char *const **field, const StsYaml *value)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();

  if (value->kind != STS_YAML_LIST) {
    report_type(reading, key, value->key_position);
    return false;
  }
  for (const StsYaml *item = value->first; item; item = item->next) {
    const char *name = family_of(reading, item);
    if (!name) {
      report_type(reading, key, item->position);
      return false;
    }
    g_ptr_array_add(names, (char *)name);
  }
  *field = sts_arena_list(reading->theme->arena, names);
  return true;
}

static bool
read_paper(const StsThemeReading *reading, const StsThemeKey *key, const StsYaml *value)
{
  if (value->text && sts_theme_set_paper(reading->theme, value->text))
    return true;
  const char *nearest = value->text ? sts_text_nearest(value->text, sts_theme_papers()) : NULL;
  if (nearest)
    sts_error(reading->diagnostics, value->position, STS_RULE_THEME_VALUE, "there is no paper “%s”; did you mean “%s”?",
              value->text, nearest);
  else
    report_type(reading, key, value->position);
  return false;
}

/* Reads one value into its field; returns false after a diagnostic. */
static bool
read_value(const StsThemeReading *reading, const StsThemeKey *key, void *field, const StsYaml *value)
{
  switch (key->type) {
  case STS_KEY_NUMBER:
  case STS_KEY_COUNT:
    return read_number(reading, key, field, value);
  case STS_KEY_SWITCH:
    return read_switch(reading, key, field, value);
  case STS_KEY_FAMILIES:
    return read_families(reading, key, field, value);
  case STS_KEY_PAPER:
    return read_paper(reading, key, value);
  case STS_KEY_FAMILY: {
    const char *family = family_of(reading, value);
    if (family) {
      *(const char **)field = family;
      return true;
    }
    break;
  }
  case STS_KEY_COLOR:
  case STS_KEY_TEXT_COLOR:
    if (value->text && sts_color_parse(value->text, field))
      return true;
    break;
  }
  report_type(reading, key, value->position);
  return false;
}

/* What else keys of a style are called, as in style sheets. */
static const StsSynonym SYNONYMS[] = {
    {"base", "extends"},
    {"inherits", "extends"},
    {"parent", "extends"},
    {"size", "paper"},
    {"page-size", "paper"},
    {"margin-left", "margin-inner"},
    {"margin-right", "margin-outer"},
    {"margin-top", "space-before"},
    {"margin-bottom", "space-after"},
    {"space-above", "space-before"},
    {"space-below", "space-after"},
    {"font", "family"},
    {"font-family", "family"},
    {"typeface", "family"},
    {"font-size", "size"},
    {"line-height", "leading"},
    {"line-spacing", "leading"},
    {"font-weight", "bold"},
    {"weight", "bold"},
    {"font-style", "italic"},
    {"align", "justify"},
    {"text-align", "justify"},
    {"monospace", "mono-family"},
    {"background", "shade"},
    {"fill", "shade"},
    {"foreground", "ink"},
    {"text", "ink"},
    {"h1", "title"},
    {"h2", "heading-2"},
    {"h3", "heading-3"},
    {"h4", "heading-4"},
    {"paragraph", "body"},
    {NULL, NULL},
};

/* Reports a key that there is not, `where` it stands. */
static void
report_key(const StsThemeReading *reading, const StsYaml *value, const char *where, GPtrArray *candidates)
{
  g_ptr_array_add(candidates, NULL);
  const char *nearest = sts_text_meant(value->key, SYNONYMS, (const char *const *)candidates->pdata);

  if (nearest)
    sts_error(reading->diagnostics, value->key_position, STS_RULE_THEME_KEY,
              "there is no key “%s” %s; did you mean “%s”?", value->key, where, nearest);
  else
    sts_error(reading->diagnostics, value->key_position, STS_RULE_THEME_KEY, "there is no key “%s” %s; take it out",
              value->key, where);
}

/* ---- the kinds of text ---- */

static void
read_text_value(StsThemeReading *reading, int kind, const StsYaml *value)
{
  StsTextStyle *style = &reading->theme->text[kind];
  const StsThemeKey *keys = sts_theme_text_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  for (int i = 0; keys[i].name; i++) {
    g_ptr_array_add(candidates, (char *)keys[i].name);
    if (strcmp(value->key, keys[i].name) != 0)
      continue;
    const StsColor *color =
        keys[i].type == STS_KEY_TEXT_COLOR && value->text ? find_color(reading->theme, value->text) : NULL;
    if (!color && !read_value(reading, &keys[i], (char *)style + keys[i].offset, value))
      return;
    if (keys[i].type == STS_KEY_TEXT_COLOR)
      reading->named[kind] = color;
    reading->text_positions[kind][i] = value->position;
    return;
  }
  g_autofree char *where = g_strdup_printf("in “text: %s:”", sts_theme_text_names()[kind]);
  report_key(reading, value, where, candidates);
}

static void
read_text_kind(StsThemeReading *reading, const StsYaml *group)
{
  const char *const *names = sts_theme_text_names();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  int kind = 0;

  while (names[kind] && strcmp(names[kind], group->key) != 0)
    g_ptr_array_add(candidates, (char *)names[kind++]);
  if (!names[kind]) {
    report_key(reading, group, "in “text”", candidates);
    return;
  }
  if (group->kind != STS_YAML_MAP) {
    sts_error(reading->diagnostics, group->key_position, STS_RULE_THEME_TYPE,
              "“%s” must hold keys and values, such as “size: 12”", group->key);
    return;
  }
  for (const StsYaml *value = group->first; value; value = value->next)
    read_text_value(reading, kind, value);
}

/* ---- all other keys ---- */

static void
read_group_value(StsThemeReading *reading, const char *group, const StsYaml *value)
{
  const StsThemeKey *keys = sts_theme_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  for (int i = 0; keys[i].name; i++) {
    if (g_strcmp0(keys[i].group, group) != 0)
      continue;
    g_ptr_array_add(candidates, (char *)keys[i].name);
    if (strcmp(value->key, keys[i].name) != 0)
      continue;
    if (read_value(reading, &keys[i], (char *)reading->theme + keys[i].offset, value))
      reading->positions[i] = value->position;
    else if (keys[i].offset == offsetof(StsTheme, grid) || keys[i].offset == offsetof(StsTheme, shade))
      reading->positions[i] = (StsPosition){0}; /* other values are measured by it, not by that of another file */
    return;
  }
  g_autofree char *where = g_strdup_printf("in “%s”", group);
  report_key(reading, value, where, candidates);
}

static void
read_group(StsThemeReading *reading, const StsYaml *group)
{
  if (group->kind != STS_YAML_MAP) {
    sts_error(reading->diagnostics, group->key_position, STS_RULE_THEME_TYPE, "“%s” must hold keys and values",
              group->key);
    return;
  }
  for (const StsYaml *value = group->first; value; value = value->next) {
    if (strcmp(group->key, "text") == 0)
      read_text_kind(reading, value);
    else
      read_group_value(reading, group->key, value);
  }
}

static void
read_top_value(StsThemeReading *reading, const StsYaml *value)
{
  const StsThemeKey *keys = sts_theme_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  if (strcmp(value->key, "extends") == 0)
    return;
  g_ptr_array_add(candidates, (char *)"extends");
  g_ptr_array_add(candidates, (char *)"text");
  for (int i = 0; keys[i].name; i++) {
    g_ptr_array_add(candidates, (char *)(keys[i].group ? keys[i].group : keys[i].name));
    if (!keys[i].group && strcmp(value->key, keys[i].name) == 0) {
      if (read_value(reading, &keys[i], (char *)reading->theme + keys[i].offset, value))
        reading->positions[i] = value->position;
      return;
    }
    if (g_strcmp0(value->key, keys[i].group) == 0)
      break;
  }
  for (guint i = 0; i < candidates->len; i++)
    if (strcmp(value->key, g_ptr_array_index(candidates, i)) == 0) {
      read_group(reading, value);
      return;
    }
  report_key(reading, value, "in a style", candidates);
}

void
sts_theme_read(StsThemeReading *reading, const StsYaml *root)
{
  for (const StsYaml *value = root->first; value; value = value->next)
    read_top_value(reading, value);
}
