/* The collector of content faults. */
#include "base/diagnostic.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

struct StsDiagnostics {
  StsArena *arena;
  GArray *items; /* of StsDiagnostic */
  GHashTable *file_order;
  GHashTable *by_file; /* file -> size_t[], how many of each severity */
  size_t count[STS_SEVERITY_ERROR + 1];
};

StsDiagnostics *
sts_diagnostics_new(void)
{
  StsDiagnostics *diagnostics = g_new0(StsDiagnostics, 1);

  diagnostics->arena = sts_arena_new();
  diagnostics->items = g_array_new(FALSE, FALSE, sizeof(StsDiagnostic));
  diagnostics->file_order = g_hash_table_new(g_direct_hash, g_direct_equal);
  diagnostics->by_file = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  return diagnostics;
}

void
sts_diagnostics_free(StsDiagnostics *diagnostics)
{
  if (!diagnostics)
    return;
  g_hash_table_unref(diagnostics->file_order);
  g_hash_table_unref(diagnostics->by_file);
  g_array_unref(diagnostics->items);
  sts_arena_free(diagnostics->arena);
  g_free(diagnostics);
}

/* Lends the counts of a file, where there are any. */
static size_t *
counts_of(const StsDiagnostics *diagnostics, const char *file)
{
  return file ? g_hash_table_lookup(diagnostics->by_file, file) : NULL;
}

static void
add_copy(StsDiagnostics *diagnostics, const StsDiagnostic *diagnostic)
{
  StsDiagnostic copy = *diagnostic;

  copy.position.file = sts_arena_intern(diagnostics->arena, diagnostic->position.file);
  copy.text = sts_arena_strdup(diagnostics->arena, diagnostic->text);
  if (copy.position.file && !g_hash_table_contains(diagnostics->file_order, copy.position.file)) {
    g_hash_table_insert(diagnostics->file_order, (gpointer)copy.position.file,
                        GUINT_TO_POINTER(g_hash_table_size(diagnostics->file_order) + 1));
    g_hash_table_insert(diagnostics->by_file, (gpointer)copy.position.file, g_new0(size_t, STS_SEVERITY_ERROR + 1));
  }
  if (copy.position.file)
    counts_of(diagnostics, copy.position.file)[copy.severity]++;
  g_array_append_val(diagnostics->items, copy);
  diagnostics->count[copy.severity]++;
}

void
sts_diagnostics_add(StsDiagnostics *diagnostics, StsSeverity severity, StsPosition position, const char *rule,
                    const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_assert(rule && text);
  add_copy(diagnostics, &(StsDiagnostic){.severity = severity, .position = position, .rule = rule, .text = text});
}

size_t
sts_diagnostics_count(const StsDiagnostics *diagnostics, StsSeverity severity)
{
  return diagnostics->count[severity];
}

size_t
sts_diagnostics_count_in_file(const StsDiagnostics *diagnostics, const char *file, StsSeverity severity)
{
  const size_t *counts = counts_of(diagnostics, file);

  return counts ? counts[severity] : 0;
}

size_t
sts_diagnostics_size(const StsDiagnostics *diagnostics)
{
  return diagnostics->items->len;
}

const StsDiagnostic *
sts_diagnostics_get(const StsDiagnostics *diagnostics, size_t index)
{
  g_assert(index < diagnostics->items->len);
  return &g_array_index(diagnostics->items, StsDiagnostic, index);
}

static int
compare_places(gconstpointer a, gconstpointer b, gpointer data)
{
  const StsDiagnostic *left = a, *right = b;
  GHashTable *order = data;
  guint left_file = GPOINTER_TO_UINT(g_hash_table_lookup(order, left->position.file));
  guint right_file = GPOINTER_TO_UINT(g_hash_table_lookup(order, right->position.file));

  if (left_file != right_file)
    return left_file < right_file ? -1 : 1;
  if (left->position.line != right->position.line)
    return left->position.line < right->position.line ? -1 : 1;
  if (left->position.column != right->position.column)
    return left->position.column < right->position.column ? -1 : 1;
  return 0;
}

static bool
same_diagnostic(const StsDiagnostic *a, const StsDiagnostic *b)
{
  return a->severity == b->severity && a->position.file == b->position.file && a->position.line == b->position.line &&
         a->position.column == b->position.column && strcmp(a->rule, b->rule) == 0 && strcmp(a->text, b->text) == 0;
}

static void
forget(StsDiagnostics *diagnostics, const StsDiagnostic *item)
{
  size_t *counts = counts_of(diagnostics, item->position.file);

  diagnostics->count[item->severity]--;
  if (counts)
    counts[item->severity]--;
}

void
sts_diagnostics_sort(StsDiagnostics *diagnostics)
{
  GArray *items = diagnostics->items;
  guint kept = 0;

  g_array_sort_with_data(items, compare_places, diagnostics->file_order);
  for (guint i = 0; i < items->len; i++) {
    StsDiagnostic *item = &g_array_index(items, StsDiagnostic, i);
    if (kept > 0 && same_diagnostic(item, &g_array_index(items, StsDiagnostic, kept - 1)))
      forget(diagnostics, item);
    else
      g_array_index(items, StsDiagnostic, kept++) = *item;
  }
  g_array_set_size(items, kept);
}

void
sts_diagnostics_append(StsDiagnostics *to, const StsDiagnostics *from)
{
  for (size_t i = 0; i < from->items->len; i++)
    add_copy(to, sts_diagnostics_get(from, i));
}

const char *
sts_severity_name(StsSeverity severity)
{
  switch (severity) {
  case STS_SEVERITY_NOTE:
    return "note";
  case STS_SEVERITY_WARNING:
    return "warning";
  case STS_SEVERITY_ERROR:
    return "error";
  }
  g_assert_not_reached();
}

char *
sts_position_format(StsPosition position)
{
  g_autofree char *file = sts_text_make_printable(position.file ? position.file : "");

  if (!*file || position.line < 1)
    return g_steal_pointer(&file);
  if (position.column < 1)
    return g_strdup_printf("%s:%d", file, position.line);
  return g_strdup_printf("%s:%d:%d", file, position.line, position.column);
}

char *
sts_diagnostic_format(const StsDiagnostic *diagnostic)
{
  g_autofree char *place = sts_position_format(diagnostic->position);
  g_autofree char *text = sts_text_make_printable(diagnostic->text);

  return g_strdup_printf("%s%s%s: %s [%s]", place, *place ? ": " : "", sts_severity_name(diagnostic->severity), text,
                         diagnostic->rule);
}
