/* rooms: base */
/* Tests of the support room: dates, text, diagnostics, arena, all-or-nothing files. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/address.h"
#include "base/arena.h"
#include "base/atomic-file.h"
#include "base/atomic-folder.h"
#include "base/date.h"
#include "base/diagnostic.h"
#include "base/file-read.h"
#include "base/language-tag.h"
#include "base/names.h"
#include "base/nearest.h"
#include "base/text.h"

static void
test_date_epoch(void)
{
  g_assert_cmpint(sts_date_to_epoch((StsDate){1970, 1, 1}), ==, 0);
  g_assert_cmpint(sts_date_to_epoch((StsDate){2018, 4, 6}), ==, 1522972800);
  g_assert_cmpint(sts_date_to_epoch((StsDate){2000, 2, 29}), ==, 951782400);
  StsDate back = sts_date_from_epoch(1522972800 + 86399);
  g_assert_cmpint(sts_date_compare(back, (StsDate){2018, 4, 6}), ==, 0);
  g_autofree char *last_second = sts_date_format_epoch(1522972800 + 86399);
  g_assert_cmpstr(last_second, ==, "2018-04-06T23:59:59Z");
}

static void
test_time_spans(void)
{
  static const struct {
    const char *text, *later; /* from January 31, 2024; NULL: it is no time */
  } spans[] = {
      {"0d", "2024-01-31"},
      {"1d", "2024-02-01"},
      {"90d", "2024-04-30"},
      {"90 days", "2024-04-30"},
      {"1 day", "2024-02-01"},
      {"12w", "2024-04-24"},
      {"1m", "2024-02-29"},
      {"18 months", "2025-07-31"},
      {"1y", "2025-01-31"},
      {"3 years", "2027-01-31"},
      {"100y", "2124-01-31"},
      {"101y", NULL},
      {"36601d", NULL},
      {"99999999999999d", NULL},
      {"", NULL},
      {"d", NULL},
      {"90", NULL},
      {"-1d", NULL},
      {"1.5y", NULL},
      {"90 d ", NULL},
      {"90dd", NULL},
      {"1 fortnight", NULL},
      {"1D", NULL},
      {" 1d", NULL},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(spans); i++) {
    StsTimeSpan span;
    bool good = sts_time_span_parse(spans[i].text, &span);
    g_assert_cmpint(good, ==, spans[i].later != NULL);
    if (!good)
      continue;
    g_autofree char *later = sts_date_format_iso(sts_date_add_span((StsDate){2024, 1, 31}, span));
    g_assert_cmpstr(later, ==, spans[i].later);
  }
}

static void
test_date_months(void)
{
  g_assert_cmpint(sts_date_compare(sts_date_add_months((StsDate){2018, 4, 6}, 36), (StsDate){2021, 4, 6}), ==, 0);
  g_assert_cmpint(sts_date_compare(sts_date_add_months((StsDate){2023, 11, 30}, 3), (StsDate){2024, 2, 29}), ==, 0);
}

static void
test_numbers(void)
{
  static const struct {
    double value;
    int decimals;
    const char *text;
  } CASES[] = {{12.5, 2, "12.5"}, {-3, 3, "-3"},         {0, 2, "0"}, {-0.0001, 2, "0"}, {1234567.891, 2, "1234567.89"},
               {100, 0, "100"},   {1e-7, 9, "0.0000001"}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    sts_text_append_number(out, CASES[i].value, CASES[i].decimals);
    g_assert_cmpstr(out->str, ==, CASES[i].text);
  }
}

static void
test_slug(void)
{
  static const char *const CASES[][2] = {{"Stage II & III: what now?", "stage-ii-iii-what-now"},
                                         {"  --  ", "section"},
                                         {"Éxito Ñandú", "éxito-ñandú"},
                                         {"a_b  c", "a-b-c"}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *slug = sts_text_slug(CASES[i][0]);
    g_assert_cmpstr(slug, ==, CASES[i][1]);
  }
}

