/* rooms: base document style layout output verify */
/* Judging, comparing and the differences of lines, on readings made by hand. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "document/plain-text.h"
#include "document/provenance.h"
#include "document/reading-builder.h"
#include "verify/compare.h"
#include "verify/confine.h"
#include "verify/diff.h"
#include "verify/judge.h"
#include "verify/packed-reading.h"

/* ---- differences of lines ---- */

/* A line for each word. */
static GArray *
new_lines(const char *words)
{
  g_auto(GStrv) split = g_strsplit(words, " ", -1);
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(StsReadLine));

  for (char **word = split; *word; word++) {
    StsReadLine line = {.text = g_intern_string(*word), .part = STS_PART_TEXT};
    if (**word)
      g_array_append_val(lines, line);
  }
  return lines;
}

/* Applies the steps to the old list: what is kept must be what the new one keeps, in its order. */
static void
check_steps(const GArray *old_lines, const GArray *new_lines_, const GArray *steps)
{
  guint old_at = 0, new_at = 0;

  for (guint i = 0; i < steps->len; i++) {
    const StsDiffStep *step = &g_array_index(steps, StsDiffStep, i);
    guint *at = step->added ? &new_at : &old_at, *other = step->added ? &old_at : &new_at;
    while (*at < step->index) {
      g_assert_cmpstr(g_array_index(old_lines, StsReadLine, old_at).text, ==,
                      g_array_index(new_lines_, StsReadLine, new_at).text);
      (*at)++;
      (*other)++;
    }
    g_assert_cmpuint(*at, ==, step->index);
    (*at)++;
  }
  g_assert_cmpuint(old_lines->len - old_at, ==, new_lines_->len - new_at);
}

static void
assert_diff(const char *before, const char *after, const char *wanted)
{
  g_autoptr(GArray) old_lines = new_lines(before), lines = new_lines(after);
  g_autoptr(GArray) steps = sts_diff_lines(old_lines, lines);
  g_autoptr(GString) said = g_string_new(NULL);

  check_steps(old_lines, lines, steps);
  for (guint i = 0; i < steps->len; i++) {
    const StsDiffStep *step = &g_array_index(steps, StsDiffStep, i);
    g_string_append_printf(said, "%c%s", step->added ? '+' : '-',
                           g_array_index(step->added ? lines : old_lines, StsReadLine, step->index).text);
  }
  g_assert_cmpstr(said->str, ==, wanted);
}

static void
test_diff(void)
{
  assert_diff("a b c", "a b c", "");
  assert_diff("", "a", "+a");
  assert_diff("a", "", "-a");
  assert_diff("a b c", "a x c", "-b+x");
  assert_diff("a b c d", "b c d e", "-a+e");
  assert_diff("a b c", "c a b", "+c-c");
  assert_diff("x x x", "x x", "-x");
  assert_diff("a x b x c", "a x x c", "-b");
}

/* Of random lists the steps must lead from one to the other. */
static void
test_diff_random(void)
{
  for (int round = 0; round < 300; round++) {
    g_autoptr(GString) before = g_string_new(NULL), after = g_string_new(NULL);
    int letters = g_test_rand_int_range(1, 12);
    for (int i = g_test_rand_int_range(0, 40); i > 0; i--)
      g_string_append_printf(before, "%c ", 'a' + g_test_rand_int_range(0, letters));
    for (int i = g_test_rand_int_range(0, 40); i > 0; i--)
      g_string_append_printf(after, "%c ", 'a' + g_test_rand_int_range(0, letters));
    g_autoptr(GArray) old_lines = new_lines(before->str), lines = new_lines(after->str);
    g_autoptr(GArray) steps = sts_diff_lines(old_lines, lines);
    check_steps(old_lines, lines, steps);
  }
}

