/* Writes structure elements, parent tree, identifiers and role map as objects. */
#include "output/pdf/write-structure.h"

#include <string.h>

#include "base/pdf/pdf-write.h"

enum { NUMBERS_A_LEAF = 64 };

void
sts_structure_number(StsStructure *structure, StsPdfWriter *writer, guint32 first_page)
{
  structure->first_page_id = first_page;
  structure->root_id = sts_pdf_writer_reserve(writer, 1);
  structure->parent_tree_id = sts_pdf_writer_reserve(writer, 1);
  structure->first_id = sts_pdf_writer_reserve(writer, structure->elements->len);
  guint32 id = sts_pdf_writer_reserve(writer, structure->annotations->len);
  for (guint i = 0; i < structure->annotations->len; i++)
    g_array_index(structure->annotations, StsAnnotation, i).id = id + i;
}

/* There is no name for dashes, nor for labels that are words, as of definition lists. */
static const char *
list_numbering(const StsNode *node)
{
  static const char *const BULLETS[STS_BULLETS] = {"Disc", "None", "Square"};

  if (!node || node->kind != STS_NODE_LIST)
    return "None";
  switch (node->list.kind) {
  case STS_LIST_BULLET:
    return BULLETS[sts_list_bullet(node)];
  case STS_LIST_ORDERED:
  case STS_LIST_NUMBERED:
    return "Decimal";
  case STS_LIST_TASK:
    return "Square";
  case STS_LIST_PLAIN:
    return "None";
  }
  g_assert_not_reached();
}

static void
append_box(const StsStructure *structure, GString *out, guint32 index)
{
  const StsFigureBox *box = g_hash_table_lookup(structure->figure_boxes, GUINT_TO_POINTER(index + 1));

  if (!box)
    return;
  double height = g_array_index(structure->layout->pages, StsPage, box->page).height;
  const double corners[4] = {box->x0, height - box->y1, box->x1, height - box->y0};
  g_string_append(out, "/BBox [");
  sts_pdf_append_numbers(out, corners, 4);
  g_string_append(out, " ] ");
}

static void
append_figure(const StsStructure *structure, GString *out, guint32 index, const StsNode *node)
{
  const StsNode *image = node->kind == STS_NODE_FIGURE ? node->figure.image : node;

  g_string_append(out, "/Alt ");
  sts_pdf_append_text(out, image->image.alternative ? image->image.alternative : "");
  g_string_append_printf(out, " /A << /O /Layout /Placement /%s ", node->kind == STS_NODE_FIGURE ? "Block" : "Inline");
  append_box(structure, out, index);
  g_string_append(out, ">> ");
}

/* Notes need an identifier of their own (ISO 14289-1, 7.9); sections and their parts have one by which verification
 * finds them. Returns NULL for all others; free with g_free(). */
static char *
identifier(const StsStructure *structure, guint32 index)
{
  const StsElement *element = sts_element(structure, index);
  const StsNode *node = element->node;

  if (element->tag == STS_TAG_NOTE)
    return node->id ? g_strdup(node->id) : g_strdup_printf("note-%u", index);
  bool found_again = node && (node->kind == STS_NODE_SECTION || node->kind == STS_NODE_PART ||
                              (node->kind == STS_NODE_SPAN && node->span.words));
  return found_again ? g_strdup(node->id) : NULL;
}

/* How far the text is raised, in points; what is lowered has a shift below zero (ISO 32000-1, 14.8.5.4.3). */
static void
append_shift(const StsStructure *structure, GString *out, const StsNode *node)
{
  g_string_append(out, "/A << /O /Layout /BaselineShift");
  sts_pdf_append_number(out, GPOINTER_TO_INT(g_hash_table_lookup(structure->rises, node)) / 100.0, 2);
  g_string_append(out, " >> ");
}

static bool
is_shifted(const StsNode *node)
{
  return node && (node->kind == STS_NODE_SUPERSCRIPT || node->kind == STS_NODE_SUBSCRIPT);
}

/* What the element is called (ISO 32000-1, table 323); NULL: nothing. */
static const char *
title_of(const StsElement *element)
{
  if (element->tag == STS_TAG_SECT && element->node->kind == STS_NODE_CALLOUT)
    return element->node->callout.label;
  return element->node && element->node->kind == STS_NODE_PART ? element->node->part.label : NULL;
}

