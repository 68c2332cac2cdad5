/* Builds structure elements and slots from the document tree: the mapping of kinds of nodes to kinds of elements. */
#include "output/pdf/structure-tree.h"
#include "document/plain-text.h"

#include <string.h>

/* Where the children of an open node go. A group is an element that the document tree has no node for: TOC, THead,
 * TBody, LI of a definition list. */
typedef struct {
  guint32 element;
  guint32 group;
  bool group_closed; /* THead: the body has begun; LI: its definition has come */
} Level;

static const char *const TAG_NAMES[] = {
    [STS_TAG_DOCUMENT] = "Document",
    [STS_TAG_SECT] = "Sect",
    [STS_TAG_DIV] = "Div",
    [STS_TAG_H1] = "H1",
    [STS_TAG_H2] = "H2",
    [STS_TAG_H3] = "H3",
    [STS_TAG_H4] = "H4",
    [STS_TAG_H5] = "H5",
    [STS_TAG_H6] = "H6",
    [STS_TAG_P] = "P",
    [STS_TAG_L] = "L",
    [STS_TAG_LI] = "LI",
    [STS_TAG_LBL] = "Lbl",
    [STS_TAG_LBODY] = "LBody",
    [STS_TAG_TABLE] = "Table",
    [STS_TAG_THEAD] = "THead",
    [STS_TAG_TBODY] = "TBody",
    [STS_TAG_TR] = "TR",
    [STS_TAG_TH] = "TH",
    [STS_TAG_TD] = "TD",
    [STS_TAG_CAPTION] = "Caption",
    [STS_TAG_FIGURE] = "Figure",
    [STS_TAG_BLOCK_QUOTE] = "BlockQuote",
    [STS_TAG_CODE] = "Code",
    [STS_TAG_NOTE] = "Note",
    [STS_TAG_REFERENCE] = "Reference",
    [STS_TAG_LINK] = "Link",
    [STS_TAG_TOC] = "TOC",
    [STS_TAG_TOCI] = "TOCI",
    [STS_TAG_SPAN] = "Span",
    [STS_TAG_EM] = "Em",
    [STS_TAG_STRONG] = "Strong",
    [STS_TAG_CODE_BLOCK] = "CodeBlock",
};

const char *
sts_tag_name(StsTag tag)
{
  return TAG_NAMES[tag];
}

static void
add_kid(StsStructure *structure, guint32 parent, guint32 index, bool is_slot)
{
  StsKid kid = {.next = STS_NONE, .index = index, .is_slot = is_slot};
  StsElement *element = sts_element(structure, parent);
  guint32 place = structure->kids->len;

  if (element->last_kid == STS_NONE)
    element->first_kid = place;
  else
    g_array_index(structure->kids, StsKid, element->last_kid).next = place;
  element->last_kid = place;
  g_array_append_val(structure->kids, kid);
}

static guint32
add_element(StsStructure *structure, guint32 parent, StsTag tag, const StsNode *node)
{
  StsElement element = {.node = node,
                        .parent = parent,
                        .first_kid = STS_NONE,
                        .last_kid = STS_NONE,
                        .first_annotation = STS_NONE,
                        .tag = (guint8)tag};
  guint32 index = structure->elements->len;

  g_array_append_val(structure->elements, element);
  if (parent != STS_NONE)
    add_kid(structure, parent, index, false);
  return index;
}

static void
add_slot(StsStructure *structure, guint32 element, const StsNode *node, StsSlotKind kind, const char *text)
{
  StsSlot slot = {.node = node,
                  .rest = text,
                  .element = element,
                  .first_sequence = STS_NONE,
                  .last_sequence = STS_NONE,
                  .kind = (guint8)kind};
  guint32 index = structure->slots->len;

  g_array_append_val(structure->slots, slot);
  add_kid(structure, element, index, true);
  g_hash_table_insert(structure->slot_of, (gpointer)node, GUINT_TO_POINTER(index + 1));
}

/* Returns a Link below `parent` where the node can be clicked, otherwise `parent`. */
static guint32
add_link(StsStructure *structure, guint32 parent, const StsNode *node)
{
  if (!g_hash_table_contains(structure->has_area, node))
    return parent;
  guint32 link = add_element(structure, parent, STS_TAG_LINK, NULL);
  g_hash_table_insert(structure->link_of, (gpointer)node, GUINT_TO_POINTER(link + 1));
  return link;
}

