/* Inline nodes as XHTML, with addresses, languages, labels and page breaks. */
#include "output/epub/xhtml-writer.h"

#include <string.h>

#include "base/text.h"

void
sts_xhtml_append_address(GString *out, const char *address, bool plain)
{
  static const char safe[] = "!#$%&'()*+,-./:;=?@_~";
  g_autofree char *ascii = plain ? g_strdup(address) : sts_address_to_ascii_host(address);
  g_autoptr(GString) encoded = g_string_sized_new(strlen(ascii) + 16);
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
  sts_text_append_xml(out, encoded->str, true);
}

void
sts_xhtml_append_language(GString *out, const char *language, const char *around, bool always_dir)
{
  g_string_append(out, " lang=\"");
  sts_text_append_xml(out, language, true);
  g_string_append(out, "\" xml:lang=\"");
  sts_text_append_xml(out, language, true);
  g_string_append_c(out, '"');
  const bool rtl = sts_language_is_rtl(language);
  if (always_dir || rtl != sts_language_is_rtl(around))
    g_string_append(out, rtl ? " dir=\"rtl\"" : " dir=\"ltr\"");
}

void
sts_xhtml_append_page_break(GString *out, const char *id, const char *label, bool block)
{
  const char *name = block ? "div" : "span";
  g_string_append_printf(out, "<%s epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"", name);
  sts_text_append_xml(out, id, true);
  g_string_append(out, "\" aria-label=\"");
  sts_text_append_xml(out, label, true);
  g_string_append_printf(out, "\"></%s>%s", name, block ? "\n" : "");
}

void
sts_xhtml_end(StsXhtmlWriter *writer, const char *name, bool block)
{
  g_string_append(writer->out, "</");
  g_string_append(writer->out, name);
  g_string_append(writer->out, block ? ">\n" : ">");
}

void
sts_xhtml_attribute(StsXhtmlWriter *writer, const char *name, const char *value)
{
  g_string_append_c(writer->out, ' ');
  g_string_append(writer->out, name);
  g_string_append(writer->out, "=\"");
  sts_text_append_xml(writer->out, value, true);
  g_string_append_c(writer->out, '"');
}

void
sts_xhtml_open(StsXhtmlWriter *writer, const char *name, const StsNode *node)
{
  const StsXhtmlOptions *options = writer->options;
  g_string_append_c(writer->out, '<');
  g_string_append(writer->out, name);
  if (options->plain)
    return;
  if (node->id != NULL)
    sts_xhtml_attribute(writer, "id", node->id);
  if (node->lang != NULL)
    sts_xhtml_append_language(
        writer->out, node->lang,
        node == writer->root ? options->language : sts_node_language(node->parent, options->language), false);
}

void
sts_xhtml_start(StsXhtmlWriter *writer, const char *name, const StsNode *node)
{
  sts_xhtml_open(writer, name, node);
  g_string_append_c(writer->out, '>');
}

void
sts_xhtml_role(StsXhtmlWriter *writer, const char *type, const char *role)
{
  if (writer->options->plain)
    return;
  if (type != NULL)
    sts_xhtml_attribute(writer, "epub:type", type);
  if (role != NULL)
    sts_xhtml_attribute(writer, "role", role);
}

void
sts_xhtml_href(StsXhtmlWriter *writer, const StsNode *target)
{
  const StsXhtmlOptions *options = writer->options;
  g_autofree char *href =
      options->href != NULL ? options->href(target, options->data) : g_strconcat("#", target->id, NULL);
  sts_xhtml_attribute(writer, "href", href);
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
    sts_xhtml_append_page_break(writer->out, options->break_ids[index], label, block);
  } else {
    g_autofree char *id = g_strconcat("page-", label, NULL);
    sts_xhtml_append_page_break(writer->out, id, label, block);
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
      sts_text_append_xml(writer->out, piece, false);
      done = offset;
    }
    writer->next_break++;
    sts_xhtml_flush_breaks(writer, false);
  }
  sts_text_append_xml(writer->out, text + done, false);
}

/* ---- pieces ---- */

void
sts_xhtml_image(StsXhtmlWriter *writer, const StsNode *image)
{
  const StsXhtmlOptions *options = writer->options;
  sts_xhtml_open(writer, "img", image);
  if (options->image_href != NULL && image->image.image != NULL) {
    g_autofree char *href = options->image_href(image->image.image, options->data);
    sts_xhtml_attribute(writer, "src", href);
  } else {
    g_string_append(writer->out, " src=\"");
    sts_xhtml_append_address(writer->out, image->image.source, options->plain);
    g_string_append_c(writer->out, '"');
  }
  sts_xhtml_attribute(writer, "alt", image->image.alternative != NULL ? image->image.alternative : "");
  /* A figure's title is its caption, which is written as such. */
  if (image->image.title != NULL && image->parent != NULL && image->parent->kind != STS_NODE_FIGURE)
    sts_xhtml_attribute(writer, "title", image->image.title);
  g_string_append(writer->out, " />");
}

