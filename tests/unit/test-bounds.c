/* rooms: base document read check */
/* What is longer or wider than any reader could take is told where it stands, and what is just within is not. */
#include <glib/gstdio.h>

#include "check/check.h"
#include "read-fixture.h"

#define HEAD "---\ntitle: One\nlast-revised: 2018-04-06\n---\n\n"
#define TAIL "\n\n## References\n\nAn entry.\n"

/* The bounds that docs/rules.md names; a text costs ten characters by itself. */
enum { TEXT_MAX = 100000, COST = 10, COLUMNS_MAX = 1000 };

/* Returns "FILE:LINE" of each diagnostic of the rule, parted by spaces; free with g_free(). */
static char *
places_of(const Fixture *fixture, const char *rule)
{
  GString *out = g_string_new(NULL);

  for (size_t i = 0; i < sts_diagnostics_size(fixture->diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(fixture->diagnostics, i);
    g_autofree char *file = g_path_get_basename(diagnostic->position.file);
    if (strcmp(diagnostic->rule, rule) != 0)
      continue;
    g_assert_cmpint(diagnostic->severity, ==, STS_SEVERITY_ERROR);
    g_string_append_printf(out, "%s%s:%d", out->len > 0 ? " " : "", file, diagnostic->position.line);
  }
  return g_string_free(out, FALSE);
}

static char *
check(Fixture *fixture, const char *library, const char *section, const char *rule)
{
  sts_diagnostics_free(fixture->diagnostics);
  fixture->diagnostics = sts_diagnostics_new();
  write_text(fixture, "library.yaml", library);
  write_text(fixture, "a.md", section);
  load(fixture);
  sts_library_check(fixture->library, NULL, 0, NULL, fixture->diagnostics);
  return places_of(fixture, rule);
}

/* Returns a text of so many bytes, in words; free with g_free(). */
static char *
text_of(size_t length)
{
  char *text = g_malloc(length + 1);

  for (size_t i = 0; i < length; i++)
    text[i] = i % 8 == 7 && i + 1 < length ? ' ' : 'a';
  text[length] = '\0';
  return text;
}

/* Returns the format with its one %s filled in; free with g_free(). */
static char *
fill(const char *format, const char *text)
{
  g_auto(GStrv) parts = g_strsplit(format, "%s", -1);

  g_assert_cmpuint(g_strv_length(parts), ==, 2);
  return g_strjoinv(text, parts);
}

/* Everywhere a section has text. `more`: what the text costs besides its characters. */
static const struct {
  const char *name, *section, *place;
  size_t more;
} TEXTS[] = {
    {"paragraph", HEAD "Text.\n\n%s" TAIL, "a.md:8", COST},
    {"heading", HEAD "Text.\n\n## %s\n\nText." TAIL, "a.md:8", COST},
    {"item", HEAD "- One\n- %s" TAIL, "a.md:7", COST},
    {"quote", HEAD "> %s" TAIL, "a.md:6", COST},
    {"callout", HEAD "> [!NOTE]\n> %s" TAIL, "a.md:6", COST},
    {"cell", HEAD "| A | B |\n| - | - |\n| c | %s |" TAIL, "a.md:8", COST},
    {"head", HEAD "| A | %s |\n| - | - |\n| c | d |" TAIL, "a.md:6", COST},
    {"term", HEAD "%s\n: Meaning" TAIL, "a.md:6", COST},
    {"meaning", HEAD "Term\n: %s" TAIL, "a.md:7", COST},
    {"note", HEAD "Text.[^1]\n\n[^1]: %s" TAIL, "a.md:8", COST},
    {"reference", HEAD "Text.\n\n## References\n\nOne.\n\n%s\n", "a.md:12", COST},
    {"title", "---\ntitle: %s\nlast-revised: 2018-04-06\n---\n\nText." TAIL, "a.md:2", 0},
    {"waiver", "---\ntitle: One\nlast-revised: {waived: %s}\n---\n\nText." TAIL, "a.md:3", 0},
};

static void
test_texts(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autofree char *fitting = text_of(TEXT_MAX - TEXTS[i].more), *longer = text_of(TEXT_MAX - TEXTS[i].more + 1);
    g_autofree char *sound = fill(TEXTS[i].section, fitting), *faulty = fill(TEXTS[i].section, longer);
    g_test_message("%s", TEXTS[i].name);
    g_autofree char *none = check(fixture, LIBRARY, sound, "text-long");
    g_assert_cmpstr(none, ==, "");
    g_autofree char *one = check(fixture, LIBRARY, faulty, "text-long");
    g_assert_cmpstr(one, ==, TEXTS[i].place);
  }
}

