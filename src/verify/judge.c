/* Judges sections, then the file. */
#include "verify/judge.h"

#include <string.h>

#include "document/provenance.h"
#include "verify/diff.h"
#include "verify/reasons.h"
#include "verify/slots.h"

/* A file's line is shown up to here; of a longer one what stands around a difference, with so much before it. */
enum { SHOWN = 80, BEFORE = 24 };

typedef struct {
  const StsReading *reading;
  const StsLibraryView *view;
  GHashTable *today; /* id -> const StsReadSection* */
  StsArena *arena;
  StsVerification *result;
  GPtrArray *reasons;
} Judge;

/* A verdict on one section while it is made. */
typedef struct {
  const StsReadSection *read;
  const StsReadSection *today; /* NULL: not known */
  const StsLibraryAnswer *answer;
  StsSectionVerdict verdict;
  GPtrArray *reasons, *missing;
} Case;

static void
worsen(StsVerdict *verdict, StsVerdict to)
{
  *verdict = MAX(*verdict, to);
}

/* Returns what stands from a place of the text on; free with g_free(). */
static char *
excerpt(const char *text, glong from)
{
  glong length = g_utf8_strlen(text, -1), end = MIN(length, from + SHOWN);
  g_autofree char *shown = g_utf8_substring(text, from, end);

  return g_strconcat(from > 0 ? "…" : "", shown, end < length ? "…" : "", NULL);
}

static char *
shorten(const char *text)
{
  return excerpt(text, 0);
}

/* Where the excerpts of two lines begin, in characters, so that the first difference is in them: at the beginning if it
 * is seen from there, otherwise at a word shortly before it. */
static glong
find_excerpt(const char *one, const char *other)
{
  glong same = 0, words = 0, begin;

  for (const char *p = one, *q = other; *p && g_utf8_get_char(p) == g_utf8_get_char(q);
       p = g_utf8_next_char(p), q = g_utf8_next_char(q))
    same++;
  if (same <= SHOWN - BEFORE)
    return 0;
  begin = same - BEFORE - 1;
  for (const char *p = g_utf8_offset_to_pointer(one, begin); words < BEFORE && *p != ' '; p = g_utf8_next_char(p))
    words++;
  return words < BEFORE ? begin + words + 1 : begin;
}

/* ---- a section by itself ---- */

static void
find_missing(Judge *judge, Case *one)
{
  const StsReadSection *read = one->read;
  guint missing = read->promised & ~read->found;
  g_autoptr(GString) names = g_string_new(NULL);

  for (guint kind = 0; kind < STS_PART_KINDS; kind++) {
    if (!(missing & 1u << kind))
      continue;
    g_ptr_array_add(one->missing, (gpointer)sts_part_kind_name((StsPartKind)kind));
    g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", sts_part_kind_name((StsPartKind)kind));
  }
  if (!read->present || read->lines->len == 0)
    sts_reasons_add(judge->arena, one->reasons, "the section is missing from the file");
  else if (missing)
    sts_reasons_add(judge->arena, one->reasons, "missing: %s", names->str);
  if (!read->last_revised || !*read->last_revised)
    sts_reasons_add(judge->arena, one->reasons, "the file's metadata does not say when it was last revised");
  if (!read->stored || !*read->stored || (judge->reading->record_version > 1 && !read->content))
    sts_reasons_add(judge->arena, one->reasons, "its fingerprint is missing from the file's metadata");
}

/* The first line that differs from what was exported, which is known where the library still says it. */
static void
show_alteration(Judge *judge, Case *one)
{
  const StsDiffStep *removed = NULL, *added = NULL;

  if (!one->today || g_strcmp0(one->today->fingerprint, one->read->stored) != 0)
    return;
  g_autoptr(GArray) steps = sts_diff_lines(one->today->lines, one->read->lines);
  for (guint i = 0; i < steps->len; i++) {
    const StsDiffStep *step = &g_array_index(steps, StsDiffStep, i);
    if (step->added && !added)
      added = step;
    else if (!step->added && !removed)
      removed = step;
  }
  const char *before = removed ? g_array_index(one->today->lines, StsReadLine, removed->index).text : NULL;
  const char *after = added ? g_array_index(one->read->lines, StsReadLine, added->index).text : NULL;
  glong from = before && after ? find_excerpt(before, after) : 0;
  g_autofree char *exported = before ? excerpt(before, from) : NULL, *found = after ? excerpt(after, from) : NULL;
  if (exported && found)
    sts_reasons_add(judge->arena, one->reasons, "it says “%s”, but “%s” was exported", found, exported);
  else if (exported)
    sts_reasons_add(judge->arena, one->reasons, "“%s” was exported, but is no longer there", exported);
  else if (found)
    sts_reasons_add(judge->arena, one->reasons, "it says “%s”, which was not exported", found);
}

