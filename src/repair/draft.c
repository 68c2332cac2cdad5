/* The text of a file between two repairs, and how it differs from the first. */
#include "repair/draft.h"

#include <string.h>

enum { CONTEXT = 3 };

static bool
ends_line(const StsDraft *draft, size_t at)
{
  const char *text = draft->text->str;

  return text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
}

static StsDraft *
draft_begin(void)
{
  StsDraft *draft = g_new0(StsDraft, 1);

  draft->text = g_string_new(NULL);
  draft->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
  draft->origins = g_array_new(FALSE, FALSE, sizeof(guint));
  return draft;
}

static void
index_lines(StsDraft *draft)
{
  size_t begin = 0;

  g_array_append_val(draft->lines, begin);
  for (size_t i = 0; i < draft->text->len; i++)
    if (ends_line(draft, i)) {
      begin = i + 1;
      g_array_append_val(draft->lines, begin);
    }
}

StsDraft *
sts_draft_new(const char *text, size_t length)
{
  StsDraft *draft = draft_begin();
  guint number = 0;

  g_string_append_len(draft->text, text, (gssize)length);
  index_lines(draft);
  for (size_t at = 0; at < length;) {
    const char *feed = memchr(text + at, '\n', length - at);
    number++;
    g_array_append_val(draft->origins, number);
    at = feed ? (size_t)(feed - text) + 1 : length;
  }
  return draft;
}

void
sts_draft_free(StsDraft *draft)
{
  if (!draft)
    return;
  g_string_free(draft->text, TRUE);
  g_array_unref(draft->lines);
  g_array_unref(draft->origins);
  g_free(draft);
}

bool
sts_draft_find(const StsDraft *draft, int line, int column, size_t *offset)
{
  if (line < 1 || column < 1 || (guint)line > draft->lines->len)
    return false;
  *offset = g_array_index(draft->lines, size_t, line - 1) + (size_t)column - 1;
  return *offset < draft->text->len;
}

size_t
sts_draft_line_end(const StsDraft *draft, size_t offset)
{
  return offset + strcspn(draft->text->str + offset, "\r\n");
}

size_t
sts_draft_next_line(const StsDraft *draft, size_t offset)
{
  size_t end = sts_draft_line_end(draft, offset);

  end += draft->text->str[end] == '\r';
  return end + (draft->text->str[end] == '\n');
}

size_t
sts_draft_line_begin(const StsDraft *draft, size_t offset)
{
  while (offset > 0 && !ends_line(draft, offset - 1))
    offset--;
  return offset;
}

/* ---- edits ---- */

static int
compare_edits(gconstpointer a, gconstpointer b)
{
  const StsEdit *first = *(const StsEdit *const *)a, *second = *(const StsEdit *const *)b;

  return first->begin != second->begin ? (first->begin < second->begin ? -1 : 1)
                                       : (first->end > second->end) - (first->end < second->end);
}

/* Returns the edits of all mends (const StsEdit*), in the order of the text. */
static GPtrArray *
list_edits(const GPtrArray *mends)
{
  GPtrArray *list = g_ptr_array_new();

  for (guint i = 0; i < mends->len; i++) {
    const StsMend *mend = mends->pdata[i];
    for (guint k = 0; k < mend->edits->len; k++)
      g_ptr_array_add(list, &g_array_index(mend->edits, StsEdit, k));
  }
  g_ptr_array_sort(list, compare_edits);
  return list;
}

/* A line that was copied whole. */
typedef struct {
  size_t begin, end; /* in the new text */
  guint origin;
} Copied;

/* The lines of a draft, gone through once while it is copied. */
typedef struct {
  const StsDraft *from;
  size_t at; /* where the line begins */
  guint line;
  GArray *copied; /* of Copied */
} Copying;

/* Copies the bytes from `begin` to before `end`, and notes the lines that are whole among them. */
static void
copy_run(Copying *copying, GString *out, size_t begin, size_t end)
{
  const GString *from = copying->from->text;

  while (copying->line < copying->from->origins->len) {
    const char *feed = memchr(from->str + copying->at, '\n', from->len - copying->at);
    size_t next = feed ? (size_t)(feed - from->str) + 1 : from->len;
    if (next > end)
      break;
    Copied copied = {out->len + copying->at - begin, out->len + next - begin,
                     g_array_index(copying->from->origins, guint, copying->line)};
    if (copying->at >= begin)
      g_array_append_val(copying->copied, copied);
    copying->at = next;
    copying->line++;
  }
  g_string_append_len(out, from->str + begin, (gssize)(end - begin));
}

/* Says of each line of the new text whether it is one that was copied. */
static void
find_origins(StsDraft *draft, const GArray *copied)
{
  const GString *text = draft->text;
  guint next = 0;

  for (size_t begin = 0, end; begin < text->len; begin = end) {
    const char *feed = memchr(text->str + begin, '\n', text->len - begin);
    guint origin = 0;
    end = feed ? (size_t)(feed - text->str) + 1 : text->len;
    while (next < copied->len && g_array_index(copied, Copied, next).begin < begin)
      next++;
    if (next < copied->len && g_array_index(copied, Copied, next).begin == begin &&
        g_array_index(copied, Copied, next).end == end)
      origin = g_array_index(copied, Copied, next).origin;
    g_array_append_val(draft->origins, origin);
  }
}