/* Two books that have nothing in common, or only lines that stand everywhere. */
static void
test_diff_large(void)
{
  enum { LINES = 100000 };
  for (int shape = 0; shape < 3; shape++) {
    g_autoptr(GArray) old_lines = g_array_new(FALSE, FALSE, sizeof(StsReadLine)),
                      lines = g_array_new(FALSE, FALSE, sizeof(StsReadLine));
    g_autoptr(StsArena) arena = sts_arena_new();
    for (int i = 0; i < LINES; i++) {
      g_autofree char *one = g_strdup_printf("%d", shape == 0 ? i : shape == 1 ? i % 2 : i % 5 ? i : 0);
      g_autofree char *other = g_strdup_printf("%d", shape == 0   ? LINES + i
                                                     : shape == 1 ? i % 3
                                                     : i % 7      ? LINES - i
                                                                  : 0);
      StsReadLine first = {.text = sts_arena_strdup(arena, one)}, second = {.text = sts_arena_strdup(arena, other)};
      g_array_append_val(old_lines, first);
      g_array_append_val(lines, second);
    }
    clock_t start = clock();
    g_autoptr(GArray) steps = sts_diff_lines(old_lines, lines);
    check_steps(old_lines, lines, steps);
    g_assert_cmpint(clock() - start, <, 20 * CLOCKS_PER_SEC);
  }
}

/* ---- readings ---- */

static void
add_line(StsReading *reading, guint section, guint part, const char *text)
{
  sts_reading_add_line(reading, (StsReadPlace){(gint32)section, (guint8)part}, text);
}

static void
add_section(StsReading *reading, const char *id, const char *date, const char *text)
{
  guint index = sts_reading_add_section(reading);

  sts_reading_set_section(reading, index, "id", id);
  sts_reading_set_section(reading, index, "element", id);
  sts_reading_set_section(reading, index, "title", id);
  sts_reading_set_section(reading, index, "language", "en");
  sts_reading_set_section(reading, index, "lastRevised", date);
  sts_reading_set_section(reading, index, "parts", "byline references disclaimer last-revised");
  sts_read_section(reading, index)->present = true;
  add_line(reading, index, STS_PART_TEXT, id);
  add_line(reading, index, STS_PART_BYLINE, date);
  add_line(reading, index, STS_PART_TEXT, text);
  add_line(reading, index, STS_PART_REFERENCES, "Doe J.");
  add_line(reading, index, STS_PART_DISCLAIMER, "No advice.");
  add_line(reading, index, STS_PART_LAST_REVISED, date);
}

/* Ends a reading whose fingerprints agree. */
static StsReading *
seal(StsReading *reading)
{
  g_assert_true(sts_reading_settle(reading, NULL));
  sts_reading_finish(reading);
  for (guint i = 0; i < reading->sections->len; i++)
    sts_read_section(reading, i)->stored = sts_read_section(reading, i)->fingerprint;
  reading->front_stored = reading->book ? reading->front_fingerprint : NULL;
  return reading;
}

static StsReading *
new_reading(bool book)
{
  StsReading *reading = sts_reading_new();

  reading->format = "PDF";
  sts_reading_set(reading, "title", "Guide");
  sts_reading_set(reading, "identifier", "urn:x:1");
  sts_reading_set(reading, "status", "draft");
  sts_reading_set(reading, "book", book ? "True" : "False");
  if (book)
    sts_reading_add_line(reading, STS_PLACE_FRONT, "Guide");
  return reading;
}

static StsReading *
new_handout(const char *date, const char *text)
{
  StsReading *reading = new_reading(false);

  add_section(reading, "one", date, text);
  return seal(reading);
}

static StsReading *
new_book(const char *const *sections)
{
  StsReading *reading = new_reading(true);

  for (; *sections; sections += 2)
    add_section(reading, sections[0], "2018-04-06", sections[1]);
  return seal(reading);
}

