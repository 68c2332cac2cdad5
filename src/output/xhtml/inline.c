/* Inline nodes as XHTML, and the pictures and labels of blocks. */
#include "output/xhtml/inline.h"

#include "base/language-tag.h"
#include "document/plain-text.h"
#include "document/script.h"
#include "output/xhtml/pieces.h"

/* ---- pieces ---- */

/* On a phone, what would be shrunk beyond reading is another file. */
static void
open_picture(StsXhtmlWriter *writer, const StsImage *large)
{
  g_autofree char *href = writer->options->image_href(large, writer->options->data);

  sts_xml_open(writer->xml, "picture");
  sts_xml_open(writer->xml, "source");
  sts_xml_attribute(writer->xml, "media", "(max-width: 480px)");
  sts_xml_attribute(writer->xml, "srcset", href);
  sts_xml_close_empty(writer->xml);
}

void
sts_xhtml_image(StsXhtmlWriter *writer, const StsNode *image)
{
  const StsXhtmlOptions *options = writer->options;
  /* One in a line of text is shown as it is, as on paper. */
  const bool figure = image->parent != NULL && image->parent->kind == STS_NODE_FIGURE;
  const StsImage *large =
      figure && options->image_href != NULL && image->image.image != NULL ? image->image.image->large : NULL;
  if (large != NULL)
    open_picture(writer, large);
  sts_xhtml_open(writer, "img", image);
  if (options->image_href != NULL && image->image.image != NULL) {
    g_autofree char *href = options->image_href(image->image.image, options->data);
    sts_xml_attribute(writer->xml, "src", href);
  } else {
    g_autofree char *address = sts_xhtml_encode_address(image->image.source, options->plain);
    sts_xml_attribute(writer->xml, "src", address);
  }
  sts_xml_attribute(writer->xml, "alt", image->image.alternative != NULL ? image->image.alternative : "");
  /* The margins that browsers give a figure take 80 of the 320 pixels of a phone. */
  if (!options->plain && image->image.image != NULL)
    sts_xhtml_append_size(writer->xml, image->image.image->width, large ? 0 : image->image.image->height, 224);
  /* A figure's title is its caption, which is written as such. */
  if (image->image.title != NULL && image->parent != NULL && image->parent->kind != STS_NODE_FIGURE)
    sts_xml_attribute(writer->xml, "title", image->image.title);
  sts_xml_close_empty(writer->xml);
  if (large != NULL)
    sts_xml_close(writer->xml);
}

/* The language of a label that is heard and not seen, where it is another than that of the text. What is seen keeps its
 * direction. */
static void
append_words_language(StsXhtmlWriter *writer, const StsNode *node, const StsTerms *terms)
{
  const char *language = sts_terms_language_beside(terms, sts_node_language(node, writer->options->language));
  if (language == NULL)
    return;
  sts_xml_attribute(writer->xml, "lang", language);
  sts_xml_attribute(writer->xml, "xml:lang", language);
}

static void
open_way_back(StsXhtmlWriter *writer, const StsNode *node, const StsNode *back, const char *class)
{
  sts_xml_open(writer->xml, "a");
  sts_xml_attribute(writer->xml, "class", class);
  sts_xhtml_role(writer, "backlink", "doc-backlink");
  sts_xhtml_href(writer, back);
  append_words_language(writer, node, sts_xhtml_terms(writer, node));
}

/* The marks of a note after the first have small links. */
static void
append_further_ways(StsXhtmlWriter *writer, const StsNode *note)
{
  const char *words = sts_terms_get(sts_xhtml_terms(writer, note), "back-to-text");
  int mark = 2;
  for (const StsNode *link = note->note.further; link != NULL; link = link->next, mark++) {
    open_way_back(writer, note, link->link.target, "label again");
    sts_xml_attribute_format(writer->xml, "aria-label", "%s %d", words, mark);
    sts_xml_text(writer->xml, STS_WAY_BACK);
    sts_xml_close(writer->xml);
    sts_xml_text(writer->xml, " ");
  }
}

