/* Tests what an export is made of, and the key of it: another with whatever changes a file's bytes, the same with all
 * else. */
/* rooms: libsts */
#include <glib/gstdio.h>
#include <string.h>
#include <sts/sts.h>

#include "folder.h"

#define FRONT "---\ntitle: %s\nlast-revised: 2024-01-02\nreferences: [\"Smith A. A work. 2020.\"]\n---\n\n%s\n"
#define SVG                                                                                                            \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"%d\"><rect width=\"40\" height=\"9\"/></svg>\n"

/* More than the clock of a file system takes to tick. */
enum { MOMENT = 60 * 1000 };

typedef struct {
  char *top, *library;
} Place;

static void G_GNUC_PRINTF(3, 4) put(const char *folder, const char *name, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  folder_write(folder, name, text, -1);
}

static void
write_library(const char *folder)
{
  put(folder, "library.yaml",
      "title: A guide\nlanguage: en\nidentifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-3f0a2f7a5d12\n"
      "disclaimer: Ask your doctor.\nclinic: clinic.yaml\nsections: [surgery, radiation, chemotherapy]\n");
  put(folder, "surgery.md", FRONT, "Surgery", "See [radiation](radiation.md).\n\n![[call]]\n\n![A square](square.svg)");
  put(folder, "radiation.md", FRONT, "Radiation", "Another.\n\n![[call]]");
  put(folder, "chemotherapy.md", FRONT, "Chemotherapy", "A third.");
  put(folder, "shared/call.md", "When to call: at once.\n");
  put(folder, "clinic.yaml",
      "name: A clinic\nqr: https://example.org/{id}?l={language}\nlogo: logo.svg\nlogo-alt: A sign\n");
  put(folder, "logo.svg", SVG, 40);
  put(folder, "square.svg", SVG, 50);
  put(folder, "square.large.svg", SVG, 60);
  put(folder, "styles/handout.yaml", "extends: handout\n");
  put(folder, "styles/terms/es.yaml", "references: Referencias\n");
}

static void
set_up(Place *place, gconstpointer data)
{
  (void)data;
  place->top = g_dir_make_tmp("sts-inputs-XXXXXX", NULL);
  g_assert_nonnull(place->top);
  place->library = g_build_filename(place->top, "library", NULL);
  write_library(place->library);
  g_usleep(MOMENT);
}

static void
tear_down(Place *place, gconstpointer data)
{
  (void)data;
  folder_remove(place->top);
  g_free(place->library);
  g_free(place->top);
}

/* What is asked of one reading of a library. */
typedef struct {
  const char *section;
  const char *format;
  bool book;
  const char *language;
  StsExportOptions options;
} Asked;

static StsLibrary *
read_library(const char *folder, const Asked *asked, StsExporter **exporter)
{
  const StsLoadOptions how = {.language = asked->language, .missing = STS_MISSING_ORIGINAL};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsLibrary *library = sts_library_load_with(folder, NULL, &how, diagnostics, &error);
  StsExportOptions options = asked->options;

  g_assert_no_error(error);
  options.library = library;
  *exporter = sts_exporter_new(&options, diagnostics, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 0);
  return library;
}

static char *
key_of(const char *folder, const Asked *asked)
{
  g_autoptr(StsExporter) exporter = NULL;
  g_autoptr(StsLibrary) library = read_library(folder, asked, &exporter);
  g_autoptr(StsInputs) inputs = sts_inputs_new(exporter, library);
  const char *ids[] = {asked->section ? asked->section : "surgery", NULL};
  const StsOutput outputs[] = {{.format = asked->format ? asked->format : "pdf", .path = "anywhere"}};
  const StsExport what = {.ids = ids, .book = asked->book, .outputs = outputs, .output_count = 1};
  g_autoptr(GError) error = NULL;
  char *key = sts_inputs_key(inputs, &what, &error);

  g_assert_no_error(error);
  return key;
}

static char *
settled_key_of(const char *folder, const Asked *asked)
{
  char *key = key_of(folder, asked);

  g_assert_nonnull(key);
  g_assert_cmpuint(strlen(key), ==, 64);
  return key;
}

static void
append(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL), *old = NULL;

  g_assert_true(g_file_get_contents(path, &old, NULL, NULL));
  put(folder, name, "%s%s", old, text);
  g_usleep(MOMENT);
}

static void
test_files(Place *place, gconstpointer data)
{
  static const struct {
    const char *name, *text;
    bool counts; /* for the section on surgery */
  } CHANGES[] = {
      {"surgery.md", "\nMore.\n", true},
      {"shared/call.md", "\nMore.\n", true},
      {"radiation.md", "\nMore.\n", true},
      {"library.yaml", "# more\n", true},
      {"clinic.yaml", "# more\n", true},
      {"logo.svg", "\n", true},
      {"square.svg", "\n", true},
      {"square.large.svg", "\n", true},
      {"styles/handout.yaml", "# more\n", true},
      {"styles/terms/es.yaml", "# more\n", true},
      {"chemotherapy.md", "\nMore.\n", false},
  };
  const Asked asked = {0};
  g_autofree char *last = settled_key_of(place->library, &asked);

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(CHANGES); i++) {
    append(place->library, CHANGES[i].name, CHANGES[i].text);
    g_autofree char *key = settled_key_of(place->library, &asked), *again = settled_key_of(place->library, &asked);
    g_assert_cmpstr(key, ==, again);
    if ((strcmp(key, last) != 0) != CHANGES[i].counts)
      g_error("%s: the key is %s", CHANGES[i].name, CHANGES[i].counts ? "the same" : "another");
    g_free(last);
    last = g_steal_pointer(&key);
  }
}