static void
test_library_texts(Fixture *fixture, gconstpointer unused)
{
  static const char *const LIBRARIES[] = {
      "language: en\nidentifier: urn:x:y\ndisclaimer: D\nsections: [a]\ntitle: %s\n",
      "language: en\nidentifier: urn:x:y\ntitle: T\nsections: [a]\ndisclaimer: %s\n",
  };
  static const size_t MORE[] = {0, COST};

  (void)unused;
  for (size_t i = 0; i < G_N_ELEMENTS(LIBRARIES); i++) {
    g_autofree char *fitting = text_of(TEXT_MAX - MORE[i]), *longer = text_of(TEXT_MAX - MORE[i] + 1);
    g_autofree char *sound = fill(LIBRARIES[i], fitting), *faulty = fill(LIBRARIES[i], longer);
    g_autofree char *none = check(fixture, sound, HEAD "Text." TAIL, "text-long");
    g_assert_cmpstr(none, ==, "");
    g_autofree char *one = check(fixture, faulty, HEAD "Text." TAIL, "text-long");
    g_assert_cmpstr(one, ==, "library.yaml:5");
  }
}

/* Markup costs ten characters, its text ten more: a few bytes of it fill a paragraph. */
static void
test_markup(Fixture *fixture, gconstpointer unused)
{
  enum { EACH = 3 * COST + 2, FIT = (TEXT_MAX - 1) / EACH };

  (void)unused;
  for (int more = 0; more < 2; more++) {
    g_autoptr(GString) text = g_string_new(HEAD);
    for (int i = 0; i < FIT + more; i++)
      g_string_append(text, "*a* ");
    g_string_append(text, "b" TAIL);
    g_autofree char *found = check(fixture, LIBRARY, text->str, "text-long");
    g_assert_cmpstr(found, ==, more ? "a.md:6" : "");
  }
}

static void
append_row(GString *out, const char *cell, int columns)
{
  for (int i = 0; i < columns; i++)
    g_string_append_printf(out, "|%s", cell);
  g_string_append(out, "|\n");
}

static guint
count_rows(const Fixture *fixture)
{
  const StsNode *body = sts_library_lookup(fixture->library, "a")->body;
  guint rows = 0;

  for (const StsNode *node = body; node; node = sts_node_next(body, node, false))
    rows += node->kind == STS_NODE_ROW;
  return rows;
}

/* The head or the line below it may have the columns; the rows of a table that is too wide are not read. */
static void
test_columns(Fixture *fixture, gconstpointer unused)
{
  (void)unused;
  for (int more = 0; more < 4; more++) {
    g_autoptr(GString) text = g_string_new(HEAD);
    append_row(text, "a", COLUMNS_MAX + (more & 1));
    append_row(text, "-", COLUMNS_MAX + (more >> 1));
    append_row(text, "b", COLUMNS_MAX);
    g_string_append(text, TAIL);
    g_autofree char *found = check(fixture, LIBRARY, text->str, "table-wide");
    g_assert_cmpstr(found, ==, more ? "a.md:6" : "");
    g_assert_cmpuint(count_rows(fixture), ==, more ? 1 : 2);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/bounds/texts", Fixture, NULL, set_up, test_texts, tear_down);
  g_test_add("/bounds/library-texts", Fixture, NULL, set_up, test_library_texts, tear_down);
  g_test_add("/bounds/markup", Fixture, NULL, set_up, test_markup, tear_down);
  g_test_add("/bounds/columns", Fixture, NULL, set_up, test_columns, tear_down);
  return g_test_run();
}
