/* The outline (bookmarks) of all headings, nested by level, and the page labels. */
#include "output/pdf/write-outline.h"

#include <string.h>

#include "base/pdf/pdf-write.h"
#include "base/text.h"
#include "document/plain-text.h"
#include "output/pdf/write-annotations.h"

typedef struct {
  const StsNode *heading;
  guint32 parent, previous, next, first, last; /* indices; STS_NONE */
  int level, descendants;
} Item;

static Item *
item_at(GArray *items, guint32 index)
{
  return &g_array_index(items, Item, index);
}

static void
count_up(GArray *items, guint32 index)
{
  for (; index != STS_NONE; index = item_at(items, index)->parent)
    item_at(items, index)->descendants++;
}

/* Adds the heading below the last one of a lower level. */
static void
add_item(GArray *items, GArray *open, const StsNode *heading)
{
  Item item = {heading, STS_NONE, STS_NONE, STS_NONE, STS_NONE, STS_NONE, heading->heading.level, 0};
  guint32 index = items->len, previous = STS_NONE;

  while (open->len > 0 && item_at(items, g_array_index(open, guint32, open->len - 1))->level >= item.level) {
    previous = g_array_index(open, guint32, open->len - 1);
    g_array_set_size(open, open->len - 1);
  }
  if (open->len > 0)
    item.parent = g_array_index(open, guint32, open->len - 1);
  /* A heading between two levels of the tree joins the last sibling, not the last one popped. */
  if (item.parent != STS_NONE)
    previous = item_at(items, item.parent)->last;
  item.previous = previous;
  g_array_append_val(items, item);
  if (previous != STS_NONE)
    item_at(items, previous)->next = index;
  if (item.parent != STS_NONE) {
    Item *parent = item_at(items, item.parent);
    if (parent->first == STS_NONE)
      parent->first = index;
    parent->last = index;
    count_up(items, item.parent);
  }
  g_array_append_val(open, index);
}

static void
append_link(GString *out, const char *key, guint32 first_id, guint32 index)
{
  if (index != STS_NONE)
    g_string_append_printf(out, "/%s %u 0 R ", key, first_id + index);
}

static void
append_item(const StsStructure *structure, GString *out, const Item *item, guint32 root_id)
{
  g_autofree char *title = sts_node_title_text(item->heading);
  guint32 first_id = root_id + 1;

  g_string_assign(out, "<< /Title ");
  sts_pdf_append_text(out, title);
  g_string_append_c(out, ' ');
  if (item->parent == STS_NONE)
    g_string_append_printf(out, "/Parent %u 0 R ", root_id);
  append_link(out, "Parent", first_id, item->parent);
  append_link(out, "Prev", first_id, item->previous);
  append_link(out, "Next", first_id, item->next);
  append_link(out, "First", first_id, item->first);
  append_link(out, "Last", first_id, item->last);
  if (item->descendants)
    g_string_append_printf(out, "/Count -%d ", item->descendants); /* closed */
  g_string_append(out, "/Dest ");
  if (!sts_pdf_append_destination(structure, out, item->heading))
    g_string_append_printf(out, "[ %u 0 R /Fit ]", structure->first_page_id);
  g_string_append(out, " >>");
}

guint32
sts_pdf_write_outline(const StsStructure *structure, StsPdfWriter *writer)
{
  const GPtrArray *headings = structure->headings;
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GString) out = g_string_new(NULL);
  guint32 last = STS_NONE, top = 0;

  if (headings->len == 0)
    return 0;
  for (guint i = 0; i < headings->len; i++)
    add_item(items, open, headings->pdata[i]);
  guint32 root = sts_pdf_writer_reserve(writer, 1 + items->len);
  for (guint32 i = 0; i < items->len; i++) {
    append_item(structure, out, item_at(items, i), root);
    sts_pdf_writer_add(writer, root + 1 + i, out->str, out->len);
    if (item_at(items, i)->parent == STS_NONE) {
      last = i;
      top++;
    }
  }
  g_string_printf(out, "<< /Type /Outlines /First %u 0 R /Last %u 0 R /Count %u >>", root + 1, root + 1 + last, top);
  sts_pdf_writer_add(writer, root, out->str, out->len);
  return root;
}

/* A label that counts on from the one before goes without saying (ISO 32000-1, 12.4.2). */
void
sts_pdf_append_page_labels(const StsLayout *layout, GString *out)
{
  int last = 0; /* 0: the label before is no number */

  g_string_append(out, "/PageLabels << /Nums [ ");
  for (guint i = 0; i < layout->pages->len; i++) {
    const char *label = g_array_index(layout->pages, StsPage, i).label;
    int number = sts_page_label_number(label ? label : "");
    if (number == 0) {
      g_string_append_printf(out, "%u << /P ", i);
      sts_pdf_append_text(out, label ? label : "");
      g_string_append(out, " >> ");
    } else if (last == 0 || number != last + 1) {
      g_string_append_printf(out, "%u << /S /D /St %d >> ", i, number);
    }
    last = number;
  }
  g_string_append(out, "] >> ");
}
