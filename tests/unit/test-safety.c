/* Tests that what must not be printed for patients is found, and that sound text that looks like it is not. */
/* rooms: base document read check */
#include <stdlib.h>
#include <string.h>

#include "check/safety.h"
#include "read/markdown/markdown.h"

static GPtrArray *found; /* of char*: "rule line:column text" */

static void
hear(gpointer data, StsRule rule, StsPosition position, const char *text)
{
  g_assert_true(data == found);
  g_ptr_array_add(found, g_strdup_printf("%s %d:%d %s", sts_rule_name(rule), position.line, position.column, text));
}

/* Fills `found` with what is told of the text; "⏎" and "¶" in it are the end of a line and an empty line. */
static void
look(StsSafety *safety, const char *text, const char *language, bool references)
{
  StsArena *arena = sts_arena_new();
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  g_autoptr(GString) lines = g_string_new(text);
  StsNode *root = sts_node_new(arena, STS_NODE_SECTION, (StsPosition){"a.md", 1, 1});

  g_string_replace(lines, "\xE2\x8F\x8E", "\n", 0);
  g_string_replace(lines, "\xC2\xB6", "\n\n", 0);
  g_ptr_array_set_size(found, 0);
  sts_markdown_parse(arena, root, lines->str, lines->len, "a.md", 1, STS_MARKDOWN_ALL, notes, diagnostics);
  sts_safety_read(safety, root, language, references);
  sts_safety_finish(safety);
  sts_arena_free(arena);
}

static char **
read_lines(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(g_getenv("STS_SOURCE_DIR"), folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents(path, &text, NULL, &error);
  g_assert_no_error(error);
  return g_strsplit(text, "\n", -1);
}

/* The lines of tests/fixtures/safety: precision and recall. */
static void
test_lines(void)
{
  found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StsSafety) safety = sts_safety_new(hear, found);
  g_auto(GStrv) sound = read_lines("tests/fixtures/safety", "sound.txt");
  g_auto(GStrv) faulty = read_lines("tests/fixtures/safety", "faulty.txt");
  int sound_lines = 0, faulty_lines = 0, alarms = 0, right = 0;

  for (char **line = sound; *line; line++) {
    if (**line == '#' || **line == '\0')
      continue;
    char *text = strchr(*line, '|');
    g_autofree char *language = g_strndup(*line, strcspn(*line, " |"));
    look(safety, text + 1, language, g_str_has_prefix(*line + strlen(language), " ref|"));
    sound_lines++;
    alarms += found->len > 0;
    for (guint i = 0; i < found->len; i++)
      g_test_message("false alarm: %s: %s", *line, (const char *)found->pdata[i]);
  }
  for (char **line = faulty; *line; line++) {
    g_auto(GStrv) fields = g_strsplit(*line, "|", 3);
    if (**line == '#' || **line == '\0')
      continue;
    g_autofree char *wanted = g_strconcat(fields[1], " ", NULL);
    g_autofree char *language = g_strndup(fields[0], strcspn(fields[0], " "));
    look(safety, fields[2], language, g_str_has_suffix(fields[0], " ref"));
    bool told = false, other = found->len == 0;
    for (guint i = 0; i < found->len; i++) {
      bool is = g_str_has_prefix(found->pdata[i], wanted);
      told |= is;
      other |= !is;
    }
    faulty_lines++;
    right += told && !other;
    if (!told || other)
      g_test_message("not as wanted: %s: %s", *line, found->len ? (const char *)found->pdata[0] : "nothing");
  }
  g_test_message("%d sound lines, %d false alarms; %d faulty lines, %d found: precision %.3f, recall %.3f", sound_lines,
                 alarms, faulty_lines, right, (double)right / MAX(right + alarms, 1), (double)right / faulty_lines);
  g_assert_cmpint(sound_lines, >=, 200);
  g_assert_cmpint(faulty_lines, >=, 100);
  g_assert_cmpint(alarms, ==, 0);
  g_assert_cmpint(right, ==, faulty_lines);
  g_ptr_array_unref(found);
}