/* A number that leads back to its place in the text stands first: at the end, readers that show notes as pop-ups print
 * it as a stray sign. */
static void
append_back_link(StsXhtmlWriter *writer, const StsNode *node, const StsNode *back, const char *words)
{
  StsXmlWriter *xml = writer->xml;
  const bool leads_back = back != NULL && back->id != NULL;
  g_autofree char *label = g_strconcat(sts_node_mark(node).text, ".", NULL);
  if (leads_back) {
    open_way_back(writer, node, back, "label");
    sts_xml_attribute_format(xml, "aria-label", "%s %s", label, sts_terms_get(sts_xhtml_terms(writer, node), words));
  } else {
    sts_xml_open(xml, "span");
    sts_xml_attribute(xml, "class", "label");
  }
  sts_xml_text(xml, label);
  sts_xml_close(xml);
  sts_xml_text(xml, " ");
}

void
sts_xhtml_label(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_NOTE) {
    append_back_link(writer, node, node->note.back, "back-to-text");
    append_further_ways(writer, node);
    return;
  }
  const StsNode *list = node->parent;
  if (list->list.kind == STS_LIST_NUMBERED) {
    append_back_link(writer, node, node->item.back, "back-to-link");
  } else if (node->item.task != STS_TASK_NONE) {
    const bool done = node->item.task == STS_TASK_DONE;
    sts_xml_open(writer->xml, "span");
    sts_xml_attribute(writer->xml, "class", "label");
    sts_xml_attribute(writer->xml, "role", "img");
    sts_xml_attribute(writer->xml, "aria-label",
                      sts_terms_get(sts_xhtml_terms(writer, node), done ? "task-done" : "task-open"));
    append_words_language(writer, node, sts_xhtml_terms(writer, node));
    sts_xml_text(writer->xml, done ? "\u2611" : "\u2610");
    sts_xml_close(writer->xml);
    sts_xml_text(writer->xml, " ");
  }
}

/* ---- superscripts and subscripts ---- */

static const char *
element_of_script(StsScript script)
{
  return script == STS_SCRIPT_SUPER ? "sup" : "sub";
}

/* Whether the text goes on up to `at` as it began: with characters of their own, or with those that need an element. */
static const char *
end_of_run(StsScript script, const char *text, const char *from, bool own)
{
  const char *at = from;
  while (*at != '\0' && (sts_script_character(script, text, at) != g_utf8_get_char(at)) == own)
    at = g_utf8_next_char(at);
  return at;
}

/* The element is around what has no character of its own: plain text has no elements. */
static void
append_raised(StsXhtmlWriter *writer, const StsNode *node, StsScript script)
{
  const char *text = node->text.text;
  sts_xhtml_reach(writer, node);
  sts_xhtml_flush_breaks(writer, false);
  for (const char *at = text, *end; *at != '\0'; at = end) {
    const bool own = sts_script_character(script, text, at) != g_utf8_get_char(at);
    end = end_of_run(script, text, at, own);
    if (own) {
      g_autoptr(GString) run = g_string_new(NULL);
      for (; at < end; at = g_utf8_next_char(at))
        g_string_append_unichar(run, sts_script_character(script, text, at));
      sts_xml_text(writer->xml, run->str);
    } else {
      g_autofree char *run = g_strndup(at, (size_t)(end - at));
      sts_xml_element(writer->xml, element_of_script(script), run);
    }
  }
}

/* Text and code, whose breaks of pages stand within. */
static void
append_text(StsXhtmlWriter *writer, const StsNode *node)
{
  const StsScript script = sts_node_script(node);
  if (script == STS_SCRIPT_NONE)
    sts_xhtml_text(writer, node, node->text.text);
  else
    append_raised(writer, node, script);
}

/* ---- inlines ---- */

/* What is read from left to right says so within text of the other direction, and so does an entry of the contents
 * within theirs. */