static void
judge_integrity(Judge *judge, Case *one)
{
  find_missing(judge, one);
  if (one->reasons->len > 0) {
    worsen(&one->verdict.verdict, STS_VERDICT_INCOMPLETE);
  } else if (strcmp(one->read->fingerprint, one->read->stored) != 0) {
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    sts_reasons_add(judge->arena, one->reasons,
                    "its text does not match its fingerprint: it was changed after the export");
    show_alteration(judge, one);
  } else if (g_strcmp0(one->read->review, one->read->review_stored) != 0) {
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    sts_reasons_add(judge->arena, one->reasons, "what it says of its review was changed after the export");
  } else {
    one->verdict.intact = true;
  }
}

/* ---- a section against the library ---- */

/* "4 lines are no longer in the library; 5 are new". */
static void
describe_lines(Judge *judge, Case *one, guint removed, guint added)
{
  g_autofree char *gone =
      g_strdup_printf("%u %s no longer in the library", removed, removed == 1 ? "line is" : "lines are");
  const char *are = added == 1 ? "is" : "are";

  if (removed > 0 && added > 0)
    sts_reasons_add(judge->arena, one->reasons, "%s; %u %s new", gone, added, are);
  else if (removed > 0)
    sts_reasons_add(judge->arena, one->reasons, "%s", gone);
  else if (added > 0)
    sts_reasons_add(judge->arena, one->reasons, "%u %s in the library %s new", added, added == 1 ? "line" : "lines",
                    are);
}

/* Whether all that differs is that a clinic's value stands where the library lets none stand: then what is printed is
 * not what its fingerprints are of. */
static bool
is_filled_elsewhere(const Case *one)
{
  g_autoptr(GArray) steps = sts_diff_lines(one->read->lines, one->today->lines);

  return steps->len == 0 && g_strcmp0(one->read->last_revised, one->today->last_revised) == 0 &&
         sts_slots_find_foreign(one->read, one->today);
}

static void
describe_foreign_slot(Judge *judge, Case *one)
{
  const StsReadLine *line = sts_slots_find_foreign(one->read, one->today);

  if (!line)
    return;
  glong from = find_excerpt(line->text, line->shown);
  g_autofree char *here = excerpt(line->shown, from), *there = excerpt(line->text, from);
  sts_reasons_add(judge->arena, one->reasons,
                  "it says “%s”, with a value of the clinic's in a place where the library lets no clinic fill "
                  "anything; the fingerprints count “%s”",
                  here, there);
}

static void
describe_change(Judge *judge, Case *one)
{
  const StsReadSection *read = one->read, *today = one->today;
  const char *here = read->last_revised ? read->last_revised : "no date";
  g_autoptr(GArray) shown = sts_slots_show_lines(read, today), steps = sts_diff_lines(shown, today->lines);
  guint added = 0;

  for (guint i = 0; i < steps->len; i++)
    added += g_array_index(steps, StsDiffStep, i).added;
  guint removed = steps->len - added;
  if (strcmp(here, today->last_revised) != 0)
    sts_reasons_add(judge->arena, one->reasons, "last revised: %s in this file, %s in the library", here,
                    today->last_revised);
  else if (one->verdict.intact)
    sts_reasons_add(judge->arena, one->reasons,
                    "its text has changed in the library, though its date there is still %s", today->last_revised);
  else
    sts_reasons_add(judge->arena, one->reasons, "the library's text has changed since the export");
  if (one->verdict.intact)
    describe_lines(judge, one, removed, added);
  if (one->verdict.intact && steps->len == 0)
    sts_reasons_add(judge->arena, one->reasons, "%s", STS_REASON_NO_LINE);
  describe_foreign_slot(judge, one);
}

/* Who reviewed a text, and until when, is none of the text: another reviewer in the library makes no sheet outdated.
 * But what only the file says of it is told, since anybody could have written it. */
