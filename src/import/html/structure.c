/* Begins what stands in lines of its own: headings, lists, tables, figures. */
#include "import/html/structure.h"

#include <string.h>

#include "base/text.h"
#include "import/html/callouts.h"

/* ---- blocks ---- */

static bool
is_ordered(const GumboNode *list)
{
  return sts_html_is(list, GUMBO_TAG_OL);
}

static bool
has_note(const StsHtmlConverter *converter, const GumboNode *list)
{
  for (unsigned i = 0; i < list->v.element.children.length; i++)
    if (g_hash_table_contains(converter->tree->notes, list->v.element.children.data[i]))
      return true;
  return false;
}

static bool
is_tight(const GumboNode *list)
{
  for (unsigned i = 0; i < list->v.element.children.length; i++) {
    const GumboNode *item = list->v.element.children.data[i];
    if (!sts_html_is(item, GUMBO_TAG_LI))
      continue;
    for (unsigned k = 0; k < item->v.element.children.length; k++)
      if (sts_html_is(item->v.element.children.data[k], GUMBO_TAG_P))
        return false;
  }
  return true;
}

static int
first_number(const GumboNode *list)
{
  const char *start = sts_html_attribute(list, "start");
  gint64 number = start ? g_ascii_strtoll(start, NULL, 10) : 1;

  return number >= 0 && number <= 999999999 ? (int)number : 1;
}

static void
tell_list(StsHtmlConverter *converter, const GumboNode *list)
{
  const char *type = sts_html_attribute(list, "type"), *start = sts_html_attribute(list, "start");

  if (is_ordered(list) && ((type && *type && *type != '1') || sts_html_has_style(list, "list-style-type:lower-alpha") ||
                           sts_html_has_style(list, "list-style-type:upper-alpha") ||
                           sts_html_has_style(list, "list-style-type:lower-roman") ||
                           sts_html_has_style(list, "list-style-type:upper-roman")))
    sts_html_tell_markup(converter, list,
                         "the list is counted by letters or Roman numbers, here by 1, 2, 3; see whether the "
                         "text refers to them");
  if (is_ordered(list) && sts_html_attribute(list, "reversed"))
    sts_html_tell_markup(converter, list, "the list counts down, here up");
  if (start && is_ordered(list) && g_ascii_strtoll(start, NULL, 10) != first_number(list))
    sts_html_tell_markup(converter, list, "the list begins with “%s”, here with 1", start);
}

static StsHtmlEnd
enter_list(StsHtmlConverter *converter, const GumboNode *list)
{
  sts_html_flush(converter);
  if (has_note(converter, list))
    return STS_HTML_END_BLOCK;
  tell_list(converter, list);
  sts_html_settle_terms(converter);
  if (sts_html_blocks_open_list(converter->text->blocks, is_ordered(list) ? '.' : '-', first_number(list),
                                is_tight(list)))
    return STS_HTML_END_LIST;
  sts_html_tell_markup(converter, list, "the list is nested too deep; it is written as a part of the one around it");
  return STS_HTML_END_BLOCK;
}

static StsHtmlEnd
enter_item(StsHtmlConverter *converter, const GumboNode *item)
{
  sts_html_flush(converter);
  char mark = sts_html_blocks_open_item(converter->text->blocks);
  if (!mark)
    return STS_HTML_END_BLOCK;
  if (sts_html_attribute(item, "value") && sts_html_is(item->parent, GUMBO_TAG_OL))
    sts_html_tell_markup(converter, item, "the item has the number “%s” of its own, which Markdown counts anew",
                         sts_html_attribute(item, "value"));
  converter->text->box = mark == '-' || mark == '*';
  return STS_HTML_END_ITEM;
}

static StsHtmlEnd
enter_quote(StsHtmlConverter *converter, const GumboNode *node, const char *kind)
{
  g_autofree char *line = kind ? g_strdup_printf("[!%s]", kind) : NULL;

  sts_html_flush(converter);
  sts_html_settle_terms(converter);
  if (sts_html_blocks_open(converter->text->blocks, "> ", "> ", line, false))
    return STS_HTML_END_ITEM;
  sts_html_tell_markup(converter, node, "nested too deep; written as a part of what is around it");
  return STS_HTML_END_BLOCK;
}

/* Whether a definition begins with what can stand right behind its colon: text or a list. */
static bool
begins_plainly(const StsHtmlConverter *converter, const GumboNode *node)
{
  for (const GumboNode *at = node;;) {
    const GumboNode *first = NULL;
    for (unsigned i = 0; i < at->v.element.children.length && !first; i++) {
      const GumboNode *child = at->v.element.children.data[i];
      bool passed = child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_COMMENT ||
                    sts_html_use(converter->tree, child) != STS_HTML_SHOWN;
      first = passed ? NULL : child;
    }
    if (!first || !sts_html_is_element(first) || !sts_html_is_block(first) || sts_html_is(first, GUMBO_TAG_UL) ||
        sts_html_is(first, GUMBO_TAG_OL))
      return true;
    if ((!sts_html_is(first, GUMBO_TAG_DIV) && !sts_html_is(first, GUMBO_TAG_P)) || sts_html_callout_kind(first))
      return false;
    at = first;
  }
}

