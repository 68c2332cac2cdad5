/* Walks cmark's tree and builds ours: the blocks. */
#include "read/markdown/markdown-convert.h"

#include <cmark.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "document/rules.h"
#include "read/markdown/markdown-addresses.h"
#include "read/markdown/markdown-allow.h"
#include "read/markdown/markdown-definitions.h"
#include "read/markdown/markdown-frames.h"
#include "read/markdown/markdown-gaps.h"
#include "read/markdown/markdown-html.h"
#include "read/markdown/markdown-inlines.h"
#include "read/markdown/markdown-marks.h"
#include "read/markdown/markdown-notes.h"
#include "read/markdown/markdown-passages.h"
#include "read/markdown/markdown-places.h"
#include "read/markdown/markdown-tables.h"

/* Whether a line after the first could be the one under a table's head: a quick look before the lines are copied. */
static bool
may_be_table(const StsMarkdownSource *source, cmark_node *paragraph)
{
  int last = MIN(cmark_node_get_end_line(paragraph), (int)source->lines->len);

  for (int i = cmark_node_get_start_line(paragraph) + 1; i <= last; i++) {
    const char *line = source->text->str + g_array_index(source->lines, StsMarkdownLine, i - 1).offset;
    size_t length = strspn(line, " \t|:->");
    if ((line[length] == '\n' || line[length] == '\0') && memchr(line, '|', length) && memchr(line, '-', length))
      return true;
  }
  return false;
}

/* ---- blocks ---- */

/* The definition of a link ("[label]: address"), which is no text of the paragraph it begins. */
static bool
is_link_definition(const char *line)
{
  const char *close = *line == '[' ? strchr(line, ']') : NULL;

  return close && close > line + 1 && close[1] == ':';
}

/* The lines before a table's head are a paragraph of their own. */
static void
add_lines_before(StsMarkdownConverter *converter, const GArray *lines, guint count)
{
  g_autoptr(GString) text = g_string_new(NULL);
  guint first = 0;

  while (first < count && is_link_definition(g_array_index(lines, StsMarkdownRawLine, first).text))
    first++;
  if (first == count)
    return;
  for (guint i = first; i < count; i++)
    g_string_append_printf(text, "%s%s", i > first ? "\n" : "", g_array_index(lines, StsMarkdownRawLine, i).text);
  StsPosition position = g_array_index(lines, StsMarkdownRawLine, first).position;
  StsNode *paragraph = sts_node_new(converter->source->arena, STS_NODE_PARAGRAPH, position);
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node, paragraph);
  sts_markdown_add_fragment(converter->source, paragraph, g_strdup(text->str), position);
  int *columns = sts_arena_alloc(converter->source->arena, (count - first) * sizeof *columns);
  for (guint i = first + 1; i < count; i++)
    columns[i - first - 1] = g_array_index(lines, StsMarkdownRawLine, i).position.column;
  GArray *fragments = converter->source->fragments;
  g_array_index(fragments, StsMarkdownFragment, fragments->len - 1).columns = columns;
}

static bool
convert_table(StsMarkdownConverter *converter, cmark_node *paragraph)
{
  if (!(converter->source->flags & STS_MARKDOWN_TABLES) || !may_be_table(converter->source, paragraph))
    return false;
  GArray *lines = sts_markdown_raw_lines_new(converter, paragraph);
  guint delimiters = sts_markdown_find_table(lines);
  if (delimiters) {
    add_lines_before(converter, lines, delimiters - 1);
    sts_node_append(converter->source->arena, sts_markdown_top(converter)->node,
                    sts_markdown_build_table(converter->source, lines, delimiters));
  }
  sts_markdown_raw_lines_free(lines);
  return delimiters > 0;
}

static bool
convert_figure(StsMarkdownConverter *converter, cmark_node *paragraph)
{
  cmark_node *only = cmark_node_first_child(paragraph);
  StsArena *arena = converter->source->arena;

  if (!(converter->source->flags & STS_MARKDOWN_FIGURES) || !only || cmark_node_get_type(only) != CMARK_NODE_IMAGE ||
      cmark_node_next(only))
    return false;
  StsNode *image = sts_markdown_new_image(converter, only);
  StsNode *figure = sts_node_new(arena, STS_NODE_FIGURE, image->position);
  figure->figure.image = image;
  image->parent = figure;
  sts_node_append(arena, sts_markdown_top(converter)->node, figure);
  if (image->image.title) {
    StsNode *caption = sts_node_new(arena, STS_NODE_CAPTION, image->position);
    sts_node_append(arena, figure, caption);
    /* As cmark gave it: the marks hidden in it are still to be read. Of "&amp;#1;" it has made a reference. */
    char *title = sts_text_normalize_space(cmark_node_get_title(only));
    sts_markdown_hide_references(title);
    sts_markdown_add_fragment(converter->source, caption, title, image->position);
  }
  return true;
}