static void
add_label(StsStructure *structure, guint32 parent, const StsNode *node)
{
  const StsPublication *publication = structure->layout->publication;
  guint32 label = add_element(structure, parent, STS_TAG_LBL, NULL);
  guint32 link = add_link(structure, label, node);

  add_slot(structure, link, node, STS_SLOT_LABEL, NULL);
  /* A mark is in no language, but where it leads and what a box means is said in words. */
  if (link != label || (node->kind == STS_NODE_ITEM && node->item.task != STS_TASK_NONE))
    sts_element(structure, label)->lang = sts_publication_words_language(publication, node);
}

/* What of the note's ways back can be clicked. */
static void
add_ways_back(StsStructure *structure, guint32 note, const StsNode *node)
{
  for (const StsNode *link = node->note.further; link; link = link->next)
    if (g_hash_table_contains(structure->has_area, link))
      add_label(structure, note, link);
}

static void
add_number_reference(StsStructure *structure, guint32 parent, const StsNode *node)
{
  g_autoptr(GString) number = g_string_new(NULL);
  guint32 reference = add_element(structure, parent, STS_TAG_REFERENCE, node);

  sts_element(structure, reference)->lang = sts_publication_words_language(structure->layout->publication, node);
  sts_node_append_number(number, node);
  add_slot(structure, add_link(structure, reference, node), node, STS_SLOT_TEXT,
           sts_arena_strdup(structure->arena, number->str));
}

static void
add_picture(StsStructure *structure, guint32 element, const StsNode *image)
{
  add_slot(structure, element, image, STS_SLOT_PICTURE, NULL);
}

static guint32
open_contents_entry(StsStructure *structure, Level *parent, const StsNode *node)
{
  if (parent->group == STS_NONE)
    parent->group = add_element(structure, parent->element, STS_TAG_TOC, NULL);
  return add_element(structure, parent->group, STS_TAG_TOCI, node);
}

/* Whether the node's blocks have elements. */
static bool
has_elements(const StsNode *node)
{
  for (const StsNode *child = node->first_child; child; child = child->next)
    if (child->kind != STS_NODE_RULE)
      return true;
  return false;
}

static guint32
open_item(StsStructure *structure, guint32 parent, const StsNode *node)
{
  guint32 item = add_element(structure, parent, STS_TAG_LI, node);

  if (node->parent->list.kind != STS_LIST_PLAIN)
    add_label(structure, item, node);
  return has_elements(node) ? add_element(structure, item, STS_TAG_LBODY, NULL) : item;
}

static guint32
open_row(StsStructure *structure, Level *parent, const StsNode *node)
{
  bool head = node->row.header && !parent->group_closed;

  if (parent->group == STS_NONE || (!head && !parent->group_closed)) {
    parent->group = add_element(structure, parent->element, head ? STS_TAG_THEAD : STS_TAG_TBODY, NULL);
    parent->group_closed = !head;
  }
  return add_element(structure, parent->group, STS_TAG_TR, node);
}

/* Terms and the definitions after them are one LI, with a Lbl for each term and an LBody for each definition. */
static guint32
open_definition_part(StsStructure *structure, Level *parent, const StsNode *node)
{
  bool term = node->kind == STS_NODE_TERM;

  if (parent->group == STS_NONE || (term && parent->group_closed)) {
    parent->group = add_element(structure, parent->element, STS_TAG_LI, NULL);
    parent->group_closed = false;
  }
  if (!term)
    parent->group_closed = true;
  return term || has_elements(node) ? add_element(structure, parent->group, term ? STS_TAG_LBL : STS_TAG_LBODY, node)
                                    : parent->group;
}

static guint32
open_callout(StsStructure *structure, guint32 parent, const StsNode *node)
{
  guint32 callout = add_element(structure, parent, STS_TAG_SECT, node);
  guint32 label = add_element(structure, callout, STS_TAG_P, NULL);

  sts_element(structure, label)->lang = node->callout.label_lang;
  add_slot(structure, label, node, STS_SLOT_TEXT, node->callout.label);
  return callout;
}

static guint32
open_part(StsStructure *structure, guint32 parent, const StsNode *node)
{
  switch (node->part.kind) {
  case STS_PART_REVIEWERS:
  case STS_PART_BYLINE:
  case STS_PART_SOURCE:
  case STS_PART_REVIEW:
  case STS_PART_LAST_REVISED:
  case STS_PART_MASTHEAD:
    /* A line or two, which nobody needs announced but by a title; the element lets them be found again. */
    return add_element(structure, parent, STS_TAG_DIV, node);
  case STS_PART_NOTES:
  case STS_PART_HYPERLINKS:
  case STS_PART_REFERENCES:
  case STS_PART_DISCLAIMER:
  case STS_PART_CLINIC:
    return add_element(structure, parent, STS_TAG_SECT, node);
  }
  g_assert_not_reached();
}