StsDraft *
sts_draft_apply(const StsDraft *draft, const GPtrArray *mends, bool neutral)
{
  StsDraft *changed = draft_begin();
  g_autoptr(GPtrArray) edits = list_edits(mends);
  g_autoptr(GArray) copied = g_array_new(FALSE, FALSE, sizeof(Copied));
  Copying copying = {draft, 0, 0, copied};
  size_t at = 0;

  for (guint i = 0; i < edits->len; i++) {
    const StsEdit *edit = edits->pdata[i];
    copy_run(&copying, changed->text, at, edit->begin);
    g_string_append(changed->text, neutral ? edit->neutral : edit->text);
    at = edit->end;
  }
  copy_run(&copying, changed->text, at, draft->text->len);
  index_lines(changed);
  find_origins(changed, copied);
  return changed;
}

/* ---- the diff ---- */

typedef struct {
  char sign;        /* ' ', '-' or '+' */
  const char *line; /* lent; ends at its line feed, or at the end of the text */
} DiffLine;

/* Lends where each line begins. */
static GPtrArray *
split_lines(const GString *text)
{
  GPtrArray *lines = g_ptr_array_new();

  for (char *line = text->str; *line;) {
    char *feed = strchr(line, '\n');
    g_ptr_array_add(lines, line);
    line = feed ? feed + 1 : text->str + text->len;
  }
  return lines;
}

static void
add_diff_line(GArray *out, char sign, const char *line)
{
  const DiffLine entry = {sign, line};

  g_array_append_val(out, entry);
}

/* Returns all lines of both (of DiffLine): what was taken out before what came in its place. */
static GArray *
compare_lines(const StsDraft *first, const StsDraft *last)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(DiffLine));
  g_autoptr(GPtrArray) old = split_lines(first->text), new = split_lines(last->text);
  guint seen = 0, from = 0;

  for (guint i = 0; i <= new->len; i++) {
    guint origin = i < new->len ? g_array_index(last->origins, guint, i) : old->len + 1;
    if (origin == 0)
      continue;
    while (seen + 1 < origin)
      add_diff_line(out, '-', old->pdata[seen++]);
    while (from < i)
      add_diff_line(out, '+', new->pdata[from++]);
    if (i < new->len)
      add_diff_line(out, ' ', old->pdata[seen++]);
    from = i + 1;
  }
  return out;
}

static void
write_diff_line(GString *out, const DiffLine *entry)
{
  size_t length = strcspn(entry->line, "\n");

  g_string_append_c(out, entry->sign);
  g_string_append_len(out, entry->line, (gssize)length);
  g_string_append(out, entry->line[length] ? "\n" : "\n\\ No newline at end of file\n");
}

/* Writes the lines from `begin` to before `end`, of which so many of each text stand before. */
static void
write_hunk(GString *out, const GArray *lines, guint begin, guint end, guint old, guint new)
{
  guint old_count = 0, new_count = 0;

  for (guint i = begin; i < end; i++) {
    char sign = g_array_index(lines, DiffLine, i).sign;
    old_count += sign != '+';
    new_count += sign != '-';
  }
  g_string_append_printf(out, "@@ -%u,%u +%u,%u @@\n", old + (old_count > 0), old_count, new + (new_count > 0),
                         new_count);
  for (guint i = begin; i < end; i++)
    write_diff_line(out, &g_array_index(lines, DiffLine, i));
}

char *
sts_draft_diff(const StsDraft *first, const StsDraft *last, const char *file)
{
  g_autoptr(GArray) lines = compare_lines(first, last);
  GString *out = g_string_new(NULL);
  guint old = 0, new = 0, at = 0;

  g_string_append_printf(out, "--- %s\n+++ %s\n", file, file);
  while (at < lines->len) {
    guint change = at, end;
    while (change < lines->len && g_array_index(lines, DiffLine, change).sign == ' ')
      change++;
    if (change == lines->len)
      break;
    guint begin = MAX(at, change > CONTEXT ? change - CONTEXT : 0), same = 0;
    for (end = change; end < lines->len && same <= 2 * CONTEXT; end++)
      same = g_array_index(lines, DiffLine, end).sign == ' ' ? same + 1 : 0;
    end -= same > CONTEXT ? same - CONTEXT : 0;
    old += begin - at;
    new += begin - at;
    write_hunk(out, lines, begin, end, old, new);
    for (at = begin; at < end; at++) {
      old += g_array_index(lines, DiffLine, at).sign != '+';
      new += g_array_index(lines, DiffLine, at).sign != '-';
    }
  }
  return g_string_free(out, FALSE);
}
