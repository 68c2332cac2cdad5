/* rooms: libsts */
/* Answers for record systems: which files there are, which sheets they lead to, in which languages, and what of a text
 * may stand for it. Public headers alone. */
#include <string.h>
#include <sts/sts.h>

#include "folder.h"

#define SHEET "---\ntitle: %s\nlast-revised: %s\nreferences: [\"Smith A. A work. 2020.\"]\ncodes: {%s}\n---\n\n%s\n"
#define ICD "2.16.840.1.113883.6.90"

typedef struct {
  char *folder;
  GHashTable *files; /* name -> GBytes */
  StsLibrary *library;
  StsAnswers *answers;
} Fixture;

static void G_GNUC_PRINTF(3, 4) put(const Fixture *fixture, const char *name, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  folder_write(fixture->folder, name, text, -1);
}

static void
set_up(Fixture *fixture, gconstpointer data)
{
  (void)data;
  fixture->folder = g_dir_make_tmp("sts-answers-XXXXXX", NULL);
  g_assert_nonnull(fixture->folder);
  fixture->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  put(fixture, "library.yaml",
      "title: Sheets & \"more\"\nlanguage: en\nidentifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-"
      "3f0a2f7a5d12\ndisclaimer: Ask your doctor.\nsections: [one, two]\n");
  put(fixture, "library.es.yaml", "title: Hojas\n");
  put(fixture, "one.md", SHEET, "Less < more & \"so\"", "2024-01-02", "icd-10-cm: [C49.9], loinc: [718-7]",
      "Rest *first*, then eat & drink.\n\nMore.");
  put(fixture, "two.md", SHEET, "Two", "2023-05-06", "icd-10-cm: [C49.9], rxnorm: [\"1791588\"]", "Call us.");
  put(fixture, "one.es.md",
      "---\ntitle: Uno\nlast-revised: 2024-03-04\nreferences: [\"Smith A. A work. 2020.\"]\n---\n\n"
      "Descanse.\n");
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  (void)data;
  sts_answers_free(fixture->answers);
  sts_library_free(fixture->library);
  g_hash_table_unref(fixture->files);
  folder_remove(fixture->folder);
  g_free(fixture->folder);
}

static StsLibrary *
read_library(const Fixture *fixture, const char *language)
{
  const StsLoadOptions how = {.language = language, .missing = STS_MISSING_LEFT_OUT};
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autoptr(GError) error = NULL;
  StsLibrary *library = sts_library_load_with(fixture->folder, NULL, &how, diagnostics, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 0);
  return library;
}

static void
take(const char *name, const char *media_type, GBytes *bytes, gpointer data)
{
  const Fixture *fixture = data;

  g_assert_nonnull(media_type);
  g_assert_false(g_hash_table_contains(fixture->files, name));
  g_hash_table_insert(fixture->files, g_strdup(name), bytes);
}

static void
add(const Fixture *fixture, const StsLibrary *library, const char *id)
{
  const char *language = sts_library_get_language(library);
  g_autofree char *page = g_strdup_printf("%s.%s ü.page", id, language), *sheet = g_strdup_printf("%s.sheet", id),
                  *large = g_strdup_printf("%s.large", id);
  const StsAnswerLink links[] = {
      {page, "text/page", NULL}, {sheet, "text/sheet", NULL}, {large, "text/sheet", "large"}};
  g_autoptr(GError) error = NULL;

  g_assert_true(sts_answers_add(fixture->answers, library, id, links, G_N_ELEMENTS(links), &error));
  g_assert_no_error(error);
}

static void
begin(Fixture *fixture, const char *address)
{
  g_autoptr(GError) error = NULL;

  fixture->library = read_library(fixture, NULL);
  fixture->answers = sts_answers_new(fixture->library, address, &error);
  g_assert_no_error(error);
}

/* Lends the text of a file, until the next call. */
static const char *
text_of(const Fixture *fixture, const char *name)
{
  g_autofree char *path = g_strconcat("answers/", name, NULL);
  GBytes *bytes = g_hash_table_lookup(fixture->files, path);
  static char text[16384];

  g_assert_nonnull(bytes);
  gsize size = g_bytes_get_size(bytes);
  g_assert_cmpuint(size, <, sizeof text);
  memcpy(text, g_bytes_get_data(bytes, NULL), size);
  text[size] = '\0';
  return text;
}

static void
assert_has(const Fixture *fixture, const char *name, const char *part)
{
  if (!strstr(text_of(fixture, name), part))
    g_error("%s lacks %s:\n%s", name, part, text_of(fixture, name));
}

static void
assert_lacks(const Fixture *fixture, const char *name, const char *part)
{
  if (strstr(text_of(fixture, name), part))
    g_error("%s has %s:\n%s", name, part, text_of(fixture, name));
}

/* ---- tests ---- */