static void
append_direction(StsXhtmlWriter *writer, const StsNode *node)
{
  const char *language = sts_node_language(node, writer->options->language);
  const StsNode *contents = sts_node_ancestor(node, STS_NODE_CONTENTS);
  const bool rtl = sts_language_is_rtl(language);
  if (rtl && sts_node_is_left_to_right(node))
    sts_xml_attribute(writer->xml, "dir", "ltr");
  else if (contents != NULL && rtl != sts_language_is_rtl(sts_node_language(contents, writer->options->language)))
    sts_xhtml_append_direction(writer->xml, language);
}

static void
open_link(StsXhtmlWriter *writer, const StsNode *node)
{
  g_autofree char *address = NULL;
  sts_xhtml_open(writer, "a", node);
  switch (node->link.kind) {
  case STS_LINK_INTERNAL:
    if (node->link.target != NULL)
      sts_xhtml_href(writer, node->link.target);
    break;
  case STS_LINK_EXTERNAL:
  case STS_LINK_SECTION:
  case STS_LINK_HOLLOW:
    address =
        sts_xhtml_encode_address(node->link.destination != NULL ? node->link.destination : "", writer->options->plain);
    sts_xml_attribute(writer->xml, "href", address);
    break;
  }
  if (node->link.title != NULL)
    sts_xml_attribute(writer->xml, "title", node->link.title);
  append_direction(writer, node);
}

/* Whether the text is also the name of a heading, of a row or column, or of a table or figure. */
static bool
is_in_name(const StsNode *node)
{
  do
    node = node->parent;
  while (node != NULL && sts_node_is_inline(node->kind));
  return node != NULL && (node->kind == STS_NODE_HEADING || node->kind == STS_NODE_CAPTION ||
                          (node->kind == STS_NODE_CELL && node->cell.scope != STS_SCOPE_NONE));
}

/* The style sheet puts one pair of brackets around marks that follow one another. */
static void
append_bracket_class(StsXhtmlWriter *writer, const StsNode *mark, StsNumberForm form)
{
  const bool opens = form == STS_NUMBER_PLAIN, closes = form != STS_NUMBER_APART && !sts_node_number_goes_on(mark);
  if (opens || closes)
    sts_xml_attribute(writer->xml, "class", opens && closes ? "opens closes" : opens ? "opens" : "closes");
}

static void
append_mark(StsXhtmlWriter *writer, const StsNode *node, const StsNode *target, StsNumberForm form, const char *term)
{
  StsXmlWriter *xml = writer->xml;
  const bool leads = !writer->options->plain && target != NULL;
  const StsMark mark = sts_node_mark(node);
  if (form == STS_NUMBER_APART)
    sts_xml_text(xml, " ");
  sts_xml_open(xml, "sup");
  if (writer->options->numbers_in_brackets)
    append_bracket_class(writer, node, form);
  append_direction(writer, node);
  if (form == STS_NUMBER_LISTED)
    sts_xml_text(xml, ",");
  if (leads) {
    g_autofree char *name = sts_terms_format(sts_xhtml_terms(writer, node), term, "number", mark.text, NULL);
    sts_xhtml_open(writer, "a", node);
    sts_xhtml_role(writer, "noteref", "doc-noteref");
    sts_xhtml_href(writer, target);
    /* Where names are put together from what stands within, the mark's is a word of its own. */
    sts_xml_attribute_format(xml, "aria-label", is_in_name(node) ? " %s" : "%s", name);
    append_words_language(writer, node, sts_xhtml_terms(writer, node));
  }
  g_autofree char *shown = form == STS_NUMBER_APART ? g_strdup_printf("[%s]", mark.text) : g_strdup(mark.text);
  sts_xml_text(xml, shown);
  if (leads)
    sts_xml_close(xml);
  sts_xml_close(xml);
}

static void
append_date(StsXhtmlWriter *writer, const StsNode *node)
{
  if (writer->options->plain || !sts_date_is_set(node->date.date)) {
    sts_xml_text(writer->xml, node->date.text);
    return;
  }
  g_autofree char *iso = sts_date_format_iso(node->date.date);
  sts_xhtml_open(writer, "time", node);
  sts_xml_attribute(writer->xml, "datetime", iso);
  sts_xml_text(writer->xml, node->date.text);
  sts_xml_close(writer->xml);
}

