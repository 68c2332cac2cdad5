/* Finds where inlines begin, by going through a block as cmark did. */
#include "read/markdown/markdown-places.h"
#include "base/search.h"

#include <cmark.h>
#include <stddef.h>
#include <string.h>

/* So many lines of definitions are looked through before the text of one paragraph. */
enum { DEFINED_MOST = 100 };

/* A line of the block as cmark has it: without what marks the block, and without white space before it. */
typedef struct {
  size_t source;  /* offset in source->text */
  size_t content; /* offset in the block's content, which is all lines with line feeds between them */
} Line;

typedef struct {
  const StsMarkdownSource *source;
  GArray *lines; /* of Line */
  int column;    /* of the block, which cmark adds to all columns */
  long base;     /* offset in the content of what cmark takes for the beginning of the line */
  bool begins;   /* the next inline begins a line */
  size_t next;   /* offset in the content of what follows the inlines so far */
  bool lost;     /* a text was not where it should be */
} Walk;

static const Line *
line_at(const Walk *walk, guint index)
{
  return &g_array_index(walk->lines, Line, index);
}

/* The line that the offset in the content is in. */
static guint
find_line(const Walk *walk, size_t content)
{
  return sts_search_offset(walk->lines, offsetof(Line, content), content);
}

static size_t
to_source(const Walk *walk, size_t content)
{
  const Line *line = line_at(walk, find_line(walk, content));

  return MIN(line->source + (content - line->content), walk->source->text->len);
}

static char
byte_at(const Walk *walk, size_t content)
{
  return walk->source->text->str[to_source(walk, content)];
}

static int
count_quotes(cmark_node *block)
{
  int quotes = 0;

  for (cmark_node *above = cmark_node_parent(block); above; above = cmark_node_parent(above))
    quotes += cmark_node_get_type(above) == CMARK_NODE_BLOCK_QUOTE;
  return quotes;
}

static void
add_lines(Walk *walk, cmark_node *block)
{
  const StsMarkdownSource *source = walk->source;
  int first = cmark_node_get_start_line(block), last = cmark_node_get_end_line(block), quotes = count_quotes(block);
  size_t content = 0;

  for (int i = first; i <= last && (guint)i <= source->lines->len; i++) {
    const char *begin = source->text->str + g_array_index(source->lines, StsMarkdownLine, i - 1).offset, *at = begin;
    size_t length = strcspn(begin, "\n");
    at += i == first ? MIN((size_t)walk->column - 1, length) : 0;
    for (int k = 0; k < quotes && i > first; k++) {
      const char *mark = at + strspn(at, " \t");
      if (*mark != '>')
        break;
      at = mark + 1;
    }
    at += strspn(at, " \t");
    Line line = {(size_t)(at - source->text->str), content};
    g_array_append_val(walk->lines, line);
    content += (size_t)(begin + length - at) + 1;
  }
}

/* cmark noticed that the line that holds the offset ended. */
static void
begin_line_after(Walk *walk, size_t content)
{
  guint next = find_line(walk, content) + 1;

  if (next >= walk->lines->len)
    return;
  walk->base = (long)line_at(walk, next)->content;
  walk->next = (size_t)walk->base;
  walk->begins = true;
}

static void
take_break(Walk *walk, cmark_node_type type)
{
  if (type == CMARK_NODE_LINEBREAK && byte_at(walk, walk->next) == '\\')
    walk->next += 2; /* which cmark does not count as the end of a line */
  else
    begin_line_after(walk, walk->next);
}

static size_t
column_to_content(const Walk *walk, int column)
{
  return (size_t)MAX(walk->base + column - walk->column, 0);
}

/* The lines within code and HTML are counted. */
static void
take_lines_within(Walk *walk, cmark_node *node, size_t content)
{
  int count = cmark_node_get_end_line(node) - cmark_node_get_start_line(node);
  guint line = find_line(walk, content) + (guint)MAX(count, 0);

  if (count > 0 && line < walk->lines->len)
    walk->base = (long)line_at(walk, line)->content;
  walk->next = MAX(content, column_to_content(walk, cmark_node_get_end_column(node) + (count > 0 ? walk->column : 1)));
}

/* Whether the node is a link in angle brackets, which begins there: cmark counts its columns from the beginning of the
 * block. */
