/* --list: the sections of the library with their provenance, as a table or as JSON. */
#include <string.h>

#include "base/text.h"
#include "cli/actions.h"
#include "cli/exit-status.h"
#include "cli/faults.h"
#include "cli/report.h"
#include "cli/terminal.h"

/* That of the owner is there only where it is asked what is due; that of reviews, only where there are any; and that of
 * languages, only where a section has translations. */
enum { COLUMNS = 8, OWNER_COLUMN = 0, DUE_COLUMN = 5, LANGUAGES_COLUMN = 6, GAP = 2 };

/* A section that is listed, and the library in the language in which it is. */
typedef struct {
  StsSectionInfo section;
  const StsWork *work;
} Listed;

/* What the table says of a part of the provenance that is not there, or NULL. */
static const char *
describe_lack(StsProvenance state)
{
  switch (state) {
  case STS_PROVENANCE_ABSENT:
  case STS_PROVENANCE_FAULTY:
    return "missing";
  case STS_PROVENANCE_GIVEN:
    return NULL;
  case STS_PROVENANCE_WAIVED:
    return "waived";
  }
  g_assert_not_reached();
}

static char *
describe_date(const StsSectionInfo *section)
{
  const char *lack = describe_lack(section->last_revised_state);

  return g_strdup(lack ? lack : section->last_revised);
}

static char *
describe_references(const StsSectionInfo *section)
{
  const char *lack = describe_lack(section->references_state);

  return lack ? g_strdup(lack) : g_strdup_printf("%zu", section->reference_count);
}

static const char *
describe_disclaimer(const StsSectionInfo *section)
{
  const char *lack = describe_lack(section->disclaimer_state);

  return lack ? lack : section->own_disclaimer ? "own" : "library";
}

/* Whether the day of the review has passed. Dates in this form compare as texts. */
static bool
is_overdue(const StsWork *work, const StsSectionInfo *section)
{
  return *section->review_due && strcmp(work->day, section->review_due) > 0;
}

static bool
wants_reviews(const StsWork *work)
{
  return work->options->due || sts_library_has_reviews(work->library);
}

/* NULL where nothing expires. */
static char *
describe_due(const StsWork *work, const StsSectionInfo *section)
{
  if (!wants_reviews(work))
    return NULL;
  if (!*section->review_due)
    return g_strdup("no date");
  return g_strconcat(section->review_due, is_overdue(work, section) ? ", overdue" : "", NULL);
}

static char *
describe_languages(const StsSectionInfo *section)
{
  g_autofree char *others = section->languages ? g_strjoinv(", ", (char **)section->languages) : NULL;

  return g_strjoin(", ", section->language, others, NULL);
}

static const char *
status_name(const StsWork *work)
{
  return sts_status_name(sts_library_get_status(work->library));
}

static char *
describe_status(const StsWork *work, const StsSectionInfo *section)
{
  size_t errors = sts_work_count_in_section(work, section->id, STS_SEVERITY_ERROR);
  const char *newer = section->original_newer ? ", its original is newer" : "";

  if (errors == 0)
    return g_strconcat(status_name(work), newer, NULL);
  return g_strdup_printf("%s%s, refused: %zu %s", status_name(work), newer, errors, errors == 1 ? "error" : "errors");
}

static void
free_row(gpointer data)
{
  char **row = data;

  for (int i = 0; i < COLUMNS; i++)
    g_free(row[i]);
  g_free(row);
}

/* What is due first comes first; what has no date to count from, last. */
static int
compare_due(gconstpointer a, gconstpointer b)
{
  const StsSectionInfo *left = &((const Listed *)a)->section, *right = &((const Listed *)b)->section;

  if (!*left->review_due != !*right->review_due)
    return *left->review_due ? -1 : 1;
  return strcmp(left->review_due, right->review_due);
}

/* What is overdue comes first; then by owner, those without one last; then by day. */
static int
compare_owners(gconstpointer a, gconstpointer b, gpointer data)
{
  const StsSectionInfo *left = &((const Listed *)a)->section, *right = &((const Listed *)b)->section;
  const StsWork *work = data;

  if (is_overdue(work, left) != is_overdue(work, right))
    return is_overdue(work, left) ? -1 : 1;
  if (!left->owner != !right->owner)
    return left->owner ? -1 : 1;
  int owners = left->owner ? strcmp(left->owner, right->owner) : 0;
  return owners != 0 ? owners : compare_due(a, b);
}

/* The last day of the time for which it is asked what is due. */
static char *
last_day(const StsWork *work)
{
  StsDate day;
  bool good = sts_date_parse_iso(work->day, &day);

  g_assert(good);
  return sts_date_format_iso(sts_date_add_span(day, work->options->due_within));
}

/* Keeps those that are due by then. */
static void
keep_due(const StsWork *work, GArray *sections)
{
  g_autofree char *last = last_day(work);

  for (guint i = sections->len; i-- > 0;) {
    const StsSectionInfo *section = &g_array_index(sections, Listed, i).section;
    if (!*section->review_due || strcmp(section->review_due, last) > 0)
      g_array_remove_index(sections, i);
  }
  g_array_sort_with_data(sections, compare_owners, (gpointer)work);
}

