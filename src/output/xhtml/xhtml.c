/* Blocks as XHTML: one walk over the tree, without recursion. */
#include "output/xhtml/xhtml.h"

#include <string.h>

#include "base/language-tag.h"
#include "document/plain-text.h"
#include "output/xhtml/inline.h"
#include "output/xhtml/pieces.h"
#include "output/xhtml/table.h"

/* ---- sections and parts ---- */

/* Two parts of one name, each of another section, would be landmarks that nobody can tell apart. */
static void
append_labels(StsXhtmlWriter *writer, const StsNode *node, const StsNode *heading)
{
  const StsNode *section = sts_node_ancestor(node, STS_NODE_SECTION);
  g_autofree char *id = sts_xhtml_id(writer, heading);
  const StsNode *title = section != NULL ? section->first_child : NULL;
  while (title != NULL && title->kind != STS_NODE_HEADING)
    title = title->next;
  if (!writer->options->full_names || title == NULL || title == heading || title->id == NULL) {
    sts_xml_attribute(writer->xml, "aria-labelledby", id);
    return;
  }
  g_autofree char *of = sts_xhtml_id(writer, title);
  sts_xml_attribute_format(writer->xml, "aria-labelledby", "%s %s", id, of);
}

/* Names the element after its first heading, as a screen reader announces it. */
static void
label_by_heading(StsXhtmlWriter *writer, const StsNode *node)
{
  const StsNode *first = node->first_child;
  if (first != NULL && sts_node_is_clinics(first))
    first = first->next;
  if (first != NULL && first->kind == STS_NODE_HEADING && first->id != NULL)
    append_labels(writer, node, first);
  else if (node->kind == STS_NODE_SECTION && node->section.title != NULL)
    sts_xml_attribute(writer->xml, "aria-label", node->section.title);
  else if (node->kind == STS_NODE_PART && node->part.label != NULL && !sts_xhtml_is_plain(writer))
    sts_xml_attribute(writer->xml, "aria-label", node->part.label);
}

/* A SECTION made by read, or one of a disclaimer, is only a holder of blocks. */
static bool
is_bare(const StsNode *section)
{
  return section->section.id == NULL;
}

static void
write_section(StsXhtmlWriter *writer, const StsNode *node)
{
  if (sts_xhtml_is_plain(writer) || is_bare(node))
    return;
  sts_xhtml_open(writer, "section", node);
  sts_xhtml_role(writer, "chapter", "doc-chapter");
  label_by_heading(writer, node);
  if (writer->options->describe != NULL)
    writer->options->describe(writer->xml, node, writer->options->data);
  sts_xml_line(writer->xml);
}

static const struct {
  StsXhtmlPartForm form;
  const char *type, *role;
} PARTS[] = {
    [STS_PART_REVIEWERS] = {{"div", "byline reviewers"}, NULL, NULL},
    [STS_PART_BYLINE] = {{"div", "byline"}, NULL, NULL},
    [STS_PART_NOTES] = {{"section", "closing notes"}, "endnotes", "doc-endnotes"},
    [STS_PART_HYPERLINKS] = {{"section", "closing hyperlinks"}, "endnotes", "doc-endnotes"},
    [STS_PART_REFERENCES] = {{"section", "closing references"}, "bibliography", "doc-bibliography"},
    [STS_PART_DISCLAIMER] = {{"section", "closing disclaimer"}, NULL, "note"},
    [STS_PART_SOURCE] = {{"div", "closing source"}, NULL, NULL},
    [STS_PART_REVIEW] = {{"div", "closing review"}, NULL, NULL},
    [STS_PART_LAST_REVISED] = {{"div", "closing last-revised"}, NULL, NULL},
    [STS_PART_MASTHEAD] = {{"div", "masthead"}, NULL, "note"},
    [STS_PART_CLINIC] = {{"section", "clinic"}, NULL, "note"},
};

StsXhtmlPartForm
sts_xhtml_part_form(StsPartKind kind)
{
  return PARTS[kind].form;
}

