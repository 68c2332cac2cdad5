/* Prints faults, those that are alike as one, and a table of them by rule. */
#include "cli/faults.h"

#include <string.h>

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

static void
print_fault(FILE *stream, const StsDiagnostics *diagnostics, const GArray *alike)
{
  const StsDiagnostic *first = sts_diagnostics_get(diagnostics, g_array_index(alike, guint, 0));
  g_autofree char *line = sts_diagnostic_format(first);

  fputs(line, stream);
  for (guint i = 1; i < alike->len && i <= PLACES_SHOWN; i++) {
    g_autofree char *place =
        sts_position_format(sts_diagnostics_get(diagnostics, g_array_index(alike, guint, i))->position);
    if (i == 1)
      fprintf(stream, " (%u times; next at ", alike->len);
    fprintf(stream, "%s%s", i > 1 ? ", " : "", place);
  }
  if (alike->len > PLACES_SHOWN + 1)
    fputs(", …", stream);
  fputs(alike->len > 1 ? ")\n" : "\n", stream);
}

void
sts_faults_print(FILE *stream, const StsDiagnostics *diagnostics, StsSeverity least)
{
  g_autoptr(GHashTable) groups = group(diagnostics, least);

  for (guint i = 0; i < sts_diagnostics_size(diagnostics); i++) {
    const StsDiagnostic *diagnostic = sts_diagnostics_get(diagnostics, i);
    g_autofree char *key = key_of(diagnostic);
    const GArray *alike = g_hash_table_lookup(groups, key);
    if (alike && g_array_index(alike, guint, 0) == i)
      print_fault(stream, diagnostics, alike);
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