/* The verdict of a library that would print `today` and finds no errors. */
static StsVerification *
judge_with(const StsReading *reading, const StsReading *today, bool same, StsLibraryAnswer *given)
{
  g_autoptr(GHashTable) answers = g_hash_table_new(g_str_hash, g_str_equal);
  StsLibraryAnswer known = {.known = true};
  StsLibraryView view = {.title = "Guide", .same = same, .today = today, .answers = answers};

  for (guint i = 0; today && i < today->sections->len; i++)
    g_hash_table_insert(answers, (gpointer)sts_read_section(today, i)->id, given ? given : &known);
  return sts_judge(reading, &view);
}

static void
assert_verdict(const StsReading *reading, const StsReading *today, StsVerdict verdict, bool intact, const char *reason)
{
  g_autoptr(StsVerification) result = judge_with(reading, today, true, NULL);
  bool said = !reason;

  g_assert_cmpstr(sts_verdict_name(result->verdict), ==, sts_verdict_name(verdict));
  g_assert_true(result->intact == intact);
  for (const char *const *one = result->reasons; reason && *one; one++)
    said = said || strstr(*one, reason);
  for (size_t i = 0; i < result->section_count; i++)
    for (const char *const *one = result->sections[i].reasons; reason && *one; one++)
      said = said || strstr(*one, reason);
  if (!said)
    g_test_message("nobody says: %s", reason);
  g_assert_true(said);
}

static void
test_verdicts(void)
{
  g_autoptr(StsReading) today = new_handout("2018-04-06", "Text.");
  g_autoptr(StsReading) same = new_handout("2018-04-06", "Text.");
  g_autoptr(StsReading) other_text = new_handout("2018-04-06", "Other text.");
  g_autoptr(StsReading) other_date = new_handout("2017-01-01", "Text.");
  g_autoptr(StsReading) altered = new_handout("2018-04-06", "Texd.");
  sts_read_section(altered, 0)->stored = sts_read_section(today, 0)->fingerprint;
  g_autoptr(StsReading) faulty = new_handout("2018-04-06", "Text.");
  sts_reading_add_fault(faulty, "page 1 shows text");

  assert_verdict(same, today, STS_VERDICT_CURRENT, true, NULL);
  assert_verdict(other_text, today, STS_VERDICT_OUTDATED, true, "though its date there is still 2018-04-06");
  assert_verdict(other_text, today, STS_VERDICT_OUTDATED, true, "1 line is no longer in the library; 1 is new");
  assert_verdict(other_date, today, STS_VERDICT_OUTDATED, true, "2017-01-01 in this file, 2018-04-06 in the library");
  assert_verdict(altered, today, STS_VERDICT_ALTERED, false, "it says “Texd.”, but “Text.” was exported");
  assert_verdict(faulty, today, STS_VERDICT_ALTERED, false, "page 1 shows text");
}

