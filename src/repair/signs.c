/* Signs within a line that other systems have in the place of ours. */
#include <string.h>

#include "base/language-tag.h"
#include "base/names.h"
#include "base/text.h"
#include "repair/finders.h"

/* Puts other signs around what stands between two, which are so long. */
static StsMend *
replace_pair(StsPosition position, size_t begin, size_t end, size_t length, const char *before, const char *after)
{
  StsMend *mend = sts_mend_new(position);

  mend->printed = 2 * length;
  sts_mend_edit(mend, begin, begin + length, before, STS_MEND_NOTHING);
  sts_mend_edit(mend, end, end + length, after, STS_MEND_NOTHING);
  return mend;
}

/* 10^9^ */
static StsMend *
find_superscript(const StsDraft *draft, size_t at, StsPosition position)
{
  const char *text = draft->text->str + at + 1;
  size_t length = strcspn(text, "^ \t\r\n<[\\`*_");

  if (length == 0 || length > 40 || text[length] != '^')
    return NULL;
  StsMend *mend = replace_pair(position, at, at + 1 + length, 1, "<sup>", "</sup>");
  mend->added[STS_NODE_SUPERSCRIPT] = 1;
  return mend;
}

/* '''strong''' */
static StsMend *
find_wiki_strong(const StsDraft *draft, size_t at, StsPosition position)
{
  const char *text = draft->text->str + at, *close;

  if (!sts_text_begins(text, "'''") || !(close = strstr(text + 3, "'''")) || close[3] == '\'' ||
      (size_t)(close - text) > strcspn(text, "\r\n"))
    return NULL;
  StsMend *mend = replace_pair(position, at, at + (size_t)(close - text), 3, "**", "**");
  mend->added[STS_NODE_STRONG] = 1;
  return mend;
}

/* ** strong **: the spaces go to the other side of the signs. */
static StsMend *
find_spaced_strong(const StsDraft *draft, size_t at, StsPosition position)
{
  const char *text = draft->text->str + at, *close;

  if (!sts_text_begins(text, "**") || !(close = strstr(text + 2, "**")) ||
      (size_t)(close - text) > strcspn(text, "\r\n"))
    return NULL;
  size_t first = 2 + strspn(text + 2, " \t"), last = (size_t)(close - text), end = last + 2;
  while (last > first && strchr(" \t", text[last - 1]))
    last--;
  if (first >= last)
    return NULL;
  StsMend *mend = sts_mend_new(position);
  mend->printed = strlen("****");
  mend->added[STS_NODE_STRONG] = 1;
  bool lead = first > 2 && at > 0 && !strchr(" \t\r\n", text[-1]);
  bool trail = last + 2 < end && !strchr(" \t\r\n", text[end]);
  sts_mend_edit(mend, at, at + first, lead ? " **" : "**", lead ? " " : STS_MEND_NOTHING);
  sts_mend_edit(mend, at + last, at + end, trail ? "** " : "**", trail ? " " : STS_MEND_NOTHING);
  return mend;
}

StsMend *
sts_mend_find_signs(const StsDraft *draft, size_t at, StsPosition position)
{
  switch (draft->text->str[at]) {
  case '^':
    return find_superscript(draft, at, position);
  case '\'':
    return find_wiki_strong(draft, at, position);
  case '*':
    return find_spaced_strong(draft, at, position);
  default:
    return NULL;
  }
}

/* ---- attributes ---- */

/* Whether an attribute only says how something looks, or where a page opens. */
static bool
is_look(const char *attribute)
{
  static const char *const WORDS[] = {"-", ".unnumbered", ".unlisted", ".no_toc", ".no-toc", NULL};
  static const char *const NAMES[] = {"width=", "height=", "target=", "rel="};

  for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
    if (sts_text_begins(attribute, NAMES[i]))
      return true;
  return g_strv_contains(WORDS, attribute);
}

/* Returns the tag of lang="es", or NULL. */
static char *
language_of(const char *attribute)
{
  const char *value = strchr(attribute, '=');
  g_autofree char *tag = value ? g_strdup(value + 1) : NULL;

  if (!sts_text_begins(attribute, "lang=") && !sts_text_begins(attribute, "xml:lang="))
    return NULL;
  size_t length = strlen(tag);
  if (length >= 2 && strchr("\"'", tag[0]) && tag[length - 1] == tag[0]) {
    memmove(tag, tag + 1, length - 2);
    tag[length - 2] = '\0';
  }
  return sts_language_is_valid(tag) ? g_steal_pointer(&tag) : NULL;
}

