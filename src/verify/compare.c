/* Matches sections by their id, and compares their lines. */
#include "verify/compare.h"

#include <string.h>

#include "document/plain-text.h"
#include "verify/diff.h"
#include "verify/reasons.h"
#include "verify/slots.h"

/* How many sections the conclusion names. */
enum { NAMED_MAX = 12 };

typedef struct {
  const StsReading *old_reading, *new_reading;
  GHashTable *old_refused, *new_refused;
  GHashTable *old_sections; /* id -> index + 1 */
  GHashTable *new_sections;
  StsArena *arena;
  GArray *changes; /* of StsSectionChange */
  GPtrArray *notes;
  bool other_words; /* both are unaltered, and were printed with different words of the program */
} Work;

const char *
sts_change_name(StsChange change)
{
  static const char *const NAMES[] = {"same", "date", "changed", "added", "removed", "unknown", "review"};

  return NAMES[change];
}

static GHashTable *
index_sections(const StsReading *reading)
{
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->sections->len; i++)
    g_hash_table_insert(index, (gpointer)sts_read_section(reading, i)->id, GUINT_TO_POINTER(i + 1));
  return index;
}

static const StsReadSection *
find(const StsReading *reading, GHashTable *index, const char *id)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(index, id));

  return number > 0 ? sts_read_section(reading, number - 1) : NULL;
}

static const char *
find_refusal(const Work *work, const char *id)
{
  const char *old_note = work->old_refused ? g_hash_table_lookup(work->old_refused, id) : NULL;

  return old_note ? old_note : work->new_refused ? g_hash_table_lookup(work->new_refused, id) : NULL;
}

static bool
is_date_line(guint part)
{
  return part == STS_PART_BYLINE || part == STS_PART_LAST_REVISED;
}

/* Whether both say of what content they are, in the same way, and it is another. */
static bool
has_other_content(const Work *work, const StsReadSection *before, const StsReadSection *after)
{
  return work->old_reading->record_version == work->new_reading->record_version && before->content && after->content &&
         strcmp(before->content, after->content) != 0;
}

/* Copies the lines that differ; sets the kind of change. */
static void
compare_lines(Work *work, StsSectionChange *change, const StsReadSection *before, const StsReadSection *after)
{
  bool other = has_other_content(work, before, after);
  g_autoptr(GArray) old_lines = other ? sts_slots_show_lines(before, after) : g_array_ref(before->lines);
  g_autoptr(GArray) new_lines = other ? sts_slots_show_lines(after, before) : g_array_ref(after->lines);
  g_autoptr(GArray) steps = sts_diff_lines(old_lines, new_lines);
  StsLineChange *lines = sts_arena_alloc(work->arena, MAX(steps->len, 1) * sizeof *lines);
  bool dates_differ = g_strcmp0(before->last_revised, after->last_revised) != 0, only_dates = dates_differ;
  bool only_review = steps->len > 0;

  for (guint i = 0; i < steps->len; i++) {
    const StsDiffStep *step = &g_array_index(steps, StsDiffStep, i);
    const StsReadLine *line = &g_array_index(step->added ? new_lines : old_lines, StsReadLine, step->index);
    lines[i] = (StsLineChange){step->added, sts_read_part_name(line->part), sts_arena_strdup(work->arena, line->text)};
    only_dates = only_dates && (is_date_line(line->part) || sts_read_line_is_review(line));
    only_review = only_review && sts_read_line_is_review(line);
  }
  change->lines = lines;
  change->line_count = steps->len;
  change->picture_changed = sts_reading_pictures_differ(work->old_reading, before, work->new_reading, after);
  /* Other words of the program are no change of the content. */
  if (work->other_words && sts_reading_content_is_same(work->old_reading, before, work->new_reading, after) &&
      !change->picture_changed && g_strcmp0(before->language, after->language) == 0)
    change->line_count = 0;
  else if (only_review && !change->picture_changed && g_strcmp0(before->language, after->language) == 0)
    change->change = STS_CHANGE_REVIEW;
  else if (only_dates && !change->picture_changed)
    change->change = STS_CHANGE_DATE;
  else if (steps->len > 0 || change->picture_changed || g_strcmp0(before->language, after->language) != 0 || other)
    change->change = STS_CHANGE_TEXT;
  if (change->change == STS_CHANGE_TEXT && other && steps->len == 0 && !change->picture_changed)
    change->note = STS_REASON_NO_LINE;
  change->pull = change->change != STS_CHANGE_NONE && change->change != STS_CHANGE_REVIEW;
}