static void
test_files(Fixture *fixture, gconstpointer data)
{
  static const char *const FOLDERS[] = {ICD "/C49.9", "2.16.840.1.113883.6.1/718-7", "2.16.840.1.113883.6.88/1791588",
                                        "none"};
  static const char *const FILES[] = {"en.atom", "en.json", "es.atom", "es.json"};

  (void)data;
  begin(fixture, "https://a.example/x");
  g_autoptr(StsLibrary) spanish = read_library(fixture, "es");
  add(fixture, fixture->library, "one");
  add(fixture, spanish, "one");
  add(fixture, fixture->library, "two");
  sts_answers_write(fixture->answers, take, fixture);
  for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(FILES); k++) {
      g_autofree char *name = g_strconcat(FOLDERS[i], "/", FILES[k], NULL);
      text_of(fixture, name);
    }
  text_of(fixture, "nginx.conf");
  g_assert_cmpuint(g_hash_table_size(fixture->files), ==, G_N_ELEMENTS(FOLDERS) * G_N_ELEMENTS(FILES) + 1);

  /* Both sheets, in their order; what is markup elsewhere is text. */
  assert_has(fixture, ICD "/C49.9/en.atom", "<title type=\"text\">Less &lt; more &amp; &quot;so&quot;</title>");
  assert_has(fixture, ICD "/C49.9/en.json", "\"_value\": \"Less < more & \\\"so\\\"\"");
  assert_has(fixture, ICD "/C49.9/en.atom", "Rest first, then eat &amp; drink.</summary>");
  assert_has(fixture, ICD "/C49.9/en.atom", "href=\"https://a.example/x/one.en%20%C3%BC.page\"");
  assert_has(fixture, ICD "/C49.9/en.atom", "term=\"" ICD "\"");
  const char *text = text_of(fixture, ICD "/C49.9/en.atom");
  g_assert_true(strstr(text, "Less") < strstr(text, ">Two<"));
  /* One "alternate" of a kind. */
  assert_has(fixture, ICD "/C49.9/en.json", "\"title\": \"large\",\n            \"rel\": \"related\"");
  /* The newest of both. */
  assert_has(fixture, ICD "/C49.9/en.json", "\"updated\": {\n      \"_value\": \"2024-01-02T00:00:00Z\"");
  assert_has(fixture, ICD "/C49.9/es.json", "\"updated\": {\n      \"_value\": \"2024-03-04T00:00:00Z\"");
  /* The codes are the original's; what is not there in Spanish is as it was written. */
  assert_has(fixture, "2.16.840.1.113883.6.1/718-7/es.atom", "<title type=\"text\">Uno</title>");
  assert_lacks(fixture, "2.16.840.1.113883.6.1/718-7/es.atom", "Less");
  assert_has(fixture, "2.16.840.1.113883.6.88/1791588/es.atom", "<entry xml:lang=\"en\">");
  assert_has(fixture, "2.16.840.1.113883.6.88/1791588/es.atom", "<title type=\"text\">Hojas</title>");
  assert_has(fixture, "none/en.json", "\"entry\": []");
  assert_lacks(fixture, "none/es.atom", "<entry");
  assert_lacks(fixture, "none/es.atom", "mainSearchCriteria");
}

/* Nobody knows where the sheets are. */
static void
test_relative(Fixture *fixture, gconstpointer data)
{
  (void)data;
  begin(fixture, NULL);
  add(fixture, fixture->library, "two");
  sts_answers_write(fixture->answers, take, fixture);
  assert_has(fixture, ICD "/C49.9/en.atom", "href=\"../../../two.sheet\"");
  assert_lacks(fixture, ICD "/C49.9/en.atom", "xml:base");
  assert_lacks(fixture, ICD "/C49.9/en.atom", "<uri>");
}

static void
test_refused(Fixture *fixture, gconstpointer data)
{
  static const char *const WRONG[] = {"", "sheets", "/sheets/", "ftp://a.example/", "https://", "javascript:alert(1)"};
  g_autoptr(GError) unknown = NULL;

  (void)data;
  begin(fixture, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(WRONG); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(sts_answers_new(fixture->library, WRONG[i], &error));
    g_assert_error(error, STS_ERROR, STS_ERROR_BAD_OPTION);
  }
  g_assert_false(sts_answers_add(fixture->answers, fixture->library, "three", NULL, 0, &unknown));
  g_assert_error(unknown, STS_ERROR, STS_ERROR_UNKNOWN_SECTION);
}

/* A paragraph stands for a text only where it is whole by itself, and says in plain letters all that it says. */
static void
test_summary(Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *body, *summary; /* NULL: none */
  } CASES[] = {
      {"Take **2** tablets, and [call](tel:+15550100) if it *hurts*.", "Take 2 tablets, and call if it hurts."},
      {"One line\nand another.\n\n## More\n\nText.", "One line and another."},
      {"Call us for:\n\n- fever", NULL},
      {"Call us for these:", NULL},
      {"Call us for these.\n\n- fever", NULL},
      {"## Head\n\nText.", NULL},
      {"> [!WARNING]\n> Do not drive.\n\nText.", NULL},
      {"- Item\n\nText.", NULL},
      {"Take it with food.[^1]\n\n[^1]: Not with milk.", NULL},
      {"Take 10<sup>6</sup> units.", NULL},
      {"Call {clinic.phone: your clinic} at once.", NULL},
  };

  (void)data;
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    put(fixture, "two.md", SHEET, "Two", "2023-05-06", "rxnorm: [\"1791588\"]", CASES[i].body);
    begin(fixture, NULL);
    add(fixture, fixture->library, "two");
    sts_answers_write(fixture->answers, take, fixture);
    g_autofree char *element =
        CASES[i].summary ? g_strdup_printf("<summary type=\"text\">%s</summary>", CASES[i].summary) : NULL;
    if (element)
      assert_has(fixture, "2.16.840.1.113883.6.88/1791588/en.atom", element);
    else
      assert_lacks(fixture, "2.16.840.1.113883.6.88/1791588/en.atom", "summary");
    g_hash_table_remove_all(fixture->files);
    g_clear_pointer(&fixture->answers, sts_answers_free);
    g_clear_pointer(&fixture->library, sts_library_free);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/answers/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add("/answers/relative", Fixture, NULL, set_up, test_relative, tear_down);
  g_test_add("/answers/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add("/answers/summary", Fixture, NULL, set_up, test_summary, tear_down);
  return g_test_run();
}