static void
tell_other_review(Judge *judge, Case *one)
{
  g_autoptr(GArray) steps = sts_diff_lines(one->read->lines, one->today->lines);

  for (guint i = 0; i < steps->len; i++) {
    const StsDiffStep *step = &g_array_index(steps, StsDiffStep, i);
    if (step->added)
      continue;
    const StsReadLine *line = &g_array_index(one->read->lines, StsReadLine, step->index);
    if (sts_read_line_is_review(line))
      sts_reasons_add(judge->arena, one->reasons, "it says “%s”, which the library does not say today", line->text);
  }
}

/* Lends the fingerprint of the passage among those that a record names; NULL: it is none of them. */
static const char *
find_passage(char *const *passages, const char *name, size_t length)
{
  for (; *passages; passages++)
    if (strncmp(*passages, name, length + 1) == 0)
      return *passages + length + 1;
  return NULL;
}

/* Names the passages that are not what they were. */
static void
describe_passages(Judge *judge, Case *one)
{
  if (!one->read->passages || !one->today->passages)
    return;
  g_auto(GStrv) here = g_strsplit(one->read->passages, " ", -1), today = g_strsplit(one->today->passages, " ", -1);
  for (char **passage = today; *passage; passage++) {
    size_t length = strcspn(*passage, "=");
    const char *before = find_passage(here, *passage, length);
    if (before && strcmp(before, *passage + length + 1) != 0)
      sts_reasons_add(judge->arena, one->reasons,
                      "the passage “%.*s”, which other sections may show as well, has changed", (int)length, *passage);
  }
}

static bool
has_digit(const char *text)
{
  for (; *text; text = g_utf8_next_char(text))
    if (g_unichar_isdigit(g_utf8_get_char(text)))
      return true;
  return false;
}

/* Lends the next line in a part that the section's author wrote; NULL: there is none. Moves `place` behind it. */
static const StsReadLine *
next_of_author(const StsReadSection *section, guint *place)
{
  while (*place < section->lines->len) {
    const StsReadLine *line = &g_array_index(section->lines, StsReadLine, (*place)++);
    if (line->part == STS_PART_TEXT || line->part == STS_PART_NOTES || line->part == STS_PART_HYPERLINKS ||
        line->part == STS_PART_REFERENCES || line->part == STS_PART_DISCLAIMER)
      return line;
  }
  return NULL;
}

/* What the author wrote is the same in all words that a program may have printed around it, whatever fingerprint they
 * have. Of other words, which a clinic may have chosen, nothing is known but that they say no amount. Lends the first
 * line that is another; NULL: there is none. */
static const char *
find_other_text(const Judge *judge, const StsReadSection *read, const StsReadSection *today)
{
  guint here = 0, there = 0;

  if (judge->reading->record_version < 2 || (judge->reading->record_version < 4 && today->content_older))
    return NULL;
  for (;;) {
    const StsReadLine *said = next_of_author(read, &here), *wanted = next_of_author(today, &there);
    if (!said || !wanted)
      return said ? said->text : wanted ? wanted->text : NULL;
    bool same = strcmp(said->text, wanted->text) == 0;
    if (said->part != wanted->part || (!same && (!wanted->words || has_digit(said->text))))
      return said->text;
  }
}

/* Whether the library's section of today is the one that the file was made from. */
static bool
is_as_today(const Judge *judge, const StsReadSection *read, const StsReadSection *today)
{
  bool same_text = judge->reading->record_version > 1
                       ? sts_reading_content_is_same(judge->reading, read, judge->view->today, today)
                       : g_strcmp0(today->fingerprint, read->stored) == 0;

  return same_text && g_strcmp0(today->last_revised, read->last_revised) == 0;
}

