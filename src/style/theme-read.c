/* Reads the values of a style file into a theme; every wrong key, type or size is a diagnostic with its place. */
#include "style/theme-read.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "document/rules.h"

static const char *const PAPERS[] = {"letter", "a4", NULL};

static StsPosition
keep_place(const StsThemeReading *reading, StsPosition position)
{
  position.file = sts_arena_intern(reading->theme->arena, position.file);
  return position;
}

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

static bool
parse_color(const char *text, StsColor *color)
{
  double parts[3];

  if (strlen(text) != 7 || text[0] != '#')
    return false;
  for (int i = 0; i < 3; i++) {
    int high = g_ascii_xdigit_value(text[1 + 2 * i]), low = g_ascii_xdigit_value(text[2 + 2 * i]);
    if (high < 0 || low < 0)
      return false;
    parts[i] = (high * 16 + low) / 255.0;
  }
  *color = (StsColor){parts[0], parts[1], parts[2]};
  return true;
}

/* Lends the palette's colour of that name. */
static const StsColor *
find_color(const StsTheme *theme, const char *name)
{
  for (const StsThemeKey *key = sts_theme_keys(); key->name; key++)
    if (key->type == STS_KEY_COLOR && strcmp(key->name, name) == 0)
      return (const StsColor *)(const void *)((const char *)theme + key->offset);
  return NULL;
}

