/* --list: the sections of the library with their provenance, as a table or as JSON. */
#include <string.h>

#include "cli/actions.h"
#include "cli/cli.h"
#include "cli/report.h"

/* The last but one is there only where the library wants reviews. */
enum { COLUMNS = 6, DUE_COLUMN = 4, GAP = 2 };

static size_t
count_references(const StsSection *section)
{
  size_t count = 0;

  if (section->references)
    for (const StsNode *item = section->references->first_child; item; item = item->next)
      count++;
  return count;
}

/* Columns that the text takes on a terminal. */
static size_t
display_width(const char *text)
{
  size_t width = 0;

  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar character = g_utf8_get_char(at);
    width += g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
  }
  return width;
}

static char *
describe_date(const StsSection *section)
{
  switch (section->last_revised_state) {
  case STS_PROVENANCE_ABSENT:
  case STS_PROVENANCE_FAULTY:
    return g_strdup("missing");
  case STS_PROVENANCE_GIVEN:
    return sts_date_format_iso(section->last_revised);
  case STS_PROVENANCE_WAIVED:
    return g_strdup("waived");
  }
  g_assert_not_reached();
}

static char *
describe_references(const StsSection *section)
{
  switch (section->references_state) {
  case STS_PROVENANCE_ABSENT:
  case STS_PROVENANCE_FAULTY:
    return g_strdup("missing");
  case STS_PROVENANCE_GIVEN:
    return g_strdup_printf("%zu", count_references(section));
  case STS_PROVENANCE_WAIVED:
    return g_strdup("waived");
  }
  g_assert_not_reached();
}

static const char *
describe_disclaimer(const StsSection *section)
{
  switch (section->disclaimer_state) {
  case STS_PROVENANCE_ABSENT:
  case STS_PROVENANCE_FAULTY:
    return "missing";
  case STS_PROVENANCE_GIVEN:
    return section->disclaimer ? "own" : "library";
  case STS_PROVENANCE_WAIVED:
    return "waived";
  }
  g_assert_not_reached();
}

/* Whether the day of the review has passed. */
static bool
is_overdue(const StsWork *work, const StsSection *section)
{
  StsDate due = sts_section_review_due(work->library, section);

  return sts_date_is_set(due) && sts_date_compare(sts_work_judgement_day(work), due) > 0;
}

/* NULL where nothing expires. */
static char *
describe_due(const StsWork *work, const StsSection *section)
{
  StsDate due = sts_section_review_due(work->library, section);

  if (work->library->review_every_months <= 0)
    return NULL;
  if (!sts_date_is_set(due))
    return g_strdup("no date");
  g_autofree char *date = sts_date_format_iso(due);
  return g_strconcat(date, is_overdue(work, section) ? ", overdue" : "", NULL);
}

static char *
describe_status(const StsWork *work, const StsSection *section)
{
  size_t errors = sts_work_count_in_section(work, section, STS_SEVERITY_ERROR);

  if (errors == 0)
    return g_strdup(sts_status_name(work->library->status));
  return g_strdup_printf("%s, refused: %zu %s", sts_status_name(work->library->status), errors,
                         errors == 1 ? "error" : "errors");
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
compare_due(gconstpointer a, gconstpointer b, gpointer data)
{
  const StsWork *work = data;
  StsDate left = sts_section_review_due(work->library, *(const StsSection *const *)a);
  StsDate right = sts_section_review_due(work->library, *(const StsSection *const *)b);

  if (sts_date_is_set(left) != sts_date_is_set(right))
    return sts_date_is_set(left) ? -1 : 1;
  return sts_date_compare(left, right);
}

/* The sections in reading order or, where they expire, in the order of their reviews. */
static GPtrArray *
sort_sections(const StsWork *work)
{
  GPtrArray *sections = g_ptr_array_copy(work->sections, NULL, NULL);

  if (work->library->review_every_months > 0)
    g_ptr_array_sort_with_data(sections, compare_due, (gpointer)work);
  return sections;
}

static GPtrArray *
build_rows(const StsWork *work)
{
  static const char *const heads[COLUMNS] = {"Id", "Title", "Last Revised", "References", "Review due", "Status"};
  GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);
  g_autoptr(GPtrArray) sections = sort_sections(work);
  char **head = g_new0(char *, COLUMNS);

  for (int i = 0; i < COLUMNS; i++)
    head[i] = i == DUE_COLUMN && work->library->review_every_months <= 0 ? NULL : g_strdup(heads[i]);
  g_ptr_array_add(rows, head);
  for (guint i = 0; i < sections->len; i++) {
    const StsSection *section = g_ptr_array_index(sections, i);
    char **row = g_new0(char *, COLUMNS);
    row[0] = g_strdup(section->id);
    row[1] = g_strdup(section->title ? section->title : "(no title)");
    row[2] = describe_date(section);
    row[3] = describe_references(section);
    row[DUE_COLUMN] = describe_due(work, section);
    row[COLUMNS - 1] = describe_status(work, section);
    g_ptr_array_add(rows, row);
  }
  return rows;
}

