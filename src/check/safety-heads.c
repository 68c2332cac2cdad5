/* Finds lines that come again with other numbers.
 *
 * "Treating Sarcomas 12" and "Treating Sarcomas 13" are the heads of two pages; "Week 1" and "Week 2" are what the text
 * is about. A head has words of its own beside the number, begins with a capital, and its numbers grow.
 */
#include "check/safety-heads.h"

#include <stdlib.h>
#include <string.h>

enum { LENGTH_MAX = 120, DIGITS_MAX = 4, WORDS_MIN = 2, WORDS_SURE = 3, LINES_MIN = 3, LINES_SURE = 2 };
/* Such numbers are years. */
enum { YEAR_FIRST = 1900, YEAR_LAST = 2100 };

typedef struct {
  StsSafetyHead head;
  int number;
  bool sure; /* two are enough */
} Line;

static void
clear_line(gpointer data)
{
  g_free((char *)((Line *)data)->head.text);
}

static void
unref_array(gpointer array)
{
  g_array_unref(array);
}

void
sts_safety_heads_init(StsSafetyHeads *heads, const char *counted)
{
  g_autofree char *pattern = g_strdup_printf("(?<![\\p{L}\\p{N}])%s[.:#]*\\z", counted);
  g_autoptr(GError) error = NULL;

  heads->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_array);
  heads->counted = g_regex_new(pattern, 0, 0, &error);
  if (!heads->counted)
    g_error("%s: %s", pattern, error->message);
}

void
sts_safety_heads_clear(StsSafetyHeads *heads)
{
  g_hash_table_unref(heads->lines);
  g_regex_unref(heads->counted);
}

/* What parts a number from the words of a head. */
static bool
parts(gunichar c)
{
  return c == '|' || c == 0x2022 || c == 0xB7 || c == 0x2013 || c == 0x2014;
}

static size_t
count_words(const char *text)
{
  size_t count = 0;
  bool within = false;

  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    bool letter = g_unichar_isalpha(g_utf8_get_char(p));
    count += letter && !within;
    within = *p != ' ' && (within || letter);
  }
  return count;
}

/* Whether the words, which a number stands before or after, are those of a head. */
static bool
is_head(const StsSafetyHeads *heads, const char *words, bool after)
{
  const char *last = g_utf8_prev_char(words + strlen(words));
  gunichar edge = g_utf8_get_char(after ? last : words);

  if (count_words(words) < WORDS_MIN || strpbrk(words, "0123456789\x04\x05"))
    return false;
  /* Before the words, a number may count what they name, and a colon ends what is about to be counted. */
  if (!after && !parts(edge))
    return false;
  if (!parts(edge) && !g_unichar_isalnum(edge))
    return false;
  const char *first = words;
  while (*first && !g_unichar_isalpha(g_utf8_get_char(first)))
    first = g_utf8_next_char(first);
  return g_unichar_isupper(g_utf8_get_char(first)) && !(after && g_regex_match(heads->counted, words, 0, NULL));
}

/* Returns the words beside a number of up to four digits at the line's end, or else its beginning; NULL: there are
 * none. Free with g_free(). */
static char *
take_words(const char *line, int *number, bool *after)
{
  size_t length = strlen(line), digits = 0;

  while (digits < length && g_ascii_isdigit(line[length - digits - 1]))
    digits++;
  *after = digits > 0;
  if (*after) {
    *number = atoi(line + length - digits);
    g_autofree char *words = g_strndup(line, length - digits);
    return digits <= DIGITS_MAX && length > digits && line[length - digits - 1] == ' ' ? g_strdup(g_strstrip(words))
                                                                                       : NULL;
  }
  digits = strspn(line, "0123456789");
  *number = atoi(line);
  return digits > 0 && digits <= DIGITS_MAX && line[digits] == ' ' ? g_strdup(line + digits + 1) : NULL;
}

void
sts_safety_heads_add(StsSafetyHeads *heads, const char *text, size_t length, StsPosition position, const void *block)
{
  int number;
  bool after;

  if (length == 0 || length > LENGTH_MAX ||
      !(g_ascii_isdigit(text[length - 1]) || g_ascii_isdigit(text[0]) || text[length - 1] == ' '))
    return;
  g_autofree char *line = g_strndup(text, length);
  g_strstrip(line);
  g_autofree char *words = take_words(line, &number, &after);
  if (!words || !*words || (number >= YEAR_FIRST && number <= YEAR_LAST) || !is_head(heads, words, after))
    return;
  gunichar edge = g_utf8_get_char(after ? g_utf8_prev_char(words + strlen(words)) : words);
  Line found = {{position, block, g_strdup(line)}, number, parts(edge) || count_words(words) >= WORDS_SURE};
  GArray *lines = g_hash_table_lookup(heads->lines, words);
  if (!lines) {
    lines = g_array_new(FALSE, FALSE, sizeof(Line));
    g_array_set_clear_func(lines, clear_line);
    g_hash_table_insert(heads->lines, g_steal_pointer(&words), lines);
  }
  g_array_append_val(lines, found);
}

static bool
comes_again(const GArray *lines)
{
  for (guint i = 1; i < lines->len; i++)
    if (g_array_index(lines, Line, i).number <= g_array_index(lines, Line, i - 1).number)
      return false;
  return lines->len >= (g_array_index(lines, Line, 0).sure ? LINES_SURE : LINES_MIN);
}

static int
compare_heads(gconstpointer a, gconstpointer b)
{
  const StsPosition *left = &((const StsSafetyHead *)a)->position, *right = &((const StsSafetyHead *)b)->position;

  return left->line != right->line ? left->line - right->line : left->column - right->column;
}

static void
clear_head(gpointer data)
{
  g_free((char *)((StsSafetyHead *)data)->text);
}

GArray *
sts_safety_heads_take(StsSafetyHeads *heads)
{
  GArray *found = g_array_new(FALSE, FALSE, sizeof(StsSafetyHead));
  GHashTableIter iter;
  gpointer value;

  g_array_set_clear_func(found, clear_head);
  g_hash_table_iter_init(&iter, heads->lines);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    GArray *lines = value;
    for (guint i = 0; comes_again(lines) && i < lines->len; i++) {
      StsSafetyHead head = g_array_index(lines, Line, i).head;
      head.text = g_strdup(head.text);
      g_array_append_val(found, head);
    }
  }
  g_hash_table_remove_all(heads->lines);
  g_array_sort(found, compare_heads);
  return found;
}