static void
append_leaf(StsXhtmlWriter *writer, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_TEXT:
    if ((node->lang == NULL && node->id == NULL) || writer->options->plain) {
      append_text(writer, node);
    } else {
      sts_xhtml_open(writer, "span", node);
      append_text(writer, node);
      sts_xml_close(writer->xml);
    }
    break;
  case STS_NODE_CODE:
    sts_xhtml_open(writer, "code", node);
    append_text(writer, node);
    sts_xml_close(writer->xml);
    break;
  case STS_NODE_IMAGE:
    sts_xhtml_image(writer, node);
    break;
  case STS_NODE_LINE_BREAK:
    sts_xml_open(writer->xml, "br");
    sts_xml_close_empty(writer->xml);
    sts_xml_line(writer->xml);
    break;
  case STS_NODE_NOTE_REFERENCE:
    append_mark(writer, node, node->note_reference.note, node->note_reference.form, "note-number");
    break;
  case STS_NODE_LINK_NUMBER:
    append_mark(writer, node, node->link_number.item, node->link_number.form, "hyperlink-number");
    break;
  case STS_NODE_DATE:
    append_date(writer, node);
    break;
  case STS_NODE_PUBLICATION:
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_CONTENTS_ENTRY:
  case STS_NODE_SECTION:
  case STS_NODE_PART:
  case STS_NODE_LIST:
  case STS_NODE_ITEM:
  case STS_NODE_QUOTE:
  case STS_NODE_CALLOUT:
  case STS_NODE_TABLE:
  case STS_NODE_ROW:
  case STS_NODE_FIGURE:
  case STS_NODE_DEFINITION_LIST:
  case STS_NODE_DEFINITION:
  case STS_NODE_NOTE:
  case STS_NODE_HEADING:
  case STS_NODE_PARAGRAPH:
  case STS_NODE_CELL:
  case STS_NODE_CAPTION:
  case STS_NODE_TERM:
  case STS_NODE_CODE_BLOCK:
  case STS_NODE_RULE:
  case STS_NODE_EMPHASIS:
  case STS_NODE_STRONG:
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_LINK:
  case STS_NODE_SPAN:
    g_assert_not_reached();
  }
}

/* The element of an inline that holds inlines; NULL for a leaf. What is raised or lowered has elements where they are
 * needed, within. */
static const char *
element_of(const StsNode *node)
{
  StsNodeKind kind = node->kind;
  if (kind == STS_NODE_EMPHASIS)
    return node->emphasis.name ? "i" : "em"; /* <i>: set apart without stress (HTML, 4.5.22) */
  if (kind == STS_NODE_STRONG)
    return "strong";
  if (kind == STS_NODE_SUPERSCRIPT || kind == STS_NODE_SUBSCRIPT)
    return "span";
  if (kind == STS_NODE_LINK)
    return "a";
  if (kind == STS_NODE_SPAN)
    return node->span.expansion != NULL ? "abbr" : "span";
  return NULL;
}

bool
sts_xhtml_has_element(const StsNode *node)
{
  bool script = node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_SUBSCRIPT;
  return !script || node->id != NULL || node->lang != NULL;
}

void
sts_xhtml_inline(StsXhtmlWriter *writer, const StsNode *node)
{
  if (!sts_xhtml_has_element(node))
    return;
  const char *element = element_of(node);
  if (element == NULL)
    append_leaf(writer, node);
  else if (node->kind == STS_NODE_LINK)
    open_link(writer, node);
  else
    sts_xhtml_open(writer, element, node);
  if (node->kind == STS_NODE_SPAN && node->span.slot != NULL && node->lang == NULL)
    append_direction(writer, node);
  if (node->kind == STS_NODE_SPAN && node->span.words != NULL)
    sts_xml_attribute(writer->xml, "class", "clinic");
  if (node->kind == STS_NODE_SPAN && node->span.expansion != NULL)
    sts_xml_attribute(writer->xml, "title", node->span.expansion);
}