static void
judge_currency(Judge *judge, Case *one)
{
  const StsLibraryAnswer *answer = one->answer;

  if (answer && answer->unread) {
    worsen(&one->verdict.verdict, STS_VERDICT_UNKNOWN);
    sts_reasons_add(judge->arena, one->reasons,
                    "the library lists this section, but its file cannot be read; sts-export --check shows why");
    return;
  }
  if (!answer || !answer->known) {
    worsen(&one->verdict.verdict, STS_VERDICT_OUTDATED);
    sts_reasons_add(judge->arena, one->reasons, "the library no longer has this section");
    return;
  }
  if (one->today)
    one->verdict.library_last_revised = sts_arena_strdup(judge->arena, one->today->last_revised);
  if (answer->errors > 0 || !one->today) {
    worsen(&one->verdict.verdict, STS_VERDICT_UNKNOWN);
    sts_reasons_add_errors(judge->arena, one->reasons, answer->errors, one->read->id);
    return;
  }
  if (!is_as_today(judge, one->read, one->today) && is_filled_elsewhere(one)) {
    one->verdict.intact = false;
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    describe_foreign_slot(judge, one);
  } else if (!is_as_today(judge, one->read, one->today)) {
    worsen(&one->verdict.verdict, STS_VERDICT_OUTDATED);
    describe_change(judge, one);
    describe_passages(judge, one);
  } else if (g_strcmp0(one->read->slots, one->today->slots) != 0) {
    one->verdict.intact = false;
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    sts_reasons_add(
        judge->arena, one->reasons,
        "what its metadata say the clinic filled in its text is not what the library lets a clinic fill: its text "
        "was changed after the export");
  } else if (one->verdict.intact && find_other_text(judge, one->read, one->today)) {
    g_autofree char *text = shorten(find_other_text(judge, one->read, one->today));
    one->verdict.intact = false;
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    sts_reasons_add(judge->arena, one->reasons,
                    "it matches its fingerprints but not the library, though it says that it was made from the same "
                    "content: both text and fingerprints were changed after the export, as in “%s”",
                    text);
  } else if (g_strcmp0(one->read->pictures, one->today->pictures) == 0 &&
             (one->read->pictures || judge->reading->record_version > 3) &&
             one->read->pictures_met != one->today->pictures_met) {
    one->verdict.intact = false;
    worsen(&one->verdict.verdict, STS_VERDICT_ALTERED);
    sts_reasons_add(judge->arena, one->reasons,
                    "it shows %u %s, and the library %u: pictures were put in or taken out after the export",
                    one->read->pictures_met, one->read->pictures_met == 1 ? "picture" : "pictures",
                    one->today->pictures_met);
  } else if (one->read->review && g_strcmp0(judge->reading->words, judge->view->today->words) == 0 &&
             g_strcmp0(one->read->review, one->today->review) != 0) {
    tell_other_review(judge, one);
  }
  if (sts_reading_pictures_differ(judge->reading, one->read, judge->view->today, one->today)) {
    worsen(&one->verdict.verdict, STS_VERDICT_OUTDATED);
    sts_reasons_add(judge->arena, one->reasons, "a picture has changed in the library since the export");
  }
  if (answer->original_newer != one->read->original_newer)
    worsen(&one->verdict.verdict, STS_VERDICT_OUTDATED);
  if (answer->original_newer)
    sts_reasons_add(judge->arena, one->reasons, "the text that this was translated from has changed since");
  else if (one->read->original_newer)
    sts_reasons_add(judge->arena, one->reasons, "it says that its original is newer, which it no longer is");
  if (sts_date_is_set(answer->review_due)) {
    g_autofree char *due = sts_date_format_iso(answer->review_due);
    worsen(&one->verdict.verdict, STS_VERDICT_OUTDATED);
    sts_reasons_add(judge->arena, one->reasons, "its review was due by %s and is overdue", due);
  }
}

static StsSectionVerdict
judge_section(Judge *judge, const StsReadSection *read)
{
  const StsLibraryView *view = judge->view;
  g_autoptr(GPtrArray) reasons = g_ptr_array_new(), missing = g_ptr_array_new();
  Case one = {.read = read, .reasons = reasons, .missing = missing};

  one.verdict.id = sts_arena_strdup(judge->arena, read->id);
  one.verdict.title = sts_arena_strdup(judge->arena, read->title);
  one.verdict.last_revised = sts_arena_strdup(judge->arena, read->last_revised);
  if (view && view->same) {
    one.today = g_hash_table_lookup(judge->today, read->id);
    one.answer = g_hash_table_lookup(view->answers, read->id);
  }
  judge_integrity(judge, &one);
  if (view && view->same)
    judge_currency(judge, &one);
  else
    worsen(&one.verdict.verdict, STS_VERDICT_UNKNOWN);
  one.verdict.missing = sts_arena_list(judge->arena, missing);
  one.verdict.reasons = sts_arena_list(judge->arena, reasons);
  return one.verdict;
}

/* ---- the file ---- */

