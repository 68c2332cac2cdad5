/* Tests that docs/styles.md has every key of a style as the code's tables have them; STS_UPDATE=1 writes it anew. */
/* rooms: base document style */
#include <glib.h>
#include <string.h>

#include "base/text.h"
#include "doc-page.h"
#include "style/theme-keys.h"
#include "style/theme-load.h"

static const char START[] =
    "# Styles\n\n"
    "Written from the tables in `src/style/theme-keys.c` and from `styles/`; `STS_UPDATE=1` in the environment of "
    "its test writes this page anew.\n\n"
    "A style is a file `NAME.yaml`. Where styles are looked for, and how one `extends` another, is said in\n"
    "[the content format](content-format.md#styles-and-words-of-your-own). What a style leaves out is as in the one "
    "that "
    "it extends, so that two lines are enough:\n\n"
    "```yaml\n"
    "extends: handout\n"
    "colors: {accent: \"#1f4e79\"}\n"
    "```\n\n"
    "A style that extends none must have all keys; the program has no look of its own. Lengths are points (pt), 72 to "
    "the "
    "inch, written without a unit. A value in\nthe column *handout* is that of the style `handout`; where "
    "`large-print` "
    "has another, it follows.\n\n"
    "Every color but those of `rule` and `shade` needs a contrast of 4.5 to 1 to white and to the shade. Family names "
    "are those of the fonts that the program\nhas, of the folders under `fonts` in `library.yaml`, or of `--fonts`.\n";

static StsTheme *
load(const char *name)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "styles", NULL);
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsTheme *theme = sts_theme_load(folder, name, diagnostics, &error);

  g_assert_no_error(error);
  return theme;
}

static void
append_list(GString *out, const char *const *names)
{
  for (const char *const *name = names; *name; name++)
    g_string_append_printf(out, "%s%s", name == names ? "" : ", ", *name);
}

/* Appends a value as it is written in a style. */
static void
append_value(GString *out, const StsThemeKey *key, const void *field)
{
  char hex[STS_COLOR_HEX_SIZE];

  switch (key->type) {
  case STS_KEY_NUMBER:
    sts_text_append_number(out, *(const double *)field, 3);
    return;
  case STS_KEY_COUNT:
    g_string_append_printf(out, "%d", *(const int *)field);
    return;
  case STS_KEY_SWITCH:
    g_string_append(out, *(const bool *)field ? "true" : "false");
    return;
  case STS_KEY_FAMILY:
  case STS_KEY_PAPER:
    g_string_append(out, *(const char *const *)field);
    return;
  case STS_KEY_FAMILIES:
    append_list(out, *(const char *const *const *)field);
    return;
  case STS_KEY_COLOR:
  case STS_KEY_TEXT_COLOR:
    sts_color_write_hex(*(const StsColor *)field, hex);
    g_string_append(out, hex);
    return;
  }
  g_assert_not_reached();
}

/* Appends what the key may be: its unit and bounds, or its kind. */
static void
append_kind(GString *out, const StsThemeKey *key)
{
  switch (key->type) {
  case STS_KEY_NUMBER:
  case STS_KEY_COUNT:
    g_assert_nonnull(key->unit);
    sts_text_append_number(out, key->least, 3);
    g_string_append(out, " to ");
    sts_text_append_number(out, key->most, 3);
    g_string_append_printf(out, " %s%s", key->unit, key->on_grid ? ", on the grid" : "");
    return;
  case STS_KEY_SWITCH:
    g_string_append(out, "true or false");
    return;
  case STS_KEY_FAMILY:
    g_string_append(out, "a font family");
    return;
  case STS_KEY_FAMILIES:
    g_string_append(out, "a list of font families");
    return;
  case STS_KEY_PAPER:
    append_list(out, sts_theme_papers());
    return;
  case STS_KEY_COLOR:
    g_string_append(out, "a color");
    return;
  case STS_KEY_TEXT_COLOR:
    g_string_append(out, "a color or its name");
    return;
  }
  g_assert_not_reached();
}

