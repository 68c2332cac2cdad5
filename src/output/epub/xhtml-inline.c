/* Inline nodes as XHTML, with addresses, languages, labels and page breaks. */
#include "output/epub/xhtml-writer.h"

#include <string.h>

#include "base/text.h"

char *
sts_xhtml_encode_address(const char *address, bool plain)
{
  static const char safe[] = "!#$%&'()*+,-./:;=?@_~";
  g_autofree char *ascii = plain ? g_strdup(address) : sts_address_to_ascii_host(address);
  GString *encoded = g_string_sized_new(strlen(ascii) + 16);
  bool fragment = false;
  size_t host = 0, length = 0;
  if (plain || !sts_address_find_host(ascii, &host, &length) || ascii[host] != '[')
    length = 0;
  for (const char *c = ascii; *c != '\0'; c++) {
    bool keep = g_ascii_isalnum(*c) || strchr(safe, *c) != NULL;
    /* The brackets of an IPv6 host. */
    if (length > 0 && (c == ascii + host || c == ascii + host + length - 1))
      keep = true;
    /* The specification leaves these as they are written; in a URL they are faults. */
    if (!plain && *c == '%' && !(g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2])))
      keep = false;
    if (!plain && *c == '#') {
      if (fragment)
        keep = false;
      fragment = true;
    }
    if (keep)
      g_string_append_c(encoded, *c);
    else
      g_string_append_printf(encoded, "%%%02X", (unsigned char)*c);
  }
  return g_string_free(encoded, FALSE);
}

void
sts_xhtml_append_language(StsXmlWriter *xml, const char *language, const char *around, bool always_dir)
{
  sts_xml_attribute(xml, "lang", language);
  sts_xml_attribute(xml, "xml:lang", language);
  const bool rtl = sts_language_is_rtl(language);
  if (always_dir || rtl != sts_language_is_rtl(around))
    sts_xml_attribute(xml, "dir", rtl ? "rtl" : "ltr");
}

void
sts_xhtml_append_page_break(StsXmlWriter *xml, const char *id, const char *label, bool block)
{
  sts_xml_open(xml, block ? "div" : "span");
  sts_xml_attribute(xml, "epub:type", "pagebreak");
  sts_xml_attribute(xml, "role", "doc-pagebreak");
  sts_xml_attribute(xml, "id", id);
  sts_xml_attribute(xml, "aria-label", label);
  sts_xml_close(xml);
  if (block)
    sts_xml_line(xml);
}

void
sts_xhtml_open(StsXhtmlWriter *writer, const char *name, const StsNode *node)
{
  const StsXhtmlOptions *options = writer->options;
  sts_xml_open(writer->xml, name);
  if (options->plain)
    return;
  if (node->id != NULL)
    sts_xml_attribute(writer->xml, "id", node->id);
  if (node->lang != NULL)
    sts_xhtml_append_language(
        writer->xml, node->lang,
        node == writer->root ? options->language : sts_node_language(node->parent, options->language), false);
}

void
sts_xhtml_role(StsXhtmlWriter *writer, const char *type, const char *role)
{
  if (writer->options->plain)
    return;
  if (type != NULL)
    sts_xml_attribute(writer->xml, "epub:type", type);
  if (role != NULL)
    sts_xml_attribute(writer->xml, "role", role);
}

void
sts_xhtml_href(StsXhtmlWriter *writer, const StsNode *target)
{
  const StsXhtmlOptions *options = writer->options;
  g_autofree char *href =
      options->href != NULL ? options->href(target, options->data) : g_strconcat("#", target->id, NULL);
  sts_xml_attribute(writer->xml, "href", href);
}

const StsTerms *
sts_xhtml_terms(const StsXhtmlWriter *writer, const StsNode *node)
{
  return sts_terms_set_lookup(writer->options->terms, sts_node_language(node, writer->options->language));
}

char *
sts_xhtml_new_id(StsXhtmlWriter *writer, const char *stem)
{
  const char *prefix = writer->options->id_prefix != NULL ? writer->options->id_prefix : "";
  return g_strdup_printf("%s%s-%u", prefix, stem, ++writer->made_ids);
}

/* ---- page breaks ---- */

static void
append_break(StsXhtmlWriter *writer, size_t index, bool block)
{
  const StsXhtmlOptions *options = writer->options;
  const char *label = options->breaks[index].label;
  if (options->break_ids != NULL) {
    sts_xhtml_append_page_break(writer->xml, options->break_ids[index], label, block);
  } else {
    g_autofree char *id = g_strconcat("page-", label, NULL);
    sts_xhtml_append_page_break(writer->xml, id, label, block);
  }
}

void
sts_xhtml_reach(StsXhtmlWriter *writer, const StsNode *node)
{
  const StsXhtmlOptions *options = writer->options;
  while (writer->next_break < options->break_count && options->breaks[writer->next_break].node == node)
    writer->next_break++;
}

void
sts_xhtml_flush_breaks(StsXhtmlWriter *writer, bool block)
{
  if (writer->options->plain)
    return;
  for (; writer->reached_break < writer->next_break; writer->reached_break++)
    append_break(writer, writer->reached_break, block);
}

void
sts_xhtml_text(StsXhtmlWriter *writer, const StsNode *node, const char *text)
{
  const StsXhtmlOptions *options = writer->options;
  const size_t length = strlen(text);
  size_t done = 0;
  while (writer->next_break < options->break_count && options->breaks[writer->next_break].node == node) {
    size_t offset = MIN(options->breaks[writer->next_break].offset, length);
    if (offset > done) {
      g_autofree char *piece = g_strndup(text + done, offset - done);
      sts_xml_text(writer->xml, piece);
      done = offset;
    }
    writer->next_break++;
    sts_xhtml_flush_breaks(writer, false);
  }
  sts_xml_text(writer->xml, text + done);
}

