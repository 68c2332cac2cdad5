/* Link annotations: one for each link and page, with a rectangle for each line. */
#include "output/pdf/write-annotations.h"

#include <string.h>

#include "base/address.h"
#include "base/pdf/pdf-write.h"
#include "document/plain-text.h"

static guint32
link_element(const StsStructure *structure, const StsNode *node)
{
  guint32 found = GPOINTER_TO_UINT(g_hash_table_lookup(structure->link_of, node));

  return found ? found - 1 : STS_NONE;
}

static void
add_area(StsStructure *structure, guint32 page, guint32 link)
{
  const StsNode *node = g_array_index(structure->layout->links, StsLinkArea, link).node;
  guint32 element = link_element(structure, node);
  GArray *annotations = structure->annotations;

  if (element == STS_NONE)
    return;
  if (annotations->len > 0) {
    StsAnnotation *last = &g_array_index(annotations, StsAnnotation, annotations->len - 1);
    if (last->node == node && last->page == page && last->first_link + last->link_count == link) {
      last->link_count++;
      return;
    }
  }
  StsAnnotation annotation = {
      .node = node, .element = element, .page = page, .next = STS_NONE, .first_link = link, .link_count = 1};
  guint32 index = annotations->len, *tail = &sts_element(structure, element)->first_annotation;
  while (*tail != STS_NONE)
    tail = &g_array_index(annotations, StsAnnotation, *tail).next;
  *tail = index;
  g_array_append_val(annotations, annotation);
}

void
sts_structure_add_annotations(StsStructure *structure)
{
  const GArray *pages = structure->layout->pages;

  for (guint32 page = 0; page < pages->len; page++) {
    const StsPage *at = &g_array_index(pages, StsPage, page);
    for (guint32 i = 0; i < at->link_count; i++)
      add_area(structure, page, at->first_link + i);
  }
}

bool
sts_pdf_append_destination(const StsStructure *structure, GString *out, const StsNode *target)
{
  const StsPlace *place = target ? sts_layout_lookup(structure->layout, target) : NULL;

  if (!place)
    return false;
  double height = g_array_index(structure->layout->pages, StsPage, place->page).height,
         top = CLAMP(height - place->y, 0, height);
  g_string_append_printf(out, "[ %u 0 R /XYZ null", structure->first_page_id + place->page);
  sts_pdf_append_numbers(out, &top, 1);
  g_string_append(out, " null ]");
  return true;
}

/* Where a click leads inside the file; NULL for an address outside. */
static const StsNode *
target_of(const StsNode *node)
{
  if (node->kind == STS_NODE_LINK && node->link.kind == STS_LINK_INTERNAL)
    return node->link.target;
  if (node->kind == STS_NODE_LINK_NUMBER)
    return node->link_number.item;
  if (node->kind == STS_NODE_NOTE_REFERENCE)
    return node->note_reference.note;
  if (node->kind == STS_NODE_ITEM)
    return node->item.back;
  if (node->kind == STS_NODE_NOTE)
    return node->note.back;
  return NULL;
}

/* A place in a line that has none of its own stands in its block. */
static const StsNode *
placed(const StsStructure *structure, const StsNode *target)
{
  while (target && !sts_layout_lookup(structure->layout, target))
    target = target->parent;
  return target;
}

/* What a node is called: its heading's text, or a section's title. */
static char *
title_of(const StsNode *target)
{
  if (target->kind == STS_NODE_SECTION)
    return g_strdup(target->section.title);
  return sts_node_holds_inlines(target->kind) ? sts_node_title_text(target) : g_strdup("");
}

/* Where the link leads, in words. */
static char *
describe_target(const StsStructure *structure, const StsTerms *terms, const StsNode *link)
{
  const StsNode *target = placed(structure, target_of(link));
  const char *address = link->link.destination;
  size_t start = 0, length = 0;

  if (target) {
    const StsPlace *place = sts_layout_lookup(structure->layout, target);
    const StsPage *page = &g_array_index(structure->layout->pages, StsPage, place->page);
    g_autofree char *title = title_of(target_of(link));
    return sts_terms_format(terms, "link-to", "page", page->label, "target", title, NULL);
  }
  if (g_ascii_strncasecmp(address, "tel:", strlen("tel:")) == 0)
    return g_strdup(sts_terms_get(terms, "link-telephone"));
  if (g_ascii_strncasecmp(address, "mailto:", strlen("mailto:")) == 0)
    return g_strdup(sts_terms_get(terms, "link-email"));
  bool web = sts_address_find_host(address, &start, &length);
  g_autofree char *host = web ? g_strndup(address + start, length) : g_strdup(address);
  return sts_terms_format(terms, "link-external", "target", host, NULL);
}