static guint32
open_link(StsStructure *structure, guint32 parent, const StsNode *node)
{
  if (!g_hash_table_contains(structure->has_area, node))
    return add_element(structure, parent, STS_TAG_SPAN, node);
  guint32 link = add_element(structure, parent, STS_TAG_LINK, node);
  g_hash_table_insert(structure->link_of, (gpointer)node, GUINT_TO_POINTER(link + 1));
  return link;
}

static guint32
open_heading(StsStructure *structure, guint32 parent, const StsNode *node)
{
  g_ptr_array_add(structure->headings, (gpointer)node);
  return add_element(structure, parent, STS_TAG_H1 + (StsTag)CLAMP(node->heading.level, 1, 6) - 1, node);
}

static guint32
open_figure(StsStructure *structure, guint32 parent, const StsNode *node)
{
  guint32 figure = add_element(structure, parent, STS_TAG_FIGURE, node);

  add_picture(structure, figure, node->figure.image);
  return figure;
}

static guint32
open_note(StsStructure *structure, guint32 parent, const StsNode *node)
{
  guint32 note = add_element(structure, parent, STS_TAG_NOTE, node);

  add_label(structure, note, node);
  add_ways_back(structure, note, node);
  return note;
}

/* A line is an element of its own: line ends matter in code, and content has none. The slots of the lines follow one
 * another. */
static guint32
open_code_block(StsStructure *structure, guint32 parent, const StsNode *node)
{
  guint32 block = add_element(structure, parent, STS_TAG_CODE_BLOCK, node), first = structure->slots->len;

  for (const char *line = node->code.text; line;) {
    const char *end = strchr(line, '\n');
    const char *text = sts_arena_strndup(structure->arena, line, end ? (size_t)(end - line) : strlen(line));
    add_slot(structure, add_element(structure, block, STS_TAG_CODE, NULL), node, STS_SLOT_TEXT, text);
    line = end ? end + 1 : NULL;
  }
  g_hash_table_insert(structure->slot_of, (gpointer)node, GUINT_TO_POINTER(first + 1));
  return block;
}

/* Adds what the node is; returns the element that takes its children. */
static guint32
open_node(StsStructure *structure, Level *parent, const StsNode *node)
{
  guint32 to = parent->element;

  switch (node->kind) {
  case STS_NODE_PUBLICATION:
    return add_element(structure, STS_NONE, STS_TAG_DOCUMENT, node);
  case STS_NODE_COVER:
  case STS_NODE_CONTENTS:
  case STS_NODE_SECTION:
    return add_element(structure, to, STS_TAG_SECT, node);
  case STS_NODE_CONTENTS_ENTRY:
    return open_contents_entry(structure, parent, node);
  case STS_NODE_PART:
    return open_part(structure, to, node);
  case STS_NODE_LIST:
  case STS_NODE_DEFINITION_LIST:
    return add_element(structure, to, STS_TAG_L, node);
  case STS_NODE_ITEM:
    return open_item(structure, to, node);
  case STS_NODE_QUOTE:
    return add_element(structure, to, STS_TAG_BLOCK_QUOTE, node);
  case STS_NODE_CALLOUT:
    return open_callout(structure, to, node);
  case STS_NODE_TABLE:
    return add_element(structure, to, STS_TAG_TABLE, node);
  case STS_NODE_ROW:
    return open_row(structure, parent, node);
  case STS_NODE_CELL:
    return add_element(structure, to, node->cell.scope != STS_SCOPE_NONE ? STS_TAG_TH : STS_TAG_TD, node);
  case STS_NODE_FIGURE:
    return open_figure(structure, to, node);
  case STS_NODE_TERM:
  case STS_NODE_DEFINITION:
    return open_definition_part(structure, parent, node);
  case STS_NODE_NOTE:
    return open_note(structure, to, node);
  case STS_NODE_HEADING:
    return open_heading(structure, to, node);
  case STS_NODE_PARAGRAPH:
    /* An entry of the contents is no paragraph: TOCI holds a Reference. */
    return add_element(structure, to,
                       node->parent && node->parent->kind == STS_NODE_CONTENTS_ENTRY ? STS_TAG_REFERENCE : STS_TAG_P,
                       node);
  case STS_NODE_CAPTION:
    return add_element(structure, to, STS_TAG_CAPTION, node);
  case STS_NODE_CODE_BLOCK:
    return open_code_block(structure, to, node);
  case STS_NODE_EMPHASIS:
    return add_element(structure, to, node->emphasis.name ? STS_TAG_SPAN : STS_TAG_EM, node);
  case STS_NODE_STRONG:
    return add_element(structure, to, STS_TAG_STRONG, node);
  case STS_NODE_SUPERSCRIPT:
  case STS_NODE_SUBSCRIPT:
  case STS_NODE_SPAN:
    return add_element(structure, to, STS_TAG_SPAN, node);
  case STS_NODE_LINK:
    return open_link(structure, to, node);
  case STS_NODE_TEXT:
    add_slot(structure, to, node, STS_SLOT_TEXT, node->text.text);
    return to;
  case STS_NODE_CODE:
    add_slot(structure, add_element(structure, to, STS_TAG_CODE, node), node, STS_SLOT_TEXT, node->text.text);
    return to;
  case STS_NODE_DATE:
    add_slot(structure, to, node, STS_SLOT_TEXT, node->date.text);
    return to;
  case STS_NODE_IMAGE:
    add_picture(structure, add_element(structure, to, STS_TAG_FIGURE, node), node);
    return to;
  case STS_NODE_NOTE_REFERENCE:
  case STS_NODE_LINK_NUMBER:
    add_number_reference(structure, to, node);
    return to;
  case STS_NODE_LINE_BREAK:
    add_slot(structure, to, node, STS_SLOT_OPTIONAL, NULL);
    return to;
  case STS_NODE_RULE:
    return to;
  }
  g_assert_not_reached();
}