static StsHtmlEnd
enter_definition(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlText *text = converter->text;

  sts_html_flush(converter);
  bool first = text->terms->len > 0;
  if (!first && !text->defined) {
    sts_html_tell_markup(converter, node, "a definition without a term is written as text");
    return STS_HTML_END_BLOCK;
  }
  if (!begins_plainly(converter, node)) {
    sts_html_tell_markup(converter, node, "a definition that begins with a table or the like is written as text");
    sts_html_settle_terms(converter);
    return STS_HTML_END_BLOCK;
  }
  for (guint i = 0; i < text->terms->len; i++) {
    StsHtmlLine *line = text->terms->pdata[i];
    size_t offset = i == 0 ? sts_html_blocks_begin(text->blocks, false) : sts_html_blocks_next_line(text->blocks);
    sts_html_append_line(converter, offset, line);
  }
  g_ptr_array_set_size(text->terms, 0);
  return sts_html_blocks_open(text->blocks, ": ", "    ", NULL, first) ? STS_HTML_END_DEFINITION : STS_HTML_END_BLOCK;
}

void
sts_html_write_code(StsHtmlConverter *converter, const GumboNode *node)
{
  g_autoptr(GString) raw = g_string_new(NULL), code = g_string_new(NULL);
  size_t fence = 3;

  sts_html_append_text(raw, node, G_MAXSIZE);
  for (const char *p = raw->str; *p; p = g_utf8_next_char(p)) {
    gunichar c = *p == '\f' || *p == '\r' ? ' ' : g_utf8_get_char(p);
    if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c < 0xA0) && c != 0xFFFE && c != 0xFFFF))
      g_string_append_unichar(code, c);
    if (c == '`')
      fence = MAX(fence, strspn(p, "`") + 1);
  }
  if (sts_text_is_blank(code->str))
    return;
  g_strchomp(code->str);
  StsHtmlBlocks *blocks = converter->text->blocks;
  g_autofree char *ticks = g_strnfill(MIN(fence, 200), '`');
  g_auto(GStrv) lines = g_strsplit(code->str, "\n", -1);
  StsHtmlPlace place = {sts_html_blocks_begin(blocks, false),
                        sts_html_place(converter->tree, sts_html_offset(converter->tree, node))};
  g_array_append_val(converter->text->places, place);
  g_string_append(sts_html_blocks_text(blocks), ticks);
  for (char **line = lines; *line; line++) {
    sts_html_blocks_next_line(blocks);
    g_string_append(sts_html_blocks_text(blocks), *line);
  }
  sts_html_blocks_next_line(blocks);
  g_string_append(sts_html_blocks_text(blocks), ticks);
}

void
sts_html_write_rule(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlBlocks *blocks = converter->text->blocks;
  const char *width = sts_html_attribute(node, "width");

  sts_html_flush(converter);
  /* The one above notes is made by itself. */
  if (sts_html_has_class(node->parent, "footnotes") || sts_html_has_role(node->parent, "doc-endnotes") ||
      (width && strcmp(width, "33%") == 0 && g_hash_table_size(converter->tree->notes) > 0))
    return;
  sts_html_settle_terms(converter);
  sts_html_blocks_begin(blocks, false);
  /* Front matter would begin with hyphens. */
  g_string_append(sts_html_blocks_text(blocks), sts_html_blocks_text(blocks)->len == 0 ? "***" : "---");
}

/* ---- tables ---- */

static void
place_cell(gpointer data, size_t offset, const StsHtmlLine *line)
{
  sts_html_add_places(data, offset, line->origins);
}

void
sts_html_end_table(StsHtmlConverter *converter)
{
  StsHtmlText *text = converter->text;
  StsHtmlTable *table = g_steal_pointer(&text->table);
  StsHtmlLine *caption = g_steal_pointer(&text->caption);

  sts_html_settle_terms(converter);
  size_t before = sts_html_blocks_text(text->blocks)->len;
  g_autoptr(GArray) faults = sts_html_table_write(table, text->blocks, place_cell, converter);
  converter->told_at = before + 2;
  for (guint i = 0; i < faults->len; i++) {
    const StsHtmlTableFault *fault = &g_array_index(faults, StsHtmlTableFault, i);
    sts_html_tell_markup(converter, fault->node, "%s", fault->text);
  }
  converter->told_at = 0;
  if (caption && caption->line->len > 0)
    sts_html_write_paragraph(converter, sts_html_blocks_text(text->blocks)->len > before ? "Table: " : "", caption);
  sts_html_line_free(caption);
  sts_html_table_free(table);
}