/* What the tables themselves say that they find and do not find. */
static void
test_tables(void)
{
  g_autofree char *folder = g_build_filename(g_getenv("STS_SOURCE_DIR"), "src", "check", "safety", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;
  int examples = 0, failed = 0;

  g_assert_nonnull(dir);
  found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StsSafety) safety = sts_safety_new(hear, found);
  while ((name = g_dir_read_name(dir))) {
    g_auto(GStrv) lines = read_lines("src/check/safety", name);
    g_autofree char *language = strstr(name, ".es.") ? g_strdup("es") : g_strdup("en");
    g_autofree char *rule = NULL, *wrong = NULL;
    for (char **line = lines; *line; line++) {
      bool example = g_str_has_prefix(*line, "example: ");
      if (g_str_has_prefix(*line, "rule: ") && !rule)
        rule = g_strconcat(*line + strlen("rule: "), " ", NULL);
      if (g_str_has_prefix(*line, "wrong: ")) {
        g_free(wrong);
        wrong = g_strdup(*line + strlen("wrong: "));
      }
      if (!example && !g_str_has_prefix(*line, "sound: "))
        continue;
      look(safety, strchr(*line, ' ') + 1, language, rule && strcmp(rule, "reference-empty ") == 0);
      bool told = false;
      for (guint i = 0; i < found->len; i++)
        told |= g_str_has_prefix(found->pdata[i], rule) && (!example || strstr(found->pdata[i], wrong));
      if (told != example || (!example && found->len > 0)) {
        g_test_message("%s: %s: %s", name, *line, found->len ? (const char *)found->pdata[0] : "nothing");
        failed++;
      }
      examples++;
    }
  }
  g_assert_cmpint(examples, >, 100);
  g_assert_cmpint(failed, ==, 0);
  g_ptr_array_unref(found);
}

/* A text, and where what is told of it stands. */
static void
test_places(void)
{
  static const struct {
    const char *text, *place;
  } CASES[] = {
      {"Take 1.0 mg.", "dose-notation 1:6 "},
      {"Text &eacute; and 1.0 mg.", "dose-notation 1:19 "},
      {"Text \\* and 1.0 mg.", "dose-notation 1:13 "},
      {"Text\nand **some** 1.0 mg.", "dose-notation 2:14 "},
      {"Text\n\n> Quoted\n> 1.0 mg.", "dose-notation 4:3 "},
      {"| A | B |\n|---|---|\n| a | 1.0 mg |", "dose-notation 3:7 "},
      {"Term\n: Take 1.0 mg.", "dose-notation 2:8 "},
      {"## Take 1.0 mg", "dose-notation 1:9 "},
      {"- One\n  - Take 1.0 mg", "dose-notation 2:10 "},
      {"A [link to 1.0 mg](https://example.org/).", "dose-notation 1:12 "},
      {"![Take 1.0 mg](a.png)", "dose-notation 1:8 "},
      {"Take 1.0\nmg.", "dose-notation 1:6 "},
      {"Take ibupro-\nfen.", "hyphen-at-line-end 1:6 "},
      {"> Take ibupro-\n> fen.", "hyphen-at-line-end 1:8 "},
      {"Text\nPage 2 of 5\nmore.", "running-head 2:1 "},
  };

  found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StsSafety) safety = sts_safety_new(hear, found);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    look(safety, CASES[i].text, "en", false);
    g_assert_cmpuint(found->len, ==, 1);
    if (!g_str_has_prefix(found->pdata[0], CASES[i].place))
      g_error("%s: %s", CASES[i].text, (const char *)found->pdata[0]);
  }
  g_ptr_array_unref(found);
}

