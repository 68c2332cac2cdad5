/* Patience first, then dynamic programming within bounds. */
#include "verify/diff.h"

#include <string.h>

/* Cells of the table for one stretch. */
enum { TABLE_MAX = 4 << 20 };

/* Equal lines have equal numbers. */
typedef struct {
  guint *old_lines, *new_lines;
  guint old_count, new_count, numbers;
  GArray *steps;
} Diff;

static guint
hash_line(gconstpointer data)
{
  const StsReadLine *line = data;

  return g_str_hash(line->text) * 31 + line->part;
}

static gboolean
equal_lines(gconstpointer a, gconstpointer b)
{
  const StsReadLine *one = a, *other = b;

  return one->part == other->part && strcmp(one->text, other->text) == 0;
}

static guint *
number_lines(GHashTable *numbers, const GArray *lines)
{
  guint *numbered = g_new(guint, lines->len + 1);

  for (guint i = 0; i < lines->len; i++) {
    gpointer line = &g_array_index(lines, StsReadLine, i);
    gpointer known = g_hash_table_lookup(numbers, line);
    if (!known) {
      known = GUINT_TO_POINTER(g_hash_table_size(numbers) + 1);
      g_hash_table_insert(numbers, line, known);
    }
    numbered[i] = GPOINTER_TO_UINT(known) - 1;
  }
  return numbered;
}

static void
add_step(Diff *diff, bool added, guint index)
{
  StsDiffStep step = {added, index};

  g_array_append_val(diff->steps, step);
}

static void
replace(Diff *diff, guint old_from, guint old_to, guint new_from, guint new_to)
{
  for (guint i = old_from; i < old_to; i++)
    add_step(diff, false, i);
  for (guint i = new_from; i < new_to; i++)
    add_step(diff, true, i);
}

/* The table holds, for each pair of rests, how long their common subsequence is. */
static void
align(Diff *diff, guint old_from, guint old_to, guint new_from, guint new_to)
{
  size_t rows = old_to - old_from, columns = new_to - new_from, width = columns + 1;
  g_autofree guint16 *table = g_new0(guint16, (rows + 1) * width);

  for (size_t i = rows; i-- > 0;)
    for (size_t j = columns; j-- > 0;) {
      bool same = diff->old_lines[old_from + i] == diff->new_lines[new_from + j];
      guint16 below = table[(i + 1) * width + j], beside = table[i * width + j + 1];
      table[i * width + j] = same ? (guint16)(table[(i + 1) * width + j + 1] + 1) : MAX(below, beside);
    }
  size_t i = 0, j = 0;
  while (i < rows && j < columns) {
    if (diff->old_lines[old_from + i] == diff->new_lines[new_from + j]) {
      i++;
      j++;
    } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) {
      add_step(diff, false, old_from + (guint)i++);
    } else {
      add_step(diff, true, new_from + (guint)j++);
    }
  }
  replace(diff, old_from + (guint)i, old_to, new_from + (guint)j, new_to);
}

static void
compare_stretch(Diff *diff, guint old_from, guint old_to, guint new_from, guint new_to)
{
  while (old_from < old_to && new_from < new_to && diff->old_lines[old_from] == diff->new_lines[new_from]) {
    old_from++;
    new_from++;
  }
  while (old_from < old_to && new_from < new_to && diff->old_lines[old_to - 1] == diff->new_lines[new_to - 1]) {
    old_to--;
    new_to--;
  }
  if ((guint64)(old_to - old_from) * (new_to - new_from) > TABLE_MAX)
    replace(diff, old_from, old_to, new_from, new_to);
  else
    align(diff, old_from, old_to, new_from, new_to);
}

void
sts_diff_longest_growing(const guint *values, guint count, bool *keeps)
{
  g_autofree guint *ends = g_new(guint, count + 1); /* of the best sequence of each length: an index in values */
  g_autofree guint *before = g_new(guint, count + 1);
  guint longest = 0;

  for (guint i = 0; i < count; i++) {
    guint low = 0, high = longest;
    while (low < high) {
      guint middle = low + (high - low) / 2;
      if (values[ends[middle]] < values[i])
        low = middle + 1;
      else
        high = middle;
    }
    before[i] = low > 0 ? ends[low - 1] : G_MAXUINT;
    ends[low] = i;
    longest = MAX(longest, low + 1);
    keeps[i] = false;
  }
  for (guint i = longest > 0 ? ends[longest - 1] : G_MAXUINT; i != G_MAXUINT; i = before[i])
    keeps[i] = true;
}

/* For each number where it stands if it stands once, else G_MAXUINT. */
static guint *
find_single(const guint *lines, guint count, guint numbers)
{
  guint *places = g_new(guint, numbers + 1);
  g_autofree guint8 *seen = g_new0(guint8, numbers + 1);

  for (guint i = 0; i < numbers; i++)
    places[i] = G_MAXUINT;
  for (guint i = 0; i < count; i++) {
    places[lines[i]] = seen[lines[i]] ? G_MAXUINT : i;
    seen[lines[i]] = 1;
  }
  return places;
}

static void
compare_all(Diff *diff)
{
  g_autofree guint *in_old = find_single(diff->old_lines, diff->old_count, diff->numbers);
  g_autofree guint *in_new = find_single(diff->new_lines, diff->new_count, diff->numbers);
  g_autofree guint *old_at = g_new(guint, diff->old_count + 1), *new_at = g_new(guint, diff->old_count + 1);
  g_autofree bool *keeps = g_new(bool, diff->old_count + 1);
  guint anchors = 0, old_done = 0, new_done = 0;

  for (guint i = 0; i < diff->old_count; i++) {
    guint number = diff->old_lines[i];
    if (in_old[number] != i || in_new[number] == G_MAXUINT)
      continue;
    old_at[anchors] = i;
    new_at[anchors++] = in_new[number];
  }
  sts_diff_longest_growing(new_at, anchors, keeps);
  for (guint i = 0; i < anchors; i++) {
    if (!keeps[i])
      continue;
    compare_stretch(diff, old_done, old_at[i], new_done, new_at[i]);
    old_done = old_at[i] + 1;
    new_done = new_at[i] + 1;
  }
  compare_stretch(diff, old_done, diff->old_count, new_done, diff->new_count);
}

GArray *
sts_diff_lines(const GArray *old_lines, const GArray *new_lines)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new(hash_line, equal_lines);
  g_autofree guint *old_numbered = number_lines(numbers, old_lines), *new_numbered = number_lines(numbers, new_lines);
  Diff diff = {
      .old_lines = old_numbered,
      .new_lines = new_numbered,
      .old_count = old_lines->len,
      .new_count = new_lines->len,
      .numbers = g_hash_table_size(numbers),
      .steps = g_array_new(FALSE, FALSE, sizeof(StsDiffStep)),
  };

  compare_all(&diff);
  return diff.steps;
}