/* Of a long line what is around the first difference is shown. */
static void
test_excerpts(void)
{
  static const char *const CASES[][3] = {
      /* The end of the line. */
      {"a night.", "a day.", "it says “…by noon, and takes a night.”, but “…by noon, and takes a day.” was exported"},
      {"two of the white pills in the morning and one of the red ones at night, never both, and never with milk.",
       "one of the white pills in the morning and one of the red ones at night, never both, and never with milk.",
       "it says “…over by noon, and takes two of the white pills in the morning and one of the red…”, but “…over by "
       "noon, and takes one of"},
      /* A line that ends where the other goes on. */
      {"", "a day.", "it says “…over by noon, and takes”, but “…over by noon, and takes a day.” was exported"},
      /* No space to begin after. */
      {"Donaudampfschifffahrtsgesellschaften.", "Donaudampfschifffahrtsgesellschaftem.",
       "it says “…schifffahrtsgesellschaften.”, but “…schifffahrtsgesellschaftem.”"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    const char *beginning =
        "For some people surgery is all the treatment that they need. It is over by noon, and takes ";
    g_autofree char *found = g_strconcat(beginning, CASES[i][0], NULL),
                    *exported = g_strconcat(beginning, CASES[i][1], NULL);
    g_autoptr(StsReading) today = new_handout("2018-04-06", exported);
    g_autoptr(StsReading) altered = new_handout("2018-04-06", found);
    sts_read_section(altered, 0)->stored = sts_read_section(today, 0)->fingerprint;
    assert_verdict(altered, today, STS_VERDICT_ALTERED, false, CASES[i][2]);
  }
}

/* A book of today's words with these lines after its cover's title. */
static StsReading *
new_book_of_today(const char *const *contents)
{
  StsReading *reading = new_reading(true);

  for (; *contents; contents++)
    sts_reading_add_line(reading, STS_PLACE_FRONT, *contents);
  add_section(reading, "one", "2018-04-06", "Text.");
  reading->record_version = STS_RECORD_VERSION;
  reading->words = "words";
  reading->front_content = sts_read_section(reading, 0)->content = "content";
  seal(reading);
  reading->record_version = STS_RECORD_VERSION;
  reading->file = reading->file_stored = "file";
  return reading;
}

/* The contents of today have a second level or not, as pages have room; with fingerprints that agree, no other lines.
 */
static void
test_brief_contents(void)
{
  static const char *const FULL[] = {"Contents", "One", "Heading", NULL}, *const BRIEF[] = {"Contents", "One", NULL},
                           *const FORGED[] = {"Contents", "Two", NULL}, *const LESS[] = {"Contents", NULL};
  g_autoptr(StsReading) today = new_book_of_today(FULL), full = new_book_of_today(FULL);
  g_autoptr(StsReading) brief = new_book_of_today(BRIEF), forged = new_book_of_today(FORGED);
  g_autoptr(StsReading) less = new_book_of_today(LESS);

  today->front_brief = brief->front_fingerprint;
  assert_verdict(full, today, STS_VERDICT_CURRENT, true, NULL);
  assert_verdict(brief, today, STS_VERDICT_CURRENT, true, NULL);
  assert_verdict(forged, today, STS_VERDICT_ALTERED, false, "both text and fingerprints were changed");
  assert_verdict(less, today, STS_VERDICT_ALTERED, false, "both text and fingerprints were changed");
}

/* All strings of a PDF's pages have a fingerprint of their own, which tells what no section's does, and only then. */
static void
test_strings(void)
{
  g_autoptr(StsReading) today = new_handout("2018-04-06", "Text.");
  g_autoptr(StsReading) reading = new_handout("2018-04-06", "Text.");

  reading->strings_stored = "1";
  reading->strings = "1";
  assert_verdict(reading, today, STS_VERDICT_CURRENT, true, NULL);
  reading->strings = "2";
  assert_verdict(reading, today, STS_VERDICT_ALTERED, false, "words outside the text of its sections were changed");
}

static void
test_missing(void)
{
  g_autoptr(StsReading) today = new_handout("2018-04-06", "Text.");
  g_autoptr(StsReading) reading = new_handout("2018-04-06", "Text.");
  StsReadSection *section = sts_read_section(reading, 0);

  section->promised |= 1u << STS_PART_NOTES;
  assert_verdict(reading, today, STS_VERDICT_INCOMPLETE, false, "missing: notes");
  /* Its text lies about on the page then, which is no alteration besides. */
  sts_reading_add_fault(reading, "page 1 shows text that no tag owns");
  assert_verdict(reading, today, STS_VERDICT_INCOMPLETE, false, "no tag owns");
  section->present = false;
  assert_verdict(reading, today, STS_VERDICT_INCOMPLETE, false, "the section is missing");
}

static void
test_library(void)
{
  g_autoptr(StsReading) today = new_handout("2018-04-06", "Text.");
  g_autoptr(StsReading) reading = new_handout("2018-04-06", "Text.");
  StsLibraryAnswer refused = {.known = true, .errors = 2}, overdue = {.known = true, .review_due = {2021, 4, 6}};

  g_autoptr(StsVerification) none = sts_judge(reading, NULL);
  g_assert_cmpint(none->verdict, ==, STS_VERDICT_UNKNOWN);
  g_assert_true(none->intact);
  g_autoptr(StsVerification) other = judge_with(reading, today, false, NULL);
  g_assert_cmpint(other->verdict, ==, STS_VERDICT_UNKNOWN);
  g_autoptr(StsVerification) faulty = judge_with(reading, today, true, &refused);
  g_assert_cmpint(faulty->verdict, ==, STS_VERDICT_UNKNOWN);
  g_assert_nonnull(strstr(faulty->sections[0].reasons[0], "it has 2 errors"));
  g_autoptr(StsVerification) late = judge_with(reading, today, true, &overdue);
  g_assert_cmpint(late->verdict, ==, STS_VERDICT_OUTDATED);
  g_autoptr(StsVerification) gone = judge_with(reading, NULL, true, NULL);
  g_assert_cmpint(gone->verdict, ==, STS_VERDICT_OUTDATED);
  g_assert_nonnull(strstr(gone->sections[0].reasons[0], "the library no longer has this section"));
  g_autoptr(StsVerification) unreadable = sts_judge_unreadable("it is empty");
  g_assert_cmpint(unreadable->verdict, ==, STS_VERDICT_UNKNOWN);
  g_assert_null(unreadable->format);
}

static void
test_book(void)
{
  const char *const two[] = {"one", "Text.", "two", "Text.", NULL}, *const three[] = {"one",   "Text.", "two", "Text.",
                                                                                      "three", "Text.", NULL};
  g_autoptr(StsReading) small = new_book(two), large = new_book(three), again = new_book(two), bare = new_book(two);

  assert_verdict(small, again, STS_VERDICT_CURRENT, true, NULL);
  assert_verdict(small, large, STS_VERDICT_OUTDATED, true, "sections that this book lacks: three");
  assert_verdict(large, small, STS_VERDICT_OUTDATED, true, "the library no longer has this section");
  g_array_set_size(bare->front, 0);
  assert_verdict(bare, again, STS_VERDICT_INCOMPLETE, false, "the cover and the contents list are missing");
}

static void
test_stray(void)
{
  g_autoptr(StsReading) today = new_handout("2018-04-06", "Text.");
  StsReading *reading = new_reading(false);

  add_section(reading, "one", "2018-04-06", "Text.");
  sts_reading_add_line(reading, STS_PLACE_FRONT, "Take two.");
  seal(reading);
  assert_verdict(reading, today, STS_VERDICT_ALTERED, false, "belongs to no section: “Take two.”");
  sts_reading_free(reading);
}

/* ---- comparing ---- */

static void
test_compare(void)
{
  const char *const before[] = {"a", "Text.", "b", "Text.", "c", "Text.", "d", "Text.", NULL};
  const char *const after[] = {"c", "Text.", "a", "Other.", "b", "Text.", "e", "Text.", NULL};
  g_autoptr(StsReading) old_book = new_book(before), new_one = new_book(after);
  g_autoptr(StsComparison) result = sts_compare(old_book, new_one, NULL, NULL);
  const struct {
    const char *id;
    StsChange change;
    bool moved, pull;
  } wanted[] = {{"c", STS_CHANGE_NONE, true, false},
                {"a", STS_CHANGE_TEXT, false, true},
                {"b", STS_CHANGE_NONE, false, false},
                {"e", STS_CHANGE_ADDED, false, false},
                {"d", STS_CHANGE_REMOVED, false, true}};

  g_assert_true(result->differs);
  g_assert_cmpuint(result->section_count, ==, G_N_ELEMENTS(wanted));
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_assert_cmpstr(result->sections[i].id, ==, wanted[i].id);
    g_assert_cmpstr(sts_change_name(result->sections[i].change), ==, sts_change_name(wanted[i].change));
    g_assert_true(result->sections[i].moved == wanted[i].moved);
    g_assert_true(result->sections[i].pull == wanted[i].pull);
  }
  g_assert_cmpuint(result->sections[1].line_count, ==, 2);
  g_assert_cmpstr(result->sections[1].lines[0].text, ==, "Text.");
  g_assert_false(result->sections[1].lines[0].added);
  g_assert_cmpstr(result->sections[1].lines[1].part, ==, "text");
  g_assert_cmpstr(result->conclusion, ==, "Printed copies of 2 sections must be pulled: a, d (removed).");
}

