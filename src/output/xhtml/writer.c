/* Opens elements of nodes, and puts page breaks where they may stand. */
#include "output/xhtml/writer.h"

#include <string.h>

#include "base/address-break.h"
#include "output/xhtml/pieces.h"

char *
sts_xhtml_id(const StsXhtmlWriter *writer, const StsNode *node)
{
  const StsXhtmlOptions *options = writer->options;
  return options->id != NULL ? options->id(node, options->data) : g_strdup(node->id);
}

void
sts_xhtml_append_id(StsXhtmlWriter *writer, const StsNode *node)
{
  if (node->id == NULL)
    return;
  g_autofree char *id = sts_xhtml_id(writer, node);
  sts_xml_attribute(writer->xml, "id", id);
}

void
sts_xhtml_open(StsXhtmlWriter *writer, const char *name, const StsNode *node)
{
  const StsXhtmlOptions *options = writer->options;
  sts_xml_open(writer->xml, name);
  if (options->plain)
    return;
  sts_xhtml_append_id(writer, node);
  const bool section = strcmp(name, "section") == 0;
  const char *around = node == writer->root ? options->language : sts_node_language(node->parent, options->language);
  if (node->lang != NULL)
    sts_xhtml_append_language(writer->xml, node->lang, around, section);
  else if (section)
    sts_xhtml_append_direction(writer->xml, sts_node_language(node, around));
}

void
sts_xhtml_role(StsXhtmlWriter *writer, const char *type, const char *role)
{
  if (writer->options->plain)
    return;
  if (type != NULL && !writer->options->without_types)
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

static bool
is_linked(const StsNode *node)
{
  while (node != NULL && sts_node_is_inline(node->kind) && node->kind != STS_NODE_LINK)
    node = node->parent;
  return node != NULL && node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_EXTERNAL;
}

/* Whether the word is a number that goes on over a dash: "1-800-227-2345", "(3–5)", "5-mg". */
static bool
is_parted_number(const char *word, size_t length)
{
  enum { WHOLE_LENGTH_MAX = 16 };
  const char *end = word + length;
  while (word < end && !g_ascii_isalnum(*word))
    word++;
  while (end > word && !g_ascii_isalnum(end[-1]))
    end--;
  return end - word <= WHOLE_LENGTH_MAX && g_ascii_isdigit(*word) &&
         (memchr(word, '-', (size_t)(end - word)) != NULL || g_strstr_len(word, end - word, "\u2013") != NULL);
}

/* A phone shows so many letters in a line, in a list. */
enum { LINE_BYTES_MIN = 24 };

static void
append_piece(StsXhtmlWriter *writer, const char *from, const char *end)
{
  g_autofree char *piece = g_strndup(from, (size_t)(end - from));
  sts_xml_text(writer->xml, piece);
}

static void
open_span(StsXhtmlWriter *writer, const char *class)
{
  sts_xml_open(writer->xml, "span");
  sts_xml_attribute(writer->xml, "class", class);
}

/* What is not broken where the reader keeps our style. */
static void
append_whole(StsXhtmlWriter *writer, const char *from, const char *end)
{
  open_span(writer, "whole");
  append_piece(writer, from, end);
  sts_xml_close(writer->xml);
}

/* A place to break a line is no space: else some put one into the name of a link, and it is said in parts. */
static void
append_opportunity(StsXhtmlWriter *writer)
{
  sts_xml_open(writer->xml, "wbr");
  sts_xml_attribute(writer->xml, "aria-hidden", "true");
  sts_xml_close_empty(writer->xml);
}

/* An address breaks where it may on paper, for readers that know or take no style for it, and nowhere else. Where a
 * browser would break after its own sign, the sign holds on to the next character alone: all that follows may be longer
 * than a line. */
static void
append_address(StsXhtmlWriter *writer, const char *word, size_t length)
{
  size_t done = 0;
  open_span(writer, "address");
  for (size_t i = 1, end; i < length; i = end) {
    end = i + 1;
    if (length >= LINE_BYTES_MIN && sts_address_may_break(word, i, length)) {
      append_piece(writer, word + done, word + i);
      append_opportunity(writer);
      done = i;
    } else if (sts_address_keeps_next(word[i - 1])) {
      while (end < length && ((word[end] & 0xC0) == 0x80 || sts_address_keeps_next(word[end - 1])))
        end++;
      append_piece(writer, word + done, word + i - 1);
      append_whole(writer, word + i - 1, word + end);
      done = end;
    }
  }
  append_piece(writer, word + done, word + length);
  sts_xml_close(writer->xml);
}

/* Addresses, telephone numbers, ranges and doses are not broken as other words are. */
static void
append_text(StsXhtmlWriter *writer, const StsNode *node, const char *text)
{
  const char *done = text;
  for (const char *word = text; *word != '\0' && !writer->options->plain && node->kind == STS_NODE_TEXT;) {
    const size_t length = strcspn(word, " ");
    const bool address = sts_address_is_written(word, length, is_linked(node));
    if (address || is_parted_number(word, length)) {
      append_piece(writer, done, word);
      done = word + length;
      if (address)
        append_address(writer, word, length);
      else
        append_whole(writer, word, done);
    }
    word += length + strspn(word + length, " ");
  }
  sts_xml_text(writer->xml, done);
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
      append_text(writer, node, piece);
      done = offset;
    }
    writer->next_break++;
    sts_xhtml_flush_breaks(writer, false);
  }
  append_text(writer, node, text + done);
}