static void
append_properties(const StsStructure *structure, GString *out, guint32 index)
{
  const StsElement *element = sts_element(structure, index);
  StsTag tag = (StsTag)element->tag;

  const char *lang = element->lang ? element->lang : element->node ? element->node->lang : NULL;

  if (lang) {
    g_string_append(out, "/Lang ");
    sts_pdf_append_bytes(out, lang);
    g_string_append_c(out, ' ');
  }
  if (element->node && element->node->kind == STS_NODE_SPAN && element->node->span.expansion) {
    g_string_append(out, "/E ");
    sts_pdf_append_text(out, element->node->span.expansion);
    g_string_append_c(out, ' ');
  }
  const char *title = title_of(element);
  if (title) {
    g_string_append(out, "/T ");
    sts_pdf_append_text(out, title);
    g_string_append_c(out, ' ');
  }
  if (tag == STS_TAG_FIGURE)
    append_figure(structure, out, index, element->node);
  else if (tag == STS_TAG_TH)
    g_string_append_printf(out, "/A << /O /Table /Scope /%s >> ",
                           element->node->cell.scope == STS_SCOPE_ROW ? "Row" : "Column");
  else if (tag == STS_TAG_L)
    g_string_append_printf(out, "/A << /O /List /ListNumbering /%s >> ", list_numbering(element->node));
  else if (is_shifted(element->node))
    append_shift(structure, out, element->node);
  g_autofree char *id = identifier(structure, index);
  if (id) {
    g_string_append(out, "/ID ");
    sts_pdf_append_bytes(out, id);
    g_string_append_c(out, ' ');
  }
}

/* The page of most of an element's sequences is that of the first. */
static guint32
first_page(const StsStructure *structure, const StsElement *element)
{
  for (guint32 k = element->first_kid; k != STS_NONE;) {
    const StsKid *kid = &g_array_index(structure->kids, StsKid, k);
    if (kid->is_slot)
      for (guint32 m = sts_slot(structure, kid->index)->first_sequence; m != STS_NONE;
           m = sts_pdf_sequence(structure, m)->next)
        if (sts_pdf_sequence(structure, m)->mcid >= 0)
          return sts_pdf_sequence(structure, m)->page;
    k = kid->next;
  }
  return STS_NONE;
}

static void
append_sequence(const StsStructure *structure, GString *out, const StsPdfSequence *sequence, guint32 page)
{
  if (sequence->page == page)
    g_string_append_printf(out, "%d ", sequence->mcid);
  else
    g_string_append_printf(out, "<< /Type /MCR /Pg %u 0 R /MCID %d >> ", structure->first_page_id + sequence->page,
                           sequence->mcid);
}

static void
append_kids(const StsStructure *structure, GString *out, const StsElement *element, guint32 page)
{
  for (guint32 k = element->first_kid; k != STS_NONE;) {
    const StsKid *kid = &g_array_index(structure->kids, StsKid, k);
    if (kid->is_slot) {
      for (guint32 m = sts_slot(structure, kid->index)->first_sequence; m != STS_NONE;
           m = sts_pdf_sequence(structure, m)->next)
        if (sts_pdf_sequence(structure, m)->mcid >= 0)
          append_sequence(structure, out, sts_pdf_sequence(structure, m), page);
    } else {
      sts_pdf_append_reference(out, sts_structure_element_id(structure, kid->index));
      g_string_append_c(out, ' ');
    }
    k = kid->next;
  }
  for (guint32 a = element->first_annotation; a != STS_NONE;) {
    const StsAnnotation *annotation = &g_array_index(structure->annotations, StsAnnotation, a);
    g_string_append_printf(out, "<< /Type /OBJR /Pg %u 0 R /Obj %u 0 R >> ",
                           structure->first_page_id + annotation->page, annotation->id);
    a = annotation->next;
  }
}

static void
write_element(const StsStructure *structure, StsPdfWriter *writer, GString *out, guint32 index)
{
  const StsElement *element = sts_element(structure, index);
  guint32 page = first_page(structure, element);
  guint32 parent =
      element->parent == STS_NONE ? structure->root_id : sts_structure_element_id(structure, element->parent);

  g_string_printf(out, "<< /Type /StructElem /S /%s /P %u 0 R ", sts_tag_name((StsTag)element->tag), parent);
  if (page != STS_NONE)
    g_string_append_printf(out, "/Pg %u 0 R ", structure->first_page_id + page);
  append_properties(structure, out, index);
  if (element->first_kid != STS_NONE || element->first_annotation != STS_NONE) {
    g_string_append(out, "/K [ ");
    append_kids(structure, out, element, page);
    g_string_append(out, "] ");
  }
  g_string_append(out, ">>");
  sts_pdf_writer_add(writer, sts_structure_element_id(structure, index), out->str, out->len);
}

/* Appends the parent tree's entry: the elements of a page's sequences by MCID, or the element of an annotation. */
static void
append_parent_entry(const StsStructure *structure, GString *out, guint32 key)
{
  guint32 pages = structure->layout->pages->len;

  g_string_append_printf(out, "%u ", key);
  if (key >= pages) {
    sts_pdf_append_reference(
        out,
        sts_structure_element_id(structure, g_array_index(structure->annotations, StsAnnotation, key - pages).element));
    g_string_append_c(out, ' ');
    return;
  }
  g_string_append(out, "[ ");
  for (guint32 m = g_array_index(structure->page_sequences, guint32, key);
       m < g_array_index(structure->page_sequences, guint32, key + 1); m++) {
    const StsPdfSequence *sequence = sts_pdf_sequence(structure, m);
    if (sequence->mcid < 0)
      continue;
    sts_pdf_append_reference(out, sts_structure_element_id(structure, sts_slot(structure, sequence->slot)->element));
    g_string_append_c(out, ' ');
  }
  g_string_append(out, "] ");
}