static bool
is_autolink(cmark_node *node, const char *begin)
{
  return cmark_node_get_type(node) == CMARK_NODE_LINK && *begin == '<';
}

/* Only of a lazy continuation (CommonMark, 5.1) cmark counts the white space before the line: it is what lies between
 * the beginning of the line and of its first inline. */
static void
begin_with(Walk *walk, cmark_node *node, int column)
{
  const Line *line = line_at(walk, find_line(walk, (size_t)walk->base));
  const char *begin = walk->source->text->str + line->source;
  /* Code is placed behind its backticks. */
  int inside = cmark_node_get_type(node) == CMARK_NODE_CODE ? (int)strspn(begin, "`") : 0;

  walk->begins = false;
  if (!is_autolink(node, begin))
    walk->base -= column - walk->column - inside;
}

/* Whether cmark may have made the text of what begins so. */
static bool
may_begin_text(char source, const char *text)
{
  return source == *text || source == '\\' || source == '&';
}

static void
enter(Walk *walk, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type(node);

  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
    take_break(walk, type);
    return;
  }
  int column = cmark_node_get_start_column(node);
  if (cmark_node_get_start_line(node) == 0)
    return;
  if (walk->begins)
    begin_with(walk, node, column);
  size_t content = column_to_content(walk, column);
  if (is_autolink(node, walk->source->text->str + to_source(walk, (size_t)column - 1)))
    content = (size_t)column - 1;
  cmark_node_set_user_data(node, GSIZE_TO_POINTER(to_source(walk, content) + 1));
  if (type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE)
    take_lines_within(walk, node, content);
  else if (type == CMARK_NODE_TEXT && !may_begin_text(byte_at(walk, content), cmark_node_get_literal(node)))
    walk->lost = true;
  if (type == CMARK_NODE_TEXT)
    walk->next = MAX(content, column_to_content(walk, cmark_node_get_end_column(node) + 1));
}

static void
leave(Walk *walk, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type(node);

  if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    walk->next = MAX(walk->next, column_to_content(walk, cmark_node_get_end_column(node) + 1));
}

/* The line of the first inline, by cmark's count: a callout has lost those before it. */
static int
first_line(cmark_node *block)
{
  cmark_node *node = cmark_node_first_child(block);

  while (node && cmark_node_get_start_line(node) == 0)
    node = cmark_node_next(node);
  return node ? cmark_node_get_start_line(node) - cmark_node_get_start_line(block) : 0;
}

/* Places the inlines, the first of which begins the line of that index. Returns whether each was found there. */
static bool
place_from(Walk *walk, cmark_node *block, guint line)
{
  cmark_iter *iter = cmark_iter_new(block);

  walk->base = (long)line_at(walk, line)->content;
  walk->next = (size_t)walk->base;
  walk->begins = true;
  walk->lost = false;
  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    if (node != block && event == CMARK_EVENT_ENTER)
      enter(walk, node);
    else if (node != block)
      leave(walk, node);
  }
  cmark_iter_free(iter);
  return !walk->lost && find_line(walk, walk->next) + 1 == walk->lines->len;
}

void
sts_markdown_place_inlines(const StsMarkdownSource *source, cmark_node *block)
{
  int start = cmark_node_get_start_line(block), skipped = MAX(first_line(block), 0);
  Walk walk = {.source = source, .column = MAX(cmark_node_get_start_column(block), 1)};

  if (start == 0 || cmark_node_get_end_line(block) <= start)
    return;
  walk.lines = g_array_new(FALSE, FALSE, sizeof(Line));
  add_lines(&walk, block);
  /* What cmark took from the beginning, definitions of links, it does not count. */
  bool defines = sts_markdown_source_byte(source, start, walk.column) == '[';
  guint last = defines ? MIN(walk.lines->len, DEFINED_MOST) : (guint)skipped + 1;
  for (guint i = (guint)skipped; i < MIN(last, walk.lines->len) && !place_from(&walk, block, i);)
    i++;
  g_array_unref(walk.lines);
}

bool
sts_markdown_inline_offset(cmark_node *node, size_t *offset)
{
  size_t found = GPOINTER_TO_SIZE(cmark_node_get_user_data(node));

  *offset = found > 0 ? found - 1 : 0;
  return found > 0;
}