static void
write_part(StsXhtmlWriter *writer, const StsNode *node)
{
  StsXhtmlPartForm form = PARTS[node->part.kind].form;

  sts_xhtml_open(writer, form.element, node);
  sts_xml_attribute(writer->xml, "class", form.class);
  sts_xhtml_role(writer, PARTS[node->part.kind].type, PARTS[node->part.kind].role);
  if (PARTS[node->part.kind].role != NULL)
    label_by_heading(writer, node);
  sts_xml_line(writer->xml);
}

static void
write_cover(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xhtml_open(writer, "section", node);
  sts_xml_attribute(writer->xml, "class", "cover");
  sts_xhtml_role(writer, "titlepage", NULL);
  label_by_heading(writer, node);
  sts_xml_line(writer->xml);
}

static void
write_contents(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xhtml_open(writer, "nav", node);
  if (node->id == NULL)
    sts_xml_attribute(writer->xml, "id", "toc");
  sts_xhtml_role(writer, "toc", "doc-toc");
  label_by_heading(writer, node);
  sts_xml_line(writer->xml);
}

/* Contents entries and notes lie directly among their parents' children; XHTML wants a list around each run of them. */
static void
open_run(StsXhtmlWriter *writer, const StsNode *next)
{
  if (next == NULL)
    return;
  if (next->kind != STS_NODE_CONTENTS_ENTRY && next->kind != STS_NODE_NOTE)
    return;
  sts_xml_open(writer->xml, next->kind == STS_NODE_NOTE ? "ul" : "ol");
  if (next->kind == STS_NODE_NOTE) {
    sts_xml_attribute(writer->xml, "class", "labelled");
    sts_xml_attribute(writer->xml, "role", "list");
  }
  sts_xml_line(writer->xml);
}

static void
write_entry_or_note(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_NOTE) {
    sts_xhtml_open(writer, "li", node);
    sts_xhtml_role(writer, "endnote", NULL);
    writer->label = node;
    return;
  }
  /* Its link has the direction: the entry begins where all others do. */
  sts_xml_open(writer->xml, "li");
  if (node->lang != NULL && !sts_xhtml_is_plain(writer))
    sts_xhtml_append_language(writer->xml, node->lang, node->lang, false);
}

/* ---- lists ---- */

static void
write_list(StsXhtmlWriter *writer, const StsNode *node)
{
  /* WebKit drops the list from the accessibility tree where it has no markers, unless the role is given. What is
   * labelled in the text is no <ol>: readers that drop our styles would number it once more, and otherwise. */
  static const struct {
    const char *element, *class;
  } forms[] = {
      [STS_LIST_BULLET] = {"ul", NULL},   [STS_LIST_ORDERED] = {"ol", NULL},        [STS_LIST_TASK] = {"ul", "task"},
      [STS_LIST_PLAIN] = {"ul", "plain"}, [STS_LIST_NUMBERED] = {"ul", "labelled"},
  };
  const char *element = forms[node->list.kind].element;
  sts_xhtml_open(writer, element, node);
  if (node->list.kind == STS_LIST_ORDERED && node->list.start != 1)
    sts_xml_attribute_format(writer->xml, "start", "%d", node->list.start);
  if (!sts_xhtml_is_plain(writer) && forms[node->list.kind].class != NULL) {
    sts_xml_attribute(writer->xml, "class", forms[node->list.kind].class);
    sts_xml_attribute(writer->xml, "role", "list");
  } else if (!sts_xhtml_is_plain(writer) && node->list.kind == STS_LIST_ORDERED && node->list.delimiter == ')') {
    sts_xml_attribute(writer->xml, "class", "parenthesis");
  }
  sts_xml_line(writer->xml);
}