/* The same in every locale: this test also runs in a Turkish one, where a small I is not i. */
static void
test_lower(void)
{
  static const char *const CASES[][2] = {{"DISCLAIMER", "disclaimer"},
                                         {"Última REVISIÓN", "última revisión"},
                                         {"ΟΔΟΣ ΣΑΣ", "οδος σας"},
                                         {"İzmir", "i̇zmir"}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *lower = sts_text_lower(CASES[i][0]);
    g_assert_cmpstr(lower, ==, CASES[i][1]);
  }
}

static void
test_blank(void)
{
  g_assert_true(sts_text_is_blank(NULL));
  g_assert_true(sts_text_is_blank(" \t\n\xC2\xA0\xE2\x80\x8B\xC2\xAD\xEF\xBB\xBF\xE2\x80\xA8"));
  g_assert_false(sts_text_is_blank(" \xC2\xA0."));
  g_assert_false(sts_text_is_blank("\xF0\x9F\x98\x80"));
}

/* As often as a name comes, the next free one is found at once. */
static void
test_names(void)
{
  static const char *const CASES[][2] = {{"a", "a"},   {"a", "a-2"},     {"b", "b"},      {"a-2", "a-2-2"},
                                         {"a", "a-3"}, {"a-3", "a-3-2"}, {"a-2", "a-2-3"}};
  g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *name = sts_text_take_name(taken, CASES[i][0]);
    g_assert_cmpstr(name, ==, CASES[i][1]);
  }
  for (int i = 0; i < 100000; i++)
    g_free(sts_text_take_name(taken, "same"));
  g_autofree char *last = sts_text_take_name(taken, "same");
  g_assert_cmpstr(last, ==, "same-100001");
}

static void
test_identifier(void)
{
  g_autofree char *one = sts_text_identifier("abc", 3), *two = sts_text_identifier("abd", 3);

  g_assert_cmpstr(one, ==, "urn:uuid:ba7816bf-8f01-8cfe-8a41-4140de5dae22");
  g_assert_cmpstr(one, !=, two);
}

static void
test_nearest(void)
{
  static const char *const IDS[] = {"surgery", "radiation", "stage-ii-iii", "stage-iv", NULL};

  g_assert_cmpstr(sts_text_nearest("surgary", IDS), ==, "surgery");
  g_assert_cmpstr(sts_text_nearest("stage-ii", IDS), ==, "stage-ii-iii");
  g_assert_cmpstr(sts_text_nearest("stage-4", IDS), ==, "stage-iv");
  g_assert_cmpstr(sts_text_nearest("stge-iv", IDS), ==, "stage-iv");
  /* The nearest name of another number is not what was meant. */
  g_assert_null(sts_text_nearest("stage-2", IDS));
  g_assert_null(sts_text_nearest("stage-v", IDS));
  g_assert_null(sts_text_nearest("stage-i", IDS));
  g_assert_null(sts_text_nearest("hovercraft", IDS));
  g_assert_null(sts_text_nearest("", IDS));
  /* A slip for each three letters: one too many, too few, wrong, two that changed places. */
  g_assert_cmpstr(sts_text_nearest("surggery", IDS), ==, "surgery");
  g_assert_cmpstr(sts_text_nearest("sugery", IDS), ==, "surgery");
  g_assert_cmpstr(sts_text_nearest("srugrey", IDS), ==, "surgery");
  g_assert_cmpstr(sts_text_nearest("SURGERY", IDS), ==, "surgery");
  g_assert_cmpstr(sts_text_nearest("rad", IDS), ==, "radiation");
  g_assert_null(sts_text_nearest("urgent", IDS));
  g_assert_null(sts_text_nearest("srugyre", IDS));
  g_assert_null(sts_text_nearest("ra", IDS));
}