static void
write_parent_tree(const StsStructure *structure, StsPdfWriter *writer, GString *out)
{
  guint32 keys = structure->layout->pages->len + structure->annotations->len;
  guint32 leaves = (keys + NUMBERS_A_LEAF - 1) / NUMBERS_A_LEAF, first = sts_pdf_writer_reserve(writer, leaves);

  for (guint32 leaf = 0; leaf < leaves; leaf++) {
    guint32 low = leaf * NUMBERS_A_LEAF, high = MIN(low + NUMBERS_A_LEAF, keys);
    g_string_printf(out, "<< /Limits [ %u %u ] /Nums [ ", low, high - 1);
    for (guint32 key = low; key < high; key++)
      append_parent_entry(structure, out, key);
    g_string_append(out, "] >>");
    sts_pdf_writer_add(writer, first + leaf, out->str, out->len);
  }
  g_string_assign(out, "<< /Kids [ ");
  for (guint32 leaf = 0; leaf < leaves; leaf++)
    g_string_append_printf(out, "%u 0 R ", first + leaf);
  g_string_append(out, "] >>");
  sts_pdf_writer_add(writer, structure->parent_tree_id, out->str, out->len);
}

typedef struct {
  char *id;
  guint32 element;
} Identified;

static int
compare_identified(const void *a, const void *b)
{
  return strcmp(((const Identified *)a)->id, ((const Identified *)b)->id);
}

static void
append_limit_and_names(const StsStructure *structure, GString *out, const Identified *names, guint count)
{
  g_string_assign(out, "<< /Limits [ ");
  sts_pdf_append_bytes(out, names[0].id);
  g_string_append_c(out, ' ');
  sts_pdf_append_bytes(out, names[count - 1].id);
  g_string_append(out, " ] /Names [ ");
  for (guint i = 0; i < count; i++) {
    sts_pdf_append_bytes(out, names[i].id);
    g_string_append_printf(out, " %u 0 R ", sts_structure_element_id(structure, names[i].element));
  }
  g_string_append(out, "] >>");
}

/* Writes the tree of identifiers; returns its object number, 0 when there are none. */
static guint32
write_id_tree(const StsStructure *structure, StsPdfWriter *writer, GString *out)
{
  g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(Identified));
  g_autoptr(GString) root = g_string_new("<< /Kids [ ");

  for (guint32 i = 0; i < structure->elements->len; i++) {
    Identified name = {identifier(structure, i), i};
    if (name.id)
      g_array_append_val(names, name);
  }
  if (names->len == 0)
    return 0;
  g_array_sort(names, compare_identified);
  for (guint low = 0; low < names->len; low += NUMBERS_A_LEAF) {
    guint32 leaf = sts_pdf_writer_reserve(writer, 1);
    append_limit_and_names(structure, out, &g_array_index(names, Identified, low),
                           MIN(NUMBERS_A_LEAF, names->len - low));
    sts_pdf_writer_add(writer, leaf, out->str, out->len);
    g_string_append_printf(root, "%u 0 R ", leaf);
  }
  g_string_append(root, "] >>");
  guint32 id = sts_pdf_writer_reserve(writer, 1);
  sts_pdf_writer_add(writer, id, root->str, root->len);
  for (guint i = 0; i < names->len; i++)
    g_free(g_array_index(names, Identified, i).id);
  return id;
}

bool
sts_structure_write(const StsStructure *structure, StsPdfWriter *writer, StsWatch *watch)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint32 i = 0; i < structure->elements->len; i++) {
    if (i % STS_OBJECTS_A_TELL == 0 && !sts_watch_tell(watch, 0.85 + 0.1 * i / structure->elements->len))
      return false;
    write_element(structure, writer, out, i);
  }
  write_parent_tree(structure, writer, out);
  guint32 id_tree = write_id_tree(structure, writer, out);
  g_string_printf(out,
                  "<< /Type /StructTreeRoot /K %u 0 R /ParentTree %u 0 R /ParentTreeNextKey %u /RoleMap << /CodeBlock "
                  "/P /Em /Span /Strong /Span >> ",
                  sts_structure_element_id(structure, 0), structure->parent_tree_id,
                  structure->layout->pages->len + structure->annotations->len);
  if (id_tree)
    g_string_append_printf(out, "/IDTree %u 0 R ", id_tree);
  g_string_append(out, ">>");
  sts_pdf_writer_add(writer, structure->root_id, out->str, out->len);
  return true;
}