static void
test_compare_dates(void)
{
  g_autoptr(StsReading) before = new_handout("2018-04-06", "Text."), after = new_handout("2019-01-02", "Text."),
                        both = new_handout("2019-01-02", "Other.");
  g_autoptr(StsComparison) none = sts_compare(before, before, NULL, NULL);
  g_autoptr(StsComparison) date = sts_compare(before, after, NULL, NULL);
  g_autoptr(StsComparison) text = sts_compare(before, both, NULL, NULL);
  g_autoptr(GHashTable) refused = g_hash_table_new(g_str_hash, g_str_equal);
  g_hash_table_insert(refused, (gpointer) "one", (gpointer) "it has errors");
  g_autoptr(StsComparison) unknown = sts_compare(before, after, NULL, refused);

  g_assert_false(none->differs);
  g_assert_cmpstr(none->conclusion, ==, "Nothing has changed; no printed copies need to be pulled.");
  g_assert_cmpint(date->sections[0].change, ==, STS_CHANGE_DATE);
  g_assert_cmpuint(date->sections[0].line_count, ==, 4);
  g_assert_cmpstr(date->conclusion, ==, "Printed copies of 1 section must be pulled: one (only its date has changed).");
  g_assert_cmpint(text->sections[0].change, ==, STS_CHANGE_TEXT);
  g_assert_cmpint(unknown->sections[0].change, ==, STS_CHANGE_UNKNOWN);
  g_assert_true(unknown->differs);
  g_assert_cmpstr(unknown->conclusion, ==, "For 1 section it is not clear whether printed copies must be pulled: one.");
}