/* As said by the plain recurrence over all cells. */
static size_t
plain_distance(const char *a, const char *b)
{
  size_t cells[16][16] = {{0}}, m = strlen(a), n = strlen(b);

  for (size_t i = 0; i <= m; i++)
    for (size_t j = 0; j <= n; j++) {
      if (i == 0 || j == 0) {
        cells[i][j] = i + j;
        continue;
      }
      size_t cell = MIN(MIN(cells[i - 1][j], cells[i][j - 1]) + 1, cells[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cell = MIN(cell, cells[i - 2][j - 2] + 1);
      cells[i][j] = cell;
    }
  return cells[m][n];
}

static void
test_nearest_random(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  int found = 0;

  for (int round = 0; round < 20000; round++) {
    char words[2][13] = {"", ""};
    for (int w = 0; w < 2; w++) {
      int length = g_rand_int_range(random, 3, 13);
      for (int i = 0; i < length; i++)
        words[w][i] = (char)('a' + g_rand_int_range(random, 0, 3));
    }
    const char *candidates[] = {words[1], NULL};
    bool near = plain_distance(words[0], words[1]) <= strlen(words[0]) / 3;
    bool begins = g_str_has_prefix(words[1], words[0]) && strlen(words[1]) > strlen(words[0]);
    g_assert_true((sts_text_nearest(words[0], candidates) != NULL) == (near || begins));
    found += near;
  }
  g_assert_cmpint(found, >, 500);
  g_assert_cmpint(found, <, 19000);
}

static void
test_meant(void)
{
  static const StsSynonym SYNONYMS[] = {{"date", "last-revised"}, {"tags", NULL}, {"theme", "style"}, {NULL, NULL}};
  static const char *const KEYS[] = {"gaps", "last-revised", "title", "them", NULL};

  g_assert_cmpstr(sts_text_meant("Date", SYNONYMS, KEYS), ==, "last-revised");
  g_assert_cmpstr(sts_text_meant("tilte", SYNONYMS, KEYS), ==, "title");
  g_assert_cmpstr(sts_text_meant("last_revised", NULL, KEYS), ==, "last-revised");
  g_assert_null(sts_text_meant("tags", SYNONYMS, KEYS));
  g_assert_null(sts_text_meant("tags", NULL, KEYS));
  /* What is meant must be there. */
  g_assert_cmpstr(sts_text_meant("theme", SYNONYMS, KEYS), ==, "them");
}

static void
test_languages(void)
{
  g_assert_true(sts_language_is_rtl("ar"));
  g_assert_true(sts_language_is_rtl("he-IL"));
  g_assert_true(sts_language_is_rtl("az-Arab"));
  g_assert_false(sts_language_is_rtl("ar-Latn"));
  g_assert_false(sts_language_is_rtl("es"));
  g_assert_false(sts_language_is_rtl(NULL));
  g_assert_true(sts_language_is_valid("zh-Hant-TW"));
  g_assert_false(sts_language_is_valid("english language"));
  g_assert_false(sts_language_is_valid(""));
  g_assert_false(sts_language_is_valid("en-"));
  g_assert_false(sts_language_is_valid("english"));
  g_assert_false(sts_language_is_valid("engl-GB"));
}

static void
test_addresses(void)
{
  g_assert_true(sts_address_is_external("https://www.cancer.org"));
  g_assert_true(sts_address_is_external("TEL:+18002272345"));
  g_assert_false(sts_address_is_external("http://"));
  g_assert_false(sts_address_is_external("javascript:alert(1)"));
  g_assert_false(sts_address_is_external("surgery.md"));
}

static void
test_invalid_text(void)
{
  static const struct {
    const char *text;
    bool found, control;
    size_t offset;
  } CASES[] = {{"plain\ttext\n", false, false, 0},
               {"ab\xC3", true, false, 2},
               {"a\x07", true, true, 1},
               {"caf\xC3\xA9", false, false, 0},
               {"\xEF\xBF\xBF", true, true, 0},
               {"\xC2\x85", true, true, 0},
               {"a\u2028", true, true, 1},
               {"\u2029", true, true, 0},
               {"x\uFEFF", true, true, 1},
               {"\uFDD0", true, true, 0},
               {"\uFDEF", true, true, 0},
               {"\uFDF0\uFDCF", false, false, 0},
               {"\U0001FFFE", true, true, 0},
               {"\U0010FFFF", true, true, 0},
               {"\uFFFD\U0001FFFD", false, false, 0},
               {"\uFFFC", true, true, 0},
               {"\U000E0041", true, true, 0},
               {"a\U0001F3F4\U000E0067\U000E007F", false, false, 0},
               {"\U0001F3F4a\U000E0067", true, true, 5},
               {"\u00AD\u200B\u200D\u2060\uFE0F", false, false, 0}};

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    size_t offset = 99;
    bool control = false;
    g_assert_cmpint(sts_text_find_invalid(CASES[i].text, strlen(CASES[i].text), &offset, &control), ==, CASES[i].found);
    if (CASES[i].found) {
      g_assert_cmpuint(offset, ==, CASES[i].offset);
      g_assert_cmpint(control, ==, CASES[i].control);
    }
  }
  size_t offset;
  bool control;
  g_assert_true(sts_text_find_invalid("a\0b", 3, &offset, &control) && control && offset == 1);
}

static void
test_diagnostics(void)
{
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  StsPosition late = {"a.md", 9, 1}, early = {"a.md", 2, 5}, other = {"b.md", 1, 1};

  sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, late, "rule-a", "late %d", 1);
  sts_diagnostics_add(diagnostics, STS_SEVERITY_WARNING, other, "rule-b", "other");
  sts_diagnostics_add(diagnostics, STS_SEVERITY_NOTE, early, "rule-c", "early");
  sts_diagnostics_add(diagnostics, STS_SEVERITY_ERROR, late, "rule-a", "late %d", 1);
  sts_diagnostics_sort(diagnostics);
  g_assert_cmpuint(sts_diagnostics_size(diagnostics), ==, 3);
  g_assert_cmpuint(sts_diagnostics_count(diagnostics, STS_SEVERITY_ERROR), ==, 1);
  g_assert_cmpuint(sts_diagnostics_count_in_file(diagnostics, "a.md", STS_SEVERITY_ERROR), ==, 1);
  g_assert_cmpuint(sts_diagnostics_count_in_file(diagnostics, "b.md", STS_SEVERITY_WARNING), ==, 1);
  g_assert_cmpuint(sts_diagnostics_count_in_file(diagnostics, "c.md", STS_SEVERITY_ERROR) +
                       sts_diagnostics_count_in_file(diagnostics, NULL, STS_SEVERITY_NOTE),
                   ==, 0);
  g_autofree char *first = sts_diagnostic_format(sts_diagnostics_get(diagnostics, 0));
  g_assert_cmpstr(first, ==, "a.md:2:5: note: early [rule-c]");
  g_autofree char *second = sts_diagnostic_format(sts_diagnostics_get(diagnostics, 1));
  g_assert_cmpstr(second, ==, "a.md:9:1: error: late 1 [rule-a]");
  StsDiagnostic evil = {STS_SEVERITY_ERROR, {NULL, 0, 0}, "r", "x\x1B[2J"};
  g_autofree char *shown = sts_diagnostic_format(&evil);
  g_assert_cmpstr(shown, ==, "error: x\xEF\xBF\xBD[2J [r]");
}