static void
write_item(StsXhtmlWriter *writer, const StsNode *node)
{
  const StsListKind kind = node->parent->list.kind;
  sts_xhtml_open(writer, "li", node);
  if (kind == STS_LIST_NUMBERED)
    sts_xhtml_role(writer, "endnote", NULL);
  /* Among items to tick off, one that is none keeps its bullet. */
  if (!sts_xhtml_is_plain(writer) && kind == STS_LIST_TASK && node->item.task == STS_TASK_NONE)
    sts_xml_attribute(writer->xml, "class", "bullet");
  if (!sts_xhtml_is_plain(writer) && (kind == STS_LIST_NUMBERED || kind == STS_LIST_TASK))
    writer->label = node;
}

/* ---- other blocks ---- */

static void
write_callout(StsXhtmlWriter *writer, const StsNode *node)
{
  g_autofree char *id = sts_xhtml_new_id(writer, "label");
  g_autofree char *class = g_strconcat("callout ", sts_callout_kind_name(node->callout.kind), NULL);
  bool quiet = node->callout.kind == STS_CALLOUT_EDITOR; /* is no notice of a danger */
  /* No section: two of one name would be landmarks that nobody can tell apart. */
  sts_xhtml_open(writer, "div", node);
  sts_xml_attribute(writer->xml, "class", class);
  sts_xhtml_role(writer, quiet ? NULL : "notice", quiet ? "note" : "doc-notice");
  sts_xml_attribute(writer->xml, "aria-labelledby", id);
  sts_xml_line(writer->xml);
  sts_xml_open(writer->xml, "p");
  sts_xml_attribute(writer->xml, "class", "callout-label");
  sts_xml_attribute(writer->xml, "id", id);
  const char *label = node->callout.label != NULL ? node->callout.label : sts_callout_kind_name(node->callout.kind);
  /* On the words alone: the paragraph begins where all others do. */
  sts_xml_open(writer->xml, "strong");
  if (node->callout.label_lang != NULL && !sts_xhtml_is_plain(writer))
    sts_xhtml_append_language(writer->xml, node->callout.label_lang, sts_node_language(node, writer->options->language),
                              false);
  sts_xml_text(writer->xml, label);
  sts_xml_close(writer->xml);
  sts_xml_close_line(writer->xml);
}

static void
write_figure(StsXhtmlWriter *writer, const StsNode *node)
{
  if (writer->reached_break < writer->options->break_count && node->figure.image != NULL)
    sts_xhtml_reach(writer, node->figure.image);
  sts_xhtml_flush_breaks(writer, true);
  sts_xhtml_open(writer, "figure", node);
  sts_xml_line(writer->xml);
  if (node->figure.image != NULL)
    sts_xhtml_image(writer, node->figure.image);
  sts_xml_line(writer->xml);
}

static void
write_code_block(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xhtml_open(writer, "pre", node);
  sts_xml_open(writer->xml, "code");
  if (node->code.info != NULL && *node->code.info != '\0') {
    g_autofree char *language = g_strndup(node->code.info, strcspn(node->code.info, " \t"));
    g_autofree char *class = g_strconcat("language-", language, NULL);
    sts_xml_attribute(writer->xml, "class", class);
  }
  sts_xhtml_text(writer, node, node->code.text);
  if (*node->code.text != '\0')
    sts_xml_line(writer->xml);
  sts_xml_close(writer->xml);
  sts_xml_close_line(writer->xml);
}

/* Whether all that a reference holds says its language, and so its direction, itself. */
static bool
is_one_span(const StsNode *node)
{
  const StsNode *first = node->first_child;
  return first != NULL && first->next == NULL && first->kind == STS_NODE_SPAN && first->lang != NULL &&
         !sts_language_is_rtl(first->lang);
}

/* Whether the text is read in another direction than the page: words of the program in a part, and a reference. It
 * begins where all lines do, and so its direction is not that of its block but of what the block holds. */
