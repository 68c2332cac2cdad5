/* Lists of definitions: a term, and below it ": what it means". */
#include "read/markdown/markdown-definitions.h"

#include <cmark.h>
#include <string.h>

#include "document/rules.h"
#include "read/markdown/markdown-inlines.h"
#include "read/markdown/markdown-lines.h"

/* A term that an empty line parts from its definition; NULL where the block before is none. Of one line, as in pandoc:
 * a longer paragraph is text. */
static StsNode *
find_term_before(StsMarkdownConverter *converter, cmark_node *paragraph)
{
  cmark_node *previous = cmark_node_previous(paragraph);
  StsNode *before = sts_markdown_top(converter)->node->last_child;

  return before && before->kind == STS_NODE_PARAGRAPH && previous &&
                 cmark_node_get_type(previous) == CMARK_NODE_PARAGRAPH &&
                 cmark_node_get_start_line(previous) == cmark_node_get_end_line(previous)
             ? before
             : NULL;
}

/* Begins a list of definitions, with the term that stands before it, if any. */
static StsNode *
push_definition_list(StsMarkdownConverter *converter, StsNode *term, cmark_node *paragraph, StsPosition position)
{
  StsArena *arena = converter->source->arena;

  if (term)
    sts_node_unlink(term);
  StsNode *list = sts_markdown_push(converter, STS_NODE_DEFINITION_LIST, term ? term->position : position, paragraph);
  if (term) {
    StsNode *moved = sts_node_new(arena, STS_NODE_TERM, term->position);
    moved->allowances = term->allowances;
    sts_node_move_children(moved, term);
    sts_node_append(arena, list, moved);
  }
  return list;
}

/* The text of a definition's first line; NULL for any other line. */
static const char *
definition_text(const char *line)
{
  return line[0] == ':' && (line[1] == ' ' || line[1] == '\t') ? line + 1 + strspn(line + 1, " \t") : NULL;
}

/* "- " or "1. ". */
static bool
begins_list(const char *text)
{
  size_t digits = strspn(text, "0123456789");
  const char *mark = text + digits, *marks = digits ? ".)" : "-*+";

  return *mark && digits < 10 && strchr(marks, *mark) && (mark[1] == ' ' || mark[1] == '\t');
}

/* Adds a definition of lines[from..to), the first of which begins it; up to four spaces before the others are its own.
 */
static void
add_definition(StsMarkdownConverter *converter, StsNode *list, const GArray *lines, guint from, guint to)
{
  enum { INDENT = 4 };
  StsMarkdownSource *source = converter->source;
  int left = g_array_index(lines, StsMarkdownRawLine, from).position.column;
  int *columns = sts_arena_alloc(source->arena, (to - from) * sizeof *columns);
  StsPosition position = g_array_index(lines, StsMarkdownRawLine, from).position;
  StsNode *definition = sts_node_new(source->arena, STS_NODE_DEFINITION, position);
  GString *text = g_string_new(NULL);

  for (guint i = from; i < to; i++) {
    const StsMarkdownRawLine *line = &g_array_index(lines, StsMarkdownRawLine, i);
    const char *content = i == from ? definition_text(line->text) : line->text;
    int more = i == from ? 0 : MAX(line->position.column - left - INDENT, 0);
    if (i == from)
      position.column += (int)(content - line->text);
    else
      columns[i - from - 1] = line->position.column - more;
    g_string_append_printf(text, "%s%*s%s", i > from ? "\n" : "", more, "", content);
  }
  sts_node_append(source->arena, list, definition);
  sts_markdown_add_fragment(source, definition, g_string_free(text, FALSE), position);
  StsMarkdownFragment *fragment = &g_array_index(source->fragments, StsMarkdownFragment, source->fragments->len - 1);
  fragment->columns = columns;
  fragment->blocks = true;
}

bool
sts_markdown_convert_lists_of_definitions(StsMarkdownConverter *converter, cmark_node *paragraph, StsPosition position)
{
  const StsNode *before = sts_markdown_top(converter)->node->last_child;
  bool found = false;

  for (cmark_node *child = cmark_node_first_child(paragraph); child && !found; child = cmark_node_next(child))
    found = sts_markdown_begins_definition(child);
  if (!found || !(converter->source->flags & STS_MARKDOWN_DEFINITIONS))
    return false;
  GArray *lines = sts_markdown_raw_lines_new(converter, paragraph);
  found = false;
  for (guint i = 0; i < lines->len && !found; i++) {
    const char *text = definition_text(g_array_index(lines, StsMarkdownRawLine, i).text);
    found = text && begins_list(text);
  }
  bool continued = lines->len > 0 && definition_text(g_array_index(lines, StsMarkdownRawLine, 0).text);
  StsNode *term = continued ? find_term_before(converter, paragraph) : NULL;
  found = found && (!continued || term || (before && before->kind == STS_NODE_DEFINITION_LIST));
  StsNode *list = found ? push_definition_list(converter, term, paragraph, position) : NULL;
  for (guint i = 0, next; list && i < lines->len; i = next) {
    const StsMarkdownRawLine *line = &g_array_index(lines, StsMarkdownRawLine, i);
    next = i + 1;
    if (definition_text(line->text)) {
      while (next < lines->len && !definition_text(g_array_index(lines, StsMarkdownRawLine, next).text))
        next++;
      add_definition(converter, list, lines, i, next);
    } else {
      StsNode *node = sts_node_new(converter->source->arena, STS_NODE_TERM, line->position);
      sts_node_append(converter->source->arena, list, node);
      sts_markdown_add_fragment(converter->source, node, g_strdup(line->text), line->position);
    }
  }
  if (list)
    sts_markdown_pop(converter);
  sts_markdown_raw_lines_free(lines);
  return list;
}

