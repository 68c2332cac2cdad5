/* Stamps translations with what their originals said, and tells what has changed since. */
#include "document/translation-of.h"

#include <string.h>

#include "base/text.h"
#include "document/plain-text.h"
#include "document/provenance.h"

/* How many changes are told by themselves; of each, how many characters; how many lines are compared with one another.
 */
enum { CHANGES_MAX = 12, EXCERPT = 60, TABLE_MAX = 4000000, STAMPS_A_LINE = 14 };

/* Returns the short fingerprints of the lines of a text (of char*). */
static GPtrArray *
fingerprint_lines(const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

  for (char **line = lines; *line && line[1]; line++) {
    g_autofree char *composed = sts_text_compose(*line);
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, composed, -1);
    g_ptr_array_add(found, g_strndup(sum, STS_LINE_DIGITS));
  }
  return found;
}

char *
sts_translation_stamp(const StsLibrary *library, const StsSection *original)
{
  g_autofree char *text = sts_content_text(library, original, NULL), *content = sts_plain_text_fingerprint(text);
  g_autoptr(GPtrArray) lines = fingerprint_lines(text);
  GString *stamp = g_string_new("translation-of:\n");

  g_string_append_printf(stamp, "  content: \"%s\"\n  lines: |", content);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf(stamp, "%s%s", i % STAMPS_A_LINE == 0 ? "\n    " : " ", (const char *)lines->pdata[i]);
  g_string_append_c(stamp, '\n');
  return g_string_free(stamp, FALSE);
}

bool
sts_translation_is_stale(const StsLibrary *library, const StsSection *section)
{
  if (!section->translation_of.content || !section->original || section->original->broken)
    return false;
  g_autofree char *content = sts_content_fingerprint(library->original, section->original, NULL);
  return strcmp(content, section->translation_of.content) != 0;
}

/* ---- what has changed ---- */

typedef struct {
  const GPtrArray *before, *after; /* short fingerprints */
  bool *kept;                      /* of each line after: it was there before */
  guint gone;                      /* how many lines of before are not there any more */
} Comparison;

static bool
is_same(const Comparison *comparison, guint before, guint after)
{
  return strcmp(comparison->before->pdata[before], comparison->after->pdata[after]) == 0;
}

/* Finds the longest run of lines that both have in one order; between the lines that both begin and end with. */
static void
compare_middle(Comparison *comparison, guint start, guint rows, guint columns)
{
  g_autofree guint *table = g_new0(guint, (gsize)(rows + 1) * (columns + 1));
  guint width = columns + 1;

  for (guint i = rows; i-- > 0;)
    for (guint j = columns; j-- > 0;)
      table[i * width + j] = is_same(comparison, start + i, start + j)
                                 ? table[(i + 1) * width + j + 1] + 1
                                 : MAX(table[(i + 1) * width + j], table[i * width + j + 1]);
  for (guint i = 0, j = 0; i < rows && j < columns;) {
    if (is_same(comparison, start + i, start + j)) {
      comparison->kept[start + j++] = true;
      i++;
    } else if (table[(i + 1) * width + j] >= table[i * width + j + 1]) {
      i++;
    } else {
      j++;
    }
  }
  comparison->gone = rows - table[0];
}

static void
compare(Comparison *comparison)
{
  guint rows = comparison->before->len, columns = comparison->after->len, start = 0;

  for (; start < MIN(rows, columns) && is_same(comparison, start, start); start++)
    comparison->kept[start] = true;
  while (rows > start && columns > start && is_same(comparison, rows - 1, columns - 1)) {
    comparison->kept[--columns] = true;
    rows--;
  }
  comparison->gone = rows - start;
  if ((gsize)(rows - start + 1) * (columns - start + 1) <= TABLE_MAX)
    compare_middle(comparison, start, rows - start, columns - start);
}

/* Returns the line as a reader knows it, without where its links lead; free with g_free(). */
static char *
excerpt(const char *line)
{
  g_auto(GStrv) pieces = g_strsplit(line, "\x1e", -1);
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint i = 0; pieces[i]; i++)
    g_string_append(text, i % 2 == 0 || !*pieces[0] ? pieces[i] : "");
  if (g_utf8_strlen(text->str, -1) <= EXCERPT)
    return g_string_free(g_steal_pointer(&text), FALSE);
  g_autofree char *beginning = g_utf8_substring(text->str, 0, EXCERPT);
  return g_strconcat(beginning, "…", NULL);
}

static char *
describe(const Comparison *comparison, char **lines, const GArray *places, const char *file)
{
  GString *out = g_string_new(NULL);
  guint changed = 0;

  for (guint i = 0; i < comparison->after->len; i++) {
    if (comparison->kept[i] || ++changed > CHANGES_MAX)
      continue;
    g_autofree char *text = excerpt(lines[i]);
    StsPosition place = i < places->len ? g_array_index(places, StsPosition, i) : (StsPosition){0};
    bool elsewhere = place.file && strcmp(place.file, file) != 0;
    g_string_append_printf(out, "%s", changed > 1 ? "; " : "");
    if (place.line > 0)
      g_string_append_printf(out, "line %d%s%s%s is new or changed (“%s”)", place.line, elsewhere ? " of “" : "",
                             elsewhere ? place.file : "", elsewhere ? "”" : "", text);
    else
      g_string_append_printf(out, "“%s” is new or changed", text);
  }
  if (changed > CHANGES_MAX)
    g_string_append_printf(out, "; so are %u more", changed - CHANGES_MAX);
  if (comparison->gone > 0)
    g_string_append_printf(out, "%s%u %s of the older text %s gone", changed > 0 ? "; " : "", comparison->gone,
                           comparison->gone == 1 ? "line" : "lines", comparison->gone == 1 ? "is" : "are");
  if (out->len == 0)
    g_string_append(out, "no line of its text is another");
  return g_string_free(out, FALSE);
}

char *
sts_translation_describe_changes(const StsLibrary *library, const StsSection *section)
{
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(StsPosition));
  g_autofree char *text = sts_content_text(library->original, section->original, places);
  g_autoptr(GPtrArray) after = fingerprint_lines(text), before = g_ptr_array_new_with_free_func(g_free);
  g_auto(GStrv) words = g_strsplit_set(section->translation_of.lines ? section->translation_of.lines : "", " \n", -1);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree bool *kept = g_new0(bool, after->len + 1);
  Comparison comparison = {.before = before, .after = after, .kept = kept};

  for (char **word = words; *word; word++)
    if (**word)
      g_ptr_array_add(before, g_strdup(*word));
  if (before->len == 0)
    return g_strdup("its stamp does not say which lines there were");
  compare(&comparison);
  return describe(&comparison, lines, places, section->original->file);
}