static void
build(StsStructure *structure, const StsNode *root)
{
  g_autoptr(GArray) levels = g_array_new(FALSE, FALSE, sizeof(Level));
  Level outside = {.element = STS_NONE, .group = STS_NONE};
  StsNodeIter iter;

  g_array_append_val(levels, outside);
  sts_node_iter_init(&iter, root);
  for (StsNodeEvent event; (event = sts_node_iter_next(&iter)) != STS_EVENT_DONE;) {
    const StsNode *node = iter.node;
    if (sts_layout_omits(structure->layout, node)) {
      if (event == STS_EVENT_ENTER)
        sts_node_iter_skip(&iter);
    } else if (event == STS_EVENT_ENTER) {
      Level level = {.group = STS_NONE};
      level.element = open_node(structure, &g_array_index(levels, Level, levels->len - 1), node);
      if (sts_node_is_container(node->kind))
        g_array_append_val(levels, level);
    } else {
      /* The page number is read after the entry's title. */
      if (node->kind == STS_NODE_PARAGRAPH && node->parent && node->parent->kind == STS_NODE_CONTENTS_ENTRY)
        add_slot(structure, g_array_index(levels, Level, levels->len - 1).element, node->parent, STS_SLOT_OPTIONAL,
                 NULL);
      g_array_set_size(levels, levels->len - 1);
    }
  }
}

StsStructure *
sts_structure_new(const StsLayout *layout)
{
  StsStructure *structure = g_new0(StsStructure, 1);

  structure->layout = layout;
  structure->arena = sts_arena_new();
  structure->elements = g_array_new(FALSE, FALSE, sizeof(StsElement));
  structure->kids = g_array_new(FALSE, FALSE, sizeof(StsKid));
  structure->slots = g_array_new(FALSE, FALSE, sizeof(StsSlot));
  structure->sequences = g_array_new(FALSE, FALSE, sizeof(StsPdfSequence));
  structure->annotations = g_array_new(FALSE, FALSE, sizeof(StsAnnotation));
  structure->page_sequences = g_array_new(FALSE, FALSE, sizeof(guint32));
  structure->slot_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  structure->link_of = g_hash_table_new(g_direct_hash, g_direct_equal);
  structure->has_area = g_hash_table_new(g_direct_hash, g_direct_equal);
  structure->figure_boxes = g_hash_table_new(g_direct_hash, g_direct_equal);
  structure->rises = g_hash_table_new(g_direct_hash, g_direct_equal);
  structure->headings = g_ptr_array_new();
  structure->strings = g_checksum_new(G_CHECKSUM_SHA256);
  for (guint i = 0; i < layout->links->len; i++)
    g_hash_table_add(structure->has_area, (gpointer)g_array_index(layout->links, StsLinkArea, i).node);
  build(structure, layout->publication->root);
  return structure;
}

void
sts_structure_free(StsStructure *structure)
{
  if (!structure)
    return;
  g_checksum_free(structure->strings);
  g_ptr_array_unref(structure->headings);
  g_hash_table_unref(structure->figure_boxes);
  g_hash_table_unref(structure->rises);
  g_hash_table_unref(structure->has_area);
  g_hash_table_unref(structure->link_of);
  g_hash_table_unref(structure->slot_of);
  g_array_unref(structure->page_sequences);
  g_array_unref(structure->annotations);
  g_array_unref(structure->sequences);
  g_array_unref(structure->slots);
  g_array_unref(structure->kids);
  g_array_unref(structure->elements);
  sts_arena_free(structure->arena);
  g_free(structure);
}