/* "Table: what it shows", right after a table. */
static bool
begin_caption(StsMarkdownConverter *converter, cmark_node *paragraph, StsPosition position)
{
  static const char LABEL[] = "Table: ";
  const StsNode *before = sts_markdown_top(converter)->node->last_child;
  cmark_node *first = cmark_node_first_child(paragraph);

  if (!(converter->source->flags & STS_MARKDOWN_TABLES) || !before || before->kind != STS_NODE_TABLE ||
      (before->first_child && before->first_child->kind == STS_NODE_CAPTION))
    return false;
  const char *literal = first && cmark_node_get_type(first) == CMARK_NODE_TEXT ? cmark_node_get_literal(first) : NULL;
  if (!literal || !g_str_has_prefix(literal, LABEL))
    return false;
  sts_markdown_take_beginning(converter, first, (int)strlen(LABEL));
  sts_markdown_push(converter, STS_NODE_CAPTION, position, paragraph);
  return true;
}

/* "![[when-to-call]]", alone: but for the line that names a callout, which is none of its text. */
static bool
convert_passage(StsMarkdownConverter *converter, cmark_node *paragraph)
{
  bool named = paragraph == converter->callout;
  int line = cmark_node_get_start_line(paragraph);

  if (!converter->source->passages || line + named != cmark_node_get_end_line(paragraph) ||
      (!named && sts_markdown_source_byte(converter->source, line, cmark_node_get_start_column(paragraph)) != '!'))
    return false;
  GArray *lines = sts_markdown_raw_lines_new(converter, paragraph);
  const StsMarkdownRawLine *only = lines->len == 1 ? &g_array_index(lines, StsMarkdownRawLine, 0) : NULL;
  bool placed = only && sts_markdown_place_passage(converter->source, only->text, only->position,
                                                   sts_markdown_top(converter)->node);
  sts_markdown_raw_lines_free(lines);
  return placed;
}

/* Returns false if the paragraph is done and its children are to be passed over. */
static bool
enter_paragraph(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  if (convert_passage(converter, node) || convert_table(converter, node) || convert_figure(converter, node) ||
      sts_markdown_convert_lists_of_definitions(converter, node, position))
    return false;
  if (!begin_caption(converter, node, position) && !sts_markdown_begin_definitions(converter, node, position))
    sts_markdown_push(converter, STS_NODE_PARAGRAPH, position, node);
  return true;
}

static void
enter_list(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  StsNode *list = sts_markdown_push(converter, STS_NODE_LIST, position, node);

  list->list.tight = cmark_node_get_list_tight(node) != 0;
  if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
    list->list.kind = STS_LIST_ORDERED;
    list->list.start = cmark_node_get_list_start(node);
    list->list.delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
  }
}

/* The number that stands before an item, which Markdown does not look at after the first. */
static int
written_number(const StsMarkdownSource *source, cmark_node *item)
{
  int line = cmark_node_get_start_line(item), column = cmark_node_get_start_column(item), number = 0;

  for (char c; g_ascii_isdigit(c = sts_markdown_source_byte(source, line, column)) && number < G_MAXINT / 10 - 1;
       column++)
    number = number * 10 + (c - '0');
  return number;
}

/* "- [ ] to do": takes the box out of the text. */
static void
enter_item(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  StsNode *list = sts_markdown_top(converter)->node;
  StsNode *item = sts_markdown_push(converter, STS_NODE_ITEM, position, node);
  cmark_node *paragraph = cmark_node_first_child(node);
  cmark_node *first =
      paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child(paragraph) : NULL;
  const char *text = first && cmark_node_get_type(first) == CMARK_NODE_TEXT ? cmark_node_get_literal(first) : NULL;

  if (list->list.kind == STS_LIST_ORDERED)
    item->item.written = written_number(converter->source, node);
  if (!(converter->source->flags & STS_MARKDOWN_TASKS) || list->list.kind == STS_LIST_ORDERED || !text)
    return;
  if (text[0] != '[' || !text[1] || !strchr(" xX", text[1]) || text[2] != ']' || text[3] != ' ')
    return;
  /* An escaped bracket looks the same in cmark's tree. */
  if (sts_markdown_source_byte(converter->source, cmark_node_get_start_line(paragraph),
                               cmark_node_get_start_column(paragraph)) != '[')
    return;
  item->item.task = text[1] == ' ' ? STS_TASK_OPEN : STS_TASK_DONE;
  list->list.kind = STS_LIST_TASK;
  sts_markdown_take_beginning(converter, first, 4);
}