static void
compare_section(Work *work, const StsReadSection *before, const StsReadSection *after)
{
  const StsReadSection *either = after ? after : before;
  const char *refusal = find_refusal(work, either->id);
  StsSectionChange change = {
      .id = sts_arena_strdup(work->arena, either->id),
      .title = sts_arena_strdup(work->arena, either->title),
      .old_revised = before ? sts_arena_strdup(work->arena, before->last_revised) : NULL,
      .new_revised = after ? sts_arena_strdup(work->arena, after->last_revised) : NULL,
      .note = sts_arena_strdup(work->arena, refusal),
  };

  if (refusal) {
    change.change = STS_CHANGE_UNKNOWN;
  } else if (!before) {
    change.change = STS_CHANGE_ADDED;
  } else if (!after) {
    change.change = STS_CHANGE_REMOVED;
    change.pull = true;
  } else {
    if (strcmp(before->title, after->title) != 0)
      change.old_title = sts_arena_strdup(work->arena, before->title);
    compare_lines(work, &change, before, after);
  }
  g_array_append_val(work->changes, change);
}

/* A section has moved if it is not in the longest run that keeps its order. */
static void
find_moved(Work *work)
{
  guint count = work->new_reading->sections->len, common = 0;
  g_autofree guint *places = g_new(guint, count + 1), *owners = g_new(guint, count + 1);
  g_autofree bool *keeps = g_new(bool, count + 1);

  for (guint i = 0; i < count; i++) {
    guint before =
        GPOINTER_TO_UINT(g_hash_table_lookup(work->old_sections, sts_read_section(work->new_reading, i)->id));
    if (before == 0)
      continue;
    places[common] = before;
    owners[common++] = i;
  }
  sts_diff_longest_growing(places, common, keeps);
  for (guint i = 0; i < common; i++)
    g_array_index(work->changes, StsSectionChange, owners[i]).moved = !keeps[i];
}

static bool
is_intact(const StsReading *reading)
{
  if (reading->faults->len > 0 || (reading->book && g_strcmp0(reading->front_stored, reading->front_fingerprint) != 0))
    return false;
  for (guint i = 0; i < reading->sections->len; i++)
    if (g_strcmp0(sts_read_section(reading, i)->stored, sts_read_section(reading, i)->fingerprint) != 0 ||
        g_strcmp0(sts_read_section(reading, i)->review_stored, sts_read_section(reading, i)->review) != 0)
      return false;
  return true;
}

static const char *
line_text(const GArray *lines, guint index)
{
  return g_array_index(lines, StsReadLine, index).text;
}

/* Whether the contents list sections and nothing else, as on pages that have no room for the second level. */
static bool
is_brief(const StsReading *reading)
{
  guint sections = reading->sections->len, lines = reading->front->len;

  for (guint i = 0; i < sections && sections <= lines; i++) {
    g_autofree char *title = sts_plain_text_line(sts_read_section(reading, i)->title);
    if (strcmp(line_text(reading->front, lines - sections + i), title) != 0)
      return false;
  }
  return sections <= lines;
}

/* Whether the other has all lines of a brief front in their order, whatever stands between them. */
static bool
is_brief_of(const StsReading *reading, const StsReading *other)
{
  guint met = 0;

  for (guint i = 0; i < other->front->len && met < reading->front->len; i++)
    met += strcmp(line_text(other->front, i), line_text(reading->front, met)) == 0;
  return met == reading->front->len && is_brief(reading);
}

/* Whether two fronts were made of the same, and what differs is the program's doing. */
static bool
is_same_front(const Work *work)
{
  const StsReading *before = work->old_reading, *after = work->new_reading;

  return before->front_content && g_strcmp0(before->front_content, after->front_content) == 0 &&
         (work->other_words || is_brief_of(before, after) || is_brief_of(after, before));
}

static bool
compare_fronts(Work *work)
{
  const StsReading *before = work->old_reading, *after = work->new_reading;

  if (before->book != after->book) {
    sts_reasons_add(work->arena, work->notes, "the old one is %s, the new one %s", before->book ? "a book" : "no book",
                    after->book ? "is one" : "is none");
    return true;
  }
  if (!before->book || g_strcmp0(before->front_fingerprint, after->front_fingerprint) == 0 || is_same_front(work))
    return false;
  sts_reasons_add(work->arena, work->notes, "the cover or the contents list has changed");
  return true;
}

static bool
compare_wholes(Work *work)
{
  const StsReading *before = work->old_reading, *after = work->new_reading;
  bool differs = false;

  if (strcmp(before->title, after->title) != 0) {
    sts_reasons_add(work->arena, work->notes, "the title was “%s” and is “%s”", before->title, after->title);
    differs = true;
  }
  if (strcmp(before->status, after->status) != 0) {
    sts_reasons_add(work->arena, work->notes, "the status was “%s” and is “%s”", before->status, after->status);
    differs = true;
  }
  differs |= compare_fronts(work);
  if (strcmp(before->identifier, after->identifier) != 0)
    sts_reasons_add(
        work->arena, work->notes,
        "the two have different identifiers: they hold different sections, or come from different libraries");
  if (g_strcmp0(before->clinic_record, after->clinic_record) != 0)
    sts_reasons_add(work->arena, work->notes,
                    "the clinic's part, which is no medical text, is not the same; it is not compared");
  if (!is_intact(before))
    sts_reasons_add(work->arena, work->notes,
                    "the text of the old one does not match its fingerprints; it is compared as it is now");
  if (!is_intact(after))
    sts_reasons_add(work->arena, work->notes,
                    "the text of the new one does not match its fingerprints; it is compared as it is now");
  return differs;
}