static bool
is_turned(const StsXhtmlWriter *writer, const StsNode *node)
{
  const StsNode *parent = node->parent;
  if (sts_xhtml_is_plain(writer) || parent == NULL)
    return false;
  const bool around = sts_language_is_rtl(sts_node_language(parent, writer->options->language));
  if (sts_node_is_program_line(node))
    return sts_language_is_rtl(node->lang) != around;
  return around && node->lang == NULL && sts_node_is_latin_reference(node) && !is_one_span(node);
}

static void
open_turned(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xml_open(writer->xml, "span");
  if (node->lang != NULL)
    sts_xhtml_append_language(writer->xml, node->lang, NULL, true);
  else
    sts_xml_attribute(writer->xml, "dir", "ltr");
}

static int
heading_level(const StsXhtmlWriter *writer, const StsNode *heading)
{
  return heading->heading.level + (sts_xhtml_is_plain(writer) ? 0 : writer->options->deeper);
}

/* Opens the element, unless it is NULL, and what holds text of another direction; a label stands before that. */
static void
open_text(StsXhtmlWriter *writer, const char *element, const StsNode *node)
{
  const bool turned = is_turned(writer, node);
  if (element != NULL && !turned)
    sts_xhtml_open(writer, element, node);
  else if (element != NULL) {
    sts_xml_open(writer->xml, element);
    sts_xhtml_append_id(writer, node);
  }
  if (element != NULL && node->kind == STS_NODE_PARAGRAPH && node->paragraph.notice)
    sts_xml_attribute(writer->xml, "class", "status");
  if (node->kind == STS_NODE_HEADING && heading_level(writer, node) > 6)
    sts_xml_attribute_format(writer->xml, "aria-level", "%d", heading_level(writer, node));
  if (turned && writer->label == NULL)
    open_turned(writer, node);
}

static void
write_heading(StsXhtmlWriter *writer, const StsNode *node)
{
  static const char *const elements[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
  open_text(writer, elements[CLAMP(heading_level(writer, node), 1, 6) - 1], node);
}

/* Whether a paragraph is written without an element of its own: in a tight list, and as an entry of the contents. */
static bool
is_bare_paragraph(const StsNode *node)
{
  const StsNode *parent = node->parent;
  if (parent == NULL)
    return false;
  return parent->kind == STS_NODE_CONTENTS_ENTRY ||
         (parent->kind == STS_NODE_ITEM && parent->parent != NULL && parent->parent->list.tight && node->id == NULL);
}

/* The language of a bare paragraph needs an element. */
static bool
has_element(const StsXhtmlWriter *writer, const StsNode *paragraph)
{
  return !is_bare_paragraph(paragraph) || (paragraph->lang != NULL && !sts_xhtml_is_plain(writer));
}

static void
write_paragraph(StsXhtmlWriter *writer, const StsNode *node)
{
  const char *element = is_bare_paragraph(node) ? "span" : "p";
  open_text(writer, has_element(writer, node) ? element : NULL, node);
}

static void
close_paragraph(StsXhtmlWriter *writer, const StsNode *node)
{
  const bool bare = is_bare_paragraph(node);
  if (bare && node->next != NULL)
    sts_xml_line(writer->xml);
  if (is_turned(writer, node))
    sts_xml_close(writer->xml);
  if (has_element(writer, node))
    sts_xml_close(writer->xml);
  if (!bare)
    sts_xml_line(writer->xml);
}

static void
write_simple(StsXhtmlWriter *writer, const StsNode *node, const char *element, bool holds_blocks)
{
  sts_xhtml_open(writer, element, node);
  if (holds_blocks)
    sts_xml_line(writer->xml);
}

/* ---- the walk ---- */

static void
write_node(StsXhtmlWriter *writer, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_PUBLICATION:
    break;
  case STS_NODE_COVER:
    write_cover(writer, node);
    break;
  case STS_NODE_CONTENTS:
    write_contents(writer, node);
    break;
  case STS_NODE_CONTENTS_ENTRY:
  case STS_NODE_NOTE:
    write_entry_or_note(writer, node);
    break;
  case STS_NODE_SECTION:
    write_section(writer, node);
    break;
  case STS_NODE_PART:
    write_part(writer, node);
    break;
  case STS_NODE_LIST:
    write_list(writer, node);
    break;
  case STS_NODE_ITEM:
    write_item(writer, node);
    break;
  case STS_NODE_QUOTE:
    write_simple(writer, node, "blockquote", true);
    break;
  case STS_NODE_CALLOUT:
    write_callout(writer, node);
    break;
  case STS_NODE_TABLE:
  case STS_NODE_ROW:
  case STS_NODE_CELL:
    sts_xhtml_table(writer, node);
    break;
  case STS_NODE_CAPTION:
    if (node->parent->kind == STS_NODE_FIGURE)
      write_simple(writer, node, "figcaption", false);
    else
      sts_xhtml_table(writer, node);
    break;
  case STS_NODE_FIGURE:
    write_figure(writer, node);
    break;
  case STS_NODE_DEFINITION_LIST:
    write_simple(writer, node, "dl", true);
    break;
  case STS_NODE_DEFINITION:
    write_simple(writer, node, "dd", true);
    break;
  case STS_NODE_TERM:
    write_simple(writer, node, "dt", false);
    break;
  case STS_NODE_HEADING:
    write_heading(writer, node);
    break;
  case STS_NODE_PARAGRAPH:
    write_paragraph(writer, node);
    break;
  case STS_NODE_CODE_BLOCK:
    write_code_block(writer, node);
    break;
  case STS_NODE_RULE:
    sts_xhtml_flush_breaks(writer, true);
    sts_xhtml_open(writer, "hr", node);
    sts_xml_close_empty(writer->xml);
    sts_xml_line(writer->xml);
    break;
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
  case STS_NODE_TEXT:
  case STS_NODE_CODE:
  case STS_NODE_IMAGE:
  case STS_NODE_LINE_BREAK:
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
  case STS_NODE_DATE:
    sts_xhtml_inline(writer, node);
    break;
  }
}