/* What stands where it should not is no alteration of its own where something is missing: its text lies about then. */
static void
call_altered(Judge *judge)
{
  if (judge->result->verdict != STS_VERDICT_INCOMPLETE)
    worsen(&judge->result->verdict, STS_VERDICT_ALTERED);
  judge->result->intact = false;
}

static void
judge_front(Judge *judge)
{
  const StsReading *reading = judge->reading;

  if (!reading->book && reading->front->len > 0) {
    g_autofree char *text = shorten(g_array_index(reading->front, StsReadLine, 0).text);
    call_altered(judge);
    sts_reasons_add(judge->arena, judge->reasons, "it shows text that belongs to no section: “%s”", text);
  } else if (reading->book && (reading->front->len == 0 || !reading->front_stored)) {
    worsen(&judge->result->verdict, STS_VERDICT_INCOMPLETE);
    judge->result->intact = false;
    sts_reasons_add(judge->arena, judge->reasons,
                    reading->front->len == 0
                        ? "the cover and the contents list are missing"
                        : "the fingerprint of its cover and contents is missing from its metadata");
  } else if (reading->book && strcmp(reading->front_stored, reading->front_fingerprint) != 0) {
    call_altered(judge);
    sts_reasons_add(judge->arena, judge->reasons, "its cover or contents list was changed after the export");
  }
}

/* Names the sections of an EPUB or a web page that end without their short code, as those of earlier versions do. */
static void
tell_missing_codes(Judge *judge)
{
  for (guint i = 0; i < judge->reading->sections->len; i++) {
    const StsReadSection *section = sts_read_section(judge->reading, i);
    char code[STS_SHORT_CODE_SIZE];
    sts_short_code(section->content, code);
    if (!section->ended && *code && !judge->reading->strings_stored)
      sts_reasons_add(judge->arena, judge->reasons, "the code of the section “%s”, %s, does not stand at its end",
                      section->id, code);
  }
}

static void
judge_faults(Judge *judge)
{
  const StsReading *reading = judge->reading;
  bool intact = judge->result->intact;
  bool other_file =
      intact && reading->file && g_strcmp0(reading->file_stored, reading->file) != 0 && reading->record_version > 2;
  bool other_strings = intact && reading->strings_stored && g_strcmp0(reading->strings_stored, reading->strings) != 0;

  for (guint i = 0; i < reading->faults->len; i++)
    sts_reasons_add(judge->arena, judge->reasons, "%s", (const char *)reading->faults->pdata[i]);
  if (other_strings && reading->faults->len == 0)
    sts_reasons_add(
        judge->arena, judge->reasons,
        "words outside the text of its sections were changed after the export: a footer, a page number, a list "
        "marker or a drawing");
  if (other_file && !other_strings && reading->faults->len == 0)
    sts_reasons_add(judge->arena, judge->reasons,
                    "something in it besides the text of its sections was changed after the export: its metadata, its "
                    "navigation, its look, a link, a picture or a font");
  if (other_file)
    tell_missing_codes(judge);
  if (reading->faults->len > 0 || other_strings || other_file)
    call_altered(judge);
}

static guint
find_gained(Judge *judge)
{
  g_autoptr(GHashTable) here = g_hash_table_new(g_str_hash, g_str_equal);
  const StsReading *today = judge->view->today;
  g_autoptr(GString) names = g_string_new(NULL);
  guint gained = 0;

  for (guint i = 0; i < judge->reading->sections->len; i++)
    g_hash_table_add(here, (gpointer)sts_read_section(judge->reading, i)->id);
  for (guint i = 0; i < today->sections->len; i++)
    if (!g_hash_table_contains(here, sts_read_section(today, i)->id) && ++gained <= 5)
      g_string_append_printf(names, "%s%s", gained > 1 ? ", " : "", sts_read_section(today, i)->id);
  if (gained > 5)
    g_string_append_printf(names, " and %u more", gained - 5);
  if (gained > 0)
    sts_reasons_add(judge->arena, judge->reasons, "the library has sections that this book lacks: %s", names->str);
  return gained;
}

/* What the file says of itself, where it does. */
static void
compare_core(Judge *judge, const char *what, const char *said, const char *today)
{
  if (said && today && strcmp(said, today) != 0)
    sts_reasons_add(judge->arena, judge->reasons, "its %s is “%s”; in the library it is “%s”", what, said, today);
  else if (said && !today)
    sts_reasons_add(judge->arena, judge->reasons, "its %s is “%s”; the library names none", what, said);
}

