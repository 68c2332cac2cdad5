/* Edits the list of sections where it stands, so that comments and form of library.yaml stay. */
#include "cli/section-list.h"

#include <stdbool.h>
#include <string.h>

#include "base/yaml/yaml.h"

/* What is wrong with library.yaml, who reads it as a library tells. */
static const StsYamlRules UNTOLD = {"", "", "", "", ""};

typedef struct {
  const char *text;
  size_t length;
  const char *name;
  const char *line_end; /* as the text has it */
} Edit;

/* Where something stands in the text, in bytes. */
static size_t
offset_of(const Edit *edit, StsPosition position)
{
  size_t offset = 0;

  for (int line = 1; line < position.line; line++) {
    const char *end = memchr(edit->text + offset, '\n', edit->length - offset);
    if (!end)
      return edit->length;
    offset = (size_t)(end - edit->text) + 1;
  }
  return MIN(offset + (size_t)position.column - 1, edit->length);
}

/* Where the line ends that the offset is in. */
static size_t
end_of_line(const Edit *edit, size_t offset)
{
  const char *end = memchr(edit->text + offset, '\n', edit->length - offset);
  size_t at = end ? (size_t)(end - edit->text) : edit->length;

  return at > offset && edit->text[at - 1] == '\r' ? at - 1 : at;
}

static bool
stands_at(const Edit *edit, size_t offset, const char *text)
{
  size_t length = strlen(text);

  return length <= edit->length - offset && memcmp(edit->text + offset, text, length) == 0;
}

/* ---- the place ---- */

/* Each returns what is to be put at *at; NULL where the form is none of those that are known. Free with g_free(). */

static char *
add_list(const Edit *edit, size_t *at)
{
  bool ended = edit->length == 0 || edit->text[edit->length - 1] == '\n';

  *at = edit->length;
  return g_strdup_printf("%ssections:%s  - %s%s", ended ? "" : edit->line_end, edit->line_end, edit->name,
                         edit->line_end);
}

/* An empty list has no place but that of its key. */
static char *
fill_empty(const Edit *edit, const StsYaml *list, size_t *at)
{
  size_t begin = offset_of(edit, list->key_position), end = end_of_line(edit, begin);
  const char *bracket = memchr(edit->text + begin, '[', end - begin);

  *at = list->kind == STS_YAML_NULL ? end : bracket ? (size_t)(bracket + 1 - edit->text) : 0;
  if (list->kind == STS_YAML_NULL)
    return g_strdup_printf("%s  - %s", edit->line_end, edit->name);
  return bracket ? g_strdup(edit->name) : NULL;
}

static char *
add_in_brackets(const Edit *edit, const StsYaml *last, size_t *at)
{
  size_t begin = offset_of(edit, sts_yaml_text_position(last));

  if (!stands_at(edit, begin, last->text))
    return NULL;
  *at = begin + strlen(last->text) + last->quoted;
  return g_strconcat(", ", edit->name, NULL);
}

/* On a line below, with what stands before the last item on its own. */
static char *
add_line(const Edit *edit, const StsYaml *last, size_t *at)
{
  size_t end = offset_of(edit, last->position), begin = end;

  while (begin > 0 && edit->text[begin - 1] != '\n')
    begin--;
  g_autofree char *before = g_strndup(edit->text + begin, end - begin);
  const char *hyphen = strchr(before, '-');
  if (!hyphen || strspn(before, " ") != (size_t)(hyphen - before) || hyphen[1 + strspn(hyphen + 1, " ")])
    return NULL;
  *at = end_of_line(edit, end);
  return g_strconcat(edit->line_end, before, edit->name, NULL);
}

static char *
find_place(const Edit *edit, const StsYaml *list, size_t *at)
{
  const StsYaml *last = list ? list->first : NULL;

  if (!list)
    return add_list(edit, at);
  while (last && last->next)
    last = last->next;
  if (list->kind == STS_YAML_NULL || (list->kind == STS_YAML_LIST && !last))
    return fill_empty(edit, list, at);
  if (list->kind != STS_YAML_LIST || last->kind != STS_YAML_SCALAR)
    return NULL;
  return list->flow ? add_in_brackets(edit, last, at) : add_line(edit, last, at);
}

/* ---- the proof ---- */

static const StsYaml *
parse(StsArena *arena, const char *text, size_t length)
{
  g_autoptr(StsDiagnostics) untold = sts_diagnostics_new();

  return sts_yaml_parse(arena, text, length, "", 1, &UNTOLD, untold);
}

static bool
is_same_item(const StsYaml *a, const StsYaml *b)
{
  return a->kind == b->kind && g_strcmp0(a->text, b->text) == 0;
}

/* Whether the list is the one before, and the name. */
static bool
is_list_with(const StsYaml *before, const StsYaml *after, const char *name)
{
  const StsYaml *old = before ? before->first : NULL, *item = after ? after->first : NULL;

  while (old && item && is_same_item(old, item)) {
    old = old->next;
    item = item->next;
  }
  return !old && item && !item->next && item->kind == STS_YAML_SCALAR && strcmp(item->text, name) == 0;
}

/* Whether all other keys are there, and no other. What they hold is the same where the list is: nothing else was
 * inserted. */
static bool
has_same_keys(const StsYaml *before, const StsYaml *after)
{
  const StsYaml *old = before->first, *now = after->first;

  while (old && now && strcmp(old->key, now->key) == 0) {
    old = old->next;
    now = now->next;
  }
  return !old && (!now || (!now->next && !sts_yaml_lookup(before, "sections")));
}

static bool
is_listed(const StsYaml *list, const char *name)
{
  g_autofree char *file = g_strconcat(name, ".md", NULL);

  for (const StsYaml *item = list ? list->first : NULL; item; item = item->next)
    if (g_strcmp0(item->text, name) == 0 || g_strcmp0(item->text, file) == 0)
      return true;
  return false;
}

StsSectionPlace
sts_section_list_add(const char *text, size_t length, const char *name, char **changed)
{
  Edit edit = {text, length, name, memchr(text, '\r', length) ? "\r\n" : "\n"};
  g_autoptr(StsArena) arena = sts_arena_new();
  const StsYaml *before = parse(arena, text, length);
  const StsYaml *list = before ? sts_yaml_lookup(before, "sections") : NULL;
  size_t at = 0;

  if (is_listed(list, name))
    return STS_SECTION_LISTED;
  g_autofree char *added = before ? find_place(&edit, list, &at) : NULL;
  if (!added)
    return STS_SECTION_UNPLACED;
  g_autoptr(GString) whole = g_string_new_len(text, (gssize)length);
  g_string_insert(whole, (gssize)at, added);
  const StsYaml *after = parse(arena, whole->str, whole->len);
  if (!after || !has_same_keys(before, after) || !is_list_with(list, sts_yaml_lookup(after, "sections"), name))
    return STS_SECTION_UNPLACED;
  *changed = g_string_free(g_steal_pointer(&whole), FALSE);
  return STS_SECTION_ADDED;
}
