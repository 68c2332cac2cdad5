/* Matches the slots of two texts in their order. */
#include "verify/slots.h"

#include <string.h>

/* What a slot is known by. */
static const char *
name_of(const char *slot, bool by_words)
{
  const char *colon = by_words ? strstr(slot, ": ") : NULL;

  return colon ? colon + strlen(": ") : slot;
}

/* Returns whether each of the section's slots, by its number, has none of the other in its place; free with g_free().
 * The other's are those that there are or, in a file, those that its record names. */
static bool *
find_unmatched(const StsReadSection *section, const StsReadSection *other, bool by_words, guint *count)
{
  const char *of_other = other->places ? other->places : other->slots;
  g_auto(GStrv) ours = g_strsplit(section->slots ? section->slots : "", "\n", -1);
  g_auto(GStrv) theirs = g_strsplit(of_other ? of_other : "", "\n", -1);
  guint next = 0;

  *count = g_strv_length(ours);
  bool *unmatched = g_new0(bool, *count + 1);
  for (guint i = 0; i < *count; i++) {
    guint at = next;
    while (theirs[at] && strcmp(name_of(theirs[at], by_words), name_of(ours[i], by_words)) != 0)
      at++;
    unmatched[i] = !theirs[at];
    next = theirs[at] ? at + 1 : next;
  }
  return unmatched;
}

static bool
has_unmatched(const StsReadLine *line, const bool *unmatched, guint count)
{
  for (guint number = line->slot; line->shown && number > 0 && number - line->slot < line->slot_count; number++)
    if (number > count || unmatched[number - 1])
      return true;
  return false;
}

GArray *
sts_slots_show_lines(const StsReadSection *section, const StsReadSection *other)
{
  GArray *lines = g_array_copy(section->lines);
  guint count;
  g_autofree bool *unmatched = find_unmatched(section, other, false, &count);

  for (guint i = 0; i < lines->len; i++) {
    StsReadLine *line = &g_array_index(lines, StsReadLine, i);
    if (has_unmatched(line, unmatched, count))
      line->text = line->shown;
  }
  return lines;
}

const StsReadLine *
sts_slots_find_foreign(const StsReadSection *section, const StsReadSection *other)
{
  guint count;
  g_autofree bool *unmatched = find_unmatched(section, other, true, &count);

  for (guint i = 0; i < section->lines->len; i++) {
    const StsReadLine *line = &g_array_index(section->lines, StsReadLine, i);
    if (has_unmatched(line, unmatched, count))
      return line;
  }
  return NULL;
}