static void
print_table(const StsWork *work)
{
  g_autoptr(GPtrArray) rows = build_rows(work);
  size_t widths[COLUMNS] = {0};

  for (guint r = 0; r < rows->len; r++)
    for (int i = 0; i < COLUMNS; i++) {
      const char *text = ((char **)g_ptr_array_index(rows, r))[i];
      widths[i] = MAX(widths[i], text ? display_width(text) : 0);
    }
  for (guint r = 0; r < rows->len; r++) {
    char **row = g_ptr_array_index(rows, r);
    for (int i = 0; i < COLUMNS - 1; i++)
      if (row[i])
        printf("%s%*s", row[i], (int)(widths[i] - display_width(row[i]) + GAP), "");
    printf("%s\n", row[COLUMNS - 1]);
  }
}

static void
add_string(JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name(builder, name);
  if (value)
    json_builder_add_string_value(builder, value);
  else
    json_builder_add_null_value(builder);
}

static void
add_date(JsonBuilder *builder, const char *name, StsDate date)
{
  g_autofree char *text = sts_date_is_set(date) ? sts_date_format_iso(date) : NULL;

  add_string(builder, name, text);
}

static void
add_number(JsonBuilder *builder, const char *name, size_t value)
{
  json_builder_set_member_name(builder, name);
  json_builder_add_int_value(builder, (gint64)value);
}

static void
add_section(JsonBuilder *builder, const StsWork *work, const StsSection *section)
{
  g_autofree char *file = g_utf8_make_valid(section->file ? section->file : "", -1);

  json_builder_begin_object(builder);
  add_string(builder, "id", section->id);
  add_string(builder, "title", section->title);
  add_string(builder, "file", file);
  add_string(builder, "language", section->language);
  add_date(builder, "last-revised", section->last_revised);
  add_string(builder, "last-revised-waiver",
             section->last_revised_state == STS_PROVENANCE_WAIVED ? section->last_revised_waiver.text : NULL);
  add_date(builder, "last-reviewed", section->last_reviewed);
  add_date(builder, "review-due", sts_section_review_due(work->library, section));
  json_builder_set_member_name(builder, "review-overdue");
  if (work->library->review_every_months > 0 && sts_date_is_set(sts_section_review_due(work->library, section)))
    json_builder_add_boolean_value(builder, is_overdue(work, section));
  else
    json_builder_add_null_value(builder);
  add_number(builder, "references", count_references(section));
  add_string(builder, "references-waiver",
             section->references_state == STS_PROVENANCE_WAIVED ? section->references_waiver.text : NULL);
  add_string(builder, "disclaimer", describe_disclaimer(section));
  add_string(builder, "disclaimer-waiver",
             section->disclaimer_state == STS_PROVENANCE_WAIVED ? section->disclaimer_waiver.text : NULL);
  add_string(builder, "status", sts_status_name(work->library->status));
  add_number(builder, "errors", sts_work_count_in_section(work, section, STS_SEVERITY_ERROR));
  add_number(builder, "warnings", sts_work_count_in_section(work, section, STS_SEVERITY_WARNING));
  add_number(builder, "notes", sts_work_count_in_section(work, section, STS_SEVERITY_NOTE));
  json_builder_end_object(builder);
}

static void
print_json(const StsWork *work)
{
  g_autoptr(JsonBuilder) builder = json_builder_new();

  json_builder_begin_array(builder);
  for (guint i = 0; i < work->sections->len; i++)
    add_section(builder, work, g_ptr_array_index(work->sections, i));
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
  if (errors > 0 && !work->options->quiet)
    sts_report_message("the content has %zu %s; sts-export --check shows where", errors,
                       errors == 1 ? "error" : "errors");
  return STS_EXIT_DONE;
}
