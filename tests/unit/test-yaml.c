/* What is told of text that is no YAML: in words that name the mend, and where the fault is. */
#include <string.h>

#include "base/yaml/yaml-flat.h"
#include "base/yaml/yaml.h"

static const StsYamlRules RULES = {"syntax", "control", "key", "type", "quotes"};

static const struct {
  const char *text;
  int line, column;
  const char *words;
} FAULTY[] = {
    {"title: A\n references:\n  - one\n", 2, 2, "further in than the key above"},
    {"title: A\n\tdate: 1\n", 2, 2, "further in than the key above"},
    {"title: A\n  b: c\n", 2, 3, "further in than the key above"},
    {"  title: A\ndate: 1\n", 2, 1, "same column"},
    {"codes:\n   a: b\n  c: d\n", 3, 3, "same column"},
    {"title: A: b\n", 1, 9, "Part two: at home"},
    {"title: \"A\ndate: 1\n", 1, 8, "not closed"},
    {"title: 'A\ndate: 1\n", 1, 8, "not closed"},
    {"list: [a, [b]\nnext: c\n", 1, 7, "bracket that opens here"},
    {"list: [a, b]]\n", 1, 13, "closes nothing"},
    {"map: {a: b\nnext: c\n", 2, 5, "comma"},
    {"list:\n  - one\n - two\n", 3, 2, "all items of a list in the same column"},
    {"list:\n   - one\n  - two\n", 3, 3, "all items of a list in the same column"},
    {"list:\n  - a: b\n   c: d\n", 3, 4, "all items of a list in the same column"},
    {"list:\n  - one\n  two: x\n", 3, 3, "no item of the list"},
    {"list:\n\t- one\n", 2, 1, "spaces"},
    {"title: A\n- one\n", 2, 1, "below its key"},
    {"title: A\ndate 1\n", 2, 1, "colon and a space"},
    {"text: |\nText\n", 2, 1, "further in than its key"},
    {"title: 'It's so'\n", 1, 12, "'It''s'"},
    {"title: \"A\" b\n", 1, 12, "all of the text"},
    {"title: @home\n", 1, 8, "quotation marks"},
    {"title: [A] b\n", 1, 12, "quotation marks"},
    {"title: - a\n", 1, 8, "below its key"},
    {"title: >x\n", 1, 9, "next line"},
    {"title: ? a\n", 1, 8, "quotation marks"},
    {"title: \"A \\d\"\n", 1, 11, "single quotation"},
    {"title:A\n", 1, 1, "a space after the colon"},
};

static void
test_faulty(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(FAULTY); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    StsArena *arena = sts_arena_new();
    g_test_message("%s", FAULTY[i].text);
    g_assert_null(sts_yaml_parse(arena, FAULTY[i].text, strlen(FAULTY[i].text), "a.yaml", 1, &RULES, diagnostics));
    g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 1);
    const StsDiagnostic *told = sts_diagnostics_get(diagnostics, 0);
    g_test_message("%d:%d %s", told->position.line, told->position.column, told->text);
    g_assert_cmpint(told->position.line, ==, FAULTY[i].line);
    g_assert_cmpint(told->position.column, ==, FAULTY[i].column);
    g_assert_nonnull(strstr(told->text, FAULTY[i].words));
    sts_arena_free(arena);
  }
}

/* What looks like it, and is YAML. */
static void
test_sound(void)
{
  static const char TEXT[] =
      "list:\n- one\n- two\nother:\n  - a b\n    c\nmap: {a: b, c: \"d: e\"}\ntext: A\n  b\nlast: 'It''s'\n";
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsArena *arena = sts_arena_new();

  g_assert_nonnull(sts_yaml_parse(arena, TEXT, strlen(TEXT), "a.yaml", 1, &RULES, diagnostics));
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  sts_arena_free(arena);
}

/* Each @ of the text is where the @ of the source stands, in whatever way it is written. */
static const char *const PLACED[] = {
    "t: a@ b @\n",
    "t: a @\n   @ b\n\n   @ c\n",
    "t: \"a \\\" @ \\n@ \\u00e9@ \\x41@ \\U0001F4A7@\"\n",
    "t: \"a \\\n  @ b\\\n  \\ @\n\n  @ \\\n\n  @\"\n",
    "t: 'it''s @ ''@''\n\n  @ x''\n  @'\n",
    "t: |\n   @ a\n    @ b\n\n   @\n",
    "t: >\n\n   @ a\n   @ b\n\n     @ c\n\n\n   @\n",
    "t: |2\n    @ a\n  @\n",
};