static bool
holds_text(StsNodeKind kind)
{
  return kind == STS_NODE_TEXT || kind == STS_NODE_CODE || kind == STS_NODE_CODE_BLOCK;
}

/* Whether nothing of `node` stands before `inner`. */
static bool
begins_with(const StsNode *node, const StsNode *inner)
{
  while (inner != NULL && inner != node)
    inner = inner->parent != NULL && inner->parent->first_child == inner ? inner->parent : NULL;
  return inner == node;
}

/* Whether the node is in what names a table's columns or the table. */
static bool
is_in_head(const StsNode *table, const StsNode *node)
{
  while (node != NULL && node->parent != table)
    node = node->parent;
  return node != NULL && (node->kind == STS_NODE_CAPTION || (node->kind == STS_NODE_ROW && node->row.header));
}

/* Writes the breaks of pages that begin with the node before it, where they would else stand within it: there, a screen
 * reader would take the number of the page for a part of the name of a heading, a callout, a column or a link, and say
 * it each time. */
static void
write_breaks_before(StsXhtmlWriter *writer, const StsNode *node, bool block)
{
  const StsXhtmlOptions *options = writer->options;
  while (writer->next_break < options->break_count) {
    const StsPageBreak *next = &options->breaks[writer->next_break];
    if (next->offset > 0 ||
        !(begins_with(node, next->node) || (node->kind == STS_NODE_TABLE && is_in_head(node, next->node))))
      break;
    writer->next_break++;
  }
  sts_xhtml_flush_breaks(writer, block);
}

static void
write_pending_label(StsXhtmlWriter *writer)
{
  const StsNode *node = writer->label;
  writer->label = NULL;
  write_breaks_before(writer, node, false);
  sts_xhtml_label(writer, node);
}