static void
count_free(gpointer data)
{
  (*(int *)data)++;
}

static void
test_arena(void)
{
  int freed = 0;
  StsArena *arena = sts_arena_new();

  g_assert_true(sts_arena_intern(arena, "a") == sts_arena_intern(arena, "a"));
  char *large = sts_arena_alloc(arena, 3 * 1024 * 1024);
  g_assert_cmpint(large[3 * 1024 * 1024 - 1], ==, 0);
  for (int i = 1; i < 2000; i++) {
    char *memory = sts_arena_alloc(arena, (size_t)i);
    g_assert_cmpuint((guintptr)memory % 16, ==, 0);
    memset(memory, 0xAA, (size_t)i);
  }
  sts_arena_on_free(arena, count_free, &freed);
  sts_arena_free(arena);
  g_assert_cmpint(freed, ==, 1);
}

static guint
count_entries(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name(dir))
    count++;
  return count;
}

static void
test_atomic_file(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("sts-XXXXXX", &error);
  g_autofree char *path = g_build_filename(folder, "out.txt", NULL);
  g_autofree char *missing = g_build_filename(folder, "no", "out.txt", NULL);
  g_autofree char *contents = NULL;

  StsAtomicFile *file = sts_atomic_file_new(path, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(sts_atomic_file_write(file, "half", 4, &error));
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  sts_atomic_file_free(file);
  g_assert_cmpuint(count_entries(folder), ==, 0);

  file = sts_atomic_file_new(path, NULL, &error);
  g_assert_true(sts_atomic_file_write(file, "whole", 5, &error));
  g_assert_true(sts_atomic_file_commit(file, &error));
  sts_atomic_file_free(file);
  g_assert_true(g_file_get_contents(path, &contents, NULL, &error));
  g_assert_cmpstr(contents, ==, "whole");
  g_assert_cmpuint(count_entries(folder), ==, 1);

  g_assert_null(sts_atomic_file_new(missing, NULL, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error(&error);
  g_assert_null(sts_atomic_file_new(folder, NULL, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);

  g_unlink(path);
  g_rmdir(folder);
}

/* Not there, not fit, too large: three things, and none is the system's. */
static void
test_file_read(void)
{
  g_autofree char *folder = g_dir_make_tmp("sts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "text", NULL), *pipe = g_build_filename(folder, "pipe", NULL);
  const struct {
    const char *path;
    size_t most;
    StsFileFate fate;
    const char *reason;
  } CASES[] = {
      {path, 4, STS_FILE_READ, NULL},
      {path, 3, STS_FILE_LARGE, "it is larger than 0 MB"},
      {folder, 4, STS_FILE_UNFIT, "it is a folder"},
      {pipe, 4, STS_FILE_UNFIT, "it is not a file"},
      {"/dev/null", 4, STS_FILE_UNFIT, "it is not a file"},
      {"/nowhere/text", 4, STS_FILE_MISSING, g_strerror(ENOENT)},
  };

  g_assert_true(g_file_set_contents(path, "text", -1, NULL));
  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *bytes = NULL, *reason = NULL;
    size_t size = 0;
    g_assert_cmpint(sts_file_read(CASES[i].path, CASES[i].most, &bytes, &size, &reason), ==, CASES[i].fate);
    g_assert_cmpstr(reason, ==, CASES[i].reason);
    g_assert_cmpstr(bytes, ==, CASES[i].reason ? NULL : "text");
    g_assert_false(sts_file_is_systems(CASES[i].fate));
  }
  g_assert_cmpint(sts_file_find(path), ==, 0);
  g_assert_cmpint(sts_file_find("/nowhere/text"), ==, ENOENT);
  g_assert_cmpint(unlink(path) + unlink(pipe) + rmdir(folder), ==, 0);
}

/* What is not a file is never replaced by one, and a link stays a link. */
static void
test_atomic_file_targets(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("sts-XXXXXX", &error);
  g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
  g_autofree char *link = g_build_filename(folder, "link", NULL);
  g_autofree char *target = g_build_filename(folder, "target", NULL);
  g_autofree char *contents = NULL;

  g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
  g_assert_null(sts_atomic_file_new(pipe, NULL, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error(&error);

  g_assert_cmpint(symlink("target", link), ==, 0);
  g_assert_null(sts_atomic_file_new(link, NULL, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error(&error);
  g_assert_true(g_file_set_contents(target, "old", -1, NULL));
  StsAtomicFile *file = sts_atomic_file_new(link, NULL, &error);
  g_assert_no_error(error);
  g_assert_true(sts_atomic_file_write(file, "new", 3, &error));
  g_assert_true(sts_atomic_file_commit(file, &error));
  sts_atomic_file_free(file);
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true(g_file_get_contents(target, &contents, NULL, &error));
  g_assert_cmpstr(contents, ==, "new");
  g_assert_cmpuint(count_entries(folder), ==, 3);
  g_unlink(link);
  g_unlink(target);
  g_unlink(pipe);
  g_rmdir(folder);
}

static void
test_atomic_folder(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp("sts-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(parent, "new/", NULL),
                  *inner = g_build_filename(parent, "new/a/b/c.txt", NULL);
  g_autofree char *contents = NULL;

  StsAtomicFolder *folder = sts_atomic_folder_new(path, &error);
  g_assert_no_error(error);
  g_assert_true(sts_atomic_folder_write(folder, "a/b/c.txt", "half", 4, &error));
  g_assert_true(sts_atomic_folder_write(folder, "a/d.txt", "half", 4, &error));
  g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
  sts_atomic_folder_free(folder);
  g_assert_cmpuint(count_entries(parent), ==, 0);

  g_mkdir(path, 0777);
  folder = sts_atomic_folder_new(path, &error);
  g_assert_true(sts_atomic_folder_write(folder, "a/b/c.txt", "whole", 5, &error));
  g_assert_false(sts_atomic_folder_write(folder, "a/b/c.txt", "again", 5, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_clear_error(&error);
  g_assert_true(sts_atomic_folder_commit(folder, &error));
  sts_atomic_folder_free(folder);
  g_assert_cmpuint(count_entries(parent), ==, 1);
  g_assert_true(g_file_get_contents(inner, &contents, NULL, &error));
  g_assert_cmpstr(contents, ==, "whole");

  g_assert_null(sts_atomic_folder_new(path, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  for (const char *const *name = (const char *const[]){"a/b/c.txt", "a/b", "a", "", NULL}; *name; name++) {
    g_autofree char *made = g_build_filename(path, *name, NULL);
    g_remove(made);
  }
  g_rmdir(parent);
}

/* Some file systems take no name that a cut has made other than UTF-8. */
static void
test_cut(void)
{
  g_assert_cmpint(sts_text_cut("", 4), ==, 0);
  g_assert_cmpint(sts_text_cut("abc", 4), ==, 3);
  g_assert_cmpint(sts_text_cut("abcd", 4), ==, 4);
  g_assert_cmpint(sts_text_cut("abcde", 4), ==, 4);
  g_assert_cmpint(sts_text_cut("abc\xc3\xad", 4), ==, 3);
  g_assert_cmpint(sts_text_cut("abc\xc3\xad", 5), ==, 5);
  g_assert_cmpint(sts_text_cut("a\xe2\x80\x93", 3), ==, 1);
  g_assert_cmpint(sts_text_cut("\xe2\x80\x93", 2), ==, 0);
}

/* Which text serves whom, and which names of files say a language. */
static void
test_language_names(void)
{
  static const struct {
    const char *name, *original, *tag; /* NULL: it says none */
  } NAMES[] = {
      {"surgery.es.md", "surgery.md", "es"},
      {"a/b.c.zh-Hans.md", "a/b.c.md", "zh-Hans"},
      {"surgery.ES.md", "surgery.md", "ES"},
      {"surgery.md", NULL, NULL},
      {"notes.v2.md", NULL, NULL},
      {"notes.draft.md", NULL, NULL},
      {"notes.spanish.md", NULL, NULL},
      {"notes.2024.md", NULL, NULL},
      {".es.md", NULL, NULL},
      {"a/.es.md", NULL, NULL},
      {"es.md", NULL, NULL},
      {"a.es/b.md", NULL, NULL},
      {"a.es.yaml", NULL, NULL},
      {"a.es..md", NULL, NULL},
      {"", NULL, NULL},
  };
  static const char *const TAGS[][2] = {
      {"ES", "es"}, {"es-mx", "es-MX"}, {"ZH-HANS-cn", "zh-Hans-CN"}, {"de-1996", "de-1996"}, {"en-x-us", "en-x-us"}};

  static const char *const MEANT[][2] = {
      {"English", "en"}, {"SPANISH", "es"}, {"Español", "es"},  {"Espan\u0303ol", "es"},      {"中文", "zh-Hans"},
      {"klingon", NULL}, {"xx yy", NULL},   {"es_MX", "es-MX"}, {"en_US.UTF-8", "en-US"},     {"v2", NULL},
      {"old_v", NULL},   {"a\xff", NULL},   {"", NULL},         {"zh_hant_tw", "zh-Hant-TW"}, {"C.UTF-8", NULL}};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
    g_autofree char *original = NULL, *tag = NULL;
    g_assert_true(sts_language_of_file(NAMES[i].name, &original, &tag) == (NAMES[i].tag != NULL));
    g_assert_cmpstr(original, ==, NAMES[i].original);
    g_assert_cmpstr(tag, ==, NAMES[i].tag);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(TAGS); i++) {
    g_autofree char *canonical = sts_language_canonical(TAGS[i][0]);
    g_assert_cmpstr(canonical, ==, TAGS[i][1]);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(MEANT); i++) {
    g_autofree char *meant = sts_language_meant(MEANT[i][0]);
    g_assert_cmpstr(meant, ==, MEANT[i][1]);
  }
  g_assert_true(sts_language_is_in("es-MX", "ES"));
  g_assert_true(sts_language_is_in("es", "es"));
  g_assert_false(sts_language_is_in("es", "es-MX"));
  g_assert_false(sts_language_is_in("est", "es"));
  g_autofree char *tag = g_strdup("zh-Hans-CN");
  g_assert_true(sts_language_shorten(tag));
  g_assert_cmpstr(tag, ==, "zh-Hans");
  g_assert_true(sts_language_shorten(tag));
  g_assert_false(sts_language_shorten(tag));
  g_assert_cmpstr(tag, ==, "zh");
  g_assert_true(sts_language_meets("en", "en-GB"));
  g_assert_true(sts_language_meets("ES-mx", "es"));
  g_assert_false(sts_language_meets("zh-Hans", "zh-Hant"));
  g_assert_false(sts_language_meets("es", "est"));
  g_assert_false(sts_language_meets("en-US", "en-GB"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/support/language/names", test_language_names);
  g_test_add_func("/support/date/epoch", test_date_epoch);
  g_test_add_func("/support/date/months", test_date_months);
  g_test_add_func("/support/time-spans", test_time_spans);
  g_test_add_func("/support/text/numbers", test_numbers);
  g_test_add_func("/support/text/slug", test_slug);
  g_test_add_func("/support/text/lower", test_lower);
  g_test_add_func("/support/text/blank", test_blank);
  g_test_add_func("/support/text/names", test_names);
  g_test_add_func("/support/text/identifier", test_identifier);
  g_test_add_func("/support/text/nearest", test_nearest);
  g_test_add_func("/support/text/nearest-random", test_nearest_random);
  g_test_add_func("/support/text/meant", test_meant);
  g_test_add_func("/support/text/languages", test_languages);
  g_test_add_func("/support/text/addresses", test_addresses);
  g_test_add_func("/support/text/invalid", test_invalid_text);
  g_test_add_func("/support/diagnostics", test_diagnostics);
  g_test_add_func("/support/arena", test_arena);
  g_test_add_func("/support/atomic-file", test_atomic_file);
  g_test_add_func("/support/atomic-file/targets", test_atomic_file_targets);
  g_test_add_func("/support/file-read", test_file_read);
  g_test_add_func("/support/atomic-folder", test_atomic_folder);
  g_test_add_func("/support/text/cut", test_cut);
  return g_test_run();
}