/* ---- pieces ---- */

void
sts_xhtml_image(StsXhtmlWriter *writer, const StsNode *image)
{
  const StsXhtmlOptions *options = writer->options;
  sts_xhtml_open(writer, "img", image);
  if (options->image_href != NULL && image->image.image != NULL) {
    g_autofree char *href = options->image_href(image->image.image, options->data);
    sts_xml_attribute(writer->xml, "src", href);
  } else {
    g_autofree char *address = sts_xhtml_encode_address(image->image.source, options->plain);
    sts_xml_attribute(writer->xml, "src", address);
  }
  sts_xml_attribute(writer->xml, "alt", image->image.alternative != NULL ? image->image.alternative : "");
  /* A figure's title is its caption, which is written as such. */
  if (image->image.title != NULL && image->parent != NULL && image->parent->kind != STS_NODE_FIGURE)
    sts_xml_attribute(writer->xml, "title", image->image.title);
  sts_xml_close_empty(writer->xml);
}

/* A number that leads back to its place in the text stands first: at the end, readers that show notes as pop-ups print
 * it as a stray sign. */
static void
append_back_link(StsXhtmlWriter *writer, const StsNode *node, const StsNode *back, int number, const char *words)
{
  StsXmlWriter *xml = writer->xml;
  const bool leads_back = back != NULL && back->id != NULL;
  char label[16];
  g_snprintf(label, sizeof label, "%d.", number);
  sts_xml_open(xml, leads_back ? "a" : "span");
  sts_xml_attribute(xml, "class", "label");
  if (leads_back) {
    sts_xhtml_role(writer, "backlink", "doc-backlink");
    sts_xhtml_href(writer, back);
    sts_xml_attribute_format(xml, "aria-label", "%s %s", label, sts_terms_get(sts_xhtml_terms(writer, node), words));
  }
  sts_xml_text(xml, label);
  sts_xml_close(xml);
  sts_xml_text(xml, " ");
}

void
sts_xhtml_label(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->kind == STS_NODE_NOTE) {
    append_back_link(writer, node, node->note.back, node->note.number, "back-to-text");
    return;
  }
  const StsNode *list = node->parent;
  if (list->list.kind == STS_LIST_NUMBERED) {
    append_back_link(writer, node, node->item.back, node->item.number, "back-to-link");
  } else if (node->item.task != STS_TASK_NONE) {
    const bool done = node->item.task == STS_TASK_DONE;
    sts_xml_open(writer->xml, "span");
    sts_xml_attribute(writer->xml, "class", "label");
    sts_xml_attribute(writer->xml, "role", "img");
    sts_xml_attribute(writer->xml, "aria-label",
                      sts_terms_get(sts_xhtml_terms(writer, node), done ? "task-done" : "task-open"));
    sts_xml_text(writer->xml, done ? "\u2611" : "\u2610");
    sts_xml_close(writer->xml);
    sts_xml_text(writer->xml, " ");
  }
}

/* ---- inlines ---- */

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
}

static void
append_callout_number(StsXhtmlWriter *writer, const StsNode *node, const StsNode *target, int number, bool after_number,
                      const char *term)
{
  StsXmlWriter *xml = writer->xml;
  const bool leads = !writer->options->plain && target != NULL;
  char digits[16];
  g_snprintf(digits, sizeof digits, "%d", number);
  sts_xml_open(xml, "sup");
  if (after_number)
    sts_xml_text(xml, ",");
  if (leads) {
    g_autofree char *name = sts_terms_format(sts_xhtml_terms(writer, node), term, "number", digits, NULL);
    sts_xhtml_open(writer, "a", node);
    sts_xhtml_role(writer, "noteref", "doc-noteref");
    sts_xhtml_href(writer, target);
    sts_xml_attribute(xml, "aria-label", name);
  }
  sts_xml_text(xml, digits);
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
      sts_xhtml_text(writer, node, node->text.text);
    } else {
      sts_xhtml_open(writer, "span", node);
      sts_xhtml_text(writer, node, node->text.text);
      sts_xml_close(writer->xml);
    }
    break;
  case STS_NODE_CODE:
    sts_xhtml_open(writer, "code", node);
    sts_xhtml_text(writer, node, node->text.text);
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
    append_callout_number(writer, node, node->note_reference.note, node->note_reference.number,
                          node->note_reference.after_number, "note-number");
    break;
  case STS_NODE_LINK_NUMBER:
    append_callout_number(writer, node, node->link_number.item, node->link_number.number,
                          node->link_number.after_number, "hyperlink-number");
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

/* The element of an inline that holds inlines; NULL for a leaf. */
static const char *
element_of(StsNodeKind kind)
{
  if (kind == STS_NODE_EMPHASIS)
    return "em";
  if (kind == STS_NODE_STRONG)
    return "strong";
  if (kind == STS_NODE_SUPERSCRIPT)
    return "sup";
  if (kind == STS_NODE_SUBSCRIPT)
    return "sub";
  if (kind == STS_NODE_LINK)
    return "a";
  if (kind == STS_NODE_SPAN)
    return "span";
  return NULL;
}

void
sts_xhtml_inline(StsXhtmlWriter *writer, const StsNode *node, StsNodeEvent event)
{
  const char *element = element_of(node->kind);
  if (event == STS_EVENT_EXIT) {
    g_assert(element != NULL);
    sts_xml_close(writer->xml);
  } else if (element == NULL) {
    append_leaf(writer, node);
  } else if (node->kind == STS_NODE_LINK) {
    open_link(writer, node);
  } else {
    sts_xhtml_open(writer, element, node);
  }
}