/* Whatever stands in it, a line is in NFC; what is left out of lines is not asked for. */
static void
test_composition(void)
{
  static const char *const AROUND[] = {"e", "\xc3\xa9", "\xe2\x80\x99", "\xea\xb0\x80"};

  for (gunichar c = 0x21; c <= 0x3ffff; c++) {
    char text[32], character[6];
    if (!g_unichar_validate(c) || sts_plain_text_is_unseen(c))
      continue;
    int length = g_unichar_to_utf8(c, character);
    for (size_t i = 0; i < (c < 0x3200 ? G_N_ELEMENTS(AROUND) : 1); i++) {
      g_snprintf(text, sizeof text, "%s%.*s%s", AROUND[i], length, character, AROUND[i]);
      g_autofree char *line = sts_plain_text_line(text), *normal = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
      g_assert_cmpstr(line, ==, normal);
    }
  }
}

/* A reading that comes back from bytes is the same; bytes that are cut short or changed bring nobody down. */
static void
test_packing(void)
{
  g_autoptr(StsReading) reading = sts_reading_new();
  g_autoptr(GString) bytes = g_string_new(NULL), again = g_string_new(NULL);

  for (int i = 0; i < 2; i++) {
    guint section = sts_reading_add_section(reading);
    sts_reading_set_section(reading, section, "id", i ? "b" : "a");
    sts_reading_set_section(reading, section, "element", i ? "section-2" : "section-1");
    sts_reading_set_section(reading, section, "title", "\xc3\x9c");
    sts_reading_set_section(reading, section, "reviewDue", "2024-02-29");
    sts_reading_add_line(reading, (StsReadPlace){(gint32)section, STS_PART_TEXT}, "Take one tablet.");
    sts_reading_add_line(reading, (StsReadPlace){(gint32)section, STS_PART_DISCLAIMER}, "Ask your doctor.");
  }
  sts_reading_set(reading, "status", "");
  sts_reading_add_line(reading, STS_PLACE_FRONT, "Contents");
  sts_reading_add_fault(reading, "it is %s", "odd");
  sts_reading_finish(reading);
  reading->format = "PDF";
  sts_reading_pack(bytes, reading);
  g_autoptr(StsReading) copy = sts_reading_unpack(bytes->str, bytes->len);
  g_assert_nonnull(copy);
  sts_reading_pack(again, copy);
  g_assert_cmpmem(bytes->str, bytes->len, again->str, again->len);
  g_assert_cmpstr(copy->format, ==, "PDF");
  g_assert_null(copy->words);
  g_assert_cmpuint(copy->sections->len, ==, 2);
  const StsReadSection *second = sts_read_section(copy, 1);
  g_assert_cmpstr(second->title, ==, "\xc3\x9c");
  g_assert_cmpint(second->review_due.day, ==, 29);
  g_assert_cmpuint(second->found, ==, 1u << STS_PART_DISCLAIMER);
  g_assert_cmpstr(g_array_index(second->lines, StsReadLine, 1).text, ==, "Ask your doctor.");
  g_assert_cmpstr(copy->faults->pdata[0], ==, "it is odd");

  for (size_t length = 0; length < bytes->len; length++) {
    g_autofree char *cut = g_memdup2(bytes->str, length);
    g_assert_null(sts_reading_unpack(cut, length));
  }
  for (size_t i = 0; i < bytes->len; i++)
    for (guint value = 0; value < 256; value += 15) {
      g_autofree char *changed = g_memdup2(bytes->str, bytes->len);
      changed[i] = (char)value;
      sts_reading_free(sts_reading_unpack(changed, bytes->len));
    }
}

