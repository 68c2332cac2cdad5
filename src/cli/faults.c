/* Prints faults, those that are alike as one, and a table of them by rule. */
#include "cli/faults.h"

#include <string.h>

#include "base/text.h"
#include "cli/excerpt.h"
#include "cli/exit-status.h"
#include "cli/report.h"
#include "cli/terminal.h"

/* So many further places are named where the same is said of several. */
enum { PLACES_SHOWN = 3 };

/* ---- faults that are alike ---- */

static char *
key_of(const StsDiagnostic *diagnostic)
{
  return g_strdup_printf("%d\n%s\n%s", (int)diagnostic->severity, diagnostic->rule, diagnostic->text);
}

/* Returns key -> GArray of indices (guint); free with g_hash_table_unref(). */
static GHashTable *
group(const StsDiagnostics *diagnostics, StsSeverity least)
{
  GHashTable *groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

  for (guint i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    if (sts_diagnostics_get(diagnostics, i)->severity < least)
      continue;
    char *key = key_of(sts_diagnostics_get(diagnostics, i));
    GArray *alike = g_hash_table_lookup(groups, key);
    if (!alike)
      g_hash_table_insert(groups, g_strdup(key), alike = g_array_new(FALSE, FALSE, sizeof(guint)));
    g_array_append_val(alike, i);
    g_free(key);
  }
  return groups;
}

/* ---- how they look ---- */

/* How faults are shown on the stream. */
typedef struct {
  FILE *stream;
  bool colors;
  StsExcerpts *excerpts; /* NULL: only lines that programs read */
} Look;

/* Of ECMA-48 (Select Graphic Rendition). Red and yellow alone would not be told apart by everybody: the word stands
 * there, too. */
static const char BOLD[] = "1", BLUE[] = "1;34";

static const char *
color_of(StsSeverity severity)
{
  return severity == STS_SEVERITY_ERROR ? "1;31" : severity == STS_SEVERITY_WARNING ? "1;33" : "1;36";
}

static void
append(const Look *look, GString *out, const char *color, const char *text)
{
  if (look->colors && *text)
    g_string_append_printf(out, "\033[%sm%s\033[0m", color, text);
  else
    g_string_append(out, text);
}

static void
append_fault(const Look *look, GString *out, const StsDiagnostic *fault)
{
  g_autofree char *place = sts_position_format(fault->position), *text = sts_text_make_printable(fault->text);

  append(look, out, BOLD, place);
  g_string_append(out, *place ? ": " : "");
  append(look, out, color_of(fault->severity), sts_severity_name(fault->severity));
  g_string_append_printf(out, ": %s [%s]", text, fault->rule);
}

/* The line of the source, and a caret below the place. */
static void
append_excerpt(const Look *look, GString *out, const StsDiagnostic *fault)
{
  g_autofree char *number = g_strdup_printf("%5d", fault->position.line);
  int gutter = (int)strlen(number) + (int)strlen(" | ");
  StsExcerpt excerpt = sts_excerpts_take(look->excerpts, fault->position, sts_terminal_width(look->stream) - gutter);
  g_autofree char *text = excerpt.text, *bar = g_strdup_printf("%*s |", (int)strlen(number), "");

  if (!text)
    return;
  append(look, out, BLUE, number);
  append(look, out, BLUE, " |");
  g_string_append_printf(out, " %s\n", text);
  if (excerpt.caret < 0)
    return;
  append(look, out, BLUE, bar);
  g_string_append_printf(out, "%*s", excerpt.caret + 1, "");
  append(look, out, color_of(fault->severity), "^");
  g_string_append_c(out, '\n');
}

static void
print_fault(const Look *look, const StsDiagnostics *diagnostics, const GArray *alike)
{
  const StsDiagnostic *first = sts_diagnostics_get(diagnostics, g_array_index(alike, guint, 0));
  g_autoptr(GString) out = g_string_new(NULL);

  append_fault(look, out, first);
  for (guint i = 1; i < alike->len && i <= PLACES_SHOWN; i++) {
    g_autofree char *place =
        sts_position_format(sts_diagnostics_get(diagnostics, g_array_index(alike, guint, i))->position);
    if (i == 1)
      g_string_append_printf(out, " (%u times; next at ", alike->len);
    g_string_append_printf(out, "%s%s", i > 1 ? ", " : "", place);
  }
  if (alike->len > PLACES_SHOWN + 1)
    g_string_append(out, ", …");
  g_string_append(out, alike->len > 1 ? ")\n" : "\n");
  if (look->excerpts)
    append_excerpt(look, out, first);
  fputs(out->str, look->stream);
}

void
sts_faults_print(FILE *stream, const StsDiagnostics *diagnostics, StsSeverity least)
{
  if (stream == stderr && sts_report_keep_faults(diagnostics, least))
    return;
  g_autoptr(GHashTable) groups = group(diagnostics, least);
  g_autoptr(StsExcerpts) excerpts = sts_terminal_is_capable(stream) ? sts_excerpts_new() : NULL;
  const Look look = {stream, sts_terminal_has_colors(stream), excerpts};

  for (guint i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    g_autofree char *key = key_of(diagnostic);
    const GArray *alike = g_hash_table_lookup(groups, key);
    if (alike && g_array_index(alike, guint, 0) == i)
      print_fault(&look, diagnostics, alike);
  }
}

/* ---- by rule ---- */

typedef struct {
  const char *rule;
  StsSeverity worst;
  guint count;
} Row;

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  const Row *left = a, *right = b;

  if (left->worst != right->worst)
    return left->worst > right->worst ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return strcmp(left->rule, right->rule);
}

void
sts_faults_print_table(FILE *stream, const StsDiagnostics *diagnostics)
{
  static const char RULE[] = "Rule", WORST[] = "Worst", COUNT[] = "Count";
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Row));
  size_t width = strlen(RULE);

  for (size_t i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    guint at = 0;
    while (at < rows->len && strcmp(g_array_index(rows, Row, at).rule, diagnostic->rule) != 0)
      at++;
    if (at == rows->len)
      g_array_append_vals(rows, &(Row){.rule = diagnostic->rule}, 1);
    Row *row = &g_array_index(rows, Row, at);
    row->worst = MAX(row->worst, diagnostic->severity);
    row->count++;
    width = MAX(width, strlen(row->rule));
  }
  g_array_sort(rows, compare_rows);
  if (rows->len > 0)
    fprintf(stream, "%-*s  %-*s  %s\n", (int)width, RULE, (int)strlen("warning"), WORST, COUNT);
  for (guint i = 0; i < rows->len; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    fprintf(stream, "%-*s  %-*s  %*u\n", (int)width, row->rule, (int)strlen("warning"), sts_severity_name(row->worst),
            (int)strlen(COUNT), row->count);
  }
}

bool
sts_faults_are_systems(const StsDiagnostics *diagnostics)
{
  if (sts_exit_for_faults(diagnostics) != STS_EXIT_SYSTEM)
    return false;
  sts_faults_print(stderr, diagnostics, STS_SEVERITY_ERROR);
  return true;
}