/* ---- callouts ---- */

/* The end of a quote's first word "[!WARNING]", with its name; NULL if it does not begin so. */
static char *
callout_name(const char *text, const char **rest)
{
  size_t length = 0;

  if (!g_str_has_prefix(text, "[!"))
    return NULL;
  while (g_ascii_isalpha(text[2 + length]) || text[2 + length] == '-')
    length++;
  if (length == 0 || text[2 + length] != ']')
    return NULL;
  *rest = text + length + 3;
  return g_strndup(text + 2, length);
}

static bool
find_callout(const char *name, StsCalloutKind *kind)
{
  for (int i = STS_CALLOUT_NOTE; i <= STS_CALLOUT_CAUTION; i++)
    if (g_ascii_strcasecmp(name, sts_callout_kind_name((StsCalloutKind)i)) == 0) {
      *kind = (StsCalloutKind)i;
      return true;
    }
  return false;
}

static void
report_callout(StsMarkdownConverter *converter, StsPosition position, const char *name)
{
  static const char *const NAMES[] = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", NULL};
  g_autofree char *upper = g_ascii_strup(name, -1);
  const char *nearest = sts_text_nearest(upper, NAMES);

  if (nearest)
    sts_error(converter->source->diagnostics, position, STS_RULE_CALLOUT_KIND,
              "there is no callout “%s”; did you mean “%s”?", name, nearest);
  else
    sts_error(converter->source->diagnostics, position, STS_RULE_CALLOUT_KIND,
              "there is no callout “%s”; use NOTE, TIP, IMPORTANT, WARNING or CAUTION", name);
}

/* Takes the first line, which names the callout, out of cmark's tree. */
static void
remove_callout_line(cmark_node *paragraph)
{
  cmark_node *first = cmark_node_first_child(paragraph), *end = cmark_node_next(first);
  cmark_node *gone = end ? first : paragraph;

  cmark_node_unlink(gone);
  cmark_node_free(gone);
  if (end) {
    cmark_node_unlink(end);
    cmark_node_free(end);
  }
}

static bool
begin_callout(StsMarkdownConverter *converter, cmark_node *quote, StsPosition position)
{
  cmark_node *paragraph = cmark_node_first_child(quote);
  cmark_node *first =
      paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH ? cmark_node_first_child(paragraph) : NULL;
  const char *text = first && cmark_node_get_type(first) == CMARK_NODE_TEXT ? cmark_node_get_literal(first) : NULL,
             *rest = NULL;
  StsCalloutKind kind = STS_CALLOUT_NOTE;

  if (!(converter->source->flags & STS_MARKDOWN_CALLOUTS) || !text)
    return false;
  if (sts_markdown_source_byte(converter->source, cmark_node_get_start_line(paragraph),
                               cmark_node_get_start_column(paragraph)) != '[')
    return false;
  g_autofree char *name = callout_name(text, &rest);
  if (!name)
    return false;
  bool known = find_callout(name, &kind);
  cmark_node *next = cmark_node_next(first);
  bool alone = rest[strspn(rest, " \t")] == '\0' && (!next || cmark_node_get_type(next) == CMARK_NODE_SOFTBREAK ||
                                                     cmark_node_get_type(next) == CMARK_NODE_LINEBREAK);
  if (!alone) {
    if (known)
      sts_error(converter->source->diagnostics, sts_markdown_node_place(converter, first), STS_RULE_CALLOUT_KIND,
                "“[!%s]” must stand alone on the first line of the callout; begin the text on the next line", name);
    else
      report_callout(converter, sts_markdown_node_place(converter, first), name);
    return false;
  }
  if (!known)
    report_callout(converter, sts_markdown_node_place(converter, first), name);
  converter->callout = next ? paragraph : NULL;
  remove_callout_line(paragraph);
  sts_markdown_push(converter, STS_NODE_CALLOUT, position, quote)->callout.kind = kind;
  return true;
}

/* The quotes that wrap the definitions of notes are the first blocks of the text, in their order. */
static const StsMarkdownNote *
find_definition(StsMarkdownConverter *converter, cmark_node *quote)
{
  const GPtrArray *definitions = converter->source->definitions;
  cmark_node *parent = cmark_node_parent(quote);

  if (!definitions || converter->definitions_seen >= definitions->len || !parent ||
      cmark_node_get_type(parent) != CMARK_NODE_DOCUMENT)
    return NULL;
  const StsMarkdownNote *note = definitions->pdata[converter->definitions_seen++];
  g_assert(sts_markdown_place(converter->source, cmark_node_get_start_line(quote), 1).line == note->position.line);
  return note;
}