static void
append_key(GString *page, const StsThemeKey *key, const void *handout, const void *large)
{
  g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);

  g_assert_true(key->says && g_str_has_suffix(key->says, "."));
  append_value(first, key, (const char *)handout + key->offset);
  append_value(second, key, (const char *)large + key->offset);
  g_string_append_printf(page, "| `%s` | ", key->name);
  append_kind(page, key);
  g_string_append_printf(page, " | %s", first->str);
  if (strcmp(first->str, second->str) != 0)
    g_string_append_printf(page, "; %s", second->str);
  g_string_append_printf(page, " | %s |\n", key->says);
}

static const char HEAD[] = "| key | value | handout | what it is |\n| --- | --- | --- | --- |\n";

static void
append_keys(GString *page, const StsTheme *handout, const StsTheme *large)
{
  const char *group = "";

  for (const StsThemeKey *key = sts_theme_keys(); key->name; key++) {
    if (g_strcmp0(group, key->group) != 0) {
      g_autofree char *title = key->group ? g_strdup_printf("`%s`", key->group) : g_strdup("In no group");
      g_string_append_printf(page, "\n## %s\n\n%s", title, HEAD);
    }
    group = key->group;
    append_key(page, key, handout, large);
  }
}

/* What a kind has that body has not. */
static void
append_differences(GString *page, const StsTheme *theme, int kind)
{
  const char *separator = "";

  for (const StsThemeKey *key = sts_theme_text_keys(); key->name && kind != STS_TEXT_BODY; key++) {
    g_autoptr(GString) value = g_string_new(NULL), of_body = g_string_new(NULL);
    append_value(value, key, (const char *)&theme->text[kind] + key->offset);
    append_value(of_body, key, (const char *)&theme->text[STS_TEXT_BODY] + key->offset);
    if (strcmp(value->str, of_body->str) == 0)
      continue;
    g_string_append_printf(page, "%s%s: %s", separator, key->name, value->str);
    separator = ", ";
  }
}

static void
append_text(GString *page, const StsTheme *handout, const StsTheme *large)
{
  g_string_append_printf(
      page,
      "\n## `text`\n\nEach kind of text, under its name, has these keys; what it leaves out is as in "
      "`body`, whose values stand here.\n\n%s",
      HEAD);
  for (const StsThemeKey *key = sts_theme_text_keys(); key->name; key++)
    append_key(page, key, &handout->text[STS_TEXT_BODY], &large->text[STS_TEXT_BODY]);
  g_string_append(page, "\nThe kinds, and what they have in `handout` that `body` has not:\n\n| kind | what it is | "
                        "handout |\n| --- | --- | --- |\n");
  for (int kind = 0; kind < STS_TEXT_KINDS; kind++) {
    g_assert_true(g_str_has_suffix(sts_theme_text_says((StsTextKind)kind), "."));
    g_string_append_printf(page, "| `%s` | %s | ", sts_theme_text_names()[kind],
                           sts_theme_text_says((StsTextKind)kind));
    append_differences(page, handout, kind);
    g_string_append(page, " |\n");
  }
}

static void
test_page(void)
{
  g_autoptr(StsTheme) handout = load("handout"), large = load("large-print");
  g_autoptr(GString) page = g_string_new(START);

  append_keys(page, handout, large);
  append_text(page, handout, large);
  doc_page_compare("styles.md", page->str);
}

/* The test's own table of what the page must have comes from the style that has every key. */
static void
test_all_keys(void)
{
  g_autofree char *style = g_build_filename(g_getenv("STS_SOURCE_DIR"), "styles", "handout.yaml", NULL);
  g_autofree char *docs = g_build_filename(g_getenv("STS_SOURCE_DIR"), "docs", "styles.md", NULL);
  g_autofree char *text = NULL, *page = NULL;
  g_autoptr(GRegex) keys = g_regex_new("(?:^ *|[{,] )([a-z0-9-]+):", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  guint count = 0;

  g_assert_true(g_file_get_contents(style, &text, NULL, NULL) && g_file_get_contents(docs, &page, NULL, NULL));
  g_regex_match(keys, text, 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL), count++) {
    g_autofree char *key = g_match_info_fetch(match, 1), *quoted = g_strdup_printf("`%s`", key);
    if (!strstr(page, quoted))
      g_error("docs/styles.md does not have %s", quoted);
  }
  g_assert_cmpuint(count, >, 80);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/style-page/page", test_page);
  g_test_add_func("/style-page/all-keys", test_all_keys);
  return g_test_run();
}