/* ---- the conclusion ---- */

static void
append_name(GString *names, guint *count, const StsSectionChange *change)
{
  if (++*count <= NAMED_MAX)
    g_string_append_printf(names, "%s%s%s", *count > 1 ? ", " : "", change->id,
                           change->change == STS_CHANGE_REMOVED ? " (removed)"
                           : change->change == STS_CHANGE_DATE  ? " (only its date has changed)"
                                                                : "");
}

static void
append_rest(GString *names, guint count)
{
  if (count > NAMED_MAX)
    g_string_append_printf(names, " and %u more", count - NAMED_MAX);
}

static char *
conclude(const Work *work, bool differs)
{
  g_autoptr(GString) pulled = g_string_new(NULL), unknown = g_string_new(NULL);
  guint pulled_count = 0, unknown_count = 0;

  for (guint i = 0; i < work->changes->len; i++) {
    const StsSectionChange *change = &g_array_index(work->changes, StsSectionChange, i);
    if (change->pull)
      append_name(pulled, &pulled_count, change);
    else if (change->change == STS_CHANGE_UNKNOWN)
      append_name(unknown, &unknown_count, change);
  }
  append_rest(pulled, pulled_count);
  append_rest(unknown, unknown_count);
  if (pulled_count > 0 && unknown_count > 0)
    return g_strdup_printf("Printed copies of %u %s must be pulled: %s; for %u it is not clear: %s.", pulled_count,
                           pulled_count == 1 ? "section" : "sections", pulled->str, unknown_count, unknown->str);
  if (pulled_count > 0)
    return g_strdup_printf("Printed copies of %u %s must be pulled: %s.", pulled_count,
                           pulled_count == 1 ? "section" : "sections", pulled->str);
  if (unknown_count > 0)
    return g_strdup_printf("For %u %s it is not clear whether printed copies must be pulled: %s.", unknown_count,
                           unknown_count == 1 ? "section" : "sections", unknown->str);
  return g_strdup(differs ? "No printed copies need to be pulled: no section that was printed has changed."
                          : "Nothing has changed; no printed copies need to be pulled.");
}

static bool
compare_all(Work *work)
{
  const StsReading *before = work->old_reading, *after = work->new_reading;
  bool differs = compare_wholes(work);

  for (guint i = 0; i < after->sections->len; i++) {
    const StsReadSection *section = sts_read_section(after, i);
    compare_section(work, find(before, work->old_sections, section->id), section);
  }
  find_moved(work);
  for (guint i = 0; i < before->sections->len; i++)
    if (!g_hash_table_contains(work->new_sections, sts_read_section(before, i)->id))
      compare_section(work, sts_read_section(before, i), NULL);
  for (guint i = 0; i < work->changes->len; i++) {
    const StsSectionChange *change = &g_array_index(work->changes, StsSectionChange, i);
    differs = differs || change->change != STS_CHANGE_NONE || change->moved || change->old_title;
  }
  return differs;
}

static StsComparison *
close_result(const Work *work, bool differs)
{
  StsComparison *result = STS_ARENA_NEW(work->arena, StsComparison);
  StsSectionChange *sections = sts_arena_alloc(work->arena, MAX(work->changes->len, 1) * sizeof *sections);
  g_autofree char *conclusion = conclude(work, differs);

  for (guint i = 0; i < work->changes->len; i++)
    sections[i] = g_array_index(work->changes, StsSectionChange, i);
  result->differs = differs;
  result->notes = sts_arena_list(work->arena, work->notes);
  result->conclusion = sts_arena_strdup(work->arena, conclusion);
  result->sections = sections;
  result->section_count = work->changes->len;
  result->memory = work->arena;
  return result;
}

StsComparison *
sts_compare(const StsReading *old_reading, const StsReading *new_reading, GHashTable *old_refused,
            GHashTable *new_refused)
{
  g_autoptr(GHashTable) old_sections = index_sections(old_reading), new_sections = index_sections(new_reading);
  g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(StsSectionChange));
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  Work work = {
      .old_reading = old_reading,
      .new_reading = new_reading,
      .old_refused = old_refused,
      .new_refused = new_refused,
      .old_sections = old_sections,
      .new_sections = new_sections,
      .arena = sts_arena_new(),
      .changes = changes,
      .notes = notes,
  };

  work.other_words = is_intact(old_reading) && is_intact(new_reading) && old_reading->words && new_reading->words &&
                     (strcmp(old_reading->words, new_reading->words) != 0 ||
                      g_strcmp0(old_reading->words_language, new_reading->words_language) != 0);
  bool differs = compare_all(&work);
  return close_result(&work, differs);
}

void
sts_comparison_free(StsComparison *comparison)
{
  if (comparison)
    sts_arena_free(comparison->memory);
}