/* Comments that allow something in one place: "rule line:column" of all that is told, in order. */
static void
test_allowances(void)
{
  static const struct {
    const char *text, *told;
  } CASES[] = {
      {"<!-- allow dose-notation: the label says so -->\nTake 1.0 mg.", "allowed 2:6"},
      {"<!-- allow dose-notation: the label says so -->\n\nTake 1.0 mg.\n\nTake 2.0 mg.",
       "allowed 3:6, dose-notation 5:6"},
      {"Take 1.0 mg.<!-- allow dose-notation: so -->\n\nTake 2.0 mg.", "allowed 1:6, dose-notation 3:6"},
      {"Take *1.0 mg <!-- allow dose-notation: so -->* now.", "allowed 1:7"},
      {"<!-- allow dose-notation: so -->\n\n- Take 1.0 mg.\n- Take 2.0 mg.", "allowed 3:8, allowed 4:8"},
      {"- Take 1.0 mg. <!-- allow dose-notation: so -->\n- Take 2.0 mg.", "allowed 1:8, dose-notation 2:8"},
      {"- One\n\n  <!-- allow dose-notation: so -->\n  Take 1.0 mg.\n- Take 2.0 mg.", "allowed 4:8, dose-notation 5:8"},
      {"| A | B |\n|---|---|\n| 2.0 mg | 1.0 mg <!-- allow dose-notation: so --> |", "dose-notation 3:3, allowed 3:12"},
      {"<!-- allow dose-notation: so -->\n\n| A | B |\n|---|---|\n| 2.0 mg | 1.0 mg |", "allowed 5:3, allowed 5:12"},
      {"> <!-- allow dose-notation: so -->\n> Take 1.0 mg.\n\nTake 2.0 mg.", "allowed 2:8, dose-notation 4:6"},
      {"## Take 1.0 mg <!-- allow dose-notation: so -->", "allowed 1:9"},
      {"Term\n: Take 1.0 mg. <!-- allow dose-notation: so -->", "allowed 2:8"},
      {"<!-- allow dose-notation: so -->\n\n![Take 1.0 mg](a.png)", "allowed 3:8"},
      {"<!-- allow running-head: so -->\nPage 2 of 5", "allowed 2:1"},
      {"Take 1.0 mg.\n\n<!-- allow dose-notation: so, at the end -->", "allowed 1:6"},
      /* Two rules; another rule. */
      {"<!-- allow dose-notation: so -->\n<!-- allow ocr-confusion: so -->\n1.0 mg, 5O mg.",
       "allowed 3:1, allowed 3:9"},
      {"<!-- allow ocr-confusion: so -->\nTake 1.0 mg.", "dose-notation 2:6, allow-unused 1:1"},
      /* Without a reason. */
      {"<!-- allow dose-notation -->\nTake 1.0 mg.", "dose-notation 2:6, allow-without-reason 1:1"},
      {"<!-- allow dose-notation: -->\nTake 1.0 mg.", "dose-notation 2:6, allow-without-reason 1:1"},
      {"Take 1.0 mg. <!-- allow dose-notation because -->", "dose-notation 1:6, allow-without-reason 1:14"},
      /* Nothing to allow. */
      {"<!-- allow dose-notation: so -->\nTake 1 mg.", "allow-unused 1:1"},
      {"<!-- allow dose-notations: so -->\nTake 1 mg.", "allow-unused 1:1"},
      {"<!-- allow missing-references: so -->\nTake 1 mg.", "allow-unused 1:1"},
      /* Other comments. */
      {"<!-- allow more room here -->\nTake 1 mg. <!-- allowed: all --> <!-- do not allow: x -->", ""},
      {"`<!-- allow dose-notation: so -->` Take 1.0 mg.", "dose-notation 1:41"},
  };

  found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StsSafety) safety = sts_safety_new(hear, found);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) told = g_string_new(NULL);
    look(safety, CASES[i].text, "en", false);
    for (guint k = 0; k < found->len; k++) {
      const char *text = found->pdata[k];
      g_string_append_printf(told, "%s%.*s", k ? ", " : "", (int)(strchr(strchr(text, ' ') + 1, ' ') - text), text);
    }
    g_assert_cmpstr(told->str, ==, CASES[i].told);
  }
  look(safety, CASES[0].text, "en", false);
  g_assert_cmpstr(found->pdata[0], ==, "allowed 2:6 “1.0 mg” is allowed here by dose-notation: the label says so");
  g_ptr_array_unref(found);
}

/* A message says what is wrong, why, what to write, and who says so. */
static void
test_message(void)
{
  found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(StsSafety) safety = sts_safety_new(hear, found);

  look(safety, "Take 10.0 mg.", "en", false);
  g_assert_cmpstr(found->pdata[0], ==,
                  "dose-notation 1:6 “10.0 mg” has a zero after the decimal point: where the point is not seen, ten "
                  "times the dose is read; write “10 mg” (Joint Commission, “Do Not Use” list; ISMP)");
  g_ptr_array_unref(found);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/safety/lines", test_lines);
  g_test_add_func("/safety/tables", test_tables);
  g_test_add_func("/safety/places", test_places);
  g_test_add_func("/safety/allowances", test_allowances);
  g_test_add_func("/safety/message", test_message);
  return g_test_run();
}