/* A number that leads back to its place in the text stands first: at the end, readers that show notes as pop-ups print
 * it as a stray sign. */
static void
append_back_link(StsXhtmlWriter *writer, const StsNode *node, const StsNode *back, int number, const char *words)
{
  if (back != NULL && back->id != NULL) {
    g_autofree char *name = g_strdup_printf("%d. %s", number, sts_terms_get(sts_xhtml_terms(writer, node), words));
    g_string_append(writer->out, "<a class=\"label\" epub:type=\"backlink\" role=\"doc-backlink\"");
    sts_xhtml_href(writer, back);
    sts_xhtml_attribute(writer, "aria-label", name);
    g_string_append_printf(writer->out, ">%d.</a> ", number);
  } else {
    g_string_append_printf(writer->out, "<span class=\"label\">%d.</span> ", number);
  }
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
    g_string_append(writer->out, "<span class=\"label\" role=\"img\"");
    sts_xhtml_attribute(writer, "aria-label",
                        sts_terms_get(sts_xhtml_terms(writer, node), done ? "task-done" : "task-open"));
    g_string_append_printf(writer->out, ">%s</span> ", done ? "\u2611" : "\u2610");
  }
}

/* ---- inlines ---- */

static void
open_link(StsXhtmlWriter *writer, const StsNode *node)
{
  sts_xhtml_open(writer, "a", node);
  switch (node->link.kind) {
  case STS_LINK_INTERNAL:
    if (node->link.target != NULL)
      sts_xhtml_href(writer, node->link.target);
    break;
  case STS_LINK_EXTERNAL:
  case STS_LINK_SECTION:
  case STS_LINK_HOLLOW:
    g_string_append(writer->out, " href=\"");
    sts_xhtml_append_address(writer->out, node->link.destination != NULL ? node->link.destination : "",
                             writer->options->plain);
    g_string_append_c(writer->out, '"');
    break;
  }
  if (node->link.title != NULL)
    sts_xhtml_attribute(writer, "title", node->link.title);
  g_string_append_c(writer->out, '>');
}

static void
append_callout_number(StsXhtmlWriter *writer, const StsNode *node, const StsNode *target, int number, bool after_number,
                      const char *term)
{
  g_autofree char *digits = g_strdup_printf("%d", number);
  if (writer->options->plain || target == NULL) {
    g_string_append_printf(writer->out, "<sup>%s%s</sup>", after_number ? "," : "", digits);
    return;
  }
  g_autofree char *name = sts_terms_format(sts_xhtml_terms(writer, node), term, "number", digits, NULL);
  g_string_append(writer->out, after_number ? "<sup>," : "<sup>");
  sts_xhtml_open(writer, "a", node);
  sts_xhtml_role(writer, "noteref", "doc-noteref");
  sts_xhtml_href(writer, target);
  sts_xhtml_attribute(writer, "aria-label", name);
  g_string_append_printf(writer->out, ">%s</a></sup>", digits);
}

static void
append_date(StsXhtmlWriter *writer, const StsNode *node)
{
  if (writer->options->plain || !sts_date_is_set(node->date.date)) {
    sts_text_append_xml(writer->out, node->date.text, false);
    return;
  }
  g_autofree char *iso = sts_date_format_iso(node->date.date);
  sts_xhtml_open(writer, "time", node);
  sts_xhtml_attribute(writer, "datetime", iso);
  g_string_append_c(writer->out, '>');
  sts_text_append_xml(writer->out, node->date.text, false);
  g_string_append(writer->out, "</time>");
}

static void
append_leaf(StsXhtmlWriter *writer, const StsNode *node)
{
  switch (node->kind) {
  case STS_NODE_TEXT:
    if ((node->lang == NULL && node->id == NULL) || writer->options->plain) {
      sts_xhtml_text(writer, node, node->text.text);
    } else {
      sts_xhtml_start(writer, "span", node);
      sts_xhtml_text(writer, node, node->text.text);
      g_string_append(writer->out, "</span>");
    }
    break;
  case STS_NODE_CODE:
    sts_xhtml_start(writer, "code", node);
    sts_xhtml_text(writer, node, node->text.text);
    g_string_append(writer->out, "</code>");
    break;
  case STS_NODE_IMAGE:
    sts_xhtml_image(writer, node);
    break;
  case STS_NODE_LINE_BREAK:
    g_string_append(writer->out, "<br />\n");
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
    sts_xhtml_end(writer, element, false);
  } else if (element == NULL) {
    append_leaf(writer, node);
  } else if (node->kind == STS_NODE_LINK) {
    open_link(writer, node);
  } else {
    sts_xhtml_start(writer, element, node);
  }
}