/* What is not there, and would be looked for. */
static void
test_new_files(Place *place, gconstpointer data)
{
  static const struct {
    const char *name, *text;
    bool counts;
  } ADDED[] = {
      {"surgery.es.md", "---\ntitle: Cirugía\nlast-revised: 2024-01-02\n---\n\nUn texto.\n", true},
      {"styles/terms/fr.yaml", "references: Sources\n", true},
      {"styles/other.yaml", "extends: handout\n", false},
      {"shared/other.md", "Nobody shows this.\n", false},
      {"notes.txt", "Nobody reads this.\n", false},
  };
  const Asked asked = {0};
  g_autofree char *last = settled_key_of(place->library, &asked);

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(ADDED); i++) {
    put(place->library, ADDED[i].name, "%s", ADDED[i].text);
    g_usleep(MOMENT);
    g_autofree char *key = settled_key_of(place->library, &asked);
    if ((strcmp(key, last) != 0) != ADDED[i].counts)
      g_error("%s: the key is %s", ADDED[i].name, ADDED[i].counts ? "the same" : "another");
    g_free(last);
    last = g_steal_pointer(&key);
  }
}

static void
test_options(Place *place, gconstpointer data)
{
  const Asked ALL[] = {
      {0},
      {.section = "chemotherapy"},
      {.format = "epub"},
      {.book = true},
      {.language = "es"},
      {.options = {.style = "large-print"}},
      {.options = {.paper = "a4"}},
      {.options = {.duplex = true}},
      {.options = {.linearize = true}},
      {.options = {.without_fonts = true}},
      {.options = {.without_pages = true}},
      {.options = {.as_of = "2026-01-01"}},
      {.options = {.as_of = "2026-01-02"}},
  };
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  (void)data;
  put(place->library, "surgery.es.md", FRONT, "Cirugía", "Un texto.");
  put(place->library, "library.es.yaml", "title: Textos\n");
  g_usleep(MOMENT);
  for (size_t i = 0; i < G_N_ELEMENTS(ALL); i++)
    if (!g_hash_table_add(seen, settled_key_of(place->library, &ALL[i])))
      g_error("the key of call %zu is that of one before", i);
  /* What a style says itself changes nothing. */
  const Asked letter = {.options = {.paper = "letter", .style = "handout"}};
  g_autofree char *key = settled_key_of(place->library, &letter);
  g_assert_true(g_hash_table_contains(seen, key));
}

static void
test_place(Place *place, gconstpointer data)
{
  const Asked asked = {0};
  g_autofree char *moved = g_build_filename(place->top, "moved", NULL);
  g_autofree char *here = settled_key_of(place->library, &asked);

  (void)data;
  g_assert_cmpint(g_rename(place->library, moved), ==, 0);
  g_usleep(MOMENT);
  g_autofree char *there = settled_key_of(moved, &asked);
  g_assert_cmpstr(here, ==, there);
}

/* What was read may be another text than what is there now. */
static void
test_fresh(Place *place, gconstpointer data)
{
  const Asked asked = {0};

  (void)data;
  put(place->library, "shared/call.md", "When to call: today.\n");
  g_autofree char *key = key_of(place->library, &asked);
  g_assert_null(key);
  g_usleep(MOMENT);
  g_free(settled_key_of(place->library, &asked));

  g_autoptr(StsExporter) exporter = NULL;
  g_autoptr(StsLibrary) library = read_library(place->library, &asked, &exporter);
  g_autoptr(StsInputs) inputs = sts_inputs_new(exporter, library);
  const char *ids[] = {"surgery", NULL};
  const StsExport what = {.ids = ids};
  g_autoptr(GError) error = NULL;
  g_usleep(MOMENT);
  put(place->library, "shared/call.md", "When to call: tomorrow.\n");
  g_autofree char *late = sts_inputs_key(inputs, &what, &error);
  g_assert_null(late);
  g_assert_no_error(error);
}

static void
test_list(Place *place, gconstpointer data)
{
  const Asked asked = {.language = "es"};
  const char *unknown[] = {"surgery", "nothing", NULL}, *ids[] = {"surgery", NULL};
  g_autofree char *keys = g_build_filename(place->library, "library.es.yaml", NULL);
  g_autoptr(GError) error = NULL;

  (void)data;
  put(place->library, "surgery.es.md", FRONT, "Cirugía", "Un texto.");
  put(place->library, "library.es.yaml", "title: Textos\n");
  g_autoptr(StsExporter) exporter = NULL;
  g_autoptr(StsLibrary) library = read_library(place->library, &asked, &exporter);
  g_autoptr(StsInputs) inputs = sts_inputs_new(exporter, library);
  g_auto(GStrv) files = sts_inputs_list(inputs, ids, &error);
  g_assert_no_error(error);
  g_assert_true(g_strv_contains((const char *const *)files, keys));
  for (char **file = files; *file; file++) {
    g_assert_true(g_file_test(*file, G_FILE_TEST_IS_REGULAR));
    g_assert_false(g_strv_contains((const char *const *)file + 1, *file));
  }
  g_assert_null(sts_inputs_list(inputs, unknown, &error));
  g_assert_error(error, STS_ERROR, STS_ERROR_UNKNOWN_SECTION);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, test) g_test_add("/inputs/" name, Place, NULL, set_up, test, tear_down)
  ADD("files", test_files);
  ADD("new-files", test_new_files);
  ADD("options", test_options);
  ADD("place", test_place);
  ADD("fresh", test_fresh);
  ADD("list", test_list);
  return g_test_run();
}