/* Adds the chosen sections; of those in another language than the library's, those that are translations. */
static void
add_listed(const StsWork *work, bool translations, GArray *sections)
{
  for (size_t i = 0; i < work->count; i++) {
    Listed one = {.work = work};
    if (sts_library_find_section(work->library, work->ids[i], &one.section) == STS_SECTION_FOUND &&
        (!translations || one.section.translation))
      g_array_append_val(sections, one);
  }
}

/* Returns the chosen sections (of Listed) in reading order; where it is asked what is due, with their translations,
 * which are reviewed by themselves, and in the order of that. */
static GArray *
list_sections(const StsWork *work)
{
  GArray *sections = g_array_new(FALSE, FALSE, sizeof(Listed));

  add_listed(work, false, sections);
  for (guint i = 0; i < work->translations->len; i++)
    add_listed(work->translations->pdata[i], true, sections);
  if (work->options->due)
    keep_due(work, sections);
  return sections;
}

static GPtrArray *
build_rows(const StsWork *work)
{
  static const char *const heads[COLUMNS] = {"Owner",      "Id",         "Title",     "Last Revised",
                                             "References", "Review due", "Languages", "Status"};
  GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
  g_autoptr(GArray) sections = list_sections(work);
  char **head = g_new0(char *, COLUMNS);

  if (wants_reviews(work) && !work->options->due)
    g_array_sort(sections, compare_due);

  g_autofree const char **languages = sts_library_list_languages(work->library);
  for (int i = 0; i < COLUMNS; i++)
    head[i] = g_strdup(heads[i]);
  if (!work->options->due)
    g_clear_pointer(&head[OWNER_COLUMN], g_free);
  if (!wants_reviews(work))
    g_clear_pointer(&head[DUE_COLUMN], g_free);
  if (!*languages)
    g_clear_pointer(&head[LANGUAGES_COLUMN], g_free);
  if (*languages && work->options->due) {
    g_free(head[LANGUAGES_COLUMN]);
    head[LANGUAGES_COLUMN] = g_strdup("Language");
  }
  g_ptr_array_add(rows, head);
  for (guint i = 0; i < sections->len; i++) {
    const Listed *listed = &g_array_index(sections, Listed, i);
    const StsSectionInfo *section = &listed->section;
    char **row = g_new0(char *, COLUMNS);
    if (work->options->due)
      row[OWNER_COLUMN] = sts_text_make_printable(section->owner ? section->owner : "(no owner)");
    row[1] = sts_text_make_printable(section->id);
    row[2] = sts_text_make_printable(section->title ? section->title : "(no title)");
    row[3] = describe_date(section);
    row[4] = describe_references(section);
    row[DUE_COLUMN] = describe_due(work, section);
    if (*languages)
      row[LANGUAGES_COLUMN] = work->options->due ? g_strdup(section->language) : describe_languages(section);
    row[COLUMNS - 1] = describe_status(listed->work, section);
    g_ptr_array_add(rows, row);
  }
  return rows;
}

static void
print_table(const StsWork *work)
{
  g_autoptr(GPtrArray) rows = build_rows(work);
  size_t widths[COLUMNS] = {0};

  if (work->options->due && rows->len == 1) {
    g_autofree char *last = last_day(work);
    printf("nothing is due for review by %s\n", last);
    return;
  }
  if (work->language && rows->len == 1) {
    printf("no section has a text in the language “%s”\n", work->language);
    return;
  }
  for (guint r = 0; r < rows->len; r++)
    for (int i = 0; i < COLUMNS; i++) {
      const char *text = ((char **)g_ptr_array_index(rows, r))[i];
      widths[i] = MAX(widths[i], text ? sts_terminal_text_width(text) : 0);
    }
  for (guint r = 0; r < rows->len; r++) {
    char **row = g_ptr_array_index(rows, r);
    for (int i = 0; i < COLUMNS - 1; i++)
      if (row[i])
        printf("%s%*s", row[i], (int)(widths[i] - sts_terminal_text_width(row[i]) + GAP), "");
    printf("%s\n", row[COLUMNS - 1]);
  }
}

static void
add_count(JsonBuilder *builder, const char *name, size_t value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, (gint64)value);
}

static void
add_date(JsonBuilder *builder, const char *name, const char *date)
{
  sts_report_add_text(builder, name, *date ? date : NULL);
}

static void
add_overdue(JsonBuilder *builder, const StsWork *work, const StsSectionInfo *section)
{
  json_builder_set_member_name(builder, "review-overdue");
  if (*section->review_due)
    json_builder_add_boolean_value(builder, is_overdue(work, section));
  else
    json_builder_add_null_value(builder);
}

static void
add_place(JsonBuilder *builder, StsPosition position)
{
  sts_report_add_number(builder, "line", position.line);
  sts_report_add_number(builder, "column", position.column);
}