static void
enter_quote(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  const StsMarkdownNote *definition = find_definition(converter, node);

  if (definition) {
    StsNode *note = sts_markdown_push(converter, STS_NODE_NOTE, definition->position, node);
    note->note.label = sts_arena_strdup(converter->source->arena, definition->label);
  } else if (!begin_callout(converter, node, position)) {
    sts_markdown_push(converter, STS_NODE_QUOTE, position, node);
  }
}

/* ---- code, rules, HTML ---- */

static void
add_code_block(StsMarkdownConverter *converter, cmark_node *node, StsPosition position)
{
  if (sts_markdown_continue_definition(converter, node))
    return;
  StsNode *block = sts_node_new(converter->source->arena, STS_NODE_CODE_BLOCK, position);
  g_autofree char *text = sts_markdown_shown(cmark_node_get_literal(node), true);
  g_autofree char *info = sts_markdown_shown(cmark_node_get_fence_info(node), false);
  size_t length = strlen(text);

  if (length > 0 && text[length - 1] == '\n')
    text[length - 1] = '\0';
  block->code.text = sts_arena_strdup(converter->source->arena, text);
  block->code.info = *info ? sts_arena_strdup(converter->source->arena, info) : NULL;
  sts_node_append(converter->source->arena, sts_markdown_top(converter)->node, block);
}

static void
convert_comments(StsMarkdownConverter *converter, const char *html, StsPosition position)
{
  StsNode *parent = sts_markdown_top(converter)->node;

  sts_markdown_allow_next(converter->source, html, position, parent);
  sts_markdown_place_gaps(converter->source, html, position, parent);
}

/* ---- the walk ---- */

/* Returns false if the node's children are to be passed over. */
static bool
enter_block(StsMarkdownConverter *converter, cmark_node *node, cmark_iter *iter)
{
  StsPosition position = sts_markdown_node_place(converter, node);

  if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH || cmark_node_get_type(node) == CMARK_NODE_HEADING)
    sts_markdown_place_inlines(converter->source, node);
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_BLOCK_QUOTE:
    enter_quote(converter, node, position);
    /* A callout lost its first line: what comes next is looked up anew. */
    cmark_iter_reset(iter, node, CMARK_EVENT_ENTER);
    return true;
  case CMARK_NODE_LIST:
    enter_list(converter, node, position);
    return true;
  case CMARK_NODE_ITEM:
    enter_item(converter, node, position);
    return true;
  case CMARK_NODE_PARAGRAPH:
    return enter_paragraph(converter, node, position);
  case CMARK_NODE_HEADING:
    sts_markdown_push(converter, STS_NODE_HEADING, position, node)->heading.level = cmark_node_get_heading_level(node);
    return true;
  case CMARK_NODE_CODE_BLOCK:
    add_code_block(converter, node, position);
    return true;
  case CMARK_NODE_THEMATIC_BREAK:
    sts_node_append(converter->source->arena, sts_markdown_top(converter)->node,
                    sts_node_new(converter->source->arena, STS_NODE_RULE, position));
    return true;
  case CMARK_NODE_HTML_BLOCK:
    sts_markdown_check_html(converter->source, node, position);
    if (converter->source->flags & STS_MARKDOWN_INLINE_HTML)
      convert_comments(converter, cmark_node_get_literal(node), position);
    return true;
  default: /* cmark's kinds, not ours */
    return true;
  }
}

static bool
is_leaf(cmark_node *node)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_HTML_BLOCK:
  case CMARK_NODE_THEMATIC_BREAK:
  case CMARK_NODE_CODE_BLOCK:
  case CMARK_NODE_TEXT:
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
  case CMARK_NODE_CODE:
  case CMARK_NODE_HTML_INLINE:
    return true;
  default: /* cmark's kinds, not ours */
    return false;
  }
}

static void
leave(StsMarkdownConverter *converter, cmark_node *node)
{
  sts_markdown_close_open_marks(converter);
  while (converter->frames->len > 1 && sts_markdown_top(converter)->owner == node)
    sts_markdown_pop(converter);
  if (converter->definition == node)
    converter->definition = NULL;
}