/* The way back from a note: to which of its marks, where there are several. */
static char *
describe_way_back(const StsTerms *terms, const StsNode *note, const StsNode *link)
{
  const char *words = sts_terms_get(terms, "back-to-text");
  int mark = 2;

  for (const StsNode *other = note->note.further; other != link; other = other->next)
    mark++;
  return g_strdup_printf("%s %d", words, mark);
}

/* What assistive technology says of the link (ISO 14289-1, 7.18.5): what is seen of it, then where it leads. */
static char *
describe(const StsStructure *structure, const StsNode *node)
{
  const StsPublication *publication = structure->layout->publication;
  const StsTerms *terms = sts_publication_terms(publication, node);

  if (node->kind == STS_NODE_LINK_NUMBER || node->kind == STS_NODE_NOTE_REFERENCE)
    return sts_terms_format(terms, node->kind == STS_NODE_LINK_NUMBER ? "hyperlink-number" : "note-number", "number",
                            sts_node_mark(node).text, NULL);
  if (node->kind == STS_NODE_ITEM || node->kind == STS_NODE_NOTE)
    return g_strdup_printf("%s. %s", sts_node_mark(node).text,
                           sts_terms_get(terms, node->kind == STS_NODE_ITEM ? "back-to-link" : "back-to-text"));
  if (node->parent->kind == STS_NODE_NOTE)
    return describe_way_back(terms, node->parent, node);
  g_autofree char *own = sts_node_title_text(node), *place = describe_target(structure, terms, node);
  return *own ? sts_terms_format(terms, "link-name", "text", own, "place", place, NULL) : g_steal_pointer(&place);
}

static void
append_action(const StsStructure *structure, GString *out, const StsNode *node)
{
  const StsNode *target = placed(structure, target_of(node));

  if (target) {
    g_string_append(out, "/Dest ");
    sts_pdf_append_destination(structure, out, target);
  } else if (node->kind == STS_NODE_LINK && node->link.destination) {
    g_autofree char *address = sts_address_to_uri(node->link.destination);
    g_string_append(out, "/A << /Type /Action /S /URI /URI ");
    sts_pdf_append_bytes(out, address);
    g_string_append(out, " >>");
  }
}

static void
append_areas(const StsStructure *structure, GString *out, const StsAnnotation *annotation)
{
  double height = g_array_index(structure->layout->pages, StsPage, annotation->page).height;
  double bounds[4] = {G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE};
  g_autoptr(GString) quads = g_string_new(NULL);

  for (guint32 i = 0; i < annotation->link_count; i++) {
    const StsLinkArea *area = &g_array_index(structure->layout->links, StsLinkArea, annotation->first_link + i);
    double left = area->x, right = area->x + area->width, top = height - area->y, bottom = top - area->height;
    const double corners[8] = {left, top, right, top, left, bottom, right, bottom};
    sts_pdf_append_numbers(quads, corners, 8);
    bounds[0] = MIN(bounds[0], left);
    bounds[1] = MIN(bounds[1], bottom);
    bounds[2] = MAX(bounds[2], right);
    bounds[3] = MAX(bounds[3], top);
  }
  g_string_append(out, "/Rect [");
  sts_pdf_append_numbers(out, bounds, 4);
  g_string_append_printf(out, " ] /QuadPoints [%s ] ", quads->str);
}

bool
sts_pdf_write_annotations(const StsStructure *structure, StsPdfWriter *writer, StsWatch *watch)
{
  g_autoptr(GString) out = g_string_new(NULL);

  for (guint32 i = 0; i < structure->annotations->len; i++) {
    const StsAnnotation *annotation = &g_array_index(structure->annotations, StsAnnotation, i);
    if (i % STS_OBJECTS_A_TELL == 0 && !sts_watch_tell(watch, 0.95 + 0.04 * i / structure->annotations->len))
      return false;
    g_autofree char *contents = describe(structure, annotation->node);
    g_string_assign(out, "<< /Type /Annot /Subtype /Link /F 4 /Border [ 0 0 0 ] ");
    append_areas(structure, out, annotation);
    g_string_append_printf(out, "/P %u 0 R /StructParent %u /Contents ", structure->first_page_id + annotation->page,
                           structure->layout->pages->len + i);
    sts_pdf_append_text(out, contents);
    g_string_append_c(out, ' ');
    append_action(structure, out, annotation->node);
    g_string_append(out, " >>");
    sts_pdf_writer_add(writer, annotation->id, out->str, out->len);
  }
  return true;
}