static void
judge_whole(Judge *judge)
{
  const StsReading *reading = judge->reading, *today = judge->view->today;
  guint before = judge->reasons->len;

  if (!today)
    return;
  compare_core(judge, "title", reading->title, today->title);
  compare_core(judge, "status", reading->status, today->status);
  compare_core(judge, "language", reading->language, today->language);
  compare_core(judge, "publisher", reading->publisher, today->publisher);
  compare_core(judge, "creator", reading->creator, today->creator);
  bool same_front = reading->record_version > 1 ? g_strcmp0(reading->front_content, today->front_content) == 0
                                                : g_strcmp0(reading->front_stored, today->front_fingerprint) == 0 ||
                                                      g_strcmp0(reading->front_stored, today->front_older) == 0;
  if (reading->book && find_gained(judge) == 0 && judge->reasons->len == before && !same_front)
    sts_reasons_add(judge->arena, judge->reasons, "its cover or contents list has changed in the library");
  if (judge->reasons->len > before)
    worsen(&judge->result->verdict, STS_VERDICT_OUTDATED);
}

/* Whether the file is from before version 4, and its superscripts stand in it, and in its contents list, as text beside
 * them. */
static bool
is_printed_otherwise(const Judge *judge)
{
  if (judge->reading->record_version >= 4)
    return false;
  for (guint i = 0; i < judge->reading->sections->len; i++) {
    const StsReadSection *today = g_hash_table_lookup(judge->today, sts_read_section(judge->reading, i)->id);
    if (today && today->content_older)
      return true;
  }
  return false;
}

/* Where a file was made from the content of today, with the words of today, its text is known to the letter: it can
 * have no other than the library's, whatever its fingerprints say. */
static void
judge_print(Judge *judge)
{
  const StsReading *reading = judge->reading, *today = judge->view->today;
  StsVerification *result = judge->result;

  if (!result->intact || result->verdict != STS_VERDICT_CURRENT || reading->record_version < 2 ||
      g_strcmp0(reading->words, today->words) != 0 || is_printed_otherwise(judge))
    return;
  bool same = !reading->book || g_strcmp0(reading->front_stored, today->front_fingerprint) == 0 ||
              g_strcmp0(reading->front_stored, today->front_brief) == 0;
  for (guint i = 0; i < reading->sections->len && same; i++) {
    const StsReadSection *read = sts_read_section(reading, i);
    const StsReadSection *of_today = g_hash_table_lookup(judge->today, read->id);
    same = strcmp(read->fingerprint, of_today->fingerprint) == 0;
  }
  if (same)
    return;
  call_altered(judge);
  sts_reasons_add(
      judge->arena, judge->reasons,
      "its text matches its fingerprints but not the library, though it says that it was made from the same "
      "content: both text and fingerprints were changed after the export");
}

/* Whether the same digits are in both. */
static bool
has_same_digits(const char *one, const char *other)
{
  for (;; one++, other++) {
    one += strcspn(one, "0123456789");
    other += strcspn(other, "0123456789");
    if (*one != *other || !*one)
      return *one == *other;
  }
}

/* Whether the clinic's parts have as many lines as today's, and the same numbers in each, whatever the words. */
static bool
has_clinics_numbers(const StsReading *reading, const StsReading *today)
{
  if (reading->clinic->len != today->clinic->len)
    return false;
  for (guint i = 0; i < reading->clinic->len; i++)
    if (!has_same_digits(g_array_index(reading->clinic, StsReadLine, i).text,
                         g_array_index(today->clinic, StsReadLine, i).text))
      return false;
  return true;
}

/* The clinic's part is made of the record's values and the words of today, whatever became of the content. */
static void
judge_clinic(Judge *judge)
{
  const StsReading *reading = judge->reading, *today = judge->view->today;

  if (!judge->result->intact || !today || reading->sections->len != today->sections->len ||
      g_strcmp0(reading->clinic_stored, today->clinic_stored) == 0)
    return;
  if (g_strcmp0(reading->words, today->words) != 0 && has_clinics_numbers(reading, today))
    return;
  call_altered(judge);
  sts_reasons_add(judge->arena, judge->reasons,
                  "the clinic's part is not what its metadata say of the clinic: it was changed after the export");
}