static void
enter(StsXhtmlWriter *writer, const StsNode *node)
{
  /* A label stands in the paragraph that follows; before any other block it stands alone. */
  if (writer->label != NULL && node->kind != STS_NODE_PARAGRAPH)
    write_pending_label(writer);
  if (!holds_text(node->kind))
    sts_xhtml_reach(writer, node);
  if (node->kind == STS_NODE_HEADING || node->kind == STS_NODE_TABLE || node->kind == STS_NODE_CALLOUT)
    write_breaks_before(writer, node, true);
  else if (node->kind == STS_NODE_LINK)
    write_breaks_before(writer, node, false);
  if (holds_text(node->kind) && node->kind != STS_NODE_CODE_BLOCK)
    sts_xhtml_flush_breaks(writer, false);
  else if (node->kind == STS_NODE_CODE_BLOCK)
    sts_xhtml_flush_breaks(writer, true);
  else if (sts_node_is_inline(node->kind) && !sts_node_is_container(node->kind))
    sts_xhtml_flush_breaks(writer, false);
  write_node(writer, node);
  if (writer->label != NULL && (node->kind == STS_NODE_PARAGRAPH || node->first_child == NULL)) {
    write_pending_label(writer);
    if (node->kind == STS_NODE_PARAGRAPH && is_turned(writer, node))
      open_turned(writer, node);
  }
  if (!sts_xhtml_is_plain(writer) && node->first_child != NULL)
    open_run(writer, node->first_child);
}

/* The last line of a section: no text of it, but what stands in the foot of a page. */
static void
write_code(StsXhtmlWriter *writer)
{
  sts_xml_open(writer->xml, "p");
  sts_xml_attribute(writer->xml, "class", "short-code");
  sts_xml_text(writer->xml, writer->options->code);
  sts_xml_close_line(writer->xml);
}

/* Closes what write_node() opened. */
static void
close_node(StsXhtmlWriter *writer, const StsNode *node)
{
  const StsNodeKind kind = node->kind;
  if (kind == STS_NODE_PUBLICATION || (kind == STS_NODE_SECTION && (sts_xhtml_is_plain(writer) || is_bare(node))))
    return;
  if (kind == STS_NODE_SECTION && node == writer->root && writer->options->code != NULL)
    write_code(writer);
  if (kind == STS_NODE_HEADING && is_turned(writer, node))
    sts_xml_close(writer->xml);
  if (kind == STS_NODE_PARAGRAPH)
    close_paragraph(writer, node);
  else if (kind == STS_NODE_TABLE || kind == STS_NODE_ROW ||
           (kind == STS_NODE_CAPTION && node->parent->kind == STS_NODE_TABLE))
    sts_xhtml_close_table(writer, node);
  else if (sts_node_is_inline(kind) && sts_xhtml_has_element(node))
    sts_xml_close(writer->xml);
  else if (!sts_node_is_inline(kind))
    sts_xml_close_line(writer->xml);
  if ((kind == STS_NODE_CONTENTS_ENTRY || kind == STS_NODE_NOTE) && (node->next == NULL || node->next->kind != kind))
    sts_xml_close_line(writer->xml);
}

static void
leave(StsXhtmlWriter *writer, const StsNode *node)
{
  close_node(writer, node);
  if (!sts_xhtml_is_plain(writer) && node != writer->root && node->next != NULL && node->next->kind != node->kind)
    open_run(writer, node->next);
}

void
sts_xhtml_append(StsXmlWriter *xml, const StsNode *root, const StsXhtmlOptions *options)
{
  g_assert(options->plain || options->terms != NULL);
  StsXhtmlWriter writer = {.xml = xml, .options = options, .root = root};
  StsNodeIter iter;
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    if (iter.node->kind == STS_NODE_FIGURE && iter.node->figure.paper)
      continue;
    if (event == STS_EVENT_ENTER)
      enter(&writer, iter.node);
    else
      leave(&writer, iter.node);
  }
  /* Every page must have its place, also one that began where nothing is printed. */
  writer.next_break = options->break_count;
  sts_xhtml_flush_breaks(&writer, !sts_node_is_inline(root->kind));
}
