/* Elements of HTML that have a counterpart in Markdown. */
#include <string.h>

#include "base/language-tag.h"
#include "repair/finders.h"

enum { ATTRIBUTES_MAX = 4, ELEMENT_MAX = 8000 };

typedef struct {
  char *name; /* in lower case */
  char *value;
} Attribute;

typedef struct {
  char *name; /* in lower case */
  bool ends;
  size_t end; /* after its > */
  Attribute attributes[ATTRIBUTES_MAX];
  size_t count;
} Tag;

static void
clear_tag(Tag *tag)
{
  g_free(tag->name);
  for (size_t i = 0; i < tag->count; i++) {
    g_free(tag->attributes[i].name);
    g_free(tag->attributes[i].value);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tag, clear_tag)

static const char *
skip_space(const char *p)
{
  return p + strspn(p, " \t\r\n");
}

static const char NAME[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:";

/* Reads name="value"; returns what follows, or NULL. */
static const char *
read_attribute(const char *p, Attribute *attribute)
{
  size_t length = strspn(p, NAME);

  attribute->name = g_ascii_strdown(p, (gssize)length);
  attribute->value = g_strdup("");
  p = skip_space(p + length);
  if (length == 0 || *p != '=')
    return length == 0 ? NULL : p;
  p = skip_space(p + 1);
  char quote = *p == '"' || *p == '\'' ? *p : '\0';
  size_t size = quote ? strcspn(p + 1, quote == '"' ? "\"\r\n" : "'\r\n") : strcspn(p, " \t\r\n\"'=<>`");
  if (quote ? p[size + 1] != quote : size == 0)
    return NULL;
  g_free(attribute->value);
  attribute->value = g_strndup(p + (quote != '\0'), size);
  return p + size + (quote ? 2 : 0);
}

/* Reads the tag that begins at `at`; false where there is none, or more than is understood. */
static bool
read_tag(const StsDraft *draft, size_t at, Tag *tag)
{
  const char *text = draft->text->str, *p = text + at;

  *tag = (Tag){.ends = false};
  if (*p++ != '<')
    return false;
  tag->ends = *p == '/';
  p += tag->ends;
  size_t length = strspn(p, NAME);
  if (length == 0 || !g_ascii_isalpha(*p))
    return false;
  tag->name = g_ascii_strdown(p, (gssize)length);
  for (p = skip_space(p + length); *p && *p != '>' && *p != '/'; p = skip_space(p)) {
    if (tag->count == ATTRIBUTES_MAX || !(p = read_attribute(p, &tag->attributes[tag->count++])))
      return false;
  }
  p += *p == '/';
  tag->end = (size_t)(p - text) + 1;
  return *p == '>';
}

/* Lends the value of the only attribute that means something: the first of these names. NULL: there is none, or
 * another that would be lost. What only tells a browser where to open a page is none. */
static const char *
only_value(const Tag *tag, const char *name, const char *same)
{
  const char *value = NULL;

  for (size_t i = 0; i < tag->count; i++) {
    const Attribute *attribute = &tag->attributes[i];
    bool wanted = strcmp(attribute->name, name) == 0 || (same && strcmp(attribute->name, same) == 0);
    if (wanted && value && strcmp(value, attribute->value) != 0)
      return NULL;
    if (wanted)
      value = attribute->value;
    else if (strcmp(attribute->name, "target") != 0 && strcmp(attribute->name, "rel") != 0)
      return NULL;
  }
  return value;
}

/* Finds the tag that ends the element. Not where a code, a comment or an empty line is between the two: there is more
 * than one thing that it can mean then. */
static bool
find_end(const StsDraft *draft, const Tag *open, size_t *begin, size_t *end)
{
  const char *text = draft->text->str;
  size_t until = MIN(draft->text->len, open->end + ELEMENT_MAX);
  int depth = 1;

  for (size_t i = open->end; i < until; i++) {
    if (text[i] == '`' || strncmp(text + i, "<!--", 4) == 0)
      return false;
    if (text[i] == '\n' && text[i + 1 + strspn(text + i + 1, " \t>\r")] == '\n')
      return false;
    if (text[i] == '\\' && text[i + 1]) {
      i++;
      continue;
    }
    g_auto(Tag) tag = {0};
    if (text[i] != '<' || !read_tag(draft, i, &tag) || strcmp(tag.name, open->name) != 0)
      continue;
    depth += tag.ends ? -1 : 1;
    if (depth == 0) {
      *begin = i;
      *end = tag.end;
      return true;
    }
  }
  return false;
}

/* Puts signs in the place of both tags. Spaces within the element go before its first sign and behind its last, where
 * Markdown wants them. */
static bool
replace_tags(StsMend *mend, const StsDraft *draft, size_t at, const Tag *open, const char *before, const char *after)
{
  const char *text = draft->text->str;
  size_t close, end;

  if (!find_end(draft, open, &close, &end))
    return false;
  size_t first = open->end + strspn(text + open->end, " \t"), last = close;
  while (last > first && strchr(" \t", text[last - 1]))
    last--;
  if (first >= last || strchr("\r\n", text[first]) || strchr("\r\n", text[last - 1]))
    return false;
  const char *lead = first > open->end && at > 0 && !strchr(" \t\n\r", text[at - 1]) ? " " : "";
  const char *trail = last < close && !strchr(" \t\n\r", text[end]) ? " " : "";
  g_autofree char *opening = g_strconcat(lead, before, NULL), *closing = g_strconcat(after, trail, NULL);
  g_autofree char *nothing = g_strconcat(lead, STS_MEND_NOTHING, NULL);
  g_autofree char *neither = g_strconcat(STS_MEND_NOTHING, trail, NULL);
  sts_mend_edit(mend, at, first, opening, nothing);
  sts_mend_edit(mend, last, end, closing, neither);
  return true;
}

/* <b>, <i> and their like, also of another language. */
static bool
replace_emphasis(StsMend *mend, const StsDraft *draft, size_t at, const Tag *tag, StsNodeKind kind)
{
  const char *sign = kind == STS_NODE_STRONG ? "**" : "*";
  const char *lang = only_value(tag, "lang", "xml:lang");

  mend->added[kind] = 1;
  if (tag->count == 0)
    return replace_tags(mend, draft, at, tag, sign, sign);
  if (!lang || !sts_language_is_valid(lang))
    return false;
  g_autofree char *before = g_strconcat(sign, "[", NULL), *after = g_strconcat("]{lang=", lang, "}", sign, NULL);
  mend->added[STS_NODE_SPAN] = 1;
  return replace_tags(mend, draft, at, tag, before, after);
}

static bool
replace_span(StsMend *mend, const StsDraft *draft, size_t at, const Tag *tag)
{
  const char *lang = only_value(tag, "lang", "xml:lang");

  if (!lang || !sts_language_is_valid(lang))
    return false;
  g_autofree char *after = g_strconcat("]{lang=", lang, "}", NULL);
  mend->added[STS_NODE_SPAN] = 1;
  return replace_tags(mend, draft, at, tag, "[", after);
}

static bool
replace_link(StsMend *mend, const StsDraft *draft, size_t at, const Tag *tag)
{
  const char *href = only_value(tag, "href", NULL);

  if (!href || !*href || strpbrk(href, " \t<>\\&()|") || strcmp(href, "#") == 0)
    return false;
  g_autofree char *after = g_strconcat("](", href, ")", NULL);
  mend->destination = g_strdup(href);
  mend->added[STS_NODE_LINK] = 1;
  return replace_tags(mend, draft, at, tag, "[", after);
}

/* <br> with attributes, which print nothing, and </br>, which browsers take for it. */
static bool
replace_break(StsMend *mend, size_t at, const Tag *tag)
{
  mend->added[STS_NODE_LINE_BREAK] = 1;
  sts_mend_edit(mend, at, tag->end, "<br>", " " STS_MEND_NOTHING);
  return true;
}

/* A line alone between two empty ones: elsewhere three hyphens would make a heading of the line above. */
static bool
replace_rule(StsMend *mend, const StsDraft *draft, size_t at, const Tag *tag)
{
  const char *text = draft->text->str;
  size_t line = sts_draft_line_begin(draft, at), end = sts_draft_line_end(draft, at);
  size_t next = sts_draft_next_line(draft, at), last = line > 0 ? sts_draft_line_begin(draft, line - 1) : 0;

  if (tag->count > 0 || line != at || tag->end != end || sts_draft_line_end(draft, next) != next ||
      sts_draft_line_end(draft, last) != last)
    return false;
  g_assert(text[at] == '<');
  mend->added[STS_NODE_RULE] = 1;
  mend->blocks = true;
  sts_mend_edit(mend, at, tag->end, "---", "");
  return true;
}

static bool
replace_element(StsMend *mend, const StsDraft *draft, size_t at, const Tag *tag)
{
  static const struct {
    const char *name;
    StsNodeKind kind;
  } EMPHASIS[] = {
      {"b", STS_NODE_STRONG}, {"strong", STS_NODE_STRONG}, {"i", STS_NODE_EMPHASIS}, {"em", STS_NODE_EMPHASIS}};

  if (strcmp(tag->name, "br") == 0)
    return replace_break(mend, at, tag);
  /* <i> may stand in the text as it is. */
  if (tag->ends || (strcmp(tag->name, "i") == 0 && tag->count == 0))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(EMPHASIS); i++)
    if (strcmp(tag->name, EMPHASIS[i].name) == 0)
      return replace_emphasis(mend, draft, at, tag, EMPHASIS[i].kind);
  return (strcmp(tag->name, "a") == 0 && replace_link(mend, draft, at, tag)) ||
         (strcmp(tag->name, "span") == 0 && replace_span(mend, draft, at, tag)) ||
         (strcmp(tag->name, "hr") == 0 && replace_rule(mend, draft, at, tag));
}

StsMend *
sts_mend_find_html(const StsDraft *draft, size_t at, StsPosition position)
{
  g_auto(Tag) tag = {0};

  if (!read_tag(draft, at, &tag))
    return NULL;
  g_autoptr(StsMend) mend = sts_mend_new(position);
  return replace_element(mend, draft, at, &tag) ? g_steal_pointer(&mend) : NULL;
}