/* Today's words, which include the program's version, stand in no record of an earlier one. */
static void
judge_version(Judge *judge)
{
  const StsReading *reading = judge->reading, *today = judge->view->today;

  if (!today || !reading->words || g_strcmp0(reading->words, today->words) != 0 || reading->record_version == 0 ||
      reading->record_version >= STS_RECORD_VERSION)
    return;
  call_altered(judge);
  sts_reasons_add(
      judge->arena, judge->reasons,
      "its metadata are said to be of version %u, but to have been written by this sts-export, which writes "
      "version %u",
      reading->record_version, (guint)STS_RECORD_VERSION);
}

static void
judge_origin(Judge *judge)
{
  if (judge->view && judge->view->same)
    return;
  worsen(&judge->result->verdict, STS_VERDICT_UNKNOWN);
  if (!judge->view)
    sts_reasons_add(judge->arena, judge->reasons, "there is no library to compare it with; name one with -C");
  else if (judge->view->unreadable)
    sts_reasons_add(judge->arena, judge->reasons, "the library cannot be read; sts-export --check -C %s shows why",
                    judge->view->unreadable);
  else
    sts_reasons_add(
        judge->arena, judge->reasons,
        "it was not made from this library, “%s”, but from one with another identifier; name that one with -C",
        judge->view->title);
}

static void
judge_sections(Judge *judge)
{
  StsVerification *result = judge->result;
  guint count = judge->reading->sections->len;
  StsSectionVerdict *sections = sts_arena_alloc(judge->arena, count * sizeof *sections);

  result->intact = true;
  for (guint i = 0; i < count; i++) {
    sections[i] = judge_section(judge, sts_read_section(judge->reading, i));
    worsen(&result->verdict, sections[i].verdict);
    result->intact = result->intact && sections[i].intact;
  }
  result->sections = sections;
  result->section_count = count;
}

static GHashTable *
index_today(const StsLibraryView *view)
{
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; view && view->today && i < view->today->sections->len; i++)
    g_hash_table_insert(index, (gpointer)sts_read_section(view->today, i)->id, sts_read_section(view->today, i));
  return index;
}

static StsVerification *
new_result(StsArena *arena)
{
  StsVerification *result = STS_ARENA_NEW(arena, StsVerification);

  result->memory = arena;
  result->title = result->identifier = result->status = "";
  return result;
}

StsVerification *
sts_judge(const StsReading *reading, const StsLibraryView *view)
{
  g_autoptr(GHashTable) today = index_today(view);
  g_autoptr(GPtrArray) reasons = g_ptr_array_new();
  StsArena *arena = sts_arena_new();
  Judge judge = {.reading = reading,
                 .view = view,
                 .today = today,
                 .arena = arena,
                 .result = new_result(arena),
                 .reasons = reasons};

  judge.result->format = sts_arena_strdup(arena, reading->format);
  judge.result->title = sts_arena_strdup(arena, reading->title);
  judge.result->identifier = sts_arena_strdup(arena, reading->identifier);
  judge.result->status = sts_arena_strdup(arena, reading->status);
  judge.result->book = reading->book;
  const StsClinic *clinic = sts_reading_clinic(reading, NULL);
  judge.result->clinic = clinic ? sts_arena_strdup(arena, clinic->values[STS_CLINIC_NAME]) : NULL;
  judge_sections(&judge);
  judge_front(&judge);
  judge_faults(&judge);
  judge_origin(&judge);
  if (view && view->same) {
    judge_whole(&judge);
    judge_print(&judge);
    judge_clinic(&judge);
    judge_version(&judge);
  }
  judge.result->reasons = sts_arena_list(arena, reasons);
  return judge.result;
}

StsVerification *
sts_judge_unreadable(const char *reason)
{
  g_autoptr(GPtrArray) reasons = g_ptr_array_new();
  StsArena *arena = sts_arena_new();
  StsVerification *result = new_result(arena);

  result->verdict = STS_VERDICT_UNKNOWN;
  sts_reasons_add(arena, reasons, "%s", reason);
  result->reasons = sts_arena_list(arena, reasons);
  return result;
}

void
sts_verification_free(StsVerification *verification)
{
  if (verification)
    sts_arena_free(verification->memory);
}

const char *
sts_verdict_name(StsVerdict verdict)
{
  static const char *const NAMES[] = {"current", "outdated", "incomplete", "altered", "unknown"};

  return NAMES[verdict];
}