/* Where the bracket begins that ends before `at`, on the same line. */
static bool
find_bracket(const StsDraft *draft, size_t at, size_t *begin)
{
  const char *text = draft->text->str;
  int depth = 0;

  for (size_t i = at; i-- > 0 && !strchr("\r\n`\\", text[i]);) {
    depth += text[i] == ']' ? 1 : text[i] == '[' ? -1 : 0;
    if (depth == 0) {
      *begin = i;
      return text[i] == '[';
    }
  }
  return false;
}

/* [texto]{: lang="es"} and its like. */
static StsMend *
mend_language(const StsDraft *draft, size_t at, size_t end, StsPosition position, const char *language)
{
  size_t open;

  if (at == 0 || draft->text->str[at - 1] != ']' || !find_bracket(draft, at, &open))
    return NULL;
  g_autofree char *attribute = g_strconcat("{lang=", language, "}", NULL);
  StsMend *mend = sts_mend_new(position);
  mend->added[STS_NODE_SPAN] = 1;
  sts_mend_edit(mend, open, open + 1, "[", STS_MEND_NOTHING);
  sts_mend_edit(mend, at - 1, at, "]", STS_MEND_NOTHING);
  sts_mend_edit(mend, at, end, attribute, "");
  mend->printed = 2;
  return mend;
}

/* Returns what a link names the heading by whose line begins at `line`, without its attributes; NULL: it is none, or
 * has markup. */
static char *
heading_id(const StsDraft *draft, size_t line)
{
  const char *text = draft->text->str + line;
  size_t signs = strspn(text, "#"), length = strcspn(text + signs, "{\r\n");
  g_autofree char *words = g_strndup(text + signs, length);

  return signs == 0 || signs > 6 || *words != ' ' || strpbrk(words, "*_`[]<&\\") ? NULL : sts_text_slug(words);
}

/* Whether {#id} in the line of a heading says what the heading is called anyway, and no other heading is. */
static bool
is_own_id(const StsDraft *draft, size_t at, const char *id)
{
  size_t own = sts_draft_line_begin(draft, at);
  g_autofree char *name = heading_id(draft, own);

  if (g_strcmp0(name, id) != 0)
    return false;
  for (size_t line = 0; line < draft->text->len; line = sts_draft_next_line(draft, line)) {
    g_autofree char *other = line == own ? NULL : heading_id(draft, line);
    if (other && strcmp(other, name) == 0)
      return false;
  }
  return true;
}

StsMend *
sts_mend_find_attributes(const StsDraft *draft, size_t at, StsPosition position)
{
  const char *text = draft->text->str + at;
  size_t length = strcspn(text, "}\r\n"), printed = 0, begin = at;

  if (text[0] != '{' || text[length] != '}' || strchr("\r\n", text[1]))
    return NULL;
  size_t first = text[1] == ':' ? 2 : 1;
  g_autofree char *inside = g_strndup(text + first, length - first);
  g_auto(GStrv) attributes = g_strsplit_set(inside, " \t", -1);
  g_autofree char *language = NULL;
  size_t count = 0;
  for (char **attribute = attributes; *attribute; attribute++) {
    if (!**attribute || is_look(*attribute) || (**attribute == '#' && is_own_id(draft, at, *attribute + 1)))
      continue;
    language = count++ == 0 ? language_of(*attribute) : language;
    if (count > 1 || !language)
      return NULL;
  }
  for (size_t i = 0; i <= length; i++)
    printed += !strchr(" \t", text[i]);
  if (language) {
    StsMend *mend = mend_language(draft, at, at + length + 1, position, language);
    if (mend)
      mend->printed += printed;
    return mend;
  }
  /* Nothing would be left of the line. */
  if (sts_draft_line_begin(draft, at) == at && sts_draft_line_end(draft, at) == at + length + 1)
    return NULL;
  while (begin > 0 && strchr(" \t", draft->text->str[begin - 1]))
    begin--;
  StsMend *mend = sts_mend_new(position);
  mend->printed = printed;
  mend->blocks = true; /* an image that stands alone now is a figure */
  sts_mend_edit(mend, begin, at + length + 1, "", "");
  return mend;
}