static StsHtmlEnd
enter_table(StsHtmlConverter *converter, const GumboNode *node)
{
  sts_html_flush(converter);
  if (sts_html_has_role(node, "presentation") || sts_html_has_role(node, "none")) {
    sts_html_tell_markup(converter, node, "a table that only places things is written as text");
    return STS_HTML_END_BLOCK;
  }
  converter->text->table = sts_html_table_new();
  return STS_HTML_END_TABLE;
}

/* What a cell cannot hold. */
void
sts_html_tell_in_line(StsHtmlConverter *converter, const GumboNode *node)
{
  switch (node->v.element.tag) {
  case GUMBO_TAG_UL:
  case GUMBO_TAG_OL:
  case GUMBO_TAG_DL:
    sts_html_tell_markup(converter, node, "a list within a cell or a line is written as lines; a cell holds none");
    break;
  case GUMBO_TAG_TABLE:
    sts_html_tell_markup(converter, node, "a table within a cell is written as lines");
    break;
  case GUMBO_TAG_PRE:
  case GUMBO_TAG_BLOCKQUOTE:
    sts_html_tell_markup(converter, node, "what is set apart within a cell or a line is written as lines");
    break;
  default:
    break;
  }
}

/* ---- elements ---- */

StsHtmlEnd
sts_html_enter_block(StsHtmlConverter *converter, const GumboNode *node)
{
  StsHtmlText *text = converter->text;
  const char *kind = sts_html_callout_kind(node);

  if (kind && !sts_html_callout_is_within(node)) {
    sts_html_tell(converter, STS_SEVERITY_NOTE, STS_RULE_IMPORT_MARKUP, node,
                  "written as the callout %s; see whether its text begins with "
                  "such a word, which would be printed twice",
                  kind);
    return enter_quote(converter, node, kind);
  }
  switch (node->v.element.tag) {
  case GUMBO_TAG_H1:
  case GUMBO_TAG_H2:
  case GUMBO_TAG_H3:
  case GUMBO_TAG_H4:
  case GUMBO_TAG_H5:
  case GUMBO_TAG_H6:
    sts_html_flush(converter);
    sts_html_begin_line(converter, false);
    return STS_HTML_END_HEADING;
  case GUMBO_TAG_UL:
  case GUMBO_TAG_OL:
  case GUMBO_TAG_MENU:
  case GUMBO_TAG_DIR:
    return enter_list(converter, node);
  case GUMBO_TAG_LI:
    return enter_item(converter, node);
  case GUMBO_TAG_BLOCKQUOTE:
    return enter_quote(converter, node, NULL);
  case GUMBO_TAG_DL:
    sts_html_flush(converter);
    sts_html_settle_terms(converter);
    return STS_HTML_END_DEFINITIONS;
  case GUMBO_TAG_DT:
    sts_html_flush(converter);
    if (text->defined)
      text->defined = false;
    sts_html_begin_line(converter, false);
    /* One begins a line of its own. */
    sts_html_inlines_begin(text->inlines, true, false);
    return STS_HTML_END_TERM;
  case GUMBO_TAG_DD:
    return enter_definition(converter, node);
  case GUMBO_TAG_TABLE:
    return enter_table(converter, node);
  case GUMBO_TAG_TR:
    sts_html_flush(converter);
    if (!text->table)
      return STS_HTML_END_BLOCK;
    sts_html_table_add_row(text->table, node);
    return STS_HTML_END_NOTHING;
  case GUMBO_TAG_TD:
  case GUMBO_TAG_TH:
    sts_html_flush(converter);
    if (!text->table)
      return STS_HTML_END_BLOCK;
    sts_html_begin_line(converter, true);
    return STS_HTML_END_CELL;
  case GUMBO_TAG_CAPTION:
    sts_html_flush(converter);
    if (!text->table)
      return STS_HTML_END_BLOCK;
    sts_html_begin_line(converter, false);
    return STS_HTML_END_CAPTION;
  case GUMBO_TAG_FIGURE: {
    const GumboNode *caption, *image = text->figure ? NULL : sts_html_figure_image(node, &caption);
    sts_html_flush(converter);
    if (!image)
      return STS_HTML_END_BLOCK;
    text->figure = node;
    text->image = image;
    return STS_HTML_END_FIGURE;
  }
  case GUMBO_TAG_FIGCAPTION:
    sts_html_flush(converter);
    if (sts_html_holds_table(node->parent)) {
      sts_html_begin_line(converter, false);
      return STS_HTML_END_CAPTION;
    }
    if (!text->figure)
      return STS_HTML_END_BLOCK;
    sts_html_begin_line(converter, false);
    return STS_HTML_END_FIGURE_CAPTION;
  case GUMBO_TAG_DETAILS:
    sts_html_tell_markup(converter, node, "what opens at a click is written as text");
    break;
  default:
    break;
  }
  sts_html_flush(converter);
  return STS_HTML_END_BLOCK;
}