/* Why a part of the provenance is waived is a text; where that stands, a place beside it. */
static void
add_waiver(JsonBuilder *builder, const char *part, const char *reason, StsPosition position)
{
  g_autofree char *name = g_strconcat(part, "-waiver", NULL), *place = g_strconcat(name, "-place", NULL);

  sts_report_add_text(builder, name, reason);
  json_builder_set_member_name(builder, place);
  if (!reason) {
    json_builder_add_null_value(builder);
    return;
  }
  json_builder_begin_object(builder);
  add_place(builder, position);
  json_builder_end_object(builder);
}

static const char *
gap_state_name(StsGapState state)
{
  switch (state) {
  case STS_GAP_OPEN:
    return "open";
  case STS_GAP_PRINTED:
    return "printed";
  case STS_GAP_SILENT:
    return "silent";
  }
  g_assert_not_reached();
}

static void
add_gaps(JsonBuilder *builder, const StsSectionInfo *section)
{
  json_builder_set_member_name(builder, "gaps");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < section->gap_count; i++) {
    const StsGap *gap = &section->gaps[i];
    json_builder_begin_object(builder);
    sts_report_add_text(builder, "text", gap->text);
    sts_report_add_text(builder, "state", gap_state_name(gap->state));
    sts_report_add_text(builder, "reason", gap->reason);
    add_place(builder, gap->position);
    json_builder_end_object(builder);
  }
  json_builder_end_array(builder);
}

static void
add_passages(JsonBuilder *builder, const StsWork *work, const StsSectionInfo *section)
{
  json_builder_set_member_name(builder, "passages");
  json_builder_begin_array(builder);
  for (size_t i = 0; i < section->passage_count; i++)
    json_builder_add_string_value(builder, sts_library_get_passage(work->library, section->id, i));
  json_builder_end_array(builder);
}

static void
add_section(JsonBuilder *builder, const StsWork *work, const StsSectionInfo *section)
{
  g_autofree char *code = sts_library_get_short_code(work->library, section->id);

  json_builder_begin_object(builder);
  sts_report_add_text(builder, "id", section->id);
  sts_report_add_text(builder, "title", section->title);
  sts_report_add_text(builder, "file", section->file);
  sts_report_add_text(builder, "language", section->language);
  sts_report_add_texts(builder, "translations", section->languages);
  if (section->translation)
    sts_report_add_bool(builder, "original-newer", section->original_newer);
  add_date(builder, "last-revised", section->last_revised);
  add_waiver(builder, "last-revised", section->last_revised_waiver, section->last_revised_position);
  add_date(builder, "last-reviewed", section->last_reviewed);
  add_date(builder, "review-due", section->review_due);
  add_overdue(builder, work, section);
  add_date(builder, "next-review", section->next_review);
  sts_report_add_text(builder, "reviewed-by", section->reviewed_by);
  sts_report_add_text(builder, "approved-by", section->approved_by);
  sts_report_add_text(builder, "owner", section->owner);
  sts_report_add_text(builder, "feedback", section->feedback);
  sts_report_add_text(builder, "edition", section->edition);
  add_count(builder, "references", section->reference_count);
  add_waiver(builder, "references", section->references_waiver, section->references_position);
  sts_report_add_text(builder, "disclaimer", describe_disclaimer(section));
  add_waiver(builder, "disclaimer", section->disclaimer_waiver, section->disclaimer_position);
  sts_report_add_text(builder, "short-code", code);
  sts_report_add_codes(builder, section);
  add_gaps(builder, section);
  add_passages(builder, work, section);
  sts_report_add_text(builder, "status", status_name(work));
  add_count(builder, "errors", sts_work_count_in_section(work, section->id, STS_SEVERITY_ERROR));
  add_count(builder, "warnings", sts_work_count_in_section(work, section->id, STS_SEVERITY_WARNING));
  add_count(builder, "notes", sts_work_count_in_section(work, section->id, STS_SEVERITY_NOTE));
  json_builder_end_object(builder);
}

static void
print_json(const StsWork *work)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();
  g_autoptr(GArray) sections = list_sections(work);

  json_builder_begin_array(builder);
  for (guint i = 0; i < sections->len; i++) {
    const Listed *listed = &g_array_index(sections, Listed, i);
    add_section(builder, listed->work, &listed->section);
  }
  json_builder_end_array(builder);
  g_autoptr(JsonNode) root = json_builder_get_root(builder);
  sts_report_print_json(root);
}

int
sts_action_list(StsWork *work)
{
  size_t errors = sts_diagnostics_count(work->diagnostics, STS_SEVERITY_ERROR);

  if (work->options->json)
    print_json(work);
  else
    print_table(work);
  if (!sts_report_flush())
    return STS_EXIT_SYSTEM;
  if (sts_faults_are_systems(work->diagnostics))
    return STS_EXIT_SYSTEM;
  if (errors > 0 && !work->options->quiet)
    sts_report_message("the content has %zu %s; sts-export --check shows where", errors,
                       errors == 1 ? "error" : "errors");
  return STS_EXIT_DONE;
}