/* Converts what is below `root`. */
static void
walk(StsMarkdownConverter *converter, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new(root);

  for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    bool is_block = cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK, below = true;
    if (node == root)
      continue;
    if (event == CMARK_EVENT_EXIT) {
      if (is_block)
        leave(converter, node);
      else
        sts_markdown_convert_inline(converter, node, false);
    } else if (!is_leaf(node) && sts_markdown_is_too_deep(converter, sts_markdown_node_place(converter, node))) {
      below = false;
    } else if (is_block) {
      below = enter_block(converter, node, iter);
    } else {
      below = sts_markdown_convert_inline(converter, node, true);
    }
    if (!below)
      cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
  }
  cmark_iter_free(iter);
}

void
sts_markdown_convert(StsMarkdownSource *source, StsNode *parent)
{
  StsMarkdownConverter converter;
  /* With source positions asked for, cmark counts the lines within code and HTML as well. */
  cmark_node *document = cmark_parse_document(source->text->str, source->text->len, CMARK_OPT_SOURCEPOS);

  sts_markdown_converter_begin(&converter, source);
  sts_markdown_set_parent(&converter, parent);
  /* Before the walk, which takes text out of the tree. */
  if (source->flags != STS_MARKDOWN_COMMONMARK)
    sts_markdown_check_addresses(source, document);
  walk(&converter, document);
  sts_markdown_converter_end(&converter);
  cmark_node_free(document);
}

/* ---- fragments ---- */

/* Each fragment becomes a paragraph before the whole text, so that the definitions of links are known, or if it has
 * blocks a quote. */
static void
write_fragments(StsMarkdownSource *second, const StsMarkdownSource *first, guint begin)
{
  enum { INDENT = 4 };

  for (guint i = begin; i < first->fragments->len; i++) {
    const StsMarkdownFragment *fragment = &g_array_index(first->fragments, StsMarkdownFragment, i);
    StsMarkdownLine line = {second->text->len, fragment->position.line, fragment->position.column - 3};
    const int *column = fragment->columns;
    g_string_append_printf(second->text, "%c ", fragment->blocks ? '>' : STS_MARK_GUARD);
    for (const char *p = fragment->text; *p; p++) {
      g_string_append_c(second->text, *p);
      if (*p == '\n') {
        g_array_append_val(second->lines, line);
        int before = fragment->blocks ? (int)strlen("> ") : INDENT;
        line = (StsMarkdownLine){second->text->len, line.line + 1, column ? *column++ - before - 1 : 0};
        /* So far in, nothing can begin a block of its own. */
        g_string_append_printf(second->text, "%*s", before, fragment->blocks ? "> " : "");
      }
    }
    g_array_append_val(second->lines, line);
    g_string_append(second->text, "\n\n");
    line.offset = second->text->len - 1;
    g_array_append_val(second->lines, line);
  }
  g_string_append_len(second->text, first->text->str, (gssize)first->text->len);
}

/* Parses the fragments from `begin` on. They may add others: the cells of a table in a definition. */
static void
convert_fragments(StsMarkdownSource *source, guint begin)
{
  StsMarkdownSource second = *source;
  StsMarkdownConverter converter;
  guint end = source->fragments->len;

  second.text = g_string_sized_new(source->text->len);
  second.lines = g_array_new(FALSE, FALSE, sizeof(StsMarkdownLine));
  second.definitions = NULL;
  write_fragments(&second, source, begin);
  cmark_node *document = cmark_parse_document(second.text->str, second.text->len, CMARK_OPT_SOURCEPOS);
  cmark_node *block = cmark_node_first_child(document);
  sts_markdown_converter_begin(&converter, &second);
  for (guint i = begin; i < end; i++) {
    StsMarkdownFragment fragment = g_array_index(source->fragments, StsMarkdownFragment, i);
    cmark_node *next = cmark_node_next(block);
    g_assert(cmark_node_get_type(block) == (fragment.blocks ? CMARK_NODE_BLOCK_QUOTE : CMARK_NODE_PARAGRAPH));
    sts_markdown_set_parent(&converter, fragment.parent);
    if (!fragment.blocks)
      sts_markdown_place_inlines(&second, block);
    walk(&converter, block);
    sts_markdown_close_open_marks(&converter);
    sts_markdown_complete(&converter, fragment.parent);
    block = next;
  }
  sts_markdown_converter_end(&converter);
  cmark_node_free(document);
  g_string_free(second.text, TRUE);
  g_array_unref(second.lines);
  source->too_deep = second.too_deep;
}

void
sts_markdown_convert_fragments(StsMarkdownSource *source)
{
  for (guint begin = 0, end; begin < source->fragments->len; begin = end) {
    end = source->fragments->len;
    convert_fragments(source, begin);
  }
}