/* What a confined process can do; each thing that it should not is a bit. */
static int
try_all(int descriptor, int parent)
{
  int found = 0;

  sts_confine(descriptor, parent);
  int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  if (file >= 0)
    found |= 1;
  else if (errno != EACCES)
    found |= 2;
  if (file < 0)
    file = dup(STDIN_FILENO);
  if (file < 0)
    found |= 4;
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
    found |= 8;
  if (open("/tmp/sts-confined", O_CREAT | O_WRONLY, 0600) >= 0)
    found |= 16;
  return found;
}

/* Landlock is not in every kernel, and sanitizers read files of their own. */
static void
test_confined(void)
{
  int parent = getpid(), status = 0;

  if (g_getenv("STS_INSTRUMENTED")) {
    g_test_skip("the program is instrumented");
    return;
  }
  pid_t child = fork();
  if (child == 0)
    _exit(try_all(STDERR_FILENO, parent));
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFEXITED(status));
  bool landlock = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
  g_assert_cmpint(WEXITSTATUS(status) & ~1, ==, 0);
  if (landlock)
    g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/verify/diff", test_diff);
  g_test_add_func("/verify/diff-random", test_diff_random);
  g_test_add_func("/verify/diff-large", test_diff_large);
  g_test_add_func("/verify/verdicts", test_verdicts);
  g_test_add_func("/verify/contents/brief", test_brief_contents);
  g_test_add_func("/verify/strings", test_strings);
  g_test_add_func("/verify/excerpts", test_excerpts);
  g_test_add_func("/verify/missing", test_missing);
  g_test_add_func("/verify/library", test_library);
  g_test_add_func("/verify/book", test_book);
  g_test_add_func("/verify/stray", test_stray);
  g_test_add_func("/verify/compare", test_compare);
  g_test_add_func("/verify/compare-dates", test_compare_dates);
  g_test_add_func("/verify/composition", test_composition);
  g_test_add_func("/verify/packing", test_packing);
  g_test_add_func("/verify/confined", test_confined);
  return g_test_run();
}