static const char *
type_hint(StsKeyType type)
{
  switch (type) {
  case STS_KEY_NUMBER:
    return "a number of points, without a unit and without quotation marks, such as 12.5";
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
  sts_error(reading->diagnostics, position, STS_RULE_THEME_TYPE, "“%s” must be %s", key->name, type_hint(key->type));
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

static bool
read_number(const StsThemeReading *reading, const StsThemeKey *key, void *field, struct fy_node *node, const char *text,
            StsPosition position)
{
  double value;

  if (!text || !sts_style_yaml_is_plain(node) || !parse_number(text, &value) ||
      (key->type == STS_KEY_COUNT && value != floor(value))) {
    report_type(reading, key, position);
    return false;
  }
  if (!in_limits(reading, key, value, position))
    return false;
  if (key->type == STS_KEY_COUNT)
    *(int *)field = (int)value;
  else
    *(double *)field = value;
  return true;
}

static bool
read_switch(const StsThemeReading *reading, const StsThemeKey *key, bool *field, struct fy_node *node, const char *text,
            StsPosition position)
{
  bool is_true = text && strcmp(text, "true") == 0;

  if (!text || !sts_style_yaml_is_plain(node) || (!is_true && strcmp(text, "false") != 0)) {
    report_type(reading, key, position);
    return false;
  }
  *field = is_true;
  return true;
}

static bool
is_family(char *text)
{
  /* A comma would make Pango see two families. */
  return text && *text && strlen(text) < 128 && !strpbrk(text, ",\n") && *g_strstrip(text);
}

static bool
read_families(const StsThemeReading *reading, const StsThemeKey *key, const char *const **field,
              const StsStyleYaml *yaml, struct fy_node *node, StsPosition position)
{
  StsArena *arena = reading->theme->arena;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  struct fy_node *item;
  void *iter = NULL;

  if (!fy_node_is_sequence(node)) {
    report_type(reading, key, position);
    return false;
  }
  while ((item = fy_node_sequence_iterate(node, &iter))) {
    g_autofree char *text = sts_style_yaml_scalar(item);
    if (!is_family(text)) {
      report_type(reading, key, sts_style_yaml_place(yaml, item, position));
      return false;
    }
    g_ptr_array_add(names, (char *)sts_arena_intern(arena, text));
  }
  const char **list = sts_arena_alloc(arena, (names->len + 1) * sizeof *list);
  for (guint i = 0; i < names->len; i++)
    list[i] = g_ptr_array_index(names, i);
  *field = list;
  return true;
}

static bool
read_paper(const StsThemeReading *reading, const StsThemeKey *key, const char *text, StsPosition position)
{
  if (text && sts_theme_set_paper(reading->theme, text))
    return true;
  const char *nearest = text ? sts_text_nearest(text, PAPERS) : NULL;
  if (nearest)
    sts_error(reading->diagnostics, position, STS_RULE_THEME_VALUE, "there is no paper “%s”; did you mean “%s”?", text,
              nearest);
  else
    report_type(reading, key, position);
  return false;
}

/* Reads one value into its field; returns false after a diagnostic. */
static bool
read_value(const StsThemeReading *reading, const StsThemeKey *key, void *field, const StsStyleYaml *yaml,
           struct fy_node *node, StsPosition position)
{
  g_autofree char *text = sts_style_yaml_scalar(node);

  switch (key->type) {
  case STS_KEY_NUMBER:
  case STS_KEY_COUNT:
    return read_number(reading, key, field, node, text, position);
  case STS_KEY_SWITCH:
    return read_switch(reading, key, field, node, text, position);
  case STS_KEY_FAMILIES:
    return read_families(reading, key, field, yaml, node, position);
  case STS_KEY_PAPER:
    return read_paper(reading, key, text, position);
  case STS_KEY_FAMILY:
    if (is_family(text)) {
      *(const char **)field = sts_arena_intern(reading->theme->arena, text);
      return true;
    }
    break;
  case STS_KEY_COLOR:
  case STS_KEY_TEXT_COLOR:
    if (text && parse_color(text, field))
      return true;
    break;
  }
  report_type(reading, key, position);
  return false;
}

static void
report_key(const StsThemeReading *reading, const char *name, StsPosition position, const char *where,
           GPtrArray *candidates)
{
  g_ptr_array_add(candidates, NULL);
  const char *nearest = name ? sts_text_nearest(name, (const char *const *)candidates->pdata) : NULL;

  if (nearest)
    sts_error(reading->diagnostics, position, STS_RULE_THEME_KEY, "there is no key “%s” %s; did you mean “%s”?", name,
              where, nearest);
  else
    sts_error(reading->diagnostics, position, STS_RULE_THEME_KEY, "there is no key “%s” %s; take it out",
              name ? name : "", where);
}

/* ---- the kinds of text ---- */

static void
read_text_pair(StsThemeReading *reading, int kind, const StsStyleYaml *yaml, struct fy_node_pair *pair,
               StsPosition fallback)
{
  StsTextStyle *style = &reading->theme->text[kind];
  StsPosition key_position = sts_style_yaml_place(yaml, fy_node_pair_key(pair), fallback);
  StsPosition position = sts_style_yaml_place(yaml, fy_node_pair_value(pair), key_position);
  g_autofree char *name = sts_style_yaml_scalar(fy_node_pair_key(pair));
  const StsThemeKey *keys = sts_theme_text_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  for (int i = 0; keys[i].name; i++) {
    g_ptr_array_add(candidates, (char *)keys[i].name);
    if (g_strcmp0(name, keys[i].name) != 0)
      continue;
    g_autofree char *text = sts_style_yaml_scalar(fy_node_pair_value(pair));
    const StsColor *color = keys[i].type == STS_KEY_TEXT_COLOR && text ? find_color(reading->theme, text) : NULL;
    if (!color &&
        !read_value(reading, &keys[i], (char *)style + keys[i].offset, yaml, fy_node_pair_value(pair), position))
      return;
    if (keys[i].type == STS_KEY_TEXT_COLOR)
      reading->named[kind] = color;
    reading->text_placed[kind][i] = keep_place(reading, position);
    return;
  }
  g_autofree char *where = g_strdup_printf("in “text: %s:”", sts_theme_text_names()[kind]);
  report_key(reading, name, key_position, where, candidates);
}

static void
read_text_kind(StsThemeReading *reading, const StsStyleYaml *yaml, struct fy_node_pair *kind_pair, StsPosition fallback)
{
  const char *const *names = sts_theme_text_names();
  StsPosition position = sts_style_yaml_place(yaml, fy_node_pair_key(kind_pair), fallback);
  g_autofree char *name = sts_style_yaml_scalar(fy_node_pair_key(kind_pair));
  struct fy_node *value = fy_node_pair_value(kind_pair);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  struct fy_node_pair *pair;
  void *iter = NULL;
  int kind = 0;

  while (names[kind] && g_strcmp0(names[kind], name) != 0)
    g_ptr_array_add(candidates, (char *)names[kind++]);
  if (!names[kind]) {
    report_key(reading, name, position, "in “text”", candidates);
    return;
  }
  if (!value || !fy_node_is_mapping(value)) {
    sts_error(reading->diagnostics, position, STS_RULE_THEME_TYPE, "“%s” must hold keys and values, such as “size: 12”",
              name);
    return;
  }
  while ((pair = fy_node_mapping_iterate(value, &iter)))
    read_text_pair(reading, kind, yaml, pair, position);
}

/* ---- all other keys ---- */

static void
read_group_pair(StsThemeReading *reading, const char *group, const StsStyleYaml *yaml, struct fy_node_pair *pair,
                StsPosition fallback)
{
  StsPosition key_position = sts_style_yaml_place(yaml, fy_node_pair_key(pair), fallback);
  StsPosition position = sts_style_yaml_place(yaml, fy_node_pair_value(pair), key_position);
  g_autofree char *name = sts_style_yaml_scalar(fy_node_pair_key(pair));
  const StsThemeKey *keys = sts_theme_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  for (int i = 0; keys[i].name; i++) {
    if (g_strcmp0(keys[i].group, group) != 0)
      continue;
    g_ptr_array_add(candidates, (char *)keys[i].name);
    if (g_strcmp0(name, keys[i].name) != 0)
      continue;
    if (read_value(reading, &keys[i], (char *)reading->theme + keys[i].offset, yaml, fy_node_pair_value(pair),
                   position))
      reading->placed[i] = keep_place(reading, position);
    return;
  }
  g_autofree char *where = g_strdup_printf("in “%s”", group);
  report_key(reading, name, key_position, where, candidates);
}

static void
read_group(StsThemeReading *reading, const char *group, const StsStyleYaml *yaml, struct fy_node *node,
           StsPosition position)
{
  struct fy_node_pair *pair;
  void *iter = NULL;

  if (!node || !fy_node_is_mapping(node)) {
    sts_error(reading->diagnostics, position, STS_RULE_THEME_TYPE, "“%s” must hold keys and values", group);
    return;
  }
  while ((pair = fy_node_mapping_iterate(node, &iter))) {
    if (strcmp(group, "text") == 0)
      read_text_kind(reading, yaml, pair, position);
    else
      read_group_pair(reading, group, yaml, pair, position);
  }
}

static void
read_top_pair(StsThemeReading *reading, const StsStyleYaml *yaml, struct fy_node_pair *pair)
{
  StsPosition position = sts_style_yaml_place(yaml, fy_node_pair_key(pair), sts_style_yaml_start(yaml));
  g_autofree char *name = sts_style_yaml_scalar(fy_node_pair_key(pair));
  const StsThemeKey *keys = sts_theme_keys();
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();

  if (g_strcmp0(name, "extends") == 0)
    return;
  g_ptr_array_add(candidates, (char *)"extends");
  g_ptr_array_add(candidates, (char *)"text");
  for (int i = 0; keys[i].name; i++) {
    g_ptr_array_add(candidates, (char *)(keys[i].group ? keys[i].group : keys[i].name));
    if (!keys[i].group && g_strcmp0(name, keys[i].name) == 0) {
      if (read_value(reading, &keys[i], (char *)reading->theme + keys[i].offset, yaml, fy_node_pair_value(pair),
                     position))
        reading->placed[i] = keep_place(reading, position);
      return;
    }
    if (g_strcmp0(name, keys[i].group) == 0)
      break;
  }
  for (guint i = 0; name && i < candidates->len; i++)
    if (strcmp(name, g_ptr_array_index(candidates, i)) == 0) {
      read_group(reading, name, yaml, fy_node_pair_value(pair), position);
      return;
    }
  report_key(reading, name, position, "in a style", candidates);
}

void
sts_theme_read(StsThemeReading *reading, const StsStyleYaml *yaml)
{
  struct fy_node *root = fy_document_root(yaml->document);
  struct fy_node_pair *pair;
  void *iter = NULL;

  if (!fy_node_is_mapping(root)) {
    sts_error(reading->diagnostics, sts_style_yaml_start(yaml), STS_RULE_THEME_TYPE,
              "a style file must hold keys and values, such as “extends: handout”");
    return;
  }
  while ((pair = fy_node_mapping_iterate(root, &iter)))
    read_top_pair(reading, yaml, pair);
}