bool
sts_markdown_begin_definitions(StsMarkdownConverter *converter, cmark_node *paragraph, StsPosition position)
{
  cmark_node *first = cmark_node_first_child(paragraph);
  const StsNode *before = sts_markdown_top(converter)->node->last_child;
  bool continued = sts_markdown_begins_definition(first), found = false;
  StsNode *term = continued ? find_term_before(converter, paragraph) : NULL;

  if (!(converter->source->flags & STS_MARKDOWN_DEFINITIONS))
    return false;
  if (continued && !term && !(before && before->kind == STS_NODE_DEFINITION_LIST)) {
    sts_error(
        converter->source->diagnostics, position, STS_RULE_DEFINITION_WITHOUT_TERM,
        "this begins with “:” as a definition does, and no term stands before it; write on the line above it what "
        "it defines, or “\\:” where a colon is meant");
    return false;
  }
  for (cmark_node *child = first; child && !found && !continued; child = cmark_node_next(child))
    found =
        (cmark_node_get_type(child) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(child) == CMARK_NODE_LINEBREAK) &&
        sts_markdown_begins_definition(cmark_node_next(child));
  if (!found && !continued)
    return false;
  converter->definition = paragraph;
  push_definition_list(converter, term, paragraph, position);
  sts_markdown_push_entry(converter, continued, position, paragraph);
  return true;
}

/* ---- what is indented below a definition ---- */

/* Whether it is code by its indentation, and not by a fence: then its first line is the source's. */
static bool
is_indented_code(const StsMarkdownSource *source, cmark_node *node)
{
  const char *literal = cmark_node_get_literal(node);
  g_autofree char *line = sts_markdown_source_line(source, cmark_node_get_start_line(node));
  size_t length = strcspn(literal, "\n"), size = strlen(line);

  return length > 0 && size > length && strncmp(line + size - length, literal, length) == 0 &&
         strspn(line + size - length - 1, " \t") > 0;
}

/* Where each line of indented code stands in the file: the first, and the columns of the others. */
static StsPosition
find_code_places(const StsMarkdownConverter *converter, cmark_node *node, const int **columns)
{
  const StsMarkdownSource *source = converter->source;
  g_auto(GStrv) lines = g_strsplit(cmark_node_get_literal(node), "\n", -1);
  guint count = g_strv_length(lines);
  int first = cmark_node_get_start_line(node), *found = sts_arena_alloc(source->arena, count * sizeof *found);
  StsPosition start = {NULL, 0, 0};

  for (guint i = 0; i < count && (guint)first + i <= source->lines->len; i++) {
    g_autofree char *line = sts_markdown_source_line(source, first + (int)i);
    size_t size = strlen(line), length = strlen(lines[i]);
    StsPosition place = sts_markdown_place(source, first + (int)i, (int)(size - MIN(size, length)) + 1);
    if (i == 0)
      start = place;
    else
      found[i - 1] = place.column;
  }
  *columns = found;
  return start;
}

bool
sts_markdown_continue_definition(StsMarkdownConverter *converter, cmark_node *node)
{
  StsMarkdownSource *source = converter->source;
  StsNode *before = sts_markdown_top(converter)->node->last_child;

  if (!(source->flags & STS_MARKDOWN_DEFINITIONS) || !before || before->kind != STS_NODE_DEFINITION_LIST ||
      !is_indented_code(source, node))
    return false;
  const int *columns;
  StsPosition position = find_code_places(converter, node, &columns);
  if (sts_markdown_is_too_deep(converter, position))
    return true;
  /* As cmark gave it: the marks hidden in it are still to be read. */
  sts_markdown_add_fragment(source, before->last_child, g_strchomp(g_strdup(cmark_node_get_literal(node))), position);
  StsMarkdownFragment *fragment = &g_array_index(source->fragments, StsMarkdownFragment, source->fragments->len - 1);
  fragment->columns = columns;
  fragment->blocks = true;
  return true;
}