static void
test_places(void)
{
  for (size_t i = 0; i < 2 * G_N_ELEMENTS(PLACED); i++) {
    g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
    StsArena *arena = sts_arena_new();
    g_auto(GStrv) lines = g_strsplit(PLACED[i / 2], "\n", -1);
    g_autofree char *source = g_strjoinv(i % 2 ? "\r\n" : "\n", lines);
    const StsYaml *root = sts_yaml_parse(arena, source, strlen(source), "a.yaml", 1, &RULES, diagnostics);
    g_test_message("%s", source);
    g_assert_nonnull(root);
    const StsYaml *text = sts_yaml_lookup(root, "t");
    const char *at = text->text;
    StsPosition place = {NULL, 1, 1};
    for (const char *p = source; *p; p++, place.column++) {
      if (*p == '@') {
        at = strchr(at, '@');
        g_assert_nonnull(at);
        StsPosition told = sts_yaml_place(text, (size_t)(at++ - text->text));
        g_assert_cmpint(told.line, ==, place.line);
        g_assert_cmpint(told.column, ==, place.column);
      } else if (*p == '\n') {
        place.line++;
        place.column = 0;
      }
    }
    g_assert_null(strchr(at, '@'));
    sts_arena_free(arena);
  }
}

/* ---- the plainest YAML ---- */

static void
assert_same(const StsYaml *one, const StsYaml *other)
{
  g_assert_cmpint(one->kind, ==, other->kind);
  g_assert_cmpstr(one->key, ==, other->key);
  g_assert_cmpstr(one->text, ==, other->text);
  g_assert_cmpint(one->position.line, ==, other->position.line);
  g_assert_cmpint(one->position.column, ==, other->position.column);
  g_assert_cmpint(one->key_position.line, ==, other->key_position.line);
  g_assert_cmpint(one->key_position.column, ==, other->key_position.column);
  g_assert_true(one->quoted == other->quoted && one->plain == other->plain && !one->lost && !other->lost);
  g_assert_cmpuint(one->place_count, ==, other->place_count);
}

/* What is read without the library is what the library reads: a text is given as it is, and with a line at its end that
 * only the library reads. */
static void
compare_flat(const char *text)
{
  StsArena *arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autofree char *longer = g_strconcat(text, "\nlast-of-all: [x]\n", NULL);
  const StsYaml *flat = sts_yaml_parse_flat(arena, text, strlen(text), "a.yaml", 3, &RULES);
  const StsYaml *whole = sts_yaml_parse(arena, longer, strlen(longer), "a.yaml", 3, &RULES, diagnostics);

  g_test_message("%.60s", text);
  g_assert_nonnull(flat);
  g_assert_nonnull(whole);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 0);
  assert_same(flat, whole);
  const StsYaml *one = flat->first, *other = whole->first;
  for (; one; one = one->next, other = other->next) {
    g_assert_nonnull(other);
    assert_same(one, other);
  }
  g_assert_cmpstr(other->key, ==, "last-of-all");
  sts_arena_free(arena);
}

static void
test_flat(void)
{
  static const char *const LANGUAGES[] = {"en", "es", "fr", "ar", "zh-Hans", "vi"};
  static const char *const OTHERS[] = {"a: b\n",           "a: \"b\" # c\n", "a: \"b\\n\"\n", "a: \"b\"\na: \"c\"\n",
                                       "a:  \"b\"\n",      " a: \"b\"\n",    "a: \"b\" \n",   "a: 'b'\n",
                                       "a: \"b\n c\"\n",   "A: \"b\"\n",     "a:\n",          "",
                                       "# only a comment", "a: \"b\"\r\n",   "- \"a\"\n",     "a: \"b\tc\"\n",
                                       "a: True\n",        "a: null\n",      "a: \"b\"c\"\n", "a: \"b\xe2\x80\xa8\"\n"};

  for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
    g_autofree char *name = g_strconcat(LANGUAGES[i], ".yaml", NULL), *text = NULL;
    g_autofree char *path = g_build_filename(g_getenv("STS_SOURCE_DIR"), "styles", "terms", name, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    compare_flat(text);
  }
  compare_flat("\n# c\n\nab-1: \"\"\nc: false\nd: \"é # x: 'y'\"");
  for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
    StsArena *arena = sts_arena_new();
    g_test_message("%s", OTHERS[i]);
    g_assert_null(sts_yaml_parse_flat(arena, OTHERS[i], strlen(OTHERS[i]), "a.yaml", 1, &RULES));
    sts_arena_free(arena);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/yaml/flat", test_flat);
  g_test_add_func("/yaml/faulty", test_faulty);
  g_test_add_func("/yaml/sound", test_sound);
  g_test_add_func("/yaml/places", test_places);
  return g_test_run();
}
